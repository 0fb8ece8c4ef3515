"""Documents, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from hemicycle.documents.queries import hidden_symbols
from hemicycle.rules.permissions import Action
from hemicycle.web.access import visits
from hemicycle.web.access.permissions import InConsultation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from hemicycle.consultations.models import Consultation

register = template.Library()


@register.simple_tag(takes_context=True)
def document_link(
    context: Mapping[str, Any],
    consultation: Consultation,
    symbol: str,
    reads: bool | None = None,  # noqa: FBT001 - as a template gives it
) -> SafeString:
    """A document's symbol; a link to it for readers of documents who see this one.

    Args:
        reads: Whether the reader may; by default, whether the page's visitor may.
    """
    if reads is None:
        visit = visits.of(context["request"])
        reads = isinstance(visit, InConsultation) and visit.may_read(Action.DOCUMENTS_READ)
    if not reads or symbol in _hidden(context["request"], consultation):
        return format_html('<bdi dir="ltr">{}</bdi>', symbol)
    return format_html(
        '<a href="{}"><bdi dir="ltr">{}</bdi></a>', reverse("document", args=[consultation.slug, symbol]), symbol
    )


def _hidden(request: HttpRequest, consultation: Consultation) -> frozenset[str]:
    """Symbols of documents that the page's visitor does not see, asked for once."""
    visit = visits.of(request)
    if isinstance(visit, InConsultation) and visit.may_read(Action.DOCUMENT_EDIT):
        return frozenset()
    kept: dict[int, frozenset[str]] = request.__dict__.setdefault("hidden_documents", {})
    if consultation.pk not in kept:
        kept[consultation.pk] = hidden_symbols(consultation, timezone.now())
    return kept[consultation.pk]
