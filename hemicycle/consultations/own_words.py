"""Words of a body and of a consultation that gettext looks up before ours, for what is being read now.

A process has one catalogue of each language. Whose page, paper or mail it is says ``of_consultation``, ``of_body`` or
``within``; of nobody, the words are ours.

In a language with a catalogue of ours, the body's terms are in our sentences (``terms``). In one without, the words are
the consultation's. One that nobody gave is English there. On papers it says so, between two marks, of which whoever
makes the paper makes parts in English.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from django.conf import settings
from django.utils.translation import trans_real

from hemicycle.consultations.catalogues import Words
from hemicycle.consultations.terms import changed, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hemicycle.consultations.models import Body, Consultation
    from hemicycle.rules.terms import Term

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
_NONE = Words()
#: Django's own class, whatever stands in its place.
_DJANGOS = trans_real.DjangoTranslation
#: Given the key of a consultation and a language, the words that it has.
Reader: TypeAlias = "Callable[[int, str], Words]"


@dataclass
class _Reading:
    """What is read for one consultation, or for a body alone: once for each language."""

    consultation: Consultation | None = None
    body: Body | None = None
    found: dict[str, Words] = field(default_factory=dict)

    def terms(self, language: str) -> tuple[Term, ...]:
        """The body's, in a language."""
        body = self.body or (self.consultation.body if self.consultation else None)
        return terms_of(body, language) if body else ()

    def of_body(self, language: str) -> Words:
        """Our messages as the body's terms change them."""
        if language not in self.found:
            self.found[language] = _NONE  # what is read meanwhile is not asked for words again
            terms = self.terms(language)
            self.found[language] = changed(language, terms) if terms else _NONE
        return self.found[language]

    def given(self, language: str) -> Words:
        """What the consultation gives in a language without a catalogue."""
        if language not in self.found:
            self.found[language] = _NONE
            if self.consultation is not None and _readers:
                self.found[language] = _readers[0](self.consultation.pk, language)
        return self.found[language]


_readers: list[Reader] = []
_reading: ContextVar[_Reading | None] = ContextVar("reading", default=None)
_marks: ContextVar[bool] = ContextVar("marks", default=False)


def read_by(reader: Reader) -> None:
    """Called once, when Django is ready, by the room that keeps the words."""
    _readers[:] = [reader]


def of_consultation(consultation: Consultation | None = None) -> None:
    """Words are this consultation's and its body's from now on, until the end of the request; of none, ours."""
    _reading.set(_Reading(consultation) if consultation else None)


def of_body(body: Body) -> None:
    """Words are this body's from now on, until the end of the request."""
    _reading.set(_Reading(body=body))


@contextmanager
def within(consultation: Consultation | None) -> Iterator[None]:
    """Words are this consultation's and its body's within; of none, ours. What was read of it already is kept."""
    now = _reading.get()
    same = consultation and now and now.consultation and now.consultation.pk == consultation.pk
    before = _reading.set(now if same else _Reading(consultation) if consultation else None)
    try:
        yield
    finally:
        _reading.reset(before)


def terms_now(language: str) -> tuple[Term, ...]:
    """The terms, in a language, of the body whose words are read now."""
    reading = _reading.get()
    return reading.terms(language) if reading else ()


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
    """A catalogue of Django's and ours, with the terms of the body whose words are read."""

    def gettext(self, message: str) -> str:
        """As gettext's own."""
        said = self._first().plain.get(message)
        return super().gettext(message) if said is None else said

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As gettext's own."""
        words = self._first()
        forms = words.counted.get(msgid1)
        return forms[words.form(n)] if forms else super().ngettext(msgid1, msgid2, n)

    def _first(self) -> Words:
        """What is looked up before the catalogue."""
        reading = _reading.get()
        return reading.of_body(self.language().partition("-")[0]) if reading else _NONE


class WithoutCatalogue(Translation):
    """The words of a language without a catalogue of ours: the consultation's, then Django's own, then English."""

    def gettext(self, message: str) -> str:
        """As gettext's own."""
        said = super().gettext(message)
        given = message in self._first().plain
        return said if given or said != _source().gettext(message) else _english(said)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As gettext's own."""
        said = super().ngettext(msgid1, msgid2, n)
        given = msgid1 in self._first().counted
        return said if given or said != _source().ngettext(msgid1, msgid2, n) else _english(said)

    def _first(self) -> Words:
        reading = _reading.get()
        return reading.given(self.language()) if reading else _NONE


def _source() -> trans_real.DjangoTranslation:
    return trans_real.translation(settings.LANGUAGE_CODE)


def install() -> None:
    """Called once, when Django is ready: every catalogue that it makes from now on asks for a body's terms."""
    trans_real.DjangoTranslation = Translation  # type: ignore[misc]  # Django has no setting for it
    _known().clear()
    trans_real._default = None  # type: ignore[attr-defined]  # noqa: SLF001 - as Django's own reset does


def _known() -> dict[str, trans_real.DjangoTranslation]:
    known: dict[str, trans_real.DjangoTranslation] = trans_real._translations  # type: ignore[attr-defined]  # noqa: SLF001 - Django has no name for catalogues that are no files
    return known


def _english(words: str) -> str:
    if not _marks.get():
        return words
    pieces = KEPT.split(words)
    return "".join(piece if place % 2 else as_english(piece) for place, piece in enumerate(pieces))


def prepare(language: str) -> str:
    """Have gettext ask a consultation for the words of a language without a catalogue; returns Django's name of it."""
    if not isinstance(_known().get(language), WithoutCatalogue):
        _known()[language] = WithoutCatalogue(language)
    return language


def stands_in_django(language: str, message: str) -> bool:
    """Whether Django itself has a word in such a language."""
    django = _DJANGOS.gettext(trans_real.translation(prepare(language)), message)
    return bool(django != _DJANGOS.gettext(_source(), message))
