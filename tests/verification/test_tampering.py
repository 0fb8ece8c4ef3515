"""10,000 tamperings of an export, of which none is missed; and files that are cut off, edited or mixed."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hemicycle.journal.signatures import PublicKey, message_of_export, public_of
from hemicycle.verification import archive, command, procedure, record, replies, results
from hemicycle.verification.checks import Check
from hemicycle.verification.report import Trusted, of_export, of_file
from tests.ending.exports import rewritten
from tests.verification import tampering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hemicycle.verification.archive import Export
    from hemicycle.verification.checks import Found

#: Of each kind; together 10,000.
ENTRIES, HEADS, ROWS, FILES = 4500, 1500, 2500, 1500


@pytest.fixture
def export(file: Path) -> Export:
    with archive.reading(file) as opened:
        made = archive.manifest_of(opened, "case.zip")
        archive.digest_all(opened, made)
        archive.read_all(opened, made)
    assert of_export(made, Trusted(), lambda _what: None).first == ""
    return made


def finds(*checks: Callable[[], Found]) -> bool:
    return any(Check.of("", check).differing for check in checks)


def finds_lines(export: Export, lines: list[str]) -> bool:
    """By what the record says, whatever the file says of itself."""
    try:
        made = tampering.with_lines(export, lines)
    except ValueError:
        return True  # it is said with its line
    return finds(lambda: record.journal(made, {}, []), lambda: record.signed_heads(made, ()))


def finds_rows(made: Export) -> bool:
    """By what the rows say, beside a record that is as it was."""
    return finds(
        lambda: replies.versions(made),
        lambda: replies.statuses(made),
        lambda: results.results(made),
        lambda: procedure.queue(made),
        lambda: procedure.agenda(made),
        lambda: procedure.positions(made),
        lambda: procedure.endings(made),
    )


def finds_files(export: Export, random: Random) -> bool:
    """By the digests and the signature: a file is another, and perhaps the manifest and the signature with it."""
    name, digest = random.choice(sorted(export.digests)), sha256(random.randbytes(8)).hexdigest()
    way = random.choice(("file", "manifest", "key", "gone", "added"))
    digests = dict(export.digests)
    if way == "gone":
        del digests[name]
    elif way == "added":
        digests[f"tables/{digest}.json"] = digest
    else:
        digests[name] = digest
    made = replace(export, digests=digests)
    if way in {"manifest", "key"}:
        files = {**export.said["files"], name: {**export.said["files"][name], "sha256": digest}}
        said = {**export.said, "files": files}
        made = replace(made, manifest=json.dumps(said).encode(), said=said)
    if way == "key":
        mine = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
        key = PublicKey(public_of(mine), "2020-01-01T00:00:00.000000+00:00")
        signature = {"key": key.as_json(), "signature": mine.sign(message_of_export(made.manifest)).hex()}
        made = replace(made, signature=signature)
    known = {export.signature["key"]["id"]}
    return finds(lambda: record.files(made), lambda: record.signature(made, known))


def test_of_10_000_tamperings_none_is_missed(export: Export, file: Path) -> None:
    random = Random(12)  # noqa: S311 - the same tamperings each time
    with zipfile.ZipFile(file) as opened:
        lines = opened.read("record/1/journal.jsonl").decode().splitlines()
    assert all(finds_lines(export, tampering.of_entries(lines, random)) for _ in range(ENTRIES))
    assert all(finds_lines(export, tampering.of_heads(lines, random)) for _ in range(HEADS))
    for _ in range(ROWS):
        made = tampering.of_rows(export, random)
        assert finds_rows(made), [
            (table, [(old, new) for old, new in zip(export.tables[table], rows, strict=False) if old != new])
            for table, rows in made.tables.items()
            if rows is not export.tables[table]
        ]
    assert all(finds_files(export, random) for _ in range(FILES))
