"""Motions, the right of reply, and rulings in a sitting (rules 43 to 45)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import build
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import queries
from hemicycle.sittings.actions import floor, items, presiding, room, rulings, speaker, turns
from hemicycle.sittings.models import Ruling
from tests.support.floor import ask, at, by, order, refused

if TYPE_CHECKING:
    from hemicycle.live.documents import MotionDocument, SittingDocument
    from hemicycle.sittings.models import Turn
    from tests.factories import World


def moved(world: World) -> list[MotionDocument]:
    return build.queue(queries.find_sitting(world.sitting.pk)).motions


def shown(world: World) -> SittingDocument:
    return build.sitting_document(queries.find_sitting(world.sitting.pk))


def rule(world: World, seconds: float, turn: Turn | None, verdict: Verdict | None, words: str = "") -> Ruling:
    return rulings.rule(
        world.sitting.pk,
        by(world, "vice_chair"),
        at(seconds),
        turn=turn.pk if turn else None,
        verdict=verdict,
        words=words,
    )


@pytest.fixture
def discussed(world: World) -> World:
    """An item is open; three wait on the list."""
    for name in ("jp", "br", "gh"):
        room.joined(world.sitting, world[name].pk, f"PA_{name}", at(0))
    items.open_item(world.sitting.pk, by(world, "vice_chair"), at(1), item=world.items[0].pk)
    for second, name in enumerate(("jp", "br", "no"), 2):
        ask(world, name, second)
    return world


def test_rule_43_motions_stand_before_the_list_by_their_precedence(discussed: World) -> None:
    ask(discussed, "jp", 6, motion=Motion.CLOSURE_OF_DEBATE)
    ask(discussed, "br", 7, motion=Motion.SUSPENSION_OF_SITTING)
    ask(discussed, "gh", 8, motion=Motion.POINT_OF_ORDER)
    assert order(discussed) == ["gh", "br", "jp", "jp", "br", "no"]
    places = build.queue(queries.find_sitting(discussed.sitting.pk)).places
    assert [place.reason.code for place in places[:3]] == ["point_of_order", "motion", "motion"]
    assert [one.motion for one in moved(discussed)] == [
        Motion.POINT_OF_ORDER,
        Motion.SUSPENSION_OF_SITTING,
        Motion.CLOSURE_OF_DEBATE,
    ]
    with pytest.raises(Refusal) as error:
        ask(discussed, "no", 9, motion=Motion.CLOSURE_OF_LIST)
    assert refused(error) == (7, "point_of_order_not_permitted")


def test_rule_43_the_reason_of_a_motion_is_seen(discussed: World) -> None:
    speaker.ask(
        discussed.sitting.pk,
        by(discussed, "gh"),
        at(6),
        language="en",
        motion=Motion.SUSPENSION_OF_SITTING,
        words="To consult our capital.",
    )
    assert moved(discussed)[0].words == "To consult our capital."
    data = Entry.objects.latest("pk").data
    assert (data["motion"], data["words"]) == ("suspension_of_sitting", "To consult our capital.")


def test_rule_43_a_suspension_is_until_a_time_and_ends_with_the_resumption(discussed: World) -> None:
    turn = ask(discussed, "gh", 6, motion=Motion.SUSPENSION_OF_SITTING)
    floor.give_next(discussed.sitting.pk, by(discussed, "vice_chair"), at(7))
    assert [one.state for one in moved(discussed)] == ["speaks"]
    rulings.rule(
        discussed.sitting.pk,
        by(discussed, "vice_chair"),
        at(10),
        turn=turn.pk,
        verdict=Verdict.ACCEPTED,
        minutes=15,
    )
    document = shown(discussed)
    assert (document.state, document.suspended_until) == ("suspended", at(910).isoformat())
    assert document.ruling
    assert (document.ruling.motion, document.ruling.verdict, document.ruling.until) == (
        Motion.SUSPENSION_OF_SITTING,
        Verdict.ACCEPTED,
        at(910).isoformat(),
    )
    turn.refresh_from_db()
    assert (turn.state, turn.ended_at) == ("ended", at(10)), "nobody speaks in a suspended sitting"
    presiding.resume(discussed.sitting.pk, by(discussed, "vice_chair"), at(900))
    assert shown(discussed).suspended_until is None
    assert order(discussed) == ["jp", "br", "no"]


def test_rule_43_a_suspension_keeps_within_the_time_of_the_sitting(discussed: World) -> None:
    turn = ask(discussed, "gh", 6, motion=Motion.SUSPENSION_OF_SITTING)
    for act in (
        lambda: rulings.rule(
            discussed.sitting.pk,
            by(discussed, "vice_chair"),
            at(7),
            turn=turn.pk,
            verdict=Verdict.ACCEPTED,
            minutes=600,
        ),
        lambda: presiding.suspend(discussed.sitting.pk, by(discussed, "vice_chair"), at(7), minutes=600),
    ):
        with pytest.raises(Refusal) as error:
            act()
        assert refused(error) == (43, "suspended_too_long")
    assert not Ruling.objects.exists()
    assert shown(discussed).state == "open"


def test_rule_43_closure_of_the_list_closes_it_and_of_the_debate_puts_aside_who_waits(discussed: World) -> None:
    rule(discussed, 7, ask(discussed, "gh", 6, motion=Motion.CLOSURE_OF_LIST), Verdict.ACCEPTED)
    assert not shown(discussed).list_open
    assert order(discussed) == ["jp", "br", "no"]
    presiding.open_list(discussed.sitting.pk, by(discussed, "vice_chair"), at(8))
    rule(discussed, 10, ask(discussed, "gh", 9, motion=Motion.CLOSURE_OF_DEBATE), Verdict.ACCEPTED)
    queue = build.queue(queries.find_sitting(discussed.sitting.pk))
    assert (queue.list_open, queue.places) == (False, [])
    assert len(queue.aside) == 3
    assert Entry.objects.latest("pk").data["requests_put_aside"] == 3


@pytest.mark.parametrize("motion", [Motion.ADJOURNMENT_OF_DEBATE, Motion.ADJOURNMENT_OF_SITTING])
def test_rule_43_an_adjournment_ends_neither_the_item_nor_the_sitting_by_itself(
    discussed: World, motion: Motion
) -> None:
    rule(discussed, 7, ask(discussed, "gh", 6, motion=motion), Verdict.ACCEPTED)
    assert shown(discussed).state == "open"
    assert queries.discussed_item(discussed.sitting) == discussed.items[0]
    assert order(discussed) == ["jp", "br", "no"]


def test_rule_43_what_is_not_accepted_has_no_effect(discussed: World) -> None:
    for second, motion in enumerate(list(Motion)[1:-1]):
        turn = ask(discussed, "gh", 6 + 2 * second, motion=motion)
        rule(discussed, 7 + 2 * second, turn, Verdict.REJECTED, "Not now.")
        assert (shown(discussed).state, shown(discussed).list_open) == ("open", True)
        assert order(discussed) == ["jp", "br", "no"]


def test_rule_43_a_motion_about_the_debate_goes_aside_with_its_item_and_one_about_the_sitting_stays(
    discussed: World,
) -> None:
    ask(discussed, "gh", 6, motion=Motion.CLOSURE_OF_DEBATE)
    ask(discussed, "gh", 7, motion=Motion.SUSPENSION_OF_SITTING)
    items.open_item(
        discussed.sitting.pk, by(discussed, "vice_chair"), at(8), item=discussed.items[1].pk, requests=Carryover.KEEP
    )
    assert order(discussed) == ["gh", "jp", "br", "no"]
    assert [one.motion for one in moved(discussed)] == [Motion.SUSPENSION_OF_SITTING]


def test_rule_44_a_reply_comes_after_the_list_and_counts_as_no_turn(discussed: World) -> None:
    sitting, leader = discussed.sitting.pk, by(discussed, "vice_chair")
    presiding.close_list(sitting, leader, at(6))
    reply = ask(discussed, "no", 7, motion=Motion.RIGHT_OF_REPLY)
    assert order(discussed) == ["jp", "br", "no", "no"]
    assert moved(discussed) == []
    floor.give(sitting, leader, at(8), turn=reply.pk)
    turns.connected(sitting, discussed["no"].pk, at(9))
    speaker.finish(sitting, by(discussed, "no"), at(10), turn=reply.pk)
    assert build.queue(queries.find_sitting(sitting)).spoken == [], "they have not spoken on the item by replying"
    with pytest.raises(Refusal) as error:
        rule(discussed, 11, reply, Verdict.ACCEPTED)
    assert refused(error) == (None, "no_such_motion")


def test_rule_45_a_point_of_order_is_ruled_on_once_in_words_also_after_it_was_heard(discussed: World) -> None:
    sitting, leader = discussed.sitting.pk, by(discussed, "vice_chair")
    turn = ask(discussed, "gh", 6, motion=Motion.POINT_OF_ORDER)
    floor.give_next(sitting, leader, at(7))
    turns.connected(sitting, discussed["gh"].pk, at(8))
    speaker.finish(sitting, by(discussed, "gh"), at(9), turn=turn.pk)
    assert [(one.turn, one.state) for one in moved(discussed)] == [(turn.pk, "heard")]
    with pytest.raises(Refusal) as error:
        rule(discussed, 10, turn, Verdict.ACCEPTED)
    assert refused(error) == (45, "ruling_needs_words")
    made = rule(discussed, 11, turn, Verdict.ACCEPTED, "The document was late; it is not discussed.")
    assert moved(discussed) == []
    document = shown(discussed).ruling
    assert document
    assert document.mover
    assert (document.mover.member, document.words) == ("GH", "The document was late; it is not discussed.")
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.data["ruling"], entry.data["verdict"]) == ("ruling.give", made.pk, "accepted")
    with pytest.raises(Refusal) as error:
        rule(discussed, 12, turn, Verdict.REJECTED, "Otherwise.")
    assert refused(error) == (45, "motion_not_before_them")


def test_rule_45_what_was_withdrawn_is_not_ruled_on(discussed: World) -> None:
    turn = ask(discussed, "gh", 6, motion=Motion.POINT_OF_ORDER)
    speaker.withdraw(discussed.sitting.pk, by(discussed, "gh"), at(7), turn=turn.pk)
    with pytest.raises(Refusal) as error:
        rule(discussed, 8, turn, Verdict.NOTED)
    assert refused(error) == (45, "motion_not_before_them")


def test_rule_45_a_ruling_of_ones_own_accord_is_shown_until_another_item_is_taken_up(discussed: World) -> None:
    with pytest.raises(Refusal) as error:
        rule(discussed, 6, None, None)
    assert refused(error) == (45, "ruling_needs_words")
    rule(discussed, 7, None, None, "Statements are limited to two minutes.")
    ruling = shown(discussed).ruling
    assert ruling
    assert (ruling.motion, ruling.mover, ruling.verdict) == ("", None, "")
    assert ruling.words == "Statements are limited to two minutes."
    items.open_item(
        discussed.sitting.pk, by(discussed, "vice_chair"), at(8), item=discussed.items[1].pk, requests=Carryover.KEEP
    )
    assert shown(discussed).ruling is None
    assert Ruling.objects.filter(discussion__item=discussed.items[0]).count() == 1


def test_rule_45_an_ordinary_request_is_no_motion(discussed: World) -> None:
    turn = discussed.sitting.turns.get(registration=discussed["jp"])
    with pytest.raises(Refusal) as error:
        rule(discussed, 8, turn, Verdict.NOTED)
    assert refused(error) == (None, "no_such_motion")
