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
from hemicycle.sittings.actions import reopening
from hemicycle.verification import archive, command, procedure, record, replies, results
from hemicycle.verification.checks import Check
from hemicycle.verification.report import Trusted, of_export
from tests.ending.exports import exported, rewritten
from tests.support.floor import at, by
from tests.verification import tampering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hemicycle.verification.archive import Export
    from hemicycle.verification.checks import Found
    from tests.factories import World

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


def status(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """How the command ends, and what it says."""
    capsys.readouterr()
    ended = command.main([str(one) for one in arguments])
    said = capsys.readouterr()
    return ended, said.out or said.err


def test_a_file_that_is_none_of_ours_or_cut_off_is_said_so(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(capsys, tmp_path / "nowhere.zip")[0] == 2
    for content in (b"", b"words", file.read_bytes()[:-300]):
        other = tmp_path / "other.zip"
        other.write_bytes(content)
        ended, words = status(capsys, other)
        assert (ended, "was cut off. Have it exported, or copied, once more." in words) == (2, True)
    assert "no manifest" in status(capsys, rewritten(file, {"manifest.json": b"[]"}))[1]
    with zipfile.ZipFile(file) as opened:
        manifest = json.loads(opened.read("manifest.json"))
    for changes, words in (
        ({"what": "a meal"}, "is no export of a consultation"),
        ({"form": 7}, "earlier version of Hemicycle (form 7)"),
        ({"form": 10}, "newer version of Hemicycle (form 10)"),
    ):
        changed = rewritten(file, {"manifest.json": json.dumps(manifest | changes).encode()})
        assert (status(capsys, changed)[0], words in status(capsys, changed)[1]) == (2, True)
    assert status(capsys, file, "--head", "4")[0] == 2
    assert status(capsys, file, "--tsa", tmp_path / "none.pem")[0] == 2


def test_an_edited_file_is_said_with_what_was_edited(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "tables/correspondence.ReplyVersion.json"
    with zipfile.ZipFile(file) as opened:
        table, manifest = json.loads(opened.read(name)), json.loads(opened.read("manifest.json"))
    table["rows"][0]["choices"] = {}
    edited = json.dumps(table).encode()
    ended, words = status(capsys, rewritten(file, {name: edited}))
    assert (ended, f"Does not agree: Files: {name} is not the file that the manifest names" in words) == (1, True)
    assert "Versions of replies: 3 agree, 1 do not agree" in words
    manifest["files"][name]["sha256"] = sha256(edited).hexdigest()
    ended, words = status(capsys, rewritten(file, {name: edited, "manifest.json": json.dumps(manifest).encode()}))
    assert (ended, "the manifest is not what was signed, or another key signed it" in words) == (1, True)
    for gone in (name, "record/1/keys.json", "signature.json"):
        assert status(capsys, rewritten(file, {gone: None}))[0] == 1
    for broken in (b"{", b"[]", b'{"rows": [1]}', b"\xff"):
        assert status(capsys, rewritten(file, {name: broken}))[0] == 1
    assert "was added" in status(capsys, rewritten(file, {"uploads/99": b"more"}))[1]


def test_a_file_that_is_mixed_of_two_is_found(
    file: Path, happened: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reopening.reopen(happened.sitting.pk, by(happened, "vice_chair"), at(200), reason="One more item.")
    later = tmp_path / "later.zip"
    later.write_bytes(exported(happened).getvalue())
    assert status(capsys, later)[0] == 0
    with zipfile.ZipFile(later) as opened:
        names = [name for name in opened.namelist() if "Sitting" in name or name.startswith("record/")]
        ended, words = status(capsys, rewritten(file, {name: opened.read(name) for name in names}))
    assert (ended, "is not the file that the manifest names" in words) == (1, True)


def test_another_key_is_found_by_the_one_that_the_installation_shows(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = Ed25519PrivateKey.generate()
    with zipfile.ZipFile(file) as opened:
        manifest, own = opened.read("manifest.json"), json.loads(opened.read("signature.json"))["key"]
    key = PublicKey(public_of(mine), own["since"])
    signature = {"key": key.as_json(), "signature": mine.sign(message_of_export(manifest)).hex()}
    forged = rewritten(file, {"signature.json": json.dumps(signature).encode()})
    for known in (own["id"], own["public"]):
        assert status(capsys, file, "--key", known)[0] == 0
        assert f"it was signed with the key {key.id}, and not with {known}" in status(capsys, forged, "--key", known)[1]
    # Whoever looks without that is told which key it is.
    assert f"Signed with the key {key.id}; compare it" in status(capsys, forged)[1]


def test_a_head_from_a_receipt_is_compared(file: Path, export: Export, capsys: pytest.CaptureFixture[str]) -> None:
    line = export.records[0].chain.lines[3]
    assert status(capsys, file, "--head", f"{line.number}:{line.digest}")[0] == 0
    assert "the digest is not the one" in status(capsys, file, "--head", f"{line.number}:{'0' * 64}")[1]


def test_what_was_found_is_said_to_programs_too(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, words = status(capsys, file, "--json")
    said = json.loads(words)
    assert (ended, said["agrees"], said["first"], said["slug"]) == (0, True, "", "test")
    assert {check["name"]: check["agreed"] for check in said["checks"]}["Declared results"] == 1
    (tally,) = said["tallies"]
    assert tally["statuses"] == {"counted": 3}
    assert tally["options"]["deferred/1"] == {"yes": 2}
