"""What the help desk knows of a participant: their cases, and what their connection tests measured."""

from hemicycle.support.models.case_mails import CaseArrival, CaseMailing
from hemicycle.support.models.connection_tests import ConnectionTest
from hemicycle.support.models.help_cases import MESSAGE_LENGTH, STRANGER_LENGTH, HelpCase, HelpMessage

__all__ = [
    "MESSAGE_LENGTH",
    "STRANGER_LENGTH",
    "CaseArrival",
    "CaseMailing",
    "ConnectionTest",
    "HelpCase",
    "HelpMessage",
]
