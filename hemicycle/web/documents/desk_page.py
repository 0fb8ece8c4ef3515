"""The secretariat's pages of a document: a new one, and one that is prepared, posted, corrected or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.document_series import series_of
from hemicycle.consultations.languages import is_language
from hemicycle.documents import queries
from hemicycle.documents.actions import documents, posting
from hemicycle.documents.messages import refusal_message
from hemicycle.documents.numbering import Numbering
from hemicycle.documents.queries import current_files, former_files
from hemicycle.documents.reading import ListedFile
from hemicycle.documents.reasons import DocumentCode
from hemicycle.documents.record import DocumentRecord, require_kind, require_link
from hemicycle.people.member_names import in_list_order, member_name
from hemicycle.people.queries import members
from hemicycle.people.uploads import look
from hemicycle.rules.documents import Standing
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.versions import Change
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.documents.document_page import language_versions, related
from hemicycle.web.documents.files import shown
from hemicycle.web.documents.forms import DocumentForm, EmbargoForm, FileForm, Offered, PostForm, WithdrawalForm
from hemicycle.web.documents.labels import CHANGES, LOOKS, NEW_VERSIONS, STANDINGS
from hemicycle.web.toolkit.language_fields import text_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.documents.models import Document
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class _AtDocument(InConsultation):
    """Somebody who writes a document: one that there is, or a new one.

    Attributes:
        begins: What a new one begins with.
    """

    document: Document | None
    begins: DocumentRecord

    @property
    def known(self) -> Document:
        """The document that there is."""
        if self.document is None:
            raise Http404
        return self.document


def _form(at: _AtDocument, request: HttpRequest | None) -> DocumentForm:
    of = at.consultation
    named = [(row.code, member_name(row)) for row in in_list_order(members(of.body_id), of.body)]
    return DocumentForm(
        request.POST if request else None,
        at.begins,
        Offered(of.languages.documents, contents_of(of), series_of(of), named),
        new=at.document is None,
    )


def _file_form(at: _AtDocument, request: HttpRequest | None) -> FileForm:
    languages = at.consultation.languages.documents
    if at.document is not None and at.document.posted_at is not None:
        given = {file.language for file in current_files([at.document])[at.document.pk]}
        languages = tuple(code for code in languages if code not in given)
    return FileForm(languages, request.POST if request else None, request.FILES if request else None)


def _embargo_form(at: _AtDocument, request: HttpRequest | None) -> EmbargoForm:
    return EmbargoForm(request.POST if request else None, {"until": at.known.embargo_until}, at.consultation.zone)


def _post_form(_at: _AtDocument, request: HttpRequest | None) -> PostForm:
    return PostForm(request.POST if request else None, label_suffix="")


def _withdrawal_form(at: _AtDocument, request: HttpRequest | None) -> WithdrawalForm:
    return WithdrawalForm(request.POST if request else None, at.consultation.languages.documents)


def _save(at: _AtDocument, _request: HttpRequest, form: DocumentForm) -> Done:
    if at.document is None:
        made = documents.add_document(at.consultation.pk, at.performer, at.now, form.record)
        then = reverse("document_edit", args=[at.consultation.slug, made.pk])
        told = _("%(symbol)s is added, in preparation. Now add its files, and post it.")
        return Done(told % {"symbol": made.symbol}, then=then)
    documents.change_document(at.document, at.performer, at.now, form.record, seen=form.cleaned_data["seen"])
    return Done(_("The document is saved."))


def _give(at: _AtDocument, _request: HttpRequest, form: FileForm) -> str:
    given = form.cleaned_data
    if bool(given["file"]) == bool(given["link"]):
        raise Refusal(DocumentCode.DOCUMENT_FILE_OR_LINK)
    file = require_kind(look(given["file"])) if given["file"] else None
    link = require_link(given["link"]) if given["link"] else ""
    documents.give(at.known, at.performer, at.now, given["language"], file=file, link=link)
    where = at.known.standing(at.now)
    if where is Standing.POSTED:
        return _("The language version is added with today’s date. It is open to all participants now.")
    return _("It is added to the document.")


def _take_away(at: _AtDocument, request: HttpRequest, _form: None) -> str:
    language = request.POST.get("language", "")
    if not is_language(language):
        raise Refusal(DocumentCode.DOCUMENT_NO_FILE)
    documents.take_away(at.known, at.performer, at.now, language)
    return _("It is taken away from the document; it stays on record.")


def _translate(at: _AtDocument, request: HttpRequest, _form: None) -> str:
    known = at.consultation.languages.documents
    asked = [code for code in known if code in request.POST.getlist("translating")]
    documents.translate(at.known, at.performer, at.now, asked)
    return _("The languages in translation are saved.")


def _post(at: _AtDocument, _request: HttpRequest, _form: PostForm) -> str:
    made = posting.post_document(at.known, at.performer, at.now)
    if made.standing(at.now) is Standing.EMBARGOED:
        return _("The document is posted. Participants see it once the embargo ends.")
    return _("The document is posted. It is open to all participants now.")


def _embargo(at: _AtDocument, _request: HttpRequest, form: EmbargoForm) -> str:
    until = form.cleaned_data["until"]
    posting.embargo_document(at.known, at.performer, at.now, until)
    return _("The embargo is saved.") if until else _("There is no embargo.")


def _withdraw(at: _AtDocument, _request: HttpRequest, form: WithdrawalForm) -> str:
    posting.withdraw_document(at.known, at.performer, at.now, text_in(form.cleaned_data, "why"))
    return _("The document is withdrawn. Participants see its title and the reason.")


def _remove(at: _AtDocument, _request: HttpRequest, _form: None) -> Done:
    documents.remove_document(at.known, at.performer, at.now)
    return Done(_("The document is removed."), then=reverse("documents_list", args=[at.consultation.slug]))


SAVE = PageAction("save", Action.DOCUMENT_EDIT, _save, _form)
ACTIONS = registered(
    SAVE,
    PageAction("give", Action.DOCUMENT_EDIT, _give, _file_form),
    PageAction("take_away", Action.DOCUMENT_EDIT, _take_away),
    PageAction("translate", Action.DOCUMENT_EDIT, _translate),
    PageAction("embargo", Action.DOCUMENT_POST, _embargo, _embargo_form),
    PageAction("post", Action.DOCUMENT_POST, _post, _post_form),
    PageAction("withdraw", Action.DOCUMENT_WITHDRAW, _withdraw, _withdrawal_form),
    PageAction("remove", Action.DOCUMENT_EDIT, _remove),
)


@page(may(Action.DOCUMENT_EDIT), FORM)
def document_new(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """A new document with its fields; a version of another one, where the address names that (``of``, ``change``)."""
    at = _AtDocument(desk.consultation, desk.visitor, desk.performer, desk.now, None, _beginning(request, desk))
    if request.method != "POST":
        return _page(request, at)
    return run(request, at, SAVE, then="", again=lambda refused: _page(request, at, refused))


def _beginning(request: HttpRequest, desk: InConsultation) -> DocumentRecord:
    """An empty one, or a version that begins with what its base says."""
    change, of = request.GET.get("change", ""), request.GET.get("of", "")
    if not change and not of:
        series = series_of(desk.consultation)
        return DocumentRecord(series=next(iter(series), ""))
    base = queries.by_symbol(desk.consultation, of)
    if base is None or change not in set(Change):
        raise Http404
    before = DocumentRecord.of(base)
    keeps = change == Change.REVISION
    return DocumentRecord(
        title=before.title,
        contains=before.contains if keeps else (),
        base=base.symbol,
        change=change,
        submitters=before.submitters,
        submitted_by=before.submitted_by,
    )


@page(may(Action.DOCUMENT_EDIT), FORM)
def document_edit(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """One document with its fields while it is prepared, its files, and what can be done with it."""
    document = queries.find(desk.consultation, pk)
    if document is None:
        raise Http404
    record = DocumentRecord.of(document)
    at = _AtDocument(desk.consultation, desk.visitor, desk.performer, desk.now, document, record)
    if request.method != "POST":
        return _page(request, at)
    then = reverse("document_edit", args=[desk.consultation.slug, pk])
    action = sent(request, ACTIONS, otherwise=SAVE.name)
    return run(request, at, action, then=then, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: _AtDocument, refused: Again | None = None) -> HttpResponse:
    kept: Any = refused.form if refused else None
    reason = refused.reason if refused else None
    context: dict[str, Any] = {
        "consultation": at.consultation,
        "document": at.document,
        "begins": at.begins,
        "change": CHANGES[Change(at.begins.change)] if at.begins.change else "",
        "form": kept if isinstance(kept, DocumentForm) else _form(at, None),
        "next_symbols": _next_symbols(at),
        "refusal": refusal_message(reason, at.consultation.zone) if reason else "",
    }
    if at.document is not None:
        context |= _of_document(at, at.document, kept)
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/documents/document_edit.html", context, status=status)


def _next_symbols(at: _AtDocument) -> list[tuple[str, str]]:
    """The next free symbol of each series, or that of a version."""
    if at.document is not None:
        return []
    numbering, series = Numbering(at.consultation), series_of(at.consultation)
    if at.begins.change:
        base = queries.by_symbol(at.consultation, at.begins.base)
        return [(at.begins.base, numbering.next_version(base, Change(at.begins.change)))] if base else []
    return [(row.label, numbering.next_symbol(key)) for key, row in series.items()]


def _of_document(at: _AtDocument, document: Document, kept: object) -> dict[str, Any]:
    where, slug = document.standing(at.now), at.consultation.slug
    files = current_files([document])[document.pk]
    above, beneath = related(document, at.now, sees_all=True)
    languages = at.consultation.languages.documents
    file_form = kept if isinstance(kept, FileForm) else _file_form(at, None)
    return {
        "standing": where.value,
        "label": STANDINGS[where],
        "look": LOOKS[where],
        "files": shown(slug, document, map(ListedFile.of, files)),
        "versions": language_versions(slug, document, files, languages, opens=True),
        "file_form": file_form if file_form.fields["language"].choices else None,  # type: ignore[attr-defined]
        "embargo_form": kept if isinstance(kept, EmbargoForm) else _embargo_form(at, None),
        "post_form": kept if isinstance(kept, PostForm) else _post_form(at, None),
        "withdrawal_form": kept if isinstance(kept, WithdrawalForm) else _withdrawal_form(at, None),
        "former": former_files(document),
        "used": queries.is_used(document),
        "public": queries.is_public(document),
        "above": above,
        "beneath": beneath,
        "new_versions": [(change.value, words) for change, words in NEW_VERSIONS.items()],
        "posts": at.may_send(Action.DOCUMENT_POST),
        "withdraws": at.may_send(Action.DOCUMENT_WITHDRAW),
    }
