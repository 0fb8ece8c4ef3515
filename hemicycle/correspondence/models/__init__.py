"""Letters, what they ask, and what Members answer."""

from __future__ import annotations

from hemicycle.correspondence.models.clearances import Clearance
from hemicycle.correspondence.models.declarations import DeclaredResult
from hemicycle.correspondence.models.enquiries import DeadlineExtension, Enquiry, Option, Question
from hemicycle.correspondence.models.language_versions import (
    LanguageVersion,
    LanguageVersionAnnex,
    LanguageVersionClearance,
    LanguageVersionPaper,
)
from hemicycle.correspondence.models.letter_mails import LetterMail
from hemicycle.correspondence.models.letterheads import Letterhead
from hemicycle.correspondence.models.letters import (
    Acknowledgement,
    Addressee,
    Annex,
    AnnexText,
    Letter,
    LetterPaper,
    LetterText,
)
from hemicycle.correspondence.models.notices import ReplyNotice
from hemicycle.correspondence.models.procedures import VotingProcedure
from hemicycle.correspondence.models.reminders import Reminder
from hemicycle.correspondence.models.replies import Cluster, Condition, Draft, LeadIn, Reply, ReplyVersion
from hemicycle.correspondence.models.summaries import Summary, SummaryText

__all__ = [
    "Acknowledgement",
    "Addressee",
    "Annex",
    "AnnexText",
    "Clearance",
    "Cluster",
    "Condition",
    "DeadlineExtension",
    "DeclaredResult",
    "Draft",
    "Enquiry",
    "LanguageVersion",
    "LanguageVersionAnnex",
    "LanguageVersionClearance",
    "LanguageVersionPaper",
    "LeadIn",
    "Letter",
    "LetterMail",
    "LetterPaper",
    "LetterText",
    "Letterhead",
    "Option",
    "Question",
    "Reminder",
    "Reply",
    "ReplyNotice",
    "ReplyVersion",
    "Summary",
    "SummaryText",
    "VotingProcedure",
]
