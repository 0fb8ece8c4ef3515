"""What follows from a change of a setting, on the page that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone

from hemicycle.consultations.joins import listed
from hemicycle.web.setup.what_follows import in_progress, of_page

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation

register = template.Library()


@register.inclusion_tag("web/setup/parts/what_follows.html")
def what_follows(consultation: Consultation, page: str) -> dict[str, Any]:
    """Say it of each setting of a page; nothing while nothing is in progress.

    Args:
        page: The name of its address, as in the table of settings.
    """
    return {"open": listed(in_progress(consultation, timezone.now())), "settings": of_page(page)}
