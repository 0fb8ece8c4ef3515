"""Words of enquiries, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from hemicycle.correspondence.actions import conditions
from hemicycle.correspondence.messages import list_name
from hemicycle.web.toolkit.language_fields import text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.condition_headings import ConditionHeading
    from hemicycle.correspondence.models import Question
    from hemicycle.web.replies.forms import FilledCondition

register = template.Library()


@register.filter
def list_of(question: Question) -> str:
    """The list in which a question stands."""
    return list_name(question)


@register.filter
def at(text: Mapping[str, str], language: str) -> str:
    """A text in one language; empty where it has none."""
    return text.get(language, "")


def _titles(typed: Mapping[str, str]) -> dict[str, str]:
    return text_in(typed, "title")


@register.filter
def titled(typed: Mapping[str, str], heading: str) -> dict[str, str]:
    """The title of a new cluster under a heading as it was typed, where it could not be made."""
    return _titles(typed) if typed.get("act") == "make" and typed.get("heading") == heading else {}


@register.filter
def under(lead_ins: Mapping[str, Mapping[str, str]], heading: str) -> Mapping[str, str]:
    """The lead-in under a heading, by language."""
    return lead_ins.get(heading, {})


@register.filter
def led_in(typed: Mapping[str, str], heading: str) -> dict[str, str] | None:
    """The lead-in under a heading as it was typed, also without words, where it could not be kept; else None."""
    return _titles(typed) if typed.get("act") == "lead_in" and typed.get("heading") == heading else None


@register.filter
def unfiled(condition: FilledCondition | None, headings: Mapping[str, ConditionHeading]) -> bool:
    """Whether a condition of a form says something under no heading, where there are some."""
    return condition is not None and condition.unfiled(headings)


@register.filter
def retitled(typed: Mapping[str, str], cluster: str) -> dict[str, str] | None:
    """The new title of a cluster as it was typed, also without words, where it could not be given; else None."""
    return _titles(typed) if typed.get("act") == "rename" and typed.get("cluster") == cluster else None


@register.filter
def seen_of(text: Mapping[str, str]) -> str:
    """On top of which title of a cluster, or lead-in, a form is saved."""
    return conditions.seen_of(text)
