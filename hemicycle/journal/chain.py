"""The chain of digests over the journal: how an entry is sealed, and whether a chain agrees. Knows no database.

Each seal is SHA-256 over the digest before it and the canonical content of one entry. Words about people may be erased
later without breaking it: the content has a salted digest in their place, and the salt goes with the words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Facts of an act that may be words about a person, at any depth.
WORDS = ("words", "words_before", "reason")
#: The fact of an erasure: keys of the entries that words were taken out of.
ERASED_FROM = "erased_from"
#: The digest before the first.
BEGINNING = "0" * 64
#: No act takes as long as this: an entry that comes after later ones were sealed so long ago was put there.
LATEST = timedelta(minutes=10)


class Disagreement(StrEnum):
    """In what a chain does not agree with its entries."""

    CHANGED = "changed"
    ENTRY_REMOVED = "entry_removed"
    SEAL_REMOVED = "seal_removed"
    INSERTED = "inserted"
    WORDS_CHANGED = "words_changed"
    WORDS_REMOVED = "words_removed"
    OTHER_HEAD = "other_head"


@dataclass(frozen=True)
class Line:
    """One entry with its seal, as an export has it.

    Attributes:
        entry: ``{id, at, actor, system, subject, capacity, act, place, data, salt}``; nothing where it is gone.
        number, at, digest, words: Of its seal; number 0, and nothing in the others, for an entry that has none yet.
            ``at`` is ISO 8601 in UTC; ``words`` has a salted digest for each of the words, by where they stand.
    """

    entry: Mapping[str, Any] | None
    number: int = 0
    at: str = ""
    digest: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """Where a chain does not agree, by the number of a seal (0 for none) and the key of an entry."""

    what: Disagreement
    number: int
    entry: Mapping[str, Any] | None = None


@dataclass
class Verdict:
    """What looking through a chain found.

    Attributes:
        sealed, waiting: How many entries have a seal, and how many wait for one.
        erased: From how many of them words were erased, on record.
        number, digest: The head: its last seal.
        findings: Empty where everything agrees.
    """

    sealed: int = 0
    waiting: int = 0
    erased: int = 0
    number: int = 0
    digest: str = BEGINNING
    findings: list[Finding] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Whether nothing was changed, removed, inserted or reordered."""
        return not self.findings


