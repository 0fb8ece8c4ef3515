"""A setting of a consultation that is rows, each with a key, in an order; and what becomes of them in an act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hemicycle.consultations import keyed_rows
from hemicycle.consultations.keyed_rows import KeyedRow, seen_of
from hemicycle.consultations.settings import settings_of
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hemicycle.consultations.settings import Settings
    from hemicycle.people.act import Act
    from hemicycle.rules.reasons import ReasonCode


Row = TypeVar("Row", bound=KeyedRow)


@dataclass(frozen=True)
class KeyedSetting(Generic[Row]):
    """A setting that is rows; each change of them is saved, and stands among the facts of its act.

    Attributes:
        name: Of the field of ``Settings``.
        fact: Under which the journal has the key of the row.
        most: How many there may be.
        follow: What else changes, before the rows are saved, given the act and the settings that there were.
    """

    name: str
    fact: str
    most: int
    unknown: ReasonCode
    key_taken: ReasonCode
    too_many: ReasonCode
    changed_meanwhile: ReasonCode
    follow: Callable[[Act, Settings], None] | None = None

    def rows(self, act: Act) -> tuple[Row, ...]:
        """All of them, in their order."""
        rows: tuple[Row, ...] = getattr(act.settings, self.name)
        return rows

    def known(self, act: Act, key: str, *, seen: str | None = None) -> Row:
        """The row of this key.

        Args:
            seen: What ``keyed_rows.seen_of`` said of it when a change began.

        Raises:
            Refusal: there is none, or somebody has changed it meanwhile.
        """
        row = keyed_rows.known(self.rows(act), key, self.unknown)
        if seen is not None and seen_of(row) != seen:
            raise Refusal(self.changed_meanwhile)
        return row

    def add(self, act: Act, row: Row) -> None:
        """Add one after the others.

        Raises:
            Refusal: there is one with this key, or there are as many as there may be.
        """
        rows = self.rows(act)
        if row.key in {one.key for one in rows}:
            raise Refusal(self.key_taken, key=row.key)
        if len(rows) >= self.most:
            raise Refusal(self.too_many, most=self.most)
        self._keep(act, row.key, [*rows, row], before=None, after=_stored(row))

    def change(self, act: Act, before: Row, after: Row) -> None:
        """Put one in the place of the one of its key."""
        rows = keyed_rows.replaced(self.rows(act), after)
        self._keep(act, after.key, rows, before=_stored(before), after=_stored(after))

    def move(self, act: Act, key: str, *, up: bool) -> None:
        """Let one change places with the one before it, or after it; nothing where there is none.

        Raises:
            Refusal: there is no row of this key.
        """
        rows, places = keyed_rows.moved(self.rows(act), self.known(act, key), up=up)
        if places["before"] == places["after"]:
            act.cancel()
        else:
            self._keep(act, key, rows, **places)

    def drop(self, act: Act, row: Row) -> None:
        """Take one away."""
        self._keep(act, row.key, keyed_rows.without(self.rows(act), row.key), before=_stored(row), after=None)

    def _keep(self, act: Act, key: str, rows: Sequence[Row], **facts: object) -> None:
        consultation, before = act.consultation, act.settings
        consultation.settings = {**consultation.settings, self.name: [_stored(one) for one in rows]}
        act.settings = settings_of(consultation.settings)
        act.facts.update({self.fact: key, **facts})
        if self.follow is not None:
            self.follow(act, before)
        consultation.save(update_fields=["settings"])


def _stored(row: KeyedRow) -> dict[str, Any]:
    return row.model_dump(mode="json")
