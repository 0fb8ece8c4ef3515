"""Words of the pages for what the rooms name by codes: classes, actions, states, causes, dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES, localized, reader_language
from hemicycle.consultations.local import long_date, offset
from hemicycle.consultations.participation import class_name
from hemicycle.rules.capacity import ParticipationClass, Role
from hemicycle.rules.floor import Cause, SittingState, TurnState
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.permissions import Action
from hemicycle.rules.sitting_kinds import SittingKind

if TYPE_CHECKING:
    from datetime import date, tzinfo
    from zoneinfo import ZoneInfo

    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.consultations.list_order import ListOrder
    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.rules.capacity import Capacity, Classes
    from hemicycle.sittings.models import Sitting

ROLES = {
    Role.CHAIR: gettext_lazy("Chair"),
    Role.VICE_CHAIR: gettext_lazy("Vice-Chair"),
    Role.SECRETARIAT: gettext_lazy("Secretariat"),
    Role.INTERPRETER: gettext_lazy("Interpreter"),
    Role.CAPTIONER: gettext_lazy("Captioner"),
    Role.TECHNICIAN: gettext_lazy("Technician"),
}
#: The same as headings of those who have them.
GROUPS = {
    Role.CHAIR: gettext_lazy("Chair and Vice-Chair"),
    Role.VICE_CHAIR: gettext_lazy("Chair and Vice-Chair"),
    Role.SECRETARIAT: gettext_lazy("Secretariat"),
    Role.TECHNICIAN: gettext_lazy("Technicians"),
    Role.CAPTIONER: gettext_lazy("Captioners"),
    Role.INTERPRETER: gettext_lazy("Interpreters"),
}


def capacity(value: Capacity) -> str:
    """A class, by its own name in the reader's language, or a role."""
    if isinstance(value, ParticipationClass):
        return class_name(value) or _("No class")
    return str(ROLES[value])


def capacity_group(value: Capacity) -> str:
    """Everybody of a class or role, as the heading of a list."""
    if isinstance(value, ParticipationClass):
        return class_name(value, "many") or _("No class")
    return str(GROUPS[value])


def capacities(classes: Classes) -> dict[str, str]:
    """Every class and role of a consultation in the reader's language, by its key, in the order of its lists."""
    return {one.value: capacity(one) for one in classes.capacities}


