"""Imports: the list of them and the next one, what each row says, and the files to begin with."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.imports import background, queries, run
from hemicycle.imports.messages import say
from hemicycle.imports.models import Import
from hemicycle.imports.present import COLUMNS
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.registration import import_files
from hemicycle.web.registration.import_form import ImportForm
from hemicycle.web.registration.import_rows import ImportRows
from hemicycle.web.toolkit.exports import export
from hemicycle.web.toolkit.tables import FORMATS, TableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.permissions import InConsultation

#: How often the page of an import that is under way asks again, in seconds.
_AGAIN = 3


@page(may(Action.PEOPLE_IMPORT), FORM)
def imports(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """What was imported, and a file to be imported next."""
    consultation = desk.consultation
    form = ImportForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        made = _begin(request, consultation, form)
        if made is not None:
            return redirect("import_rows", desk.consultation.slug, made.pk)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "consultation": consultation,
        "form": form,
        "imports": queries.imports(consultation),
        "kinds": Import.Kind.choices,
        "explained": [(label, COLUMNS[kind]) for kind, label in Import.Kind.choices],
    }
    return render(request, "web/registration/imports.html", context, status=status)


def _begin(request: HttpRequest, consultation: Consultation, form: ImportForm) -> Import | None:
    if not form.is_valid():
        return None
    at = timezone.now()
    try:
        made = run.begin(
            consultation.pk, visitors.performer(request), at, form.cleaned_data["kind"], form.cleaned_data["file"]
        )
    except Refusal as refused:
        form.add_error("file", say(refused.reason, consultation.zone))
        return None
    background.check(made, at)
    return made


@page(may(Action.PEOPLE_IMPORT), FORM)
def import_rows(request: HttpRequest, desk: InConsultation, pk: int) -> HttpResponse:
    """What each row of a file says and does; then, what it did."""
    consultation = desk.consultation
    try:
        import_ = queries.find(consultation, pk)
    except Import.DoesNotExist as error:
        raise Http404 from error
    refusal, status = import_.reason, HTTPStatus.OK
    if request.method == "POST":
        try:
            background.apply(import_, desk.performer, desk.now)
        except Refusal as refused:
            refusal, status = refused.reason, HTTPStatus.CONFLICT
        else:
            _tell(request, queries.find(consultation, pk))
            return redirect("import_rows", desk.consultation.slug, pk)
    rows = ImportRows(import_, TableQuery(request.GET))
    if rows.table.query.format:
        return export(rows.table, f"import-{import_.pk}-rows")
    context = {
        "consultation": consultation,
        "import": import_,
        "rows": rows,
        "table": rows.table,
        "before": queries.imported_before(import_),
        "refusal": say(refusal, consultation.zone) if refusal else "",
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
    if kind not in COLUMNS or ending not in FORMATS:
        raise Http404(kind)
    if "filled" in request.GET:
        return import_files.filled(consultation, kind, ending)
    return import_files.empty(kind, ending)
