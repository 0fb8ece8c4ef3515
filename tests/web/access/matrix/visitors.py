"""Everybody who opens addresses, what they are in each consultation, and what follows from that."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from hemicycle.rules.capacity import Capacity, Role
from tests.classes import COUNCIL_STATE, EXPERT, OBSERVER_PALESTINE, OBSERVER_STATE, SECTOR_MEMBER
from tests.factories import SLUG
from tests.support.two_consultations.people import NARROWER
from tests.support.two_consultations.whole import OTHER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.people.models import Person
    from hemicycle.rules.scopes import Scopes
    from tests.support.two_consultations.whole import Whole


class Session(Enum):
    """How somebody is signed in.

    Attributes:
        WHOLE: With both factors, for everything.
        LIMITED: By a personal link to their registration.
        ONE_FACTOR: By one factor, where their role needs two.
        NONE: Not at all, or no longer.
    """

    WHOLE = "whole"
    LIMITED = "limited"
    ONE_FACTOR = "one_factor"
    NONE = "none"


@dataclass(frozen=True)
class Part:
    """What somebody is in one consultation.

    Attributes:
        capacity: Their class or role; none without a confirmed registration.
        registered: Whatever their status.
        member: Code of the Member whose confirmed delegate they are.
        answers: Code of the Member for which they answer now.
        holds: Code of the Member for which they have a mandate in force, delegated on or not.
        held: They have had a mandate, in force or not.
        removed: From the room.
        scopes: Their roles within the secretariat.
    """

    capacity: Capacity | None = None
    registered: bool = False
    member: str = ""
    answers: str = ""
    holds: str = ""
    held: bool = False
    removed: bool = False
    scopes: Scopes = None


NO_PART = Part()


@dataclass(frozen=True)
class Visitor:
    """Somebody who opens addresses.

    Attributes:
        name: By which ``Whole.person`` knows them; empty for nobody.
        home: The consultation that knows them.
        parts: What they are, by consultation.
        administrator: Of the installation.
    """

    name: str = ""
    home: str = SLUG
    parts: Mapping[str, Part] = field(default_factory=dict)
    session: Session = Session.WHOLE
    administrator: bool = False

    def part(self, slug: str) -> Part:
        """What they are in a consultation."""
        return self.parts.get(slug, NO_PART)

    def person(self, both: Mapping[str, Whole]) -> Person | None:
        """Who they are."""
        return both[self.home].person(self.name) if self.name else None


def _delegate(name: str, capacity: Capacity, *, session: Session = Session.WHOLE, home: str = SLUG) -> Visitor:
    """A delegate who is the focal point of their Member."""
    code = name.upper()
    return Visitor(
        name, home, {home: Part(capacity, registered=True, member=code, answers=code, holds=code, held=True)}, session
    )


def _role(name: str, capacity: Capacity, *, session: Session = Session.WHOLE, home: str = SLUG) -> Visitor:
    return Visitor(name, home, {home: Part(capacity, registered=True)}, session)


def _member(name: str, capacity: Capacity, code: str, *, removed: bool = False) -> Visitor:
    """A delegate without a mandate."""
    return Visitor(name, SLUG, {SLUG: Part(capacity, registered=True, member=code, removed=removed)})


def _status(name: str) -> Visitor:
    return Visitor(name, SLUG, {SLUG: Part(registered=True)})


VISITORS: dict[str, Visitor] = {
    # Each class and role
    "the focal point": _delegate("br", COUNCIL_STATE),
    "the focal point of an observer State": _delegate("no", OBSERVER_STATE),
    "Palestine": _member("palestine", OBSERVER_PALESTINE, "PS"),
    "a Sector Member": _member("sector", SECTOR_MEMBER, "sm-orbicom"),
    "an expert who represents no Member": _role("expert", EXPERT),
    "the chair": _role("chair", Role.CHAIR),
    "the vice-chair": _role("vice_chair", Role.VICE_CHAIR),
    "the secretariat": _role("secretariat", Role.SECRETARIAT),
    "an interpreter": _role("french", Role.INTERPRETER),
    "a captioner": _role("captioner", Role.CAPTIONER),
    "a technician": _role("technician", Role.TECHNICIAN),
    **{
        f"the secretariat for {scope.value}": Visitor(
            scope.value, SLUG, {SLUG: Part(Role.SECRETARIAT, registered=True, scopes=frozenset({scope}))}
        )
        for scope in NARROWER
    },
    # Mandates
    "the second delegate": _member("br2", COUNCIL_STATE, "BR"),
    "the focal point of another State": _delegate("jp", COUNCIL_STATE),
    "who delegated their mandate": Visitor(
        "gh", SLUG, {SLUG: Part(COUNCIL_STATE, registered=True, member="GH", holds="GH", held=True)}
    ),
    "to whom a mandate is delegated": Visitor("deputy", SLUG, {SLUG: Part(answers="GH", holds="GH", held=True)}),
    "whose mandate has ended": Visitor("former", parts={SLUG: Part(held=True)}),
    "whose delegated mandate was withdrawn": Visitor("former_deputy", parts={SLUG: Part(held=True)}),
    # Registrations that are not confirmed, or go less far
    "pending": _status("pending"),
    "endorsed": _status("endorsed"),
    "waiting": _status("waiting"),
    "withdrawn": _status("withdrawn"),
    "refused": _status("refused"),
    "removed from the room": _member("removed", OBSERVER_STATE, "NO", removed=True),
    # Sessions
    "the focal point in a limited session": _delegate("br", COUNCIL_STATE, session=Session.LIMITED),
    "the secretariat in a limited session": _role("secretariat", Role.SECRETARIAT, session=Session.LIMITED),
    "the secretariat with one factor": _role("secretariat2", Role.SECRETARIAT, session=Session.ONE_FACTOR),
    "deactivated": Visitor("deactivated", session=Session.NONE),
    "nobody": Visitor(session=Session.NONE),
    # Of another consultation, or of none
    "the focal point there": _delegate("br", COUNCIL_STATE, home=OTHER),
    "the chair there": _role("chair", Role.CHAIR, home=OTHER),
    "the secretariat there": _role("secretariat", Role.SECRETARIAT, home=OTHER),
    "registered for nothing": Visitor("nowhere"),
    # Of the installation
    "an administrator": Visitor("administrator", administrator=True),
    "who was an administrator": Visitor("former_administrator"),
}

#: Of each kind one: what SQLite lets everybody send, PostgreSQL is sent by these. Who may is decided in neither.
ONE_OF_EACH_KIND = ("the secretariat", "the chair", "the focal point", "nobody", "an administrator")
