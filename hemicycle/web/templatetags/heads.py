"""The head of each page, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from hemicycle.consultations.queries import PRODUCT
from hemicycle.web.letters.page_head import PageHead, page_head

if TYPE_CHECKING:
    from collections.abc import Mapping

register = template.Library()


@register.simple_tag(takes_context=True)
def head_of_page(context: Mapping[str, Any]) -> PageHead:
    """Whose page it is: a body with its emblem, or the product."""
    request = context.get("request")
    return page_head(request) if request is not None else PageHead(PRODUCT)
