"""Administrators of the installation: reads, and acts that only they carry out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.journal import act as journal
from hemicycle.journal.prepared import Prepared
from hemicycle.people.models import Administrator
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

    from hemicycle.journal.record import Performer

#: Asked at each request of whoever has given no second factor.
_IN_FORCE = Prepared(
    lambda person: (
        Administrator.objects.filter(person=person, withdrawn_at=None, person__is_active=True)
        .order_by()
        .values_list("pk", flat=True)
    ),
    int,
)


def is_administrator(person: int) -> bool:
    """Whether somebody, by their key, is one now."""
    return bool(list(_IN_FORCE.rows(person)))


def administrator_keys() -> set[int]:
    """The keys of the persons who are administrators now."""
    return set(Administrator.objects.filter(withdrawn_at=None).values_list("person", flat=True))


def administrators() -> list[Administrator]:
    """All that are and were, those in force first, with their persons and who granted and withdrew it."""
    rows = Administrator.objects.select_related("person", "granted_by", "withdrawn_by")
    return sorted(rows, key=lambda row: (row.withdrawn_at is not None, -row.since.timestamp(), row.pk))


@dataclass
class Act(journal.Act[list[Administrator]]):
    """An act on the installation as a whole. It locks the administrators that are in force."""

    @property
    def member(self) -> str:
        """No Member's."""
        return ""

    def authorise(self, action: str) -> None:  # noqa: ARG002 - whatever it is
        """Let administrators act.

        Raises:
            Refusal: they are none.
        """
        person = self.performer.person
        if person is None or not person.is_active or person.pk not in {row.person_id for row in self.target}:
            raise Refusal(PeopleCode.NOT_ADMINISTRATOR)

    def after_commit(self) -> None:
        """Nobody listens."""


def carry_out(performer: Performer, action: str, at: datetime) -> AbstractContextManager[Act]:
    """Carry out one act on the installation, such as ``consultation.begin``.

    Raises:
        Refusal: who acts is no administrator, or a rule inside does not permit it; nothing is written.
    """

    def lock() -> Act:
        rows = Administrator.objects.select_for_update().filter(withdrawn_at=None).order_by("pk")
        return Act(list(rows), performer, at, place="installation")

    return journal.carry_out(lock, action)