#: Actions in groups, as the page of permissions shows them; a test holds that none is missing.
ACTIONS = {
    gettext_lazy("The room"): {
        Action.ROOM_ENTER: gettext_lazy("Enter the room"),
        Action.CONNECTION_TEST: gettext_lazy("Test one’s connection"),
        Action.CONNECTION_TESTS_SEE: gettext_lazy("See the connection tests of everybody"),
        Action.SLOT_BOOK: gettext_lazy("Book a test slot"),
        Action.PRACTISE: gettext_lazy("Practise alone"),
        Action.REHEARSAL_COMMENT: gettext_lazy("Comment on a rehearsal in which one took part"),
        Action.REHEARSAL_REPORT_SEE: gettext_lazy("See the report of a rehearsal with all names"),
        Action.REHEARSAL_REPORT_EDIT: gettext_lazy("Publish the report of a rehearsal, and answer comments"),
        Action.HELP_POST: gettext_lazy("Write to the technicians"),
        Action.HELP_CONSENT: gettext_lazy("Agree to a request of the help desk, or decline it"),
        Action.HELP_REPORT: gettext_lazy("Report what became of a request of the help desk"),
        Action.HELP_END: gettext_lazy("End a request of the help desk"),
    },
    gettext_lazy("Speaking"): {
        Action.FLOOR_ASK: gettext_lazy("Ask for the floor"),
        Action.FLOOR_POINT_OF_ORDER: gettext_lazy("Raise a point of order, or move a motion"),
        Action.FLOOR_WITHDRAW: gettext_lazy("Withdraw one’s request"),
        Action.FLOOR_READY: gettext_lazy("Say that one’s devices are ready"),
        Action.FLOOR_TAKE: gettext_lazy("Confirm before one’s sound goes out"),
        Action.FLOOR_FINISH: gettext_lazy("Finish one’s turn"),
        Action.FLOOR_FAIL: gettext_lazy("Say that one cannot speak"),
    },
    gettext_lazy("Presiding"): {
        Action.FLOOR_GIVE: gettext_lazy("Give the floor"),
        Action.FLOOR_NEXT: gettext_lazy("Give the floor to the next speaker"),
        Action.FLOOR_INVITE: gettext_lazy("Give the floor to a person who did not ask"),
        Action.FLOOR_TAKE_BACK: gettext_lazy("Take the floor back"),
        Action.FLOOR_PUT_BACK: gettext_lazy("Return a speaker to the list"),
        Action.FLOOR_MUTE: gettext_lazy("Mute the speaker"),
        Action.FLOOR_EXTEND: gettext_lazy("Give more time"),
        Action.FLOOR_GO_AHEAD: gettext_lazy("Let the speaker begin before the interpretation has finished"),
        Action.VOICE_ON: gettext_lazy("Talk beside the speaker"),
        Action.VOICE_OFF: gettext_lazy("Stop talking beside the speaker"),
        Action.QUEUE_MOVE: gettext_lazy("Reorder the list of speakers, with a recorded reason"),
        Action.QUEUE_CLOSE: gettext_lazy("Close the list of speakers"),
        Action.QUEUE_OPEN: gettext_lazy("Reopen the list of speakers"),
        Action.LEAD_PASS: gettext_lazy("Hand over the chair"),
        Action.ROOM_REMOVE: gettext_lazy("Remove a person from the room"),
        Action.ROOM_READMIT: gettext_lazy("Readmit a person"),
        Action.ROOM_RENEW: gettext_lazy("Reconnect everyone to sound and picture"),
    },
    gettext_lazy("Items and the sitting"): {
        Action.ITEM_OPEN: gettext_lazy("Open an item"),
        Action.ITEM_CLOSE: gettext_lazy("Close an item"),
        Action.SITTING_OPEN: gettext_lazy("Open the sitting"),
        Action.SITTING_SUSPEND: gettext_lazy("Suspend the sitting"),
        Action.SITTING_RESUME: gettext_lazy("Resume the sitting"),
        Action.SITTING_PROLONG: gettext_lazy("Extend the sitting past its end"),
        Action.SITTING_INTERPRETATION_WAIT: gettext_lazy("Set how long a speaker waits for the interpretation"),
        Action.SITTING_END: gettext_lazy("End the sitting"),
        Action.SITTING_REOPEN: gettext_lazy("Reopen a sitting that has ended"),
        Action.RULING_GIVE: gettext_lazy("Rule on a motion, or of one’s own accord"),
        Action.SITTING_UNDO: gettext_lazy("Undo what was just done before everyone"),
    },
    gettext_lazy("Conclusions"): {
        Action.CONCLUSION_DRAFT: gettext_lazy("Draft the proposed conclusion of an item"),
        Action.CONCLUSION_READ: gettext_lazy("Read out the proposed conclusion"),
        Action.CONCLUSION_ASK: gettext_lazy("Ask whether there is any objection"),
        Action.CONCLUSION_RESUME: gettext_lazy("Resume the discussion of a conclusion"),
        Action.CONCLUSION_CORRECT: gettext_lazy("Correct the conclusion of a closed item"),
        Action.URGENCY_FLAG: gettext_lazy("Mark a proposed conclusion as urgent"),
        Action.URGENCY_AUTHORISE: gettext_lazy("Record the authority for an urgent conclusion"),
        Action.REPORT_WRITE: gettext_lazy("Write paragraphs of the report"),
        Action.REPORT_PUBLISH: gettext_lazy("Publish the report"),
        Action.REPORT_SUBMIT: gettext_lazy("Submit the report to the session"),
        Action.POSITION_OBJECT: gettext_lazy("Object to a proposed conclusion"),
        Action.POSITION_DEFER: gettext_lazy("Ask for deferral, or move to suspend the debate"),
        Action.POSITION_STATE: gettext_lazy("Support a conclusion, or have a reservation or a statement recorded"),
        Action.POSITION_WITHDRAW: gettext_lazy("Withdraw what one’s Member had recorded"),
        Action.POSITION_RECORD: gettext_lazy("Record what a delegate stated orally"),
        Action.POSITION_RECORD_WITHDRAWAL: gettext_lazy("Record that a Member withdrew its position orally"),
    },
    gettext_lazy("Records"): {
        Action.STATEMENT_HAND_IN: gettext_lazy("Hand in the text of a statement"),
        Action.STATEMENT_WITHDRAW: gettext_lazy("Withdraw the text of a statement"),
        Action.STATEMENTS_SEE: gettext_lazy("Read the texts of statements before they are made"),
        Action.SUMMARY_EDIT: gettext_lazy("Prepare, edit and circulate a summary record"),
        Action.SUMMARY_CORRECT: gettext_lazy("Ask for a correction of the record of one’s statement"),
        Action.SUMMARY_ANSWER: gettext_lazy("Accept or decline a correction of a summary record"),
        Action.SUMMARY_PUBLISH: gettext_lazy("Publish a summary record"),
    },
    gettext_lazy("Interpretation"): {
        Action.BOOTH_ENTER: gettext_lazy("Enter a booth"),
        Action.BOOTH_LEAVE: gettext_lazy("Leave a booth"),
        Action.BOOTH_ON_AIR: gettext_lazy("Go on air"),
        Action.BOOTH_OFF_AIR: gettext_lazy("Go off air"),
        Action.BOOTH_HANDOVER: gettext_lazy("Hand over or take over in a booth"),
        Action.BOOTH_SIGNAL: gettext_lazy("Ask the speaker to slow down or wait, or report bad sound"),
        Action.SIGNALS_SEE: gettext_lazy("See which booths signal"),
        Action.BOOTH_SAY: gettext_lazy("Read and write messages of the booths"),
        Action.FLOOR_LANGUAGE: gettext_lazy("Correct the language spoken on the floor"),
    },
    gettext_lazy("Staff"): {
        Action.HELP_READ: gettext_lazy("Read every conversation of the help desk"),
        Action.HELP_ANSWER: gettext_lazy("Answer at the help desk"),
        Action.HELP_ASK: gettext_lazy("Ask to see a connection, or to change something in a page"),
        Action.TURNS_SEE: gettext_lazy("See every turn with its times"),
        Action.PERMISSIONS_SEE: gettext_lazy("See this table"),
    },
    gettext_lazy("Registration: oneself, and one’s Member while one is its focal point"): {
        Action.REGISTRATION_SUBMIT: gettext_lazy("Register oneself"),
        Action.REGISTRATION_NOMINATE: gettext_lazy("Nominate people"),
        Action.REGISTRATION_ENDORSE: gettext_lazy("Endorse a registration"),
        Action.REGISTRATION_CHANGE: gettext_lazy("Change a registration"),
        Action.REGISTRATION_WITHDRAW: gettext_lazy("Withdraw a registration"),
        Action.REGISTRATION_REFUSE: gettext_lazy("Refuse a registration"),
        Action.FOCAL_POINT_DELEGATE: gettext_lazy("Delegate one’s authority as focal point"),
        Action.FOCAL_POINT_WITHDRAW: gettext_lazy("Withdraw a focal point’s mandate"),
        Action.FOCAL_POINT_ACCEPT: gettext_lazy("Accept a mandate given to oneself"),
        Action.PARTICIPANTS_LIST: gettext_lazy("See the list of participants"),
        Action.DOCUMENTS_READ: gettext_lazy("Read documents"),
    },
    gettext_lazy("The secretariat’s desk"): {
        Action.PEOPLE_SEE: gettext_lazy("See all registrations"),
        Action.REGISTRATION_CONFIRM: gettext_lazy("Confirm a registration"),
        Action.REGISTRATION_REOPEN: gettext_lazy("Reopen a refused or withdrawn registration"),
        Action.REGISTRATION_UNDO: gettext_lazy("Undo one’s last action on many registrations"),
        Action.FOCAL_POINT_NAME: gettext_lazy("Enter a focal point"),
        Action.PEOPLE_IMPORT: gettext_lazy("Import people and Members"),
        Action.BODY_EDIT: gettext_lazy("Change the body: its kinds of Members, regions, groups and organ"),
        Action.MEMBER_EDIT: gettext_lazy("Change Members, their names, seats and votes"),
        Action.MAIL_SEND: gettext_lazy("Send messages to many"),
        Action.ARRIVAL_FILE: gettext_lazy("Read messages received, and file or dismiss them"),
        Action.LINK_SEND: gettext_lazy("Send and revoke personal links"),
        Action.BADGES_PRINT: gettext_lazy("Print badges and name plates"),
        Action.BADGES_CHECK: gettext_lazy("Check a badge by its code"),
        Action.CONSULTATION_EDIT: gettext_lazy("Change the settings of the consultation"),
        Action.CONSULTATION_END: gettext_lazy("Close, reopen and archive the consultation"),
        Action.CONSULTATION_EXPORT: gettext_lazy("Export the whole consultation"),
        Action.JOURNAL_SEE: gettext_lazy("Read the journal"),
        Action.CONSULTATION_DELETE: gettext_lazy("Delete a consultation that nothing came of"),
        Action.DELETION_CONFIRM: gettext_lazy("Confirm or stop the deletion of personal data"),
    },
    gettext_lazy("Letters and replies"): {
        Action.LETTER_WRITE: gettext_lazy("Write letters and their questions"),
        Action.LETTER_CLEAR: gettext_lazy("Clear a letter that a colleague submitted"),
        Action.LETTER_SEND: gettext_lazy("Send letters"),
        Action.LETTER_ACKNOWLEDGE: gettext_lazy("Acknowledge a letter, for one’s Member while one is its focal point"),
        Action.REPLY_GIVE: gettext_lazy("Reply, for one’s Member while one is its focal point"),
        Action.REPLY_ENTER: gettext_lazy("Enter a reply that came on paper, by e-mail or by telephone"),
        Action.REPLY_CONFIRM: gettext_lazy("Confirm a reply that a colleague entered"),
        Action.REPLY_ACCEPT: gettext_lazy("Accept a reply that came late"),
        Action.REPLY_REMIND: gettext_lazy("Remind Members that have not replied"),
        Action.REPLIES_SEE: gettext_lazy("See every reply"),
        Action.CONDITIONS_SORT: gettext_lazy("Cluster conditions, and record that one is met or withdrawn"),
        Action.DEADLINE_EXTEND: gettext_lazy("Extend a deadline for all"),
        Action.RESULT_DECLARE: gettext_lazy("Declare a result"),
    },
    gettext_lazy("Contributions"): {
        Action.CONTRIBUTION_SUBMIT: gettext_lazy("Write and submit contributions for one’s Member"),
        Action.CONTRIBUTION_NAME: gettext_lazy("Confirm or withdraw the name of one’s Member on a contribution"),
        Action.CONTRIBUTIONS_SEE: gettext_lazy("See every contribution"),
        Action.CONTRIBUTION_EDIT: gettext_lazy("Check, number, translate and post contributions"),
        Action.CONTRIBUTION_CONFIRM: gettext_lazy("Confirm a contribution that a colleague entered"),
        Action.CONTRIBUTION_ACCEPT: gettext_lazy("Accept a contribution that came late"),
    },
    gettext_lazy("The agenda"): {
        Action.ITEM_EDIT: gettext_lazy("Enter, change, import and withdraw items"),
        Action.GLOSSARY_READ: gettext_lazy("Read the glossary"),
        Action.GLOSSARY_EDIT: gettext_lazy("Enter, change, import and remove terms of the glossary"),
        Action.DOCUMENT_EDIT: gettext_lazy("Prepare and import documents"),
        Action.DOCUMENT_POST: gettext_lazy("Post documents and set embargoes"),
        Action.DOCUMENT_WITHDRAW: gettext_lazy("Withdraw documents"),
        Action.AGENDA_CHOOSE: gettext_lazy("Confirm an item for the agenda, or remove it"),
        Action.PLAN_EDIT: gettext_lazy("Order and publish the agenda, and change the time plan"),
    },
}

