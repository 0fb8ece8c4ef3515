"""Words that a consultation gives itself, in languages of which there is no catalogue of ours.

Gettext looks a word up in the catalogue of the present language, of which a process has one. What a consultation gives
is its own: it is looked up first, for the consultation that is being read now (``of_consultation``, ``within``). A word
that nobody gave is English. On papers it says so, between two marks, of which whoever makes the paper makes parts in
English.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from django.conf import settings
from django.utils.translation import trans_real

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hemicycle.consultations.models import Consultation

#: Around words of another language among others: the first mark is followed by the language, and by the second.
#: Control characters: where nobody expects them, they are taken out.
_OPEN, _BEGIN, _CLOSE = "\x02", "\x1f", "\x03"
_PARTS = re.compile(f"{_OPEN}([a-z]*){_BEGIN}([^{_CLOSE}]*){_CLOSE}")
_MARKS = re.compile(f"{_OPEN}[a-z]*{_BEGIN}|{_CLOSE}")
#: The same while a text is cleaned of control characters: of private use, so that nothing else means them.
_STAND_INS = {"\uf702": _OPEN, "\uf703": _CLOSE, "\uf71f": _BEGIN}
_AWAY = str.maketrans({mark: sign for sign, mark in _STAND_INS.items()} | dict.fromkeys(_STAND_INS))
_BACK = str.maketrans(_STAND_INS)
#: English words without the space around them, by which an address that follows is found.
_AROUND = re.compile(r"^(\s*)(.*[^\W\d_].*?)(\s*)$", re.DOTALL)
#: What is filled in, or marks up: it is in no language, or in its own.
KEPT = re.compile(r"(%\(\w+\)[a-z]|\{\w*\}|<[^>]*>)")


@dataclass(frozen=True)
class Words:
    """Those of one language.

    Attributes:
        plain: By what gettext looks up: the English word, with its context before it where it has one.
        counted: The same for words that follow a number, each with its forms in the order of the language.
        form: Which of the forms a number has.
    """

    plain: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = bool


#: Given the key of a consultation and a language, the words that it has.
Reader: TypeAlias = "Callable[[int, str], Words]"
_NONE = Words()


@dataclass
class _Reading:
    """What is read for one consultation, once for each language."""

    consultation: int | None = None
    found: dict[str, Words] = field(default_factory=dict)


_readers: list[Reader] = []
_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)
_marks: ContextVar[bool] = ContextVar("marks", default=False)


def read_by(reader: Reader) -> None:
    """Called once, when Django is ready, by the room that keeps the words."""
    _readers[:] = [reader]


def of_consultation(key: int | None = None) -> None:
    """Words are this consultation's from now on, until the end of the request; of none, nobody's."""
    _reading.set(_Reading(key))


@contextmanager
def within(consultation: Consultation) -> Iterator[None]:
    """Words are this consultation's within."""
    before = _reading.set(_Reading(consultation.pk))
    try:
        yield
    finally:
        _reading.reset(before)


@contextmanager
def marked() -> Iterator[None]:
    """Words of another language that stand in for missing ones are marked within, for ``parts`` to find."""
    before = _marks.set(True)
    try:
        yield
    finally:
        _marks.reset(before)


def in_its_language(words: str, language: str) -> str:
    """Words of a language that stand in for missing ones on a paper in another: marked, where marks are found."""
    return f"{_OPEN}{language}{_BEGIN}{words}{_CLOSE}" if _marks.get() and words else words


def parts(text: str) -> list[tuple[str, str]]:
    """A text in parts, each with its language where it stands in for words of that of the text; else empty."""
    *found, last = _PARTS.split(text)
    pairs = [
        pair
        for before, language, words in zip(found[::3], found[1::3], found[2::3], strict=True)
        for pair in ((before, ""), (words, language))
    ]
    return [(unmarked(part), language) for part, language in (*pairs, (last, "")) if part]


def unmarked(text: str) -> str:
    """The text without marks."""
    return _MARKS.sub("", text)


def as_english(words: str) -> str:
    """English words between marks, with the space around them outside; what has no letters stays as it is."""
    return _AROUND.sub(rf"\1{_OPEN}en{_BEGIN}\2{_CLOSE}\3", words)


def keeping_marks(text: str, change: Callable[[str], str]) -> str:
    """What is made of a text, by something that takes control characters out, with its marks."""
    return change(text.translate(_AWAY)).translate(_BACK)


class Translation(trans_real.DjangoTranslation):
    """The words of a language without a catalogue of ours: the consultation's, then Django's own, then English."""

    def gettext(self, message: str) -> str:
        """As gettext's own."""
        if said := _words(self.language()).plain.get(message):
            return said
        said = super().gettext(message)
        return _english(said) if said == trans_real.translation(settings.LANGUAGE_CODE).gettext(message) else said

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As gettext's own."""
        words = _words(self.language())
        if forms := words.counted.get(msgid1):
            return forms[words.form(n)]
        said = super().ngettext(msgid1, msgid2, n)
        english = trans_real.translation(settings.LANGUAGE_CODE).ngettext(msgid1, msgid2, n)
        return _english(said) if said == english else said


def _words(language: str) -> Words:
    reading = _reading.get()
    if reading is None or reading.consultation is None or not _readers:
        return _NONE
    if language not in reading.found:
        reading.found[language] = _NONE  # what is read meanwhile is not asked for words again
        reading.found[language] = _readers[0](reading.consultation, language)
    return reading.found[language]


def _english(words: str) -> str:
    if not _marks.get():
        return words
    pieces = KEPT.split(words)
    return "".join(piece if place % 2 else as_english(piece) for place, piece in enumerate(pieces))


def prepare(language: str) -> str:
    """Have gettext ask a consultation for the words of a language without a catalogue; returns Django's name of it."""
    known: dict[str, trans_real.DjangoTranslation] = trans_real._translations  # type: ignore[attr-defined]  # noqa: SLF001 - Django has no name for catalogues that are no files
    if not isinstance(known.get(language), Translation):
        known[language] = Translation(language)
    return language


def stands_in_django(language: str, message: str) -> bool:
    """Whether Django itself has a word in such a language."""
    django = trans_real.DjangoTranslation.gettext(trans_real.translation(prepare(language)), message)
    return bool(django != trans_real.translation(settings.LANGUAGE_CODE).gettext(message))
