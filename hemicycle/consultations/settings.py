"""What a consultation may set: the C rules, with their defaults."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from hemicycle.consultations.participation import ClassSetting, is_each_once
from hemicycle.rules.capacity import Classes

#: A personal link is good for a week at most: a mailbox is read by others, and kept.
MOST_LINK_HOURS = 168


def _at_most_a_week(hours: object) -> object:
    """More was allowed once, and may be stored."""
    return min(hours, MOST_LINK_HOURS) if isinstance(hours, int) else hours


class Settings(BaseModel):
    """Settings of one consultation; what is not set has its default.

    Attributes:
        classes: The participation classes, in the order of the lists (rule 2).
        noted_with_proposal: An item under which something is proposed may end as noted (rule 27).
        least_yes: So many of those who may must ask for an item that does not stay by itself (rule 14).
        states_on_agenda: The agenda that goes out names the States that asked for an item or advised against it.
        retention_days: Personal data is deleted so many days after the last day; the record stays.
        link_hours: A personal link is good for so long, at most ``MOST_LINK_HOURS``.
        second_factor: Classes and roles that must sign in with a second factor; None for those of the installation
            (``SECOND_FACTOR``).
        several_capacities: Somebody with a role, or of another Member, may hold a mandate that they accept (rule 39).
        open_after_end: Registration that is not closed by the last day is meant to be open beyond it.
        clearance: A letter is sent once a second person has cleared it (rule 40).
        help_phone: Where the technicians are reached by telephone; empty where they are not.
        connect_seconds: How long a speaker given the floor may take until the media server
            forwards their sound; then the turn has failed, timed out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    classes: tuple[ClassSetting, ...] = ()
    noted_with_proposal: bool = False
    connect_seconds: int = Field(default=20, ge=3, le=120)
    least_yes: int = Field(default=1, ge=1, le=500)
    states_on_agenda: bool = False
    retention_days: int = Field(default=365, ge=1, le=36_500)
    link_hours: Annotated[int, BeforeValidator(_at_most_a_week)] = Field(default=72, ge=1)
    second_factor: frozenset[str] | None = None
    several_capacities: bool = False
    open_after_end: bool = False
    clearance: bool = True
    help_phone: str = Field(default="", max_length=40)

    @field_validator("classes")
    @classmethod
    def _each_once(cls, classes: tuple[ClassSetting, ...]) -> tuple[ClassSetting, ...]:
        return is_each_once(classes)

    @cached_property
    def participation(self) -> Classes:
        """The participation classes as the rules take them."""
        return Classes(tuple(one.as_rule() for one in self.classes))


def settings_of(stored: dict[str, Any]) -> Settings:
    """Settings from their stored form."""
    return Settings.model_validate(stored)
