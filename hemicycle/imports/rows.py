"""A row under examination, and what is found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from hemicycle.people.uploads import look
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Fact, Reason, ReasonCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.base import File

    from hemicycle.consultations.models import Consultation
    from hemicycle.imports.columns import Column
    from hemicycle.imports.models import Import
    from hemicycle.people.act import Act
    from hemicycle.people.uploads import Looked


class Outcome(StrEnum):
    """What importing a row does."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "errors"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, and in which column; nothing is said of a column where it is the row as a whole."""

    column: str
    reason: Reason
    warning: bool = False

    def as_json(self) -> dict[str, Any]:
        """Its stored form."""
        return {"column": self.column, "warning": self.warning, "reason": self.reason.as_json()}


@dataclass
class Row:
    """A row of a file: its cells by column, and what was found so far.

    Attributes:
        number: As a spreadsheet counts it.
        changes: Without an error it would change something.
        waiting: It gets no place of its quota (rule 3).
    """

    number: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    changes: Outcome = Outcome.NEW
    waiting: bool = False

    def error(self, column: str, code: ReasonCode, **facts: Fact) -> None:
        """Note what keeps the row from being imported."""
        self.problems.append(Problem(column, Reason(code, facts)))

    def warn(self, column: str, code: ReasonCode, **facts: Fact) -> None:
        """Note what somebody should look at."""
        self.problems.append(Problem(column, Reason(code, facts), warning=True))

    @property
    def outcome(self) -> Outcome:
        """What importing it does."""
        return Outcome.ERROR if any(not problem.warning for problem in self.problems) else self.changes


Wanted = TypeVar("Wanted")


class Desk(ABC, Generic[Wanted]):
    """Checks and writes the rows of one kind of file, batch by batch, in the order of the file.

    Attributes:
        action: Of the table of permissions; whoever imports needs it.
        with_instrument: A note or letter may come with the table, for all its rows.
    """

    columns: ClassVar[tuple[Column, ...]]
    action: ClassVar[Action] = Action.PEOPLE_IMPORT
    with_instrument: ClassVar[bool] = False

    @abstractmethod
    def __init__(self, act: Act) -> None:
        """Look up what rows are compared with, as at the moment of the act."""

    @classmethod
    def columns_for(cls, consultation: Consultation) -> tuple[Column, ...]:  # noqa: ARG003 - the same for most kinds
        """The columns in the words of a consultation's body, with those of each of its languages."""
        return cls.columns

    @classmethod
    def look(cls, file: File[bytes]) -> Looked:
        """Look at a file that was sent, before it is kept.

        Raises:
            Refusal: it cannot be taken.
        """
        return look(file)

    @classmethod
    def beside(cls, import_: Import) -> object:  # noqa: ARG003 - of most files there is nothing
        """What came with the table, read before the act: no lock waits for it. Nothing for most kinds."""
        return None

    def accompany(self, beside: object) -> None:
        """Take what ``beside`` read."""

    @abstractmethod
    def check(self, rows: Sequence[Row]) -> list[Wanted]:
        """Note in each row what is wrong and what it does; returns what those without errors want written."""

    @abstractmethod
    def write(self, wanted: Sequence[Wanted]) -> None:
        """Write it, inside the act."""
