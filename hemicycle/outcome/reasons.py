"""Why something about an outcome is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class OutcomeCode(ReasonCode):
    """Reasons of this room."""

    NO_SUCH_POSITION = "no_such_position"
    NO_QUESTION = "no_question"
    BALLOT_OF_NOTHING = "ballot_of_nothing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    STATEMENT_LANGUAGE = "statement_language", None, HTTPStatus.UNPROCESSABLE_ENTITY
    STATEMENT_FILE = "statement_file", None, HTTPStatus.UNPROCESSABLE_ENTITY
    STATEMENT_UNREADABLE = "statement_unreadable", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_PARAGRAPH = "no_such_paragraph"
    NO_SUCH_REQUEST = "no_such_request"
    REPORT_SYMBOL = "report_symbol", None, HTTPStatus.UNPROCESSABLE_ENTITY
    REPORT_WORDS = "report_words", None, HTTPStatus.UNPROCESSABLE_ENTITY
