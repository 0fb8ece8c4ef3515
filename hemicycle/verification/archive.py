"""An export, opened as what it is: a ZIP of JSON. What is in it is looked at by the checks."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from hemicycle.journal.chain_file import Chain, read_record
from hemicycle.verification.checks import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: As exports call themselves: of a consultation, and of what one letter asked.
WHAT = ("hemicycle consultation", "hemicycle enquiry")
MANIFEST, SIGNATURE = "manifest.json", "signature.json"
#: The first form that has what is checked, and the last one that is known here.
FIRST_FORM, LAST_FORM = 8, 9
_CHUNK = 1 << 20
#: What one file that is read as a whole may hold.
_LARGEST = 1 << 30
_UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError, *BROKEN)

Row = dict[str, Any]


class NotOurs(Exception):
    """A file is no export, or none that can be checked here; says what to do."""


@dataclass(frozen=True)
class Entry:
    """One entry of a record.

    Attributes:
        said: As the chain has it.
        rows: Which rows of the tables the numbers of its installation mean: ``{"turn:7": "turn:1"}``.
        numbers: The other way round: ``{"turn:1": "7"}``.
    """

    said: Mapping[str, Any]
    rows: Mapping[str, str]
    numbers: Mapping[str, str]

    @property
    def act(self) -> str:
        """What was done."""
        return str(self.said["act"])

    @property
    def at(self) -> str:
        """When: ISO 8601 in UTC, to the microsecond, as the tables have moments."""
        return str(self.said["at"])

    @property
    def facts(self) -> Mapping[str, Any]:
        """Of the act."""
        found: Mapping[str, Any] = self.said["data"]
        return found

    @property
    def place(self) -> str:
        """The row that it happened to; empty where there is none in the tables."""
        return self.rows.get(str(self.said["place"]), "")

    def row(self, name: str, key: object) -> str:
        """The row that a number in its facts means; empty where there is none in the tables."""
        return self.rows.get(f"{name}:{key}", "")

    def number(self, row: str) -> str:
        """The number that the installation had for a row; empty where it had none."""
        return self.numbers.get(row, "")


@dataclass(frozen=True)
class Record:
    """What one installation wrote down.

    Attributes:
        number: From 1; the last one is that of the installation that made the file, where it wrote anything.
        keys: As ``Entry.rows``.
    """

    number: int
    chain: Chain
    keys: Mapping[str, str]

    def entries(self) -> Iterator[Entry]:
        """Its entries, in the order of their seals."""
        numbers = {row: number.partition(":")[2] for number, row in self.keys.items()}
        for line in self.chain.lines:
            if line.entry is not None:
                yield Entry(line.entry, self.keys, numbers)


@dataclass
class Export:
    """What a file says.

    Attributes:
        manifest: As it is written, and ``said`` as it is read.
        signature: ``{"key": ..., "signature": ...}``; empty where there is none.
        digests: Of each file but the manifest and its signature, as they are.
        repeated: Names that stand in it more than once, or lead out of it.
        tables: Rows by table.
    """

    manifest: bytes
    said: Mapping[str, Any]
    signature: Mapping[str, Any] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    _by_key: dict[str, dict[str, Row]] = field(default_factory=dict)
    _by_act: dict[str, list[Entry]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        """All of a table."""
        return self.tables.get(table, [])

    def row(self, table: str, key: object) -> Row:
        """One of them.

        Raises:
            KeyError: there is none.
        """
        if table not in self._by_key:
            self._by_key[table] = {row["@key"]: row for row in self.rows(table)}
        return self._by_key[table][str(key)]

    def grouped(self, table: str, by: str) -> dict[str, list[Row]]:
        """The rows of a table by what one of their fields says."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows(table):
            found[row[by]].append(row)
        return found

    def entries(self, *acts: str) -> list[Entry]:
        """The entries of some acts, in every record, the first one first."""
        if not self._by_act:
            by_act: dict[str, list[Entry]] = defaultdict(list)
            for record in self.records:
                for entry in record.entries():
                    by_act[entry.act].append(entry)
            self._by_act = dict(by_act)
        return [entry for act in acts for entry in self._by_act.get(act, [])]


@contextmanager
def reading(source: Path) -> Iterator[zipfile.ZipFile]:
    """Open a file.

    Raises:
        NotOurs: it is no ZIP, or was cut off.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except FileNotFoundError as error:
        raise NotOurs(f"There is no file {source}.") from error
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise NotOurs(
            f"{source} is no export of a consultation, or was cut off. Have it exported, or copied, once more."
        ) from error


def manifest_of(archive: zipfile.ZipFile, named: str) -> Export:
    """What a file says that it is.

    Raises:
        NotOurs: it is something else, or of another form.
    """
    try:
        said = archive.read(MANIFEST)
        row = json.loads(said)
        ours, form = row["what"] in WHAT, int(row["form"])
    except _UNREADABLE as error:
        raise NotOurs(f"{named} has no manifest of an export of a consultation. Have it exported once more.") from error
    if not ours:
        raise NotOurs(f"{named} is no export of a consultation.")
    if form < FIRST_FORM:
        raise NotOurs(
            f"{named} was exported by an earlier version of Hemicycle (form {form}), which did not write down what is "
            "needed. Have it exported once more, by this version."
        )
    if form > LAST_FORM:
        raise NotOurs(f"{named} was exported by a newer version of Hemicycle (form {form}). Check it with that one.")
    return Export(said, row)


def digest_all(archive: zipfile.ZipFile, export: Export) -> None:
    """Read every file once, for its digest; one that cannot be read has none."""
    every = archive.namelist()
    names = [name for name in dict.fromkeys(every) if name not in (MANIFEST, SIGNATURE)]
    export.repeated |= {name for name, times in Counter(every).items() if times > 1}
    export.repeated |= {name for name in names if ".." in PurePosixPath(name).parts or name.startswith("/")}
    for name in names:
        export.digests[name] = _sha256(archive, name)


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as content:
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
    except _UNREADABLE:
        return ""
    return digest.hexdigest()


def read_all(archive: zipfile.ZipFile, export: Export) -> None:
    """Read what the checks look at.

    Raises:
        KeyError, TypeError, ValueError: something in it cannot be read; says what.
    """
    names = set(archive.namelist())
    if SIGNATURE in names:
        export.signature = _object(archive, SIGNATURE)
    for table in export.said["tables"]:
        export.tables[table] = [dict(row) for row in _object(archive, f"tables/{table}.json")["rows"]]
    numbers = sorted(
        int(name.split("/")[1]) for name in names if name.startswith("record/") and name.endswith("/journal.jsonl")
    )
    for number in numbers:
        lines = _content(archive, f"record/{number}/journal.jsonl").decode()
        keys = _object(archive, f"record/{number}/keys.json")
        try:
            export.records.append(Record(number, Chain.of(read_record(lines)), keys))
        except ValueError as error:
            raise ValueError(f"record/{number}/journal.jsonl: {error}") from error


def _object(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    try:
        found = json.loads(_content(archive, name))
    except ValueError as error:
        raise ValueError(f"{name} cannot be read") from error
    if not isinstance(found, dict):
        raise TypeError(f"{name} is no object")
    return found


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        if archive.getinfo(name).file_size > _LARGEST:
            raise ValueError(f"{name} is larger than an export has it")
        return archive.read(name)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"{name} cannot be read") from error
    except KeyError as error:
        raise KeyError(f"{name} is missing") from error
