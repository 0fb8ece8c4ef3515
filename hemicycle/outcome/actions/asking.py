"""Who presides reads the conclusion out, asks whether there is any objection, and returns to the discussion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from hemicycle.outcome.actions.discussed import period_of
from hemicycle.outcome.models import CallForObjections, Reading
from hemicycle.outcome.queries import Draft, draft_of
from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.rules.conclusions import may_ask_about
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.presiding import may_move_on
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.commands import Arguments, Key, command

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.sittings.act import Act
    from hemicycle.sittings.models import Discussion

#: Seconds to answer: as many as usual, and the fewest and most that who presides may set.
USUAL_SECONDS, LEAST_SECONDS, MOST_SECONDS = 10, 5, 600


class OfConclusion(Arguments):
    """A command about the conclusion of an item."""

    item: Key


class Read(OfConclusion):
    """``conclusion.read``.

    Attributes:
        seen: Number of the wording that they have before them, in the language of drafting; none for whatever it says.
    """

    seen: int | None = Field(default=None, ge=0, lt=2**31)


class Ask(Read):
    """``conclusion.ask``."""

    seconds: int = Field(default=USUAL_SECONDS, ge=LEAST_SECONDS, le=MOST_SECONDS)


@command(Action.CONCLUSION_READ, Read)
def read(sitting: int, performer: Performer, at: datetime, *, item: int, seen: int | None = None) -> None:
    """Read it out as it is now: what is changed later is marked against this."""
    with carry_out(sitting, performer, Action.CONCLUSION_READ, at) as act:
        period, draft = _may_ask(act, item, seen)
        reading = _reading(act, period, draft)
        act.facts.update(item=item, reading=reading.number, wordings=reading.wordings)


@command(Action.CONCLUSION_ASK, Ask)
def ask(
    sitting: int,
    performer: Performer,
    at: datetime,
    *,
    item: int,
    seen: int | None = None,
    seconds: int = USUAL_SECONDS,
) -> None:
    """Read it out and ask whether there is any objection: everybody sees the question, and for how long it is asked."""
    with carry_out(sitting, performer, Action.CONCLUSION_ASK, at) as act:
        require(may_move_on(SittingState(act.sitting.state), {SittingState.OPEN}))
        period, draft = _may_ask(act, item, seen)
        reading = draft.last_reading()
        if reading is None or reading.discussion_id != period.pk or not draft.is_read():
            reading = _reading(act, period, draft)
        CallForObjections.objects.create(reading=reading, registration=act.registration, at=at, seconds=seconds)
        act.facts.update(item=item, reading=reading.number, wordings=reading.wordings, seconds=seconds)
        act.changes("conclusion")


@command(Action.CONCLUSION_RESUME, OfConclusion)
def resume(sitting: int, performer: Performer, at: datetime, *, item: int) -> None:
    """Return to the discussion: the question is not asked any more, and the text may be changed."""
    with carry_out(sitting, performer, Action.CONCLUSION_RESUME, at) as act:
        period = period_of(act, item)
        if period is None or not draft_of(item).is_asked(period.pk):
            raise Refusal(OutcomeCode.NO_QUESTION)
        end_question(period, at)
        act.facts.update(item=item)
        act.changes("conclusion")


def end_question(period: Discussion, at: datetime) -> None:
    """Nobody is asked any more about what was read out in a period of discussion."""
    CallForObjections.objects.filter(reading__discussion=period, ended_at=None).update(ended_at=at)


def _may_ask(act: Act, item: int, seen: int | None) -> tuple[Discussion, Draft]:
    period, draft = period_of(act, item), draft_of(item)
    asking = period is not None and draft.is_asked(period.pk)
    changed = seen is not None and seen != draft.number(draft.language)
    require(may_ask_about(discussed=period is not None, text=draft.proposed, asking=asking, changed=changed))
    if period is None:
        raise LookupError("the rule lets nobody read out the conclusion of an item that is not open")
    return period, draft


def _reading(act: Act, period: Discussion, draft: Draft) -> Reading:
    if draft.conclusion is None:
        raise LookupError("the rule lets nobody read out what nobody drafted")
    last = draft.last_reading()
    reading = Reading.objects.create(
        conclusion=draft.conclusion,
        discussion=period,
        number=last.number + 1 if last else 1,
        wordings=draft.numbers,
        registration=act.registration,
        at=act.at,
    )
    act.changes("conclusion")
    return reading
