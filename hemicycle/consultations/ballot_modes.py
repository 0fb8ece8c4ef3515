"""The mode with which a ballot or a silence procedure begins, as a consultation sets it (rule 35)."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hemicycle.rules.ballots import Basis, Broken, Missed, Mode, Quorum, Share, Unit, is_valid_quorum
from hemicycle.rules.reasons import Allowed

#: No body has more Members.
MOST_REPLIES = 1000


class BallotMode(BaseModel):
    """The usual mode of a consultation; a letter may choose another one.

    Attributes:
        basis, share: Which share of whom must approve.
        quorum_unit, quorum: How many must reply.
        quorum_missed, silence_broken: What follows.
        open_votes: Votes are seen before the deadline.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    basis: Basis = Basis.ENTITLED
    share: Share = Share.MAJORITY
    quorum_unit: Unit = Unit.NONE
    quorum: int = Field(default=0, ge=0, le=MOST_REPLIES)
    quorum_missed: Missed = Missed.NOT_APPROVED
    silence_broken: Broken = Broken.SESSION
    open_votes: bool = False

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not isinstance(is_valid_quorum(Quorum(self.quorum_unit, self.quorum)), Allowed):
            raise ValueError("no such quorum")  # noqa: TRY004 - what pydantic takes
        return self

    @classmethod
    def of(cls, mode: Mode) -> Self:
        """As it is stored."""
        return cls(
            basis=mode.basis,
            share=mode.share,
            quorum_unit=mode.quorum.unit,
            quorum=mode.quorum.least,
            quorum_missed=mode.missed,
            silence_broken=mode.broken,
            open_votes=mode.open,
        )

    def as_rule(self, *, silence: bool = False) -> Mode:
        """As the rules take it."""
        quorum = Quorum(self.quorum_unit, self.quorum)
        return Mode(
            self.basis,
            self.share,
            quorum,
            self.quorum_missed,
            silence=silence,
            broken=self.silence_broken,
            open=self.open_votes,
        )
