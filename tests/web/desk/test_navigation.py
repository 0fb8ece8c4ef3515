"""The navigation by phase: for whom it is, what it leads to, and what stands above a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from hemicycle.journal.record import Performer, record
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.web.access.route_permissions import routes
from hemicycle.web.desk import navigation as module
from hemicycle.web.desk.pages import BENEATH, ENTRIES, PHASES
from tests.support.html import html_of
from tests.web.access.matrix.addresses import FILLINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.support.two_consultations.whole import Whole

    ClientOf = Callable[[object], Client]

#: Who has the navigation, in which role.
DESKS = {
    "secretariat": Role.SECRETARIAT,
    "chair": Role.CHAIR,
    "vice_chair": Role.VICE_CHAIR,
    "technician": Role.TECHNICIAN,
}
OTHERS = ("br", "no", "palestine", "sector", "french", "captioner")


def navigation(html: str) -> str:
    found = re.search(r'<nav id="desk-nav".*?</nav>', html)
    return found[0] if found else ""


def links(html: str) -> list[str]:
    """The entries: without the search, and what the bar above has in a wide window."""
    entries = navigation(html).partition('<ul class="drawer-only">')[0]
    return [link for link in re.findall(r'<a href="([^"]+)"', entries) if not link.endswith("/search/")]


def crumbs(html: str) -> list[tuple[str, str]]:
    path = re.search(r'<nav class="crumbs".*?</nav>', html)
    return re.findall(r'<a href="([^"]+)"><bdi(?: dir="ltr")?>([^<]+)</bdi></a>', path[0]) if path else []


@pytest.mark.parametrize("who", DESKS)
def test_every_entry_leads_to_a_page_that_its_reader_may_open(who: str, whole: Whole, client_of: ClientOf) -> None:
    client = client_of(whole[who])
    shown = links(html_of(client.get(reverse("to_do", args=["test"]))))
    theirs = [one for one in ENTRIES if not one.action or one.otherwise or DESKS[who] in PERMISSIONS[one.action]]
    assert len(shown) == len(set(shown)) == len(theirs) + 1
    for link in shown:
        response = client.get(link)
        assert response.status_code == 200, link
        html = html_of(response)
        here = re.findall(r'<a href="([^"]+)" aria-current="page">', navigation(html))
        assert here == [link]


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("page", ["agenda", "time_plan", "letters", "participants", "guide"])
def test_others_keep_their_simple_navigation(who: str, page: str, whole: Whole, client_of: ClientOf) -> None:
    html = html_of(client_of(whole[who]).get(reverse(page, args=["test"])))
    assert "desk-nav" not in html
    assert "data-search" not in html
    assert f'href="{reverse("home")}"' in html


def test_the_first_page_leads_to_the_desk_and_nobody_else_to_one(whole: Whole, client_of: ClientOf) -> None:
    address = reverse("to_do", args=["test"])
    for who in (*DESKS, *OTHERS):
        html = html_of(client_of(whole[who]).get("/"))
        assert (f'href="{address}"' in html) == (who in DESKS), who
        assert "desk-nav" not in html, "the first page is of every consultation"


def test_a_delegate_of_one_consultation_who_presides_in_another_has_the_desk_there_alone(
    both: dict[str, Whole], client_of: ClientOf
) -> None:
    chair = both["test"]["chair"]
    client = client_of(chair)
    assert "desk-nav" in html_of(client.get(reverse("agenda", args=["test"])))
    assert client.get(reverse("to_do", args=["other"])).status_code == 403


def test_whoever_is_no_longer_confirmed_has_none(whole: Whole, client_of: ClientOf) -> None:
    row = whole["secretariat"]
    client = client_of(row)
    assert "desk-nav" in html_of(client.get(reverse("delegation", args=["test", "BR"])))
    row.status = "withdrawn"
    row.save()
    assert "desk-nav" not in client.get(reverse("delegation", args=["test", "BR"])).content.decode()
    assert client.get(reverse("to_do", args=["test"])).status_code == 403


def test_a_page_has_the_desk_of_its_consultation_whatever_others_its_reader_has(
    both: dict[str, Whole], client_of: ClientOf
) -> None:
    secretary, second = both["test"]["secretariat"], both["other"]["br"]
    second.person, second.role, second.member = secretary.person, "secretariat", None
    second.save()
    client, desks = client_of(secretary), {slug: reverse("to_do", args=[slug]) for slug in ("test", "other")}
    for here, there in (("test", "other"), ("other", "test")):
        html = html_of(client.get(reverse("members", args=[here])))
        assert f'href="{desks[here]}"' in html
        assert desks[there] not in html


def test_the_groups_are_the_phases_and_set_up_is_folded_until_it_is_needed(whole: Whole, client_of: ClientOf) -> None:
    client = client_of(whole["secretariat"])
    html = navigation(html_of(client.get(reverse("to_do", args=["test"]))))
    used = {entry.phase for entry in ENTRIES}
    labels = re.findall(r'id="phase-\w+">([^<]+)<', html)
    assert labels == [str(label) for phase, label in PHASES.items() if phase in used]
    assert "<details>" in html
    for page in ("rule_sources", "imports"):
        assert "<details open>" in navigation(html_of(client.get(reverse(page, args=["test"]))))


def test_a_page_beneath_an_entry_marks_it(whole: Whole, client_of: ClientOf) -> None:
    html = html_of(client_of(whole["secretariat"]).get(reverse("letter_desk", args=["test", whole.objects["draft"]])))
    assert f'<a href="{reverse("letters_desk", args=["test"])}" aria-current="true">' in navigation(html)
    assert 'aria-current="page"' not in navigation(html)


@pytest.mark.parametrize("page", BENEATH)
def test_what_stands_above_a_page_is_true_and_opens(page: str, whole: Whole, client_of: ClientOf) -> None:
    who = {"enquiry_declare": "chair", "reopening": "chair", "video_call": "technician"}.get(page, "secretariat")
    client = client_of(whole[who])
    (route,) = (
        {route.path: route for route in routes() if route.name == page}.values()
        if page != "delegation_act"
        else [next(route for route in routes() if route.name == page)]
    )
    opened = 0
    for filling in FILLINGS.get(page, ()) or [None]:
        wanted = set(route.pattern.pattern.converters)
        named = filling.arguments(whole) if filling else {}
        if set(named) != wanted - {"slug"}:
            continue
        query = f"?{filling.query.format(**whole.objects)}" if filling and filling.query else ""
        response = client.get(reverse(page, kwargs={**named, **({"slug": "test"} if "slug" in wanted else {})}) + query)
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        opened += 1
        found = crumbs(html_of(response))
        above = [resolve(address.partition("?")[0]).url_name for address, _label in found]
        assert above[0] == "to_do"
        chain, name = [], page
        while name in BENEATH:
            name = BENEATH[name].above
            chain.append(name)
        assert above[1:] == [name for name in reversed(chain) if name != "to_do"]
        for address, label in found:
            assert client.get(address).status_code == 200, address
            assert label.strip()
    sent_alone = page in {"reply_confirm", "reply_return", "reply_accept", "reply_decline", "registration_links"}
    of_who_was_there = page == "rehearsal_own_comment"  # the secretariat was not in the room
    assert opened or sent_alone or of_who_was_there, "no page of this name was looked at"


def test_crumbs_call_what_a_page_is_about_by_its_name(whole: Whole, client_of: ClientOf) -> None:
    client = client_of(whole["secretariat"])
    sent = whole.objects["letter_key"]

    def said(page: str, *more: object) -> list[str]:
        return [label for _address, label in crumbs(html_of(client.get(reverse(page, args=["test", *more]))))]

    assert said("letter_language_preview", sent, "zh") == [
        "Test Consultation",
        "Letters",
        whole.objects["letter"],
        "中文",
    ]
    assert said("enquiry_matrix", whole.objects["enquiry"])[2] == whole.objects["letter"]
    assert said("registration_desk_change", whole["br"].pk)[2] == "Ms. Br"
    assert said("delegation_act", "JP", "nominate")[2] == "Japan"
    assert said("people_desk") == ["Test Consultation"]


def test_a_chair_is_led_to_no_page_that_is_not_for_them(whole: Whole, client_of: ClientOf) -> None:
    html = html_of(client_of(whole["chair"]).get(reverse("letter", args=["test", whole.objects["letter"]])))
    assert crumbs(html)[1] == (reverse("letters", args=["test"]), "Letters")


def test_a_name_of_a_stranger_in_a_crumb_is_escaped(whole: Whole, client_of: ClientOf) -> None:
    who = whole["br"]
    who.person.name = "<script>alert(1)</script>"
    who.person.save()
    page = client_of(whole["secretariat"]).get(reverse("registration_desk_change", args=["test", who.pk]))
    assert b"<script>alert" not in page.content


def test_numbers_are_of_the_last_act_and_the_list_is_of_this_moment(
    whole: Whole, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came without an act is in the list at once, and beside an entry with the next act of anybody."""
    monkeypatch.setattr(module, "REMEMBERED", 600)
    client, desk = client_of(whole["secretariat"]), reverse("people_desk", args=["test"])

    def number() -> int:
        return registrations_in(html_of(client.get(desk)))

    before, row = number(), whole["br"]
    row.status = RegistrationStatus.ENDORSED.value
    row.save(update_fields=["status"])
    assert number() == before
    assert registrations_in(html_of(client.get(reverse("to_do", args=["test"])))) == before + 1
    record(Performer(system="test"), Action.MAIL_SEND, "", timezone.now())
    assert number() == before + 1


def registrations_in(html: str) -> int:
    """The number beside the desk of registrations."""
    desk = reverse("people_desk", args=["test"])
    link = re.search(rf'<a href="{desk}".*?</a>', navigation(html), re.DOTALL)
    number = re.search(r">(\d+)<", link[0]) if link else None
    return int(number[1]) if number else 0
