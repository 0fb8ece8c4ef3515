"""Who somebody is in a sitting or consultation when they ask for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from hemicycle.consultations import queries as consultations
from hemicycle.consultations.languages import fall_back_to
from hemicycle.consultations.models import Consultation
from hemicycle.consultations.own_words import of_consultation
from hemicycle.journal.address import address_of
from hemicycle.journal.record import Performer
from hemicycle.people import queries as people
from hemicycle.people import scopes
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Allowed
from hemicycle.rules.scopes import may, may_read
from hemicycle.sittings import queries
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from hemicycle.people.models import Person, Registration
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.permissions import Action
    from hemicycle.rules.scopes import Scopes


@dataclass(frozen=True)
class Visitor:
    """A registered person, in their class or role as at the day in question (rule 5).

    Attributes:
        scopes: Their roles within the secretariat; ``None`` for the whole, and for everybody else.
    """

    registration: Registration
    capacity: Capacity
    scopes: Scopes = None

    @classmethod
    def of(cls, registration: Registration, on: date) -> Visitor:
        """Somebody by their registration: their class or role on a day, their roles of the secretariat now."""
        today = registration.consultation.day(timezone.now())
        return cls(
            registration,
            people.capacity(registration, registration.consultation.classes, on),
            scopes.scopes_of(registration, today),
        )

    def may(self, action: Action) -> bool:
        """Whether the table of permissions, and their roles of the secretariat, allow it to them at all."""
        return isinstance(may(self.capacity, self.scopes, action), Allowed)

    def may_read(self, action: Action) -> bool:
        """Whether they may read a page that asks for this action."""
        return isinstance(may_read(self.capacity, self.scopes, action), Allowed)

    @property
    def secretariat(self) -> bool:
        """Whether they are of the secretariat, whatever their role in it."""
        return self.capacity is Role.SECRETARIAT

    def require(self, action: Action, *, reading: bool = False) -> None:
        """Let nobody past to whom it is not allowed.

        Args:
            reading: They only read a page that asks for it.

        Raises:
            PermissionDenied: it is not.
        """
        if not (self.may_read(action) if reading else self.may(action)):
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
        sitting = queries.find_sitting(key)
    except Sitting.DoesNotExist as error:
        raise Http404 from error
    fall_back_to(sitting.consultation.languages.last_resort)
    of_consultation(sitting.consultation)
    return sitting


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
    return Visitor.of(registration, on)


def performer(request: HttpRequest) -> Performer:
    """Who acts by this request, for an action of ``people``."""
    return Performer(person(request), address_of(request))
