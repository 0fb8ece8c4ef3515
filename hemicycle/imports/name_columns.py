"""Columns of the names of a Member, in the languages of the consultation whose desk imports them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.consultations.languages import NATIVE_NAMES, in_order, is_language
from hemicycle.imports.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def names_in(codes: Iterable[str]) -> list[Column]:
    """A short name and an official one for each language."""
    return [
        column
        for code in codes
        for column in (
            Column(
                f"name_{code}",
                format_lazy("{} ({})", pgettext_lazy("of a Member", "Name"), NATIVE_NAMES[code]),
                _(
                    "Short form of the name in this language. Empty for a State means the short name of the United "
                    "Nations."
                ),
            ),
            Column(
                f"official_{code}",
                format_lazy("{} ({})", _("Official name"), NATIVE_NAMES[code]),
                _("Formal name in this language; or empty."),
            ),
        )
    ]


def for_languages(columns: Iterable[Column], codes: Iterable[str]) -> tuple[Column, ...]:
    """The same columns with names in these languages."""
    given = list(columns)
    first = next(place for place, column in enumerate(given) if _language(column.name))
    rest = [column for column in given if not _language(column.name)]
    return (*rest[:first], *names_in(codes), *rest[first:])


def languages_of(cells: Mapping[str, str]) -> list[str]:
    """The languages in which a row has a column of names."""
    return in_order(filter(None, map(_language, cells)))


def _language(column: str) -> str:
    """The language of a column of names; empty for another column."""
    form, _bar, code = column.partition("_")
    return code if form in {"name", "official"} and is_language(code) else ""
