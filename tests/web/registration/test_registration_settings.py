"""When registration is open, and the quotas, as the secretariat sets them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.consultations.settings import settings_of
from hemicycle.journal.models import Entry
from hemicycle.rules.capacity import Role
from tests.classes import SETTINGS
from tests.factories import LISTS
from tests.support.registrations import statuses, submit

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

OTHERS = ("br", "no", "palestine", "sector", "chair", "vice_chair", "french", "captioner", "technician")
ADDRESS = reverse("registration_settings", args=["test"])


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def given(**changes: Any) -> dict[str, Any]:
    sizes = {f"size-{capacity}": "" for capacity in ("council_state", "observer_state", "observer_palestine")}
    units = {f"unit-{capacity}": "class" for capacity in ("council_state", "observer_state", "observer_palestine")}
    sector = {"size-sector_member": "3", "unit-sector_member": "sector"}
    always = {"opens": "", "closes": "", "open_after_end": "on", "retention_days": "365", "link_hours": "72"}
    return {**always, **sizes, **units, **sector, **changes}


@pytest.mark.parametrize("who", OTHERS)
def test_it_is_the_secretariats_alone(who: str, world: World, client_of: ClientOf) -> None:
    client = client_of(world[who])
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, given(retention_days="1")).status_code == 403
    world.consultation.refresh_from_db()
    assert world.consultation.settings == {**SETTINGS, "clearance": False, "open_after_end": True, "lists": LISTS}


def test_moments_are_in_the_consultations_zone_and_shown_so_again(world: World, desk: Client) -> None:
    changed = given(opens="2020-05-11T09:00", closes="2020-06-01T23:59:59")
    assert desk.post(ADDRESS, changed).status_code == 302
    world.consultation.refresh_from_db()
    assert world.consultation.registration_opens_at == datetime(2020, 5, 11, 7, tzinfo=UTC)
    assert world.consultation.registration_closes_at == datetime(2020, 6, 1, 21, 59, 59, tzinfo=UTC)
    page = desk.get(ADDRESS).content
    assert b'value="2020-05-11 09:00"' in page
    assert b'value="2020-06-01 23:59:59"' in page
    assert b"Geneva time" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens": "2020-06-02T09:00", "closes": "2020-06-02T09:00"}, "Registration would close before it opens"),
        ({"opens": "2020-06-02T09:00", "closes": "2020-06-01T09:00"}, "Registration would close before it opens"),
        ({"opens": "2020-03-29T02:30"}, "this time does not exist. Choose another one: 29 March 2020"),
        ({"opens": "tomorrow"}, "This is not a date and time"),
        ({"opens": "0001-01-01T00:00"}, "This is not a date and time"),
        ({"opens": "2020-05-11T09:00+02:00"}, "This is not a date and time"),
        ({"retention_days": "0"}, "greater than or equal to 1"),
        ({"retention_days": ""}, "This field is required"),
        ({"size-sector_member": "-1"}, "greater than or equal to 0"),
        ({"size-sector_member": "many"}, "Enter a whole number"),
        ({"size-council_state": "3", "unit-council_state": "sector"}, "Select a valid choice"),
        ({"size-council_state": "3", "unit-council_state": ""}, "Choose to whom these places apply"),
        ({"second_factor": ["nobody"]}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_saved(
    changes: dict[str, Any], words: str, world: World, desk: Client
) -> None:
    answer = desk.post(ADDRESS, given(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    world.consultation.refresh_from_db()
    assert (world.consultation.settings, world.consultation.registration_opens_at) == (
        {**SETTINGS, "clearance": False, "open_after_end": True, "lists": LISTS},
        None,
    )


@pytest.mark.parametrize(("offset", "hour"), [("+02:00", 0), ("+01:00", 1)])
def test_of_a_time_that_comes_twice_the_form_asks_which_is_meant(
    offset: str, hour: int, world: World, desk: Client
) -> None:
    asked = desk.post(ADDRESS, given(closes="2020-10-25T02:30"))
    assert asked.status_code == 422
    words = asked.content.decode()
    assert "Enter 2020-10-25 02:30+02:00 or 2020-10-25 02:30+01:00." in words
    # What was typed is still there, in a field that takes an offset.
    assert re.search(r'<input type="text"[^>]*value="2020-10-25T02:30"', words)
    assert desk.post(ADDRESS, given(closes=f"2020-10-25T02:30{offset}")).status_code == 302
    world.consultation.refresh_from_db()
    assert world.consultation.registration_closes_at == datetime(2020, 10, 25, hour, 30, tzinfo=UTC)
    # Shown again and sent as it is, it stays the same moment.
    shown = f"2020-10-25 02:30{offset}"
    assert f'value="{shown}"' in desk.get(ADDRESS).content.decode()
    assert desk.post(ADDRESS, given(closes=shown)).status_code == 302
    world.consultation.refresh_from_db()
    assert world.consultation.registration_closes_at == datetime(2020, 10, 25, hour, 30, tzinfo=UTC)
    assert desk.post(ADDRESS, given(closes="2020-10-25T02:30+03:00")).status_code == 422


def test_all_of_it_is_kept_and_the_other_settings_stay(world: World, desk: Client) -> None:
    world.consultation.settings = {**SETTINGS, "connect_seconds": 30}
    world.consultation.save()
    desk.post(
        ADDRESS,
        given(
            **{"size-council_state": "5", "unit-council_state": "member", "size-sector_member": ""},
            retention_days="90",
            second_factor=["secretariat", "chair"],
        ),
    )
    world.consultation.refresh_from_db()
    settings = settings_of(world.consultation.settings)
    assert (settings.connect_seconds, settings.retention_days) == (30, 90)
    assert settings.second_factor == frozenset({Role.SECRETARIAT, Role.CHAIR})
    assert {one.key: (one.quota.size, one.quota.unit) for one in settings.classes if one.quota} == {
        "council_state": (5, "member")
    }
    entry = Entry.objects.get(act="consultation.edit")
    assert entry.data["changed"]["retention_days"] == [365, 90]
    assert set(entry.data["changed"]) == {"quotas", "retention_days", "second_factor", "open_after_end"}


def test_rule_03_a_larger_quota_is_foreseen_and_then_takes_people_off_the_waiting_list(
    world: World, desk: Client
) -> None:
    rows = [submit(world, f"s{number}", "sector") for number in range(5)]
    assert statuses(*rows) == ["pending", "pending", "waiting", "waiting", "waiting"]
    answer = desk.post(ADDRESS, given(**{"size-sector_member": "5"}, foresee="1"))
    assert [row.pk for row in answer.context["moving"]] == [rows[2].pk, rows[3].pk]
    assert statuses(*rows).count("waiting") == 3
    assert not Entry.objects.filter(act="consultation.edit").exists()
    answer = desk.post(ADDRESS, given(**{"size-sector_member": "5"}), follow=True)
    assert b"2 people moved up from the waiting list: Ms. S2 and Ms. S3." in answer.content
    assert statuses(*rows) == ["pending", "pending", "pending", "pending", "waiting"]
    entry = Entry.objects.get(act="consultation.edit")
    assert entry.data["promoted"] == {str(rows[2].pk): "pending", str(rows[3].pk): "pending"}


def test_rule_03_without_a_quota_nobody_waits(world: World, desk: Client) -> None:
    rows = [submit(world, f"s{number}", "sector") for number in range(5)]
    desk.post(ADDRESS, given(**{"size-sector_member": ""}))
    assert set(statuses(*rows)) == {"pending"}


def test_rule_03_a_smaller_quota_withdraws_nobody_and_the_next_one_waits(world: World, desk: Client) -> None:
    rows = [submit(world, f"s{number}", "sector") for number in range(2)]
    desk.post(ADDRESS, given(**{"size-sector_member": "1"}))
    assert statuses(*rows) == ["pending", "pending"]
    assert submit(world, "s9", "sector").status == "waiting"


def test_it_says_how_many_have_a_place_and_how_many_wait(world: World, desk: Client) -> None:
    for number in range(4):
        submit(world, f"s{number}", "sector")
    rows = {str(row.label): (row.placed, row.waiting) for row in desk.get(ADDRESS).context["quotas"]}
    assert rows["Sector Member"] == (3, 2)
    assert rows["Council Member State"] == (4, 0)


def test_registration_closes_with_the_last_day_unless_it_is_meant_to_outlast_it(world: World, desk: Client) -> None:
    page = reverse("people_desk", args=["test"])
    said = (
        "This consultation ended on Friday 12 June 2020, and registration closed with it. You can still enter people."
    )
    assert said not in " ".join(desk.get(page).content.decode().split())
    assert desk.post(ADDRESS, given(open_after_end="")).status_code == 302
    assert said in " ".join(desk.get(page).content.decode().split())
    world.consultation.refresh_from_db()
    assert not settings_of(world.consultation.settings).open_after_end


def test_who_follows_an_invitation_to_what_is_over_is_told_so(world: World, client: Client) -> None:
    address = reverse("register", args=["test"])
    assert "registration closed with its last day" not in client.get(f"{address}?member=BR").content.decode()
    world.consultation.settings = {**SETTINGS}
    world.consultation.save()
    assert "registration closed with its last day" in client.get(f"{address}?member=BR").content.decode()


def test_the_technicians_telephone_is_given_where_there_is_one(world: World, desk: Client, client: Client) -> None:
    def said() -> str:
        client.post(reverse("register", args=["test"]), {"email": "new@example.org"})
        return " ".join(client.get(reverse("register_code", args=["test"])).content.decode().split())

    assert "telephone" not in said()
    assert desk.post(ADDRESS, given(help_phone="by phone")).status_code == 422
    desk.post(ADDRESS, given(help_phone="+41 22 730 51 11"))
    world.consultation.refresh_from_db()
    assert settings_of(world.consultation.settings).help_phone == "+41 22 730 51 11"
    assert 'The technicians help by telephone: <bdi dir="ltr">+41 22 730 51 11</bdi>' in said()
