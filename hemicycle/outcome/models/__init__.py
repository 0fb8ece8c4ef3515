"""The proposed conclusion of an item, what is said of it on record, how the item ended, and what is recorded of it."""

from hemicycle.outcome.models.ballots import BallotedConclusion
from hemicycle.outcome.models.conclusions import CallForObjections, Conclusion, Reading, Wording
from hemicycle.outcome.models.endings import Ending
from hemicycle.outcome.models.positions import Position
from hemicycle.outcome.models.reports import Report, ReportParagraph, ReportSubmission
from hemicycle.outcome.models.statements import Statement, StatementVersion
from hemicycle.outcome.models.summaries import (
    CorrectionRequest,
    SummaryParagraph,
    SummaryRecord,
    SummaryVersion,
    SummaryWording,
)
from hemicycle.outcome.models.urgency import Urgency

__all__ = [
    "BallotedConclusion",
    "CallForObjections",
    "Conclusion",
    "CorrectionRequest",
    "Ending",
    "Position",
    "Reading",
    "Report",
    "ReportParagraph",
    "ReportSubmission",
    "Statement",
    "StatementVersion",
    "SummaryParagraph",
    "SummaryRecord",
    "SummaryVersion",
    "SummaryWording",
    "Urgency",
    "Wording",
]
