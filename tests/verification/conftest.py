"""A consultation in which everything happened that is recomputed, by the acts themselves, and its export."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.agenda.actions import items
from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.agenda.models import Programme
from hemicycle.correspondence.actions import enquiries, replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.people.models import Registration, Upload
from hemicycle.rules.candidates import Choice
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.replies import Channel
from hemicycle.sittings.actions import floor, presiding
from tests.ending.exports import exported
from tests.factories import URGENT
from tests.outcome.acting import Acting
from tests.support.agenda import NOW, SENT, make_agenda
from tests.support.enquiries import mandate
from tests.support.floor import ask, at, by

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import World
    from tests.support.agenda import Agenda

END = datetime(2020, 5, 22, 21, 59, 59, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def happened(room_world: World, settings: object, tmp_path: Path) -> World:
    """Replies in time, twice, late and on paper; an agenda; a result; a queue; two items that ended."""
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path  # type: ignore[attr-defined]
    agenda = make_agenda(room_world)
    _answer(agenda)
    items.choose(agenda.item(1), agenda.performer(), NOW, Choice.CONFIRMED, words={}, seen=None)
    programme = Programme.objects.filter(consultation=agenda.consultation).first()
    publish_agenda(
        agenda.consultation.pk,
        agenda.performer("secretariat"),
        NOW,
        edition=programme.agenda_edition if programme else 0,
        symbol="VC/2",
        titles_stand=True,
    )
    enquiries.declare(agenda.enquiry, agenda.performer(), NOW)
    _meet(room_world)
    return room_world


def _answer(agenda: Agenda) -> None:
    world, enquiry = agenda.world, agenda.enquiry

    def answer(*yes: int, no: tuple[int, ...] = ()) -> Answer:
        said = {agenda.question(number).pk: "yes" for number in yes}
        return Answer(said | {agenda.question(number, URGENT).pk: "no" for number in no})

    for name in ("br", "jp"):
        mandate(world[name], SENT)
    brazil, japan, ghana = (world[name].member for name in ("br", "jp", "gh"))
    assert brazil
    assert japan
    assert ghana
    replies.submit(enquiry, agenda.performer("br"), END - DAY, member=brazil, answer=answer(1, no=(2,)))
    replies.submit(enquiry, agenda.performer("br"), END - DAY, member=brazil, answer=answer(1, 2))
    late = replies.submit(enquiry, agenda.performer("jp"), END + DAY, member=japan, answer=answer(1))
    replies.accept_late(late, agenda.performer(), END + DAY, words="The post was slow.")
    desk = agenda.performer("secretariat")
    assert desk.person
    upload = Upload.objects.create(
        file=ContentFile(b"%PDF-1.7", name="scan.pdf"), name="scan.pdf", media_type="application/pdf", size=8,
        sha256="0" * 64, uploaded_by=desk.person, uploaded_at=SENT,
    )  # fmt: skip
    source = Source(Channel.PAPER, upload, END - DAY)
    paper = replies.enter(enquiry, desk, END - DAY, member=ghana, answer=answer(3), source=source)
    Registration.objects.filter(pk=world["technician"].pk).update(role="secretariat")
    replies.confirm(paper, agenda.performer("technician"), END - DAY)
    Registration.objects.filter(pk=world["technician"].pk).update(role="technician")


def _meet(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    first = Acting(world)
    first.open()
    waiting = {name: ask(world, name, 2 + place) for place, name in enumerate(("br", "jp", "gh"))}
    order = ask(world, "jp", 6, point_of_order=True)
    presiding.move(sitting, leader, at(7), turn=waiting["gh"].pk, before=waiting["br"].pk, reason="She leaves soon.")
    floor.give_next(sitting, leader, at(8), expected=order.pk)
    floor.give(sitting, leader, at(9), turn=waiting["br"].pk)
    floor.give_next(sitting, leader, at(10), expected=waiting["gh"].pk)
    floor.take_back(sitting, leader, at(11), turn=waiting["gh"].pk)
    first.seconds = 20
    first.draft("One.")
    first.ask(5)
    withdrawn = first.take("jp", words="Too early.")
    first.withdraw(withdrawn, "jp")
    first.close("proposed_conclusion", later=10)
    second = Acting(world, item=1)
    second.seconds = first.seconds
    second.open(Carryover.KEEP)
    second.take("br", PositionKind.DEFER_DOCUMENT)
    second.close("deferred")
    presiding.end(sitting, leader, second.at())


@pytest.fixture
def file(happened: World, tmp_path: Path) -> Path:
    """Its export."""
    made = tmp_path / "case.zip"
    made.write_bytes(exported(happened).getvalue())
    return made