SITTING_STATES = {
    SittingState.PLANNED: gettext_lazy("Scheduled"),
    SittingState.OPEN: gettext_lazy("In progress"),
    SittingState.SUSPENDED: gettext_lazy("Suspended"),
    SittingState.ENDED: gettext_lazy("Ended"),
}
TURN_STATES = {
    TurnState.ASKED: gettext_lazy("Waiting"),
    TurnState.NEXT: gettext_lazy("Next"),
    TurnState.PUT_ASIDE: gettext_lazy("Put aside with its item"),
    TurnState.GRANTED: gettext_lazy("Has the floor, connecting"),
    TurnState.CONNECTED: gettext_lazy("Has the floor, connected"),
    TurnState.AUDIBLE: gettext_lazy("Speaks"),
    TurnState.ENDED: gettext_lazy("Has spoken"),
    TurnState.WITHDRAWN: gettext_lazy("Withdrawn"),
    TurnState.FAILED: gettext_lazy("Failed"),
}
MOTIONS = {
    Motion.POINT_OF_ORDER: gettext_lazy("Point of order"),
    Motion.SUSPENSION_OF_SITTING: gettext_lazy("Suspension of the sitting"),
    Motion.ADJOURNMENT_OF_SITTING: gettext_lazy("Adjournment of the sitting"),
    Motion.ADJOURNMENT_OF_DEBATE: gettext_lazy("Adjournment of the debate"),
    Motion.CLOSURE_OF_DEBATE: gettext_lazy("Closure of the debate"),
    Motion.CLOSURE_OF_LIST: gettext_lazy("Closure of the list of speakers"),
    Motion.RIGHT_OF_REPLY: gettext_lazy("Right of reply"),
}
VERDICTS = {
    Verdict.ACCEPTED: gettext_lazy("Accepted"),
    Verdict.REJECTED: gettext_lazy("Not accepted"),
    Verdict.NOTED: gettext_lazy("No ruling required"),
}
CAUSES = {
    Cause.NO_DEVICE: gettext_lazy("No microphone"),
    Cause.PERMISSION_DENIED: gettext_lazy("The browser did not allow the microphone"),
    Cause.NETWORK: gettext_lazy("Network"),
    Cause.TIMED_OUT: gettext_lazy("Timed out"),
    Cause.ITEM_CHANGED: gettext_lazy("Another item taken up"),
    Cause.WITHDRAWN: gettext_lazy("Withdrawn"),
}
#: Of what is held beside the calendar.
PRACTISED = {
    SittingKind.REHEARSAL: gettext_lazy("Rehearsal %(number)d"),
    SittingKind.TEST: gettext_lazy("Test session %(number)d"),
}
_ORDINALS = (
    gettext_lazy("First sitting"),
    gettext_lazy("Second sitting"),
    gettext_lazy("Third sitting"),
    gettext_lazy("Fourth sitting"),
    gettext_lazy("Fifth sitting"),
)


