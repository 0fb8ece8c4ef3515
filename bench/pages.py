"""What each page of each role costs: the server's time, its bytes, and the first paint over a slow line."""

from __future__ import annotations

import re
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from bench.browsers import browsers
from bench.figures import Figure, percentile
from bench.person import client
from bench.registered import consultation_of
from bench.stage import stage, tell
from hemicycle.ops.simulation.cast import session_of
from hemicycle.people.models import FocalPoint, Registration
from hemicycle.rules.capacity import Role
from hemicycle.web.access.route_permissions import routes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx
    from playwright.sync_api import Page as Opened

    from bench.browsers import Browsers
    from bench.delay import Sides
    from bench.stage import Stage

#: What is aimed at: milliseconds of the server, kilobytes of a first visit, milliseconds until something is painted.
SERVER, FIRST_LOAD, FIRST_PAINT = 100.0, 250.0, 2000.0
#: Each thread of a server finds its way through cold code first.
WARM_UP = 3
#: Of a line that delegations have: bytes a second, milliseconds to the server and back.
SLOW = {"offline": False, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8, "latency": 400}
LANGUAGES = [code for code, _name in settings.LANGUAGES]
#: In which the first paint is measured, page after page: one of each script whose words are longest on their way.
PAINTED = ("en", "ar", "zh-hans")
#: For a page to come, in ms: a guard against what never does.
PATIENCE = 120_000
#: Of the room: what is fetched once the entrance can be used, for when somebody enters.
AHEAD = re.compile(r"/assets/media[.-]")
#: Who has no session.
SIGNED_OUT = "signed out"
#: Where whoever goes there is no longer who they were.
SIGN_OUT = "account_logout"
_FIRST_PAINT = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries()[0].startTime))
  .observe({ type: "paint", buffered: true }))"""
_LINK = re.compile(r'<a\b[^>]*\shref="([^"#]+)')


@dataclass
class Page:
    """One page of a role.

    Attributes:
        times: Milliseconds until its HTML is there.
        html: Its bytes, as they come: compressed.
        loads: By language, kilobytes of all that somebody gets who has never been here, until the page can be used.
        ahead: Kilobytes that are fetched after that.
        paints: In one of the languages, milliseconds until something is painted over a slow line.
    """

    role: str
    address: str
    times: list[float] = field(default_factory=list)
    html: int = 0
    loads: dict[str, float] = field(default_factory=dict)
    ahead: float = 0.0
    paints: dict[str, float] = field(default_factory=dict)

    @property
    def slow(self) -> float:
        """95th percentile of its times."""
        return percentile(self.times, 0.95)

    def as_json(self) -> dict[str, Any]:
        """``{role, address, median, p95, n, unit, html_kb, first_load_kb, ahead_kb, first_paint_ms}``."""
        return {
            "role": self.role,
            "address": self.address,
            **Figure(self.times).as_json(),
            "html_kb": round(self.html / 1000, 1),
            "first_load_kb": {language: round(size) for language, size in self.loads.items()},
            "ahead_kb": round(self.ahead),
            "first_paint_ms": {language: round(paint) for language, paint in self.paints.items()},
        }


def measure(sides: Sides, runs: int, only: str = "") -> dict[str, Figure | Page]:
    """``pages``, ``server``, ``html``, ``first_load``, ``first_paint``, ``list_5000``, ``slowest``, and each page.

    Args:
        only: The role whose pages are measured, without ``list_5000``; all where it is empty.
    """
    figures: dict[str, Figure | Page] = {}
    with tempfile.TemporaryDirectory() as folder, stage(sides) as running, browsers(Path(folder)) as browser:
        pages: list[Page] = []
        for role, session in _roles(running, only).items():
            with client(session) as web:
                found = list(pages_of(web, role, starts(running.sitting.consultation.slug, running.sitting.pk)))
                for page in found:
                    _time(web, page, runs)
            for page, painted in zip(found, cycle(PAINTED), strict=False):
                _look(browser, session, page, painted)
                tell(f"{role} {page.address}: {page.slow:.0f} ms, {page.loads}, {page.paints}")
            pages += found
        if not only:
            figures["list_5000"] = _list_of_5000(runs)
    return _summary(pages) | figures | {f"{page.role} {page.address}": page for page in pages}


def _list_of_5000(runs: int) -> Figure:
    secretary = Registration.objects.filter(role=Role.SECRETARIAT.value).earliest("pk").person
    with client(session_of(secretary)) as web:
        many = Page("secretariat", reverse("people_desk", args=[consultation_of(5000).slug]))
        _time(web, many, runs)
    return Figure(many.times, limit=Figure([SERVER]))


def _summary(pages: Sequence[Page]) -> dict[str, Figure | Page]:
    every = [milliseconds for page in pages for milliseconds in page.times]
    loads = [size for page in pages for size in page.loads.values()]
    paints = [paint for page in pages for paint in page.paints.values()]
    html = [page.html / 1000 for page in pages]
    return {
        "pages": number_of(pages),
        "server": Figure(every, limit=Figure([SERVER]), notes={"pages": len(pages)}),
        "html": Figure(html, "kB", notes={"largest": max(html)}),
        "first_load": Figure(loads, "kB", limit=Figure([FIRST_LOAD], "kB"), notes={"largest": max(loads)}),
        "first_paint": Figure(paints, limit=Figure([FIRST_PAINT]), notes={"latest": max(paints)}),
        "slowest": max(pages, key=lambda page: page.slow),
    }


def number_of(pages: Sequence[Page]) -> Figure:
    """How many kinds of pages each role has, beside how many addresses the product has at all.

    ``not_opened`` are those that were a page to nobody: what is sent to, files, and what no link leads to from where
    these people can go. They are told by name.
    """
    there = {route.name for route in routes()}
    kinds: dict[str, set[str]] = {}
    for page in pages:
        kinds.setdefault(page.role, set()).add(kind_of(page.address))
    missing = there.difference(*kinds.values())
    tell(f"opened by nobody: {', '.join(sorted(missing))}")
    counts, limit = [float(len(found)) for found in kinds.values()], Figure([float(len(there))], "pages")
    return Figure(counts, "pages", limit=limit, notes={"not_opened": float(len(missing))})


def _roles(running: Stage, only: str) -> Mapping[str, str]:
    """A session for each kind of person whose pages differ, or for one of them; an empty one for who is signed out."""
    here = Registration.objects.filter(consultation=running.sitting.consultation).select_related("person")
    people = {
        role.value: here.filter(role=role.value).earliest("pk").person
        for role in (Role.SECRETARIAT, Role.CHAIR, Role.DELEGATE, Role.INTERPRETER, Role.TECHNICIAN)
    }
    people["focal point"] = FocalPoint.objects.select_related("person").earliest("pk").person
    sessions = {role: session_of(person) for role, person in people.items() if only in {"", role}}
    return sessions | ({SIGNED_OUT: ""} if only in {"", SIGNED_OUT} else {})


def starts(consultation: str, sitting: int) -> list[str]:
    """Every address that names a consultation, a sitting or nothing; the others are found by links.

    Args:
        consultation: Its slug.
    """
    given = {"slug": consultation, "key": sitting}
    found = [reverse("home")]
    for route in routes():
        names = set(route.pattern.pattern.converters)
        if route.name == SIGN_OUT or not names <= set(given):
            continue
        # A key is a sitting's where the address says so.
        if "key" in names and not route.path.startswith("/sittings/"):
            continue
        with suppress(NoReverseMatch):
            found.append(reverse(route.name, kwargs={name: given[name] for name in names}))
    return found


def pages_of(web: httpx.Client, role: str, begin: Sequence[str]) -> Iterator[Page]:
    """One page of each kind that somebody can open, of these addresses and of all that links lead to from them."""
    waiting, seen, kinds = list(begin), set[str](), set[str]()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or not kind or kind in kinds:
            continue
        seen.add(address)
        answer = web.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):  # noqa: PLR2004
            continue
        kinds.add(kind)
        waiting += _links(answer)
        yield Page(role, address)


def _links(answer: httpx.Response) -> Sequence[str]:
    """Addresses of this installation, without what narrows or exports a list."""
    links = (urlsplit(str(answer.url.join(link.replace("&amp;", "&")))) for link in _LINK.findall(answer.text))
    here = urlsplit(settings.PUBLIC_ADDRESS).netloc
    return [link.path for link in links if link.netloc == here and not link.query]


def kind_of(address: str) -> str:
    """The name of an address, the same for all pages of one kind; empty for what is not the product's."""
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


