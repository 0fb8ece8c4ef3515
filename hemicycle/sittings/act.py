"""An act in a sitting: who may act there, and its documents and its media after the commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.settings import Settings, settings_of
from hemicycle.journal import act as journal
from hemicycle.journal.record import Performer
from hemicycle.people import queries as people
from hemicycle.people import scopes
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState, presides
from hemicycle.rules.permissions import Action, Condition, condition, permits
from hemicycle.rules.publishing import Holders
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings import enforcement, speaker_queue, voices
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Sitting
from hemicycle.sittings.queries import day

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity, Classes


#: Documents that a listener waits for.
AHEAD = frozenset({"map"})


@dataclass(frozen=True)
class Participant(Performer):
    """A registered person who acts in a sitting."""

    registration: Registration = field(kw_only=True)

    @classmethod
    def registered(cls, registration: Registration, address: str | None = None, system: str = "") -> Participant:
        """Who acts under a registration."""
        return cls(registration.person, address, system, registration=registration)


@dataclass
class Act(journal.Act[Sitting]):
    """An act under way in the sitting that it locks.

    Attributes:
        documents: Names of the documents that it changes.
        before: Who held the floor when it began.
        after: Who holds it once it is settled.
    """

    settings: Settings
    capacity: Capacity | None = field(default=None, kw_only=True)
    documents: set[str] = field(default_factory=set, kw_only=True)
    before: Holders = field(default_factory=Holders, kw_only=True)
    after: Holders = field(default_factory=Holders, kw_only=True)

    @property
    def sitting(self) -> Sitting:
        """The sitting, locked."""
        return self.target

    @property
    def registration(self) -> Registration:
        """The acting person.

        Raises:
            LookupError: the system acts.
        """
        if isinstance(self.performer, Participant):
            return self.performer.registration
        raise LookupError("the system has no registration")

    @property
    def member(self) -> str:
        """As in ``journal.act.Act``."""
        acting = self.performer.registration if isinstance(self.performer, Participant) else None
        return acting.member.code if acting and acting.member else ""

    @property
    def closed(self) -> bool:
        """As in ``journal.act.Act``."""
        return self.sitting.consultation.closed

    @property
    def classes(self) -> Classes:
        """The participation classes of the consultation."""
        return self.settings.participation

    def changes(self, *names: str) -> None:
        """Name the documents that this act changes."""
        self.documents.update(names)

    def capacity_of(self, registration: Registration) -> Capacity:
        """Class or role of somebody as at this moment, in the consultation's zone (rule 5)."""
        return people.capacity(registration, self.classes, self.sitting.consultation.day(self.at))

    def authorise(self, action: str) -> None:
        """Their registration, the table and, where it asks for that, presiding allow the action."""
        registration = self.registration
        if registration.consultation_id != self.sitting.consultation_id:
            raise Refusal(RuleCode.NOT_REGISTERED)
        if registration.status != RegistrationStatus.CONFIRMED.value:
            raise Refusal(RuleCode.REGISTRATION_NOT_CONFIRMED, status=registration.status)
        if not registration.is_for(day(self.sitting)):
            raise Refusal(RuleCode.NOT_REGISTERED_FOR_DAY)
        if removal := self.sitting.removals.filter(registration=registration, readmitted_at=None).first():
            raise Refusal(RuleCode.REMOVED, reason=removal.reason)
        if self.sitting.state == SittingState.ENDED.value and action != Action.SITTING_REOPEN:
            raise Refusal(RuleCode.SITTING_ENDED)
        self.capacity = self.capacity_of(registration)
        if not permits(self.capacity, Action.ROOM_ENTER):
            raise Refusal(RuleCode.NOT_IN_SITTINGS)
        if isinstance(action, Action):
            require(scopes.may(registration, self.capacity, action, self.sitting.consultation.day(self.at)))
            if condition(self.capacity, action) is Condition.PRESIDING:
                require(presides(self.capacity, registration.pk, self.sitting.presiding_id))

    def begin(self) -> None:
        """Remember who holds the floor."""
        self.before = enforcement.holders(self.sitting.pk)

    def settle(self) -> None:
        """Say who is next; name the documents that follow from it, and number them."""
        unsettled = self.documents & {"queue", "sitting"}
        if unsettled and speaker_queue.settle(self.sitting, self.settings, self.at):
            # Who is next is another one now, which those who wait see, and the technicians.
            self.changes("queue", "desk")
        if self.before.voice and voices.settle(self.sitting, self.at):
            self.facts.update(voice="ended")
        # Before `holders` reads it: who presides may be heard in an open sitting alone.
        self._save(numbered=bool(self.documents))
        self.after = enforcement.holders(self.sitting.pk)
        if _on_the_map(self.before) != _on_the_map(self.after):
            if not self.documents:
                self._save(numbered=True)
            self.changes("map")
        if self.before.language != self.after.language and self.sitting.booths:
            self.changes("booths")

    def _save(self, *, numbered: bool) -> None:
        if numbered:
            self.sitting.raise_sequence()
        self.sitting.save()

    def after_commit(self) -> None:
        """What is heard first: media, then the map; then the other documents, while the engine works; then wait."""
        changes = self.after.changed(self.before)
        applying = enforcement.begin(self.sitting, changes, self.after if changes else None)
        try:
            for together in (self.documents & AHEAD, self.documents - AHEAD):
                if together:
                    documents_changed.send(sender=Sitting, sitting=self.sitting.pk, names=frozenset(together))
                enforcement.go_on(applying)
        finally:
            enforcement.finish(self.sitting, applying)


def _on_the_map(holders: Holders) -> tuple[object, ...]:
    on_floor = holders.speaker, holders.seen, holders.following
    return *on_floor, holders.presiding, holders.voice, holders.flooded, holders.language


def carry_out(
    sitting: int, performer: Performer, action: Action | str, at: datetime, *, beside_others: bool = False
) -> AbstractContextManager[Act]:
    """Carry out one act on the sitting that it locks.

    Args:
        action: One of the table of permissions, or the name of a system's act such as ``turn.connected``.
        beside_others: What the other sittings of the consultation are counts too. The consultation is locked first, as
            whoever changes its calendar does: no two wait for each other.

    Raises:
        Refusal: the table, the lead, or a rule inside does not permit it; nothing is written.
        Sitting.DoesNotExist: there is no such sitting.
    """

    def lock() -> Act:
        if beside_others:
            Consultation.objects.select_for_update(of=("self",)).filter(sittings=sitting).first()
        locked = Sitting.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=sitting)
        return Act(locked, performer, at, settings_of(locked.consultation.settings), place=f"sitting:{locked.pk}")

    return journal.carry_out(lock, action)
