"""Refusals about people in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from babel.dates import format_date, format_datetime
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import reader_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from hemicycle.rules.reasons import Fact, Reason

#: By code. A function, so that it is worded when it is read, in the language of that moment.
WORDINGS: dict[str, Callable[[], str]] = {
    "not_permitted": lambda: _("Your role in this consultation does not include this."),
    "second_factor": lambda: _(
        "Your role has to sign in with a passkey, or with a code beside the first one. Reload the page and do so."
    ),
    "not_registered": lambda: _(
        "There is no registration for this consultation under this name. Write to the secretariat."
    ),
    "registration_not_confirmed": lambda: _(
        "The registration is not confirmed yet. Write to the secretariat and ask to confirm it."
    ),
    "not_registered_for_day": lambda: _(
        "You did not register for the sittings of this day. Change your registration, or write to the secretariat."
    ),
    "registered_already": lambda: _(
        "This person is registered for the consultation already. Look for them in the list, and change what is there."
    ),
    "registration_step": lambda: _(
        "This cannot be done with the registration as it stands now. Somebody may have acted meanwhile: look again."
    ),
    "registration_over": lambda: _("This registration was withdrawn or refused. Register anew, or have it reopened."),
    "no_such_registration": lambda: _("There is no such registration in this consultation."),
    "refusal_needs_words": lambda: _("Say why it is refused: the person is told."),
    "registration_not_open": lambda: _("Registration opens on {opens}. Come back then; nothing is lost."),
    "registration_closed": lambda: _(
        "Registration closed on {closed}. Write to the secretariat: it can still enter you."
    ),
    "member_not_invited": lambda: _(
        "This Member does not take part in the consultation. Choose another one, or write to the secretariat."
    ),
    "quota_full": lambda: _("All {size} places are taken. Who registers now is put on the waiting list."),
    "not_to_be_replaced": lambda: _(
        "Nobody can be named in place of this person: somebody has been named already, or they are of another Member."
    ),
    "has_head_already": lambda: _(
        "This delegation has a head already. Change that person’s part in the delegation first."
    ),
    "role_by_secretariat_only": lambda: _("Only the secretariat enters people for this role."),
    "no_mandate": lambda: _("You are not this Member’s focal point. The secretariat enters who is."),
    "mandate_over": lambda: _("Your mandate as this Member’s focal point has ended. Write to the secretariat."),
    "mandate_delegated": lambda: _(
        "You have delegated your authority as focal point. Withdraw the delegation in order to act yourself."
    ),
    "starts_in_the_past": lambda: _(
        "{starts} has passed. What was done before keeps its focal point: choose a later moment, or leave it empty."
    ),
    "ends_before_it_starts": lambda: _("It ends before it starts. Choose a later end, or an earlier start."),
    "delegation_needs_end": lambda: _("Say until when: a delegation has an end."),
    "delegation_outlives_mandate": lambda: _(
        "Your own mandate ends on {until}, and a delegation with it. Choose an earlier end."
    ),
    "delegation_to_oneself": lambda: _("This is your own address. Give the address of somebody else."),
    "delegated_for_that_time": lambda: _(
        "Your authority is delegated for a part of that time already. Withdraw that delegation, or choose other dates."
    ),
    "no_such_mandate": lambda: _("There is no such mandate in this consultation."),
    "mandate_not_yours": lambda: _(
        "This mandate is not yours to withdraw: the secretariat, who gave it, or who holds it can."
    ),
    "mandate_over_already": lambda: _("This mandate is over already. Nothing was changed."),
    "withdrawal_needs_words": lambda: _("Say why it is withdrawn: it is recorded, and the person reads it."),
    "ends_before_that": lambda: _("The mandate ends before that moment by itself. Choose an earlier one."),
    "upload_empty": lambda: _("This file is empty. Choose another one."),
    "upload_too_big": lambda: _("This file is larger than {megabytes} MB. Send it in a smaller size, or in parts."),
    "upload_kind_not_accepted": lambda: _(
        "Files of this kind are not accepted. Send a PDF, Word, Excel, CSV or text file, or a PNG or JPEG picture."
    ),
    "upload_not_what_it_says": lambda: _(
        "The content of “{name}” is not what its name says. Save it anew in the right format, and send that file."
    ),
    "no_such_member": lambda: _("There is no such Member."),
    "member_exists": lambda: _("There is a Member with this code already. Look at it, and change what is there."),
    "member_kind_missing": lambda: _("Say what this Member is: a State, the State of Palestine, or a Sector Member."),
    "member_kind_fixed": lambda: _(
        "This code belongs to a Member of another kind. Enter the new one under a code of its own."
    ),
    "member_code_state": lambda: _("Give a State its code of ISO 3166-1: two letters, such as BR."),
    "member_code_sector": lambda: _(
        "Give a Sector Member a code of at most 40 characters: sm- and a short name of small letters, figures and "
        "hyphens, such as sm-north-wave."
    ),
    "member_region": lambda: _("Give a State its administrative region: A, B, C, D or E."),
    "member_sector": lambda: _("Give a Sector Member its Sector: R, T or D."),
    "sector_member_without_region": lambda: _("A Sector Member has no administrative region. Leave it empty."),
    "state_without_sector": lambda: _("Only a Sector Member belongs to a Sector. Leave it empty."),
    "name_language": lambda: _("Choose one of the six languages: ar, zh, en, fr, ru or es."),
    "name_in_english_missing": lambda: _("Give the name in English. Where another language has none, it stands in."),
    "name_short_missing": lambda: _("Give the short form of the name as well as the official one."),
    "name_source_missing": lambda: _("Say which official list the name was compared with."),
    "name_changed_meanwhile": lambda: _("This name was changed meanwhile. Look at it again, then mark it as checked."),
    "text_too_long": lambda: _("This is too long: at most {limit} characters are kept. Shorten it."),
    "states_only": lambda: _("Only States have seats on the Council and votes."),
    "period_order": lambda: _("A period ends before it starts. Change one of the two dates."),
    "periods_overlap": lambda: _(
        "The period from {first_day} overlaps another one. End the earlier one first, or change the dates."
    ),
    "day_far_off": lambda: _("A date lies before 1900 or after 2100. Look at its year again."),
    "no_such_period": lambda: _(
        "There is no such period any more. Somebody may have changed it meanwhile: look again."
    ),
    "vote_not_suspended": lambda: _("The right to vote is not suspended on that day. Look at the periods again."),
    "no_such_contact": lambda: _(
        "There is no contact with this address any more. Somebody may have changed it meanwhile: look again."
    ),
    "contact_twice": lambda: _("This Member has a contact with this address already. Change that one."),
    "contact_name_missing": lambda: _("Give the contact’s name: a person, or an office."),
    "member_has_registrations": lambda: _(
        "There are registrations for this Member: {number}. Withdraw or refuse them first."
    ),
    "member_takes_no_part": lambda: _("This Member does not take part in the consultation. There is nothing to undo."),
    "contact_address": lambda: _("This is not an e-mail address. Write it as in name@example.org."),
    "nothing_possible": lambda: _(
        "This can be done with none of the registrations chosen. Somebody may have acted meanwhile: look again."
    ),
    "undo_of_another": lambda: _(
        "Only the person who did this can take it back. Choose the registrations again to change them."
    ),
    "undone_already": lambda: _("This was taken back already. Nothing more is to be done."),
    "undo_too_late": lambda: _(
        "This could be taken back for {minutes} minutes, which are over. Choose the registrations again to change them."
    ),
    "closes_before_it_opens": lambda: _("Registration would close before it opens. Choose a later closing."),
    "no_such_local_time": lambda: _(
        "On that day the clocks are put forward, and this time does not exist. Choose another one: {instead}."
    ),
    "moved_on_since": lambda: _("Somebody has acted on this registration since. It stays as it is."),
}
#: Facts that are moments, as ISO 8601.
_MOMENTS = frozenset({"deadline", "opens", "closed", "starts", "until", "instead"})
#: Facts that are days, as ISO 8601.
_DAYS = frozenset({"first_day"})


def say(reason: Reason, zone: tzinfo = UTC, wordings: Mapping[str, Callable[[], str]] = WORDINGS) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Args:
        wordings: By code; a room further on has more of them.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    facts = {name: _worded(name, value, zone) for name, value in reason.facts.items()}
    return wordings[reason.code]().format(**facts)


def _worded(name: str, value: Fact, zone: tzinfo) -> Fact:
    if name in _MOMENTS:
        return _moment(str(value), zone)
    if name in _DAYS:
        return format_date(date.fromisoformat(str(value)), "long", locale=reader_language())
    return value


def _moment(text: str, zone: tzinfo) -> str:
    moment = datetime.fromisoformat(text).astimezone(zone)
    return format_datetime(moment, "long", locale=reader_language())
