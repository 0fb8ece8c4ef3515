"""The whole product, running, and people in real browsers."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from django.core.management import call_command
from playwright.sync_api import expect, sync_playwright

from hemicycle.ops import installation
from hemicycle.ops.simulation.cast import session_of
from hemicycle.ops.supervisor import Stack
from tests.browser.hanging import telling_where
from tests.browser.seen import BROWSERS, on_pages
from tests.browser.slow import slow_down
from tests.browser.sound import LISTEN, NOTE
from tests.factories import World, make_world, meet_now
from tests.mail.smtp import listening
from tests.ports import free_port
from tests.support.chromium import CHROMIUM, DESKTOP, QUIET, speaking_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright
    from pytest_django.plugin import DjangoDbBlocker

    from tests.browser.somebody import Somebody
    from tests.mail.smtp import Server

SPEAKER, INTERPRETER, SECOND = 440, 1000, 2000
#: For what happens by itself: a guard against what never does, in ms, so wide that no busy machine meets it.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Server]:
    """The mail server to which the whole product sends, which takes bounces itself: ``HEMICYCLE_BOUNCE_BIND``."""
    with listening() as (server, port):
        os.environ["HEMICYCLE_EMAIL_HOST"], os.environ["HEMICYCLE_EMAIL_PORT"] = "127.0.0.1", str(port)
        os.environ["HEMICYCLE_EMAIL_BOUNCES"] = "bounce@council.example"
        os.environ["HEMICYCLE_BOUNCE_BIND"] = f"127.0.0.1:{free_port()}"
        yield server


@pytest.fixture(scope="session")
def stack(
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
    mailbox: Server,  # noqa: ARG001
) -> Iterator[Stack]:
    """Every process of the product, on the tests' database."""
    from django.db import connection  # noqa: PLC0415 - only now is it the tests' database

    # Playwright runs an event loop in this thread; the tests' own queries wait for nobody in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ["DJANGO_SETTINGS_MODULE"] = "hemicycle.config.settings"
    os.environ["HEMICYCLE_DATABASE"] = _address(connection.settings_dict)
    with django_db_blocker.unblock():
        call_command("collectstatic", interactive=False, verbosity=0)
    with Stack(installation.read()) as running:
        yield running


def _address(database: dict[str, Any]) -> str:
    """The tests' database as another process names it."""
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    """Playwright, once."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def launch(
    playwright_: Playwright, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Callable[..., Browser]]:
    """Start, or find, a browser whose microphone gives a tone of so many hertz; 0 for one without devices."""
    folder: Path = tmp_path_factory.mktemp("tones")
    running: dict[int, Browser] = {}

    def start(hertz: int = 0, *extra: str) -> Browser:
        if extra:
            return playwright_.chromium.launch(executable_path=DESKTOP, args=[*QUIET, *extra])
        if hertz not in running:
            arguments = speaking_as(folder / f"{hertz}.wav", hertz) if hertz else QUIET
            running[hertz] = playwright_.chromium.launch(executable_path=CHROMIUM, args=arguments)
            pytestconfig.stash[BROWSERS] = [*running.values()]
        return running[hertz]

    yield start
    for browser in running.values():
        browser.close()


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """A context of its own at the product's address, which waits as long as everything here."""
    from django.conf import settings  # noqa: PLC0415 - the fixture of that name is another thing

    context = browser.new_context(**{"base_url": settings.PUBLIC_ADDRESS, **options})
    context.set_default_timeout(PATIENCE)
    slow_down(context)
    return context


@pytest.fixture
def world(stack: Stack, transactional_db: None) -> World:  # noqa: ARG001
    """A consultation with an open sitting, anew for each test, in the running product."""
    return make_world()


