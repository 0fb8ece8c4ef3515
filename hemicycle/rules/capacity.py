"""Rules 2 and 5: in what capacity a person acts, read as at the date of the act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Role(StrEnum):
    """What a registration is for: to speak for a Member, or one of the roles beside the classes (rule 2)."""

    DELEGATE = "delegate"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARIAT = "secretariat"
    INTERPRETER = "interpreter"
    CAPTIONER = "captioner"
    TECHNICIAN = "technician"


class MemberKind(StrEnum):
    """What a Member is."""

    STATE = "state"
    PALESTINE = "palestine"
    SECTOR_MEMBER = "sector_member"


class Capacity(StrEnum):
    """Class or role in which a person acts (rule 2): the columns of the table of permissions."""

    COUNCIL_STATE = "council_state"
    OBSERVER_STATE = "observer_state"
    OBSERVER_PALESTINE = "observer_palestine"
    SECTOR_MEMBER = "sector_member"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARIAT = "secretariat"
    INTERPRETER = "interpreter"
    CAPTIONER = "captioner"
    TECHNICIAN = "technician"


CLASSES = (
    Capacity.COUNCIL_STATE,
    Capacity.OBSERVER_STATE,
    Capacity.OBSERVER_PALESTINE,
    Capacity.SECTOR_MEMBER,
)
PRESIDING_ROLES = (Capacity.CHAIR, Capacity.VICE_CHAIR)


@dataclass(frozen=True)
class Period:
    """Days from ``start`` to ``end``, both included; no end while it goes on."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the period."""
        return self.start <= day and (self.end is None or day <= self.end)


def capacity(role: Role, kind: MemberKind | None, council_seats: Iterable[Period], on: date) -> Capacity:
    """Class or role of a registration as at ``on`` (rules 2 and 5).

    A delegate of a State is of the Council while a seat covers that day, otherwise an observer
    Member State: a seat that ends later does not rewrite what was done before.

    Raises:
        ValueError: a delegate without a Member has no class.
    """
    if role is not Role.DELEGATE:
        return Capacity(role.value)
    match kind:
        case MemberKind.STATE:
            seated = any(seat.covers(on) for seat in council_seats)
            return Capacity.COUNCIL_STATE if seated else Capacity.OBSERVER_STATE
        case MemberKind.PALESTINE:
            return Capacity.OBSERVER_PALESTINE
        case MemberKind.SECTOR_MEMBER:
            return Capacity.SECTOR_MEMBER
        case None:
            raise ValueError("a delegate speaks for a Member")
