"""How so many Members of a class are called, as fields of a form: one for each plural form of each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hemicycle.consultations.joins import beside
from hemicycle.consultations.languages import NATIVE_NAMES, direction, reader_language
from hemicycle.consultations.participation import NAME_LENGTH
from hemicycle.consultations.plural_forms import plural_forms
from hemicycle.people.counted_names import problems
from hemicycle.people.messages import refusal_message
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.consultations.plural_forms import PluralForm

#: Stands for numbers that follow.
_FURTHER = "…"


@dataclass(frozen=True)
class InLanguage:
    """The fields of one language, by its own name."""

    code: str
    name: str
    fields: list[forms.BoundField]


def _name(code: str, category: str) -> str:
    return f"counted_{code}_{category}"


def filled(counted: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What stands in the fields at first."""
    return {_name(code, category): words for code, said in counted.items() for category, words in said.items()}


def add_fields(form: forms.Form, languages: Iterable[str]) -> None:
    """Add the fields to a form; each is labelled with numbers that have its form."""
    for code in languages:
        for one in plural_forms(code):
            look = {"class": "form-control", "lang": code, "dir": direction(code), "autocomplete": "off"}
            form.fields[_name(code, one.category)] = CleanField(
                longest=NAME_LENGTH, required=False, label=_label(one), widget=forms.TextInput(look)
            )


def _label(form: PluralForm) -> str:
    """With which numbers the form stands."""
    numbers = [format_decimal(number, locale=reader_language()) for number in form.examples]
    words = _("Form used with %(numbers)s") % {"numbers": beside([*numbers, *([_FURTHER] if form.further else [])])}
    return words if form.needed else f"{words} {_('(not required)')}"


def bound(form: forms.Form, languages: Iterable[str]) -> list[InLanguage]:
    """The fields of each language, the reader's own first."""
    own = reader_language()
    return [
        InLanguage(code, NATIVE_NAMES[code], [form[_name(code, one.category)] for one in plural_forms(code)])
        for code in sorted(languages, key=lambda code: code != own)
    ]


def given(values: Mapping[str, Any], languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """What was typed, by language and plural category; without languages in which nothing was."""
    typed = {
        code: {one.category: words for one in plural_forms(code) if (words := values.get(_name(code, one.category)))}
        for code in languages
    }
    return {code: said for code, said in typed.items() if said}


def look_at(form: forms.Form, values: Mapping[str, Any], languages: Iterable[str]) -> None:
    """Note at its field what is wrong; call it from ``clean``."""
    for code, said in given(values, languages).items():
        for category, reason in problems(said, code).items():
            if (name := _name(code, category)) not in form.errors:
                form.add_error(name, ValidationError(refusal_message(reason)))
