"""A chain as a file: JSON lines, one for each entry with its seal, its signed heads and their keys. Knows no database.

The first line says what it is. Keys and heads come next, so that whoever reads the entries knows what to compare. Then
come the entries by the numbers of their seals; those without a seal last.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hemicycle.journal.chain import CANONICAL, SORTED, Line, sorted_json, split
from hemicycle.journal.signatures import Head, PublicKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    #: What one line of a file says.
    Said: TypeAlias = "Line | Head | PublicKey"

NAME = "hemicycle journal"
#: What the first line of a file says that it is. Version 1 had neither keys nor heads.
FORMAT = {"format": NAME, "version": 2}
_KNOWN = (1, 2)


@dataclass
class Chain:
    """What a file has, read as a whole.

    Attributes:
        lines: Entries, and what stands for those of something else.
        keys: By their ids.
    """

    lines: list[Line] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    keys: dict[str, PublicKey] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Iterable[Said]) -> Chain:
        """Sorted by what they are."""
        made = cls()
        for one in said:
            if isinstance(one, Line):
                made.lines.append(one)
            elif isinstance(one, Head):
                made.heads.append(one)
            else:
                made.keys[one.id] = one
        return made


def header(**more: object) -> str:
    """The first line, without its end."""
    return _json({**FORMAT, **more})


def written(said: Said) -> str:
    """A line, without its end."""
    if isinstance(said, Head):
        return _json({"head": said.as_json()})
    if isinstance(said, PublicKey):
        return _json({"key": said.as_json()})
    return _json(_row(said))


def _row(line: Line) -> dict[str, Any]:
    if not line.number:
        return {"entry": line.entry}
    before = {"previous": line.previous} if line.previous else {}
    if line.foreign:
        known = {"content": line.content} if line.content else {"digest": line.digest}
        return {"number": line.number, **known, **before}
    form = {"form": line.form} if line.form != SORTED else {}
    row = {"number": line.number, "sealed_at": line.at, "digest": line.digest, "words": dict(line.words)}
    return {**row, **form, **before, "entry": line.entry}


def read(lines: Iterable[str]) -> Iterator[Said]:
    """Lines of a file.

    Raises:
        ValueError: it is none; the message says where.
    """
    gaps = begun = False
    for place, words in enumerate(lines, start=1):
        if not words.strip():
            continue
        try:
            row = json.loads(words)
            if place == 1:
                gaps = _version(row) == 1
                continue
            # What a line says that it follows may be missing before the first alone: nothing is left out later.
            said = _said(row, follows=begun and not gaps)
            begun = begun or isinstance(said, Line)
            yield said
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"line {place} is not of an export of a journal") from error


def read_record(text: str) -> Iterator[Said]:
    """Lines of the record of one consultation. Those that were exported before form 8 have no first line of their own.

    Raises:
        ValueError: it is none; the message says where.
    """
    lines = text.splitlines()
    return read(lines if has_header(lines) else [header(version=1), *lines])


def has_header(lines: Sequence[str]) -> bool:
    """Whether they begin with what says what they are."""
    return bool(lines) and f'"format":"{NAME}"' in lines[0]


def without_words(text: str) -> str:
    """The record of a consultation without the words about people, whose digests stay."""
    kept = []
    for line in text.splitlines():
        row = json.loads(line)
        if row.get("entry"):
            row["entry"]["data"], row["entry"]["salt"] = split(row["entry"]["data"])[0], ""
        kept.append(_json(row))
    return "".join(f"{line}\n" for line in kept)


def _json(row: Mapping[str, Any]) -> str:
    return sorted_json(row).decode()


def _version(row: Mapping[str, Any]) -> int:
    version = row.get("version")
    if row.get("format") != NAME or version not in _KNOWN:
        raise ValueError("of another format")
    return int(version)


def _said(row: Mapping[str, Any], *, follows: bool) -> Said:
    """What a line says.

    Args:
        follows: It follows the line before it, and must not say that it follows another.
    """
    if "head" in row:
        return Head.from_json(row["head"])
    if "key" in row:
        return PublicKey.from_json(row["key"])
    previous = str(row.get("previous", ""))
    if previous and follows:
        raise ValueError("something was left out before it")
    if "entry" not in row:
        return _foreign(row, previous)
    entry = row["entry"]
    if entry is not None and not (isinstance(entry["id"], int) and isinstance(entry["salt"], str) and "data" in entry):
        raise ValueError("no entry")
    if "number" not in row:
        return Line(entry)
    form = row.get("form", SORTED)
    if form not in (SORTED, CANONICAL):
        raise ValueError("of another form")
    at, digest = str(row["sealed_at"]), str(row["digest"])
    line = Line(entry, _number(row), at, digest, dict(row["words"]), form, previous=previous)
    _ = line.moment
    return line


def _foreign(row: Mapping[str, Any], previous: str) -> Line:
    content, digest = str(row.get("content", "")), str(row.get("digest", ""))
    if bool(content) == bool(digest):
        raise ValueError("neither an entry nor one digest")
    return Line(
        None, _number(row), digest=digest, form=CANONICAL if content else SORTED, content=content, previous=previous
    )


def _number(row: Mapping[str, Any]) -> int:
    number = row["number"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError("no number")
    return number
