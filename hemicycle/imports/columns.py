"""What a column holds, told by its heading in any of the six languages, or by its plain name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.text import folded
from hemicycle.imports.reasons import ImportCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.utils.functional import _StrPromise

_APART = re.compile(r"[\W_]+")
#: How much of a heading that nobody knows is shown again.
_SHOWN = 40


@dataclass(frozen=True)
class Column:
    """A column of a file to be imported.

    Attributes:
        name: Plain name, the same in every language.
        label, explained: What it is called, and what to write into it.
        required: Without it the file says nothing.
        also: Other headings by which it is known.
    """

    name: str
    label: _StrPromise | str
    explained: _StrPromise | str
    required: bool = False
    also: tuple[str, ...] = ()


def title_columns(languages: Iterable[str]) -> tuple[Column, ...]:
    """A column for the title in each language."""
    return tuple(
        Column(
            f"title_{code}",
            format_lazy("{} ({})", _("Title"), NATIVE_NAMES[code]),
            _("Title in this language. At least one language is required."),
        )
        for code in languages
    )


def titles_in(cells: Mapping[str, str]) -> dict[str, str]:
    """What a row has in its columns of titles, ``title_fr`` and so on, by language."""
    return {name.removeprefix("title_"): cell for name, cell in cells.items() if name.startswith("title_")}


def key(text: str) -> str:
    """Words as they are compared: without case, accents, spaces and punctuation."""
    return _APART.sub("", folded(text))


def in_every_language(words: _StrPromise | str) -> set[str]:
    """Keys of a translated text, as it is said in each language (``each_language``)."""
    return {key(str(words)) for _language in each_language()}


def each_language() -> Iterator[None]:
    """Let each language of the interface be spoken in turn: with the terms of the body that is read, and without.

    A file may have been made before the body had its terms, or changed them.
    """
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield
            with own_words.within(None):
                yield


def recognise(headings: Sequence[str], columns: Iterable[Column]) -> tuple[list[str], list[str]]:
    """Which column stands where, and the headings that are passed over.

    Raises:
        Refusal: one that is required is missing, or one stands there twice.
    """
    names = _names(list(columns))
    places = [names.get(key(heading), "") for heading in headings]
    for name in filter(None, places):
        if places.count(name) > 1:
            heading = headings[places.index(name)]
            raise Refusal(ImportCode.IMPORT_COLUMN_TWICE, column=heading[:_SHOWN])
    missing = [str(column.label) for column in columns if column.required and column.name not in places]
    if missing:
        raise Refusal(ImportCode.IMPORT_COLUMN_MISSING, columns=missing)
    return places, [text[:_SHOWN] for text, name in zip(headings, places, strict=True) if text and not name]


def _names(columns: list[Column]) -> dict[str, str]:
    """Names by keys. Where two columns share a word, the reader's own language decides, then the plain name."""
    names: dict[str, str] = {}
    for column in columns:
        names.update(dict.fromkeys(in_every_language(column.label) - set(names), column.name))
    for column in columns:
        names.update(dict.fromkeys({key(heading) for heading in column.also} - set(names), column.name))
    names.update({key(str(column.label)): column.name for column in columns})
    names.update({key(column.name): column.name for column in columns})
    return names
