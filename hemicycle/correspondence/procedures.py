"""By which mode an enquiry decides, and whether its votes are sealed (rules 35 and 37)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.correspondence.models import Enquiry
from hemicycle.rules.ballots import is_sealed

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.models import VotingProcedure
    from hemicycle.rules.ballots import Mode

#: What decides by correspondence; everything else asks.
DECIDING = (Enquiry.Kind.BALLOT, Enquiry.Kind.SILENCE)


def procedure_of(enquiry: Enquiry) -> VotingProcedure | None:
    """That of an enquiry; none of one that only asks, or was sent before modes were kept. Reads ``procedure``."""
    if enquiry.kind not in DECIDING:
        return None
    found: VotingProcedure | None = getattr(enquiry, "procedure", None)
    return found


def mode_of(enquiry: Enquiry) -> Mode | None:
    """By what its votes decide. Reads ``procedure``: select for lists."""
    procedure = procedure_of(enquiry)
    return procedure.mode if procedure is not None else None


def sealed(enquiry: Enquiry, at: datetime | None) -> bool:
    """Whether nobody but those who voted sees the votes at a moment. Reads ``procedure`` and ``extensions``.

    Args:
        at: None where it is not known: then they are sealed until the result is declared.
    """
    mode, declared = mode_of(enquiry), enquiry.declared_at is not None
    if at is None:
        return mode is not None and not (mode.silence or mode.open or declared)
    return is_sealed(mode, enquiry.deadline, at, declared=declared)