@dataclass
class Person:
    """Somebody in a browser of their own.

    Attributes:
        problems: What the page wrote to its console as an error.
    """

    name: str
    identity: str
    page: Page
    context: BrowserContext
    problems: list[str] = field(default_factory=list)

    def enter(self, *, listen_only: bool = False) -> Person:
        """Go through the checks before entering, into the room."""
        button = re.compile("Enter without" if listen_only else "Enter the (sitting|booth)")
        self.page.get_by_role("button", name=button).click()
        self.page.get_by_text("Connection good").wait_for(timeout=PATIENCE)
        return self

    def click(self, name: str) -> None:
        """Click the button of this name, once it can be clicked."""
        self.page.get_by_role("button", name=re.compile(name)).first.click(timeout=PATIENCE)

    def sees(self, text: str) -> None:
        """Wait until a text is shown."""
        self.page.get_by_text(re.compile(text)).first.wait_for(timeout=PATIENCE)

    def hears(self) -> list[dict[str, Any]]:
        """What the page plays at this moment, above the noise."""
        heard: list[dict[str, Any]] = self.page.evaluate(LISTEN)
        return [sound for sound in heard if sound["level"] > -60]

    def wait_to_hear(self, hertz: int, timeout: float = PATIENCE) -> None:
        """Wait until a tone of so many hertz is played."""
        self.page.wait_for_function(
            f"(hertz) => ({LISTEN})().some((s) => s.level > -60 && Math.abs(s.hertz - hertz) < 15)",
            arg=hertz,
            timeout=timeout,
            polling=50,
        )

    def wait_to_hear_only(self, hertz: int) -> None:
        """Wait until a tone of so many hertz is played, and no other sound: a page can miss a moment of it."""
        self.page.wait_for_function(
            f"""(hertz) => {{
              const sounds = ({LISTEN})().filter((s) => s.level > -60);
              return sounds.length === 1 && Math.abs(sounds[0].hertz - hertz) < 15;
            }}""",
            arg=hertz,
            polling=50,
        )

    def wait_for_silence(self) -> None:
        """Wait until nothing is played, or nothing but silence."""
        self.page.wait_for_function(f"() => ({LISTEN})().every((s) => s.level <= -60)", timeout=PATIENCE, polling=50)

    def notes(self) -> None:
        """From now on, note what this page plays, which is a sound now."""
        self.page.evaluate(NOTE)
        self.page.wait_for_function("() => window.__notes.some((note) => note.sound)", timeout=PATIENCE, polling=50)

    def sound_since(self, moment: datetime, within: float) -> float:
        """For how many ms, of ``within`` after a moment of the server's, the page went on playing."""
        since = moment.timestamp() * 1000
        self.page.wait_for_function(
            "(until) => window.__notes.length && window.__notes.at(-1).at > until",
            arg=since + within,
            timeout=PATIENCE,
            polling=50,
        )
        notes: list[dict[str, Any]] = self.page.evaluate("() => window.__notes")
        assert any(note["sound"] for note in notes if note["at"] < since), "something was heard before"
        return max((note["at"] - since for note in notes if note["sound"]), default=0.0)


def wait_until(person: Person | Somebody, true: Callable[[], bool]) -> None:
    """Wait for something on the server's side, while the page goes on."""
    for _ in range(PATIENCE // 50):
        if true():
            return
        person.page.wait_for_timeout(50)
    pytest.fail("it did not become so")


@pytest.fixture
def visit(
    stack: Stack,  # noqa: ARG001
    launch: Callable[..., Browser],
    world: World,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Person]]:
    """Open a view of the sitting, which meets now, as somebody: ``visit("br")``, ``visit("vice_chair", "console")``."""
    from django.conf import settings  # noqa: PLC0415 - the fixture of that name is another thing

    meet_now(world)
    people: list[Person] = []

    def open_page(
        name: str,
        view: str = "",
        *,
        hertz: int = SPEAKER,
        locale: str = "en",
        browser: Browser | None = None,
        **options: Any,
    ) -> Person:
        chosen = browser or launch(hertz)
        context = new_context(chosen, locale=locale, **options)
        session = session_of(world[name].person)
        context.add_cookies([{"name": "sessionid", "value": session, "url": settings.PUBLIC_ADDRESS}])
        page = context.new_page()
        person = Person(name, f"r{world[name].pk}", page, context)
        page.on("console", lambda m: person.problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: person.problems.append(error.stack or str(error)))
        page.goto(f"/sittings/{world.sitting.pk}/{view and view + '/'}")
        people.append(person)
        return person

    yield open_page
    failed = getattr(request.node, "failed", False)
    for person in people:
        if failed and os.environ.get("HEMICYCLE_PICTURES"):
            person.page.screenshot(path=f"{os.environ['HEMICYCLE_PICTURES']}/{request.node.name}-{person.name}.png")
        person.context.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Say where a test waits, before ``faulthandler`` ends the process that never will."""
    limit = float(item.config.getini("faulthandler_timeout"))
    with telling_where(item.nodeid, limit - 5, item.config.stash[fault_handler_stderr_fd_key]):
        yield


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember a failure, so that the pages' pictures can be kept, and tell what stood on them."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.failed:
        item.failed = True  # type: ignore[attr-defined]
        report.sections.insert(0, ("On the pages", on_pages(item.config.stash.get(BROWSERS, []))))
