"""Rules 3, 13 and 38: how a registration comes about, who has a place, and who answers for a Member."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Refused, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.rules.capacity import ParticipationClass


class Step(StrEnum):
    """What happens to a registration after it was made."""

    ENDORSE = "endorse"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


#: Where each step leads from each status. What is missing here cannot happen.
STEPS: dict[Step, dict[RegistrationStatus, RegistrationStatus]] = {
    Step.ENDORSE: {RegistrationStatus.PENDING: RegistrationStatus.ENDORSED},
    Step.CONFIRM: {RegistrationStatus.ENDORSED: RegistrationStatus.CONFIRMED},
    Step.REFUSE: dict.fromkeys(
        (
            RegistrationStatus.PENDING,
            RegistrationStatus.ENDORSED,
            RegistrationStatus.WAITING,
            RegistrationStatus.CONFIRMED,
        ),
        RegistrationStatus.REFUSED,
    ),
    Step.WITHDRAW: dict.fromkeys(
        (
            RegistrationStatus.PENDING,
            RegistrationStatus.ENDORSED,
            RegistrationStatus.WAITING,
            RegistrationStatus.CONFIRMED,
        ),
        RegistrationStatus.WITHDRAWN,
    ),
    Step.REOPEN: {
        RegistrationStatus.REFUSED: RegistrationStatus.PENDING,
        RegistrationStatus.WITHDRAWN: RegistrationStatus.PENDING,
    },
}
#: A registration in one of these has a place of its class's quota, though not everybody with a place may enter.
PLACED = frozenset({RegistrationStatus.PENDING, RegistrationStatus.ENDORSED, RegistrationStatus.CONFIRMED})
#: Over: the person may register anew, or somebody take their place.
OVER = frozenset({RegistrationStatus.REFUSED, RegistrationStatus.WITHDRAWN})

#: Who acts for the body itself: nobody lets one in alone (rule 38).
TWO_PERSONS = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.VICE_CHAIR})


def after(status: RegistrationStatus, step: Step) -> RegistrationStatus | Refused:
    """The status that a step leads to, or why it cannot be taken."""
    next_status = STEPS[step].get(status)
    return next_status or refuse(RuleCode.REGISTRATION_STEP, step=step.value, status=status.value)


def may_step_with(words: str, step: Step) -> Decision:
    """Whether a step may be taken with these words: nobody is refused without being told why."""
    if step is Step.REFUSE and not words.strip():
        return refuse(RuleCode.REFUSAL_NEEDS_WORDS)
    return allow(RuleCode.NOTHING_AGAINST)


def may_register_anew(status: RegistrationStatus | None) -> Decision:
    """Whether somebody may register: who is not registered, or not any more.

    Args:
        status: Of their registration, if they have one.
    """
    if status is not None and status not in OVER:
        return refuse(RuleCode.REGISTERED_ALREADY, status=status.value)
    return allow(RuleCode.NOTHING_AGAINST)


def may_change(status: RegistrationStatus) -> Decision:
    """Whether what a registration says may be changed: while it is not over."""
    if status in OVER:
        return refuse(RuleCode.REGISTRATION_OVER, status=status.value)
    return allow(RuleCode.NOTHING_AGAINST)


def may_enter_as(role: Role, *, secretariat: bool) -> Decision:
    """Whether somebody may be entered in this role: only the secretariat enters others than delegates."""
    if not secretariat and role is not Role.DELEGATE:
        return refuse(RuleCode.ROLE_BY_SECRETARIAT_ONLY, role=role.value)
    return allow(RuleCode.NOTHING_AGAINST)


def may_enter_in(of: ParticipationClass, *, secretariat: bool) -> Decision:
    """Whether somebody who represents no Member may be entered in a class: the secretariat alone invites them.

    Args:
        of: As ``Classes.of_person`` has it.
    """
    if not secretariat:
        return refuse(RuleCode.PERSON_BY_SECRETARIAT_ONLY)
    return may_be_in(of)


def may_be_in(of: ParticipationClass) -> Decision:
    """Whether somebody who represents no Member may be in a class: there is one of persons, still."""
    if not of.of_persons:
        return refuse(RuleCode.NO_CLASS_OF_PERSONS, key=of.value)
    return allow(RuleCode.NOTHING_AGAINST)


def may_let_in(role: Role, entered_by: int | None, person: int | None, *, independent: bool) -> Decision:
    """Whether a person may confirm a registration: of these roles, not one that they entered themselves (rule 38).

    Args:
        entered_by: Who entered it or took it up again, and is not its own person; ``None`` where the installation was
            set up with it.
        person: Who confirms; ``None`` for the system itself.
        independent: Who confirms is independent of who entered it (``independence.are_independent``).
    """
    if role not in TWO_PERSONS or entered_by is None or person is None:
        return allow(RuleCode.NOTHING_AGAINST)
    if entered_by == person:
        return refuse(RuleCode.SECOND_PERSON_LETS_IN, role=role.value)
    if not independent:
        return refuse(RuleCode.INDEPENDENT_PERSON_LETS_IN, role=role.value)
    return allow(RuleCode.NOTHING_AGAINST)


def may_readdress(*, acts_for_body: bool, own: bool, proposed_by: int | None, person: int, let_in: bool) -> Decision:
    """Whether the address of somebody is changed at once; else it is proposed to a second person (rule 38).

    Whoever could change the address of a chair alone would sign in as the chair.

    Args:
        acts_for_body: They are secretariat, chair or vice-chair.
        own: It is the address of whoever changes it.
        proposed_by: Who proposed this very address before; None where nobody did.
        person: Who changes it.
        let_in: Who changes it is not independent of whoever proposed it (``independence.are_independent``).
    """
    if not acts_for_body or own:
        return allow(RuleCode.NOTHING_AGAINST)
    if proposed_by is None or proposed_by == person or let_in:
        return refuse(RuleCode.SECOND_PERSON_READDRESSES)
    return allow(RuleCode.NOTHING_AGAINST)


def may_rename(*, own: bool, secretariat: bool, made_unseen: bool) -> Decision:
    """Whether a name that was typed for a person becomes theirs at once; else it is proposed to them.

    Args:
        own: They typed it themselves.
        made_unseen: The same nomination made the person, who has not signed in since.
    """
    if own or secretariat or made_unseen:
        return allow(RuleCode.NOTHING_AGAINST)
    return refuse(RuleCode.NAME_IS_THEIRS)


def may_replace(*, same_member: bool, replaced: bool) -> Decision:
    """Whether somebody may be named in place of another: of the same Member, and once (rule 3)."""
    if not same_member or replaced:
        return refuse(RuleCode.NOT_TO_BE_REPLACED)
    return allow(RuleCode.NOTHING_AGAINST)


def may_head(*, other: bool) -> Decision:
    """Whether somebody may be confirmed as the head of a delegation, which has one.

    Args:
        other: Somebody else is.
    """
    return refuse(RuleCode.HAS_HEAD_ALREADY) if other else allow(RuleCode.NOTHING_AGAINST)


def may_take_out(registered: int) -> Decision:
    """Whether a Member may be taken out of the consultation: nobody loses their place unheard.

    Args:
        registered: Its registrations that are not over.
    """
    if registered:
        return refuse(RuleCode.MEMBER_HAS_REGISTRATIONS, number=registered)
    return allow(RuleCode.NOTHING_AGAINST)


def may_leave_letters(letters: int, replies: int) -> Decision:
    """Whether a Member may be taken out of the consultation as far as letters go: who was asked stays (rule 5).

    Args:
        letters: That were sent to it.
        replies: Of it.
    """
    if letters or replies:
        return refuse(RuleCode.MEMBER_HAS_LETTERS, letters=letters)
    return allow(RuleCode.NOTHING_AGAINST)


@dataclass(frozen=True)
class Opening:
    """When people may register; open on a side that has no moment.

    Attributes:
        over: From when the consultation is over, the midnight after its last day; ``None`` where registration is meant
            to outlast it.
    """

    opens: datetime | None = None
    closes: datetime | None = None
    over: datetime | None = None


def may_open(opening: Opening) -> Decision:
    """Whether registration can be open for these moments at all."""
    if opening.opens is not None and opening.closes is not None and opening.closes <= opening.opens:
        return refuse(RuleCode.CLOSES_BEFORE_IT_OPENS)
    return allow(RuleCode.OPENING)


def may_register(opening: Opening, at: datetime, *, invited: bool) -> Decision:
    """Whether somebody may be registered for a Member at this moment: never once the consultation is over (rule 1).

    The secretariat is not held to the opening: it enters what came on paper, and whom a record needs afterwards.

    Args:
        invited: The Member takes part in the consultation.
    """
    if not invited:
        return refuse(RuleCode.MEMBER_NOT_INVITED)
    if opening.over is not None and at >= opening.over:
        return refuse(RuleCode.CONSULTATION_OVER, over=opening.over.isoformat())
    if opening.opens is not None and at < opening.opens:
        return refuse(RuleCode.REGISTRATION_NOT_OPEN, opens=opening.opens.isoformat())
    if opening.closes is not None and at > opening.closes:
        return refuse(RuleCode.REGISTRATION_CLOSED, closed=opening.closes.isoformat())
    return allow(RuleCode.REGISTRATION_OPEN)


class QuotaUnit(StrEnum):
    """What has a quota of its own (rule 3)."""

    GROUP = "sector"
    MEMBER = "member"
    CLASS = "class"


@dataclass(frozen=True)
class Quota:
    """So many places for each unit."""

    size: int
    unit: QuotaUnit


def may_have_quota(quota: Quota | None, *, persons: bool) -> Decision:
    """Whether a class may have this quota: persons who represent no Member share the places of their class (rule 3)."""
    if persons and quota is not None and quota.unit is not QuotaUnit.CLASS:
        return refuse(RuleCode.QUOTA_OF_PERSONS)
    return allow(RuleCode.NOTHING_AGAINST)


def place(quota: Quota | None, taken: int) -> Decision:
    """Whether there is a place for one more, beside ``taken`` of the same unit (rule 3).

    Somebody who has withdrawn, or was refused, holds no place: replacing them needs no exception.
    """
    if quota is None:
        return allow(RuleCode.NO_QUOTA)
    if taken < quota.size:
        return allow(RuleCode.WITHIN_QUOTA, size=quota.size, taken=taken)
    return refuse(RuleCode.QUOTA_FULL, size=quota.size, taken=taken, unit=quota.unit.value)


@dataclass(frozen=True)
class FocalPointMandate:
    """A person may answer for a Member, from a moment until another one, or until it is withdrawn.

    Attributes:
        key: Tells the mandates of one Member apart.
        accepted: Its person has accepted it, or need not; until then nobody answers under it (rule 39).
    """

    key: int
    person: int
    start: datetime
    end: datetime | None = None
    accepted: bool = True

    def covers(self, at: datetime) -> bool:
        """Whether it is in force at this moment."""
        return self.accepted and self.start <= at and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        """Whether it has ended by this moment, accepted or not."""
        return self.end is not None and self.end <= at


def authority(mandates: Iterable[FocalPointMandate], at: datetime) -> FocalPointMandate | None:
    """The one mandate under which a Member is answered for at this moment.

    Of several in force the latest has the authority: who delegated it has it again when the delegation ends.
    """
    in_force = [mandate for mandate in mandates if mandate.covers(at)]
    return max(in_force, key=lambda mandate: (mandate.start, mandate.key), default=None)


def may_answer_for(mandates: Iterable[FocalPointMandate], person: int, at: datetime) -> Decision:
    """Whether a person acts for a Member at this moment: its focal point does, one at a time."""
    known = tuple(mandates)
    current = authority(known, at)
    if current is not None and current.person == person:
        return allow(RuleCode.FOCAL_POINT)
    if any(mandate.person == person and mandate.covers(at) for mandate in known):
        return refuse(RuleCode.MANDATE_DELEGATED)
    if any(mandate.person == person and not mandate.accepted and not mandate.is_over(at) for mandate in known):
        return refuse(RuleCode.MANDATE_NOT_ACCEPTED)
    if any(mandate.person == person for mandate in known):
        return refuse(RuleCode.MANDATE_OVER)
    return refuse(RuleCode.NO_MANDATE)
