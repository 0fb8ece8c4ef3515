"""The secretariat's pages of a document: a new one, and one with its fields and files."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.languages import is_language
from hemicycle.documents import queries
from hemicycle.documents.actions import documents
from hemicycle.documents.messages import refusal_message
from hemicycle.documents.queries import current_files, former_files
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import DocumentRecord, require_kind, require_link
from hemicycle.people.uploads import look
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.documents.files import shown
from hemicycle.web.documents.forms import DocumentForm, FileForm
from hemicycle.web.toolkit.language_fields import bound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.documents.models import Document
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class _AtDocument(InConsultation):
    """Somebody who writes a document: one that there is, or a new one."""

    document: Document | None

    @property
    def known(self) -> Document:
        """The document that there is."""
        if self.document is None:
            raise Http404
        return self.document


def _form(at: _AtDocument, request: HttpRequest | None) -> DocumentForm:
    before = DocumentRecord.of(at.document) if at.document else None
    languages, contents = at.consultation.languages.documents, contents_of(at.consultation)
    return DocumentForm(request.POST if request else None, before, languages, contents)


def _file_form(at: _AtDocument, request: HttpRequest | None) -> FileForm:
    languages = at.consultation.languages.documents
    return FileForm(languages, request.POST if request else None, request.FILES if request else None)


def _save(at: _AtDocument, _request: HttpRequest, form: DocumentForm) -> Done:
    if at.document is None:
        made = documents.add_document(at.consultation.pk, at.performer, at.now, form.record)
        then = reverse("document_edit", args=[at.consultation.slug, made.pk])
        return Done(_("The document is added. Now add its files."), then=then)
    documents.change_document(at.document, at.performer, at.now, form.record, seen=form.cleaned_data["seen"])
    return Done(_("The document is saved."))


def _give(at: _AtDocument, _request: HttpRequest, form: FileForm) -> str:
    given = form.cleaned_data
    if bool(given["file"]) == bool(given["link"]):
        raise Refusal(DocumentCode.DOCUMENT_FILE_OR_LINK)
    file = require_kind(look(given["file"])) if given["file"] else None
    link = require_link(given["link"]) if given["link"] else ""
    documents.give(at.known, at.performer, at.now, given["language"], file=file, link=link)
    return _("It is open to all participants now.")


def _take_away(at: _AtDocument, request: HttpRequest, _form: None) -> str:
    language = request.POST.get("language", "")
    if not is_language(language):
        raise Refusal(DocumentCode.DOCUMENT_NO_FILE)
    documents.take_away(at.known, at.performer, at.now, language)
    return _("It is no longer open to participants; it stays on record.")


def _remove(at: _AtDocument, _request: HttpRequest, _form: None) -> Done:
    documents.remove_document(at.known, at.performer, at.now)
    return Done(_("The document is removed."), then=reverse("documents_list", args=[at.consultation.slug]))


SAVE = PageAction("save", Action.DOCUMENT_EDIT, _save, _form)
GIVE = PageAction("give", Action.DOCUMENT_EDIT, _give, _file_form)
ACTIONS = registered(
    SAVE,
    GIVE,
    PageAction("take_away", Action.DOCUMENT_EDIT, _take_away),
    PageAction("remove", Action.DOCUMENT_EDIT, _remove),
)


@page(may(Action.DOCUMENT_EDIT), FORM)
def document_new(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """A new document with its fields."""
    at = _AtDocument(desk.consultation, desk.visitor, desk.performer, desk.now, None)
    if request.method != "POST":
        return _page(request, at)
    return run(request, at, SAVE, then="", again=lambda refused: _page(request, at, refused))


@page(may(Action.DOCUMENT_EDIT), FORM)
def document_edit(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """One document with its fields, its files, and those before them."""
    document = queries.find(desk.consultation, pk)
    if document is None:
        raise Http404
    at = _AtDocument(desk.consultation, desk.visitor, desk.performer, desk.now, document)
    if request.method != "POST":
        return _page(request, at)
    then = reverse("document_edit", args=[desk.consultation.slug, pk])
    action = sent(request, ACTIONS, otherwise=SAVE.name)
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: _AtDocument, refused: Again | None = None) -> HttpResponse:
    kept: Any = refused.form if refused else None
    form = kept if isinstance(kept, DocumentForm) else _form(at, None)
    reason = refused.reason if refused else None
    document = at.document
    context = {
        "consultation": at.consultation,
        "document": document,
        "form": form,
        "file_form": kept if isinstance(kept, FileForm) else _file_form(at, None),
        "titles": bound(form, "title"),
        "files": shown(at.consultation.slug, document, current_files([document])[document.pk]) if document else [],
        "former": former_files(document) if document else [],
        "used": queries.is_used(document),
        "refusal": refusal_message(reason, at.consultation.zone) if reason else "",
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/documents/document_edit.html", context, status=status)
