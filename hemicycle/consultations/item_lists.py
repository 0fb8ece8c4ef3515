"""The lists in which a consultation's items are put to its Members: each with its name and its rule (rule 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import Field

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.consultations.languages import localized
from hemicycle.rules.candidates import ListRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hemicycle.consultations.models import Consultation

KEY_LENGTH = 20
#: A key is part of addresses and files: ASCII letters, digits and hyphens.
KEY_PATTERN = r"^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$"
MOST_LISTS = 20
#: Nobody asks more Members for a candidate.
MOST_LEAST_YES = 500
#: Of a name, and of a phrase, in one language, in characters.
NAME_LENGTH, PHRASE_LENGTH = 100, 300

Row = TypeVar("Row")


class ItemList(KeyedRow):
    """A list of items.

    Attributes:
        name: Heading of the list in letters, replies and the agenda, by language.
        phrase: What it holds, as it stands in a sentence of a letter ("the items that the secretariat considers
            urgent"), by language; its name stands in where there is none.
        least_yes: So many must say yes to a candidate; None for the number of the consultation.
        by_contribution: A contribution that is received in time makes an item a candidate too (rule 15).
    """

    key: str = Field(pattern=KEY_PATTERN)
    name: dict[str, str]
    phrase: dict[str, str] = Field(default_factory=dict)
    rule: ListRule = ListRule.CANDIDATE
    least_yes: int | None = Field(default=None, ge=1, le=MOST_LEAST_YES)
    by_contribution: bool = True

    @property
    def label(self) -> str:
        """Its name in the reader's language, or in another one that it has."""
        return localized(self.name) or self.key

    @property
    def in_a_sentence(self) -> str:
        """What it holds, as a sentence of a letter says it in the reader's language."""
        return localized(self.phrase) or self.label


def lists_of(consultation: Consultation) -> dict[str, ItemList]:
    """The lists of a consultation by key, in its order."""
    return listed_in(consultation.settings)


def listed_in(stored: Mapping[str, Any]) -> dict[str, ItemList]:
    """The lists of stored settings by key, in their order."""
    rows = (ItemList.model_validate(row) for row in stored.get("lists", ()))
    return {row.key: row for row in rows}


def label_in(lists: Mapping[str, ItemList], key: str) -> str:
    """The name of a list in the reader's language; its key, where there is no such list any more."""
    return lists[key].label if key in lists else key


def in_order(lists: Mapping[str, ItemList], rows: Iterable[Row], at: Callable[[Row], tuple[str, int]]) -> list[Row]:
    """Rows by their lists in the order of these, then by number.

    Args:
        at: The key of a row's list, and its number there.
    """
    places = {key: place for place, key in enumerate(lists)}

    def place(row: Row) -> tuple[int, str, int]:
        key, number = at(row)
        return places.get(key, len(places)), key, number

    return sorted(rows, key=place)
