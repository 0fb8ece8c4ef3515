"""Languages by their codes, and text that exists in several of them.

The codes are those of ISO 639 that CLDR knows. What a consultation writes and speaks in is its own to choose
(``language_settings``); the interface exists in the six of ``LANGUAGES``, which is also what is chosen by default.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from babel import Locale, localedata
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from hemicycle.consultations import own_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

#: Those of the interface, in their customary order; a consultation has these unless it says otherwise.
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
#: Of a code in a column: two letters, or three where a language has no shorter one.
LANGUAGE_LENGTH = 3
_CODE = re.compile(r"[a-z]{2,3}")


class _NativeNames(dict[str, str]):
    """By code; those of languages that are not written down here are CLDR's."""

    def __missing__(self, code: str) -> str:
        if not is_language(code):
            raise KeyError(code)
        name = Locale(code).get_display_name(code) or code
        return self.setdefault(code, name[0].upper() + name[1:])


#: Every language by its own name.
NATIVE_NAMES = _NativeNames(
    {
        "ar": "العربية",
        "zh": "中文",
        "en": "English",
        "fr": "Français",
        "ru": "Русский",
        "es": "Español",
    }
)
#: Those of the interface, to choose among.
LANGUAGE_CHOICES = [(code, NATIVE_NAMES[code]) for code in LANGUAGES]
FALLBACK = "en"

#: The language that stands in for a missing one, in what is read now: that of the consultation which it is of.
_instead: ContextVar[str] = ContextVar("instead", default=FALLBACK)
#: One text in several languages, by language code; a missing language is not there.
Text: TypeAlias = dict[str, str]
#: The language of a text of which nobody noted it (ISO 639-2).
UNDETERMINED = "und"


@cache
def is_language(code: str) -> bool:
    """Whether this is the code of a language that CLDR knows."""
    return bool(_CODE.fullmatch(code)) and localedata.exists(code)


@cache
def known_languages() -> tuple[str, ...]:
    """The codes of all languages that CLDR knows, those of the interface first and the others by their own names."""
    others = {code for code in localedata.locale_identifiers() if is_language(code)} - set(LANGUAGES)
    return *LANGUAGES, *sorted(others, key=lambda code: NATIVE_NAMES[code].casefold())


def check_language(code: str) -> None:
    """Refuse what is not the code of a language, as a validator of a column.

    Raises:
        ValidationError: CLDR does not know it.
    """
    if not is_language(code):
        raise ValidationError(_("“%(code)s” is not the code of a language.") % {"code": code})


def in_order(codes: Iterable[str]) -> list[str]:
    """Languages in the order of :func:`known_languages`, without what is none."""
    given = set(codes)
    return [code for code in known_languages() if code in given]


def first_of(wanted: Iterable[str], there: Collection[str]) -> str:
    """The first of some languages that is there; else whichever is there first, or the first that was wanted."""
    order = list(wanted)
    return next((code for code in (*order, FALLBACK, *there) if code in there), order[0])


@cache
def direction(code: str) -> Literal["ltr", "rtl"]:
    """Which way a language is written."""
    return "rtl" if is_language(code) and Locale(code).text_direction == "rtl" else "ltr"


def reader_language() -> str:
    """Code of the language that the present request is answered in, or that a paper is made in."""
    code = (translation.get_language() or FALLBACK).partition("-")[0]
    return code if is_language(code) else FALLBACK


def django_language(code: str) -> str:
    """Django's name of a language: Chinese is ``zh-hans`` there.

    One without a catalogue has CLDR's dates, numbers and lists; what the software itself says is what the consultation
    gives, or English (``own_words``).
    """
    try:
        return translation.get_supported_language_variant(code)
    except LookupError:
        return own_words.prepare(code) if is_language(code) else code


def fall_back_to(code: str = FALLBACK) -> None:
    """Read missing texts in this language from now on, until the end of the request or task."""
    _instead.set(code)


@contextmanager
def falling_back_to(code: str) -> Iterator[None]:
    """Read missing texts in this language within."""
    before = _instead.set(code)
    try:
        yield
    finally:
        _instead.reset(before)


def localized(text: Mapping[str, str], language: str | None = None) -> str:
    """``text`` in a language (the reader's by default), or in the one that stands in, or in whichever it has."""
    wanted = language or reader_language()
    return text.get(wanted) or text.get(_instead.get()) or text.get(FALLBACK) or next(iter(text.values()), "")


def looked_in(language: str | None = None) -> tuple[str, ...]:
    """The languages in which :func:`localized` looks for a text in their order, before it takes whichever there is."""
    return tuple(dict.fromkeys((language or reader_language(), _instead.get(), FALLBACK)))


def own(text: Mapping[str, str], language: str | None = None) -> str:
    """``text`` in a language (the reader's by default) and no other; empty where it has none.

    What was written when nobody noted the language is given in each: it stood so.
    """
    return text.get(language or reader_language(), "") or text.get(UNDETERMINED, "")


def localized_in(text: Mapping[str, str], language: str | None = None) -> str:
    """The language in which :func:`localized` gives ``text`` for a language (the reader's by default)."""
    wanted = language or reader_language()
    return next((language for language in (wanted, _instead.get(), FALLBACK, *text) if text.get(language)), wanted)
