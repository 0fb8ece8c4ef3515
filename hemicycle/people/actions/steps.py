"""What a step does to a registration, for one or for thousands: what is looked up is read once an act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hemicycle.people import capacities
from hemicycle.people.actions.places import Places
from hemicycle.people.independence import may_be_let_in
from hemicycle.people.models import FocalPoint, Registration
from hemicycle.rules import scopes
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.mandates import may_take_part_beside
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, Refused, require
from hemicycle.rules.registration import TWO_PERSONS, Step, after, may_be_in, may_head

if TYPE_CHECKING:
    from hemicycle.people.act import Act
    from hemicycle.people.models import Person

STEP_ACTIONS = {
    Step.ENDORSE: Action.REGISTRATION_ENDORSE,
    Step.CONFIRM: Action.REGISTRATION_CONFIRM,
    Step.REFUSE: Action.REGISTRATION_REFUSE,
    Step.WITHDRAW: Action.REGISTRATION_WITHDRAW,
    Step.REOPEN: Action.REGISTRATION_REOPEN,
}


def signed(act: Act, what: Step) -> dict[str, Person | None]:
    """The columns that keep who took a step, with who takes it now (rule 38)."""
    columns = {Step.CONFIRM: "confirmed_by", Step.REOPEN: "entered_by"}
    return {columns[what]: act.performer.person} if what in columns else {}


@dataclass(frozen=True)
class Move:
    """A registration goes from one status to another.

    Attributes:
        without_focal_point: The secretariat confirmed it where nobody answers for the Member.
    """

    row: Registration
    before: RegistrationStatus
    after: RegistrationStatus
    without_focal_point: bool = False

    @property
    def entered_by(self) -> int | None:
        """Who entered somebody who is confirmed by a second person (rule 38)."""
        two = self.after is RegistrationStatus.CONFIRMED and Role(self.row.role) in TWO_PERSONS
        return self.row.entered_by_id if two else None


class Steps:
    """Says where steps lead, in one act. Nothing is written here; whoever asks saves what was said."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._places = Places(act)

    def move(self, row: Registration, what: Step) -> Move:
        """Where a step leads.

        Raises:
            Refusal: it cannot be taken.
        """
        by = self._act.performer.person
        own = by is not None and by.pk == row.person_id
        require(scopes.may_decide_on(Role(row.role), self._act.scopes, own=own))
        status = RegistrationStatus(row.status)
        to = after(status, what)
        skips = isinstance(to, Refused) and self._skips(row, what)
        if skips:
            to = RegistrationStatus.CONFIRMED
        if isinstance(to, Refused):
            raise Refusal(to.reason)
        if what is Step.REOPEN:
            self.claim_capacity(row)
            # Nobody is there to endorse who represents no Member.
            to = self._places.given(row, RegistrationStatus.ENDORSED if row.person_class else to)
        if to is RegistrationStatus.CONFIRMED:
            require(may_be_let_in(row, by))
        self.claim_head(row, to)
        return Move(row, status, to, skips)

    def place(self, row: Registration, status: RegistrationStatus) -> RegistrationStatus:
        """``status``, or the waiting list where the quota is full (rule 3)."""
        return self._places.given(row, status)

    def claim_head(self, row: Registration, status: RegistrationStatus) -> None:
        """A delegation has one confirmed head.

        Raises:
            Refusal: it has another one.
        """
        head = row.delegation_role == Registration.DelegationRole.HEAD
        if status is not RegistrationStatus.CONFIRMED or not head or row.member_id is None:
            return
        require(may_head(other=self._heads.setdefault(row.member_id, row.pk) != row.pk))

    def claim_capacity(self, row: Registration) -> None:
        """One person has one capacity (rule 39): whoever answers for another Member takes no part beside that.

        Raises:
            Refusal: they do, and a setting does not allow it or they do not register themselves; or the class in which
                they were for themselves is no longer there.
        """
        if row.person_class:
            require(may_be_in(self._act.classes.of_person(row.person_class)))
        by = self._act.performer.person
        require(
            may_take_part_beside(
                answers_for_another=bool(self._answered_for_by.get(row.person_id, set()) - {row.member_id}),
                allowed=self._act.settings.several_capacities,
                own=by is not None and by.pk == row.person_id,
            )
        )

    def _skips(self, row: Registration, what: Step) -> bool:
        """The secretariat may say yes where a Member has no focal point to say it first."""
        pending = what is Step.CONFIRM and row.status == RegistrationStatus.PENDING.value
        return pending and self._act.capacity is Role.SECRETARIAT and row.member_id not in self._answered_for

    @cached_property
    def _answered_for(self) -> set[int]:
        known = FocalPoint.objects.filter(consultation=self._act.consultation)
        return {row.member_id for row in known if row.mandate.covers(self._act.at)}

    @cached_property
    def _answered_for_by(self) -> dict[int, set[int]]:
        return capacities.answered_for_by(self._act.consultation, self._act.at)

    @cached_property
    def _heads(self) -> dict[int | None, int]:
        heads = self._act.consultation.registrations.filter(
            delegation_role=Registration.DelegationRole.HEAD, status=RegistrationStatus.CONFIRMED.value
        )
        return dict(heads.values_list("member_id", "pk"))
