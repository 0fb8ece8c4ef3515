"""An item ends: as what follows from what was said on record, with the reason (rules 26 to 31)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field, StringConstraints

from hemicycle.outcome.actions.asking import OfConclusion, end_question
from hemicycle.outcome.actions.discussed import period_of
from hemicycle.outcome.models import Ending
from hemicycle.outcome.queries import as_rules, draft_of, positions_of
from hemicycle.rules.conclusions import Course, may_close
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, require
from hemicycle.sittings.act import Act, carry_out
from hemicycle.sittings.actions.items import interrupt_item, others_speak
from hemicycle.sittings.commands import command, storable
from hemicycle.sittings.models.sittings import WORDS_LENGTH
from hemicycle.verification import facts
from hemicycle.verification.facts import COURSE

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.outcome.queries import Draft
    from hemicycle.sittings.models import Discussion

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=WORDS_LENGTH), AfterValidator(storable)]


class CloseItem(OfConclusion):
    """``item.close``; without an outcome it is only interrupted.

    Attributes:
        seen: Key of the latest position that who presides has seen.
        words: For the record, where they defer it and no Member does.
    """

    outcome: str = Field(default="", max_length=40)
    seen: int = Field(default=0, ge=0, lt=2**63)
    words: Words = ""


@command(Action.ITEM_CLOSE, CloseItem)
def close_item(  # noqa: PLR0913 - what the command has
    sitting: int, performer: Performer, at: datetime, *, item: int, outcome: str = "", seen: int = 0, words: str = ""
) -> None:
    """Close the open item with an outcome, or only interrupt it.

    Raises:
        Refusal: with the rule, and the Member, that stands against it; something was said that they have not seen.
    """
    with carry_out(sitting, performer, Action.ITEM_CLOSE, at) as act:
        period, draft = period_of(act, item), draft_of(item)
        course = _course(act, period, draft, seen)
        reason = require(may_close(outcome, course, words, at))
        if period is None:
            raise LookupError("the rule lets nobody close an item that is not open")
        interrupt_item(act, outcome)
        end_question(period, at)
        act.facts.update(item=item, outcome=outcome)
        # What was ruled on it is shown no more.
        act.changes("items", "queue", "conclusion", "statements", "sitting")
        if outcome:
            _end(act, period, draft, course, reason, words)


def _course(act: Act, period: Discussion | None, draft: Draft, seen: int) -> Course:
    if period is None:
        return Course(discussed=False)
    settings = act.settings
    return Course(
        discussed=True,
        proposes=(period.item.proposes or draft.proposed) and not settings.noted_with_proposal,
        text=draft.proposed,
        asked=draft.asked(period.pk),
        positions=as_rules(positions_of(period.item_id)),
        seen=seen,
        objections_stop=settings.objections_stop,
        speaking=others_speak(act),
    )


def _end(act: Act, period: Discussion, draft: Draft, course: Course, reason: Reason, words: str) -> None:
    # Nothing else ends otherwise while a position defers it.
    cause, reading = course.deferring, draft.last_reading()
    Ending.objects.create(
        discussion=period,
        reading=reading,
        position_id=cause.key if cause else None,
        reason=reason.as_json(),
        words="" if cause else words,
    )
    act.facts.update(reason=reason.as_json())
    act.facts[COURSE] = facts.course(course)
    if reading is not None:
        act.facts.update(reading=reading.number, wordings=draft.numbers)
