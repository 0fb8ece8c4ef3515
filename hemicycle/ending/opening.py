"""Looks through an export before anything of it is written: whole, of a form that is known, and true to itself."""

from __future__ import annotations

import hashlib
import json
import zipfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from hemicycle.ending import belonging
from hemicycle.ending.form import ENQUIRY, FORM, KEY, MANIFEST, SIGNATURE, WHAT, Manifest, NotPossible
from hemicycle.ending.older_forms import in_todays_form
from hemicycle.ending.record import disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
#: What one table, or the record of one installation, may hold: it is read as a whole.
_LARGEST = 1 << 30
_BROKEN = (zipfile.BadZipFile, KeyError, ValidationError, json.JSONDecodeError, UnicodeDecodeError, EOFError)


@dataclass(frozen=True)
class Opened:
    """An export that is whole.

    Attributes:
        sha256: Of the manifest, which has the digests of all else.
        tables: The rows of each table, in today's form.
    """

    archive: zipfile.ZipFile
    manifest: Manifest
    sha256: str
    tables: dict[str, list[dict[str, Any]]]

    def records(self) -> list[tuple[int, str, dict[str, str]]]:
        """``(number, lines, keys)`` of each installation that it has come through."""
        names = [name for name in self.manifest.files if name.startswith("record/") and name.endswith("/journal.jsonl")]
        found = []
        for name in names:
            number = name.split("/")[1]
            keys = json.loads(self.archive.read(f"record/{number}/keys.json"))
            found.append((int(number), self.archive.read(name).decode(), keys))
        return sorted(found)


@contextmanager
def opened(source: Path) -> Iterator[Opened]:
    """Open an export and look through all of it.

    Raises:
        NotPossible: it is none, was cut off or changed, or a newer version made it; says which.
    """
    with ExitStack() as closing:
        try:
            archive = closing.enter_context(zipfile.ZipFile(source))
            export = _looked_through(archive)
        except FileNotFoundError as error:
            raise NotPossible(f"There is no file {source}.") from error
        except _BROKEN as error:
            raise NotPossible(
                f"{source} is no export of a consultation, or was cut off. Have it exported, or copied, once more."
            ) from error
        yield export


def _looked_through(archive: zipfile.ZipFile) -> Opened:
    said = archive.read(MANIFEST)
    _require_form(json.loads(said))
    manifest = Manifest.model_validate_json(said)
    _require_whole(archive, manifest)
    read = {name: _table(archive, name) for name in manifest.tables}
    fields, tables = in_todays_form(manifest.form, manifest.tables, read)
    _require_known(manifest.version, fields, tables)
    made = Opened(archive, manifest, hashlib.sha256(said).hexdigest(), tables)
    for number, lines, _keys in made.records():
        try:
            wrong = disagreement(lines)
        except ValueError as error:
            raise NotPossible(f"The record record/{number} cannot be read. Have it exported once more.") from error
        if wrong:
            raise NotPossible(
                f"The record record/{number} is not as it was sealed: entry no. {wrong} was changed, or one before it "
                "removed. Ask the person who gave you the file for another."
            )
    return made


def _require_form(said: object) -> None:
    if isinstance(said, dict) and said.get("what") == ENQUIRY:
        raise NotPossible(
            "This is the record of one enquiry, to be checked with hemicycle verify, and is not taken in."
        )
    if not isinstance(said, dict) or said.get("what") != WHAT:
        raise KeyError(MANIFEST)
    if isinstance(said.get("form"), int) and said["form"] > FORM:
        raise NotPossible(
            f"The export was made by a newer version of Hemicycle, {said.get('version')}. Update Hemicycle first."
        )


def _require_whole(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    names = [name for name in archive.namelist() if name not in (MANIFEST, SIGNATURE)]
    wrong = {name for name in names if ".." in PurePosixPath(name).parts or names.count(name) > 1}
    wrong |= set(names) ^ set(manifest.files)
    for name in set(names) - wrong:
        if _sha256(archive, name) != manifest.files[name].sha256:
            wrong.add(name)
    if wrong:
        raise NotPossible(
            f"The export is not what was written: {', '.join(sorted(wrong)[:5])} ({len(wrong)} in all) is missing or "
            "was changed. Have it exported, or copied, once more."
        )


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as content:
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
    except zipfile.BadZipFile:
        return ""
    return digest.hexdigest()


def _table(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    file = f"tables/{name}.json"
    if archive.getinfo(file).file_size > _LARGEST:
        raise NotPossible(f"{file} is too large to be an export of Hemicycle’s.")
    rows: list[dict[str, Any]] = json.loads(archive.read(file))["rows"]
    return rows


def _require_known(version: str, fields: dict[str, list[str]], tables: dict[str, list[dict[str, Any]]]) -> None:
    """A table or a field that this version does not have is of a newer one."""
    known = {
        belonging.label(model): {field.name for field in belonging.fields_of(model)} for model in belonging.exported()
    }
    newer = sorted(set(fields) - set(known))
    newer += sorted(
        f"{name}.{field}" for name, named in fields.items() for field in set(named) - known.get(name, set())
    )
    if newer:
        raise NotPossible(
            f"The export was made by a newer version of Hemicycle, {version}: it has {newer[0]}. Update "
            "Hemicycle first."
        )
    for name, rows in tables.items():
        for row in rows:
            if set(row) != {KEY, *fields[name]}:
                raise NotPossible(f"A row of tables/{name}.json is not of the form that the manifest says.")
    if len(tables.get("consultations.Consultation", [])) != 1:
        raise NotPossible("The export does not have one consultation. Have it exported once more.")