def region(body: BodySettings) -> str:
    """What a region is called by a body."""
    return localized(body.region) or _("Region")


def group(body: BodySettings) -> str:
    """What a group of Members is called by a body."""
    return localized(body.group) or _("Group")


def place(body: BodySettings) -> str:
    """What regions and groups are called where they stand in one column."""
    if not body.groups:
        return region(body)
    if not body.regions:
        return group(body)
    return _("%(region)s or %(group)s") % {"region": region(body), "group": group(body)}


def list_order(order: ListOrder) -> str:
    """In which order lists name Members, in a sentence."""
    if order.places:
        return _("Members are in the order set by the body.")
    if order.alphabet:
        return _("Members are in alphabetical order (%(language)s).") % {"language": NATIVE_NAMES[order.alphabet]}
    return _("Members are in alphabetical order.")


def date_of(on: date) -> str:
    """As in "Tuesday 9 June 2020", in the reader's language."""
    language = reader_language()
    # In English the day comes before the month here, and without a comma.
    return format_date(on, format="EEEE d MMMM y" if language == "en" else "full", locale=language)


def day(moment: datetime, zone: ZoneInfo) -> str:
    """The date of a moment in a zone, as in "Tuesday 9 June 2020"."""
    return date_of(moment.astimezone(zone).date())


