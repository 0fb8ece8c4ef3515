"""The list that a zone is chosen from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.time_zones import zone_choices, zone_name


@pytest.fixture(autouse=True)
def june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2020, 6, 9, 10, tzinfo=UTC))


def test_the_organizations_own_comes_first_then_all_by_offset_and_city() -> None:
    names = [name for _zone, name in zone_choices("en")]
    assert names[0] == "Geneva (UTC+2)"
    order = ["Midway (UTC−11)", "New York (UTC−4)", "UTC", "Abidjan (UTC)", "Accra (UTC)", "Berlin (UTC+2)"]
    order += ["Kathmandu (UTC+5:45)", "Kiritimati (UTC+14)"]
    assert [name for name in names if name in order] == order


def test_what_is_chosen_is_kept_by_its_key() -> None:
    assert dict(zone_choices("zh"))["America/New_York"] == "纽约 (UTC−4)"
    assert len({zone for zone, _name in zone_choices("en")}) == len(zone_choices("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_and_no_country_is_shown(language: str) -> None:
    shown = [name for _zone, name in zone_choices(language)]
    assert not [name for name in shown if "/" in name or "_" in name]
    assert not {"Taiwan", "Falkland", "Palestin", "Switzerland", "Western Sahara"} & set(" ".join(shown).split())


@pytest.mark.parametrize(
    ("zone", "named"),
    [
        ("Asia/Calcutta", "Kolkata (UTC+5:30)"),
        ("Africa/Johannesburg", "Johannesburg (UTC+2)"),
        ("EST", "Panama (UTC−5)"),
    ],
)
def test_a_zone_that_is_shown_is_in_the_words_of_the_list(zone: str, named: str) -> None:
    assert zone_name(zone, "en") == named


@pytest.mark.parametrize("zone", ["Etc/GMT+3", "CST6CDT", "Zulu", "Factory"])
def test_a_zone_that_is_on_no_list_has_its_offset_too(zone: str) -> None:
    assert "UTC" in zone_name(zone, "ar")


def test_a_moment_with_its_offset() -> None:
    with translation.override("en"):
        said = labels.moment(datetime(2020, 6, 9, 10, tzinfo=UTC), timezone.get_fixed_timezone(-240), named=True)
    assert said == "9 Jun 2020, 06:00 (UTC−4)"
