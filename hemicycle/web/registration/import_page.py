"""Imports: the list of them and the next one, what each row says, and the files to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.imports import background, queries
from hemicycle.imports.desks import DESKS, columns_of
from hemicycle.imports.models import Import
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.run import begin
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, Permission, page
from hemicycle.web.access.page_actions import Done, PageAction, run
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.registration import import_files
from hemicycle.web.registration.import_form import ImportForm
from hemicycle.web.registration.import_rows import ImportRows
from hemicycle.web.registration.import_words import refusal_message
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import FORMATS, TableQuery

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from hemicycle.rules.reasons import Reason
    from hemicycle.web.access.page_actions import Again

#: How often the page of an import that is under way asks again, in seconds.
_AGAIN = 3


def _form(_desk: InConsultation, request: HttpRequest | None) -> ImportForm:
    return ImportForm(request.POST if request else None, request.FILES if request else None)


def _empty(request: HttpRequest) -> ImportForm:
    """The form, with the kind that the address names."""
    return ImportForm(initial={"kind": request.GET.get("kind", "")})


def _begin(desk: InConsultation, _request: HttpRequest, form: ImportForm) -> Done:
    typed = form.cleaned_data
    made = begin(desk.consultation.pk, desk.performer, desk.now, typed["kind"], typed["file"], typed.get("instrument"))
    background.check(made, desk.now)
    return Done(then=reverse("import_rows", args=[desk.consultation.slug, made.pk]))


BEGIN = PageAction("begin", Action.PEOPLE_IMPORT, _begin, _form)


@page(may(BEGIN.action), FORM)
def imports(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """What was imported, and a file to be imported next."""
    if request.method != "POST":
        return _imports(request, desk, _empty(request))

    def again(refused: Again) -> HttpResponse:
        if refused.form is not None and refused.reason is not None:
            refused.form.add_error("file", refusal_message(refused.reason, desk.consultation.zone))
        return _imports(request, desk, refused.form, refused.status)

    return run(request, desk, BEGIN, then=reverse("imports", args=[desk.consultation.slug]), again=again)


def _imports(
    request: HttpRequest, desk: InConsultation, form: BaseForm | None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "consultation": desk.consultation,
        "form": form,
        "imports": queries.imports(desk.consultation),
        "kinds": Import.Kind.choices,
        "explained": [(label, columns_of(kind, desk.consultation)) for kind, label in Import.Kind.choices],
    }
    return render(request, "web/registration/imports.html", context, status=status)


@dataclass(frozen=True)
class _AtImport(InConsultation):
    """Somebody at the desk, and the import that they look at."""

    import_: Import


def _at_import(action: Action) -> Permission[_AtImport]:
    """To do this with the import that ``pk`` names."""
    desk = may(action)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> _AtImport:
        at = desk.check(request, arguments)
        try:
            import_ = queries.find(at.consultation, arguments.pop("pk"))
        except Import.DoesNotExist as error:
            raise Http404 from error
        return _AtImport(at.consultation, at.visitor, at.performer, at.now, import_)

    return Permission(action, check)


def _apply(at: _AtImport, request: HttpRequest, _form: None) -> str:
    if at.import_.counts.get("names") and "names_confirmed" not in request.POST:
        raise Refusal(ImportCode.IMPORT_NAMES_UNCONFIRMED)
    background.apply(at.import_, at.performer, at.now)
    _tell(request, queries.find(at.consultation, at.import_.pk))
    return ""


APPLY = PageAction("apply", Action.PEOPLE_IMPORT, _apply)


@page(_at_import(APPLY.action), FORM)
def import_rows(request: HttpRequest, at: _AtImport) -> HttpResponse:
    """What each row of a file says and does; then, what it did."""
    if request.method != "POST":
        return _rows(request, at, at.import_.reason)

    def again(refused: Again) -> HttpResponse:
        return _rows(request, at, refused.reason, refused.status)

    then = reverse("import_rows", args=[at.consultation.slug, at.import_.pk])
    return run(request, at, APPLY, then=then, again=again)


def _rows(
    request: HttpRequest, at: _AtImport, refusal: Reason | None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    import_ = at.import_
    rows = ImportRows(import_, TableQuery(request.GET))
    if rows.table.query.format:
        return export(rows.table, f"import-{import_.pk}-rows")
    context = {
        "consultation": at.consultation,
        "import": import_,
        "rows": rows,
        "table": rows.table,
        "before": queries.imported_before(import_),
        "refusal": refusal_message(refusal, at.consultation.zone) if refusal else "",
        "again": _AGAIN,
    }
    return render(request, "web/registration/import_rows.html", context, status=status)


def _tell(request: HttpRequest, import_: Import) -> None:
    if import_.state == Import.State.APPLIED:
        text = ngettext("%(count)d row was imported.", "%(count)d rows were imported.", import_.writes)
        messages.success(request, text % {"count": import_.writes})
    else:
        messages.info(request, _("The rows are being imported. This page shows when it is done."))


@page(may(Action.PEOPLE_IMPORT))
def import_columns(request: HttpRequest, desk: InConsultation, kind: str) -> HttpResponse:
    """The columns as a file: empty, or with what is kept now."""
    consultation = desk.consultation
    ending = request.GET.get("format", "xlsx")
    if kind not in DESKS or ending not in FORMATS:
        raise Http404(kind)
    if "filled" in request.GET:
        return import_files.filled(consultation, kind, ending)
    return import_files.empty(consultation, kind, ending)