def plain_date(on: date) -> str:
    """As in "9 June 2020", in the reader's language."""
    return long_date(on)


def moment(at: datetime, zone: tzinfo, *, named: bool = False) -> str:
    """As in "9 Jun 2020, 12:00", in the reader's language.

    Args:
        named: With what the zone is ahead of UTC: "9 Jun 2020, 12:00 (UTC+2)".
    """
    language = "en_GB" if reader_language() == "en" else reader_language()
    words = format_datetime(at.astimezone(zone), format_of_moments(language), locale=language)
    return _("%(moment)s (%(offset)s)") % {"moment": words, "offset": offset(at, zone)} if named else words


@cache
def format_of_moments(language: str) -> str:
    """CLDR's pattern of a day and a time without seconds."""
    locale = Locale.parse(language)
    return str(locale.datetime_formats["medium"]).format("HH:mm", locale.date_formats["medium"].pattern)


def issuer(consultation: Consultation) -> str:
    """The body that a paper of a consultation is of, as the author that its file names."""
    return str(consultation)


def sitting_number(sitting: Sitting) -> str:
    """As in "First sitting"; a rehearsal as in "Rehearsal 2"."""
    if practised := PRACTISED.get(SittingKind(sitting.kind)):
        return practised % {"number": sitting.number}
    return numbered_sitting(sitting.number, sitting.consultation.sittings_planned)


