"""Time zones as a reader chooses from them: by city and what they are ahead of UTC, in their language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from django.utils import timezone, translation

from hemicycle.consultations import local, places
from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.languages import django_language

_NO_TERRITORY = "ZZ"
_UTC = "UTC"


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Every name of the IANA database, old ones too: browsers still send them."""
    return frozenset(available_timezones())


def zone_name(zone: str, language: str) -> str:
    """As it is chosen: "Accra (UTC)". One that is not on the list, as an old name, in the same words."""
    listed = dict(zone_choices(language))
    if (name := listed.get(zone) or listed.get(places.present_name(zone))) is not None:
        return name
    with translation.override(django_language(language)):
        return _named(zone, _noon(timezone.now().date()))


def zone_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Each zone once, with its offset of today: ``(("Africa/Accra", "Accra (UTC)"), …)``.

    In the order of the offsets, from west to east, and of the cities; those of ``places.toml`` come first.
    No country is named: a city belongs to one zone, whoever governs it.
    """
    return _choices(language, timezone.now().date())


@lru_cache(maxsize=12)
def _choices(language: str, on: date) -> tuple[tuple[str, str], ...]:
    territories, own, noon = get_global("zone_territories"), places.own_places(), _noon(on)
    zones = [zone for zone in known() if territories.get(zone, _NO_TERRITORY) != _NO_TERRITORY]
    with translation.override(django_language(language)):
        cities = {zone: local.city(zone) for zone in (*zones, _UTC)}

        def place(zone: str) -> tuple[bool, timedelta, bool, str, str]:
            return zone not in own, _ahead(zone, noon), zone != _UTC, sort_key(cities[zone], language), zone

        return tuple((zone, _named(zone, noon)) for zone in sorted(cities, key=place))


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


def _ahead(zone: str, at: datetime) -> timedelta:
    return at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


def _named(zone: str, at: datetime) -> str:
    city, offset = local.city(zone), local.offset(at, ZoneInfo(zone))
    return offset if city == offset else f"{city} ({offset})"
