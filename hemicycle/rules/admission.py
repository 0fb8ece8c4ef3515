"""Rule 1: who may join a sitting."""

from __future__ import annotations

from enum import StrEnum

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Decision, allow, refuse


class RegistrationStatus(StrEnum):
    """Where a registration is.

    Pending: the person registered, and their Member's focal point has not said yes. Endorsed: it has, or
    nominated them; the secretariat has not confirmed. Waiting: the quota is full (rule 3).
    """

    PENDING = "pending"
    ENDORSED = "endorsed"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


#: Why somebody does not join a sitting.
ENTRY_REFUSALS = (
    RuleCode.NOT_REGISTERED,
    RuleCode.REGISTRATION_NOT_CONFIRMED,
    RuleCode.NOT_IN_SITTINGS,
    RuleCode.NOT_REGISTERED_FOR_DAY,
    RuleCode.REMOVED,
    RuleCode.SITTING_ENDED,
)


def may_enter(
    registration: RegistrationStatus | None,
    sitting: SittingState,
    *,
    removed: bool,
    removed_why: str = "",
    registered_for_day: bool = True,
    takes_part: bool = True,
) -> Decision:
    """Whether a person joins the sitting: with a confirmed registration, not removed, not after its end.

    Args:
        registration: Their registration for this consultation; ``None`` where there is none.
        removed: The leader removed them from this sitting and has not readmitted them.
        removed_why: The leader's words.
        registered_for_day: They registered for the day of this sitting.
        takes_part: Their class, or role, takes part in sittings (rule 2).
    """
    if registration is None:
        return refuse(RuleCode.NOT_REGISTERED)
    if registration is not RegistrationStatus.CONFIRMED:
        return refuse(RuleCode.REGISTRATION_NOT_CONFIRMED, status=registration.value)
    if not takes_part:
        return refuse(RuleCode.NOT_IN_SITTINGS)
    if not registered_for_day:
        return refuse(RuleCode.NOT_REGISTERED_FOR_DAY)
    if removed:
        return refuse(RuleCode.REMOVED, reason=removed_why)
    if sitting is SittingState.ENDED:
        return refuse(RuleCode.SITTING_ENDED)
    return allow(RuleCode.REGISTERED)


def may_receive(*, confirmed: bool, removed: bool) -> Decision:
    """Whether the floor or the lead may go to somebody: registered and confirmed (rule 1), and not removed."""
    if not confirmed:
        return refuse(RuleCode.NOT_REGISTERED)
    return refuse(RuleCode.IS_REMOVED) if removed else allow(RuleCode.REGISTERED)


def may_remove(*, oneself: bool, removed: bool) -> Decision:
    """Whether the leader may remove somebody from the room: somebody else, who has not been removed."""
    if oneself:
        return refuse(RuleCode.NOT_ONESELF)
    return refuse(RuleCode.REMOVED_ALREADY) if removed else allow(RuleCode.NOTHING_AGAINST)


def may_readmit(*, removed: bool) -> Decision:
    """Whether the leader may let somebody come back: who was removed."""
    return allow(RuleCode.NOTHING_AGAINST) if removed else refuse(RuleCode.NOT_REMOVED)


def may_require_factor(*, sitting: int, people: int) -> Decision:
    """Whether a second factor may be required of more people now: not where it would put them out of a sitting.

    Args:
        sitting: Number of the sitting that goes on.
        people: How many are in its room and would have to leave it.
    """
    if people:
        return refuse(RuleCode.FACTOR_IN_SITTING, sitting=sitting, people=people)
    return allow(RuleCode.NOTHING_AGAINST)
