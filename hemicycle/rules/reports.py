"""Rule 33: one report of a consultation, in versions that never change (rule 20)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refused, allow, refuse
from hemicycle.rules.versions import may_correct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.rules.reasons import Decision

#: Of a paragraph that is written beside what is compiled, in one language, in characters.
PARAGRAPH_LENGTH = 10_000


class Part(StrEnum):
    """The parts of a report, in order; each item of the agenda has one."""

    INTRODUCTION = "introduction"
    AGENDA = "agenda"
    ITEM = "item"
    PARTICIPANTS = "participants"
    CLOSING = "closing"


def may_report(*, ended: int, first: bool, same: bool, what_changes: str) -> Decision:
    """Whether a version of the report may be published.

    Args:
        ended: Items that have ended: without one there is nothing to report.
        first: No version went out yet.
        same: It says what the version before says.
        what_changes: Words for what a revision changes.
    """
    if not ended:
        return refuse(RuleCode.REPORT_EMPTY)
    if first:
        return allow(RuleCode.ONE_REPORT)
    if same:
        return refuse(RuleCode.REPORT_SAME)
    corrects = may_correct(sent=True, what_changes=what_changes)
    return corrects if isinstance(corrects, Refused) else allow(RuleCode.ONE_REPORT)


def may_write(text: Mapping[str, str], *, known: bool, seen: int, latest: int, same: bool = False) -> Decision:
    """Whether a paragraph may be written beside what is compiled. What is compiled is the record, and not reworded.

    Args:
        text: By language.
        known: The report has the part in which it is to stand.
        seen, latest: The change that its writer began with, and the last one; 0 for a paragraph that is new.
        same: It says that already.
    """
    if not known:
        return refuse(RuleCode.REPORT_PART_UNKNOWN)
    if seen != latest:
        return refuse(RuleCode.REPORT_PARAGRAPH_CHANGED)
    if not any(text.values()):
        return refuse(RuleCode.REPORT_PARAGRAPH_EMPTY)
    longest = max(map(len, text.values()))
    if longest > PARAGRAPH_LENGTH:
        return refuse(RuleCode.REPORT_PARAGRAPH_LONG, length=longest, most=PARAGRAPH_LENGTH)
    return refuse(RuleCode.REPORT_PARAGRAPH_IS_SO) if same else allow(RuleCode.NOTHING_AGAINST)


def may_submit(*, newest: bool, submitted: bool) -> Decision:
    """Whether a version may be handed over to the physical session, under a symbol there.

    Args:
        newest: No later version replaces it.
        submitted: It was handed over under this symbol already.
    """
    if not newest:
        return refuse(RuleCode.REPORT_NOT_NEWEST)
    return refuse(RuleCode.REPORT_SUBMITTED) if submitted else allow(RuleCode.ONE_REPORT)
