"""English of ours in a summary of replies that was generated in a language without a catalogue: found, and marked.

A summary is a text that somebody edits, and is kept as it stands, without marks. Its English is found again by the
words of the modules that generate it: whole headings, phrases of several words, and words beside a number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import FALLBACK, LANGUAGES
from hemicycle.rules.terms import Replacing
from hemicycle.web.toolkit.paper_words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hemicycle.rules.terms import Term

_MODULES = ("correspondence.summary_paper", "correspondence.summary_table", "correspondence.summary_words")
_NUMBER = re.compile(r"%\(\w+\)d")
#: A word as short may be one of another language.
_SHORT = 5
_LETTERS = re.compile(r"[^\W\d_]+")


def marked(text: str, language: str) -> str:
    """The text, in CommonMark, with the marks of ``own_words``; as it is in a language that has a catalogue."""
    if language in LANGUAGES:
        return text
    return _pattern(own_words.terms_now(FALLBACK)).sub(lambda found: own_words.as_english(found[0]), text)


@lru_cache(maxsize=16)
def _pattern(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """As we say it, and with the terms of the body: the summary may be older than they are."""
    ours = {form for module in _MODULES for word in words_of(module) for form in (word.text, word.plural)}
    found = {piece for form in ours | set(map(Replacing(terms), ours)) for piece in _of(form)}
    return re.compile("|".join(sorted(found, key=len, reverse=True)), re.MULTILINE)


def _of(form: str) -> Iterator[str]:
    pieces = own_words.KEPT.split(form)
    if len(pieces) == 1 and len(_LETTERS.findall(form)) == 1:
        yield rf"(?<=^# ){re.escape(form)}$"
        return
    for place in range(0, len(pieces), 2):
        before, after = pieces[place - 1 : place], pieces[place + 1 : place + 2]
        yield from _piece(pieces[place], *(any(map(_NUMBER.fullmatch, beside)) for beside in (before, after)))


def _piece(piece: str, after_number: bool, before_number: bool) -> Iterator[str]:  # noqa: FBT001 - on either side
    """By what a part of a sentence, between what is filled in, is found: one word only beside what tells it apart."""
    words = _LETTERS.findall(piece)
    if not words:
        return
    said = re.escape(piece[piece.index(words[0]) : piece.rindex(words[-1]) + len(words[-1])])
    if len(words) == 1 and set(piece) & set("();"):
        yield re.escape(piece.strip())
    elif len(words) == 1 and after_number:
        yield rf"(?<=\d ){said}(?!\w)"
    elif len(words) == 1 and before_number:
        yield rf"(?<!\w){said}(?= \d)"
    elif len(words) > 1 or len(words[0]) > _SHORT:
        yield rf"(?<!\w){said}(?!\w)"
