"""Why something of the help desk is refused, where no rule of procedure speaks."""

from __future__ import annotations

from http import HTTPStatus

from hemicycle.rules.reasons import ReasonCode


class SupportCode(ReasonCode):
    """Reasons of this room."""

    NO_SUCH_TEST = "no_such_test", None, HTTPStatus.NOT_FOUND
