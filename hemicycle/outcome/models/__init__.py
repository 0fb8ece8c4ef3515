"""The proposed conclusion of an item, what is said of it on record, and how the item ended."""

from hemicycle.outcome.models.ballots import BallotedConclusion
from hemicycle.outcome.models.conclusions import CallForObjections, Conclusion, Reading, Wording
from hemicycle.outcome.models.endings import Ending
from hemicycle.outcome.models.positions import Position
from hemicycle.outcome.models.reports import Report, ReportParagraph, ReportSubmission
from hemicycle.outcome.models.urgency import Urgency

__all__ = [
    "BallotedConclusion",
    "CallForObjections",
    "Conclusion",
    "Ending",
    "Position",
    "Reading",
    "Report",
    "ReportParagraph",
    "ReportSubmission",
    "Urgency",
    "Wording",
]
