"""Why something of the help desk is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class SupportCode(ReasonCode):
    """Reasons of this room."""

    NO_SUCH_TEST = "no_such_test", None, HTTPStatus.NOT_FOUND
    NO_SUCH_CASE = "no_such_case", None, HTTPStatus.NOT_FOUND
    NO_SUCH_CALL = "no_such_call", None, HTTPStatus.NOT_FOUND
    NO_SUCH_HELP_REQUEST = "no_such_help_request", None, HTTPStatus.NOT_FOUND
    NO_SUCH_WORKER = "no_such_worker", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_CASES_OF_ONES_OWN = "no_cases_of_ones_own"
    CALLER_MISSING = "caller_missing", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MESSAGE_EMPTY = "message_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    MESSAGE_WAS_ANSWERED = "message_was_answered"
    STRANGER_READS_NOTHING = "stranger_reads_nothing"
    NO_SUCH_READY_ANSWER = "no_such_ready_answer", None, HTTPStatus.NOT_FOUND
    READY_ANSWER_KEY_TAKEN = "ready_answer_key_taken"
    READY_ANSWERS_TOO_MANY = "ready_answers_too_many"
    READY_ANSWER_CHANGED = "ready_answer_changed"
    READY_ANSWER_WITHOUT_NAME = "ready_answer_without_name", None, HTTPStatus.UNPROCESSABLE_ENTITY
    READY_ANSWERS_ARE_THERE = "ready_answers_are_there"
    NO_SUCH_COMMENT = "no_such_comment", None, HTTPStatus.NOT_FOUND
    COMMENT_EMPTY = "comment_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    COMMENT_UNANSWERED = "comment_unanswered", None, HTTPStatus.UNPROCESSABLE_ENTITY
    NO_SUCH_SLOT = "no_such_slot", None, HTTPStatus.NOT_FOUND
    NOTHING_BOOKED = "nothing_booked"
