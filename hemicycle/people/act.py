"""An act in a consultation: who may act there, for which Member, and what registrations are told of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hemicycle.consultations.models import Body, Consultation
from hemicycle.consultations.settings import Settings, settings_of
from hemicycle.journal import act as journal
from hemicycle.journal.locks import held_in_share
from hemicycle.people import queries, scopes
from hemicycle.people.changes import registrations_changed, registrations_changing
from hemicycle.people.models import Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import FOR_OWN_MEMBER, OWN_OR_ANSWERING, Action, Condition, may
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.registration import OVER, may_answer_for
from hemicycle.rules.scopes import condition
from hemicycle.rules.scopes import may as may_within

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from django.dispatch import Signal

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Member, Person
    from hemicycle.rules.capacity import Capacity, Classes
    from hemicycle.rules.scopes import Scopes


@dataclass
class Act(journal.Act[Consultation]):
    """An act under way in the consultation that it locks, alone or in share.

    Attributes:
        subject: The Member that the act is about.
        about: The person that it is about, who may do some of it themselves.
        asked_as: Key of the class as which a letter that was sent asks its subject; empty where none does. That class
            is what the table is read for, whatever class its seats make it by now.
        scopes: The roles within the secretariat of whoever acts; ``None`` for the whole, and for everybody else.
        changes: What happened to registrations, told after the commit: ``[(registration, step)]``.
        told: Signals that are sent after the commit, each once, with the key of the consultation.
    """

    settings: Settings
    subject: Member | None = None
    about: Person | None = None
    capacity: Capacity | None = field(default=None, kw_only=True)
    asked_as: str = field(default="", kw_only=True)
    scopes: Scopes = field(default=None, kw_only=True)
    changes: list[tuple[int, str]] = field(default_factory=list, kw_only=True)
    told: list[Signal] = field(default_factory=list, kw_only=True)

    @property
    def consultation(self) -> Consultation:
        """The consultation, which nobody changes until the act is done."""
        return self.target

    @property
    def member(self) -> str:
        """As in ``journal.act.Act``."""
        return self.subject.code if self.subject else ""

    @property
    def closed(self) -> bool:
        """As in ``journal.act.Act``."""
        return self.consultation.closed

    @property
    def day(self) -> date:
        """The day of the act in the consultation's zone, as at which classes are read (rule 5)."""
        return self.consultation.day(self.at)

    @cached_property
    def body(self) -> Body:
        """The body whose Members are consulted; its settings stay as they are until the act is done."""
        return held_in_share(Body, self.consultation.body_id)

    @property
    def classes(self) -> Classes:
        """The participation classes of the consultation."""
        return self.settings.participation

    def tell(self, registration: Registration, step: str) -> None:
        """Say after the commit what happened to a registration."""
        self.changes.append((registration.pk, step))

    def announce(self, signal: Signal) -> None:
        """Send a signal after the commit with the key of the consultation, once however often this is said."""
        if signal not in self.told:
            self.told.append(signal)

    def settle(self) -> None:
        """Let what follows from what happened to registrations be kept with it."""
        self._tell_changes(registrations_changing)

    def after_commit(self) -> None:
        """Tell what happened to registrations, and what was announced."""
        self._tell_changes(registrations_changed)
        for signal in self.told:
            signal.send(sender=Consultation, consultation=self.consultation.pk)

    def _tell_changes(self, signal: Signal) -> None:
        if self.changes:
            by = self.performer.person.pk if self.performer.person else None
            signal.send(sender=Registration, changes=self.changes, by=by)

    def authorise(self, action: str) -> None:
        """The secretariat acts as such, a person about themselves, and for the Member that they answer for."""
        if self.performer.person is not None:
            self.capacity = self._capacity_for(self.performer.person, Action(action))

    def _require_still_here(self, person: Person, registration: Registration | None) -> None:
        """Nobody deactivated, and nobody withdrawn or refused whose mandate was not said to stay, answers (rule 39)."""
        if not person.is_active:
            raise Refusal(PeopleCode.PERSON_INACTIVE)
        if registration is None or self.subject is None or registration.member_id != self.subject.pk:
            return
        if RegistrationStatus(registration.status) in OVER:
            current = queries.authority_of(self.consultation, self.subject, self.at)
            if current is not None and not current.stays_why:
                raise Refusal(RuleCode.MANDATE_OF_WITHDRAWN)

    def _is_theirs(self, registration: Registration | None) -> bool:
        """Whether the act is about the Member for which somebody is registered."""
        return registration is not None and self.subject is not None and registration.member_id == self.subject.pk

    def _capacity_for(self, person: Person, action: Action) -> Capacity | None:
        registration = queries.registration_in_act(person, self.consultation, self.subject)
        confirmed = registration is not None and registration.status == RegistrationStatus.CONFIRMED.value
        own = queries.capacity(registration, self.classes, self.day) if registration else None
        self.scopes = scopes.scopes_of(registration, self.day) if registration and confirmed else None
        under = condition(own if confirmed else None, self.scopes, action)
        is_own = self.about is not None and self.about.pk == person.pk
        if is_own and under in {Condition.OWN, Condition.OWN_OR_ANSWERING}:
            return own
        secretariat = confirmed and own is Role.SECRETARIAT
        if action in FOR_OWN_MEMBER and own is not None and confirmed and self._is_theirs(registration):
            require(may_within(own, self.scopes, action))
            return own
        if action in OWN_OR_ANSWERING | FOR_OWN_MEMBER and self.subject is not None and not secretariat:
            require(may_answer_for(queries.mandates(self.consultation, self.subject), person.pk, self.at))
            self._require_still_here(person, registration)
            answering = queries.class_of(self.subject, self.classes, self.day)
            require(may(self.classes.named(self.asked_as) if self.asked_as else answering, action))
            return answering
        if own is None:
            raise Refusal(RuleCode.NOT_REGISTERED)
        if not confirmed:
            status = registration.status if registration else ""
            raise Refusal(RuleCode.REGISTRATION_NOT_CONFIRMED, status=status)
        require(may_within(own, self.scopes, action))
        # What is left needs a Member to answer for.
        if under is not Condition.ALWAYS:
            raise Refusal(RuleCode.NO_MANDATE)
        return own


