"""Reads of bodies: what each of them is used for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.queries import every_body
from hemicycle.people.models import Member

if TYPE_CHECKING:
    from hemicycle.consultations.models import Body


@dataclass(frozen=True)
class BodyUse:
    """A body, and how many Members and consultations it has."""

    body: Body
    members: int
    consultations: int


def languages_of(body: Body) -> tuple[str, ...]:
    """The languages of the documents of all its consultations; those of the interface, where there is none."""
    spoken = (code for row in body.consultations.all() for code in row.languages.documents)
    return tuple(dict.fromkeys(spoken)) or LANGUAGES


def uses() -> list[BodyUse]:
    """Every body, by its name in the address. Three queries."""
    members, consultations = (
        dict(model.objects.order_by().values_list("body").annotate(Count("pk"))) for model in (Member, Consultation)
    )
    return [BodyUse(body, members.get(body.pk, 0), consultations.get(body.pk, 0)) for body in every_body()]
