"""Messages of the booths: to which circle each goes, and who may write to it.

Facts in, a decision out. That interpreters write to each other is no rule of procedure: the refusals here cite none.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from hemicycle.rules.capacity import Capacity


class Circle(StrEnum):
    """Between whom a message goes."""

    PARTNER = "partner"  # those who sit in one booth
    BOOTHS = "booths"  # all interpreters and captioners
    TECHNICIANS = "technicians"  # a booth and the technicians
    PRESIDING = "presiding"  # a booth and who presides


class ReadySentence(StrEnum):
    """What is said by one press, and read by each in their own language."""

    TAKE_OVER = "take_over"
    BREAK_SOON = "break_soon"
    WHICH_DOCUMENT = "which_document"
    SPEAKER_UNHEARD = "speaker_unheard"
    USE_MICROPHONE = "use_microphone"
    RELAY_UNCLEAR = "relay_unclear"
    THANKS = "thanks"
    YES = "yes"
    NO = "no"
    ONE_MOMENT = "one_moment"


#: Characters of a message.
MESSAGE_LENGTH = 500
#: So many messages one person writes within ``FLOOD_WITHIN``.
FLOOD_MOST = 10
FLOOD_WITHIN = timedelta(seconds=30)
#: To which circles each role writes. Who is not here neither writes nor reads any message.
CIRCLES: dict[Role, frozenset[Circle]] = {
    Role.INTERPRETER: frozenset(Circle),
    Role.CAPTIONER: frozenset({Circle.BOOTHS}),
    Role.TECHNICIAN: frozenset({Circle.TECHNICIANS}),
    Role.CHAIR: frozenset({Circle.PRESIDING}),
    Role.VICE_CHAIR: frozenset({Circle.PRESIDING}),
}


def reads(capacity: Capacity, circle: Circle) -> bool:
    """Whether messages of a circle may reach somebody of this class or role at all."""
    return isinstance(capacity, Role) and circle in CIRCLES.get(capacity, frozenset())


def may_write(capacity: Capacity, circle: Circle, *, seated: bool, presided: bool, said: bool, lately: int) -> Decision:
    """Whether somebody may send a message.

    Args:
        seated: They sit in a booth. Only what goes to all booths may come from outside of one.
        presided: Somebody is to preside over the sitting.
        said: There are words, or a ready sentence.
        lately: Messages that they wrote within ``FLOOD_WITHIN``.
    """
    if not reads(capacity, circle):
        return refuse(RuleCode.CHAT_OTHER_CIRCLE)
    if capacity is Role.INTERPRETER and circle is not Circle.BOOTHS and not seated:
        return refuse(RuleCode.NO_SEAT)
    if circle is Circle.PRESIDING and not presided:
        return refuse(RuleCode.CHAT_NOBODY_PRESIDES)
    if not said:
        return refuse(RuleCode.CHAT_EMPTY)
    if lately >= FLOOD_MOST:
        return refuse(RuleCode.CHAT_TOO_MANY)
    return allow(RuleCode.NOTHING_AGAINST)
