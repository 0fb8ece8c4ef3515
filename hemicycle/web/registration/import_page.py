"""Imports: the list of them and the next one, what each row says, and the files to begin with."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hemicycle.imports import background, queries, run
from hemicycle.imports.messages import say
from hemicycle.imports.present import COLUMNS
from hemicycle.people.models import Import
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.registration import import_files
from hemicycle.web.registration.import_form import ImportForm
from hemicycle.web.registration.import_rows import ImportRows
from hemicycle.web.toolkit.exports import FORMATS, export

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation

#: How often the page of an import that is under way asks again, in seconds.
_AGAIN = 3


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    """What was imported, and a file to be imported next."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.PEOPLE_IMPORT)
    form = ImportForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        made = _begin(request, consultation, form)
        if made is not None:
            return redirect("import_rows", slug, made.pk)
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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_rows(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What each row of a file says and does; then, what it did."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.PEOPLE_IMPORT)
    import_ = get_object_or_404(queries.imports(consultation), pk=pk)
    refusal, status = import_.reason, HTTPStatus.OK
    if request.method == "POST":
        try:
            background.apply(import_, visitors.performer(request), timezone.now())
        except Refusal as refused:
            refusal, status = refused.reason, HTTPStatus.CONFLICT
        else:
            _tell(request, Import.objects.get(pk=pk))
            return redirect("import_rows", slug, pk)
    rows = ImportRows(import_, request.GET)
    ending = request.GET.get("format")
    if ending in FORMATS:
        return export(rows.listing, f"import-{import_.pk}-rows", ending)
    context = {
        "consultation": consultation,
        "import": import_,
        "rows": rows,
        "table": rows.listing,
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


@login_required
@require_safe
def import_columns(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The columns as a file: empty, or with what is kept now."""
    consultation, _visitor = visitors.at_desk(request, slug, Action.PEOPLE_IMPORT)
    ending = request.GET.get("format", "xlsx")
    if kind not in COLUMNS or ending not in FORMATS:
        raise Http404(kind)
    if "filled" in request.GET:
        return import_files.filled(consultation, kind, ending)
    return import_files.empty(kind, ending)
