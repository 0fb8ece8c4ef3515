"""The glossary: a table that is searched and exported, an entry with its fields, and what booths read of it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda import glossary_queries as queries
from hemicycle.agenda.actions import glossary as actions
from hemicycle.agenda.glossary_record import GlossaryRecord, joined_terms
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.queries import agendas
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized, localized_in, reader_language
from hemicycle.imports.tbx import Concept, written
from hemicycle.people.uploads import TBX
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.agenda.glossary_form import EntryForm, RemovalForm
from hemicycle.web.agenda.glossary_table import GlossaryTable, items_in_words
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.language_fields import bound
from hemicycle.web.toolkit.tables import TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from hemicycle.agenda.models import GlossaryEntry
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class EntryRow:
    """An entry as the table shows it.

    Attributes:
        terms: In each language, with its code: in the order of the table's columns.
    """

    number: int
    terms: list[tuple[str, str]]
    note: str
    items: str


def _row(entry: GlossaryEntry, languages: list[str]) -> EntryRow:
    terms = [(code, joined_terms(entry.terms.get(code, ()))) for code in languages]
    return EntryRow(entry.number, terms, entry.note, items_in_words(entry))


def _removal_form(_desk: InConsultation, request: HttpRequest | None) -> RemovalForm:
    return RemovalForm(request.POST if request else None, label_suffix="")


def _remove_all(desk: InConsultation, _request: HttpRequest, _form: RemovalForm) -> str:
    removed = actions.remove_all(desk.consultation.pk, desk.performer, desk.now)
    words = ngettext("%(number)d entry is removed.", "%(number)d entries are removed.", removed)
    return words % {"number": removed}


REMOVE_ALL = PageAction("remove_all", Action.GLOSSARY_EDIT, _remove_all, _removal_form)


@page(may(Action.GLOSSARY_READ), FORM)
def glossary(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """Every entry; ``item`` narrows them to those that are needed under one."""
    if request.method != "POST":
        return _list(request, reader)
    then = reverse("glossary", args=[reader.consultation.slug])
    return run(request, reader, REMOVE_ALL, then=then, again=lambda refused: _list(request, reader, refused))


def _list(request: HttpRequest, reader: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation, query = reader.consultation, TableQuery(request.GET)
    items = [
        (str(row.pk), Wording(f"{row.position}. {localized(row.title)}", localized_in(row.title)))
        for row in agendas([consultation])[consultation.pk]
    ]
    item = query.filter("item", _("Item"), items)
    rows = queries.entries(consultation)
    total = queries.size(consultation)
    if item.value:
        rows = queries.of_item(rows, int(item.value))
    table = GlossaryTable(consultation, rows, query, narrowed_by([item]))
    if table.query.format:
        return export(table, f"glossary-{consultation.slug}")
    reason = refused.reason if refused else None
    edits = reader.may_send(Action.GLOSSARY_EDIT)
    context = {
        "consultation": consultation,
        "table": table,
        "rows": [_row(entry, table.languages) for entry in table.rows],
        "filters": [item] if items else [],
        "total": total,
        "edits": edits,
        "imports": edits and reader.may_send(Action.PEOPLE_IMPORT),
        "removal": (refused.form if refused else None) or _removal_form(reader, None),
        "refusal": refusal_message(reason, consultation.zone) if reason else "",
    }
    return render(request, "web/agenda/glossary.html", context, status=refused.status if refused else HTTPStatus.OK)


@page(may(Action.GLOSSARY_READ))
def glossary_tbx(_request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """The whole glossary as TBX."""
    of, language = reader.consultation, reader_language()
    concepts = (
        Concept(
            entry.number,
            entry.terms,
            entry.note,
            tuple(f"{item.listing} {item.number}" for item in entry.items.all()),
        )
        for entry in queries.entries(of)
    )
    return download(written(concepts, localized(of.title), language), f"glossary-{of.slug}.tbx", TBX)


@page(may(Action.GLOSSARY_READ))
def glossary_terms(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """What a booth searches: asked for once, and then whether it is still so."""
    etag = f'"{queries.state(reader.consultation)}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = JsonResponse({"entries": queries.as_listed(reader.consultation)})
        answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@dataclass(frozen=True)
class _AtEntry(InConsultation):
    """Somebody who writes an entry: one that there is, or a new one."""

    entry: GlossaryEntry | None

    @property
    def known(self) -> GlossaryEntry:
        """The entry that there is."""
        if self.entry is None:
            raise Http404
        return self.entry


def _form(at: _AtEntry, request: HttpRequest | None) -> EntryForm:
    before = GlossaryRecord.of(at.entry) if at.entry else None
    return EntryForm(request.POST if request else None, at.consultation, before)


def _save(at: _AtEntry, _request: HttpRequest, form: EntryForm) -> str:
    if at.entry is None:
        actions.add_entry(at.consultation.pk, at.performer, at.now, form.record)
        return _("The entry is added.")
    actions.change_entry(at.entry, at.performer, at.now, form.record, seen=form.cleaned_data["seen"])
    return _("The entry is saved.")


def _remove(at: _AtEntry, _request: HttpRequest, _form: None) -> Done:
    actions.remove_entry(at.known, at.performer, at.now)
    return Done(_("The entry is removed."), then=reverse("glossary", args=[at.consultation.slug]))


SAVE = PageAction("save", Action.GLOSSARY_EDIT, _save, _form)
ACTIONS = registered(SAVE, PageAction("remove", Action.GLOSSARY_EDIT, _remove))


@page(may(Action.GLOSSARY_EDIT), FORM)
def glossary_new(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """A new entry with its fields."""
    at = _AtEntry(desk.consultation, desk.visitor, desk.performer, desk.now, None)
    if request.method != "POST":
        return _one(request, at, _form(at, None))
    then = reverse("glossary", args=[desk.consultation.slug])
    return run(request, at, SAVE, then=then, again=lambda refused: _one(request, at, refused.form, refused))


@page(may(Action.GLOSSARY_EDIT), FORM)
def glossary_entry(request: HttpRequest, desk: InConsultation, number: int) -> HttpResponse:
    """One entry with its fields; changed, or removed."""
    entry = queries.find(desk.consultation, number)
    if entry is None:
        raise Http404
    at = _AtEntry(desk.consultation, desk.visitor, desk.performer, desk.now, entry)
    if request.method != "POST":
        return _one(request, at, _form(at, None))
    then = reverse("glossary_entry", args=[desk.consultation.slug, number])

    def again(refused: Again) -> HttpResponse:
        return _one(request, at, refused.form or _form(at, None), refused)

    return run(request, at, sent(request, ACTIONS, otherwise=SAVE.name), then=then, again=again)


def _one(request: HttpRequest, at: _AtEntry, form: BaseForm | None, refused: Again | None = None) -> HttpResponse:
    shown = form or _form(at, None)
    reason = refused.reason if refused else None
    context = {
        "consultation": at.consultation,
        "entry": at.entry,
        "form": shown,
        "terms": bound(shown, "term") if isinstance(shown, EntryForm) else [],
        "refusal": refusal_message(reason, at.consultation.zone) if reason else "",
    }
    return render(
        request, "web/agenda/glossary_entry.html", context, status=refused.status if refused else HTTPStatus.OK
    )
