"""The six languages, and text that exists in each of them.

The codes are those of ISO 639-1; the order is the customary one of the organisation's languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
NATIVE_NAMES = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
LANGUAGE_CHOICES = [(code, NATIVE_NAMES[code]) for code in LANGUAGES]
FALLBACK = "en"

#: One text in several languages, by language code; a missing language is not there.
Text: TypeAlias = dict[str, str]
#: The language of a text of which nobody noted it (ISO 639-2).
UNDETERMINED = "und"


def reader_language() -> str:
    """Code of the language that the present request is answered in."""
    code = (translation.get_language() or FALLBACK).partition("-")[0]
    return code if code in LANGUAGES else FALLBACK


def django_language(code: str) -> str:
    """Django's name of one of the six languages: Chinese is ``zh-hans`` there."""
    return translation.get_supported_language_variant(code)


def localized(text: Mapping[str, str], language: str | None = None) -> str:
    """``text`` in a language (the reader's by default), or in English, or in whichever language it has."""
    wanted = language or reader_language()
    return text.get(wanted) or text.get(FALLBACK) or next(iter(text.values()), "")


def own(text: Mapping[str, str], language: str | None = None) -> str:
    """``text`` in a language (the reader's by default) and no other; empty where it has none.

    What was written when nobody noted the language is given in each: it stood so.
    """
    return text.get(language or reader_language(), "") or text.get(UNDETERMINED, "")


def localized_in(text: Mapping[str, str]) -> str:
    """The language in which :func:`localized` gives ``text`` to the reader."""
    wanted = reader_language()
    return next((language for language in (wanted, FALLBACK, *text) if text.get(language)), wanted)
