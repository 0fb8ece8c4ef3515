"""The kinds of matters that wait at the desk: who does each, who sees it meanwhile, and how it presses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from hemicycle.rules.permissions import Action


class Kind(StrEnum):
    """What waits."""

    HELP = "help"
    REGISTRATION = "registration"
    REPLY_CONFIRM = "reply_confirm"
    REPLY_LATE = "reply_late"
    REPLY_CONFLICT = "reply_conflict"
    LETTER_CLEAR = "letter_clear"
    LETTER_RETURNED = "letter_returned"
    LETTER_CLEARED = "letter_cleared"
    LETTER_PAPERS = "letter_papers"
    SILENCE_BROKEN = "silence_broken"
    RESULT = "result"
    CONDITION_CONFIRM = "condition_confirm"
    CONDITION_SORT = "condition_sort"
    ADDRESS = "address"
    MAIL = "mail"
    ARRIVAL = "arrival"
    IMPORT = "import"
    SUMMARY_CORRECTION = "summary_correction"
    CONTRIBUTION_CHECK = "contribution_check"
    CONTRIBUTION_CONFIRM = "contribution_confirm"
    CONTRIBUTION_LATE = "contribution_late"
    CONTRIBUTION_POST = "contribution_post"
    READINESS = "readiness"
    DELETION = "deletion"
    CONSULTATION_DELETION = "consultation_deletion"


class Urgency(IntEnum):
    """In which order what waits is listed; within one, who has waited longest comes first.

    Attributes:
        NOW: Somebody cannot take part in a sitting at this moment.
        PEOPLE: A Member or a person outside waits.
        COLLEAGUES: A colleague waits, or what they did goes no further.
        HOUSEKEEPING: Nobody waits.
    """

    NOW = 0
    PEOPLE = 1
    COLLEAGUES = 2
    HOUSEKEEPING = 3


@dataclass(frozen=True)
class Doing:
    """Who does something about a kind, and who sees that it waits.

    Attributes:
        action: What whoever does it may; None where nobody at the desk does it.
        seen_by: What whoever sees it may, where it is for somebody else to do.
    """

    action: Action | None
    seen_by: Action
    urgency: Urgency


DOING: dict[Kind, Doing] = {
    Kind.HELP: Doing(Action.HELP_ANSWER, Action.HELP_READ, Urgency.NOW),
    Kind.REGISTRATION: Doing(Action.REGISTRATION_CONFIRM, Action.PEOPLE_SEE, Urgency.PEOPLE),
    Kind.REPLY_CONFIRM: Doing(Action.REPLY_CONFIRM, Action.REPLIES_SEE, Urgency.PEOPLE),
    Kind.REPLY_LATE: Doing(Action.REPLY_ACCEPT, Action.REPLIES_SEE, Urgency.PEOPLE),
    Kind.REPLY_CONFLICT: Doing(None, Action.REPLIES_SEE, Urgency.PEOPLE),
    Kind.LETTER_CLEAR: Doing(Action.LETTER_CLEAR, Action.LETTER_WRITE, Urgency.COLLEAGUES),
    Kind.LETTER_RETURNED: Doing(Action.LETTER_WRITE, Action.LETTER_WRITE, Urgency.COLLEAGUES),
    Kind.LETTER_CLEARED: Doing(Action.LETTER_SEND, Action.LETTER_WRITE, Urgency.COLLEAGUES),
    Kind.LETTER_PAPERS: Doing(Action.LETTER_WRITE, Action.LETTER_WRITE, Urgency.PEOPLE),
    Kind.SILENCE_BROKEN: Doing(Action.RESULT_DECLARE, Action.REPLIES_SEE, Urgency.PEOPLE),
    Kind.RESULT: Doing(Action.RESULT_DECLARE, Action.REPLIES_SEE, Urgency.PEOPLE),
    Kind.CONDITION_CONFIRM: Doing(Action.CONDITIONS_SORT, Action.REPLIES_SEE, Urgency.COLLEAGUES),
    Kind.CONDITION_SORT: Doing(Action.CONDITIONS_SORT, Action.CONDITIONS_SORT, Urgency.HOUSEKEEPING),
    Kind.ADDRESS: Doing(Action.MAIL_SEND, Action.MAIL_SEND, Urgency.COLLEAGUES),
    Kind.MAIL: Doing(Action.MAIL_SEND, Action.MAIL_SEND, Urgency.PEOPLE),
    Kind.ARRIVAL: Doing(Action.ARRIVAL_FILE, Action.ARRIVAL_FILE, Urgency.PEOPLE),
    Kind.IMPORT: Doing(Action.PEOPLE_IMPORT, Action.PEOPLE_IMPORT, Urgency.HOUSEKEEPING),
    Kind.SUMMARY_CORRECTION: Doing(Action.SUMMARY_ANSWER, Action.SUMMARY_EDIT, Urgency.PEOPLE),
    Kind.CONTRIBUTION_CHECK: Doing(Action.CONTRIBUTION_EDIT, Action.CONTRIBUTIONS_SEE, Urgency.PEOPLE),
    Kind.CONTRIBUTION_CONFIRM: Doing(Action.CONTRIBUTION_CONFIRM, Action.CONTRIBUTIONS_SEE, Urgency.PEOPLE),
    Kind.CONTRIBUTION_LATE: Doing(Action.CONTRIBUTION_ACCEPT, Action.CONTRIBUTIONS_SEE, Urgency.PEOPLE),
    Kind.CONTRIBUTION_POST: Doing(Action.CONTRIBUTION_EDIT, Action.CONTRIBUTIONS_SEE, Urgency.COLLEAGUES),
    Kind.READINESS: Doing(Action.MAIL_SEND, Action.CONNECTION_TESTS_SEE, Urgency.PEOPLE),
    Kind.DELETION: Doing(Action.DELETION_CONFIRM, Action.DELETION_CONFIRM, Urgency.COLLEAGUES),
    Kind.CONSULTATION_DELETION: Doing(Action.CONSULTATION_DELETE, Action.CONSULTATION_EDIT, Urgency.COLLEAGUES),
}
