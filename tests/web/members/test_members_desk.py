"""Registration status by Member."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.people.delegations import Presence, delegations
from hemicycle.people.models import FocalPoint, Invitation, Member, Person, Registration
from hemicycle.rules.registration import QuotaUnit
from tests.factories import a_body
from tests.support.html import html_of
from tests.web.access.test_access import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

DAY = timedelta(days=1)


def page(**asked: str) -> str:
    return reverse("members_desk", args=["test"]) + "?" + "&".join(f"{name}={value}" for name, value in asked.items())


@pytest.fixture
def four(world: World) -> World:
    """Brazil confirmed, Japan registered, Ghana with a focal point only, Peru with nothing."""
    Registration.objects.filter(pk=world["jp"].pk).update(status="pending")
    Registration.objects.filter(pk=world["gh"].pk).update(status="refused")
    Registration.objects.filter(pk=world["pe"].pk).update(status="withdrawn")
    Member.objects.filter(code__in=["BR", "PE"]).update(region="A")
    Member.objects.filter(code="GH").update(region="D")
    person = Person.objects.create_user("focal@example.org", "=Ms. Focal")
    for code, end in (("GH", None), ("PE", timezone.now() - DAY)):
        FocalPoint.objects.create(
            consultation=world.consultation,
            member=Member.objects.get(code=code),
            person=person,
            start=timezone.now() - 9 * DAY,
            end=end,
        )
    return world


def codes(client: Client, **asked: str) -> list[str]:
    file = client.get(page(format="csv", **asked)).content.decode("utf-8-sig")
    return [row[0] for row in list(csv.reader(StringIO(file)))[1:]]


def test_how_far_each_has_come(four: World) -> None:
    found = {row.member.code: row for row in delegations(four.consultation, timezone.now())}
    assert [found[code].presence for code in ("BR", "JP", "GH", "PE")] == list(Presence)
    assert found["BR"].counted["confirmed"] == 2  # type: ignore[index]
    places = found["sm-orbicom"].places
    assert (places.size, places.unit, places.taken) == (3, QuotaUnit.GROUP, 1)


def test_the_order_is_that_of_the_names_in_french(four: World, client_of: ClientOf) -> None:
    found = codes(client_of(four["secretariat"]))
    assert found == ["BR", "GH", "JP", "NO", "PE", "PS", "sm-orbicom"]
    Member.objects.create(body=a_body(), code="DE", kind="state")
    Invitation.objects.create(consultation=four.consultation, member=Member.objects.get(code="DE"))
    assert codes(client_of(four["secretariat"]))[0] == "DE"  # Allemagne


def test_filters_search_and_sorting(four: World, client_of: ClientOf) -> None:
    client = client_of(four["secretariat"])
    assert codes(client, show="no_registration") == ["GH", "PE"]
    assert codes(client, show="no_focal_point", region="A") == ["BR", "PE"]
    assert codes(client, show="nothing") == ["PE"]
    assert codes(client, **{"class": "observer_state"}) == ["NO", "PE"]
    assert codes(client, q="focal") == ["GH"]
    assert codes(client, region="A", sort="-member") == ["PE", "BR"]
    assert len(codes(client, show="'", region="Z", **{"class": "x"})) == 7
    html = html_of(client.get(page(show="nothing", sort="member")))
    assert 'href="?show=nothing&amp;sort=member&amp;format=csv"' in html


def test_a_file_holds_no_formula(four: World, client_of: ClientOf) -> None:
    file = client_of(four["secretariat"]).get(page(format="csv", q="focal")).content.decode("utf-8-sig")
    assert ",'=Ms. Focal," in file


def test_the_picture_says_by_letter_and_in_words_what_it_says_by_colour(four: World, client_of: ClientOf) -> None:
    html = html_of(client_of(four["secretariat"]).get(page()))
    tiles = re.findall(
        r'class="tile (\w+)" href="([^"]+)".*?<bdi>([^<]+)</bdi>: ([^<]+)<.*?tile-letter[^>]*>(.)<', html
    )
    said = {name: (presence, words, letter) for presence, _href, name, words, letter in tiles}
    assert said["Brazil"] == ("confirmed", "Confirmed", "C")
    assert said["Japan"] == ("registered", "Registered, none confirmed", "R")
    assert said["Ghana"] == ("focal_point", "Focal point only", "F")
    assert said["Peru"] == ("nothing", "Nothing yet", "–")
    assert ("/consultations/test/delegations/BR/") in {href for _presence, href, *_rest in tiles}
    assert len(tiles) == 7
    assert html.count("<h1") == 1
    assert "Without a focal point: 6" in html


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_is_the_secretariats(who: str, four: World, client_of: ClientOf) -> None:
    assert client_of(four[who]).get(page()).status_code == (200 if who == "secretariat" else 403)


def test_193_members_take_as_many_queries_as_seven(four: World, client_of: ClientOf) -> None:
    client = client_of(four["secretariat"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page()).status_code == 200
        return len(captured)

    queries()
    few = queries()
    person = Person.objects.get(email="focal@example.org")
    for number in range(186):
        code = f"{chr(65 + number // 26)}{chr(65 + number % 26)}X"
        member = Member.objects.create(body=a_body(), code=code, kind="state", region="ABCDE"[number % 5])
        Invitation.objects.create(consultation=four.consultation, member=member)
        FocalPoint.objects.create(
            consultation=four.consultation, member=member, person=person, start=timezone.now() - DAY
        )
    assert queries() == few


def test_what_is_under_way_is_counted_on_the_page_and_in_the_file_alike(four: World, client_of: ClientOf) -> None:
    client = client_of(four["secretariat"])
    file = csv.DictReader(StringIO(client.get(page(format="csv", sort="-under_way")).content.decode("utf-8-sig")))
    counted = {row["Code"]: row["Under way"] for row in file}
    assert (next(iter(counted)), counted["JP"], counted["BR"]) == ("JP", "1", "0")
    shown = html_of(client.get(page()))
    row = next(line for line in re.findall(r"<tr role=\"row\">.*?</tr>", shown, re.DOTALL) if "Japan" in line)
    assert re.search(r'<td class="num" role="cell" data-label="[^"]+"><div class="value">1</div></td>', row)
