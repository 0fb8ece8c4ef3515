"""What ``hemicycle bench pages`` measures: every page that somebody can open, and who is signed out is somebody too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from django.conf import settings
from django.test import Client

from bench import pages
from hemicycle.ops.simulation.cast import session_of
from tests.factories import make_world
from tests.support.agenda import make_agenda

if TYPE_CHECKING:
    from tests.factories import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned() -> World:
    """A consultation with a sitting, an agenda and a letter that asks."""
    world = make_world()
    make_agenda(world)
    return world


def opened(world: World, who: str) -> list[pages.Page]:
    """The pages of somebody; of who is signed out where it is empty."""
    browser = Client()
    if who:
        browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(world[who].person)

    def answer(request: httpx.Request) -> httpx.Response:
        given = browser.get(request.url.path)
        return httpx.Response(given.status_code, headers=dict(given.headers), content=given.getvalue())

    begin = pages.starts(world.consultation.slug, world.sitting.pk)
    with httpx.Client(transport=httpx.MockTransport(answer), base_url=settings.PUBLIC_ADDRESS) as web:
        return list(pages.pages_of(web, who or pages.SIGNED_OUT, begin))


def test_every_page_is_measured_of_all_who_can_open_it(planned: World) -> None:
    found = {who: opened(planned, who) for who in ("secretariat", "br", "")}
    kinds = {who: [pages.kind_of(page.address) for page in measured] for who, measured in found.items()}
    # One of each kind, however many there are.
    assert all(len(set(names)) == len(names) for names in kinds.values())
    # What no link leads to is measured, and what links alone lead to.
    assert {"people_desk", "plan_desk", "registration_desk", "agenda_item", "letter_desk"} <= set(kinds["secretariat"])
    assert len(kinds["secretariat"]) > 80, "there was a ceiling of so many once"
    assert {"home", "agenda", "participants", "room"} <= set(kinds["br"])
    assert not {"people_desk", "plan_desk"} & set(kinds["br"])
    assert {"account_login", "register"} <= set(kinds[""])
    assert not {"agenda", "people_desk", "room"} & set(kinds[""])


def test_how_many_there_are_is_a_figure_beside_what_there_could_be(capsys: pytest.CaptureFixture[str]) -> None:
    measured = [pages.Page("chair", "/"), pages.Page("chair", "/accounts/login/"), pages.Page(pages.SIGNED_OUT, "/")]
    figure = pages.number_of(measured).as_json()
    assert (figure["n"], figure["median"], figure["p95"], figure["unit"]) == (2, 1, 2, "pages")
    assert figure["not_opened"] == figure["limit"]["median"] - 2
    assert "people_desk" in capsys.readouterr().err
