"""Refusals about mails and personal links in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.people import messages as people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason

#: By code. A function, so that it is worded when it is read, in the language of that moment.
WORDINGS: dict[str, Callable[[], str]] = {
    "mail_placeholder_unknown": lambda: _(
        "{names} cannot be filled in. Take it out, or write one of these in braces: {known}."
    ),
    "mail_too_long": lambda: _(
        "The mail is too long. A subject has {subject} characters at most, and a text {body}. Shorten it, or give "
        "the address of a page."
    ),
    "mail_half_written": lambda: _("There is a subject without a text, or a text without a subject: {languages}."),
    "mail_without_words": lambda: _("Write a subject and a text in at least one language."),
    "mail_to_nobody": lambda: _("Nobody is chosen. Choose other people, or take a condition away."),
    "mail_languages_missing": lambda: _(
        "For some people there is no text in their language: {languages}. Write it, or tick that they get English."
    ),
    "mail_people_changed": lambda: _(
        "The mail would go to {number} people by now, and not to {expected}. Look at it again before you send it."
    ),
    "mail_changed": lambda: _("The mail is not the one that you looked at. Look at it again, then send it."),
    "mail_not_to_be_sent_again": lambda: _("Only a mail that failed or bounced is sent again. Look at the log again."),
    "mail_address_invalid": lambda: _("This is not an e-mail address. Compare it with what the person wrote."),
    "mail_address_taken": lambda: _("Another person has this address already. Look for them among the registrations."),
    "links_too_many": lambda: _(
        "{number} links were sent within the hour. Look among unwanted mail, or wait; a code by mail works too."
    ),
    "no_such_link": lambda: _("There is no such link."),
}


def say(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return people.say(reason, zone, WORDINGS | people.WORDINGS)