def _time(web: httpx.Client, page: Page, runs: int) -> None:
    for number in range(WARM_UP + runs):
        started = time.monotonic()
        with web.stream("GET", page.address, headers={"Accept-Encoding": "gzip"}) as answer:
            page.html = sum(map(len, answer.iter_raw()))
        took = (time.monotonic() - started) * 1000
        answer.raise_for_status()
        if number >= WARM_UP:
            page.times.append(took)


def _look(browser: Browsers, session: str, page: Page, painted: str) -> None:
    """Open it in each language in a profile that has nothing yet, and once more over a slow line.

    Args:
        painted: In which language its first paint is measured: alone, since nothing else may be at work then. What is
            weighed is waited for together.
    """
    with closing(_opened(browser, session, page, painted, SLOW)) as alone:
        alone.page.wait_for_load_state("networkidle", timeout=PATIENCE)
        page.paints[painted] = alone.page.evaluate(_FIRST_PAINT)
    for language, opened in [(language, _opened(browser, session, page, language)) for language in LANGUAGES]:
        with closing(opened):
            opened.page.wait_for_load_state("networkidle", timeout=PATIENCE)
            page.loads[language], page.ahead = opened.kilobytes()


def _opened(
    browser: Browsers, session: str, page: Page, language: str, line: Mapping[str, Any] | None = None
) -> _Opened:
    context = browser.context()
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
    for name, value in cookies.items():
        if not value:  # who is signed out has no session
            continue
        context.add_cookies([{"name": name, "value": value, "url": settings.PUBLIC_ADDRESS}])
    opened = _Opened(context.new_page())
    opened.line.send("Network.enable")
    if line:
        opened.line.send("Network.emulateNetworkConditions", dict(line))
    opened.page.goto(page.address, wait_until="commit", timeout=PATIENCE)
    return opened


class _Opened:
    """A page in a profile of its own, and what comes over its line."""

    def __init__(self, page: Opened) -> None:
        self.page, self.line = page, page.context.new_cdp_session(page)
        self._addresses: dict[str, str] = {}
        self._sizes: dict[str, float] = {}
        self.line.on("Network.requestWillBeSent", self._ask)
        self.line.on("Network.loadingFinished", self._finish)

    def close(self) -> None:
        """With its profile."""
        self.page.context.close()

    def _ask(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _finish(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = event["encodedDataLength"]

    def kilobytes(self) -> tuple[float, float]:
        """What the page needs, and what it fetches ahead."""
        ahead = sum(size for key, size in self._sizes.items() if AHEAD.search(self._addresses.get(key, "")))
        return (sum(self._sizes.values()) - ahead) / 1000, ahead / 1000
