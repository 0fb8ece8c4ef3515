"""The permissions that pages of several rooms state: to be nobody in particular, to be signed in, to sit at a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hemicycle.people.access import Requirement
from hemicycle.web.access import visitors
from hemicycle.web.access.page import Permission

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.act import Performer
    from hemicycle.people.models import Person
    from hemicycle.rules.permissions import Action
    from hemicycle.web.access.visitors import Visitor


@dataclass(frozen=True)
class InConsultation:
    """A consultation, one of its confirmed participants, and the moment at which they look.

    Attributes:
        performer: They, for an action of a room.
    """

    consultation: Consultation
    visitor: Visitor
    performer: Performer
    now: datetime

    @property
    def today(self) -> date:
        """The day in the consultation's zone."""
        return self.now.astimezone(self.consultation.zone).date()


def _nobody(_request: HttpRequest, _arguments: dict[str, Any]) -> None:
    return None


def _signed_in(request: HttpRequest, _arguments: dict[str, Any]) -> Person:
    return visitors.person(request)


def _in_consultation(request: HttpRequest, arguments: dict[str, Any], action: Action | None) -> InConsultation:
    consultation, now = visitors.find_consultation(arguments.pop("slug")), timezone.now()
    visitor = visitors.take_part(visitors.person(request), consultation, now.astimezone(consultation.zone).date())
    if action is not None:
        visitor.require(action)
    return InConsultation(consultation, visitor, visitors.performer(request), now)


#: Open to everybody. The view gets ``None``.
NOBODY = Permission(Requirement.NOBODY, _nobody)
#: The view gets the person.
SIGNED_IN = Permission(Requirement.SIGNED_IN, _signed_in)


def participant() -> Permission[InConsultation]:
    """A confirmed participant of the consultation that ``slug`` names, today."""
    return Permission(Requirement.PART, lambda request, arguments: _in_consultation(request, arguments, None))


def may(action: Action, *, to_send: Action | None = None) -> Permission[InConsultation]:
    """A confirmed participant of the consultation that ``slug`` names, to whom the table allows an action today.

    Args:
        to_send: The action that sending something needs instead.
    """

    def check(request: HttpRequest, arguments: dict[str, Any]) -> InConsultation:
        return _in_consultation(request, arguments, to_send if to_send and request.method == "POST" else action)

    return Permission(action, check, to_send)
