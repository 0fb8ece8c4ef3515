"""What templates of papers ask: the direction of a text, which WeasyPrint does not find by itself."""

from __future__ import annotations

from django import template

from hemicycle.web.toolkit import bidi

register = template.Library()


@register.filter
def own_direction(text: str) -> str:
    """Which way a text runs, by its own letters."""
    return bidi.own_direction(text)
