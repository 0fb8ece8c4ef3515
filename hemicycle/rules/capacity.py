"""Rules 2 and 5: in what capacity a person acts, read as at the date of the act.

A capacity is one of the participation classes of a consultation, which are data, or one of the roles beside them,
which are not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from hemicycle.rules.registration import Quota

#: As wide as the columns that keep a class, or role, with what was done in it.
KEY_LENGTH = 20
#: Of a speaker whose class sets none, in seconds (rule 10).
DEFAULT_SECONDS = 180


class Role(StrEnum):
    """What a registration is for: to speak in a class, or one of the roles beside the classes (rule 2)."""

    DELEGATE = "delegate"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARIAT = "secretariat"
    INTERPRETER = "interpreter"
    CAPTIONER = "captioner"
    TECHNICIAN = "technician"


#: The roles that are capacities of their own.
ROLES = tuple(role for role in Role if role is not Role.DELEGATE)
PRESIDING_ROLES = (Role.CHAIR, Role.VICE_CHAIR)


class Right(StrEnum):
    """What a participation class may do (rule 2).

    Taking part is reading letters, the agenda and the time plan, and registering delegates: each class has it.
    """

    TAKE_PART = "take_part"
    SPEAK = "speak"
    POINT_OF_ORDER = "point_of_order"
    OBJECT = "object"
    DEFER = "defer"
    ANSWER = "answer"
    PROPOSE = "propose"
    CONTRIBUTE = "contribute"
    VOTE = "vote"
    ENTER = "enter"
    READ_DOCUMENTS = "read_documents"
    SEE_PARTICIPANTS = "see_participants"


#: What a class sees. Each class has these rights, but those that its consultation keeps from it.
SIGHTS = frozenset({Right.ENTER, Right.READ_DOCUMENTS, Right.SEE_PARTICIPANTS})


#: What a person may be given who represents no Member: the other rights are exercised for one.
RIGHTS_OF_PERSONS = frozenset({Right.TAKE_PART, Right.SPEAK, Right.POINT_OF_ORDER}) | SIGHTS


class SeatNeed(StrEnum):
    """Whether a Member belongs to a class with or without a seat on the organ."""

    EITHER = "either"
    TITULAR = "titular"
    DEPUTY = "deputy"
    SEATED = "seated"
    NONE = "none"


@dataclass(frozen=True)
class Period:
    """Days from ``start`` to ``end``, both included; no end while it goes on."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the period."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Seating(Period):
    """A period in which a Member has a seat on the organ, as a titular or as a deputy member."""

    deputy: bool = False


@dataclass(frozen=True)
class Belonging:
    """Which Members belong to a class, or that persons do who represent none.

    Attributes:
        kinds: Kinds of Members, by their keys.
        seat: Whether those of these kinds must have a seat on the day.
        members: Codes of named Members, whatever their kind and seat.
        persons: Those belong who are registered in it by name: an expert, a guest. It claims no Member.
    """

    kinds: frozenset[str] = frozenset()
    seat: SeatNeed = SeatNeed.EITHER
    members: frozenset[str] = frozenset()
    persons: bool = False

    def of_kind(self, kind: str, seats: Iterable[Period], on: date) -> bool:
        """Whether a Member of this kind, with these seats, belongs on a day."""
        if kind not in self.kinds:
            return False
        if self.seat is SeatNeed.EITHER:
            return True
        held = {getattr(seat, "deputy", False) for seat in seats if seat.covers(on)}
        return self.seat in seat_needs_met(titular=False in held, deputy=True in held)


#: Classes of those who have a seat: they vote by it.
_BY_SEAT = frozenset({SeatNeed.TITULAR, SeatNeed.DEPUTY, SeatNeed.SEATED})


def seat_needs_met(*, titular: bool, deputy: bool) -> frozenset[SeatNeed]:
    """The needs that are met by somebody who has such seats; a titular member who is a deputy too is titular."""
    if titular:
        return frozenset({SeatNeed.EITHER, SeatNeed.SEATED, SeatNeed.TITULAR})
    if deputy:
        return frozenset({SeatNeed.EITHER, SeatNeed.SEATED, SeatNeed.DEPUTY})
    return frozenset({SeatNeed.EITHER, SeatNeed.NONE})


