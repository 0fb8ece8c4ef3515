"""Who presides rules on a motion, or of their own accord; what follows at once is part of the act (rules 43 and 45)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import Field

from hemicycle.rules.floor import TurnState
from hemicycle.rules.motions import Effect, Motion, Verdict, effect_of, is_before_list, may_rule
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings import speaker_queue
from hemicycle.sittings.act import Act, carry_out
from hemicycle.sittings.actions.floor import end_turn, turn_of
from hemicycle.sittings.actions.presiding import LONGEST_SUSPENSION, suspend_in
from hemicycle.sittings.commands import Arguments, Key, OptionalWords, command
from hemicycle.sittings.models import Ruling
from hemicycle.sittings.motions import is_pending
from hemicycle.sittings.reasons import SittingCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.sittings.models import Turn


class Rule(Arguments):
    """``ruling.give``.

    Attributes:
        turn: The motion; none for a ruling of one's own accord.
        minutes: For how long the sitting is suspended, where that was moved and is accepted, and is known.
    """

    turn: Key | None = None
    verdict: Verdict | None = None
    words: OptionalWords = ""
    minutes: int | None = Field(default=None, ge=1, le=LONGEST_SUSPENSION)


@command(Action.RULING_GIVE, Rule)
def rule(  # noqa: PLR0913 - what the command has
    sitting: int,
    performer: Performer,
    at: datetime,
    *,
    turn: int | None = None,
    verdict: Verdict | None = None,
    words: str = "",
    minutes: int | None = None,
) -> Ruling:
    """Rule. What is accepted takes effect: the sitting is suspended, the list or the debate closed.

    Raises:
        Refusal: the motion is not before them, there are no words, or it cannot take effect now.
    """
    with carry_out(sitting, performer, Action.RULING_GIVE, at) as act:
        moved = turn_of(act, turn) if turn is not None else None
        motion = _motion(moved)
        said = Verdict(verdict) if verdict else None
        require(may_rule(motion, said, words, pending=moved is None or is_pending(moved)))
        effect = effect_of(motion, said)
        until = at + timedelta(minutes=minutes) if minutes and effect is Effect.SUSPENDS else None
        ruling = Ruling.objects.create(
            sitting=act.sitting,
            registration=act.registration,
            discussion=act.sitting.discussions.filter(end=None).first(),
            turn=moved,
            verdict=said.value if said else "",
            words=words,
            until=until,
            at=at,
        )
        act.facts.update(ruling=ruling.pk, words=words)
        if moved is not None and motion is not None:
            act.facts.update(turn=moved.pk, motion=motion.value, verdict=ruling.verdict)
            _take_from_queue(act, moved)
        _take_effect(act, effect, until)
        act.changes("sitting", "queue")
    return ruling


def _motion(turn: Turn | None) -> Motion | None:
    if turn is None:
        return None
    motion = Motion(turn.motion) if turn.motion else None
    if not is_before_list(motion):
        raise Refusal(SittingCode.NO_SUCH_MOTION)
    return motion


def _take_from_queue(act: Act, moved: Turn) -> None:
    """Who moved waits no longer; who speaks to their motion finishes."""
    if moved.state in speaker_queue.PENDING_STATES:
        end_turn(moved, act.at, TurnState.ENDED)
        act.changes("desk")


def _take_effect(act: Act, effect: Effect, until: datetime | None) -> None:
    if effect is Effect.SUSPENDS:
        suspend_in(act, until)
        return
    if effect is Effect.NOTHING:
        return
    act.sitting.list_open = False
    if effect is Effect.CLOSES_DEBATE:
        waiting = act.sitting.turns.filter(state__in=speaker_queue.WAITING_STATES, motion="")
        item = act.sitting.discussions.filter(end=None).values_list("item", flat=True).first()
        act.facts.update(requests_put_aside=waiting.update(state=TurnState.PUT_ASIDE.value, item=item))
        act.changes("desk")
