"""Deadlines, options and assessments of replies, in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone

from hemicycle.consultations import local
from hemicycle.correspondence import queries, silence
from hemicycle.correspondence.messages import assessment_message
from hemicycle.correspondence.placeholders import deadline_words
from hemicycle.web.toolkit import deadlines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.consultations.language_parts import Wording
    from hemicycle.correspondence.models import Enquiry, Letter

register = template.Library()


@register.filter
def has_passed(enquiry: Enquiry) -> bool:
    """Whether a reply that comes now is late."""
    return bool(enquiry.deadline.moment < timezone.now())


@register.inclusion_tag("web/enquiries/parts/broken_silence.html")
def broken_silence(enquiry: Enquiry) -> dict[str, Any]:
    """That an objection counts, if it goes by silence; of any other kind nothing is read. Reads ``extensions``."""
    broken = silence.breaks([enquiry]).get(enquiry.pk)
    since = local.moment(broken.since, ZoneInfo(enquiry.zone)) if broken else ""
    return {"broken": broken, "since": since, "deadline": deadline_words(enquiry)}


@register.inclusion_tag("web/toolkit/parts/deadline.html", takes_context=True)
def deadline(context: Mapping[str, Any], enquiry: Enquiry) -> dict[str, Any]:
    """The deadline that holds, in its zone, and in the reader's own time (rule 17). Reads ``enquiry.extensions``."""
    moment = None if enquiry.waits_for_sending else enquiry.deadline.shown
    return {"words": deadline_words(enquiry), "moment": moment, "zone": enquiry.zone, "user": context.get("user")}


@register.simple_tag
def time_left(until: datetime, now: datetime) -> str:
    """As in "2 days, 5 hours"."""
    return deadlines.time_left(until, now)


@register.filter
def to_the_second(moment: datetime, zone: ZoneInfo) -> str:
    """A moment in a zone, as a receipt says it."""
    return local.to_the_second(moment, zone)


@register.filter
def subject(letter: Letter) -> Wording:
    """The subject of a letter in the reader's language. Reads ``letter.texts``."""
    return queries.subject(letter)


@register.filter
def assessment(why: Mapping[str, Any]) -> str:
    """Why a reply stands as it does."""
    return assessment_message(why)
