"""The permissions that pages of several rooms state: to be nobody in particular, to be signed in, to sit at a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hemicycle.people.access import Requirement
from hemicycle.people.administrators import is_administrator
from hemicycle.web.access import visitors
from hemicycle.web.access.page import Permission

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
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

    @property
    def narrowed(self) -> bool:
        """Whether they have a narrower role of the secretariat: what they may not send is shown, and locked."""
        return self.visitor.scopes is not None

    def may_send(self, action: Action) -> bool:
        """Whether they may send what asks for this action."""
        return self.visitor.may(action)

    def may_read(self, action: Action) -> bool:
        """Whether they may read a page that asks for this action."""
        return self.visitor.may_read(action)


def is_reading(request: HttpRequest) -> bool:
    """Whether a request sends nothing: no address changes anything for being read."""
    return request.method in {"GET", "HEAD"}


def _nobody(_request: HttpRequest, _arguments: dict[str, Any]) -> None:
    return None


def _signed_in(request: HttpRequest, _arguments: dict[str, Any]) -> Person:
    return visitors.person(request)


def _in_consultation(request: HttpRequest, arguments: dict[str, Any], *actions: Action) -> InConsultation:
    consultation, now = visitors.find_consultation(arguments.pop("slug")), timezone.now()
    visitor = visitors.take_part(visitors.person(request), consultation, now.astimezone(consultation.zone).date())
    for action in actions:
        visitor.require(action, reading=is_reading(request))
    return InConsultation(consultation, visitor, visitors.performer(request), now)


@dataclass(frozen=True)
class AtInstallation:
    """An administrator of the installation, and the moment at which they look.

    Attributes:
        performer: They, for an action of a room.
    """

    person: Person
    performer: Performer
    now: datetime


def _administrator(request: HttpRequest, _arguments: dict[str, Any]) -> AtInstallation:
    person = visitors.person(request)
    if not is_administrator(person.pk):
        raise PermissionDenied("administrator")
    return AtInstallation(person, visitors.performer(request), timezone.now())


#: Administrators alone.
ADMINISTRATOR = Permission(Requirement.ADMINISTRATOR, _administrator)
#: Open to everybody. The view gets ``None``.
NOBODY = Permission(Requirement.NOBODY, _nobody)
#: The view gets the person.
SIGNED_IN = Permission(Requirement.SIGNED_IN, _signed_in)


def participant(*, to_send: Action | None = None) -> Permission[InConsultation]:
    """A confirmed participant of the consultation that ``slug`` names, today.

    Args:
        to_send: The action of the table that sending something needs.
    """

    def check(request: HttpRequest, arguments: dict[str, Any]) -> InConsultation:
        needed = [to_send] if to_send is not None and not is_reading(request) else []
        return _in_consultation(request, arguments, *needed)

    return Permission(Requirement.PART, check, to_send)


def may(action: Action, *also: Action, to_send: Action | None = None) -> Permission[InConsultation]:
    """A confirmed participant of the consultation that ``slug`` names, to whom the table allows an action today.

    Args:
        also: Further actions that they need.
        to_send: The action that sending something needs instead.
    """

    def check(request: HttpRequest, arguments: dict[str, Any]) -> InConsultation:
        asked = to_send if to_send and request.method == "POST" else action
        return _in_consultation(request, arguments, asked, *also)

    return Permission(action, check, to_send)


def _consultation(_request: HttpRequest, arguments: dict[str, Any]) -> Consultation:
    return visitors.find_consultation(arguments.pop("slug"))


#: Open to everybody. The view gets the consultation that ``slug`` names.
NOBODY_IN_CONSULTATION = Permission(Requirement.NOBODY, _consultation)
