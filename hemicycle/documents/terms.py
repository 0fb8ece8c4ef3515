"""Words as the search compares them, the same in every database: without case, accents, or marks of vowels.

What is written without spaces between words, as Chinese, is cut into pairs of neighbouring characters, so that any two
or more that stand together are found; the last character of a run stands alone beside it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Letters that are written in several ways: of Arabic, and its tatweel, which lengthens a word and is none.
_SAME = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None, "ı": "i", "ł": "l", "ø": "o", "đ": "d"})
#: Scripts without spaces between words: Thai, Lao, Khmer and Burmese; kana, Han, and Han of later planes.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"[^\W_]+")


class WantedWord(NamedTuple):
    """A word that is searched for.

    Attributes:
        terms: What stands beside each other of it.
        begins: The last of them may go on: a word is found by its beginning.
    """

    terms: list[str]
    begins: bool


def folded_words(text: str) -> list[str]:
    """The words of a text in their order, folded; a run of a script without spaces is one of them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_SAME)
    plain = unicodedata.normalize("NFKC", plain)
    return [part for word in _WORD.findall(plain) for part in _runs(word)]


def terms(text: str) -> list[str]:
    """What a text is found by, in its order."""
    return [term for word in folded_words(text) for term in _cut(word, last=True)]


def wanted(text: str) -> list[WantedWord]:
    """The words that are searched for.

    A letter beside other words, as the series in C/21, is that word alone: nearly every text has one that begins so.
    """
    words = folded_words(text)
    return [WantedWord(list(_cut(word, last=False)), len(words) == 1 or not _is_letter(word)) for word in words]


def has_all(text: str, words: list[WantedWord]) -> bool:
    """Whether a text has what is searched for, as the databases compare it."""
    there = _kept_terms(text)
    return all(any(_is(word, there[at : at + len(word.terms)]) for at in range(len(there))) for word in words)


@lru_cache(maxsize=500)
def _kept_terms(text: str) -> list[str]:
    """Terms of a title, which each search asks for again."""
    return terms(text)


def _is(word: WantedWord, there: list[str]) -> bool:
    *before, last = word.terms
    ends = len(there) == len(word.terms) and (there[-1].startswith(last) if word.begins else there[-1] == last)
    return ends and there[:-1] == before


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and not _UNSPACED.match(word)


def _runs(word: str) -> Iterator[str]:
    """Parts of a word that are of scripts with spaces, or of those without."""
    for _unspaced, characters in groupby(word, key=lambda c: _UNSPACED.match(c) is not None):
        yield "".join(characters)


def _cut(word: str, *, last: bool) -> Iterator[str]:
    if not _UNSPACED.match(word):
        yield word
        return
    yield from (first + second for first, second in pairwise(word))
    if last or len(word) == 1:
        yield word[-1]
