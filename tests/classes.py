"""The classes of the preset of a council, which most tests use."""

from __future__ import annotations

from typing import Any

from hemicycle.consultations.presets import preset
from hemicycle.consultations.settings import settings_of

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
