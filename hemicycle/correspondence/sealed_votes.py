"""Votes that nobody sees before the close: the journal has a digest of each, which its nonce opens (rule 37)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.models.replies import NONCE_LENGTH
from hemicycle.correspondence.procedures import mode_of

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Enquiry, ReplyVersion


def are_sealed(enquiry: Enquiry) -> bool:
    """Whether nobody sees the votes before the close. Reads ``procedure`` of what decides."""
    mode = mode_of(enquiry)
    return mode is not None and not (mode.silence or mode.open)


def nonce(enquiry: Enquiry) -> str:
    """A nonce for one more vote; empty where votes are no secret."""
    return secrets.token_hex(NONCE_LENGTH // 2) if are_sealed(enquiry) else ""


def in_journal(version: ReplyVersion) -> dict[str, Any]:
    """What was chosen, as the facts of an act have it: nothing of a sealed vote, whose digest is that of the answer."""
    return {} if version.nonce else {"choices": version.choices}
