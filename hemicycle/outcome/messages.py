"""Refusals about conclusions and positions in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.outcome.reasons import OutcomeCode
from hemicycle.people import messages as people
from hemicycle.sittings import messages as sittings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    OutcomeCode.NO_SUCH_POSITION: lambda: _("Your delegation has not recorded this. Reload the page and check."),
    OutcomeCode.NO_QUESTION: lambda: _("The question is no longer being asked. Check the text and continue."),
    OutcomeCode.BALLOT_OF_NOTHING: lambda: _(
        "No conclusion is selected. Select at least one whose authority is recorded."
    ),
    OutcomeCode.REPORT_SYMBOL: lambda: _(
        "This is not a symbol. Use letters and digits, with / . - ( ) between them, at most {longest} characters."
    ),
    OutcomeCode.REPORT_WORDS: lambda: _("The description of the changes has at most {most} characters. Shorten it."),
}
#: With those of the rooms below.
ALL = {**sittings.ALL, **MESSAGES}


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return people.refusal_message(reason, zone, ALL)
