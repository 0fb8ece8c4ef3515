"""The list of documents: searched by their text too, narrowed, exported; what is new, and what can be posted."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda import queries as agenda
from hemicycle.consultations.document_series import series_of
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import localized, localized_in
from hemicycle.documents import queries, reading
from hemicycle.documents.actions import posting
from hemicycle.documents.messages import refusal_message
from hemicycle.fields.keys import key_of
from hemicycle.rules.documents import Standing
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.documents.labels import STANDINGS
from hemicycle.web.documents.rows import DocumentTable, reading_at
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import Filter, TableQuery, narrowed_by

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from hemicycle.documents.models import Document
    from hemicycle.documents.reading import Reading
    from hemicycle.web.access.page_actions import Again

#: Instead of a language: what can be opened in none.
NO_FILE = "none"


def _filters(seen: Reading, query: TableQuery) -> dict[str, Filter]:
    consultation = seen.consultation
    languages = [*choices(consultation.languages.documents), (NO_FILE, _("Without a file"))]
    standings = list(Standing) if seen.prepares else [Standing.POSTED, Standing.WITHDRAWN]
    series = [(key, row.label) for key, row in series_of(consultation).items()]
    items = [
        (str(row.pk), Wording(f"{row.position}. {localized(row.title)}", localized_in(row.title)))
        for row in agenda.agendas([consultation])[consultation.pk]
    ]
    filters = [
        query.filter("series", _("Series"), series),
        query.filter("language", _("Language"), languages),
        query.filter("status", _("Status"), [(one.value, STANDINGS[one]) for one in standings]),
        query.filter("item", _("Agenda item"), items),
    ]
    if seen.seen_at is not None:
        filters.append(query.filter("new", _("Since your last visit"), [("yes", _("New"))]))
    return {one.name: one for one in filters if one.choices}


def _found(seen: Reading, text: str) -> set[int] | None:
    """Keys of what is found by a text, also by that of an item or of what a document contains."""
    if not text:
        return None
    of_items = agenda.documents_of_items_named(seen.consultation, text)
    return seen.found(text, of_items | queries.containing_what_is_named(seen.consultation, text))


def _narrowed(seen: Reading, filters: dict[str, Filter]) -> QuerySet[Document]:
    chosen = {name: one.value for name, one in filters.items() if one.value}
    rows = seen.documents
    if "new" in chosen:
        rows = queries.narrowed(rows, seen.new())
    if "status" in chosen:
        rows = queries.narrowed(rows, seen.standing(Standing(chosen["status"])))
    if "series" in chosen:
        rows = queries.of_series(rows, [chosen["series"]])
    if "language" in chosen:
        rows = reading.with_file(rows, "" if chosen["language"] == NO_FILE else chosen["language"])
    if "item" in chosen:
        item = int(chosen["item"])
        also = [key for key, row in agenda.items_of_contributions(seen.consultation).items() if row.pk == item]
        rows = queries.of_items(rows, [item], also)
    return rows


def _seen(at: InConsultation, _request: HttpRequest, _form: None) -> str:
    reading.seen(at.consultation, at.visitor.registration.person_id, at.now)
    return _("All documents are marked as seen.")


def _post(at: InConsultation, request: HttpRequest, _form: None) -> str:
    keys = [key for text in request.POST.getlist("document") if (key := key_of(text)) is not None]
    told = posting.post_all(at.consultation.pk, at.performer, at.now, keys)
    return ngettext("%(number)s document is posted.", "%(number)s documents are posted.", len(told)) % {
        "number": len(told)
    }


SEEN = PageAction("seen", Action.DOCUMENTS_READ, _seen)
ACTIONS = registered(SEEN, PageAction("post", Action.DOCUMENT_POST, _post))


@page(may(Action.DOCUMENTS_READ), FORM)
def documents(request: HttpRequest, reader: InConsultation) -> HttpResponse:
    """Every document that the reader sees."""
    if request.method != "POST":
        return _page(request, reader)
    then = reverse("documents_list", args=[reader.consultation.slug])
    again = lambda refused: _page(request, reader, refused)  # noqa: E731 - as every page has it
    return run(request, reader, sent(request, ACTIONS), then=then, again=again)


def _page(request: HttpRequest, reader: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation, query, seen = reader.consultation, TableQuery(request.GET), reading_at(reader)
    filters = _filters(seen, query)
    narrowed, found = _narrowed(seen, filters), _found(seen, query.search)
    table = DocumentTable(seen, narrowed, query, narrowed_by(filters.values()), found)
    if table.query.format:
        return export(table, f"documents-{consultation.slug}")
    reason = refused.reason if refused else None
    context: dict[str, Any] = {
        "consultation": consultation,
        "table": table,
        "filters": list(filters.values()),
        "total": queries.number(seen.documents),
        "new": queries.number(queries.narrowed(seen.documents, seen.new())),
        "seen_at": seen.seen_at,
        "edits": reader.may_send(Action.DOCUMENT_EDIT),
        "imports": reader.may_send(Action.PEOPLE_IMPORT),
        "ready": queries.ready(consultation) if reader.may_send(Action.DOCUMENT_POST) else [],
        "refusal": refusal_message(reason, consultation.zone) if reason else "",
    }
    return render(request, "web/documents/documents.html", context, status=refused.status if refused else HTTPStatus.OK)
