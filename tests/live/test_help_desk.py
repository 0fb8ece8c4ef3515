"""Messages to and from the technicians: in whose thread, by whom, and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.people.models import Registration
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import Participant
from hemicycle.support.actions import help_desk as actions
from hemicycle.support.models import HelpMessage
from tests.factories import START, World, a_body

if TYPE_CHECKING:
    from tests.support.room import ConnectedPage

LATER = START + timedelta(seconds=90)


def by(world: World, name: str) -> Participant:
    return Participant.registered(world[name], "192.0.2.7")


def test_a_question_stands_in_ones_own_thread_and_the_desk_is_told(
    world: World, client_documents: ConnectedPage
) -> None:
    message = actions.post(world.sitting.pk, by(world, "br"), START, text="No sound in French")
    message.refresh_from_db()
    assert (message.sitting, message.thread, message.author) == (world.sitting, world["br"], world["br"])
    assert (message.text, message.at) == ("No sound in French", START)
    assert sorted(client_documents.published) == ["desk", f"help.{world['br'].pk}"]
    entry = Entry.objects.get()
    assert (entry.act, entry.data) == ("help.post", {"message": message.pk})


def test_an_answer_stands_in_the_thread_of_who_asked(world: World, client_documents: ConnectedPage) -> None:
    thread = world["br"].pk
    message = actions.answer(world.sitting.pk, by(world, "technician"), LATER, registration=thread, text="Try relay")
    message.refresh_from_db()
    assert (message.sitting, message.thread, message.author) == (world.sitting, world["br"], world["technician"])
    assert (message.text, message.at) == ("Try relay", LATER)
    assert sorted(client_documents.published) == ["desk", f"help.{thread}"]
    entry = Entry.objects.get()
    assert (entry.act, entry.data) == ("help.answer", {"message": message.pk, "thread": thread})


def test_nobody_is_answered_who_takes_no_part(world: World) -> None:
    other = Consultation.objects.create(
        body=a_body(), slug="other", title={"en": "Another"}, first_day=START.date(), last_day=START.date()
    )
    elsewhere = Registration.objects.create(consultation=other, person=world["br"].person, role="chair")
    for registration in (0, elsewhere.pk):
        with pytest.raises(Refusal) as refused:
            actions.answer(world.sitting.pk, by(world, "technician"), LATER, registration=registration, text="Hello")
        assert (refused.value.reason.rule, refused.value.reason.code) == (1, "not_registered")
    assert not HelpMessage.objects.exists()


def test_only_technicians_answer(world: World) -> None:
    for name in ("br", "chair", "secretariat", "french"):
        with pytest.raises(Refusal) as refused:
            actions.answer(world.sitting.pk, by(world, name), LATER, registration=world["jp"].pk, text="Hello")
        assert refused.value.reason.code == "not_permitted"
