"""The record of a sitting: everything that happened, in order, by a number of queries that does not grow."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.outcome.sitting_record import EventKind, presence_of, record_of
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.floor import Cause, TurnState
from hemicycle.rules.presence import Span
from hemicycle.sittings.actions import items, presiding, room, undoing, voice
from hemicycle.sittings.models import LastAct, Prolongation, Turn
from tests.factories import START
from tests.outcome.acting import Acting
from tests.support.floor import by

if TYPE_CHECKING:
    from datetime import datetime

    from tests.factories import World


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def heard(world: World, who: str, begun: float, ended: float | None, item: int = 0, **given: object) -> Turn:
    """A turn as the engines saw it."""
    registration = world[who]
    state = TurnState.AUDIBLE if ended is None else TurnState.ENDED
    row: dict[str, object] = {
        "capacity": "council_state",
        "language": "en",
        "state": state.value,
        "connected_at": at(begun + 1),
        "audible_at": at(begun + 2),
        **given,
    }
    return Turn.objects.create(
        sitting=world.sitting, registration=registration, member=registration.member, item=world.items[item],
        asked_at=at(begun - 5), granted_at=at(begun), ended_at=None if ended is None else at(ended), **row,
    )  # fmt: skip


def sat(world: World) -> World:
    """An item is concluded over an objection that was withdrawn, with two speakers and a point of order."""
    acting = Acting(world)
    acting.open()
    heard(world, "br", 20, 40, language="fr")
    heard(world, "jp", 50, 60, point_of_order=True, motion="point_of_order")
    heard(world, "gh", 70, 90, override="The Chair invited them.", cause=Cause.NETWORK.value)
    acting.seconds = 100
    acting.draft("To take note.")
    objection = acting.take("jp", words="Costs.")
    acting.ask()
    acting.withdraw(objection, "jp")
    acting.close("proposed_conclusion", later=10)
    return world


def test_it_has_everything_in_the_order_in_which_it_happened(world: World) -> None:
    record = record_of(sat(world).sitting)
    assert [event.kind.value for event in record.events] == [
        "opened", "presided", "item", "turn", "motion", "turn", "position", "reading", "call", "withdrawal",
        "outcome",
    ]  # fmt: skip
    turn = record.of(EventKind.TURN)[0]
    assert (turn.at, turn.until, turn.row.language, turn.member and turn.member.code) == (at(20), at(40), "fr", "BR")
    reading = record.of(EventKind.READING)[0]
    assert {language: one.text for language, one in record.read_out(reading.row).items()} == {"en": "To take note."}
    assert reading.anchor == f"reading-{reading.key}"
    assert record.of(EventKind.OUTCOME)[0].row.why.code.value == "no_objection"


def test_the_text_stays_as_it_was_read_out(world: World) -> None:
    acting = Acting(world)
    acting.open()
    acting.draft("First.")
    acting.read()
    acting.draft("Second.")
    acting.draft("Troisième.", "fr")
    acting.read()
    record = record_of(world.sitting)
    first, second = record.of(EventKind.READING)
    assert {key: row.text for key, row in record.read_out(first.row).items()} == {"en": "First."}
    assert {key: row.text for key, row in record.read_out(second.row).items()} == {"en": "Second.", "fr": "Troisième."}


def test_suspensions_overrides_and_removals_are_on_record(world: World) -> None:
    leader = by(world, "vice_chair")
    sitting = world.sitting.pk
    presiding.suspend(sitting, leader, at(10))
    presiding.resume(sitting, leader, at(20))
    presiding.remove(sitting, leader, at(30), registration=world["br"].pk, reason="Shouting.")
    presiding.readmit(sitting, leader, at(40), registration=world["br"].pk)
    Prolongation.objects.create(
        sitting=world.sitting, registration=world["vice_chair"], until=at(20_000), words="One item is left.", at=at(50)
    )
    presiding.end(sitting, leader, at(60))
    world.sitting.refresh_from_db()
    kinds = [event.kind.value for event in record_of(world.sitting).events]
    assert kinds == ["opened", "presided", "suspended", "resumed", "removed", "readmitted", "prolonged", "ended"]


def test_a_suspension_that_was_undone_at_once_is_not_on_record(world: World) -> None:
    leader, sitting = by(world, "vice_chair"), world.sitting
    presiding.suspend(sitting.pk, leader, at(10))
    undoing.undo(sitting.pk, leader, at(13), act=LastAct.objects.get().pk)
    presiding.suspend(sitting.pk, leader, at(20))
    found = record_of(sitting).of(EventKind.SUSPENDED, EventKind.RESUMED)
    assert [(event.kind.value, event.at) for event in found] == [("suspended", at(20))]


def test_rule_11_each_press_of_who_presides_is_on_record_under_the_item_that_was_discussed(world: World) -> None:
    leader, sitting = by(world, "vice_chair"), world.sitting.pk
    room.joined(world.sitting, world["vice_chair"].pk, "PA_vice_chair", at(1))
    for begun, ended, language in ((5, 9, "en"), (20, 24, "fr")):
        if begun > 10:
            items.open_item(sitting, leader, at(10), item=world.items[0].pk)
        voice.on(sitting, leader, at(begun), language=language)
        voice.off(sitting, leader, at(ended))
    voice.on(sitting, leader, at(30), language="en")
    found = record_of(world.sitting).of(EventKind.VOICE)
    assert [(one.at, one.until, one.row.language) for one in found] == [
        (at(5), at(9), "en"),
        (at(20), at(24), "fr"),
        (at(30), None, "en"),
    ]
    assert [one.item and one.item.pk for one in found] == [None, world.items[0].pk, world.items[0].pk]
    assert {one.person for one in found} == {world["vice_chair"].person}
    assert found[0].anchor == f"voice-{found[0].key}"


def test_a_delegation_is_there_while_one_of_its_people_is(world: World) -> None:
    for who, joined, left in (("br", 0, 10), ("br2", 5, 30), ("jp", 3, None), ("technician", 1, 2)):
        world.sitting.attendances.create(
            registration=world[who],
            session=f"PA_{who}",
            joined_at=at(joined),
            left_at=None if left is None else at(left),
        )
    found = presence_of(world.sitting)
    assert [(one.member.code if one.member else "", len(one.persons), one.spans) for one in found] == [
        ("BR", 2, (Span(at(0), at(30)),)),
        ("JP", 1, (Span(at(3)),)),
        ("", 1, (Span(at(1), at(2)),)),
    ]


def test_its_queries_do_not_grow_with_what_happened(world: World) -> None:
    sat(world)
    with CaptureQueriesContext(
        connection,
    ) as few:
        record_of(world.sitting)
    acting = Acting(world, 1)
    acting.seconds = 300
    acting.open()
    for number in range(10):
        heard(world, "gh", 310 + 10 * number, 315 + 10 * number, item=1)
    acting.seconds = 500
    acting.draft("Another.")
    acting.take("br", PositionKind.SUPPORT)
    acting.read()
    acting.close("deferred", words="Time is short.")
    with CaptureQueriesContext(connection) as many:
        record_of(world.sitting)
    assert len(many) == len(few)
