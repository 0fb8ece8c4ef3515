"""The chain of digests over the journal: how an entry is sealed, and whether a chain agrees. Knows no database.

Each seal is SHA-256 over the digest before it and the digest of the canonical content (RFC 8785) of one entry. A reader
who has the digest of a content, and not the content, can still follow the chain past it. Words about people may be
erased later without breaking it: the content has a salted digest in their place, and the salt goes with the words.

Seals of the first form are SHA-256 over the digest before and the content itself, as sorted JSON; they stay valid.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import rfc8785

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Facts of an act that may be words about a person, at any depth.
WORDS = ("words", "words_before", "reason")
#: The fact of an erasure: keys of the entries that words were taken out of.
ERASED_FROM = "erased_from"
#: Forms of a seal: over sorted JSON, and over the digest of canonical JSON.
SORTED, CANONICAL = 1, 2
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
        entry: ``{id, at, actor, system, subject, capacity, act, place, data, salt}``; nothing where it is gone, or is
            none of what the export is of.
        number, at, digest, words: Of its seal; number 0, and nothing in the others, for an entry that has none yet.
            ``at`` is ISO 8601 in UTC; ``words`` has a salted digest for each of the words, by where they stand.
        form: Of its seal: ``SORTED`` or ``CANONICAL``.
        content: Digest of the content, where the content itself is not given.
        previous: The digest before it, where the line before it is not given.
    """

    entry: Mapping[str, Any] | None
    number: int = 0
    at: str = ""
    digest: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    form: int = SORTED
    content: str = ""
    previous: str = ""

    @property
    def moment(self) -> datetime:
        """When it was sealed.

        Raises:
            ValueError: it says none.
        """
        return datetime.fromisoformat(self.at)

    @property
    def foreign(self) -> bool:
        """Whether it stands for an entry of something else, by digests alone."""
        return self.entry is None and not self.at


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
        foreign: How many lines stand for entries of something else.
        unproven: How many of those have a seal of the first form, which nobody can recompute without the entry.
        number, digest: The head: its last seal.
        findings: Empty where everything agrees.
    """

    sealed: int = 0
    waiting: int = 0
    erased: int = 0
    foreign: int = 0
    unproven: int = 0
    number: int = 0
    digest: str = BEGINNING
    findings: list[Finding] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Whether nothing was changed, removed, inserted or reordered."""
        return not self.findings


