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
        "{names} cannot be filled in. Remove it, or write one of these in braces: {known}."
    ),
    MailCode.MAIL_TOO_LONG: lambda: _(
        "The message is too long. The maximum is {subject} characters for the subject and {body} for the text. "
        "Shorten it, or refer to a page."
    ),
    MailCode.MAIL_HALF_WRITTEN: lambda: _(
        "There is a subject without a text, or a text without a subject: {languages}."
    ),
    MailCode.MAIL_WITHOUT_WORDS: lambda: _("Enter a subject and a text in at least one language."),
    MailCode.MAIL_TO_NOBODY: lambda: _("No recipients are selected. Choose other people, or remove a filter."),
    MailCode.MAIL_LANGUAGES_MISSING: lambda: _(
        "Some recipients have no text in their language: {languages}. Write it, or tick that the text in another "
        "language is sent instead: {other}."
    ),
    MailCode.MAIL_PEOPLE_CHANGED: lambda: _(
        "The message would now go to {number} people, and not to {expected}. Review it before you send it."
    ),
    MailCode.MAIL_CHANGED: lambda: _("The message has changed since the preview. Preview it again, then send it."),
    # A text of ours that a consultation words itself.
    MailCode.TEXT_PLACEHOLDER_MISSING: lambda: _(
        "The text must contain {names}: without it, its readers lack what they need. Add it where it belongs."
    ),
    MailCode.TEXT_BRACE_ALONE: lambda: _(
        "A brace has no counterpart: “{quoted}”. Write both, with one of these between them, or remove it: {known}."
    ),
    MailCode.TEXT_HALF_WRITTEN: lambda: _(
        "Enter both a subject and a text. With neither, the default text is used in this language."
    ),
    MailCode.TEXT_CHANGED_MEANWHILE: lambda: _(
        "Another person has changed this text meanwhile. Compare your entries with the text now in use, which is shown "
        "below, then save again."
    ),
    # As whom a consultation writes.
    MailCode.SENDER_NAME: lambda: _(
        "A sender’s name has at most {longest} characters, and none of @ < > and quotation marks. Shorten or correct "
        "it."
    ),
    MailCode.SENDER_ADDRESS: lambda: _("“{address}” is not an e-mail address. Correct it."),
    # Sending it again.
    MailCode.MAIL_NOT_TO_BE_SENT_AGAIN: lambda: _(
        "Only an e-mail that failed or bounced can be sent again. Check the log again."
    ),
    MailCode.MAIL_ADDRESS_INVALID: lambda: _(
        "This is not an e-mail address. Compare it with the one given by the person."
    ),
    MailCode.MAIL_ADDRESS_TAKEN: lambda: _(
        "Another person already has this address. Look for them among the registrations."
    ),
    # Personal links.
    MailCode.LINKS_TOO_MANY: lambda: _(
        "{number} links were sent within the hour. Check the spam folder, or wait; a code by e-mail works too."
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