@dataclass(frozen=True)
class ClassNames:
    """What a class is called, each by the code of a language.

    Attributes:
        one: Of one of its Members: "Observer Member State".
        many: As a heading: "Observer Member States".
        addressed: As a letter addresses it: "To the observer Member States".
        counted: So many of its Members, by the plural categories of CLDR: ``{"en": {"one": "{number} Member State",
            "other": "{number} Member States"}}``.
    """

    one: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, str] = field(default_factory=dict)
    addressed: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ParticipationClass:
    """One participation class of a consultation (rule 2); two are the same that have one key.

    Attributes:
        value: Its key, as it is kept with a turn, an addressee and the journal.
        priority: Its place in the queue: the lower, the earlier (rule 6).
        alternates: Classes of one priority that all do so take turns (rule 6).
        seconds: Speaking time (rule 10).
        times: So often a Member of it, or a person who represents none, speaks on an item; ``None`` for as often as
            they ask (rule 9).
        quota: Places for its delegates; ``None`` without limit (rule 3).
    """

    value: str
    rights: frozenset[Right] = field(default=frozenset(), compare=False)
    belonging: Belonging = field(default=Belonging(), compare=False)
    priority: int = field(default=1, compare=False)
    alternates: bool = field(default=False, compare=False)
    seconds: int = field(default=DEFAULT_SECONDS, compare=False)
    times: int | None = field(default=None, compare=False)
    quota: Quota | None = field(default=None, compare=False)
    names: ClassNames = field(default=ClassNames(), compare=False)

    def has(self, right: Right) -> bool:
        """Whether it has this right."""
        return right in self.rights

    def entitles(self, seats: Iterable[Period], suspensions: Iterable[Period], on: date) -> bool:
        """Whether one of its Members is entitled to vote on a day (rule 36).

        Its class has the right, its vote is not suspended, and where the class is one of those with a seat it has one.
        """
        if not self.has(Right.VOTE) or any(row.covers(on) for row in suspensions):
            return False
        return self.belonging.seat not in _BY_SEAT or any(seat.covers(on) for seat in seats)

    @property
    def of_persons(self) -> bool:
        """Whether who is in it represents no Member."""
        return self.belonging.persons

    def __str__(self) -> str:
        return self.value


#: In what somebody acts.
Capacity: TypeAlias = "Role | ParticipationClass"
#: Of a delegate whose Member belongs to no class on that day: it may nothing.
UNCLASSED = ParticipationClass("")


@dataclass(frozen=True)
class Classes:
    """The participation classes of a consultation, in the order of its lists."""

    ordered: tuple[ParticipationClass, ...] = ()

    def __iter__(self) -> Iterator[ParticipationClass]:
        return iter(self.ordered)

    @cached_property
    def by_key(self) -> Mapping[str, ParticipationClass]:
        """Each by its key."""
        return MappingProxyType({one.value: one for one in self.ordered})

    @cached_property
    def capacities(self) -> tuple[Capacity, ...]:
        """Every capacity of the consultation: the classes, then the roles."""
        return (*self.ordered, *ROLES)

    def named(self, key: str) -> Capacity:
        """The class or role with a key. A class that there is no longer keeps its key, and may nothing."""
        if key in self.by_key:
            return self.by_key[key]
        return Role(key) if key in ROLES else ParticipationClass(key)

    def of(self, kind: str, code: str, seats: Iterable[Period], on: date) -> ParticipationClass:
        """The class of a Member as at a day; ``UNCLASSED`` where none claims it.

        A Member that is named belongs where it is named, before any kind is looked at.
        """
        for one in self.ordered:
            if code in one.belonging.members:
                return one
        held = tuple(seats)
        return next((one for one in self.ordered if one.belonging.of_kind(kind, held, on)), UNCLASSED)

    def of_person(self, key: str) -> ParticipationClass:
        """The class of somebody who is registered in it by name; without rights where there is none of persons."""
        known = self.by_key.get(key)
        return known if known is not None and known.of_persons else ParticipationClass(key)

    @property
    def of_persons(self) -> tuple[ParticipationClass, ...]:
        """The classes of persons who represent no Member."""
        return tuple(one for one in self.ordered if one.of_persons)

    def having(self, right: Right) -> frozenset[str]:
        """Keys of the classes that have a right."""
        return frozenset(one.value for one in self.ordered if one.has(right))

    def place(self, capacity: Capacity) -> int:
        """Where a class or role stands in the consultation's lists; what there is no longer stands last."""
        known = self.capacities
        return known.index(capacity) if capacity in known else len(known)
