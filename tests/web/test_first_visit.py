"""What a page lets somebody wait for who has never been here: its own bytes, one sheet, and no script."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from tests.web.access.test_access import PAGES, address

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

#: Bytes, compressed: with two round trips and the sheet, half a second of a line of 400 kbit/s is left over.
PAGE_AT_MOST = 15_000
LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_light_and_waits_for_one_sheet_alone(
    page: str, language: str, world: World, client_of: ClientOf
) -> None:
    client = client_of(world[PAGES[page][0]])
    client.cookies["django_language"] = language
    response = client.get(address(page, world), headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < PAGE_AT_MOST
    html = gzip.decompress(response.content).decode()
    assert f'<html lang="{language}"' in html
    assert len(re.findall(r'<link[^>]*rel="stylesheet"', html)) == 1
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", html) if "src=" in tag]
    assert scripts
    assert all('type="module"' in tag or "defer" in tag for tag in scripts)
    if "src/room.ts" not in html:
        assert all('fetchpriority="low"' in tag for tag in scripts), "a script would share the line with the sheet"
