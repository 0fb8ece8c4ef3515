"""Whether a page shows something again that was not done, and whether its reader may only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import template
from django.forms import BaseForm

from hemicycle.web.access.page_actions import was_refused

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()
#: As views without an action name the words that refuse.
_WORDS = ("refusal", "refused", "errors")


@register.simple_tag(takes_context=True)
def is_refused(context: Context) -> bool:
    """Whether the page says why something was not done: its title begins with that, and its script goes there.

    The runner of actions knows of every form that it refused. Pages without actions, as those for signing in, have
    words for it, or a form with errors, whatever that is called.
    """
    return (
        was_refused(context.get("request"))
        or any(context.get(name) for name in _WORDS)
        or any(_is_wrong(value) for layer in context.dicts for value in layer.values())
    )


def _is_wrong(value: object) -> bool:
    # By its type: to ask what is lazy, such as the token of forms, whether it is an instance would make it.
    return issubclass(type(value), BaseForm) and _has_errors(cast("BaseForm", value))


def _has_errors(form: BaseForm) -> bool:
    return form.is_bound and bool(form.errors)


@register.simple_tag(takes_context=True)
def only_reads(context: Context) -> bool:
    """Whether the reader has a role of the secretariat that may not send what the page is for."""
    return bool(getattr(context.get("request"), "only_reads", False))
