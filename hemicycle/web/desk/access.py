"""Who sits at a consultation's desk, and which of its pages are for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.people import queries as people
from hemicycle.people.access import Requirement
from hemicycle.people.models import Person
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.web.access import visits
from hemicycle.web.access.page import Permission
from hemicycle.web.access.permissions import InConsultation, participant
from hemicycle.web.access.visitors import Visitor
from hemicycle.web.desk.pages import ENTRIES, OF_PARTICIPANTS, Entry

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

_PARTICIPANT = participant()


def entries_for(visitor: Visitor) -> list[Entry]:
    """The entries of the navigation whose pages somebody may open."""
    return [entry for entry in ENTRIES if entry.action is None or entry.otherwise or visitor.may_read(entry.action)]


def has_desk(visitor: Visitor) -> bool:
    """Whether somebody has a desk: the table allows them the action of one of its pages, or to read who asks for help.

    Nobody else has its navigation.
    """
    return visitor.may_read(Action.HELP_READ) or any(
        entry.action and entry.action not in OF_PARTICIPANTS and visitor.may_read(entry.action) for entry in ENTRIES
    )


@dataclass(frozen=True)
class Sitter:
    """Somebody who sits at the desk of a consultation, at a moment."""

    consultation: Consultation
    visitor: Visitor
    now: datetime


def sitter(request: HttpRequest) -> Sitter | None:
    """Who sits at the desk of the consultation that the page of a request is of; None for everybody else."""
    visit = visits.of(request)
    if isinstance(visit, InConsultation):
        found = Sitter(visit.consultation, visit.visitor, visit.now)
        return found if has_desk(found.visitor) else None
    consultation = consultation_of(visit)
    if consultation is None or not isinstance(request.user, Person):
        return None
    return _looked_up(request.user, consultation, getattr(visit, "now", None) or timezone.now())


def consultation_of(visit: object) -> Consultation | None:
    """The consultation of what a permission found: its own, or that of its sitting."""
    of = getattr(visit, "sitting", visit)
    found = getattr(of, "consultation", None) if of is not None else None
    return found if isinstance(found, Consultation) else None


def _looked_up(person: Person, consultation: Consultation, now: datetime) -> Sitter | None:
    registration = people.registration_in_act(person, consultation)
    if registration is None or registration.status != RegistrationStatus.CONFIRMED.value:
        return None
    visitor = Visitor.of(registration, consultation.day(now))
    return Sitter(consultation, visitor, now) if has_desk(visitor) else None


def _at_desk(request: HttpRequest, arguments: dict[str, Any]) -> InConsultation:
    at = _PARTICIPANT.check(request, arguments)
    if not has_desk(at.visitor):
        raise PermissionDenied(Requirement.DESK.value)
    return at


#: Whoever sits at the desk of the consultation that ``slug`` names.
AT_DESK = Permission(Requirement.DESK, _at_desk)