def numbered_sitting(number: int, of: int) -> str:
    """As in "First sitting"; where there are more sittings than ordinals in words, each as in "Sitting 1".

    Args:
        of: How many sittings there are: no list has both kinds of names.
    """
    if max(number, of) <= len(_ORDINALS):
        return str(_ORDINALS[number - 1])
    return _("Sitting %(number)d") % {"number": number}


def sitting_title(sitting: Sitting) -> str:
    """As in "First sitting, Tuesday 9 June 2020"."""
    return sitting_on_day(sitting_number(sitting), sitting.opens_at, sitting.consultation.zone)


def sitting_on_day(sitting: str, opens: datetime, zone: ZoneInfo) -> str:
    """As in "First sitting, Tuesday 9 June 2020"."""
    return _("%(sitting)s, %(day)s") % {"sitting": sitting, "day": day(opens, zone)}


def clock(moment: datetime | None, zone: ZoneInfo) -> str:
    """Local time to the second, as tables show and export it; empty for a step that has not come."""
    return moment.astimezone(zone).strftime("%H:%M:%S") if moment else ""


def zone_offset(sitting: Sitting) -> str:
    """As in "UTC+2": the consultation's zone when the sitting opens, whatever its name suggests (rule 17)."""
    return offset(sitting.opens_at, sitting.consultation.zone)


def utc(moment: datetime) -> str:
    """ISO 8601 in UTC, for ``<time datetime>``."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def record_file(enquiry: Enquiry) -> str:
    """The name of the file from which anybody can recompute the result of an enquiry."""
    symbol = re.sub(r"[^A-Za-z0-9.-]+", "-", enquiry.letter.symbol)
    return f"{enquiry.letter.consultation.slug}-{symbol}.zip"
