"""What is looked up: documents, permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hemicycle.agenda.queries import document as find_document
from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.documents.models import Document
from hemicycle.web.access import visitors

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def document(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """A document: its titles, what it carries, and the items that it is for."""
    try:
        found = find_document(slug, symbol)
    except Document.DoesNotExist as error:
        raise Http404 from error
    today = timezone.now().astimezone(found.consultation.zone).date()
    visitors.take_part(visitors.person(request), found.consultation, today)
    unchecked = {language for item in found.items.all() for language in item.unchecked}
    titles = [
        (code, NATIVE_NAMES[code], found.title[code], code in unchecked) for code in LANGUAGES if code in found.title
    ]
    return render(request, "web/sittings/document.html", {"document": found, "titles": titles, "unchecked": unchecked})
