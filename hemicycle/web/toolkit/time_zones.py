"""Time zones as a reader chooses from them: by city and what they are ahead of UTC, in their language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from django.utils import timezone, translation

from hemicycle.consultations import local
from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.languages import django_language

#: The organization's own comes first.
_FIRST = tuple(local.CITIES)
_NO_TERRITORY = "ZZ"


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Every name of the IANA database, old ones too: browsers still send them."""
    return frozenset(available_timezones())


def zone_name(zone: str, language: str) -> str:
    """As it is chosen: "Accra (UTC)"; an old name as it is."""
    return dict(zone_choices(language)).get(zone, zone)


def zone_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Each zone once, by city, Geneva first, with its offset of today: ``(("Africa/Accra", "Accra (UTC)"), …)``.

    No country is named: a city belongs to one zone, whoever governs it.
    """
    return _choices(language, timezone.now().date())


@lru_cache(maxsize=12)
def _choices(language: str, on: date) -> tuple[tuple[str, str], ...]:
    territories, noon = get_global("zone_territories"), datetime.combine(on, time(12), UTC)
    with translation.override(django_language(language)):
        cities = {zone: local.city(zone) for zone in known() if territories.get(zone, _NO_TERRITORY) != _NO_TERRITORY}
    in_order = sorted(cities, key=lambda zone: (zone not in _FIRST, sort_key(cities[zone], language), zone))
    named = [(zone, f"{cities[zone]} ({local.offset(noon, ZoneInfo(zone))})") for zone in in_order]
    return (*named, ("UTC", "UTC"))