def _nothing() -> bool:
    """What most acts correct."""
    return False


def carry_out(  # noqa: PLR0913 - who, what, when, and what it is about
    consultation: int,
    performer: Performer,
    action: Action | str,
    at: datetime,
    *,
    member: Member | None = None,
    about: Person | None = None,
    corrects: Callable[[], bool] = _nothing,
) -> AbstractContextManager[Act]:
    """Carry out one act in the consultation that it locks: quotas are counted under this lock.

    Args:
        action: Of the table of permissions, or the name of an act of the system.
        member: The Member that it is about, whose focal point may do it.
        about: The person that it is about, who may do some of it themselves.
        corrects: Whether it corrects what went out, as may be done in a consultation that was closed.

    Raises:
        Refusal: the table, the mandate, or a rule inside does not permit it; nothing is written.
        Consultation.DoesNotExist: there is no such consultation.
    """

    def lock() -> Act:
        return _begun(
            Consultation.objects.select_for_update().get(pk=consultation), performer, at, corrects, member, about
        )

    return journal.carry_out(lock, action)


def carry_out_in_share(  # noqa: PLR0913 - who, what, when, and what it is about
    consultation: int,
    performer: Performer,
    action: Action,
    at: datetime,
    *,
    member: Member | None,
    asked_as: str = "",
    corrects: Callable[[], bool] = _nothing,
) -> AbstractContextManager[Act]:
    """Carry out one act that counts nothing over the consultation, beside others like it.

    It holds the consultation in share, so that acts that lock it alone wait, and itself locks the rows that it changes
    (docs/decisions/0045-what-an-act-locks.md).

    Args:
        member, corrects: As for ``carry_out``.
        asked_as: As which class (its key) a letter asks the Member.

    Raises:
        Refusal: as for ``carry_out``.
        Consultation.DoesNotExist: there is no such consultation.
    """

    def lock() -> Act:
        act = _begun(held_in_share(Consultation, consultation), performer, at, corrects, member)
        act.asked_as = asked_as
        return act

    return journal.carry_out(lock, action)


def _begun(
    locked: Consultation,
    performer: Performer,
    at: datetime,
    corrects: Callable[[], bool],
    subject: Member | None,
    about: Person | None = None,
) -> Act:
    place, settings = f"consultation:{locked.pk}", settings_of(locked.settings)
    return Act(locked, performer, at, settings, subject, about, place=place, corrects=corrects)
