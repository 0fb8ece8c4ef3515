"""Words as the search compares them, the same in every database: without case, accents, or marks of vowels.

What is written without spaces between words, as Chinese, is cut into pairs of neighbouring characters, so that any two
or more that stand together are found; the last character of a run stands alone beside it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Letters that are written in several ways: of Arabic, and its tatweel, which lengthens a word and is none.
_SAME = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None, "ı": "i", "ł": "l", "ø": "o", "đ": "d"})
#: Scripts without spaces between words: Thai, Lao, Khmer and Burmese; kana, Han, and Han of later planes.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_WORD = re.compile(r"[^\W_]+")


def folded_words(text: str) -> list[str]:
    """The words of a text in their order, folded; a run of a script without spaces is one of them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_SAME)
    plain = unicodedata.normalize("NFKC", plain)
    return [part for word in _WORD.findall(plain) for part in _runs(word)]


def terms(text: str) -> list[str]:
    """What a text is found by, in its order."""
    return [term for word in folded_words(text) for term in _cut(word, last=True)]


def wanted(text: str) -> list[list[str]]:
    """What is searched for: for each word, the terms that stand beside each other; the last of them may go on."""
    return [list(_cut(word, last=False)) for word in folded_words(text)]


def has_all(text: str, words: list[list[str]]) -> bool:
    """Whether a text has what is searched for, as the databases compare it."""
    there = _kept_terms(text)
    return all(any(_goes_on(there[at : at + len(beside)], beside) for at in range(len(there))) for beside in words)


@lru_cache(maxsize=500)
def _kept_terms(text: str) -> list[str]:
    """Terms of a title, which each search asks for again."""
    return terms(text)


def _goes_on(there: list[str], beside: list[str]) -> bool:
    return len(there) == len(beside) and there[:-1] == beside[:-1] and there[-1].startswith(beside[-1])


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
