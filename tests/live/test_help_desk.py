"""Messages to and from the help desk in a sitting: in whose case, by whom, and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.people.models import Registration
from hemicycle.rules.help_cases import FLOOD_MOST, CaseCause
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import Participant
from hemicycle.support.actions import cases
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
    case = message.case
    assert (case.sitting, case.registration, case.channel, case.number) == (world.sitting, world["br"], "chat", 1)
    assert (case.status, case.waiting_since, case.answered_at) == ("new", START, None)
    assert (message.kind, message.author) == ("question", world["br"])
    assert (message.text, message.at) == ("No sound in French", START)
    assert sorted(client_documents.published) == ["desk", f"help.{world['br'].pk}"]
    entry = Entry.objects.get()
    assert (entry.act, entry.data) == ("help.post", {"message": message.pk, "case": case.pk})


def test_an_answer_stands_in_the_thread_of_who_asked(world: World, client_documents: ConnectedPage) -> None:
    thread = world["br"].pk
    message = actions.answer(world.sitting.pk, by(world, "technician"), LATER, registration=thread, text="Try relay")
    message.refresh_from_db()
    case = message.case
    assert (case.sitting, case.registration, case.assignee) == (world.sitting, world["br"], world["technician"])
    assert (case.status, case.waiting_since, case.answered_at) == ("in_work", None, LATER)
    assert (message.kind, message.author) == ("answer", world["technician"])
    assert (message.text, message.at) == ("Try relay", LATER)
    assert sorted(client_documents.published) == ["desk", f"help.{thread}"]
    entry = Entry.objects.get()
    assert (entry.act, entry.data) == ("help.answer", {"message": message.pk, "case": case.pk})


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


def test_only_technicians_and_the_secretariat_answer(world: World) -> None:
    for name in ("br", "chair", "french"):
        with pytest.raises(Refusal) as refused:
            actions.answer(world.sitting.pk, by(world, name), LATER, registration=world["jp"].pk, text="Hello")
        assert refused.value.reason.code == "not_permitted"


def test_an_answer_outside_the_sitting_reaches_its_pages_and_a_private_note_none(
    world: World, client_documents: ConnectedPage
) -> None:
    case = actions.post(world.sitting.pk, by(world, "br"), START, text="No sound").case
    where = (world.consultation.pk, by(world, "technician"), LATER, case.pk)
    cases.note(*where, "An old proxy.")
    client_documents.published.clear()
    cases.answer(*where, "Reload the page.")
    assert sorted(client_documents.published) == ["desk", f"help.{world['br'].pk}"]
    names = ("desk", f"help.{world['br'].pk}")
    told = [build.document(world.sitting.pk, name).model_dump_json() for name in names]
    assert all("Reload the page." in text and "An old proxy." not in text for text in told)


def test_what_is_asked_in_a_sitting_belongs_to_one_case_until_it_was_solved_for_three_days(world: World) -> None:
    first = actions.post(world.sitting.pk, by(world, "br"), START, text="No sound").case
    assert actions.post(world.sitting.pk, by(world, "br"), LATER, text="Still none").case == first
    where = (world.consultation.pk, by(world, "technician"))
    cases.solve(*where, LATER, first.pk, CaseCause.HEARING)
    again = actions.post(world.sitting.pk, by(world, "br"), LATER + timedelta(hours=1), text="None again").case
    assert (again.pk, again.status) == (first.pk, "reopened")
    cases.solve(*where, LATER, first.pk, CaseCause.HEARING)
    other = actions.post(world.sitting.pk, by(world, "br"), LATER + timedelta(days=4), text="No picture").case
    assert (other.number, other.status) == (2, "new")


def test_a_flood_in_the_room_is_refused(world: World) -> None:
    for _number in range(FLOOD_MOST):
        actions.post(world.sitting.pk, by(world, "br"), START, text="No sound")
    with pytest.raises(Refusal) as refused:
        actions.post(world.sitting.pk, by(world, "br"), START, text="No sound")
    assert refused.value.reason.code == "help_too_many"
    assert actions.post(world.sitting.pk, by(world, "br"), LATER, text="No sound").pk
