"""Rows of items: found by list and number, checked, and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.agenda.actions.editing import agenda_follows, filled, require_order_may_change
from hemicycle.agenda.item_columns import columns
from hemicycle.agenda.item_record import ItemRecord, against_what_was_put, objections
from hemicycle.agenda.models import Item
from hemicycle.agenda.put import put_by_place
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.item_lists import in_order, lists_of
from hemicycle.imports.columns import in_every_language, key, titles_in
from hemicycle.imports.rows import Desk, Outcome
from hemicycle.imports.vocabulary import Names
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.columns import Column
    from hemicycle.imports.rows import Row
    from hemicycle.people.act import Act

#: By field of a record, the column that it is about.
_COLUMNS = {
    "listing": "list",
    "number": "number",
    "symbol": "document",
    "minutes": "minutes",
    "speaks_first": "speaks_first",
}
_YES, _NO = _("Yes"), _("No")


@dataclass
class Wanted:
    """An item to be written, as it shall be; a new one has no key yet."""

    item: Item
    record: ItemRecord


class ItemDesk(Desk[Wanted]):
    """The rows of one file, within one act or before it."""

    action = Action.ITEM_EDIT

    def __init__(self, act: Act) -> None:
        self._act = act
        self._lists = [row.key for row in act.settings.lists]
        self._list_names: Names[str] = Names()
        for row in act.settings.lists:
            self._list_names.add(row.key, [row.key, *row.name.values()])
        self._class_names: Names[str] = Names()
        for one in act.settings.classes:
            self._class_names.add(one.key, [one.key, *one.one.values(), *one.many.values()])
        rows = Item.objects.filter(consultation=act.consultation).select_related("document")
        self._items = {(row.listing, row.number): row for row in rows}
        self._documents = {row.symbol: row for row in act.consultation.documents.all()}
        self._put = put_by_place(act.consultation)
        self._rows: dict[tuple[str, int], int] = {}
        self._yes, self._no = in_every_language(_YES) | {"1", "true"}, in_every_language(_NO) | {"0", "false", ""}

    @classmethod
    def columns_for(cls, consultation: Consultation) -> tuple[Column, ...]:
        """As in ``Desk``."""
        return columns(consultation.languages.documents)

    def check(self, rows: Sequence[Row]) -> list[Wanted]:
        """As in ``Desk``, without a query."""
        wanted = []
        for row in rows:
            listing = self._list_names.find(row.cells.get("list", "")) or ""
            number = _number(row.cells.get("number", "")) or 0
            item = self._items.get((listing, number))
            before = ItemRecord.of(item) if item else None
            record = self._record(row, listing, number, before).cleaned()
            self._look(row, record, before)
            if row.outcome is Outcome.ERROR:
                continue
            row.changes = Outcome.NEW if before is None else Outcome.CHANGED
            if before is not None and before.digest == record.digest:
                row.changes = Outcome.UNCHANGED
                continue
            wanted.append(Wanted(item or Item(consultation=self._act.consultation), record))
        return wanted

    def _look(self, row: Row, record: ItemRecord, before: ItemRecord | None) -> None:
        place = (record.listing, record.number)
        first = self._rows.setdefault(place, row.number)
        found = list(objections(record, self._lists, self._documents, self._act.classes.by_key))
        if before is not None:
            found += against_what_was_put(before, record, self._put.get(place, []))
        for objection in found:
            row.error(_COLUMNS.get(objection.field, ""), objection.reason.code, **objection.reason.facts)
        if first != row.number and all(place):
            row.error("number", AgendaCode.ITEM_TWICE, row=first)

    def _record(self, row: Row, listing: str, number: int, before: ItemRecord | None) -> ItemRecord:
        """What the row says; a column that is left out changes nothing, and an empty cell empties."""
        cells, kept = row.cells, before or ItemRecord(listing, number)
        title = kept.title | titles_in(cells)
        return ItemRecord(
            listing,
            number,
            title,
            self._unchecked(row) if "unchecked" in cells else kept.unchecked,
            cells.get("document", kept.symbol),
            self._minutes(row) if "minutes" in cells else kept.minutes,
            self._proposes(row) if "proposes" in cells else kept.proposal,
            self._first(row) if "speaks_first" in cells else kept.speaks_first,
        )

    def _unchecked(self, row: Row) -> tuple[str, ...]:
        codes = [code for part in row.cells["unchecked"].lower().split(",") for code in part.split()]
        if not set(codes) <= set(self._act.consultation.languages.documents):
            row.error("unchecked", AgendaCode.ITEM_LANGUAGE)
        return tuple(codes)

    def _minutes(self, row: Row) -> int | None:
        if not row.cells["minutes"]:
            return None
        minutes = _number(row.cells["minutes"])
        return 0 if minutes is None else minutes

    def _proposes(self, row: Row) -> bool:
        said = key(row.cells["proposes"])
        if said not in self._yes | self._no:
            row.error("proposes", AgendaCode.ITEM_PROPOSES)
        return said in self._yes

    def _first(self, row: Row) -> tuple[str, ...]:
        """Keys of the classes; what is none stays as it was typed, and is objected to."""
        named = [part.strip() for part in row.cells["speaks_first"].split(";") if part.strip()]
        return tuple(self._class_names.find(name) or name for name in named)

    def write(self, wanted: Sequence[Wanted]) -> None:
        """As in ``Desk``."""
        for one in wanted:
            require_order_may_change(self._act, one.item, one.record)
        rows = [filled(one.item, one.record, self._documents.get(one.record.symbol)) for one in wanted]
        Item.objects.bulk_create(row for row in rows if not row.pk)
        before = [row for row in rows if row.pk]
        fields = ["title", "unchecked", "proposal", "document", "minutes", "minutes_set", "speaks_first"]
        Item.objects.bulk_update(before, fields)
        if any(row.position is not None for row in before):
            agenda_follows(self._act)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("9999999") else None


def present(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each item that is there, by list and number."""
    rows = consultation.items.select_related("document")
    for item in in_order(lists_of(consultation), rows, lambda row: (row.listing, row.number)):
        yield {
            "list": item.listing,
            "number": str(item.number),
            **{f"title_{code}": words for code, words in item.title.items()},
            "unchecked": ", ".join(item.unchecked),
            "document": item.document.symbol if item.document else "",
            "minutes": str(item.minutes) if item.minutes_set else "",
            "proposes": "yes" if item.proposal else "",
            "speaks_first": "; ".join(item.speaks_first),
        }
