"""Who somebody is in a sitting or consultation when they ask for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404

from hemicycle.consultations import queries as consultations
from hemicycle.consultations.models import Consultation
from hemicycle.journal.address import address_of
from hemicycle.journal.record import Performer
from hemicycle.people import queries as people
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Allowed
from hemicycle.sittings import queries
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from hemicycle.people.models import Person, Registration
    from hemicycle.rules.capacity import Capacity


@dataclass(frozen=True)
class Visitor:
    """A registered person, in their class or role as at the day in question (rule 5)."""

    registration: Registration
    capacity: Capacity

    def may(self, action: Action) -> bool:
        """Whether the table of permissions allows it to them at all."""
        return isinstance(may(self.capacity, action), Allowed)

    def require(self, action: Action) -> None:
        """Let nobody past to whom the table does not allow it.

        Raises:
            PermissionDenied: it does not.
        """
        if not self.may(action):
            raise PermissionDenied(action.value)


def person(request: HttpRequest) -> Person:
    """Who has signed in; the view asks for that first."""
    return cast("Person", request.user)


def find_sitting(key: int) -> Sitting:
    """A sitting.

    Raises:
        Http404: there is none.
    """
    try:
        return queries.find_sitting(key)
    except Sitting.DoesNotExist as error:
        raise Http404 from error


def find_consultation(slug: str) -> Consultation:
    """The consultation of an address.

    Raises:
        Http404: there is none.
    """
    try:
        return consultations.find(slug)
    except Consultation.DoesNotExist as error:
        raise Http404 from error


def take_part(user: Person | AnonymousUser, consultation: Consultation, on: date) -> Visitor:
    """The person as a confirmed participant of a consultation, whatever became of its sittings.

    Raises:
        PermissionDenied: they are not registered for it, or not confirmed.
    """
    registration = people.registration_of(cast("Person", user), consultation)
    if registration is None or registration.status != RegistrationStatus.CONFIRMED.value:
        raise PermissionDenied("not_registered")
    return Visitor(registration, people.capacity(registration, consultation.classes, on))


def performer(request: HttpRequest) -> Performer:
    """Who acts by this request, for an action of ``people``."""
    return Performer(person(request), address_of(request))
