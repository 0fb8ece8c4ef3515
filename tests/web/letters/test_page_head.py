"""The head of each page: the body's name and emblem, signed in and out, or the product's."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from PIL import Image

from hemicycle.consultations.models import Body
from hemicycle.correspondence.emblems import SCREEN_HEIGHT, SCREEN_WIDTH
from hemicycle.correspondence.models import Letterhead
from hemicycle.people.uploads import PNG, Looked
from tests.factories import SLUG, START, a_body, make_world
from tests.support.pictures import png

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Registration
    from tests.factories import World

TO_DO = f"/consultations/{SLUG}/desk/"
ELSEWHERE = "/consultations/assembly/"


def head(client: Client, address: str) -> tuple[str, str, str]:
    """The last part of the title, the name and the address of the picture."""
    page = client.get(address, follow=True).content.decode()
    site = re.search(r'<a class="site-name".*?</a>', page, re.DOTALL)
    title = re.search(r"<title>.* - (.*?)</title>", page, re.DOTALL)
    assert site
    assert title
    picture = re.search(r'src="(.*?)"', site[0])
    assert picture
    return title[1].strip(), re.sub(r"<.*?>", "", site[0], flags=re.DOTALL).strip(), picture[1]


def emblem(world: World, colour: str = "#0a5ea8", width: int = 600) -> str:
    """The consultation gets a letterhead with an emblem; its digest."""
    person = world["secretariat"].person
    upload = Looked(png(width, 200, colour), "emblem.png", PNG).keep(person, START)
    Letterhead.objects.create(
        consultation=world.consultation, emblem=upload, emblem_words={"en": "An emblem"}, since=START
    )
    return upload.sha256


@pytest.fixture
def assembly(world: World) -> World:
    """A second consultation, of another body."""
    other = make_world(slug="assembly", body=a_body("assembly"))
    Body.objects.filter(slug="assembly").update(name={"en": "Assembly", "fr": "Assemblée"})
    assert other.consultation.body != world.consultation.body
    return other


def test_the_only_body_stands_at_the_head_signed_in_and_out(
    world: World, client: Client, client_of: Callable[[Registration], Client]
) -> None:
    Body.objects.update(name={"en": "Union of Tests"})
    assert head(client, reverse("account_login"))[:2] == ("Union of Tests", "Union of Tests")
    assert head(client, reverse("account_login"))[2].endswith("icon.svg")
    address = reverse("emblem", args=[emblem(world)])
    for who, page in (
        (client, "/accounts/login/"),
        (client_of(world["br"]), "/"),
        (client_of(world["secretariat"]), TO_DO),
    ):
        assert head(who, page) == ("Union of Tests", "Union of Tests", address)


def test_a_picture_is_small_and_kept_by_caches(world: World, client: Client) -> None:
    response = client.get(reverse("emblem", args=[emblem(world)]))
    with Image.open(BytesIO(response.content)) as picture:
        assert picture.size == (168, SCREEN_HEIGHT)
        assert picture.width <= SCREEN_WIDTH
    assert response.headers["Content-Type"] == PNG
    assert {"public", "immutable"} <= set(response.headers["Cache-Control"].split(", "))


def test_what_is_no_emblem_is_not_there(world: World, client: Client) -> None:
    other = Looked(png(colour="#ffffff"), "a.png", PNG).keep(world["secretariat"].person, START)
    for digest in (other.sha256, "0" * 64):
        assert client.get(reverse("emblem", args=[digest])).status_code == 404


def test_of_several_bodies_a_page_has_that_of_its_consultation(
    world: World, assembly: World, client: Client, client_of: Callable[[Registration], Client]
) -> None:
    ours, theirs = emblem(world), emblem(assembly, "#800000")
    assert head(client, reverse("account_login"))[:2] == ("Hemicycle", "Hemicycle")
    assert head(client_of(world["secretariat"]), TO_DO)[2] == reverse("emblem", args=[ours])
    desk = client_of(assembly["secretariat"])
    found = head(desk, f"{ELSEWHERE}desk/")
    assert found == ("Assembly", "Assembly", reverse("emblem", args=[theirs]))
    assert head(desk, f"{ELSEWHERE}privacy/")[1] == "Assembly"
    assert head(desk, "/")[1] == "Hemicycle"


def test_who_is_refused_learns_of_no_body(
    world: World, assembly: World, client_of: Callable[[Registration], Client]
) -> None:
    emblem(assembly)
    assert head(client_of(world["br"]), f"{ELSEWHERE}desk/")[:2] == ("Hemicycle", "Hemicycle")


def test_a_consultation_that_has_left_the_emblem_out_shows_none(
    world: World, client_of: Callable[[Registration], Client]
) -> None:
    emblem(world)
    Letterhead.objects.create(consultation=world.consultation, since=START)
    assert head(client_of(world["secretariat"]), TO_DO)[2].endswith("icon.svg")
