"""Series that are open to the public: off at first; then everybody reads what is posted in them, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from hemicycle.consultations.document_series import public_series
from hemicycle.consultations.models import Consultation
from hemicycle.documents import texts
from hemicycle.documents.models import Document
from tests.support.html import html_of
from tests.web.documents.desk import DESK, FILE, LIST, edit_page, give, post, prepared, status
from tests.web.documents.test_packages import paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

SERIES = "/consultations/test/desk/document-series/"
PUBLIC = "/consultations/test/public-documents/"
FEED = f"{PUBLIC}feed/"
OPENED = "/consultations/test/public-document-files/en/C/9/"
BOX = "Open to the public"


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


@pytest.fixture
def outside(world: World) -> Client:  # noqa: ARG001 - the database is made
    return Client()


def open_series(desk: Client, *, public: bool = True, key: str = "documents") -> None:
    form = desk.get(f"{SERIES}{key}/").context["form"]
    fields = {name: form[name].value() or "" for name in form.fields if name != "public"}
    answer = desk.post(f"{SERIES}{key}/", {**fields, **({"public": "on"} if public else {})})
    assert answer.status_code == 302


def posted(desk: Client, symbol: str = "C/9", title: str = "New", content: bytes | None = None) -> Document:
    page = prepared(desk, symbol, title)
    if content is not None:
        give(desk, content, symbol=symbol)
    post(desk, page)
    return Document.objects.get(symbol=symbol)


def listed(client: Client, **query: str) -> list[str]:
    return [row.document.symbol for row in client.get(PUBLIC, query).context["table"].shown]


def test_nothing_is_public_unless_a_series_is(world: World, desk: Client, outside: Client) -> None:
    posted(desk)
    for client in (outside, desk):
        for address in (PUBLIC, FEED, OPENED, f"{PUBLIC}?format=csv"):
            assert client.get(address).status_code == 404
    assert BOX in html_of(desk.get(f"{SERIES}documents/"))
    assert PUBLIC not in html_of(desk.get(SERIES))
    open_series(desk)
    assert PUBLIC in html_of(desk.get(SERIES))
    assert (listed(outside), outside.get(OPENED).getvalue()[:5]) == (["C/9"], b"%PDF-")
    open_series(desk, public=False)
    assert {outside.get(address).status_code for address in (PUBLIC, FEED, OPENED)} == {404}
    open_series(desk)
    world.consultation.refresh_from_db()
    assert list(public_series(world.consultation)) == ["documents"]
    world.consultation.trial = True
    assert public_series(world.consultation) == {}


def test_only_the_secretariat_opens_a_series(world: World, client_of: ClientOf) -> None:
    for who in ("br", "chair", "technician"):
        answer = client_of(world[who]).post(f"{SERIES}documents/", {"public": "on", "name_en": "Documents"})
        assert answer.status_code == 403
    assert public_series(Consultation.objects.get(slug="test")) == {}


def test_a_document_is_public_once_it_is_posted_and_its_embargo_is_over(desk: Client, outside: Client) -> None:
    open_series(desk)
    page = prepared(desk, "C/9")
    assert "anyone can read it without signing in" in html_of(desk.get(page))
    assert (listed(outside), status(outside, OPENED)) == ([], 404)
    until = timezone.now() + timedelta(days=2)
    desk.post(page, {"act": "embargo", "until": f"{until:%Y-%m-%d %H:%M}"})
    post(desk, page)
    assert (listed(outside), listed(outside, q="New"), status(outside, OPENED)) == ([], [], 404)
    desk.post(page, {"act": "embargo", "until": ""})
    assert (listed(outside), status(outside, OPENED)) == (["C/9"], 200)
    # Whoever prepares documents sees no more of them here than everybody does.
    prepared(desk, "C/10")
    assert listed(desk) == ["C/9"]


def test_a_withdrawn_document_stays_listed_with_its_reason_and_opens_no_file(desk: Client, outside: Client) -> None:
    open_series(desk)
    posted(desk)
    desk.post(edit_page("C/9"), {"act": "withdraw", "why_en": "Sent by mistake"})
    shown = html_of(outside.get(PUBLIC))
    assert "Sent by mistake" in shown
    assert OPENED not in shown
    assert {status(outside, OPENED), status(desk, OPENED)} == {404}


def test_other_series_and_documents_of_none_stay_closed(desk: Client, outside: Client) -> None:
    open_series(desk)
    posted(desk)
    posted(desk, "OTHER-1", "Closed")
    closed = "/consultations/test/public-document-files/en/OTHER-1/"
    assert listed(outside) == ["C/9"]
    assert listed(outside, q="Closed") == []
    assert listed(outside, series="information") == ["C/9"]
    assert outside.get(closed).status_code == 404
    # A version is as public as what it is a version of.
    desk.post(f"{DESK}new/?of=C/9&change=Rev.", {"act": "save", "title_en": "New", "what_changes_en": "All"})
    revision = Document.objects.get(base__symbol="C/9").symbol
    give(desk, symbol=revision)
    assert listed(outside) == ["C/9"]
    post(desk, edit_page(revision))
    assert listed(outside) == ["C/9", revision]


def test_what_needs_a_session_still_does(desk: Client, outside: Client) -> None:
    open_series(desk)
    posted(desk)
    inside = (LIST, f"{LIST}C/9/", FILE.replace("C20/1", "C/9"), "/consultations/test/document-package/")
    for address in inside:
        assert outside.get(address).status_code in {302, 403}
    shown = html_of(outside.get(PUBLIC))
    assert all(f'href="{address}"' not in shown for address in inside)


def test_the_public_list_is_searched_by_text_narrowed_and_exported(desk: Client, outside: Client) -> None:
    open_series(desk)
    posted(desk, "C/9", "Budget", paper("Zanzibar"))
    posted(desk, "C/10", "Audit")
    texts.read_waiting()
    assert listed(outside) == ["C/9", "C/10"]
    assert listed(outside, q="zanzi") == ["C/9"]
    assert listed(outside, language="fr") == []
    assert listed(outside, sort="title") == ["C/10", "C/9"]
    table = outside.get(PUBLIC, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert table[0].split(",") == ["Symbol", "Title", "Submitted by", "Languages", "Posted", "Status"]
    assert len(table) == 3


def test_its_feed_names_them_for_everybody(desk: Client, outside: Client) -> None:
    open_series(desk)
    posted(desk)
    posted(desk, "OTHER-1", "Closed")
    answer = outside.get(FEED)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = etree.fromstring(answer.content).xpath("//a:entry", namespaces=space)
    assert [entry.findtext("a:title", namespaces=space) for entry in entries] == ["C/9: New"]
    [link] = [entry.find("a:link", space).get("href") for entry in entries]
    assert link.endswith(f"{PUBLIC}?q=C%2F9")
