"""Why something in a sitting is refused, where no rule of procedure speaks."""

from __future__ import annotations

from hemicycle.rules.reasons import ReasonCode


class SittingCode(ReasonCode):
    """Reasons of this room."""

    NO_SUCH_TURN = "no_such_turn"
    NO_SUCH_MOTION = "no_such_motion"
    NOT_ON_AGENDA = "not_on_agenda"
