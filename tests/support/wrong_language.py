"""What in a text is of another language than its own: words of the catalogues, sentences, whole paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import read_mo

import hemicycle
from tests.support.paper_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOCALES = Path(hemicycle.__file__).parent / "locale"
_FOLDERS = {"ar": "ar", "es": "es", "fr": "fr", "ru": "ru", "zh": "zh_Hans"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
#: Of which a sentence of the language has one in a few words.
_SMALL_WORDS = {
    "en": {"the", "of", "and", "to", "in", "is", "for", "be", "at", "or"},
    "es": {"el", "la", "los", "las", "del", "y", "que", "en", "se", "para", "por", "una"},
    "fr": {"le", "la", "les", "des", "du", "et", "que", "en", "pour", "une", "dans", "aux"},
}
_SCRIPTS = {"ar": r"[\u0621-\u064a]", "ru": r"[\u0400-\u04ff]", "zh": r"[\u4e00-\u9fff]"}
_LETTER = re.compile(r"[^\W\d_]")
#: What begins a string is looked for by so many words.
_BEGINS = 3
#: A paragraph of fewer letters may be a name or a function.
_SENTENCE = 60


@dataclass(frozen=True)
class _Words:
    """What the catalogue of a language says: whole strings, and the longest parts between their placeholders."""

    whole: frozenset[str]
    begun: dict[tuple[str, ...], list[str]]


@cache
def _words(language: str) -> _Words:
    whole, begun = set[str](), dict[tuple[str, ...], list[str]]()
    for text in _strings(language):
        parts = [" ".join(plain(part).split()) for part in _PLACEHOLDER.split(text)]
        if len(parts) == 1:
            whole.add(parts[0])
        for part in parts:
            words = part.split()
            if len(words) > _BEGINS:
                begun.setdefault(tuple(words[:_BEGINS]), []).append(part)
    return _Words(frozenset(whole), begun)


def _strings(language: str) -> Iterator[str]:
    """Every string of the pages in a language; English ones are those that have a translation."""
    with (LOCALES / _FOLDERS.get(language, "fr") / "LC_MESSAGES" / "django.mo").open("rb") as file:
        for message in read_mo(file):
            said = message.id if language == "en" else message.string
            yield from [said] if isinstance(said, str) else said or ()


def of_catalogues(lines: Iterable[str], language: str, others: Iterable[str]) -> list[str]:
    """Strings of ours in another language: a line that is one, or a sentence within the text.

    What the two languages say with the same words is none.
    """
    lines = [" ".join(line.split()) for line in lines]
    text, own = " ".join(lines), _words(language)
    words = text.split()
    begins = {tuple(words[at : at + _BEGINS]) for at in range(len(words))}
    found = list[str]()
    for other in (each for each in others if each != language):
        theirs, named = _words(other), _only(other, language)
        found += [line for line in lines if line in named]
        for begin in begins & theirs.begun.keys():
            mine = own.begun.get(begin, [])
            found += [part for part in theirs.begun[begin] if part not in mine and part in text]
    return found


@cache
def _only(language: str, other: str) -> frozenset[str]:
    """Strings of a language that the other one does not have too, signs apart."""
    return frozenset(text for text in _words(language).whole - _words(other).whole if _LETTER.search(text))


def paragraphs(lines: Iterable[str], language: str) -> list[str]:
    """Paragraphs whose letters, or whose small words, are mostly those of another language; short ones may be names."""
    return [line for line in lines if _length(line) >= _SENTENCE and not _is_of(line, language)]


def _length(line: str) -> int:
    """In letters; of Chinese ones each says as much as three."""
    return len(_LETTER.findall(line)) + 2 * len(re.findall(_SCRIPTS["zh"], line))


def _is_of(line: str, language: str) -> bool:
    if language in _SCRIPTS:
        return len(re.findall(_SCRIPTS[language], line)) * 2 > len(_LETTER.findall(line))
    words = re.findall(r"[^\W\d_]+", line.lower())
    counts = {each: sum(word in small for word in words) for each, small in _SMALL_WORDS.items()}
    others = re.findall("|".join(_SCRIPTS.values()), line)
    return counts[language] == max(counts.values()) and len(others) * 2 < len(line)


#: A rule, an article or a number of ours as each language cites one; the body's own have two numbers: "rule 3.1".
_CITED = {
    "ar": r"(?:القاعدة|المادة)",
    "en": r"\brules?",
    "es": r"\b(?:reglas?|artículos?)",
    "fr": r"\b(?:règles?|articles?)",
    "ru": r"\b(?:правил\w*|стать\w*)",
    "zh": r"(?:规则|议事规则)第",
}


def rules_cited(text: str, language: str) -> list[str]:
    """Numbers of rules without a second number, which none of the body's Rules of Procedure is."""
    return re.findall(rf"{_CITED[language]}\s*\d+(?![\d.]*\d)", text, re.IGNORECASE)
