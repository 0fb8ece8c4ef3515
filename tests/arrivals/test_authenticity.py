"""Who vouches for a sender: the trusted server, a signature that holds, and nobody else."""

from __future__ import annotations

import base64

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from hemicycle.arrivals import signatures
from hemicycle.arrivals.authenticity import Authenticity, of_headers, of_signatures
from tests.arrivals.mails import mail

US = "mx.council.example"
SENDER = "br@mfa.example.org"


@pytest.mark.parametrize(
    ("said", "weight"),
    [
        ("dmarc=pass header.from=example.org", Authenticity.VERIFIED),
        ("dkim=pass header.d=mfa.example.org", Authenticity.VERIFIED),
        ("spf=pass smtp.mailfrom=bounce@example.org", Authenticity.VERIFIED),
        ("dmarc=fail header.from=mfa.example.org", Authenticity.FAILED),
        ("dkim=pass header.d=example.org; dmarc=fail header.from=mfa.example.org", Authenticity.FAILED),
        ("dkim=pass header.d=elsewhere.example", Authenticity.UNVERIFIED),
        ("dkim=pass header.d=org", Authenticity.UNVERIFIED),
        ("spf=pass smtp.mailfrom=bulk.example; dkim=none", Authenticity.UNVERIFIED),
        ("none", Authenticity.UNVERIFIED),
    ],
)
def test_what_the_trusted_server_says_counts(said: str, weight: Authenticity) -> None:
    found = of_headers([f"{US}; {said}"], US, SENDER)
    assert found
    assert (found.authenticity, found.by) == (weight, US)


def test_what_another_server_says_counts_for_nothing() -> None:
    passed = "dmarc=pass header.from=mfa.example.org"
    assert of_headers([f"elsewhere.example; {passed}", "damaged;;;=", "x" * 20_000], US, SENDER) is None
    assert of_headers([f"{US}; {passed}"], "", SENDER) is None


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def test_a_signature_is_verified_by_the_key_that_its_domain_publishes(key: rsa.RSAPrivateKey) -> None:
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    asked: list[bytes] = []

    def look_up(name: bytes, timeout: float = 0) -> bytes:  # noqa: ARG001 - as dkimpy calls it
        asked.append(name)
        return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)

    content = mail(sender=SENDER).as_bytes().replace(b"\n", b"\r\n")
    signed = dkim.sign(content, b"s1", b"example.org", private) + content
    assert signatures.verified(signed, look_up) == ["example.org"]
    assert asked == [b"s1._domainkey.example.org."]
    changed = signed.replace(b"With compliments", b"With complaints.")
    assert signatures.verified(changed, look_up) == []
    assert signatures.verified(signed, lambda *_asked, **_named: None) == []
    assert of_signatures(["example.org"], SENDER, signed=True).authenticity is Authenticity.VERIFIED
    assert of_signatures(["example.com"], SENDER, signed=True).authenticity is Authenticity.UNVERIFIED
    assert of_signatures([], SENDER, signed=False).as_json() == {}
