"""What a consultation may set: the C rules, with their defaults."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from hemicycle.rules.speaking_time import DEFAULT_SECONDS
from hemicycle.rules.standing import CLASSES, Capacity


class Settings(BaseModel):
    """Settings of one consultation; what is not set has its default.

    Attributes:
        class_order: Order of the classes after the Council States (rule 6).
        observers_once: An observer speaks once an item (rule 9).
        speaking_seconds: Speaking time by class, in seconds (rule 10).
        connect_seconds: How long a speaker given the floor may take until the media server
            forwards their sound; then the turn has failed, timed out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    class_order: tuple[Capacity, ...] = CLASSES
    observers_once: bool = True
    speaking_seconds: dict[Capacity, int] = Field(default_factory=lambda: dict.fromkeys(CLASSES, DEFAULT_SECONDS))
    connect_seconds: int = Field(default=20, ge=3, le=120)


def of(stored: dict[str, Any]) -> Settings:
    """Settings from their stored form."""
    return Settings.model_validate(stored)
