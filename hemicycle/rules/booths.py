"""Who takes a seat in a booth, and who of those in it is on air: one voice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection

#: So long an interpreter is on air before their page asks them to hand over, where a consultation has not set another
#: time: booths change about every half hour.
ON_AIR_MINUTES = 30
LEAST_ON_AIR_MINUTES, MOST_ON_AIR_MINUTES = 5, 120


def may_sit_in(language: str, works_into: Collection[str]) -> Decision:
    """Whether an interpreter may take a seat in the booth of a language.

    Args:
        works_into: The languages that they were registered with; none for all.
    """
    if works_into and language not in works_into:
        return refuse(RuleCode.NOT_THEIR_BOOTH, language=language)
    return allow(RuleCode.NOTHING_AGAINST)


def may_be_planned(role: Role, works_into: Collection[str], language: str, *, ended: bool) -> Decision:
    """Whether somebody may be planned for the booth of a language in a sitting: interpreters, and captioners there.

    Args:
        works_into: As for ``may_sit_in``; whoever captions does so in any language.
        ended: The sitting is over.
    """
    if ended:
        return refuse(RuleCode.BOOTHS_OF_ENDED)
    if role is Role.CAPTIONER:
        return allow(RuleCode.NOTHING_AGAINST)
    if role is not Role.INTERPRETER:
        return refuse(RuleCode.NO_BOOTH_FOR_ROLE, role=role.value)
    return may_sit_in(language, works_into)


def may_use_seat(*, seated: bool) -> Decision:
    """Whether an interpreter may leave a booth, or go on or off air: from a seat in one."""
    return allow(RuleCode.NOTHING_AGAINST) if seated else refuse(RuleCode.NO_SEAT)


def may_go_on_air(partner: str | None) -> Decision:
    """Whether an interpreter may speak into the channel.

    Args:
        partner: Name of whoever is on air in the same booth.
    """
    return allow(RuleCode.NOTHING_AGAINST) if partner is None else refuse(RuleCode.PARTNER_ON_AIR, name=partner)


def may_hand_over(*, on_air: bool, partners: int) -> Decision:
    """Whether an interpreter may ask to hand the microphone over, or to take it over.

    Args:
        on_air: They themselves are: they hand over, and somebody must be there to take it.
        partners: How many others in the booth are connected.
    """
    return refuse(RuleCode.NO_PARTNER) if on_air and not partners else allow(RuleCode.NOTHING_AGAINST)


def changes_hands(*, both_ask: bool, speaker_present: bool) -> bool:
    """Whether the channel goes from one voice to the other at this moment.

    Args:
        both_ask: Who is on air hands over, and the other takes over.
        speaker_present: Who is on air is connected; nobody waits for the consent of who is not.
    """
    return both_ask or not speaker_present
