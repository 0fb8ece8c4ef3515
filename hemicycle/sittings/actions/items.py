"""An item of the agenda is taken up, with what becomes of the requests for another one (rule 41)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.item_requests import Carryover, Pending, Step, may_take_up, of_another, steps
from hemicycle.rules.motions import Motion
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.sitting_kinds import SittingKind, may_take_up_items
from hemicycle.sittings import speaker_queue, undoing
from hemicycle.sittings.act import Act, carry_out
from hemicycle.sittings.actions.floor import end_turn, holder, require_time
from hemicycle.sittings.commands import Arguments, Key, command
from hemicycle.sittings.reasons import SittingCode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.sittings.models import Turn


class TakeUp(Arguments):
    """``item.open``.

    Attributes:
        requests: What becomes of those who wait for another item; needed where somebody does.
    """

    item: Key
    requests: Carryover | None = None


@command(Action.ITEM_OPEN, TakeUp)
def open_item(
    sitting: int, performer: Performer, at: datetime, *, item: int, requests: Carryover | None = None
) -> None:
    """Open an item of the agenda; the one that was open is interrupted.

    Raises:
        Refusal: a delegate has the floor, or nobody has said what becomes of the requests for another item.
    """
    with carry_out(sitting, performer, Action.ITEM_OPEN, at) as act, undoing.kept(act, Action.ITEM_OPEN):
        chosen = Item.objects.filter(pk=item, consultation=act.sitting.consultation, position__isnull=False).first()
        discussed = act.sitting.discussions.filter(end=None, item=chosen)
        turns = {turn.pk: turn for turn in act.sitting.turns.filter(state__in=speaker_queue.PENDING_STATES)}
        pending = [_pending(turn) for turn in turns.values()]
        carryover = Carryover(requests) if requests else None
        require(may_take_up_items(SittingKind(act.sitting.kind)))
        require(
            may_take_up(
                SittingState(act.sitting.state),
                is_open=discussed.exists(),
                speaking=others_speak(act),
                waiting=len(of_another(pending, item)),
                carryover=carryover,
            )
        )
        if chosen is None:
            raise Refusal(SittingCode.NOT_ON_AGENDA)
        require_time(act)
        interrupt_item(act)
        act.sitting.discussions.create(item=chosen, start=at)
        moved = _carry_over(turns, steps(pending, item, carryover), item, at)
        act.facts.update(item=item, **moved)
        act.changes("items", "queue", "conclusion", "statements", *(["desk"] if moved else []))


def interrupt_item(act: Act, outcome: str = "") -> None:
    """End the period of the open item, with an outcome or without one."""
    act.sitting.discussions.filter(end=None).update(end=act.at, outcome=outcome)


def others_speak(act: Act) -> bool:
    """Whether somebody else than who presides has the floor."""
    current = holder(act)
    return current is not None and current.registration_id != act.sitting.presiding_id


def _pending(turn: Turn) -> Pending:
    return Pending(
        turn.pk,
        turn.registration_id,
        turn.item_id,
        aside=turn.state == TurnState.PUT_ASIDE.value,
        motion=Motion(turn.motion) if turn.motion else None,
    )


def _carry_over(turns: dict[int, Turn], found: Mapping[int, Step], item: int, at: datetime) -> dict[str, int]:
    """Write it down; how many went which way, for the journal."""
    # Places are freed before others are restored: one person has one.
    for key, step in sorted(found.items(), key=lambda pair: pair[1] is Step.RESTORED):
        turn = turns[key]
        if step is Step.CLEARED:
            end_turn(turn, at, TurnState.WITHDRAWN, Cause.ITEM_CHANGED)
            continue
        turn.state = (TurnState.PUT_ASIDE if step is Step.PUT_ASIDE else TurnState.ASKED).value
        turn.item_id = item if step is Step.KEPT else turn.item_id
        turn.save(update_fields=["state", "item"])
    return {f"requests_{step}": count for step, count in Counter(found.values()).items()}
