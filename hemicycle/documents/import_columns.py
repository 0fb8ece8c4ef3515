"""The columns of a file of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.imports.columns import Column, title_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.utils.functional import _StrPromise


def columns(languages: Iterable[str], contents: Collection[str]) -> tuple[Column, ...]:
    """In their order, with a title for each language.

    Args:
        contents: Keys of what documents may contain.
    """
    codes = tuple(languages)
    return (
        Column("symbol", _("Symbol"), _("As it is cited, e.g. C20/16. It identifies the document."), required=True),
        *title_columns(codes),
        Column(
            "submitters",
            _("Submitted by"),
            _("Codes or names of the Members that submitted it, separated by semicolons; or empty."),
        ),
        Column("contains", _("Contains"), _what_contains(contents)),
        *(
            Column(
                f"file_{code}",
                format_lazy("{} ({})", _("File or link"), NATIVE_NAMES[code]),
                _(
                    "Name of a file in the ZIP, with its folder if it is in one; or an address that begins with https://."
                ),
            )
            for code in codes
        ),
    )


def _what_contains(contents: Collection[str]) -> _StrPromise | str:
    if not contents:
        return _("Leave it empty: no texts for adoption are set up in this consultation.")
    words = _("Keys or names of the texts for adoption that it contains, separated by commas: {known}.")
    return format_lazy(words, known=", ".join(contents))
