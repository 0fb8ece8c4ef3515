"""Refusals about mails and personal links in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.mail.reasons import MailCode
from hemicycle.people import messages as people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # A mail.
    MailCode.MAIL_PLACEHOLDER_UNKNOWN: lambda: _(
        "{names} cannot be filled in. Take it out, or write one of these in braces: {known}."
    ),
    MailCode.MAIL_TOO_LONG: lambda: _(
        "The mail is too long. A subject has {subject} characters at most, and a text {body}. Shorten it, or give "
        "the address of a page."
    ),
    MailCode.MAIL_HALF_WRITTEN: lambda: _(
        "There is a subject without a text, or a text without a subject: {languages}."
    ),
    MailCode.MAIL_WITHOUT_WORDS: lambda: _("Write a subject and a text in at least one language."),
    MailCode.MAIL_TO_NOBODY: lambda: _("Nobody is chosen. Choose other people, or take a condition away."),
    MailCode.MAIL_LANGUAGES_MISSING: lambda: _(
        "For some people there is no text in their language: {languages}. Write it, or tick that they get English."
    ),
    MailCode.MAIL_PEOPLE_CHANGED: lambda: _(
        "The mail would go to {number} people by now, and not to {expected}. Look at it again before you send it."
    ),
    MailCode.MAIL_CHANGED: lambda: _("The mail is not the one that you looked at. Look at it again, then send it."),
    # Sending it again.
    MailCode.MAIL_NOT_TO_BE_SENT_AGAIN: lambda: _(
        "Only a mail that failed or bounced is sent again. Look at the log again."
    ),
    MailCode.MAIL_ADDRESS_INVALID: lambda: _("This is not an e-mail address. Compare it with what the person wrote."),
    MailCode.MAIL_ADDRESS_TAKEN: lambda: _(
        "Another person has this address already. Look for them among the registrations."
    ),
    # Personal links.
    MailCode.LINKS_TOO_MANY: lambda: _(
        "{number} links were sent within the hour. Look among unwanted mail, or wait; a code by mail works too."
    ),
    MailCode.NO_SUCH_LINK: lambda: _("There is no such link."),
}
#: With those of the rooms below.
ALL = {**people.ALL, **MESSAGES}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: it is of a room further on, which words it itself.
    """
    return people.refusal_message(reason, zone, ALL)
