"""The columns of a file of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.imports.columns import Column, title_columns

if TYPE_CHECKING:
    from collections.abc import Iterable


def columns(languages: Iterable[str]) -> tuple[Column, ...]:
    """In their order, with a title for each language."""
    codes = tuple(languages)
    return (
        Column("symbol", _("Symbol"), _("As it is cited, e.g. C20/16. It identifies the document."), required=True),
        *title_columns(codes),
        Column(
            "contains",
            _("Contains"),
            _("What it carries for adoption, separated by commas: decision, resolution, financial-regulations."),
        ),
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
