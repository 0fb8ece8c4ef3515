"""A connection test in a real browser, over each kind of way between it and the servers."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Error, sync_playwright

from bench.browsers import PATIENCE, WITHOUT_CAMERA
from bench.delay import SERVER
from bench.stage import stage, tell
from hemicycle.rules.connection_tests import Cause
from hemicycle.support.models import ConnectionTest
from tests.support import sounds
from tests.support.chromium import DESKTOP

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from bench.delay import Sides
    from bench.person import Person
    from bench.stage import Stage

RESULT = "**/connection-tests/*/"
#: Of a test, in ms: the waits of every way that a firewall blocks are in it.
LONGEST = 180_000


@dataclass(frozen=True)
class Found:
    """What a test over one way came to.

    Attributes:
        seconds: From the click to the page of its result.
        sentences: What that page says.
    """

    seconds: float
    verdict: str
    causes: tuple[str, ...]
    ways: dict[str, str]
    line: dict[str, Any]
    push: str
    sentences: str

    def as_json(self) -> dict[str, Any]:
        """Everything, by name."""
        return vars(self)


def ways() -> dict[str, dict[str, Any]]:
    """What each way does to packets, by its name (``Sides.way``).

    Behind port 443 of an installation stand its pages, its push and the media engine's signalling; here each of them
    has a port of its own, and only the relay has that one.
    """
    web, push, media = (
        f"tcp:{urlsplit(address).port}"
        for address in (settings.PUBLIC_ADDRESS, settings.CENTRIFUGO_ADDRESS, settings.LIVEKIT_ADDRESS)
    )
    return {
        "loss_3_percent": {"round_trip": 40, "lost": 0.03},
        "round_trip_400_ms": {"round_trip": 400},
        "without_udp": {"round_trip": 4, "only": ["tcp"]},
        "port_443_alone": {"round_trip": 4, "only": ["tcp:443", web, push, media]},
        "no_media": {"round_trip": 4, "only": [web, push, media]},
        "free": {"round_trip": 4},
    }


def measure(sides: Sides, runs: int, only: str = "") -> dict[str, Found]:
    """Test once over each way, or over those of ``only``; what came of it by the way's name.

    Args:
        only: Names of ways, with commas between them; empty for all.
    """
    del runs  # each comes to a verdict, which is no figure with a scatter
    with ExitStack() as things:
        folder = things.enter_context(tempfile.TemporaryDirectory())
        playwright = things.enter_context(sync_playwright())
        with sides.way(**ways()["free"]):
            running = things.enter_context(stage(sides))
        name = settings.LIVEKIT_TURN_DOMAIN
        browser = playwright.chromium.launch(
            executable_path=DESKTOP,
            args=[
                *sounds.microphone(Path(folder) / "voice.wav", sounds.voice),
                f"--unsafely-treat-insecure-origin-as-secure={settings.PUBLIC_ADDRESS}",
                f"--host-resolver-rules=MAP {name} {SERVER}",
                # The relay's certificate is made for this measurement, and nobody else vouches for it.
                "--ignore-certificate-errors",
            ],
        )
        [delegate] = running.delegates(1)
        found = {}
        for way, does in ways().items():
            if not only or way in only.split(","):
                tell(f"testing over {way}")
                with sides.way(**does):
                    context = browser.new_context(base_url=settings.PUBLIC_ADDRESS, locale="en")
                    found[way] = _test(running, context, delegate)
                    context.close()
                tell(f"{way}: {found[way]}")
        browser.close()
        return found


def timed(page: Page, slug: str) -> float:
    """Take the test of a consultation in a page; returns the seconds from the click to the page of its result."""
    page.goto(f"/consultations/{slug}/connection-test/")
    button = page.get_by_role("button", name="Start the test")
    button.wait_for()
    began = time.monotonic()
    button.click()
    page.get_by_role("button", name="Yes").click()
    try:
        page.wait_for_url(RESULT, timeout=LONGEST)
    except Error as error:
        error.add_note(page.locator("main").inner_text())
        raise
    return time.monotonic() - began


def _test(running: Stage, context: BrowserContext, delegate: Person) -> Found:
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WITHOUT_CAMERA)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": delegate.session, "url": settings.PUBLIC_ADDRESS}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    seconds = timed(page, running.sitting.consultation.slug)
    test = ConnectionTest.objects.filter(finished_at__isnull=False).latest("pk")
    measured = test.measured or {}
    return Found(
        seconds=round(seconds, 1),
        verdict=test.verdict,
        causes=tuple(Cause(cause).value for cause in test.causes),
        ways={name: way["state"] for name, way in measured["ways"].items()},
        line=measured["line"] or {},
        push=measured["push"]["transport"],
        sentences=page.locator("main").inner_text(),
    )
