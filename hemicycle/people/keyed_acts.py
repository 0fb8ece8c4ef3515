"""What is done to the rows of a keyed setting, in an act each: one is added, changed, put in order, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.keyed_setting import KeyedSetting
    from hemicycle.rules.reasons import ReasonCode

Row = TypeVar("Row", bound=KeyedRow)


def _nothing(*_: object) -> None:
    """Stands in no way."""


@dataclass(frozen=True)
class KeyedActs(Generic[Row]):
    """The acts.

    Attributes:
        cleaned: Makes of a row what is safe to keep; refuses what cannot be.
        changing: Given the row before and the one after: refuses, or says what else follows.
        removing: Refuses to take away a row that is in use.
        action: Who may do this may carry them out.
    """

    setting: KeyedSetting[Row]
    cleaned: Callable[[Act, Row], Row]
    changing: Callable[[Act, Row, Row], None] = _nothing
    removing: Callable[[Act, Row], None] = _nothing
    action: Action = Action.CONSULTATION_EDIT

    def add(self, consultation: int, performer: Performer, at: datetime, wanted: Row) -> None:
        """Add a row after the others.

        Raises:
            Refusal: there is one with this key, it cannot be kept, or there are as many as there may be.
        """
        with carry_out(consultation, performer, self.action, at) as act:
            self.setting.add(act, self.cleaned(act, wanted))

    def change(self, consultation: int, performer: Performer, at: datetime, wanted: Row, *, seen: str) -> None:
        """Change a row; its key stays.

        Args:
            seen: What ``keyed_rows.seen_of`` said of it when the change began.

        Raises:
            Refusal: somebody has changed it meanwhile, there is no such row, it cannot be kept, or its use forbids it.
        """
        with carry_out(consultation, performer, self.action, at) as act:
            before = self.setting.known(act, wanted.key, seen=seen)
            row = self.cleaned(act, wanted)
            self.changing(act, before, row)
            self.setting.change(act, before, row)

    def move(self, consultation: int, performer: Performer, at: datetime, key: str, *, up: bool) -> None:
        """Let a row change places with the one before it, or after it; nothing where there is none.

        Raises:
            Refusal: there is no such row.
        """
        with carry_out(consultation, performer, self.action, at) as act:
            self.setting.move(act, key, up=up)

    def remove(self, consultation: int, performer: Performer, at: datetime, key: str) -> None:
        """Take a row away.

        Raises:
            Refusal: it is in use, or there is no such row.
        """
        with carry_out(consultation, performer, self.action, at) as act:
            row = self.setting.known(act, key)
            self.removing(act, row)
            self.setting.drop(act, row)


def with_clean_texts(row: Row, longest: Mapping[str, int], nameless: ReasonCode | None) -> Row:
    """A row whose texts are safe to keep.

    Args:
        longest: Of each of its texts, that by which it is called first: how many characters it may have in one
            language.
        nameless: For which it is refused without a name; None where it needs none.

    Raises:
        Refusal: it has no name, or a text that is too long.
    """
    texts = {name: clean_texts(getattr(row, name)) for name in longest}
    if nameless is not None and not texts[next(iter(longest))]:
        raise Refusal(nameless)
    for name, most in longest.items():
        if any(len(words) > most for words in texts[name].values()):
            raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=most)
    return row.model_copy(update=texts)
