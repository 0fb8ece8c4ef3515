"""A passkey's authenticator in Python: what the browser and the device answer, signed as they sign it."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def content(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass
class Device:
    """One passkey on one device.

    Attributes:
        verified: The device has asked for its PIN, a finger or a face.
    """

    origin: str = "http://localhost"
    rp: str = "localhost"
    verified: bool = True
    owner: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    identifier: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _head(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(self.rp.encode()).digest() + struct.pack(">BI", flags, 0)

    def create(self, options: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.create``."""
        wanted = options["publicKey"]
        self.owner = content(wanted["user"]["id"])
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))  # type: ignore[no-untyped-call]
        about = self._head(HAS_KEY) + bytes(16) + struct.pack(">H", len(self.identifier)) + self.identifier + public
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": about})
        response = {
            "clientDataJSON": text(self._client("webauthn.create", wanted["challenge"])),
            "attestationObject": text(attestation),
        }
        return self._answer(response, {"credProps": {"rk": True}})

    def get(self, options: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.get``."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        about = self._head(0)
        signature = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(about),
                "signature": text(signature),
                "userHandle": text(self.owner),
            },
            {},
        )

    def _answer(self, response: dict[str, str], extensions: dict[str, Any]) -> str:
        return json.dumps(
            {
                "id": text(self.identifier),
                "rawId": text(self.identifier),
                "type": "public-key",
                "clientExtensionResults": extensions,
                "response": response,
            }
        )
