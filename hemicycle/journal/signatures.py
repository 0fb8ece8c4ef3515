"""Signatures over heads of the chain and over exports: Ed25519. Knows no database.

What is signed begins with what it is, so that a signature over one thing is none over another.
"""

from __future__ import annotations

import hashlib
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD, _FILE = b"hemicycle head\n", b"hemicycle export\n"
#: Of the id of a key: the beginning of the SHA-256 of its 32 bytes, in hexadecimal.
ID_LENGTH = 16
#: Of a key and of a signature, in hexadecimal.
KEY_LENGTH, SIGNATURE_LENGTH = 64, 128


@dataclass(frozen=True)
class PublicKey:
    """The key by which signatures of an installation are checked.

    Attributes:
        public: The 32 bytes, in hexadecimal.
        since, until: ISO 8601 in UTC; ``until`` is empty while it signs.
    """

    public: str
    since: str = ""
    until: str = ""

    @property
    def id(self) -> str:
        """By which heads name it."""
        return hashlib.sha256(bytes.fromhex(self.public)).hexdigest()[:ID_LENGTH]

    def signed(self, message: bytes, signature: str) -> bool:
        """Whether a message was signed with it."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public))
            key.verify(bytes.fromhex(signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def as_json(self) -> dict[str, str]:
        """As a file has it."""
        return {"id": self.id, "public": self.public, "since": self.since, "until": self.until}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> PublicKey:
        """From a file.

        Raises:
            KeyError, ValueError: it is none, or its id is another one's.
        """
        made = cls(str(row["public"]), str(row["since"]), str(row["until"]))
        if len(made.public) != KEY_LENGTH or made.id != row["id"]:
            raise ValueError("no key")
        return made


@dataclass(frozen=True)
class Head:
    """A head of the chain that was signed.

    Attributes:
        number, digest: Of the seal.
        at: When it was signed: ISO 8601 in UTC, to the microsecond.
        reason: Upon what, as ``journal.models.SignedHead.Reason``.
        key: Id of the key.
        signature: In hexadecimal.
        token: Of a time-stamping service (RFC 3161): DER, in base64; empty where there is none.
    """

    number: int
    digest: str
    at: str
    reason: str
    key: str
    signature: str = ""
    token: str = ""

    @property
    def message(self) -> bytes:
        """What is signed, and time-stamped with its signature."""
        return _HEAD + rfc8785.dumps(self._signed)

    @property
    def stamped(self) -> bytes:
        """What a time stamp is over: what was signed, and the signature."""
        return self.message + bytes.fromhex(self.signature)

    def as_json(self) -> dict[str, Any]:
        """As a file has it."""
        return {**self._signed, "signature": self.signature, "token": self.token}

    @property
    def _signed(self) -> dict[str, Any]:
        return {"number": self.number, "digest": self.digest, "at": self.at, "reason": self.reason, "key": self.key}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Head:
        """From a file.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        bytes.fromhex(str(row["signature"]))
        names = ("digest", "at", "reason", "key", "signature", "token")
        return cls(operator.index(row["number"]), **{name: str(row[name]) for name in names})


def public_of(private: Ed25519PrivateKey) -> str:
    """The public key, in hexadecimal."""
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def message_of_export(manifest: bytes) -> bytes:
    """What is signed of an export: its manifest, which has the digests of all else."""
    return _FILE + manifest
