"""Time zones as a reader chooses from them: by country and city, in their language."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from hemicycle.consultations.text import folded


@cache
def known() -> frozenset[str]:
    """Every name of the IANA database, old ones too: browsers still send them."""
    return frozenset(available_timezones())


def zone_name(zone: str, language: str) -> str:
    """As it is chosen: "Ghana, Accra"; an old name as it is."""
    return dict(zone_choices(language)).get(zone, zone)


@cache
def zone_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Each zone once, with its country and city, in the order of these: ``(("Africa/Accra", "Ghana, Accra"), …)``."""
    countries, territories = Locale(language).territories, get_global("zone_territories")
    comma = "، " if language == "ar" else ", "
    named = [
        (zone, f"{countries[territories[zone]]}{comma}{get_timezone_location(zone, locale=language, return_city=True)}")
        for zone in known()
        if territories.get(zone, "ZZ") in countries and territories.get(zone, "ZZ") != "ZZ"
    ]
    return (*sorted(named, key=lambda choice: folded(choice[1])), ("UTC", "UTC"))
