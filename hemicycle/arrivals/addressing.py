"""Which of our addresses a message was sent to, and what that says of where it belongs.

``reply@host`` is the address of everything; ``reply+<token>@host`` answers the mail of ours that has this token, and
``reply+<name>@host`` names a consultation, with ``reply+<name>.<kind>@host`` a kind of destination in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from hemicycle.consultations.models import Consultation
from hemicycle.mail import bounces
from hemicycle.mail.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Addressed:
    """One of our addresses.

    Attributes:
        consultation: To which it belongs.
        delivery: The mail of ours that is answered by it; none where it names none.
        kind: Of the destination that it names; empty for none.
    """

    address: str
    consultation: Consultation
    delivery: Delivery | None = None
    kind: str = ""


def addressed(address: str) -> Addressed | None:
    """What an address of ours names, whatever its case; none for what is no address of ours."""
    found = _tag(address)
    if found is None:
        returned = bounces.delivery_of(address)
        return Addressed(address, returned.mailing.consultation) if returned else None
    if _TOKEN.fullmatch(found):
        delivery = Delivery.objects.select_related("mailing__consultation").filter(token=found).first()
        return Addressed(address, delivery.mailing.consultation, delivery) if delivery else None
    slug, _dot, kind = found.partition(".")
    consultation = Consultation.objects.filter(slug=slug).first() if slug else usual_consultation()
    return Addressed(address, consultation, kind=kind) if consultation else None


def _tag(address: str) -> str | None:
    """What stands behind the plus; empty for the address itself, none for another address."""
    ours: str = settings.EMAIL_IN.lower()
    if not ours:
        return None
    box, _at, host = ours.rpartition("@")
    local, _at, of = address.strip().lower().rpartition("@")
    if of != host:
        return None
    if local == box:
        return ""
    return local.removeprefix(f"{box}+") if local.startswith(f"{box}+") else None


def address_of(consultation: Consultation, kind: str = "") -> str:
    """To which people write to a consultation; empty where no mail is taken.

    Args:
        kind: Of the destination that the address is to name.
    """
    box, at, host = str(settings.EMAIL_IN).rpartition("@")
    return f"{box}+{consultation.slug}{'.' if kind else ''}{kind}@{host}" if at else ""


def all_addressed(addresses: Iterable[str]) -> list[Addressed]:
    """Those of some addresses that are ours, each once."""
    return [found for one in dict.fromkeys(addresses) if (found := addressed(one)) is not None]


def usual_consultation() -> Consultation | None:
    """The consultation of what names none: the one that is set, else the one that is open and began last."""
    if settings.MAIL_IN_CONSULTATION:
        return Consultation.objects.filter(slug=settings.MAIL_IN_CONSULTATION).first()
    return Consultation.objects.filter(closed_at=None, trial=False).order_by("-first_day", "-pk").first()


def delivery_of(identifiers: Iterable[str]) -> Delivery | None:
    """The mail of ours that has one of these identifiers (``Message-ID``), the last that is named."""
    tokens = [token for one in identifiers if _TOKEN.fullmatch(token := one.partition("@")[0].lower())]
    if not tokens:
        return None
    known = {row.token: row for row in Delivery.objects.select_related("mailing").filter(token__in=tokens)}
    return next((known[token] for token in reversed(tokens) if token in known), None)
