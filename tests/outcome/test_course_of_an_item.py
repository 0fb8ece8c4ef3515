"""Rules 26 to 31: the same acts against a model of an item and against the database, in any order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from hemicycle.journal.models import Entry
from hemicycle.outcome.models import Ending, Position
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.models import Discussion
from tests.factories import START
from tests.outcome.acting import Acting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

#: Two Members of the organ, and an observer who may object on record and causes nothing.
COUNCIL, OBSERVER = ("br", "jp"), "no"
OF_OBSERVER = frozenset(
    {PositionKind.OBJECTION, PositionKind.RESERVATION, PositionKind.SUPPORT, PositionKind.STATEMENT}
)
ABOUT_TEXT = frozenset(
    {PositionKind.OBJECTION, PositionKind.DEFER_CONCLUSION, PositionKind.SUPPORT, PositionKind.RESERVATION}
)
SAID_AGAIN = frozenset({PositionKind.RESERVATION, PositionKind.STATEMENT})
CAUSES = {
    PositionKind.OBJECTION: "deferred_by_objection",
    PositionKind.DEFER_CONCLUSION: "deferred_by_wish",
    PositionKind.DEFER_DOCUMENT: "document_deferred_by_wish",
    PositionKind.SUSPEND_DEBATE: "deferred_by_motion",
}
OUTCOMES = ("proposed_conclusion", "deferred", "noted", "decided", "adopted")


class Course(RuleBasedStateMachine):
    """An item of a world, which is as it was before after each run."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.acting = Acting(self.world)
        self.acting.open()
        self.text = ""
        self.read_out: str | None = None
        self.asked: tuple[str, datetime] | None = None
        self.asking = False
        self.said: dict[int, tuple[str, PositionKind]] = {}
        self.withdrawn: set[int] = set()
        self.outcome = ""

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def done(self, act: Callable[[], object], *, expected: bool) -> bool:
        """Do it; it is done just where the model says so, and one that is refused leaves no entry."""
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                act()
        except Refusal as refusal:
            found, why, written = False, str(refusal.reason), Entry.objects.count() - before
        else:
            found, why, written = True, "", 1
        assert (found, written) == (expected, int(expected)), why
        return found

    def now(self) -> datetime:
        """When the next act will be."""
        at = self.acting.at(1)
        self.acting.seconds -= 1
        return at

    @property
    def standing(self) -> list[tuple[int, str, PositionKind]]:
        return [(key, who, kind) for key, (who, kind) in self.said.items() if key not in self.withdrawn]

    @property
    def cause(self) -> tuple[int, str, PositionKind] | None:
        return next((one for one in self.standing if one[1] in COUNCIL and one[2] in CAUSES), None)

    @rule(text=st.sampled_from(["One.", "Two.", ""]))
    def draft(self, text: str) -> None:
        if text == self.text:
            return
        if self.done(lambda: self.acting.draft(text), expected=not self.outcome and not self.asking):
            self.text = text

    @rule(seconds=st.sampled_from([5, 20]))
    def ask(self, seconds: int) -> None:
        at = self.now()
        if self.done(
            lambda: self.acting.ask(seconds), expected=not self.outcome and bool(self.text) and not self.asking
        ):
            self.asked, self.asking = (self.text, at + timedelta(seconds=seconds)), True

    @precondition(lambda self: self.asking)
    @rule()
    def resume(self) -> None:
        if self.done(self.acting.resume, expected=not self.outcome):
            self.asking = False

    @rule(who=st.sampled_from([*COUNCIL, OBSERVER]), kind=st.sampled_from(PositionKind), by_voice=st.booleans())
    def take(self, who: str, kind: PositionKind, *, by_voice: bool) -> None:
        again = kind not in SAID_AGAIN and any(one[1:] == (who, kind) for one in self.standing)
        expected = (
            not self.outcome
            and (who in COUNCIL or kind in OF_OBSERVER)
            and (kind not in ABOUT_TEXT or bool(self.text))
            and not again
        )
        taken: list[Position] = []
        say = self.acting.record if by_voice else self.acting.take
        if self.done(lambda: taken.append(say(who, kind, "Words.")), expected=expected):
            self.said[taken[0].pk] = (who, kind)

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.said)))
        position = Position.objects.get(pk=key)
        expected = not self.outcome and key not in self.withdrawn
        if self.done(lambda: self.acting.withdraw(position, self.said[key][0]), expected=expected):
            self.withdrawn.add(key)

    @rule(seconds=st.integers(1, 30))
    def wait(self, seconds: int) -> None:
        self.acting.seconds += seconds

    @rule(outcome=st.sampled_from(OUTCOMES), unread=st.booleans(), words=st.sampled_from(["", "Time is over."]))
    def close(self, outcome: str, words: str, *, unread: bool) -> None:
        seen = 0 if unread else max(self.said, default=0)
        cause, at = self.cause, self.now()
        asked = self.asked is not None and self.asked[0] == self.text and at >= self.asked[1]
        expected = (
            not self.outcome
            and seen >= max(self.said, default=0)
            and {
                "proposed_conclusion": cause is None and bool(self.text) and asked,
                "deferred": cause is not None or bool(words),
                "noted": cause is None and not self.text,
            }.get(outcome, False)
        )
        if self.done(lambda: self.acting.close(outcome, seen=seen, words=words), expected=expected):
            self.outcome, self.asking = outcome, False
            self.check_ending(cause, words)

    def check_ending(self, cause: tuple[int, str, PositionKind] | None, words: str) -> None:
        """Why it ended is the first cause that stood, or else what follows from the positions."""
        ending = Ending.objects.get()
        code = ending.why.code.value
        if self.outcome == "deferred" and cause is not None:
            assert (ending.position_id, code) == (cause[0], CAUSES[cause[2]])
            assert ending.why.facts == {"member": cause[1].upper()}
        elif self.outcome == "deferred":
            assert (ending.position_id, code, ending.words) == (None, "deferred_by_presiding", words)
        elif self.outcome == "noted":
            assert code == "item_noted"
        else:
            objected = any(kind is PositionKind.OBJECTION for _key, _who, kind in self.standing)
            assert code == ("objection_recorded_only" if objected else "no_objection")

    @invariant()
    def the_database_is_as_the_model(self) -> None:
        kept = list(Position.objects.order_by("pk"))
        assert [(row.pk, row.withdrawn_at is not None) for row in kept] == [
            (key, key in self.withdrawn) for key in self.said
        ]
        assert {row.pk for row in kept if row.may_defer} == {
            key for key, (who, _kind) in self.said.items() if who in COUNCIL
        }
        outcomes = set(Discussion.objects.values_list("outcome", flat=True))
        assert outcomes == {self.outcome}
        assert outcomes <= {"", "proposed_conclusion", "deferred", "noted"}, "nothing is decided"
        assert Ending.objects.count() == bool(self.outcome)


def test_rules_26_to_31_hold_whatever_is_done_in_whatever_order(world: World) -> None:
    for who in (*COUNCIL, OBSERVER):  # in the room, where who presides records what they say by voice
        world.sitting.attendances.create(registration=world[who], session=f"PA_{who}", joined_at=START)
    of_this_world = type("OfThisWorld", (Course,), {"world": world})
    run_state_machine_as_test(of_this_world, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))
