"""What the journal keeps of each act in a sitting: who, in what capacity, from where, about whom, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.outcome.actions import closing
from hemicycle.rules.permissions import Action
from hemicycle.sittings import queries
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import booths, floor, intrusions, items, presiding, room, speaker, turns
from hemicycle.sittings.actions.intrusions import Sighting
from hemicycle.verification.facts import COURSE, QUEUE
from tests.support.floor import at

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import RecordingEngine


def by(world: World, name: str) -> Participant:
    return Participant.registered(world[name], "192.0.2.7")


def kept(*acts: str) -> list[tuple[str, dict[str, Any]]]:
    """The entries of these acts, or all, in order."""
    entries = Entry.objects.filter(act__in=acts) if acts else Entry.objects.all()
    # What places and ends are recomputed from is tried where it is (tests/verification).
    return [
        (act, {name: value for name, value in data.items() if name not in {QUEUE, COURSE}})
        for act, data in entries.order_by("pk").values_list("act", "data")
    ]


def test_who_acted_where_and_when(world: World) -> None:
    speaker.ask(world.sitting.pk, by(world, "jp"), at(1), language="fr")
    presiding.close_list(world.sitting.pk, by(world, "vice_chair"), at(2))
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(3))
    entries = Entry.objects.order_by("pk")
    place = f"sitting:{world.sitting.pk}"
    facts = ("act", "actor", "capacity", "subject", "origin__address", "system", "place", "at")
    assert list(entries.values_list(*facts)) == [
        ("floor.ask", world["jp"].person_id, "council_state", "JP", "192.0.2.7", "", place, at(1)),
        ("queue.close", world["vice_chair"].person_id, "vice_chair", "", "192.0.2.7", "", place, at(2)),
        ("room.joined", None, "", "", None, "media", place, at(3)),
    ]


def test_a_turn(world: World) -> None:
    sitting, leader, japan = world.sitting.pk, by(world, "vice_chair"), by(world, "jp")
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(0))
    turn = speaker.ask(sitting, japan, at(1), language="fr").pk
    speaker.ready(sitting, japan, at(2), turn=turn, microphone=True, camera=False)
    floor.give_next(sitting, leader, at(3), expected=turn)
    turns.connected(sitting, world["jp"].pk, at(4))
    turns.audible(sitting, world["jp"].pk, at(5))
    floor.mute(sitting, leader, at(6), turn=turn, muted=True)
    floor.extend(sitting, leader, at(7), turn=turn, seconds=60)
    floor.extend(sitting, leader, at(8), turn=turn, seconds=30)
    floor.correct_language(sitting, by(world, "technician"), at(9), turn=turn, language="en")
    floor.put_back(sitting, leader, at(10), turn=turn)
    speaker.withdraw(sitting, japan, at(11), turn=turn)
    jp = world["jp"].pk
    assert kept() == [
        ("room.joined", {"registration": jp}),
        ("floor.ask", {"turn": turn, "language": "fr", "point_of_order": False}),
        ("floor.ready", {"turn": turn, "microphone": True, "camera": False}),
        ("floor.next", {"turn": turn, "registration": jp, "position": 1}),
        ("turn.connected", {"turn": turn}),
        ("turn.audible", {"turn": turn}),
        ("floor.mute", {"turn": turn, "muted": True}),
        ("floor.extend", {"turn": turn, "seconds": 60}),
        ("floor.extend", {"turn": turn, "seconds": 30}),
        ("floor.language", {"turn": turn, "language": "en", "before": "fr"}),
        ("floor.put_back", {"turn": turn, "registration": jp, "granted_at": at(3).isoformat()}),
        ("floor.withdraw", {"turn": turn}),
    ]
    row = world.sitting.turns.get(pk=turn)
    assert (row.state, row.cause, row.ended_at, row.extra_seconds) == ("withdrawn", "withdrawn", at(11), 90)
    assert (row.connected_at, row.audible_at, row.language) == (None, None, "en")


def test_the_ends_of_a_turn(world: World) -> None:
    sitting, leader = world.sitting.pk, by(world, "vice_chair")
    room.joined(world.sitting, world["gh"].pk, "PA_gh", at(0))

    def given(name: str, moment: int, *, confirm_first: bool = False) -> int:
        asked = speaker.ask(sitting, by(world, name), at(moment), language="en", confirm_first=confirm_first).pk
        floor.give(sitting, leader, at(moment), turn=asked)
        return asked

    taken = given("br", 1, confirm_first=True)
    speaker.take(sitting, by(world, "br"), at(2), turn=taken)
    speaker.take(sitting, by(world, "br"), at(3), turn=taken)
    speaker.finish(sitting, by(world, "br"), at(4), turn=taken)
    back = given("jp", 5)
    floor.take_back(sitting, leader, at(6), turn=back)
    failed = given("br2", 7)
    speaker.fail(sitting, by(world, "br2"), at(8), turn=failed, cause="no_device")
    invited = floor.invite(sitting, leader, at(9), registration=world["gh"].pk, language="en").pk
    timed_out = given("no", 10)
    turns.expire(world.sitting, 20, at(60))
    ends = kept(
        "floor.take", "floor.finish", "floor.take_back", "floor.fail", "floor.invite", "turn.failed", "floor.give"
    )
    own = {name: world[name].pk for name in ("br", "jp", "br2", "gh", "no")}
    given_first = {"position": 1, "out_of_order": False}
    assert ends == [
        ("floor.give", {"turn": taken, "registration": own["br"], **given_first}),
        ("floor.take", {"turn": taken}),
        ("floor.take", {"turn": taken}),
        ("floor.finish", {"turn": taken}),
        ("floor.give", {"turn": back, "registration": own["jp"], **given_first}),
        ("floor.take_back", {"turn": back, "registration": own["jp"]}),
        ("floor.give", {"turn": failed, "registration": own["br2"], **given_first}),
        ("floor.fail", {"turn": failed, "cause": "no_device"}),
        ("floor.invite", {"turn": invited, "registration": own["gh"], "invited": True, "override": ""}),
        ("floor.give", {"turn": timed_out, "registration": own["no"], "ended": invited, **given_first}),
        ("turn.failed", {"turn": timed_out, "cause": "network"}),
    ]
    rows = world.sitting.turns.in_bulk()
    assert [
        (rows[key].state, rows[key].cause, rows[key].ended_at) for key in (taken, back, failed, invited, timed_out)
    ] == [
        ("ended", "", at(4)),
        ("ended", "", at(6)),
        ("failed", "no_device", at(8)),
        ("ended", "", at(10)),
        ("failed", "network", at(60)),
    ]
    assert rows[taken].taken_at == at(2)


def test_who_only_waits_and_has_no_device_stays(world: World) -> None:
    turn = speaker.ask(world.sitting.pk, by(world, "jp"), at(1), language="en")
    speaker.fail(world.sitting.pk, by(world, "jp"), at(2), turn=turn.pk, cause="permission_denied")
    turn.refresh_from_db()
    assert (turn.state, turn.microphone, turn.camera) == ("next", False, False)
    assert kept("floor.fail") == [("floor.fail", {"turn": turn.pk, "cause": "permission_denied"})]


def test_the_leaders_acts(world: World) -> None:
    sitting, leader, item = world.sitting.pk, by(world, "vice_chair"), world.items[1].pk
    turn = speaker.ask(sitting, by(world, "br"), at(1), language="en").pk
    speaker.ask(sitting, by(world, "jp"), at(2), language="en")
    presiding.move(sitting, leader, at(3), turn=turn, before=None, reason="leaves at noon")
    presiding.close_list(sitting, leader, at(4))
    presiding.open_list(sitting, leader, at(5))
    items.open_item(sitting, leader, at(6), item=item)
    closing.close_item(sitting, leader, at(7), item=item, outcome="noted")
    presiding.remove(sitting, leader, at(8), registration=world["pe"].pk, reason="disturbs")
    presiding.readmit(sitting, leader, at(9), registration=world["pe"].pk)
    presiding.suspend(sitting, leader, at(10))
    presiding.resume(sitting, leader, at(11))
    presiding.pass_lead(sitting, leader, at(12), registration=world["chair"].pk)
    presiding.end(sitting, by(world, "chair"), at(13))
    pe = world["pe"].pk
    assert kept()[2:] == [
        ("queue.move", {"turn": turn, "before": None, "reason": "leaves at noon"}),
        ("queue.close", {}),
        ("queue.open", {}),
        ("item.open", {"item": item, "requests_kept": 2}),
        ("item.close", {"item": item, "outcome": "noted", "reason": {"rule": 27, "code": "item_noted", "facts": {}}}),
        ("room.remove", {"registration": pe, "reason": "disturbs"}),
        ("room.readmit", {"registration": pe}),
        ("sitting.suspend", {}),
        ("sitting.resume", {}),
        ("lead.pass", {"before": world["vice_chair"].pk, "registration": world["chair"].pk}),
        ("sitting.end", {}),
    ]
    removal = world.sitting.removals.get()
    assert (removal.reason, removal.at, removal.readmitted_at) == ("disturbs", at(8), at(9))
    discussion = world.sitting.discussions.get()
    assert (discussion.start, discussion.end, discussion.outcome) == (at(6), at(7), "noted")
    world.sitting.refresh_from_db()
    assert (world.sitting.state, world.sitting.state_since) == ("ended", at(13))


def test_booths_and_the_room(world: World, engine: RecordingEngine) -> None:
    sitting, french = world.sitting.pk, by(world, "french")
    key = world["french"].pk
    booths.enter(sitting, french, at(1), language="fr")
    booths.on_air(sitting, french, at(2))
    booths.off_air(sitting, french, at(3))
    booths.on_air(sitting, french, at(4))
    room.empty_booths(world.sitting, 20, at(30))
    booths.leave(sitting, french, at(31))
    room.joined(world.sitting, world["jp"].pk, "PA_jp", at(32))
    engine.publishes("r" + str(world["jp"].pk), "TR_1")
    intrusions.look(world.sitting, world["jp"].pk, Sighting("steward", at(60)))
    room.left(world.sitting, world["jp"].pk, "PA_jp", at(61))
    assert kept() == [
        ("booth.enter", {"language": "fr"}),
        ("booth.on_air", {"language": "fr"}),
        ("booth.off_air", {"language": "fr"}),
        ("booth.on_air", {"language": "fr"}),
        ("booth.lost", {"registration": key, "language": "fr"}),
        ("booth.leave", {"language": "fr"}),
        ("room.joined", {"registration": world["jp"].pk}),
        ("room.cut_off", {"registration": world["jp"].pk, "how": "published"}),
        ("room.left", {"registration": world["jp"].pk}),
    ]
    seat = world.sitting.booth_seats.get()
    assert (seat.entered_at, seat.left_at, seat.on_air_since) == (at(1), at(31), None)
    seen = world.sitting.intrusions.get()
    assert (seen.how, seen.seen_by, seen.at) == ("published", "steward", at(60))
    systems = Entry.objects.filter(act__in=["booth.lost", "room.cut_off", "room.left"]).order_by("pk")
    assert list(systems.values_list("system", flat=True)) == ["steward", "steward", "media"]


def test_an_act_raises_the_sequence_by_one_and_is_named_as_in_the_table(world: World) -> None:
    before = queries.find_sitting(world.sitting.pk).sequence
    speaker.ask(world.sitting.pk, by(world, "jp"), at(1), language="en")
    assert (
        queries.find_sitting(world.sitting.pk).sequence
        == before + 1
        == build.queue(queries.find_sitting(world.sitting.pk)).seq
    )
    assert {act for act, _data in kept()} <= {action.value for action in Action}
