"""Refusals of the help desk in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.outcome import messages as outcome
from hemicycle.people import messages as people
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    SupportCode.NO_SUCH_TEST: lambda: _("This connection test does not exist. Begin a new one."),
    SupportCode.NO_SUCH_CASE: lambda: _("This case does not exist. Go back to the list of cases."),
    SupportCode.NO_SUCH_CALL: lambda: _("This call does not exist. Go back to the case."),
    SupportCode.NO_SUCH_HELP_REQUEST: lambda: _("This request of the help desk does not exist. Reload the page."),
    SupportCode.NO_SUCH_WORKER: lambda: _("This person does not work at the help desk. Choose somebody who does."),
    SupportCode.NO_CASES_OF_ONES_OWN: lambda: _("You have no open case to hand over."),
    SupportCode.CALLER_MISSING: lambda: _("Choose the person who calls, or enter the name that they say."),
    SupportCode.MESSAGE_EMPTY: lambda: _("Enter a text before you send it."),
    SupportCode.STRANGER_READS_NOTHING: lambda: _(
        "This person is not registered and has no page on which to read an answer. Call them back, and keep what was "
        "said as a private note."
    ),
    SupportCode.MESSAGE_WAS_ANSWERED: lambda: _(
        "Something was written in the case after this message. Close the case there instead."
    ),
    SupportCode.NO_SUCH_READY_ANSWER: lambda: _("This ready answer does not exist. Go back to the list."),
    SupportCode.READY_ANSWER_KEY_TAKEN: lambda: _("There is a ready answer with the key “{key}”. Enter another one."),
    SupportCode.READY_ANSWERS_TOO_MANY: lambda: _("The limit of {most} ready answers is reached. Remove one first."),
    SupportCode.READY_ANSWER_CHANGED: lambda: _(
        "Somebody has changed this ready answer meanwhile. Open it again, and repeat your change."
    ),
    SupportCode.READY_ANSWER_WITHOUT_NAME: lambda: _(
        "The ready answer has no name. Enter one in at least one language."
    ),
    SupportCode.READY_ANSWERS_ARE_THERE: lambda: _("All proposals are among your ready answers already."),
    SupportCode.NO_SUCH_COMMENT: lambda: _("This comment has been withdrawn in the meantime. Return to the list."),
    SupportCode.COMMENT_EMPTY: lambda: _("The comment is empty. Rate something, or write a few words."),
    SupportCode.COMMENT_UNANSWERED: lambda: _("Choose a status for this comment before you respond to it."),
    SupportCode.NO_SUCH_SLOT: lambda: _("This slot does not exist, or was removed. Choose another one from the list."),
    SupportCode.NOTHING_BOOKED: lambda: _("No slot that is still to come is booked for this person."),
}
#: With those of the rooms below.
ALL = {**outcome.ALL, **MESSAGES}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return people.refusal_message(reason, zone, ALL)
