"""What the pages of registering say of a consultation: whether they are open, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

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


def is_over(consultation: Consultation, at: datetime) -> bool:
    """Whether the consultation is over, and registration closed with it (rule 1)."""
    over = consultation.opening.over
    return over is not None and at >= over


def register_address(consultation: Consultation, member: str = "") -> str:
    """Path of the page of registering, with the Member that an invitation names."""
    address = reverse("register", args=[consultation.slug])
    return f"{address}?{urlencode({'member': member})}" if member else address
