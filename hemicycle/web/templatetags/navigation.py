"""The navigation of the desk, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from hemicycle.web.desk import navigation

if TYPE_CHECKING:
    from collections.abc import Mapping

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_navigation(context: Mapping[str, Any]) -> navigation.Navigation | None:
    """What stands beside and above the page; nothing for whoever does not sit at a desk, and on a page without one."""
    request = context.get("request")
    return navigation.of_request(request) if request is not None else None
