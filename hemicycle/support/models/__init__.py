"""What support knows of a participant: cases, tests and their slots, practices, comments on rehearsals."""

from hemicycle.support.models.case_mails import CaseArrival, CaseMailing
from hemicycle.support.models.connection_tests import ConnectionTest
from hemicycle.support.models.help_calls import HelpCall
from hemicycle.support.models.help_cases import MESSAGE_LENGTH, STRANGER_LENGTH, HelpCase, HelpMessage
from hemicycle.support.models.help_requests import DEVICE_LENGTH, HelpRequest
from hemicycle.support.models.practices import Practice
from hemicycle.support.models.rehearsal_comments import COMMENT_LENGTH, RehearsalComment, RehearsalReport
from hemicycle.support.models.slots import Slot, SlotBooking, SlotMailing

__all__ = [
    "COMMENT_LENGTH",
    "DEVICE_LENGTH",
    "MESSAGE_LENGTH",
    "STRANGER_LENGTH",
    "CaseArrival",
    "CaseMailing",
    "ConnectionTest",
    "HelpCall",
    "HelpCase",
    "HelpMessage",
    "HelpRequest",
    "Practice",
    "RehearsalComment",
    "RehearsalReport",
    "Slot",
    "SlotBooking",
    "SlotMailing",
]
