"""Lists of Members on pages and papers follow the order that the body has set."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation
from docx import Document

from hemicycle.consultations.models import Body
from hemicycle.people.models import Member
from hemicycle.sittings import history
from hemicycle.sittings.models import Sitting
from tests.factories import SLUG
from tests.support.html import html_of
from tests.support.pdf import text_of
from tests.web.access.test_access import address
from tests.web.test_pages import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

#: In English and in Russian: Бразилия, Гана, Норвегия, Перу, Япония.
ENGLISH, RUSSIAN = ["BR", "GH", "JP", "NO", "PE"], ["BR", "GH", "NO", "PE", "JP"]
PARTICIPANTS, PAPERS = f"/consultations/{SLUG}/participants/", f"/consultations/{SLUG}/desk/papers/"


def set_order(**order: object) -> None:
    body = Body.objects.get(slug=SLUG)
    body.settings = {**body.settings, "order": order}
    body.save()


@pytest.fixture
def own(world: World) -> World:
    """The body has given places, and lists all of its Members as one."""
    set_order(places=True, apart=False, alphabet="en")
    for place, code in enumerate(("sm-orbicom", "PE", "GH"), start=1):
        Member.objects.filter(code=code).update(list_place=place)
    return world


def members(client: Client, language: str = "en") -> list[str]:
    client.cookies["django_language"] = language
    html = html_of(client.get(reverse("members", args=[SLUG])))
    return re.findall(rf'class="name" role="rowheader"><a href="/consultations/{SLUG}/members/([^/]+)/', html)


def test_a_page_is_in_the_alphabet_of_its_reader_or_of_one_language(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    set_order()
    assert members(client)[:5] == ENGLISH
    assert members(client, "ru")[:5] == RUSSIAN
    set_order(alphabet="ru")
    assert members(client)[:5] == RUSSIAN
    assert "Members are in alphabetical order (Русский)." in html_of(client.get(reverse("members", args=[SLUG])))


def test_a_page_is_in_the_order_of_the_body_without_kinds(own: World, client_of: ClientOf) -> None:
    client = client_of(own["br"])
    for language in ("en", "ru"):
        assert members(client, language) == ["sm-orbicom", "PE", "GH", "BR", "JP", "NO", "PS"]
    client.cookies["django_language"] = "en"
    assert "Members are in the order set by the body." in html_of(client.get(reverse("members", args=[SLUG])))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_paper_is_in_the_alphabet_of_its_own_language(kind: str, world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    set_order()
    Member.objects.filter(code="PE").update(list_place=1)

    def people(language: str) -> list[str]:
        content = client.get(PARTICIPANTS, {"language": language, "format": kind}).content
        paper = text_of(content) if kind == "pdf" else Document(BytesIO(content)).element.xml
        return re.findall(r"Ms\. (Br|Gh|Jp|No|Pe)\b", paper)

    # Council States first; of the observers, بيرو stands before النرويج.
    assert people("en") == ["Br", "Gh", "Jp", "No", "Pe"]
    assert people("ar") == ["Br", "Gh", "Jp", "Pe", "No"]
    set_order(places=True, alphabet="en")
    assert people("en") == people("ar") == ["Br", "Gh", "Jp", "Pe", "No"]


def test_badges_are_in_the_order_of_the_language_that_they_are_in(world: World, client_of: ClientOf) -> None:
    set_order()
    Member.objects.filter(code="JP").update(kind="palestine")
    desk = client_of(world["secretariat"])
    desk.cookies["django_language"] = "ru"

    def people(**asked: str) -> list[str]:
        text = text_of(desk.get(PAPERS, {"format": "pdf", "capacity": "observer_state", **asked}).content)
        return re.findall(r"Ms\. (No|Pe)\b", text)

    # Norway and Peru; in Arabic بيرو comes before النرويج.
    assert people(paper_language="en") == ["No", "Pe"]
    assert people() == ["No", "Pe"]
    assert people(paper_language="ar") == ["Pe", "No"]


def test_groups_have_headings_among_participants_where_they_stand_apart(own: World, client_of: ClientOf) -> None:
    client = client_of(own["br"])
    assert "Sector Members: Radiocommunication" not in html_of(client.get(PARTICIPANTS))
    set_order()
    assert "Sector Members: Radiocommunication" in html_of(client.get(PARTICIPANTS))


def attendance() -> list[str]:
    rows = history.attendees(Sitting.objects.get())
    return [row.registration.member.code for row in rows if row.registration.member]


def test_the_room_and_the_attendance_follow_it(own: World, client_of: ClientOf) -> None:
    held = context(client_of(own["br"]).get(address("room", own)).content)
    assert held["list_order"] == ["sm-orbicom", "PE", "GH", "BR", "JP", "NO", "PS"]
    assert attendance() == ["GH", "BR", "BR", "JP", "PE", "NO", "PS", "sm-orbicom"]
    set_order()
    with translation.override("ar"):
        assert attendance()[4:6] == ["PE", "NO"]
    page = html_of(client_of(own["secretariat"]).get(address("people", own)))
    assert "Members are in alphabetical order" in page


def test_a_place_is_set_on_the_page_of_a_member_where_the_body_has_such(own: World, client_of: ClientOf) -> None:
    client, page = client_of(own["secretariat"]), reverse("member", args=[SLUG, "NO"])

    def said(place: str) -> str:
        return html_of(client.post(page, {"act": "list-place", "key": "", "list_place": place}, follow=True))

    assert "The place in lists is saved." in said("1")
    assert members(client)[:3] == ["NO", "sm-orbicom", "PE"]
    for wrong in ("0", "10000", "first"):
        assert "Nothing was changed" in said(wrong)
    assert "The place in lists is saved." in said("")
    assert Member.objects.get(code="NO").list_place is None
    assert "Save the place in lists" in html_of(client.get(page))
    set_order()
    assert "Save the place in lists" not in html_of(client.get(page))
