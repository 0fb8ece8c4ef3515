"""The classes of the preset of a council, which most tests use."""

from __future__ import annotations

from typing import Any

from hemicycle.consultations.participation import ClassSetting
from hemicycle.consultations.presets import preset
from hemicycle.consultations.settings import settings_of
from hemicycle.rules.capacity import Right

#: As a consultation keeps them.
SETTINGS = preset("council").settings
#: As its body keeps them.
BODY = preset("council").body
COUNCIL = settings_of(SETTINGS).participation
CLASSES = COUNCIL.ordered
CAPACITIES = COUNCIL.capacities
COUNCIL_STATE, OBSERVER_STATE, OBSERVER_PALESTINE, SECTOR_MEMBER = CLASSES
KEYS = tuple(one.value for one in CLASSES)
#: That speak once on an item.
OBSERVERS = CLASSES[1:]

#: Persons who represent no Member: each speaks once on an item, after everybody else.
EXPERTS = ClassSetting(
    key="expert",
    one={"en": "Invited expert"},
    many={"en": "Invited experts"},
    persons=True,
    rights=frozenset({Right.SPEAK}),
    priority=5,
    seconds=120,
    times=1,
)
EXPERT = EXPERTS.as_rule()


def with_experts(**changes: Any) -> dict[str, Any]:
    """Settings with a class of persons beside the others.

    Args:
        changes: Of its own settings.
    """
    experts = EXPERTS.model_copy(update=changes).model_dump(mode="json")
    return {**SETTINGS, "classes": [*SETTINGS["classes"], experts]}


def with_quotas(**quotas: tuple[int, str]) -> dict[str, Any]:
    """Settings in which these classes, and no others, have so many places for each unit."""
    return {
        **SETTINGS,
        "classes": [
            {
                **one,
                "quota": dict(zip(("size", "unit"), quotas[one["key"]], strict=True)) if one["key"] in quotas else None,
            }
            for one in SETTINGS["classes"]
        ],
    }
