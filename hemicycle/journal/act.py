"""One act: one transaction, one journal entry, and what is told once it is committed. Nothing else carries one out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import transaction

from hemicycle.journal import signing
from hemicycle.journal.record import Performer, record
from hemicycle.rules.ending import may_change
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from hemicycle.rules.capacity import Capacity


Target = TypeVar("Target")


@dataclass
class Act(ABC, Generic[Target]):
    """One act being carried out. A room derives its own, and says who may act and what follows.

    Attributes:
        target: The row that it locks, alone or in share.
        capacity: The class or role in which the person acts, once that is authorised.
        place: What it happens to, as the journal has it: ``registration:7``.
        facts: What the journal keeps of it beside who and when.
        corrects: Asked under the lock where its consultation was closed: whether it corrects what went out.
    """

    target: Target
    performer: Performer
    at: datetime
    capacity: Capacity | None = field(default=None, kw_only=True)
    place: str = field(default="", kw_only=True)
    facts: dict[str, Any] = field(default_factory=dict, kw_only=True)
    cancelled: bool = field(default=False, kw_only=True)
    corrects: Callable[[], bool] = field(default=lambda: False, kw_only=True)

    def cancel(self) -> None:
        """There was nothing to do after all, as seen under the lock: settle, record and tell nothing."""
        self.cancelled = True

    @property
    @abstractmethod
    def member(self) -> str:
        """Code of the Member for which the act is, as the journal has it; empty for none."""

    @abstractmethod
    def authorise(self, action: str) -> None:
        """Set the capacity of the person who acts. Not asked of the system.

        Raises:
            Refusal: they may not do this.
        """

    @property
    def closed(self) -> bool:
        """Whether it belongs to a consultation that was closed."""
        return False

    def begin(self) -> None:
        """Look at what ``settle`` compares with."""

    def settle(self) -> None:
        """Put right what follows from the act, in its transaction."""

    @abstractmethod
    def after_commit(self) -> None:
        """Tell what happened to those who listen."""


Begun = TypeVar("Begun", bound="Act[Any]")


@contextmanager
def carry_out(lock: Callable[[], Begun], action: str) -> Iterator[Begun]:
    """Lock, authorise, do what is in the block, settle, write the journal, commit, tell.

    Args:
        lock: Locks the target and makes the act.
        action: One of the table of permissions, or the name of a system's act such as ``turn.connected``.

    Raises:
        Refusal: the room's ``authorise`` does not permit it, the consultation is closed, or a rule inside refuses;
            nothing is written.
    """
    with transaction.atomic():
        act = lock()
        if act.performer.person is not None:
            act.authorise(action)
        require(may_change(action, closed=act.closed, corrects=act.closed and act.corrects()))
        act.begin()
        yield act
        if act.cancelled:
            return
        act.settle()
        record(
            act.performer,
            action,
            act.place,
            act.at,
            act.facts,
            capacity=act.capacity.value if act.capacity else "",
            member=act.member,
        )
        transaction.on_commit(act.after_commit)
        if action in signing.SIGNED_AFTER:
            transaction.on_commit(signing.sign_soon)
