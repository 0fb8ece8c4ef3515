"""The columns of a file of items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.imports.columns import Column, title_columns

if TYPE_CHECKING:
    from collections.abc import Iterable


def columns(languages: Iterable[str]) -> tuple[Column, ...]:
    """In their order, with a title for each language."""
    return (
        Column("list", _("List"), _("Key or name of a list of this consultation."), required=True),
        Column("number", _("Number"), _("Number of the item in its list. Both together identify it."), required=True),
        *title_columns(languages),
        Column(
            "unchecked",
            _("Working translations"),
            _("Codes of the languages whose title is not official, separated by commas: ar, ru."),
        ),
        Column("document", _("Document"), _("Symbol of a document of this consultation, e.g. C20/16; or empty.")),
        Column("minutes", _("Minutes"), _("Time planned for it; empty for an estimate.")),
        Column("proposes", _("Contains a proposal"), _("yes, if something is proposed for adoption under it.")),
        Column(
            "speaks_first",
            _("Speaks first"),
            _(
                "Keys or names of the classes that speak first on it, in their order, separated by semicolons; "
                "or empty."
            ),
        ),
    )
