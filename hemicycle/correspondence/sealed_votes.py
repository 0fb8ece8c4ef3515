"""What the journal keeps of a vote that nobody sees before the close: a digest, which its nonce opens (rule 37)."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.models.replies import NONCE_LENGTH
from hemicycle.correspondence.procedures import mode_of

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Enquiry, ReplyVersion
    from hemicycle.people.models import Member


def nonce(enquiry: Enquiry) -> str:
    """A nonce for one more vote; empty where votes are no secret. Reads ``procedure`` of what decides."""
    mode = mode_of(enquiry)
    secret = mode is not None and not (mode.silence or mode.open)
    return secrets.token_hex(NONCE_LENGTH // 2) if secret else ""


def in_journal(version: ReplyVersion, member: Member) -> dict[str, Any]:
    """What was chosen, as the facts of an act have it: ``{choices}``, or ``{sealed}`` with the digest.

    That is the SHA-256, in hexadecimal, of the nonce, the code of the Member, and the choices as JSON with sorted keys
    and no whitespace.
    """
    if not version.nonce:
        return {"choices": version.choices}
    said = json.dumps(version.choices, sort_keys=True, separators=(",", ":"))
    return {"sealed": hashlib.sha256(f"{version.nonce}{member.code}{said}".encode()).hexdigest()}
