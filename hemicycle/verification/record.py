"""Checks of the file as it was written: its digests, its signature, the chain of each record, and the signed heads."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import rfc3161_client

from hemicycle.journal import chain
from hemicycle.journal.chain import Disagreement
from hemicycle.journal.signatures import PublicKey, message_of_export
from hemicycle.verification.checks import Differs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cryptography.x509 import Certificate

    from hemicycle.journal.chain import Finding, Verdict
    from hemicycle.journal.signatures import Head
    from hemicycle.verification.archive import Export, Record
    from hemicycle.verification.checks import Found

WORDS = {
    Disagreement.CHANGED: "its content is not what was sealed",
    Disagreement.ENTRY_REMOVED: "the entry is gone",
    Disagreement.SEAL_REMOVED: "the seal of this number is gone",
    Disagreement.INSERTED: "it was put among entries that were sealed long before",
    Disagreement.WORDS_CHANGED: "the words in it are not those that were sealed",
    Disagreement.WORDS_REMOVED: "words are gone from it, and no erasure of them is on record",
    Disagreement.OTHER_HEAD: "the digest is not the one that was signed, mailed or printed on a receipt, or the chain "
    "ends before it",
}


def said(finding: Finding) -> str:
    """A finding of the chain in words."""
    where = f"no. {finding.number}" if finding.number else "an entry without a seal"
    if finding.entry is None:
        return f"{where}: {WORDS[finding.what]}"
    entry = finding.entry
    what = f"{entry.get('act', '')} {entry.get('place', '')} {entry.get('at', '')}"
    return f"{where}, entry {entry['id']} ({' '.join(what.split())}): {WORDS[finding.what]}"


def files(export: Export) -> Found:
    """Whether every file is the one that the manifest names, and none is missing or added."""
    listed: Mapping[str, Mapping[str, str]] = export.said["files"]
    for name in sorted(export.repeated):
        yield Differs(f"{name} stands in it more than once, or where no file belongs")
    for name in sorted({*listed, *export.digests}):
        if name not in listed:
            yield Differs(f"{name} was added: the manifest does not name it")
        elif name not in export.digests:
            yield Differs(f"{name} is missing")
        elif export.digests[name] != listed[name]["sha256"]:
            yield Differs(f"{name} is not the file that the manifest names")
        else:
            yield None


def signature(export: Export, keys: Collection[str]) -> Found:
    """Whether the manifest was signed.

    Args:
        keys: Ids, or whole public keys, of which one must have signed it; any where there are none.
    """
    if not export.signature:
        yield Differs("signature.json is missing")
        return
    key = PublicKey.from_json(export.signature["key"])
    if keys and not {key.id, key.public} & set(keys):
        yield Differs(f"it was signed with the key {key.id}, and not with {', '.join(keys)}")
    elif not key.signed(message_of_export(export.manifest), export.signature["signature"]):
        yield Differs("the manifest is not what was signed, or another key signed it")
    else:
        yield None


def journal(export: Export, heads: Mapping[int, str], verdicts: list[Verdict]) -> Found:
    """Whether every entry is as it was sealed, in its order, and none is missing.

    Args:
        heads: That were kept elsewhere, of the last record.
        verdicts: Gets what was found of each record.
    """
    for record in export.records:
        last = record is export.records[-1]
        signed = {head.number: head.digest for head in record.chain.heads}
        kept = {**heads, **signed} if last else signed
        # Words in a record from elsewhere were erased where it came to, and on record there.
        verdict = chain.verify(record.chain.lines, kept, excerpt=True, strict=last)
        verdicts.append(verdict)
        yield from (Differs(f"record {record.number}, {said(finding)}") for finding in verdict.findings)
        yield from (Differs(words) for words in _beside(record, heads if last else {}))
        yield from (None for _ in range(verdict.sealed - min(verdict.sealed, len(verdict.findings))))


def _beside(record: Record, heads: Mapping[int, str]) -> list[str]:
    """What the chain itself does not say: entries without a seal, and one head signed with two digests."""
    unsealed = sum(not line.number for line in record.chain.lines)
    wrong = [f"record {record.number}: {unsealed} entries have no seal"] if unsealed else []
    digests = {(head.number, head.digest) for head in record.chain.heads}
    twice = sorted(number for number, digest in digests if heads.get(number, digest) != digest)
    if len({number for number, _digest in digests}) < len(digests) or twice:
        wrong.append(f"record {record.number}: a head has two digests")
    return wrong


def signed_heads(export: Export, roots: Collection[Certificate]) -> Found:
    """Whether every head was signed with a key that signed then, and time stamps are over them.

    Args:
        roots: Certificates that are trusted for time stamps; without any, a stamp is only compared with its head.
    """
    for record in export.records:
        heads = record.chain.heads
        for head in heads:
            yield _of_head(record, head, roots)
        numbers = {line.number for line in record.chain.lines}
        if heads and max(numbers) > max(head.number for head in heads):
            yield Differs(f"record {record.number}: entries follow after the last signed head")
        elif not heads and record is export.records[-1] and record.chain.lines:
            yield Differs(f"record {record.number}: no head is signed")


def _of_head(record: Record, head: Head, roots: Collection[Certificate]) -> Differs | None:
    what, key = f"record {record.number}, head no. {head.number}", record.chain.keys.get(head.key)
    if key is None:
        return Differs(f"{what}: the key {head.key} is not in the file")
    if not key.signed(head.message, head.signature):
        return Differs(f"{what}: it is not what was signed, or another key signed it")
    if head.at < key.since or (key.until and head.at > key.until):
        return Differs(f"{what}: the key {head.key} did not sign at that time")
    return _of_token(what, head, roots) if head.token else None


def _of_token(what: str, head: Head, roots: Collection[Certificate]) -> Differs | None:
    try:
        stamp = rfc3161_client.decode_timestamp_response(base64.b64decode(head.token, validate=True))
        imprint = stamp.tst_info.message_imprint
        if imprint.message != _imprint(head, imprint.hash_algorithm.dotted_string):
            return Differs(f"{what}: its time stamp is over something else")
        if roots:
            builder = rfc3161_client.VerifierBuilder()
            for root in roots:
                builder = builder.add_root_certificate(root)
            builder.build().verify_message(stamp, head.stamped)
    except (ValueError, rfc3161_client.VerificationError) as error:
        return Differs(f"{what}: its time stamp is not to be trusted ({error})")
    return None


def _imprint(head: Head, algorithm: str) -> bytes:
    names = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.3": "sha512"}
    if algorithm not in names:
        raise ValueError(f"unknown digest {algorithm}")
    return hashlib.new(names[algorithm], head.stamped).digest()
