"""Browsers, in which everybody's ears and clicks are stamped by one clock."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import sync_playwright

from bench.surroundings import LOOPBACK
from tests.support.chromium import CHROMIUM, DESKTOP, speaking_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

    from bench.person import Person

HERTZ = 440
PATIENCE = 30_000
#: All these people share the cores of one machine: their pictures would cost what is to be measured.
WITHOUT_CAMERA = "localStorage.setItem('hemicycle.camera_on', 'false');"
#: When the last click was made, in milliseconds since 1970.
CLICKS = "addEventListener('click', (event) => (window.clicked = performance.timeOrigin + event.timeStamp), true);"
SMALL: ViewportSize = {"width": 1000, "height": 700}


class Browsers:
    """One browser for people without camera and microphone to speak of, and the pages in it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def context(self, person: Person | None = None, *, listens: bool = False) -> BrowserContext:
        """A browser profile of its own, in which ``person`` is signed in.

        Args:
            listens: What its pages play is watched, which costs a share of a core.
        """
        context = self._browser.new_context(
            base_url=settings.PUBLIC_ADDRESS, locale="en", bypass_csp=True, viewport=SMALL
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WITHOUT_CAMERA + CLICKS)
        if listens:
            context.add_init_script(ears())
        if person is not None:
            name, url = settings.SESSION_COOKIE_NAME, settings.PUBLIC_ADDRESS
            context.add_cookies([{"name": name, "value": person.session, "url": url}])
        return context

    def enter(self, person: Person, address: str, *, speaks: bool = False, listens: bool = False) -> Page:
        """Bring somebody into the sitting, with a microphone where they are to speak."""
        page = self.context(person, listens=listens).new_page()
        page.goto(address)
        button = "^Enter the (sitting|booth)" if speaks else "^Enter without"
        page.get_by_role("button", name=re.compile(button)).click()
        return page


@contextmanager
def browsers(folder: Path) -> Iterator[Browsers]:
    """Start a browser whose microphone gives a tone without end.

    Args:
        folder: For the tone's file.
    """
    # At an address of a network, without TLS, a page has no microphone and no worklet: only a desktop's browser can be
    # told that it may.
    secure = f"--unsafely-treat-insecure-origin-as-secure={settings.PUBLIC_ADDRESS}"
    program = CHROMIUM if urlsplit(settings.PUBLIC_ADDRESS).hostname == LOOPBACK else DESKTOP
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*speaking_as(folder / "tone.wav", HERTZ), secure]
        )
        try:
            yield Browsers(browser)
        finally:
            browser.close()


@cache
def ears() -> str:
    """The script that listens in a page."""
    return Path(__file__).with_name("ears.js").read_text(encoding="utf-8")
