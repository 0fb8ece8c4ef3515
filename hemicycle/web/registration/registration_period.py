"""What the pages of registering say of a consultation: whether they are open, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from hemicycle.consultations.settings import settings_of
from hemicycle.people.messages import refusal_message
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import may_register

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation


@dataclass(frozen=True)
class Opening:
    """Whether people may register now.

    Attributes:
        why_not: Worded for the reader; empty where it is open.
        not_yet: It opens later.
    """

    why_not: str = ""
    not_yet: bool = False

    @property
    def open(self) -> bool:
        """Whether they may."""
        return not self.why_not


def opening_of(consultation: Consultation, at: datetime) -> Opening:
    """Whether registration is open at a moment (rule 1)."""
    decision = may_register(consultation.opening, at, invited=True)
    if isinstance(decision, Refused):
        words = refusal_message(decision.reason, consultation.zone)
        return Opening(words, decision.reason.code is RuleCode.REGISTRATION_NOT_OPEN)
    return Opening()


def may_register_after_end(consultation: Consultation, closes: datetime | None) -> bool:
    """Whether people could register after the last day, if registration closed at this moment or never."""
    return closes is None or consultation.day(closes) > consultation.last_day


def is_open_after_end(consultation: Consultation, at: datetime) -> bool:
    """Whether the consultation is over, and people may register all the same, which nobody has confirmed."""
    over = consultation.day(at) > consultation.last_day
    meant = settings_of(consultation.settings).open_after_end
    return over and not meant and opening_of(consultation, at).open


def register_address(consultation: Consultation, member: str = "") -> str:
    """Path of the page of registering, with the Member that an invitation names."""
    address = reverse("register", args=[consultation.slug])
    return f"{address}?{urlencode({'member': member})}" if member else address
