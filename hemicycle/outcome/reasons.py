"""Why something about an outcome is refused, where no rule of procedure speaks."""

from __future__ import annotations

from hemicycle.rules.reasons import ReasonCode


class OutcomeCode(ReasonCode):
    """Reasons of this room."""

    NO_SUCH_POSITION = "no_such_position"
    NO_QUESTION = "no_question"
