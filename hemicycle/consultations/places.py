"""What the time of a zone is called: a place, never a country."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from babel.core import Locale, get_global

from hemicycle.consultations.languages import localized

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.languages import Text


@cache
def own_places() -> Mapping[str, Text]:
    """Zones that are called by another place than CLDR's, with its name in six languages (``places.toml``)."""
    return tomllib.loads(resources.files(__package__).joinpath("places.toml").read_text(encoding="utf-8"))


@cache
def _other_names() -> Mapping[str, tuple[str, ...]]:
    """All that a zone was ever called, by each of these names: CLDR knows many cities by the old one alone."""
    together: dict[str, set[str]] = defaultdict(set)
    aliases: Mapping[str, str] = get_global("zone_aliases")
    for old, present in aliases.items():
        together[present] |= {old, present}
    return {name: tuple(sorted(names)) for names in together.values() for name in names}


def present_name(zone: str) -> str:
    """The name of today of a zone that may be known by an old one: "Asia/Kolkata" for "Asia/Calcutta"."""
    aliases: Mapping[str, str] = get_global("zone_aliases")
    return aliases.get(zone, zone)


@cache
def city(zone: str, language: str) -> str:
    """What the time of a zone is called in a language: "Geneva", "New York", "UTC".

    Args:
        zone: Its name in the IANA database, an old one too.
    """
    if (own := own_places().get(present_name(zone))) is not None:
        return localized(own, language)
    known: Mapping[str, Mapping[str, str]] = Locale.parse(language).time_zones
    for name in (zone, *_other_names().get(zone, ())):
        if said := known.get(name, {}).get("city"):
            return said
    return present_name(zone).rpartition("/")[2].replace("_", " ")
