"""Languages as people type them: by name, in whichever language, or by code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hemicycle.consultations.joins import comma
from hemicycle.consultations.languages import NATIVE_NAMES, known_languages
from hemicycle.imports import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How much of what nobody knows is shown again.
_SHOWN = 60
_APART = re.compile(r"[,;،、，\n]")


class UnknownLanguage(ValidationError):
    """What was typed is no language.

    Attributes:
        name: What was.
    """

    def __init__(self, name: str) -> None:
        super().__init__(_("“%(name)s” is not a language. Enter its name or its code, such as fr.") % {"name": name})
        self.name = name


def names() -> list[str]:
    """Every language that there is, by its own name."""
    return [NATIVE_NAMES[code] for code in known_languages()]


def codes_of(typed: Iterable[str]) -> tuple[str, ...]:
    """The languages that were named, each once, in their order; what is empty is passed over.

    Raises:
        UnknownLanguage: one is none.
    """
    every = vocabulary.languages(known_languages())
    codes = []
    for name in filter(None, (one.strip() for one in typed)):
        code = every.find(name)
        if code is None:
            raise UnknownLanguage(name[:_SHOWN])
        codes.append(code)
    return tuple(dict.fromkeys(codes))


def codes_in(text: str) -> tuple[str, ...]:
    """The same of names that commas separate.

    Raises:
        UnknownLanguage: one is no language.
    """
    return codes_of(_APART.split(text))


def named(codes: Iterable[str]) -> str:
    """Languages as they are typed, separated by commas."""
    return comma().join(NATIVE_NAMES[code] for code in codes)
