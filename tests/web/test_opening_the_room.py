"""A page of the room before its scripts are there: what it shows, how little that takes, and whom it leads back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hemicycle
from hemicycle.sittings.actions import booths, floor, items, speaker
from tests.support.floor import ask, at, by
from tests.support.html import html_of
from tests.web.access.test_access import address
from tests.web.test_pages import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

VIEWS = {"room": "br", "console": "vice_chair", "booth": "french", "desk": "technician"}
#: Bytes, uncompressed: with the two round trips, a second of a line of 400 kbit/s is left over.
PAGE_AT_MOST, STYLE_AT_MOST = 4_000, 6_000
SOURCES = Path(hemicycle.__file__).parent.parent / "frontend" / "src"


def opening(html: str) -> str:
    """The page up to the end of what it shows first."""
    end = html.index("</main>")
    return html[:end]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_paint_waits_for_one_small_sheet_and_no_script(
    view: str, language: str, world: World, client_of: ClientOf
) -> None:
    client = client_of(world[VIEWS[view]])
    client.cookies["django_language"] = language
    first = opening(html_of(client.get(address(view, world))))
    assert len(first.encode()) < PAGE_AT_MOST
    assert re.findall(r"<script\b", first) == []
    assert len(re.findall(r'<link rel="stylesheet"', first)) == 1


def test_the_sheet_of_the_first_paint_stays_small() -> None:
    sheet = SOURCES / "opening.css"
    imported = re.findall(r'@import "(.*?)"', sheet.read_text())
    assert sum((SOURCES / name).stat().st_size for name in ["opening.css", *imported]) < STYLE_AT_MOST
    assert imported == ["./look/tokens.css"], "fonts and the whole look come after"


def test_the_words_of_the_room_run_before_its_scripts_and_stop_nothing(world: World, client_of: ClientOf) -> None:
    html = html_of(client_of(world["br"]).get(address("room", world)))
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", html) if "src=" in tag]
    assert "defer" in scripts[0]
    assert "/i18n/room.js" in scripts[0]
    assert all("defer" in tag or 'type="module"' in tag for tag in scripts)


def test_it_says_which_sitting_opens_and_how_that_is(world: World, client_of: ClientOf) -> None:
    first = opening(html_of(client_of(world["br"]).get(address("room", world))))
    for text in ("Test Consultation", "<h1>First sitting, Tuesday 9 June 2020</h1>", "Opening the room", "In progress"):
        assert text in first


def test_it_says_what_goes_on_there(room_world: World, client_of: ClientOf) -> None:
    world = room_world
    client = client_of(world["br"])
    before = opening(html_of(client.get(address("room", world))))
    assert "Has the floor" not in before
    items.open_item(world.sitting.pk, by(world, "vice_chair"), at(0), item=world.items[0].pk)
    turn = ask(world, "jp", 1)
    floor.give_next(world.sitting.pk, by(world, "vice_chair"), at(2), expected=turn.pk)
    first = opening(html_of(client.get(address("room", world))))
    assert "Has the floor: Ms. Jp, Japan" in first
    assert "Item 1 is open: " in first


def test_the_four_views_of_a_sitting_are_told_apart_by_their_titles(world: World, client_of: ClientOf) -> None:
    pages = [html_of(client_of(world[who]).get(address(view, world))) for view, who in VIEWS.items()]
    titles = [re.search(r"<title>(.*?)</title>", page) for page in pages]
    assert len({title and title[1] for title in titles}) == len(VIEWS)
    assert all(title and "First sitting" in title[1] for title in titles)


def test_whoever_loads_the_page_again_with_the_floor_is_led_back(room_world: World, client_of: ClientOf) -> None:
    world = room_world
    turn = ask(world, "br", 0)
    client = client_of(world["br"])

    def holds() -> object:
        return context(client.get(address("room", world)).content)["holds"]

    assert holds() == ""
    floor.give_next(world.sitting.pk, by(world, "vice_chair"), at(1), expected=turn.pk)
    assert holds() == "floor"
    speaker.finish(world.sitting.pk, by(world, "br"), at(30), turn=turn.pk)
    assert holds() == ""


def test_an_interpreter_on_air_is_led_back_too(room_world: World, client_of: ClientOf) -> None:
    world = room_world
    client = client_of(world["french"])

    def holds() -> object:
        return context(client.get(address("booth", world)).content)["holds"]

    booths.enter(world.sitting.pk, by(world, "french"), at(0), language="fr")
    assert holds() == ""
    booths.on_air(world.sitting.pk, by(world, "french"), at(1))
    assert holds() == "air"


def test_the_words_of_the_room_come_compressed(client_of: ClientOf) -> None:
    response = client_of(None).get("/i18n/room.js?ar", headers={"accept-encoding": "gzip", "accept-language": "ar"})
    assert response.headers["Content-Encoding"] == "gzip"
    again = client_of(None).get(
        "/i18n/room.js?ar", headers={"if-none-match": response.headers["ETag"], "accept-language": "ar"}
    )
    assert again.status_code == 304
