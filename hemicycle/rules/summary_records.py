"""The summary record of a sitting: drawn up, edited, circulated, corrected at the request of who spoke, published."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refused, allow, refuse
from hemicycle.rules.versions import may_correct

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.rules.reasons import Decision

#: Of a paragraph in one language, in characters.
PARAGRAPH_LENGTH = 40_000


class ParagraphKind(StrEnum):
    """What a paragraph is about."""

    OPENING = "opening"
    PRESIDING = "presiding"
    ITEM = "item"
    SPEAKER = "speaker"
    POSITION = "position"
    CONCLUSION = "conclusion"
    OUTCOME = "outcome"
    CLOSING = "closing"
    ADDED = "added"


#: What is a heading, and has no number.
HEADINGS = frozenset({ParagraphKind.ITEM})


def is_unfinished(text: str) -> bool:
    """Whether a paragraph is still to be filled: it says nothing, or nothing after its colon."""
    said = text.rstrip()
    return not said or said[-1] in ":："


def may_draw_up(*, ended: bool, drawn_up: bool, counts: bool = True) -> Decision:
    """Whether the summary record of a sitting may be drawn up: once, after the sitting has ended.

    Args:
        counts: It is no rehearsal and no test session (rule 47).
    """
    if not counts:
        return refuse(RuleCode.PRACTICE_HAS_NO_SUMMARY)
    if drawn_up:
        return refuse(RuleCode.SUMMARY_DRAWN_UP)
    return allow(RuleCode.NOTHING_AGAINST) if ended else refuse(RuleCode.SUMMARY_BEFORE_END)


def may_word(text: str, *, removed: bool, seen: int, latest: int, optional: bool = False) -> Decision:
    """Whether a text may become the next wording of a paragraph.

    Args:
        removed: The paragraph was removed, or merged into another one.
        seen, latest: Number of the version that its writer began with, and of the latest one.
        optional: It may be empty: a translation that is taken back.
    """
    if removed:
        return refuse(RuleCode.PARAGRAPH_REMOVED)
    if not text.strip() and not optional:
        return refuse(RuleCode.PARAGRAPH_EMPTY)
    if len(text) > PARAGRAPH_LENGTH:
        return refuse(RuleCode.PARAGRAPH_TOO_LONG, length=len(text), most=PARAGRAPH_LENGTH)
    return refuse(RuleCode.PARAGRAPH_CHANGED) if seen != latest else allow(RuleCode.NOTHING_AGAINST)


def may_remove(reason: str, *, removed: bool) -> Decision:
    """Whether a paragraph may be removed, or merged into the one before it: on record, with a reason."""
    if removed:
        return refuse(RuleCode.PARAGRAPH_REMOVED)
    return allow(RuleCode.NOTHING_AGAINST) if reason.strip() else refuse(RuleCode.REMOVAL_NEEDS_WORDS)


def may_circulate(*, circulated: bool, unfinished: int) -> Decision:
    """Whether a summary record may be sent to the delegations: once, without a paragraph that is still to be filled."""
    if circulated:
        return refuse(RuleCode.SUMMARY_CIRCULATED)
    if unfinished:
        return refuse(RuleCode.SUMMARY_UNFINISHED, number=unfinished)
    return allow(RuleCode.NOTHING_AGAINST)


def may_ask_for_correction(
    text: str, *, own: bool, until: datetime | None, at: datetime, waiting: bool, same: bool
) -> Decision:
    """Whether somebody may ask that the record of a statement is corrected.

    Args:
        text: As it should read.
        own: It is of their delegation.
        until: End of the period; None while the record was not circulated.
        waiting: A request about the same paragraph waits for its decision.
        same: It reads so already.
    """
    if until is None:
        return refuse(RuleCode.CORRECTION_TOO_EARLY)
    if not own:
        return refuse(RuleCode.CORRECTION_NOT_OWN)
    if at > until:
        return refuse(RuleCode.CORRECTION_TOO_LATE, until=until.isoformat())
    if waiting:
        return refuse(RuleCode.CORRECTION_WAITS)
    if not text.strip():
        return refuse(RuleCode.PARAGRAPH_EMPTY)
    if len(text) > PARAGRAPH_LENGTH:
        return refuse(RuleCode.PARAGRAPH_TOO_LONG, length=len(text), most=PARAGRAPH_LENGTH)
    return refuse(RuleCode.CORRECTION_SAME) if same else allow(RuleCode.NOTHING_AGAINST)


def may_decide(reason: str, *, decided: bool, accepts: bool) -> Decision:
    """Whether a request may be accepted, or declined with a reason: once."""
    if decided:
        return refuse(RuleCode.CORRECTION_DECIDED)
    return allow(RuleCode.NOTHING_AGAINST) if accepts or reason.strip() else refuse(RuleCode.DECLINING_NEEDS_REASON)


def may_publish(  # noqa: PLR0913 - what stands against it
    *, circulated: bool, until: datetime | None, at: datetime, waiting: int, first: bool, same: bool, what_changes: str
) -> Decision:
    """Whether a version of a summary record may be published (rule 20).

    Args:
        until: End of the period for corrections: a first version follows it.
        waiting: Requests that nobody has decided on.
        same: It says what the version before says.
        what_changes: Words for what a revision changes.
    """
    if not circulated or until is None:
        return refuse(RuleCode.SUMMARY_NOT_CIRCULATED)
    if waiting:
        return refuse(RuleCode.CORRECTIONS_WAIT, number=waiting)
    if first:
        if at <= until:
            return refuse(RuleCode.CORRECTION_PERIOD, until=until.isoformat())
        return allow(RuleCode.NOTHING_AGAINST)
    if same:
        return refuse(RuleCode.SUMMARY_SAME)
    corrects = may_correct(sent=True, what_changes=what_changes)
    return corrects if isinstance(corrects, Refused) else allow(RuleCode.NEW_VERSION)
