"""Why a command of the room is refused before or beside the procedure."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class LiveCode(ReasonCode):
    """Reasons of this room."""

    MALFORMED = "malformed", None, HTTPStatus.BAD_REQUEST
    TOO_MANY = "too_many", None, HTTPStatus.TOO_MANY_REQUESTS
    MET_ANOTHER = "met_another"
