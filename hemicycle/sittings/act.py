"""One act in a sitting: one transaction, one journal entry, its documents and its media after the commit."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from hemicycle.consultations.settings import Settings
from hemicycle.consultations.settings import of as settings_of
from hemicycle.journal.record import Actor, record
from hemicycle.people import queries as people
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import LEADERS, Capacity
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState, leads
from hemicycle.rules.permissions import Action, may
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings import enforcement, speaker_queue
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.people.models import Registration
    from hemicycle.rules.publishing import Holders

#: What only the person who leads may do, though the table permits it to both leaders (rule 4).
LEADING = frozenset(
    {
        Action.FLOOR_GIVE,
        Action.FLOOR_NEXT,
        Action.FLOOR_INVITE,
        Action.FLOOR_TAKE_BACK,
        Action.FLOOR_PUT_BACK,
        Action.FLOOR_MUTE,
        Action.FLOOR_EXTEND,
        Action.QUEUE_MOVE,
        Action.QUEUE_CLOSE,
        Action.QUEUE_OPEN,
        Action.ITEM_OPEN,
        Action.ITEM_CLOSE,
        Action.SITTING_OPEN,
        Action.SITTING_SUSPEND,
        Action.SITTING_RESUME,
        Action.SITTING_END,
        Action.ROOM_REMOVE,
        Action.ROOM_READMIT,
    }
)


@dataclass(frozen=True)
class Performer:
    """Who acts: a registered person from an address, or, without one, a part of the system."""

    registration: Registration | None = None
    address: str | None = None
    system: str = ""


@dataclass
class Act:
    """An act under way: the locked sitting, who acts, and what it leaves to tell.

    Attributes:
        facts: What the journal keeps of it beside who and when.
        documents: Names of the documents that it changes.
    """

    sitting: Sitting
    performer: Performer
    capacity: Capacity | None
    at: datetime
    settings: Settings
    facts: dict[str, Any] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    cancelled: bool = False

    @property
    def registration(self) -> Registration:
        """The acting person.

        Raises:
            LookupError: the system acts.
        """
        if self.performer.registration is None:
            raise LookupError("the system has no registration")
        return self.performer.registration

    def cancel(self) -> None:
        """There was nothing to do after all, as seen under the lock: write no journal entry."""
        self.cancelled = True

    def changes(self, *names: str) -> None:
        """Name the documents that this act changes."""
        self.documents.update(names)

    def capacity_of(self, registration: Registration) -> Capacity:
        """Class or role of somebody as at this moment, in the consultation's zone (rule 5)."""
        return people.capacity(registration, self.at.astimezone(self.sitting.consultation.zone).date())


@contextmanager
def act(sitting_id: int, performer: Performer, action: Action | str, at: datetime) -> Iterator[Act]:
    """Run one act on the sitting that it locks.

    Args:
        action: One of the table of permissions, or the name of a system's act such as ``turn.connected``.
        at: The moment of the act.

    Raises:
        Refusal: the table, the lead, or a rule inside does not permit it; nothing is written.
        Sitting.DoesNotExist: there is no such sitting.
    """
    with transaction.atomic():
        sitting = Sitting.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=sitting_id)
        under_way = Act(sitting, performer, None, at, settings_of(sitting.consultation.settings))
        if performer.registration is not None:
            under_way.capacity = _authorise(under_way, performer.registration, action)
        before = enforcement.holders(sitting.pk)
        yield under_way
        if under_way.cancelled:
            return
        unsettled = under_way.documents & {"queue", "turn", "sitting"}
        if unsettled and speaker_queue.settle(sitting, under_way.settings, at):
            # Who is next is another one now, which those who wait see, and the technicians.
            under_way.changes("queue", "desk")
        after = enforcement.holders(sitting.pk)
        if (before.speaker, before.seen, before.following) != (after.speaker, after.seen, after.following):
            under_way.changes("map")
        if under_way.documents:
            sitting.sequence += 1
        sitting.save()
        _write(under_way, action)
        transaction.on_commit(partial(_tell, sitting, before, after, frozenset(under_way.documents)))


def _authorise(under_way: Act, registration: Registration, action: Action | str) -> Capacity:
    """The actor's capacity, once their registration, the table and the lead allow the action."""
    if registration.consultation_id != under_way.sitting.consultation_id:
        raise Refusal(RuleCode.NOT_REGISTERED)
    if registration.status != RegistrationStatus.CONFIRMED.value:
        raise Refusal(RuleCode.REGISTRATION_NOT_CONFIRMED, status=registration.status)
    if under_way.sitting.removals.filter(registration=registration, readmitted_at=None).exists():
        raise Refusal(RuleCode.REMOVED)
    if under_way.sitting.state == SittingState.ENDED.value:
        raise Refusal(RuleCode.SITTING_ENDED)
    capacity = under_way.capacity_of(registration)
    if isinstance(action, Action):
        require(may(capacity, action))
        if action in LEADING and capacity in LEADERS:
            require(leads(capacity, registration.pk, under_way.sitting.lead_id))
    return capacity


def _write(under_way: Act, action: str) -> None:
    registration = under_way.performer.registration
    actor = Actor(
        person=registration.person if registration else None,
        capacity=under_way.capacity.value if under_way.capacity else "",
        subject=registration.member.code if registration and registration.member else "",
        address=under_way.performer.address,
        system=under_way.performer.system,
    )
    record(actor, str(action), f"sitting:{under_way.sitting.pk}", under_way.at, under_way.facts)


def _tell(sitting: Sitting, before: Holders, after: Holders, names: frozenset[str]) -> None:
    """Media first, for it is on the way while the documents are built; then wait for it."""
    applying = enforcement.begin(sitting, after.changed(before))
    if names:
        documents_changed.send(sender=Sitting, sitting=sitting.pk, names=names)
    enforcement.finish(sitting, applying)
