"""Rows of the glossary: found by number, or by their terms in the first language; checked, and written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hemicycle.agenda.actions.glossary import filled, next_number
from hemicycle.agenda.glossary_record import MOST_ENTRIES, GlossaryRecord, joined_terms, objections, split_terms
from hemicycle.agenda.models import GlossaryEntry, Item
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.imports.columns import Column
from hemicycle.imports.rows import Desk, Outcome
from hemicycle.imports.tbx import look_at_terms
from hemicycle.imports.vocabulary import Names
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.core.files.base import File

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.rows import Row
    from hemicycle.people.act import Act
    from hemicycle.people.uploads import Looked

_TERM = "term_"
#: What is shown again of a cell that names no item.
_SHOWN = 60


def columns(languages: Iterable[str]) -> tuple[Column, ...]:
    """In their order, with one for the terms of each language; in a file of one's own a code or a name does."""
    return (
        Column(
            "entry",
            pgettext_lazy("a glossary", "Entry"),
            _("Number of an entry that exists; empty for a new one, or to find it by its terms in the first language."),
        ),
        *(
            Column(
                f"{_TERM}{code}",
                format_lazy("{} ({})", _("Term"), NATIVE_NAMES[code]),
                _("The preferred term first; others after it, separated by semicolons."),
                also=(code, NATIVE_NAMES[code]),
            )
            for code in languages
        ),
        Column("note", _("Note"), _("Definition, context or source; or empty.")),
        Column(
            "items",
            _("Items"),
            _(
                "Items under which it is needed, separated by semicolons: place on the agenda, symbol of the document, "
                "or list and number. Empty: all items."
            ),
            also=("item", "agenda item"),
        ),
    )


@dataclass
class Wanted:
    """An entry to be written, as it shall be; a new one has no key yet."""

    entry: GlossaryEntry
    record: GlossaryRecord


class GlossaryDesk(Desk[Wanted]):
    """The rows of one file, within one act or before it."""

    action = Action.GLOSSARY_EDIT

    def __init__(self, act: Act) -> None:
        self._act, self._languages = act, act.consultation.languages.documents
        self._items: Names[int] = Names()
        for item in Item.objects.filter(consultation=act.consultation).select_related("document"):
            names = [str(item.position or ""), item.document.symbol if item.document else ""]
            self._items.add(item.pk, names, code=_named(item))
        self._numbered: dict[int, tuple[GlossaryEntry, GlossaryRecord]] = {}
        self._known: dict[tuple[str, ...], GlossaryEntry | None] = {}
        for entry in act.consultation.glossary.prefetch_related("items"):
            self._numbered[entry.number] = entry, GlossaryRecord.of(entry)
            for code in self._languages:
                known = self._numbered[entry.number][1].known_by([code])
                # Two with the same term are told apart by their numbers alone.
                self._known[known] = None if known in self._known else entry
        self._next, self._many = next_number(act), len(self._numbered)
        self._rows: dict[int | tuple[str, ...], int] = {}

    @classmethod
    def columns_for(cls, consultation: Consultation) -> tuple[Column, ...]:
        """As in ``Desk``."""
        return columns(consultation.languages.documents)

    @classmethod
    def look(cls, file: File[bytes]) -> Looked:
        """As in ``Desk``: a table, or TBX."""
        return look_at_terms(file)

    def check(self, rows: Sequence[Row]) -> list[Wanted]:
        """As in ``Desk``, without a query."""
        wanted = []
        for row in rows:
            given = {name.removeprefix(_TERM): cell for name, cell in row.cells.items() if name.startswith(_TERM)}
            terms = {code: split_terms(cell) for code, cell in given.items()}
            entry, before = self._before(row, GlossaryRecord(terms).cleaned())
            record = self._record(row, terms, before or GlossaryRecord()).cleaned()
            for objection in objections(record, self._languages):
                row.error(objection.field, objection.reason.code, **objection.reason.facts)
            self._look_for_room(row, before)
            if row.outcome is Outcome.ERROR:
                continue
            row.changes = Outcome.NEW if before is None else Outcome.CHANGED
            if before is not None and before.digest == record.digest:
                row.changes = Outcome.UNCHANGED
                continue
            self._many += before is None
            wanted.append(Wanted(entry or GlossaryEntry(consultation=self._act.consultation), record))
        return wanted

    def _before(self, row: Row, said: GlossaryRecord) -> tuple[GlossaryEntry | None, GlossaryRecord | None]:
        """The entry that the row is about, with what it is; none for a new one."""
        number, known = row.cells.get("entry", ""), said.known_by(self._languages)
        if number:
            key = int(number) if number.isascii() and number.isdecimal() and len(number) <= len("9999999") else 0
            found = self._numbered.get(key)
            if found is None:
                row.error("entry", AgendaCode.GLOSSARY_NO_ENTRY, number=number[:_SHOWN])
        else:
            entry = self._known.get(known) if said.terms else None
            found = self._numbered[entry.number] if entry else None
        which: int | tuple[str, ...] = found[0].number if found else known
        first = self._rows.setdefault(which, row.number)
        if first != row.number and (found or (said.terms and not number)):
            row.error("", AgendaCode.GLOSSARY_TWICE, row=first)
        return found or (None, None)

    def _record(self, row: Row, terms: dict[str, tuple[str, ...]], kept: GlossaryRecord) -> GlossaryRecord:
        """What the row says; a column that is left out changes nothing, and an empty cell empties."""
        items = kept.items
        if "items" in row.cells:
            items = tuple(self._items_of(row))
        return replace(kept, terms={**kept.terms, **terms}, note=row.cells.get("note", kept.note), items=items)

    def _items_of(self, row: Row) -> Iterator[int]:
        for part in split_terms(row.cells["items"]):
            item = self._items.find(part)
            if item is None:
                row.error("items", AgendaCode.GLOSSARY_NO_ITEM, item=part[:_SHOWN])
            else:
                yield item

    def _look_for_room(self, row: Row, before: GlossaryRecord | None) -> None:
        if before is None and self._many >= MOST_ENTRIES:
            row.error("", AgendaCode.GLOSSARY_FULL, most=MOST_ENTRIES)

    def write(self, wanted: Sequence[Wanted]) -> None:
        """As in ``Desk``."""
        rows = [filled(one.entry, one.record, self._act.at) for one in wanted]
        new = [row for row in rows if not row.pk]
        before = [row for row in rows if row.pk]
        for number, row in enumerate(new, self._next):
            row.number = number
        self._next += len(new)
        GlossaryEntry.objects.bulk_update(before, ["terms", "note", "words", "changed_at"])
        GlossaryEntry.objects.bulk_create(new)
        links = GlossaryEntry.items.through
        links.objects.filter(glossaryentry__in=[row.pk for row in before]).delete()
        links.objects.bulk_create(
            links(glossaryentry_id=one.entry.pk, item_id=item) for one in wanted for item in one.record.items
        )


def _named(item: Item) -> str:
    return f"{item.listing} {item.number}"


def present(consultation: Consultation) -> Iterator[dict[str, str]]:
    """A row for each entry that is there, by number."""
    for entry in consultation.glossary.prefetch_related("items"):
        yield {
            "entry": str(entry.number),
            **{f"{_TERM}{code}": joined_terms(terms) for code, terms in entry.terms.items()},
            "note": entry.note,
            "items": joined_terms(_named(item) for item in entry.items.all()),
        }