def sorted_json(value: object) -> bytes:
    """JSON with sorted keys and without spaces, in UTF-8: what seals of the first form are over."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def salted(salt: str, value: object) -> str:
    """Digest of words, which tells nothing of them once the salt is gone."""
    return hashlib.sha256(salt.encode() + sorted_json(value)).hexdigest()


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


def seal(previous: str, number: int, at: str, entry: Mapping[str, Any]) -> Line:
    """The next line of a chain.

    A content for which RFC 8785 has no form, such as one with an integer that no double holds, is sealed in the first.

    Args:
        previous: Digest of the line before it.
    """
    words = {where: salted(entry["salt"], value) for where, value in split(entry["data"])[1].items()}
    line = Line(entry, number, at, words=words, form=CANONICAL)
    try:
        line = replace(line, content=_content_digest(line, entry))
    except rfc8785.CanonicalizationError:
        line = replace(line, form=SORTED)
    return replace(line, digest=_digest(previous, line, entry))


def following(previous: str, content: str) -> str:
    """The digest of a seal, by the one before it and that of its content."""
    return hashlib.sha256((previous + content).encode()).hexdigest()


def _digest(previous: str, line: Line, entry: Mapping[str, Any]) -> str:
    if line.form == CANONICAL:
        return following(previous, _content_digest(line, entry))
    return hashlib.sha256(previous.encode() + sorted_json(_content(line, entry))).hexdigest()


def _content_digest(line: Line, entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(rfc8785.dumps({"form": CANONICAL, **_content(line, entry)})).hexdigest()


def _content(line: Line, entry: Mapping[str, Any]) -> dict[str, Any]:
    facts = split(entry["data"])[0]
    content = {name: value for name, value in entry.items() if name not in {"data", "salt"}}
    return {
        "number": line.number, "sealed_at": line.at, "entry": {**content, "data": facts}, "words": dict(line.words),
    }  # fmt: skip


def verify(
    lines: Iterable[Line], heads: Mapping[int, str] | None = None, *, excerpt: bool = False, strict: bool = True
) -> Verdict:
    """Whether every line agrees with the one before it, and the chain with heads that were kept elsewhere.

    Args:
        lines: By number, those without a seal last.
        heads: Digests by number, as they went out by mail, stand on receipts, or were signed.
        excerpt: The lines are of one consultation: others may stand for entries of something else by their digests,
            and what comes before a line may be missing where the line says what digest it had.
        strict: Words that are gone without an erasure on record are a finding.
    """
    return _Verification(dict(heads or {}), excerpt=excerpt, strict=strict).of(lines)


class _Verification:
    def __init__(self, heads: dict[int, str], *, excerpt: bool, strict: bool) -> None:
        self._heads, self._excerpt, self._strict = heads, excerpt, strict
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
        unknown = {key: finding for key, finding in self._without_words.items() if key not in self._erased}
        verdict.erased = len(self._without_words) - (len(unknown) if self._strict else 0)
        verdict.findings += unknown.values() if self._strict else ()
        if self._heads:
            first = min(self._heads)
            verdict.findings.append(Finding(Disagreement.OTHER_HEAD, first))
        verdict.findings.sort(key=lambda finding: (finding.number == 0, finding.number))
        return verdict

    def _sealed(self, line: Line) -> None:
        verdict = self._verdict
        expected, previous = verdict.number + 1, verdict.digest
        if self._excerpt and line.previous and line.number > expected:
            expected, previous = line.number, line.previous
        digest = line.digest
        if line.number != expected or (line.previous and line.previous != previous):
            verdict.findings.append(Finding(Disagreement.SEAL_REMOVED, expected, line.entry))
        elif self._excerpt and line.foreign:
            digest = self._pass(line, previous)
        elif line.entry is None:
            verdict.findings.append(Finding(Disagreement.ENTRY_REMOVED, line.number))
        else:
            self._compare(previous, line, line.entry)
        if line.number in self._heads and self._heads.pop(line.number) != digest:
            verdict.findings.append(Finding(Disagreement.OTHER_HEAD, line.number, line.entry))
        verdict.number, verdict.digest = line.number, digest
        verdict.sealed += line.entry is not None

    def _pass(self, line: Line, previous: str) -> str:
        """Go past an entry of something else; the digest of its seal."""
        self._verdict.foreign += 1
        if line.content:
            return following(previous, line.content)
        self._verdict.unproven += 1
        return line.digest

    def _compare(self, previous: str, line: Line, entry: Mapping[str, Any]) -> None:
        findings, words = self._verdict.findings, split(entry["data"])[1]
        # A salt is kept with words alone, and goes with them.
        unfit = set(words) - set(line.words) or (entry["salt"] and not words)
        if unfit or _digest(previous, line, entry) != line.digest:
            findings.append(Finding(Disagreement.CHANGED, line.number, entry))
        elif any(salted(entry["salt"], value) != line.words[where] for where, value in words.items()):
            findings.append(Finding(Disagreement.WORDS_CHANGED, line.number, entry))
        elif set(line.words) - set(words):
            self._without_words[entry["id"]] = Finding(Disagreement.WORDS_REMOVED, line.number, entry)
        if self._comes_between(line, entry["id"]):
            findings.append(Finding(Disagreement.INSERTED, line.number, entry))

    def _comes_between(self, line: Line, key: int) -> bool:
        """Whether a later entry was sealed long before this one: it was not there then."""
        if self._highest_at and line.moment - datetime.fromisoformat(self._highest_at) > LATEST:
            self._settled = self._highest
        if key > self._highest:
            self._highest, self._highest_at = key, line.at
        return key < self._settled


def _erased_from(entry: Mapping[str, Any]) -> set[int]:
    data = entry["data"]
    return set(data.get(ERASED_FROM, ())) if isinstance(data, Mapping) else set()
