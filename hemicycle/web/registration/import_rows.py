"""The rows of an import of which there is something to say, as a table that is searched and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import colon
from hemicycle.imports.desks import columns_of
from hemicycle.imports.models import Import, ImportRow
from hemicycle.imports.queries import rows_of
from hemicycle.rules.reasons import Reason
from hemicycle.web.registration.import_words import refusal_message
from hemicycle.web.toolkit.queryset_table import QuerysetTable, SearchIndex
from hemicycle.web.toolkit.tables import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.web.toolkit.tables import TableQuery

_CHOICES = {"errors": True, "warnings": False}


def _about(kind: str) -> str:
    """What the rows of an import are about, in the singular."""
    things = {Import.Kind.ITEMS: _("Item"), Import.Kind.DOCUMENTS: _("Document"), Import.Kind.SITTINGS: _("Sitting")}
    things |= {Import.Kind.GLOSSARY: _("Term")}
    return things.get(Import.Kind(kind), _("Person or Member"))


def _who(cells: Mapping[str, str]) -> str:
    """What a row is about, in a few words."""
    named = (cells.get(name, "") for name in ("name", "email", "code", "symbol", "title_en", "day"))
    return next(filter(None, named), "") or next((text for text in cells.values() if text), "")


@dataclass(frozen=True)
class Finding:
    """Something said of a row: in which column, what stands there, and what is wrong."""

    column: str
    cell: str
    words: str
    warning: bool


@dataclass(frozen=True)
class ShownRow:
    """A row as the page shows it."""

    number: int
    error: bool
    who: str
    findings: list[Finding]


class ImportRows:
    """``only`` chooses rows with errors, or those with warnings; ``q`` searches in their cells."""

    def __init__(self, import_: Import, query: TableQuery) -> None:
        self.about = _about(import_.kind)
        self._zone = import_.consultation.zone
        self._labels = {column.name: str(column.label) for column in columns_of(import_.kind, import_.consultation)}
        self.only = query.chosen("only") if query.chosen("only") in _CHOICES else ""
        rows = rows_of(import_, error=_CHOICES[self.only] if self.only else None)
        index = SearchIndex(("words",), lambda line: line[1])
        self.table = QuerysetTable(self._columns(import_), rows, index, query, {"only": self.only})

    def _columns(self, import_: Import) -> list[Column[ImportRow]]:
        cells = [
            Column[ImportRow](name, self._labels.get(name, name), lambda row, name=name: row.cells.get(name, ""))  # type: ignore[misc]
            for name in import_.columns
            if name
        ]
        return [
            Column("number", _("Row"), lambda row: row.number, order_by=("number",)),
            *cells,
            Column("findings", _("Remarks"), self._in_words),
        ]

    def findings(self, row: ImportRow) -> list[Finding]:
        """What is said of a row, in the reader's language."""
        return [
            Finding(
                self._labels.get(problem["column"], ""),
                row.cells.get(problem["column"], ""),
                self._said(problem["reason"]),
                problem["warning"],
            )
            for problem in row.problems
        ]

    def _said(self, stored: dict[str, Any]) -> str:
        try:
            return refusal_message(Reason.from_json(stored), self._zone)
        except LookupError:
            return _("An earlier version of Hemicycle checked this row. Send the file again to have it checked.")

    def _in_words(self, row: ImportRow) -> str:
        return " ".join(
            f"{finding.column}{colon()}{finding.words}" if finding.column else finding.words
            for finding in self.findings(row)
        )

    @property
    def shown(self) -> list[ShownRow]:
        """The rows of the page."""
        return [
            ShownRow(
                row.number,
                row.error,
                _who(row.cells),
                self.findings(row),
            )
            for row in self.table.rows
        ]

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """``(value, label, address)`` of what can be chosen."""
        labels = {"": _("All"), "errors": _("With errors"), "warnings": _("With warnings")}
        return [(value, label, self.table.address(only=value)) for value, label in labels.items()]
