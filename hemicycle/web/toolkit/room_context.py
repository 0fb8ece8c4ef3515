"""What a page of the room starts with of its reader and their consultation, whatever sitting it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.middleware.csrf import get_token
from django.utils import translation

from hemicycle.consultations import local
from hemicycle.consultations.languages import NATIVE_NAMES, localized, reader_language
from hemicycle.rules.capacity import ParticipationClass, Right
from hemicycle.rules.conclusions import positions_of
from hemicycle.rules.floor import speaks
from hemicycle.rules.speaking_time import allotted_seconds
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.permissions import Action


def reader(request: HttpRequest) -> dict[str, Any]:
    """Their language, and what their requests carry."""
    return {
        "language": reader_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "csrf": get_token(request),
    }


def me(registration: Registration, capacity: Capacity, may: Iterable[Action]) -> dict[str, Any]:
    """Who they are, as what, and what they may do."""
    return {
        "registration": registration.pk,
        "name": registration.person.name,
        "member": registration.member.code if registration.member else None,
        "capacity": capacity.value,
        "booth_languages": registration.booth_languages,
        "may": [action.value for action in may],
    }


def named(consultation: Consultation) -> dict[str, Any]:
    """The consultation, by name, and where its clock is."""
    return {
        "title": localized(consultation.title),
        "trial": consultation.trial,
        "zone": consultation.time_zone,
        "zone_name": local.city(consultation.time_zone),
    }


def capacities(consultation: Consultation) -> list[dict[str, Any]]:
    """Its classes, and the roles beside them."""
    return [
        {
            "key": capacity.value,
            "name": labels.capacity(capacity),
            "group": labels.capacity_group(capacity),
            "speaks": speaks(capacity),
            "seconds": allotted_seconds(capacity),
            "times": capacity.times if isinstance(capacity, ParticipationClass) else None,
            "positions": [kind.value for kind in positions_of(capacity)],
            "votes": isinstance(capacity, ParticipationClass) and capacity.has(Right.VOTE),
        }
        for capacity in consultation.classes.capacities
    ]


def languages(codes: Iterable[str]) -> list[dict[str, str]]:
    """Languages by their own names."""
    return [{"code": code, "name": NATIVE_NAMES[code]} for code in codes]
