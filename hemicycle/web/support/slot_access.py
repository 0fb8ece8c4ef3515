"""Who is at slots: the desk at a test session or one of its slots, and who books for themselves or their Member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.people import queries as people
from hemicycle.people.access import Requirement
from hemicycle.rules.permissions import Action
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.support import slots
from hemicycle.web.access import visitors
from hemicycle.web.access.page import Permission
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting
    from hemicycle.support.models import Slot

_LIST = may(Action.CONNECTION_TESTS_SEE, Action.CONNECTION_TESTS_SEE, to_send=Action.PLAN_EDIT)
_ONE = may(Action.PLAN_EDIT, Action.CONNECTION_TESTS_SEE)


def _called(sitting: Sitting) -> str:
    return _("Slots: %(sitting)s") % {"sitting": labels.sitting_number(sitting)}


@dataclass(frozen=True)
class AtSession(InConsultation):
    """Somebody of the desk at a test session."""

    sitting: Sitting

    @property
    def called(self) -> str:
        """As the pages beneath it call it."""
        return _called(self.sitting)


@dataclass(frozen=True)
class AtSlot(InConsultation):
    """Somebody who may change a slot."""

    slot: Slot

    @property
    def called(self) -> str:
        """As the page of its session is called."""
        return _called(self.slot.sitting)


@dataclass(frozen=True)
class AtBooking:
    """Somebody who may have people for whom they book.

    Attributes:
        own: Their registration, where they may book for themselves.
        others: The people of the Members for which they answer.
    """

    consultation: Consultation
    performer: Performer
    now: datetime
    own: Registration | None
    others: list[Registration]

    @property
    def people(self) -> list[Registration]:
        """Everybody for whom they may book, themselves first."""
        mine = [self.own] if self.own else []
        return mine + [row for row in self.others if self.own is None or row.pk != self.own.pk]


def _session(request: HttpRequest, arguments: dict[str, Any]) -> AtSession:
    key = arguments.pop("key")
    at = _LIST.check(request, arguments)
    sitting = visitors.find_sitting(key)
    if sitting.consultation_id != at.consultation.pk or sitting.kind != SittingKind.TEST.value:
        raise Http404
    return AtSession(at.consultation, at.visitor, at.performer, at.now, sitting)


def _slot(request: HttpRequest, arguments: dict[str, Any]) -> AtSlot:
    key, session = arguments.pop("pk"), arguments.pop("key")
    at = _ONE.check(request, arguments)
    slot = slots.find(at.consultation, key)
    if slot is None or slot.sitting_id != session:
        raise Http404
    slot.sitting.consultation = at.consultation
    return AtSlot(at.consultation, at.visitor, at.performer, at.now, slot)


def _booker(request: HttpRequest, arguments: dict[str, Any]) -> AtBooking:
    consultation, now = visitors.find_consultation(arguments.pop("slug")), timezone.now()
    person, today = visitors.person(request), consultation.day(now)
    members = people.answers_for(person, consultation, now)
    others = slots.people_of(consultation, members, today) if members else []
    own = people.registration_of(person, consultation)
    if not members:
        own = visitors.take_part(person, consultation, today).registration
    able = own if own is not None and slots.can_be_booked_for(own, today) else None
    return AtBooking(consultation, visitors.performer(request), now, able, others)


#: The slots of the test session that ``key`` names.
SESSION = Permission(Action.CONNECTION_TESTS_SEE, _session, Action.PLAN_EDIT)
#: The slot that ``pk`` names, to change it.
SLOT = Permission(Action.PLAN_EDIT, _slot)
#: Whoever takes part in the consultation that ``slug`` names, and every focal point, registered or not.
BOOKER = Permission(Requirement.PART, _booker)
