"""The items of a consultation: all of them in a table, and one with its fields."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.agenda.actions import editing
from hemicycle.agenda.item_record import ItemRecord
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.put import letters, put_by_place
from hemicycle.agenda.queries import find_item, next_number, with_documents
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.item_lists import in_order, label_in, lists_of
from hemicycle.consultations.languages import NATIVE_NAMES, localized
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.agenda.item_form import ItemForm
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.language_fields import bound
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by
from hemicycle.web.toolkit.text_fields import sent_text, text_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.models import Item
    from hemicycle.agenda.put import Put
    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class ItemRow:
    """An item as the table shows it.

    Attributes:
        asked, drafts: Symbols of the letters that ask about it, sent and still being written.
        lacks: Languages without a title, by their own names.
    """

    item: Item
    listing: str
    asked: str
    drafts: str
    lacks: list[str]

    @property
    def symbol(self) -> str:
        """Of its document."""
        return self.item.document.symbol if self.item.document else ""

    @property
    def status(self) -> str:
        """In a word."""
        if self.item.withdrawn_at is not None:
            return pgettext("an item", "Withdrawn")
        return _("On the agenda") if self.item.position is not None else ""


def _rows(consultation: Consultation) -> list[ItemRow]:
    lists, put = lists_of(consultation), put_by_place(consultation)
    items = in_order(lists, with_documents(consultation), lambda row: (row.listing, row.number))
    languages = consultation.languages.documents
    return [
        _row(item, languages, label_in(lists, item.listing), put.get((item.listing, item.number), [])) for item in items
    ]


def _row(item: Item, languages: Iterable[str], listing: str, puts: list[Put]) -> ItemRow:
    lacks = [NATIVE_NAMES[code] for code in languages if not item.title.get(code)]
    return ItemRow(item, listing, letters(puts, sent=True), letters(puts, sent=False), lacks)


def _columns() -> list[Column[ItemRow]]:
    return [
        Column("list", _("List"), lambda row: row.listing),
        Column("number", _("No."), lambda row: row.item.number),
        Column("title", _("Title"), lambda row: localized(row.item.title)),
        Column("document", _("Document"), lambda row: row.symbol),
        Column("minutes", _("Minutes"), lambda row: row.item.minutes if row.item.minutes_set else None),
        Column("letters", _("Letters that ask"), lambda row: row.asked or row.drafts),
        Column("lacks", _("Missing languages"), lambda row: " · ".join(row.lacks)),
        Column("status", _("Status"), lambda row: row.status),
        Column("position", _("Place on the agenda"), lambda row: row.item.position, shown=False),
    ]


@page(may(Action.ITEM_EDIT))
def items(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every item; ``list`` narrows them to one list."""
    consultation, query = desk.consultation, TableQuery(request.GET)
    lists = query.filter("list", _("List"), [(row.key, row.label) for row in lists_of(consultation).values()])
    lacking = query.filter("document", _("Document"), [("none", _("Without a document"))])
    rows = [row for row in _rows(consultation) if not lists.value or row.item.listing == lists.value]
    if lacking.value:
        rows = [row for row in rows if row.item.document is None and row.item.withdrawn_at is None]
    table = Table(_columns(), rows, query, narrowed_by([lists, lacking]))
    if table.query.format:
        return export(table, f"items-{consultation.slug}")
    context = {
        "consultation": consultation,
        "table": table,
        "lists": lists,
        "lacking": lacking,
        "has_lists": bool(lists_of(consultation)),
    }
    return render(request, "web/agenda/items.html", context)


@dataclass(frozen=True)
class _AtItem(InConsultation):
    """Somebody who writes an item: one that there is, or a new one."""

    item: Item | None

    @property
    def known(self) -> Item:
        """The item that there is."""
        if self.item is None:
            raise Http404
        return self.item


def _form(at: _AtItem, request: HttpRequest | None) -> ItemForm:
    before = ItemRecord.of(at.item) if at.item else None
    number = next_number(at.consultation) if before is None else 1
    return ItemForm(request.POST if request else None, at.consultation, before, number)


def _save(at: _AtItem, _request: HttpRequest, form: ItemForm) -> str | Done:
    if at.item is None:
        editing.add_item(at.consultation.pk, at.performer, at.now, form.record)
        return _("The item is added.")
    given = form.cleaned_data
    stale = editing.change_item(at.item, at.performer, at.now, form.record, seen=given["seen"], knows=given["knows"])
    if stale:
        words = _(
            "The item is saved. Letters being written keep its former title until their questions are saved again:"
        )
        return Done(f"{words} {stale}", less=True)
    return _("The item is saved.")


def _withdraw(at: _AtItem, request: HttpRequest, _form: None) -> str:
    editing.withdraw_item(at.known, at.performer, at.now, words=sent_text(request.POST, "why"))
    return _("The item is withdrawn. If it was on the agenda, update the agenda.")


def _restore(at: _AtItem, _request: HttpRequest, _form: None) -> str:
    editing.restore_item(at.known, at.performer, at.now)
    return _("The item is no longer withdrawn.")


def _remove(at: _AtItem, _request: HttpRequest, _form: None) -> Done:
    editing.remove_item(at.known, at.performer, at.now)
    return Done(_("The item is removed."), then=reverse("items", args=[at.consultation.slug]))


ADD = PageAction("save", Action.ITEM_EDIT, _save, _form)
ACTIONS = registered(
    ADD,
    PageAction("withdraw", Action.ITEM_EDIT, _withdraw),
    PageAction("restore", Action.ITEM_EDIT, _restore),
    PageAction("remove", Action.ITEM_EDIT, _remove),
)


@page(may(Action.ITEM_EDIT), FORM)
def item_new(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """A new item with its fields."""
    at = _AtItem(desk.consultation, desk.visitor, desk.performer, desk.now, None)
    if request.method != "POST":
        return _page(request, at, _form(at, None))
    then = reverse("items", args=[desk.consultation.slug])
    return run(request, at, ADD, then=then, again=lambda refused: _page(request, at, refused.form, refused))


@page(may(Action.ITEM_EDIT), FORM)
def item_edit(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """One item with its fields; changed, withdrawn, restored or removed."""
    item = find_item(desk.consultation, pk)
    if item is None:
        raise Http404
    at = _AtItem(desk.consultation, desk.visitor, desk.performer, desk.now, item)
    if request.method != "POST":
        return _page(request, at, _form(at, None))
    then = reverse("item_edit", args=[desk.consultation.slug, pk])

    def again(refused: Again) -> HttpResponse:
        return _page(request, at, refused.form or _form(at, None), refused)

    return run(request, at, sent(request, ACTIONS, otherwise=ADD.name), then=then, again=again)


def _page(request: HttpRequest, at: _AtItem, form: ItemForm, refused: Again | None = None) -> HttpResponse:
    row = None
    if at.item is not None:
        puts = put_by_place(at.consultation).get((at.item.listing, at.item.number), [])
        row = _row(
            at.item, at.consultation.languages.documents, label_in(lists_of(at.consultation), at.item.listing), puts
        )
    reason = refused.reason if refused else None
    context = {
        "consultation": at.consultation,
        "row": row,
        "form": form,
        "titles": bound(form, "title"),
        "why": text_fields("why", sent_text(request.POST, "why"), at.consultation.languages.documents),
        "asks_to_know": reason is not None and reason.code is AgendaCode.ITEM_TITLE_WAS_PUT,
        "refusal": refusal_message(reason, at.consultation.zone) if reason else "",
    }
    return render(request, "web/agenda/item_edit.html", context, status=refused.status if refused else HTTPStatus.OK)
