"""What becomes of a message, by what was found of it: put aside, left to a person, or certain. Pure.

An automatic message is known by RFC 3834, a list's by RFC 2369 and 2919, our own by its identifier: nothing of theirs
is filed or answered. A certain one makes a draft, which waits for confirmation: nothing counts without a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from hemicycle.arrivals.authenticity import Authenticity
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Of marks that say that no person wrote it, with the reason.
_AUTOMATIC = {
    "bounce": ArrivalCode.BOUNCE,
    "disposition": ArrivalCode.AUTOMATIC_ANSWER,
    "list": ArrivalCode.LIST_MESSAGE,
    "auto_submitted": ArrivalCode.AUTOMATIC_ANSWER,
    "precedence": ArrivalCode.LIST_MESSAGE,
}


class Before(Enum):
    """Whether it came before."""

    NO = auto()
    SAME = auto()  # the same message, or one that says the same
    OTHER = auto()  # another one under the same identifier


@dataclass(frozen=True)
class Found:
    """What was found of a message.

    Attributes:
        marks: As ``message.Read``.
        own: It is a mail of ours.
        returnable: It has a return path.
        senders: How many addresses wrote it.
        known: Somebody here has the sender's address.
        placed, over, theirs: The place that it belongs to is known; is over; is of a Member for which the sender acts.
        apart: How many of its files are kept apart; ``left``: how many nobody looked at.
    """

    marks: Mapping[str, str]
    authenticity: Authenticity
    own: bool = False
    returnable: bool = True
    before: Before = Before.NO
    senders: int = 1
    known: bool = True
    placed: bool = True
    over: bool = False
    theirs: bool = True
    apart: int = 0
    left: int = 0


def automatic(found: Found) -> Decision:
    """Whether a person wrote it: refused where a program did, or where it is our own."""
    if found.own:
        return refuse(ArrivalCode.OWN_MESSAGE)
    for mark, code in _AUTOMATIC.items():
        if mark in found.marks:
            return refuse(code)
    return allow(ArrivalCode.CERTAIN) if found.returnable else refuse(ArrivalCode.AUTOMATIC_ANSWER)


def weigh(found: Found) -> Decision:
    """Whether a message that a person wrote is certain; refused with the reason for which it waits."""
    if found.senders == 0 or ("damaged" in found.marks and not found.known):
        return refuse(ArrivalCode.UNREADABLE)
    if found.senders > 1:
        return refuse(ArrivalCode.SENDERS_SEVERAL)
    if found.before is Before.OTHER:
        return refuse(ArrivalCode.SAME_IDENTIFIER)
    if found.authenticity is Authenticity.FAILED:
        return refuse(ArrivalCode.PROBABLY_FORGED)
    if "encrypted" in found.marks:
        return refuse(ArrivalCode.ENCRYPTED)
    if not found.known:
        return refuse(ArrivalCode.SENDER_UNKNOWN)
    if not found.placed:
        return refuse(ArrivalCode.PLACE_UNKNOWN)
    return _at_its_place(found)


def _at_its_place(found: Found) -> Decision:
    if not found.theirs:
        return refuse(ArrivalCode.OTHER_MEMBER)
    if found.over:
        return refuse(ArrivalCode.PLACE_OVER)
    if found.left:
        return refuse(ArrivalCode.FILES_TOO_MANY, number=found.left)
    if found.apart:
        return refuse(ArrivalCode.FILES_APART, number=found.apart)
    if "cut" in found.marks or "damaged" in found.marks:
        return refuse(ArrivalCode.UNREADABLE)
    return allow(ArrivalCode.CERTAIN)


def may_acknowledge(found: Found, *, today: int, most: int) -> bool:
    """Whether its sender is told that it came: once, never a program, nobody whose address is probably forged.

    Args:
        today: How many acknowledgements went to this address within a day.
    """
    fresh = found.before is not Before.SAME and found.senders == 1
    return fresh and found.returnable and found.authenticity is not Authenticity.FAILED and today < most