def canonical(value: object) -> bytes:
    """JSON with sorted keys and without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def salted(salt: str, value: object) -> str:
    """Digest of words, which tells nothing of them once the salt is gone."""
    return hashlib.sha256(salt.encode() + canonical(value)).hexdigest()


def split(data: object, at: str = "") -> tuple[Any, dict[str, Any]]:
    """Facts without the words about people, and these by where they stand: ``{"/registrations/7/words": "ill"}``."""
    words: dict[str, Any] = {}
    if isinstance(data, Mapping):
        kept = {}
        for name, value in data.items():
            if name in WORDS:
                words[f"{at}/{name}"] = value
                continue
            kept[name], inner = split(value, f"{at}/{name}")
            words |= inner
        return kept, words
    if isinstance(data, list):
        pairs = [split(value, f"{at}/{place}") for place, value in enumerate(data)]
        for _kept, inner in pairs:
            words |= inner
        return [kept for kept, _inner in pairs], words
    return data, words


def excerpted(line: Line, previous: str) -> str:
    """An entry by itself, with the digest before its own: whoever has it can compute the digest anew."""
    row = {"number": line.number, "sealed_at": line.at, "digest": line.digest, "words": dict(line.words)}
    return canonical({**row, "previous": previous, "entry": line.entry}).decode()


def is_sealed(line: Line, previous: str) -> bool:
    """Whether an entry by itself is as it was sealed; words about people may have been taken out of it since."""
    if line.entry is None:
        return False
    words = split(line.entry["data"])[1]
    if _digest(previous, line.number, line.at, line.entry, line.words) != line.digest or set(words) - set(line.words):
        return False
    return all(salted(line.entry["salt"], value) == line.words[where] for where, value in words.items())


def without_words(lines: str) -> str:
    """Lines of an excerpt (``excerpted``) without the words about people, whose digests stay."""
    kept = []
    for line in lines.splitlines():
        row = json.loads(line)
        row["entry"]["data"], row["entry"]["salt"] = split(row["entry"]["data"])[0], ""
        kept.append(canonical(row).decode())
    return "".join(f"{line}\n" for line in kept)


def seal(previous: str, number: int, at: str, entry: Mapping[str, Any]) -> Line:
    """The next line of a chain.

    Args:
        previous: Digest of the line before it.
    """
    words = {where: salted(entry["salt"], value) for where, value in split(entry["data"])[1].items()}
    return Line(entry, number, at, _digest(previous, number, at, entry, words), words)


def _digest(previous: str, number: int, at: str, entry: Mapping[str, Any], words: Mapping[str, str]) -> str:
    facts = split(entry["data"])[0]
    content = {name: value for name, value in entry.items() if name not in {"data", "salt"}}
    sealed = {"number": number, "sealed_at": at, "entry": {**content, "data": facts}, "words": dict(words)}
    return hashlib.sha256(previous.encode() + canonical(sealed)).hexdigest()


def verify(lines: Iterable[Line], heads: Mapping[int, str] | None = None) -> Verdict:
    """Whether every line agrees with the one before it, and the chain with heads that were kept elsewhere.

    Args:
        lines: By number, those without a seal last.
        heads: Digests by number, as they went out by mail or stand on receipts.
    """
    return _Verification(dict(heads or {})).of(lines)


class _Verification:
    def __init__(self, heads: dict[int, str]) -> None:
        self._heads = heads
        self._verdict = Verdict()
        self._without_words: dict[int, Finding] = {}
        self._erased: set[int] = set()
        #: The highest key of an entry so far, and when the first above each was sealed.
        self._highest, self._highest_at = 0, ""
        self._settled = 0

    def of(self, lines: Iterable[Line]) -> Verdict:
        verdict = self._verdict
        for line in lines:
            if line.entry is not None:
                self._erased |= _erased_from(line.entry)
            if line.number:
                self._sealed(line)
            else:
                verdict.waiting += 1
                if line.entry is not None and line.entry["id"] < self._settled:
                    verdict.findings.append(Finding(Disagreement.INSERTED, 0, line.entry))
        verdict.erased = sum(key in self._erased for key in self._without_words)
        verdict.findings += [finding for key, finding in self._without_words.items() if key not in self._erased]
        if self._heads:
            first = min(self._heads)
            verdict.findings.append(Finding(Disagreement.OTHER_HEAD, first))
        verdict.findings.sort(key=lambda finding: (finding.number == 0, finding.number))
        return verdict

    def _sealed(self, line: Line) -> None:
        verdict = self._verdict
        expected, previous = verdict.number + 1, verdict.digest
        if line.number != expected:
            verdict.findings.append(Finding(Disagreement.SEAL_REMOVED, expected, line.entry))
        elif line.entry is None:
            verdict.findings.append(Finding(Disagreement.ENTRY_REMOVED, line.number))
        else:
            self._compare(previous, line, line.entry)
        if line.number in self._heads and self._heads.pop(line.number) != line.digest:
            verdict.findings.append(Finding(Disagreement.OTHER_HEAD, line.number, line.entry))
        verdict.number, verdict.digest = line.number, line.digest
        verdict.sealed += 1

    def _compare(self, previous: str, line: Line, entry: Mapping[str, Any]) -> None:
        findings, words = self._verdict.findings, split(entry["data"])[1]
        if _digest(previous, line.number, line.at, entry, line.words) != line.digest or set(words) - set(line.words):
            findings.append(Finding(Disagreement.CHANGED, line.number, entry))
        elif any(salted(entry["salt"], value) != line.words[where] for where, value in words.items()):
            findings.append(Finding(Disagreement.WORDS_CHANGED, line.number, entry))
        elif set(line.words) - set(words):
            self._without_words[entry["id"]] = Finding(Disagreement.WORDS_REMOVED, line.number, entry)
        if self._comes_between(line, entry["id"]):
            findings.append(Finding(Disagreement.INSERTED, line.number, entry))

    def _comes_between(self, line: Line, key: int) -> bool:
        """Whether a later entry was sealed long before this one: it was not there then."""
        if self._highest_at and _moment(line.at) - _moment(self._highest_at) > LATEST:
            self._settled = self._highest
        if key > self._highest:
            self._highest, self._highest_at = key, line.at
        return key < self._settled


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _erased_from(entry: Mapping[str, Any]) -> set[int]:
    data = entry["data"]
    return set(data.get(ERASED_FROM, ())) if isinstance(data, Mapping) else set()


# As a file.

#: What the first line of an export says that it is.
FORMAT = {"format": "hemicycle journal", "version": 1}


def written(line: Line) -> str:
    """A line of an export, without the end of the line."""
    if not line.number:
        return canonical({"entry": line.entry}).decode()
    row = {"number": line.number, "sealed_at": line.at, "digest": line.digest, "words": dict(line.words)}
    return canonical({**row, "entry": line.entry}).decode()


def read(lines: Iterable[str]) -> Iterator[Line]:
    """Lines of an export.

    Raises:
        ValueError: it is no export of a journal; the message says where.
    """
    for place, words in enumerate(lines, start=1):
        if not words.strip():
            continue
        try:
            row = json.loads(words)
            if place > 1:
                yield _line(row)
            else:
                _require_format(row)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"line {place} is not of an export of a journal") from error


def _require_format(row: Mapping[str, Any]) -> None:
    if {name: row.get(name) for name in FORMAT} != FORMAT:
        raise ValueError("of another format")


def _line(row: Mapping[str, Any]) -> Line:
    entry = row["entry"]
    if entry is not None and not (isinstance(entry["id"], int) and isinstance(entry["salt"], str) and "data" in entry):
        raise ValueError("no entry")
    if "number" not in row:
        return Line(entry)
    line = Line(entry, int(row["number"]), str(row["sealed_at"]), str(row["digest"]), dict(row["words"]))
    _moment(line.at)
    return line
