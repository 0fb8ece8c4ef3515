"""What support knows of a participant: their cases, their connection tests, and what they said of a rehearsal."""

from hemicycle.support.models.case_mails import CaseArrival, CaseMailing
from hemicycle.support.models.connection_tests import ConnectionTest
from hemicycle.support.models.help_calls import HelpCall
from hemicycle.support.models.help_cases import MESSAGE_LENGTH, STRANGER_LENGTH, HelpCase, HelpMessage
from hemicycle.support.models.rehearsal_comments import COMMENT_LENGTH, RehearsalComment, RehearsalReport

__all__ = [
    "COMMENT_LENGTH",
    "MESSAGE_LENGTH",
    "STRANGER_LENGTH",
    "CaseArrival",
    "CaseMailing",
    "ConnectionTest",
    "HelpCall",
    "HelpCase",
    "HelpMessage",
    "RehearsalComment",
    "RehearsalReport",
]
