"""The headings under which Members file the conditions of their replies: a setting of a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.consultations.languages import localized, own

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.consultations.models import Consultation

#: As the columns of conditions, clusters and lead-ins have it.
KEY_LENGTH = 10
#: A key is part of addresses: ASCII letters, digits and hyphens.
KEY_PATTERN = r"^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$"
MOST_HEADINGS = 20
#: Of each of its texts in one language, in characters.
TEXT_LENGTH = 100


class ConditionHeading(KeyedRow):
    """A heading of conditions.

    Attributes:
        name: What Members file a condition under, by language.
        title: Heading of the conditions in a summary of replies, by language; its name stands in where there is none.
        phrase: The same within a sentence ("The conditions concern …"), by language; its name stands in likewise.
    """

    key: str = Field(pattern=KEY_PATTERN)
    name: dict[str, str]
    title: dict[str, str] = Field(default_factory=dict)
    phrase: dict[str, str] = Field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its name in the reader's language, or in another one that it has."""
        return localized(self.name) or self.key

    @property
    def printed(self) -> str:
        """What it is in a paper of the reader's language; empty where it has no words in that."""
        return own(self.title) or own(self.name)

    @property
    def in_a_sentence(self) -> str:
        """The same within a sentence."""
        return own(self.phrase) or own(self.name)


def headings_of(consultation: Consultation) -> dict[str, ConditionHeading]:
    """The headings of a consultation by key, in its order; where there are none, conditions are filed under none."""
    return headings_in(consultation.settings.get("condition_headings", ()))


def headings_in(stored: Iterable[Mapping[str, Any]]) -> dict[str, ConditionHeading]:
    """Headings by key, from their stored form, in their order."""
    return {row.key: row for row in map(ConditionHeading.model_validate, stored)}


def label_in(headings: Mapping[str, ConditionHeading], key: str) -> str:
    """The name of a heading in the reader's language; empty for none, the key of one that there is no more."""
    return headings[key].label if key in headings else key


def may_file(headings: Mapping[str, ConditionHeading], key: str) -> bool:
    """Whether a condition may be filed so: under one of the headings, or under none where there are none."""
    return key in headings if headings else not key


def each_once(headings: tuple[ConditionHeading, ...]) -> tuple[ConditionHeading, ...]:
    """The headings, none of which has the key of another one.

    Raises:
        ValueError: one has.
    """
    if len({row.key for row in headings}) < len(headings):
        raise ValueError("two headings have one key")
    return headings
