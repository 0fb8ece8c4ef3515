"""Participation classes as a consultation keeps them, among its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from babel import Locale
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.consultations.languages import localized, reader_language
from hemicycle.consultations.plural_forms import NUMBER
from hemicycle.rules.capacity import (
    DEFAULT_SECONDS,
    KEY_LENGTH,
    SIGHTS,
    Belonging,
    ClassNames,
    ParticipationClass,
    Right,
    Role,
    SeatNeed,
)
from hemicycle.rules.registration import Quota, QuotaUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.rules.capacity import Capacity

NAME_LENGTH = 200
#: A list, a form and a queue can be read with so many.
MOST_CLASSES = 20
#: Seconds: a minute that is no time to speak, and a day.
LEAST_SECONDS, MOST_SECONDS = 10, 36_000

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=KEY_LENGTH)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LENGTH)]
Names = dict[Language, Name]
#: By plural category. Holds the number, but where a language says "one" or "two" without it.
Counted = Name


class QuotaSetting(BaseModel):
    """Places for each unit of a class (rule 3)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int = Field(ge=0, le=100_000)
    unit: QuotaUnit


class ClassSetting(KeyedRow):
    """A participation class, as ``rules.capacity.ParticipationClass`` describes it.

    Attributes:
        one, many, addressed, counted: Its names by language, as in ``ClassNames``.
        kinds, seat, members, persons: Who belongs to it, as in ``Belonging``.
        rights: What it may do, beside what it sees.
        hidden: What it does not see, of ``SIGHTS``.
    """

    key: Key
    one: Names = Field(default_factory=dict)
    many: Names = Field(default_factory=dict)
    addressed: Names = Field(default_factory=dict)
    counted: dict[Language, dict[str, Counted]] = Field(default_factory=dict)
    kinds: frozenset[Key] = frozenset()
    seat: SeatNeed = SeatNeed.EITHER
    members: frozenset[str] = frozenset()
    persons: bool = False
    rights: frozenset[Right] = frozenset()
    hidden: frozenset[Right] = frozenset()
    priority: int = Field(default=1, ge=1, le=100)
    alternates: bool = False
    seconds: int = Field(default=DEFAULT_SECONDS, ge=LEAST_SECONDS, le=MOST_SECONDS)
    times: int | None = Field(default=None, ge=1, le=100)
    quota: QuotaSetting | None = None

    @field_validator("rights")
    @classmethod
    def _beside_what_it_sees(cls, rights: frozenset[Right]) -> frozenset[Right]:
        if rights & SIGHTS:
            raise ValueError("what a class sees is no right beside others: name what is hidden")
        return rights

    @field_validator("hidden")
    @classmethod
    def _of_what_can_be_seen(cls, hidden: frozenset[Right]) -> frozenset[Right]:
        if hidden - SIGHTS:
            raise ValueError("hidden is of what can be seen")
        return hidden

    def as_rule(self) -> ParticipationClass:
        """As the rules take it; every class takes part, and sees what is not hidden from it."""
        return ParticipationClass(
            self.key,
            self.rights | {Right.TAKE_PART} | (SIGHTS - self.hidden),
            Belonging(self.kinds, self.seat, self.members, self.persons),
            self.priority,
            self.alternates,
            self.seconds,
            self.times,
            Quota(self.quota.size, self.quota.unit) if self.quota else None,
            ClassNames(self.one, self.many, self.addressed, self.counted),
        )


def is_each_once(classes: tuple[ClassSetting, ...]) -> tuple[ClassSetting, ...]:
    """The classes, none of which has the key of another one or of a role.

    Raises:
        ValueError: one has.
    """
    keys = [one.key for one in classes]
    if len(keys) != len(set(keys)):
        raise ValueError("two classes have one key")
    if roles := set(keys) & set(Role):
        raise ValueError(f"the key of a role: {', '.join(sorted(roles))}")
    if len(keys) > MOST_CLASSES:
        raise ValueError(f"more than {MOST_CLASSES} classes")
    return classes


def with_quotas(stored: Mapping[str, Any], quotas: Mapping[str, QuotaSetting]) -> list[dict[str, Any]]:
    """The classes among a consultation's stored settings, each with its quota or without one."""
    return [
        {**one, "quota": quotas[one["key"]].model_dump(mode="json") if one["key"] in quotas else None}
        for one in stored.get("classes", [])
    ]


def class_name(capacity: Capacity, form: str = "one", language: str | None = None) -> str:
    """What a class is called in a language, the reader's by default; its key where it has no name.

    Args:
        form: ``one``, ``many`` or ``addressed``.
    """
    if not isinstance(capacity, ParticipationClass):
        return ""
    names: Mapping[str, str] = getattr(capacity.names, form) or capacity.names.one
    return localized(names, language) or capacity.value


def counted(number: int, capacity: Capacity, language: str | None = None) -> str:
    """So many Members of a class in a language, the reader's by default; empty where nobody said how to count them."""
    wanted = language or reader_language()
    forms = capacity.names.counted.get(wanted, {}) if isinstance(capacity, ParticipationClass) else {}
    form = forms.get(Locale(wanted).plural_form(number)) or forms.get("other", "")
    return form.replace(NUMBER, str(number))
