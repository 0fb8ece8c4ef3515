"""Every page of the desk is two clicks from its first page; what is done on a page about something, on that page."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.web.access.route_permissions import routes
from hemicycle.web.desk.pages import BENEATH, TO_DO
from tests.support.html import html_of
from tests.web.desk.test_pages import NO_PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from tests.support.two_consultations.whole import Whole

    ClientOf = Callable[[object], Client]

CLICKS = 2
#: Every page of the product whose address stands at the desk.
PAGES = sorted({route.name for route in routes() if "<slug:slug>/desk/" in route.path} - NO_PAGES)


def above(page: str) -> Iterator[str]:
    """The pages that stand above one, the nearest first."""
    while page in BENEATH:
        page = BENEATH[page].above
        yield page


#: What is done on a page about a letter, an enquiry, a person: its own page is two clicks away.
ON_ITS_OWN_PAGE = {page: next(above(page)) for page in PAGES if len(list(above(page))) >= CLICKS}


def links(client: Client, address: str) -> set[str]:
    """Where the links and the forms of a page lead, within the consultation."""
    response = client.get(address)
    if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
        return set()
    found = re.findall(r'(?:href|action)="(/consultations/test/[^"#]+)', html_of(response))
    return {link.replace("&amp;", "&") for link in found}


def name_of(address: str) -> str:
    try:
        return str(resolve(address.partition("?")[0]).url_name)
    except Resolver404:
        return ""


def reached(client: Client) -> tuple[dict[str, int], dict[str, set[str]]]:
    """After how many clicks each page is first reached, and the addresses of each that are at most two away."""
    clicks: dict[str, int] = {}
    addresses: dict[str, set[str]] = defaultdict(set)
    level = {reverse(TO_DO, args=["test"])}
    for number in range(CLICKS + 1):
        for address in level:
            clicks.setdefault(name_of(address), number)
            addresses[name_of(address)].add(address)
        if number < CLICKS:
            level = {link for address in level for link in links(client, address)}
    return clicks, addresses


@pytest.fixture
def asked_in_german(whole: Whole) -> Whole:
    """Its papers are written in a language too whose words are its own."""
    languages = {"documents": [*LANGUAGES, "de"], "sittings": ["en", "fr"]}
    whole.consultation.settings = {**whole.consultation.settings, "languages": languages}
    whole.consultation.save()
    return whole


def test_every_page_is_two_clicks_from_the_first_or_one_from_the_page_it_is_about(
    asked_in_german: Whole, client_of: ClientOf
) -> None:
    """By the links that the secretariat and the Chair are shown, before the end and after it."""
    whole, near = asked_in_german, set()
    beyond: dict[str, set[str]] = defaultdict(set)
    for who in ("secretariat", "chair"):
        client = client_of(whole[who])
        clicks, addresses = reached(client)
        near |= set(clicks)
        for page in sorted(set(ON_ITS_OWN_PAGE.values())):
            for address in addresses[page]:
                beyond[page] |= {name_of(link) for link in links(client, address)}
    whole.consultation.closed_at = timezone.now()
    whole.consultation.save()
    near |= set(reached(client_of(whole["secretariat"]))[0])
    far = {page for page in PAGES if page not in near and page not in beyond[ON_ITS_OWN_PAGE.get(page, "")]}
    assert far == set()


def test_the_entries_are_one_click_away(whole: Whole, client_of: ClientOf) -> None:
    clicks, _addresses = reached(client_of(whole["secretariat"]))
    assert {page for page in PAGES if not list(above(page)) and clicks.get(page, CLICKS) > 1} == set()
