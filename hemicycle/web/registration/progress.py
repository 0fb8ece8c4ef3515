"""The way of a registration, step by step: what is done, what comes next, and who must act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.people.member_names import member_name
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from hemicycle.people.models import Registration


class State(StrEnum):
    """Where a stage is; ``stop`` ends the way."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to_come"
    STOP = "stop"


@dataclass(frozen=True)
class Stage:
    """One step of the way, as the page shows it."""

    label: str
    state: State
    words: str = ""


def stages(registration: Registration, *, answered_for: bool, place: int | None) -> list[Stage]:
    """The stages of a registration.

    Args:
        answered_for: The Member has a focal point now.
        place: Place on the waiting list, where it is on one.
    """
    status = RegistrationStatus(registration.status)
    entered = registration.nominated_by_id is not None
    first = Stage(_("Nominated") if entered else _("Registered"), State.DONE)
    if status is RegistrationStatus.WITHDRAWN:
        return [first, Stage(_("Withdrawn"), State.STOP)]
    if status is RegistrationStatus.REFUSED:
        return [first, Stage(_("Refused"), State.STOP)]
    way = [first]
    if status is RegistrationStatus.WAITING:
        words = _("Place %(place)d") % {"place": place} if place else ""
        way.append(Stage(_("Waiting list"), State.CURRENT, words))
    if registration.role == Role.DELEGATE.value and not registration.person_class and not entered:
        way.append(_endorsement(status, answered_for=answered_for))
    last = {
        RegistrationStatus.CONFIRMED: State.DONE,
        RegistrationStatus.ENDORSED: State.CURRENT,
    }.get(status, State.TO_COME)
    if status is RegistrationStatus.PENDING and len(way) == 1:
        last = State.CURRENT
    return [*way, Stage(_("Confirmed by the secretariat"), last)]


def _endorsement(status: RegistrationStatus, *, answered_for: bool) -> Stage:
    label = _("Endorsed by the focal point")
    if status is RegistrationStatus.PENDING:
        return Stage(label, State.CURRENT, "" if answered_for else _("No focal point yet"))
    return Stage(label, State.TO_COME if status is RegistrationStatus.WAITING else State.DONE)


def what_next(registration: Registration, *, answered_for: bool) -> str:
    """What happens next, and who must act."""
    match RegistrationStatus(registration.status):
        case RegistrationStatus.CONFIRMED:
            return _("No action is needed. The sittings are on the home page; enter them from there.")
        case RegistrationStatus.ENDORSED:
            return _("The secretariat will review and confirm it. No action is needed.")
        case RegistrationStatus.WAITING:
            return _(
                "All places are taken. If a place becomes free, it goes to the next person on the waiting "
                "list, who is informed by e-mail. No action is needed."
            )
        case RegistrationStatus.REFUSED | RegistrationStatus.WITHDRAWN if registration.person_class:
            return _("Only the secretariat can register you again. Write to it if you are to take part.")
        case RegistrationStatus.REFUSED:
            return _("You may register again while registration is open, or write to the secretariat.")
        case RegistrationStatus.WITHDRAWN:
            return _("You may register again while registration is open.")
        case RegistrationStatus.PENDING:
            return _who_endorses(registration, answered_for=answered_for)


def _who_endorses(registration: Registration, *, answered_for: bool) -> str:
    member = registration.member
    if member is None:
        return _("The secretariat will review and confirm it. No action is needed.")
    if answered_for:
        words = _("The focal point of %(member)s will review and endorse it. No action is needed.")
    else:
        words = _("%(member)s has no focal point yet, so the secretariat will review it. No action is needed.")
    return words % {"member": f"\u2068{member_name(member)}\u2069"}
