"""The terms of a body: words of our sentences, and what the body says instead of them.

A term is replaced where it is a whole word, never in what is filled in or marks up. All terms are looked for at once:
what one of them puts into a sentence is not looked at by another one, and their order says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: A form can be read with so many; a phrase is no longer than a sentence.
MOST_TERMS: Final = 200
TERM_LENGTH: Final = 200

#: What is filled in, marks up, or is an address: it stays as it is.
_KEPT = r"%\(\w+\)[#0 +.\d-]*[a-zA-Z]|%[sd]|\{[^{}]*\}|<[^<>]*>|&#?\w+;|https?://\S+|\S+@\S+"
#: What a page, or what is filled in, would take for its own.
_MARKS = frozenset('<>{}%&"')
#: Of the names of Unicode: writing without spaces between words.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
#: What stands before the first word of a sentence.
_BEGINS = re.compile(r"(?:^|[.!?…]\s+|\n\s*)(?:<[^<>]*>|[\s(\[“«‘¿¡])*$")
_LAST_OF_BMP = 0xFFFF


def _combining() -> str:
    """The combining marks, for a class of characters: they belong to words, which the class of letters leaves out."""
    marks = (code for code in range(_LAST_OF_BMP) if unicodedata.category(chr(code))[0] == "M")
    runs = (list(run) for _first, run in groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


_COMBINING: Final = _combining()


@dataclass(frozen=True)
class Term:
    """A word or phrase of ours, and the body's."""

    ours: str
    own: str


class TermFault(StrEnum):
    """What is wrong with a term.

    Attributes:
        EMPTY: One of its sides is empty.
        LONG: One of them is too long.
        TWICE: Another one before it replaces the same words.
        MARKS: What it puts in could be taken for something filled in or for markup, or has control characters.
        NOWHERE: Its words are in no sentence of ours.
    """

    EMPTY = "empty"
    LONG = "long"
    TWICE = "twice"
    MARKS = "marks"
    NOWHERE = "nowhere"


def faults(terms: Sequence[Term], occurs: Callable[[Term], bool] = lambda _term: True) -> dict[int, TermFault]:
    """What is wrong with each of the terms of one language, by its place among them.

    Args:
        occurs: Whether the words of a term are in any sentence of ours.
    """
    found, known = dict[int, TermFault](), set[str]()
    for place, term in enumerate(terms):
        if not (term.ours.strip() and term.own.strip()):
            found[place] = TermFault.EMPTY
        elif max(len(term.ours), len(term.own)) > TERM_LENGTH:
            found[place] = TermFault.LONG
        elif _spelt(term.ours) in known:
            found[place] = TermFault.TWICE
        elif _MARKS & set(term.own) or any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in term.own):
            found[place] = TermFault.MARKS
        elif not occurs(term):
            found[place] = TermFault.NOWHERE
        known.add(_spelt(term.ours))
    return found


class Replacing:
    """What terms make of the sentences of one language.

    The longest phrase is taken first. A term that begins with a small letter is found with a capital too, which what
    replaces it has then; one with a capital, as "Member", is found with its capital alone. At the beginning of a
    sentence a capital stays.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        own = {_spelt(term.ours): term for term in terms}
        self._terms = {_capital(key): term for key, term in own.items()} | own
        looked_for = "|".join(_looked_for(key) for key in sorted(self._terms, key=lambda key: (-len(key), key)))
        self._pattern = re.compile(f"({_KEPT})|(?:{looked_for})")
        # Most sentences have none: they are told by a part of each phrase, which costs a fiftieth.
        self._parts = {max(_WORD.findall(key) or [key], key=len) for key in self._terms}

    def __call__(self, text: str) -> str:
        """The sentence with the body's terms."""
        return self._pattern.sub(self._replaced, text) if self._may_have(text) else text

    def used(self, text: str) -> frozenset[Term]:
        """The terms that are replaced in a sentence."""
        every = self._pattern.finditer(text) if self._may_have(text) else ()
        return frozenset(self._terms[_spelt(found[0])] for found in every if found[1] is None)

    def _may_have(self, text: str) -> bool:
        return any(part in text for part in self._parts)

    def _replaced(self, found: re.Match[str]) -> str:
        words = found[0]
        if found[1] is not None:
            return words
        term = self._terms[_spelt(words)]
        capital = words[0].isupper() and (
            words[0] != term.ours.strip()[0] or _BEGINS.search(found.string[: found.start()])
        )
        return _capital(term.own) if capital else term.own


def words_with(stem: str, sentences: Iterable[str]) -> dict[str, int]:
    """The words in which a stem occurs in some sentences, each with how often it does; the most frequent first.

    Of writing without spaces there are no words: there is the stem.
    """
    wanted, counted = stem.strip().casefold(), Counter[str]()
    if not wanted:
        return {}
    word = re.compile(re.escape(wanted) if _unspaced(wanted[0]) else rf"[\w{_COMBINING}]+", re.IGNORECASE)
    kept = re.compile(_KEPT)
    for sentence in sentences:
        counted.update(found for found in word.findall(kept.sub(" ", sentence)) if wanted in found.casefold())
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _spelt(words: str) -> str:
    """Words as they are compared: with single spaces, and one kind of apostrophe."""
    return _SPACES.sub(" ", words.strip()).replace("'", "’")


def _capital(words: str) -> str:
    """The same with a capital at its beginning, where its first letter has one."""
    first = words[0].upper()
    return first + words[1:] if len(first) == 1 else words


def _looked_for(key: str) -> str:
    """The expression that finds a phrase: whole words, where their writing has spaces."""
    beside = rf"[\w{_COMBINING}]"
    before = f"(?<!{beside})" if _in_words(key[0]) else ""
    after = f"(?!{beside})" if _in_words(key[-1]) else ""
    return before + re.escape(key).replace(r"\ ", r"\s+").replace("’", "['’]") + after


def _in_words(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN" and not _unspaced(sign)


def _unspaced(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(_UNSPACED)
