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
    OutcomeCode.STATEMENT_LANGUAGE: lambda: _("This is not a language. Choose the language of the statement."),
    OutcomeCode.STATEMENT_FILE: lambda: _(
        "“{name}” is not a text. Choose a Word document (.docx), a plain text (.txt) or a PDF."
    ),
    OutcomeCode.STATEMENT_UNREADABLE: lambda: _(
        "The text of “{name}” cannot be read. Save it as plain text in UTF-8, or paste the text."
    ),
    OutcomeCode.NO_SUCH_PARAGRAPH: lambda: _("There is no such paragraph. Reload the page."),
    OutcomeCode.NO_SUCH_REQUEST: lambda: _("There is no such request. Reload the page."),
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
