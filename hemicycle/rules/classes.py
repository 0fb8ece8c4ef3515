"""Rule 2: what the participation classes of a consultation must be so that everybody belongs to one at most.

What a person does who represents no Member, they do for themselves: their class has no right that is a Member's.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import RIGHTS_OF_PERSONS, Right, SeatNeed, seat_needs_met
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, Reason, Refused, allow, refuse
from hemicycle.rules.registration import may_have_quota

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from hemicycle.rules.capacity import Classes, ParticipationClass

#: What is done in sittings.
_IN_SITTINGS = frozenset({Right.SPEAK, Right.POINT_OF_ORDER})
#: Every way in which somebody may have seats: as a titular member, as a deputy.
_SEATED = tuple(product((False, True), repeat=2))


def problems(classes: Classes) -> Iterator[Reason]:
    """What is wrong with the classes of a consultation.

    One to which nobody can belong, one of persons that has what is a Member's, one that speaks where it may not be, two
    that claim one Member.
    """
    for one in classes:
        if one.of_persons:
            yield from _problems_of_persons(one)
        elif not one.belonging.kinds and not one.belonging.members:
            yield Reason(RuleCode.CLASS_WITHOUT_MEMBERS, {"class": one.value})
        if one.rights & _IN_SITTINGS and not one.has(Right.ENTER):
            yield Reason(RuleCode.CLASS_SPEAKS_UNSEEN, {"class": one.value})
    for first, second in combinations(classes, 2):
        if both := sorted(first.belonging.members & second.belonging.members):
            yield Reason(RuleCode.CLASSES_NAME_ONE, {"first": first.value, "second": second.value, "member": both[0]})
        if _claim_one_kind(first, second):
            yield Reason(RuleCode.CLASSES_CLAIM_ONE, {"first": first.value, "second": second.value})


def _problems_of_persons(one: ParticipationClass) -> Iterator[Reason]:
    belonging = one.belonging
    if belonging.kinds or belonging.members or belonging.seat is not SeatNeed.EITHER:
        yield Reason(RuleCode.PERSONS_WITH_MEMBERS, {"class": one.value})
    for right in sorted(one.rights - RIGHTS_OF_PERSONS):
        yield Reason(RuleCode.PERSONS_WITH_RIGHT, {"class": one.value, "right": right.value})
    quota = may_have_quota(one.quota, persons=True)
    if isinstance(quota, Refused):
        yield quota.reason


def _claim_one_kind(first: ParticipationClass, second: ParticipationClass) -> bool:
    if not first.belonging.kinds & second.belonging.kinds:
        return False
    wanted = {first.belonging.seat, second.belonging.seat}
    return any(wanted <= seat_needs_met(titular=titular, deputy=deputy) for titular, deputy in _SEATED)


def kinds_lacking(one: ParticipationClass, kinds: Collection[str]) -> tuple[str, ...]:
    """The kinds of Members that a class names and its body does not have: nobody belongs to it by them.

    Args:
        kinds: Those of the body, by their keys.
    """
    return tuple(sorted(one.belonging.kinds - set(kinds)))


def same_but_for_names(before: Classes, after: Classes) -> bool:
    """Whether nobody's rights, class or place in the queue is another one: names, times and quotas do not matter."""
    return [_moves(one) for one in before] == [_moves(one) for one in after]


def _moves(one: ParticipationClass) -> tuple[object, ...]:
    return one.value, one.rights, one.belonging, one.priority, one.alternates


def may_change_now(before: Classes, after: Classes, *, sitting: int | None) -> Decision:
    """Whether the classes may be changed at this moment: not who may do what while a sitting goes on.

    Args:
        sitting: Number of the sitting that is open or suspended.
    """
    if sitting is not None and not same_but_for_names(before, after):
        return refuse(RuleCode.CLASSES_IN_SITTING, sitting=sitting)
    return allow(RuleCode.NOTHING_AGAINST)


def may_change_while_asked(letters: str) -> Decision:
    """Whether the classes may be changed while Members are asked: nobody who is gets or loses a right to say something.

    Args:
        letters: Symbols of those whose deadline runs, and whose Members would; empty for none.
    """
    return refuse(RuleCode.CLASSES_WHILE_ASKED, letters=letters) if letters else allow(RuleCode.NOTHING_AGAINST)


def ceasing(before: Classes, after: Classes) -> frozenset[str]:
    """Keys of the classes that are removed, or turned from one of Members into one of persons, or back."""
    kept = {one.value: one.of_persons for one in after}
    return frozenset(one.value for one in before if kept.get(one.value) is not one.of_persons)


def may_remove_class(*, letters: int = 0, turns: int = 0, registrations: int = 0, items: int = 0) -> Decision:
    """Whether a class may cease: what was sent to it or said in it keeps its name, and whom it stands for (rule 5).

    Args:
        letters: That go or went to it.
        turns: Of its delegates.
        registrations: Of its delegates that are not over.
        items: On which it is to speak first (rule 6).
    """
    if letters or turns or registrations or items:
        counts = {"letters": letters, "turns": turns, "registrations": registrations, "items": items}
        return refuse(RuleCode.CLASS_IN_USE, **counts)
    return allow(RuleCode.NOTHING_AGAINST)
