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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_light_and_waits_for_one_sheet_alone(language: str, world: World, client_of: ClientOf) -> None:
    clients = {who: client_of(world[who]) for who in {readers[0] for readers in PAGES.values()}}
    for page, readers in PAGES.items():
        client = clients[readers[0]]
        client.cookies["django_language"] = language
        response = client.get(address(page, world), headers={"accept-encoding": "gzip"})
        assert response.headers["Content-Encoding"] == "gzip", page
        assert len(response.content) < PAGE_AT_MOST, page
        html = gzip.decompress(response.content).decode()
        assert f'<html lang="{language}"' in html, page
        assert len(re.findall(r'<link[^>]*rel="stylesheet"', html)) == 1, page
        scripts = [tag for tag in re.findall(r"<script\b[^>]*>", html) if "src=" in tag]
        assert scripts, page
        assert all('type="module"' in tag or "defer" in tag for tag in scripts), page
        if "src/room.ts" not in html:
            # A script would share the line with the sheet.
            assert all('fetchpriority="low"' in tag for tag in scripts), page
