"""Rule 33: one report of a consultation, in versions that never change (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refused, allow, refuse
from hemicycle.rules.versions import may_correct

if TYPE_CHECKING:
    from hemicycle.rules.reasons import Decision


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
