"""What a consultation sets about contributions: the parts of their template, and until when they are received."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext_lazy
from pydantic import BaseModel, ConfigDict, Field

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.consultations.languages import localized
from hemicycle.rules.contributions import PART_LENGTH
from hemicycle.rules.deadlines import END_OF_DAY, Deadline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise

#: A key is part of what a browser sends: ASCII letters, digits, hyphens and low lines.
KEY_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,28}[a-z0-9]$"
MOST_PARTS = 12
#: Of a heading in one language, in characters.
NAME_LENGTH = 100
#: Nobody recommends more pages.
MOST_PAGES = 50
COMMENTS, PROPOSAL = "comments", "proposal"
#: Headings that are ours, where a consultation words them not itself.
_OURS: dict[str, _StrPromise] = {
    COMMENTS: pgettext_lazy("part of a contribution", "Comments"),
    PROPOSAL: pgettext_lazy("part of a contribution", "Proposed way forward"),
}


class ContributionPart(KeyedRow):
    """A part of the template, beside title and reference, which each contribution has.

    Attributes:
        name: Its heading by language; where there is none, that of the key, if it is one of ours.
        required: Something must stand there.
        limit: So many characters may.
    """

    key: str = Field(pattern=KEY_PATTERN)
    name: dict[str, str] = Field(default_factory=dict)
    required: bool = True
    limit: int = Field(default=PART_LENGTH, ge=100, le=PART_LENGTH)

    @property
    def label(self) -> str:
        """Its heading in the reader's language, or in another one that it has."""
        return localized(self.name) or str(_OURS.get(self.key, self.key))


class ContributionDeadline(BaseModel):
    """Until when contributions are in time: a local time in the zone of the consultation at the moment of setting.

    Attributes:
        time: None for the end of the day (rule 17).
        zone: Name of the zone in the tz database.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: dt.date
    time: dt.time | None = None
    zone: str = Field(max_length=60)

    @property
    def as_rule(self) -> Deadline:
        """As the rules take it."""
        return Deadline(dt.datetime.combine(self.day, self.time or END_OF_DAY), ZoneInfo(self.zone))


DEFAULT_PARTS = (ContributionPart(key=COMMENTS), ContributionPart(key=PROPOSAL))


def each_part_once(parts: tuple[ContributionPart, ...]) -> tuple[ContributionPart, ...]:
    """The same parts.

    Raises:
        ValueError: two of them have one key, or there is none.
    """
    if not parts or len({part.key for part in parts}) != len(parts):
        raise ValueError("a template has parts, and each once")
    return parts


def is_ours(key: str) -> bool:
    """Whether a part of this key has a heading of ours where its consultation words none."""
    return key in _OURS


def headings(parts: Iterable[ContributionPart]) -> dict[str, str]:
    """The headings of a template in the present language, by key."""
    return {part.key: part.label for part in parts}
