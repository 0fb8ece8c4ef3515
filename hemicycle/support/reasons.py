"""Why something of the help desk is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class SupportCode(ReasonCode):
    """Reasons of this room."""

    NO_SUCH_TEST = "no_such_test", None, HTTPStatus.NOT_FOUND
    NO_SUCH_COMMENT = "no_such_comment", None, HTTPStatus.NOT_FOUND
    COMMENT_EMPTY = "comment_empty", None, HTTPStatus.UNPROCESSABLE_ENTITY
    COMMENT_UNANSWERED = "comment_unanswered", None, HTTPStatus.UNPROCESSABLE_ENTITY
