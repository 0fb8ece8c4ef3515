"""Reads of consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hemicycle.consultations.languages import fall_back_to, localized
from hemicycle.consultations.models import Body, Consultation
from hemicycle.consultations.own_words import of_consultation
from hemicycle.journal.prepared import Prepared
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import may_register

if TYPE_CHECKING:
    from datetime import datetime

#: What an installation is called that serves no body yet, or several.
PRODUCT: Final = "Hemicycle"
#: With its body: nearly every page begins with it.
_BY_SLUG = Prepared(lambda slug: Consultation.objects.select_related("body").filter(slug=slug), str)


def open_for_registration(at: datetime) -> list[Consultation]:
    """The consultations for which people may register at a moment, by their first day."""
    rows = Consultation.objects.filter(closed_at=None).order_by("first_day", "pk")
    return [row for row in rows if not isinstance(may_register(row.opening, at, invited=True), Refused)]


def every_consultation() -> list[Consultation]:
    """Every consultation with its body, the latest first."""
    return list(Consultation.objects.select_related("body").order_by("-first_day", "-pk"))


def every_body() -> list[Body]:
    """Every body, by its name in the address."""
    return list(Body.objects.order_by("slug"))


def only_body() -> Body | None:
    """The body of an installation that serves one; ``None`` where it serves none yet, or several."""
    bodies = list(Body.objects.all()[:2])
    return bodies[0] if len(bodies) == 1 else None


def installation_name() -> str:
    """What the installation is called in the reader's language: as its one body; as the product where there is none."""
    body = only_body()
    return PRODUCT if body is None else localized(body.name)


def find_body(slug: str) -> Body:
    """The body of an address.

    Raises:
        Body.DoesNotExist: there is none.
    """
    return Body.objects.get(slug=slug)


def body_if_there(slug: str) -> Body | None:
    """The body of an address; ``None`` where there is none."""
    return Body.objects.filter(slug=slug).first()


def find(slug: str) -> Consultation:
    """The consultation of an address, with its body; its missing texts are read in the language that stands in there.

    Raises:
        Consultation.DoesNotExist: there is none.
    """
    row = if_there(slug)
    if row is None:
        raise Consultation.DoesNotExist
    fall_back_to(row.languages.last_resort)
    of_consultation(row)
    return row


def if_there(slug: str) -> Consultation | None:
    """The consultation of an address, with its body; ``None`` where there is none. Nothing is read in its languages."""
    return _BY_SLUG.first(slug)
