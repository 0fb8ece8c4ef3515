"""Whether a page shows something again that was not done, and whether its reader may only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()
#: As views name what refuses: words, or forms with errors.
_WORDS = ("refusal", "refused", "errors")
_FORMS = ("form", "verify_form", "sent", "written")


@register.simple_tag(takes_context=True)
def is_refused(context: Context) -> bool:
    """Whether the page says why something was not done: its title begins with that, and its script goes there."""
    if any(context.get(name) for name in _WORDS):
        return True
    shown = [context.get(name) for name in _FORMS]
    return any(
        getattr(each, "errors", None) or getattr(each, "refusal", "") or getattr(inner, "errors", None)
        for each in shown
        for inner in (getattr(each, "form", None),)
    )


@register.simple_tag(takes_context=True)
def only_reads(context: Context) -> bool:
    """Whether the reader has a role of the secretariat that may not send what the page is for."""
    return bool(getattr(context.get("request"), "only_reads", False))
