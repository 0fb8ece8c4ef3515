"""Where mail can go: what rooms further on register, so that this one does not know them.

A destination finds the place in it that a message belongs to, takes what is certain, and is where the secretariat files
the rest. It keeps the link to the message itself (``Arrival``), in a row of its own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from hemicycle.arrivals.models import Arrival
    from hemicycle.arrivals.reading import Attached
    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import Delivery
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member, Person
    from hemicycle.rules.reasons import Reason, ReasonCode


@dataclass(frozen=True)
class Clues:
    """What a message says of where it belongs.

    Attributes:
        delivery: The mail of ours that it answers, by the address that it was sent to or by its thread.
        kind: Of the destination that the address names; empty for none.
        words: Its subject, and the beginning of its text.
        person: Who has the sender's address here.
        members: The Members for which they answer; else the one for which they are registered.
        read: What the destination itself has read of the attachments (``Destination.read``).
    """

    consultation: Consultation
    delivery: Delivery | None
    kind: str
    subject: str
    words: str
    person: Person | None
    members: tuple[Member, ...]
    read: object = None

    @property
    def member(self) -> Member | None:
        """The Member to which our mail went, else the only one for which the sender acts."""
        if self.delivery is not None and self.delivery.member is not None:
            return self.delivery.member
        return self.members[0] if len(self.members) == 1 else None


@dataclass(frozen=True)
class Place:
    """A place in a destination.

    Attributes:
        value: Of the choice that it is (``Choice.value``); empty where what it is about is known, and which one is not.
        member: For which Member; none where that is not known.
        over: What it is about has ended.
        of_anybody: Who writes there need not be known here, and their files do not matter.
    """

    kind: str
    value: str
    member: Member | None = None
    over: bool = False
    of_anybody: bool = False


@dataclass(frozen=True)
class Choice:
    """A place that the secretariat can choose.

    Attributes:
        value: As a form sends it.
    """

    value: str
    label: str


class Destination(ABC):
    """A kind of places.

    Attributes:
        kind: Its name in addresses and in ``Arrival.place``.
        label: What it is called, a noun.
        next_steps: What the sender of a message is told that waits for a reason of its own: what waits, and what
            happens next. By the code of the reason, worded in the language of that moment.
    """

    kind: str
    label: _StrPromise
    next_steps: Mapping[ReasonCode, Callable[[], str]] = MappingProxyType({})

    def read(self, _files: Sequence[Attached]) -> object:
        """What it needs of the harmless attachments of a message from somebody who is known here.

        It is read before the act, since others wait for what an act locks.
        """
        return None

    @abstractmethod
    def find(self, clues: Clues) -> Place | None:
        """The place that a message belongs to; none where nothing in it says so."""

    @abstractmethod
    def hold(self, arrival: Arrival, place: Place) -> None:
        """Note the place of a message, whatever becomes of it. In a transaction."""

    @abstractmethod
    def held(self, arrival: Arrival) -> str:
        """The choice that was noted for a message; empty for none."""

    @abstractmethod
    def receive(self, arrival: Arrival, place: Place, at: datetime, read: object) -> Reason | None:
        """Take a message whose sender and place are certain: a draft that waits for confirmation. Its place is held.

        Args:
            read: What it has read of the attachments.

        Returns:
            Why it cannot be taken, so that it waits for the secretariat; none where it was.
        """

    def acknowledged(self, _arrival: Arrival) -> bool:
        """Whether it has told the sender of a message that it took what it took, so that nothing else does."""
        return False

    @abstractmethod
    def choices(self, consultation: Consultation) -> Sequence[Choice]:
        """The places where the secretariat may file a message."""

    @abstractmethod
    def file(self, act: Act, arrival: Arrival, value: str, member: Member | None, read: object) -> None:
        """File a message at a place that was chosen, within the secretariat's act.

        Args:
            read: What it has read of the attachments.

        Raises:
            Refusal: there is no such place, or it takes no such message.
        """

    @abstractmethod
    def take_back(self, act: Act, arrival: Arrival) -> None:
        """Undo that it was filed.

        Raises:
            Refusal: what came of it counts already.
        """

    @abstractmethod
    def page(self, arrival: Arrival) -> tuple[str, tuple[Any, ...], str]:
        """Where what was filed is: name of the page, its arguments after the consultation's own, and what it is called.

        The name is empty where it is no more.
        """

    def steps(self, _arrival: Arrival) -> Sequence[tuple[str, tuple[Any, ...], str, str]]:
        """What can be done next with what was filed: page, arguments, query of the address, label."""
        return ()


_BY_KIND: dict[str, Destination] = {}


def register(destination: Destination) -> None:
    """Let mail go there from now on."""
    _BY_KIND[destination.kind] = destination


def every() -> list[Destination]:
    """All of them, in the order in which they were registered."""
    return list(_BY_KIND.values())


def of(kind: str) -> Destination | None:
    """The destination of a kind."""
    return _BY_KIND.get(kind)


def read(files: Sequence[Attached]) -> dict[str, object]:
    """What each destination needs of the attachments of a message, by its kind."""
    return {kind: destination.read(files) for kind, destination in _BY_KIND.items()}


def find(clues: Clues, read_by_kind: Mapping[str, object]) -> Place | None:
    """The place that a message belongs to: where its address names a kind, there; else the first that knows it."""
    named = of(clues.kind) if clues.kind else None
    for destination in [named] if named else every():
        place = destination.find(replace(clues, read=read_by_kind.get(destination.kind)))
        if place is not None:
            return place
    return None
