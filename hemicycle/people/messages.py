"""Refusals about people in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations import local
from hemicycle.consultations import messages as procedure
from hemicycle.consultations.joins import listed, one_of
from hemicycle.people.reasons import PeopleCode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from hemicycle.rules.reasons import Fact, Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # Signing in.
    PeopleCode.SECOND_FACTOR: lambda: _(
        "Your role requires sign-in with a passkey, or with a second code. Reload the page to do so."
    ),
    # Administrators of the installation.
    PeopleCode.NOT_ADMINISTRATOR: lambda: _("Only an administrator of this installation can do this."),
    PeopleCode.NO_SUCH_ADMINISTRATOR: lambda: _(
        "This person is no longer an administrator. Another user may have withdrawn them: check the list again."
    ),
    PeopleCode.LAST_ADMINISTRATOR: lambda: _(
        "This is the only administrator, and was not withdrawn. Invite another person first: without an administrator "
        "nobody can begin a consultation."
    ),
    PeopleCode.STILL_ADMINISTRATOR: lambda: _(
        "This person is an administrator of the installation. Withdraw that first, then erase the personal data."
    ),
    PeopleCode.SLUG_TAKEN: lambda: _("Another consultation already has this name in its address. Choose another one."),
    PeopleCode.BODY_WITHOUT_NAME: lambda: _("Enter the name in at least one language."),
    PeopleCode.BODY_CHANGED_MEANWHILE: lambda: _(
        "Somebody else changed this in the meantime. Reload the page, then make your change again."
    ),
    PeopleCode.NO_SUCH_BODY_PART: lambda: _("This has been removed in the meantime. Reload the page."),
    PeopleCode.BODY_KEY_TAKEN: lambda: _("The key {key} is taken. Choose another one."),
    PeopleCode.TOO_MANY_BODY_PARTS: lambda: _("There can be at most {most} of them. Remove one first."),
    PeopleCode.TERM_FAULTY: lambda: _("These terms cannot be used: {terms}. Check them."),
    PeopleCode.NO_SUCH_BODY: lambda: _("There is no such body. Choose one from the list, or enter a new one."),
    PeopleCode.BODY_WITHOUT_KINDS: lambda: _(
        "The classes of the preset are of kinds of Members that this body does not have: {lacking}. Choose a new body, "
        "or add these kinds to the body first."
    ),
    PeopleCode.COPY_WITHOUT_KINDS: lambda: _(
        "The classes of this consultation are of kinds of Members that its body does not have: {lacking}. Add these "
        "kinds to the body first, or choose another consultation."
    ),
    PeopleCode.BODY_SLUG_TAKEN: lambda: _("There is a body with this short name already. Choose it, or enter another."),
    PeopleCode.NO_SUCH_CONSULTATION: lambda: _("The consultation to copy no longer exists. Choose another one."),
    # Registrations.
    PeopleCode.NO_SUCH_REGISTRATION: lambda: _("There is no such registration in this consultation."),
    PeopleCode.NOTHING_POSSIBLE: lambda: _(
        "This cannot be done with any of the registrations selected. Another user may have changed them: check them "
        "again."
    ),
    PeopleCode.MEMBER_TAKES_NO_PART: lambda: _(
        "This Member does not take part in the consultation. There is nothing to undo."
    ),
    PeopleCode.NO_NAME_PROPOSED: lambda: _("No other name is proposed to you any more. Check your registration again."),
    PeopleCode.NO_SUCH_MANDATE: lambda: _("There is no such mandate in this consultation."),
    PeopleCode.DELETION_CHANGED: lambda: _(
        "Nothing was changed: the deletion was confirmed, stopped or carried out in the meantime. This page shows its "
        "present status."
    ),
    PeopleCode.PERSON_INACTIVE: lambda: _(
        "This person’s access was ended, so they cannot act. Name another person, or ask the operator to restore it."
    ),
    PeopleCode.STILL_TAKES_PART: lambda: _(
        "This person still takes part in the consultation {consultation}. Withdraw the registration and the mandates "
        "there, then erase the personal data."
    ),
    PeopleCode.NOBODY_OF_ADDRESS: lambda: _("No data is held under this address. Check its spelling."),
    # Members.
    PeopleCode.MEMBERS_NOT_CHOSEN: lambda: _("Tick the Members to invite first, or invite all of them."),
    PeopleCode.NO_SUCH_MEMBER: lambda: _("There is no such Member."),
    PeopleCode.NO_SUCH_PERIOD: lambda: _(
        "This period no longer exists. Another user may have changed it: check again."
    ),
    PeopleCode.NOT_OF_SECRETARIAT: lambda: _("This person is not registered for the secretariat."),
    PeopleCode.SCOPE_WHOLE_ALREADY: lambda: _("This person already works for the whole secretariat."),
    PeopleCode.NO_SUCH_SCOPE: lambda: _("There is no such role. Check the list again."),
    PeopleCode.VOTE_NOT_SUSPENDED: lambda: _(
        "The right to vote is not suspended on that day. Check the periods again."
    ),
    PeopleCode.NO_SUCH_CONTACT: lambda: _(
        "The Member no longer has this address. Another user may have changed it: check again."
    ),
    PeopleCode.SOURCE_CHANGED_MEANWHILE: lambda: _(
        "Somebody else changed some of these sources in the meantime. What you typed is kept: check the marked fields, "
        "then save again."
    ),
    PeopleCode.NAME_CHANGED_MEANWHILE: lambda: _(
        "This name was changed in the meantime. Check it again, then mark it as checked."
    ),
    PeopleCode.NAME_BEGINS_THAT_DAY: lambda: _(
        "There is already a name from {first_day}. Correct that one, or enter another day."
    ),
    # Participation classes.
    PeopleCode.NO_SUCH_CLASS: lambda: _("This class has been removed in the meantime. Reload the page."),
    PeopleCode.CLASS_KEY_TAKEN: lambda: _("Another class or a role has the key {key}. Choose another one."),
    PeopleCode.CLASS_WITHOUT_NAME: lambda: _("Enter the name of the class in at least one language."),
    PeopleCode.CLASS_COUNTED_MISSING: lambda: _(
        "{language}: enter every form that is required, or leave all of them empty."
    ),
    PeopleCode.CLASS_COUNTED_NUMBER: lambda: _(
        "{language}: write {placeholder} once, where the number is to appear, and no other braces."
    ),
    PeopleCode.CLASS_CHANGED_MEANWHILE: lambda: _(
        "Somebody else changed this class in the meantime. Reload the page, then make your change again."
    ),
    PeopleCode.NOTICE_CHANGED_MEANWHILE: lambda: _(
        "Somebody else changed the privacy notice in the meantime. Reload the page, then make your change again."
    ),
    PeopleCode.CLASS_OF_NOBODY: lambda: _("There is no Member with the code {code}. Check the codes."),
    PeopleCode.TOO_MANY_CLASSES: lambda: _("There can be at most {most} classes. Remove one first."),
    PeopleCode.MEMBER_EXISTS: lambda: _("There is already a Member with this code. Change that one."),
    PeopleCode.MEMBER_KIND_MISSING: lambda: _("Choose the kind of Member."),
    PeopleCode.MEMBER_KIND_FIXED: lambda: _(
        "This code belongs to a Member of another kind. Enter the new one under a code of its own."
    ),
    PeopleCode.MEMBER_CODE_COUNTRY: lambda: _("Enter the ISO 3166-1 code of the State: two letters, e.g. BR."),
    PeopleCode.MEMBER_CODE_SLUG: lambda: _(
        "Enter a code of at most {limit} characters: lower-case letters, digits and hyphens, at least three "
        "characters, e.g. {prefix}north-wave."
    ),
    PeopleCode.MEMBER_REGION: lambda: _("Enter one of these: {keys}."),
    PeopleCode.MEMBER_GROUP: lambda: _("Enter one of these: {keys}."),
    PeopleCode.MEMBER_PLACE: lambda: _("A place in lists is a whole number from 1 to {last}. Leave it empty for none."),
    PeopleCode.KIND_WITHOUT_REGION: lambda: _("Members of this kind ({kind}) have none. Leave it empty."),
    PeopleCode.KIND_WITHOUT_GROUP: lambda: _("Members of this kind ({kind}) have none. Leave it empty."),
    PeopleCode.KIND_WITHOUT_SEATS: lambda: _("Members of this kind ({kind}) have no seats."),
    PeopleCode.KIND_WITHOUT_VOTES: lambda: _("Members of this kind ({kind}) have no votes that can be suspended."),
    PeopleCode.DAY_FAR_OFF: lambda: _("A date is before 1900 or after 2100. Check its year."),
    PeopleCode.PERIOD_ORDER: lambda: _("A period ends before it starts. Change one of the two dates."),
    PeopleCode.PERIODS_OVERLAP: lambda: _(
        "The period from {first_day} overlaps another one. End the earlier one first, or change the dates."
    ),
    PeopleCode.CONTACT_TWICE: lambda: _("This Member already has this address. Change that entry."),
    PeopleCode.TOO_MANY_COPIES: lambda: _("A Member has at most {limit} further addresses. Remove one first."),
    PeopleCode.CONTACT_NAME_MISSING: lambda: _("Enter the contact’s name: a person, or an office."),
    PeopleCode.CONTACT_ADDRESS: lambda: _("This is not an e-mail address. Enter it in the form name@example.org."),
    # Names and other text.
    PeopleCode.NAME_LANGUAGE: lambda: _("There is no such language. Choose one from the list."),
    PeopleCode.MEMBER_NAME_MISSING: lambda: _(
        "Enter the name in at least one language of the consultation. It is used where another language has none."
    ),
    PeopleCode.NAME_SHORT_MISSING: lambda: _("Enter the short form of the name as well as the official one."),
    PeopleCode.NAME_SOURCE_MISSING: lambda: _("Enter the official list with which the name was compared."),
    PeopleCode.NAME_HAS_PICTURES: lambda: _("Name plates and papers cannot show pictures in names. Remove the emoji."),
    PeopleCode.TEXT_TOO_LONG: lambda: _("This is too long: the maximum is {limit} characters. Shorten it."),
    # Files.
    PeopleCode.UPLOAD_EMPTY: lambda: _("This file is empty. Choose another one."),
    PeopleCode.UPLOAD_TOO_BIG: lambda: _(
        "This file is larger than {megabytes} MB. Upload a smaller one, or several parts."
    ),
    PeopleCode.UPLOAD_KIND_NOT_ACCEPTED: lambda: _(
        "Files of this kind are not accepted. Upload a PDF, Word, Excel, CSV or text file, or a PNG or JPEG picture."
    ),
    PeopleCode.UPLOAD_NOT_WHAT_IT_SAYS: lambda: _(
        "The content of “{name}” does not match its name. Save it again in the right format, and upload that file."
    ),
    PeopleCode.UPLOAD_UNPACKS_TOO_LARGE: lambda: _(
        "“{name}” unpacks to more than {megabytes} MB, which may fill the memory of the computer that opens it. "
        "Print the document to a new PDF, and upload that file."
    ),
    PeopleCode.UPLOAD_ACTS_BY_ITSELF: lambda: _(
        "“{name}” contains scripts, macros or links to a template or object outside the file. Remove them, or print "
        "the document to a new PDF, and upload that file."
    ),
    PeopleCode.UPLOAD_INFECTED: lambda: _(
        "The virus scanner refused “{name}”. Check your computer, and upload a clean copy of the file."
    ),
    PeopleCode.UPLOAD_NOT_SCANNED: lambda: _(
        "The file could not be checked for viruses, and was not saved. Try again in a few minutes; if this continues, "
        "tell the technicians."
    ),
}
#: With those of the procedure.
ALL = {**procedure.MESSAGES, **MESSAGES}
#: Facts that are moments, as ISO 8601.
_MOMENTS = frozenset({"deadline", "opens", "closed", "starts", "until", "instead"})
#: Facts that are days, as ISO 8601.
_DAYS = frozenset({"first_day"})
#: Facts that are lists of which one is to be chosen.
_ALTERNATIVES = frozenset({"keys", "kinds", "known"})


def refusal_message(reason: Reason, zone: tzinfo = UTC, messages: Mapping[ReasonCode, Callable[[], str]] = ALL) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Args:
        messages: By code; a room further on has more of them.

    Raises:
        KeyError: it is of a room further on, which words it itself.
    """
    facts = {name: _worded(name, value, zone) for name, value in reason.facts.items()}
    return messages[reason.code]().format(**facts)


def _worded(name: str, value: Fact, zone: tzinfo) -> str | int:
    if isinstance(value, list):
        return one_of(value) if name in _ALTERNATIVES else listed(value)
    if name in _MOMENTS:
        return local.moment(datetime.fromisoformat(str(value)), zone)
    if name in _DAYS:
        return local.long_date(date.fromisoformat(str(value)))
    return value
