"""The browsers that measurements drive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.browsers import browsers

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://10.77.0.1:8000"])
def test_a_page_has_its_microphone_on_loopback_and_at_an_address_of_a_network(
    address: str, tmp_path: Path, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = address
    with browsers(tmp_path) as running:
        page = running.context().new_page()
        page.route("**/*", lambda route: route.fulfill(body="<p>A page</p>", content_type="text/html"))
        page.goto("/")
        assert page.evaluate("isSecureContext")
