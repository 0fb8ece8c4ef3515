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
    SupportCode.NO_SUCH_COMMENT: lambda: _("This comment has been withdrawn in the meantime. Return to the list."),
    SupportCode.COMMENT_EMPTY: lambda: _("The comment is empty. Rate something, or write a few words."),
    SupportCode.COMMENT_UNANSWERED: lambda: _("Choose a status for this comment before you respond to it."),
}
#: With those of the rooms below.
ALL = {**outcome.ALL, **MESSAGES}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return people.refusal_message(reason, zone, ALL)
