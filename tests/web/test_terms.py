"""A body's terms wherever people read: pages, papers, messages and the room, of that body and of no other one."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document

from hemicycle.consultations import own_words
from hemicycle.consultations.models import Consultation
from hemicycle.imports.columns import in_every_language
from hemicycle.mail.models import Mailing
from hemicycle.mail.notices import notify
from hemicycle.mail.sending import Sender
from hemicycle.sittings.queries import find_sitting
from tests.factories import a_body, make_world
from tests.support.html import html_of
from tests.support.pdf import text_of
from tests.web.access.test_access import address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from hemicycle.consultations.models import Body
    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

TERMS = {
    "en": [
        {"ours": "Members", "own": "Parties"},
        {"ours": "Member", "own": "Party"},
        {"ours": "consultation", "own": "conference"},
        {"ours": "requests for the floor", "own": "requests to speak"},
    ],
    "fr": [{"ours": "Membres", "own": "Parties"}],
}


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    """No words of any body are read before, nor after."""
    own_words.of_consultation()
    yield
    own_words.of_consultation()


@pytest.fixture
def conference(world: World) -> Body:
    """The body of the world, with terms."""
    body = world.consultation.body
    body.settings = {**body.settings, "terms": TERMS}
    body.save()
    return body


@pytest.fixture
def other(conference: Body) -> World:  # noqa: ARG001 - it is of another body
    """A consultation of a body without terms."""
    return make_world(slug="other", body=a_body("board"))


def participants(client: Client, slug: str, **asked: str) -> bytes:
    content: bytes = client.get(reverse("participants", args=[slug]), asked).content
    return content


def test_pages_of_two_bodies_in_one_process_have_each_its_words(
    world: World, other: World, client_of: ClientOf
) -> None:
    pages = {
        of: (client_of(one["secretariat"]), reverse("members", args=[of]))
        for of, one in (("test", world), ("other", other))
    }
    for _again in range(2):
        said = {of: html_of(client.get(page)) for of, (client, page) in pages.items()}
        assert re.search(r"<h1>\s*Parties", said["test"])
        assert re.search(r"<h1>\s*Members", said["other"])
    nobodys = client_of(None)
    assert "conference" not in html_of(nobodys.get(reverse("account_login")))
    french, page = pages["test"]
    french.cookies["django_language"] = "fr"
    assert re.search(r"<h1>\s*Parties", html_of(french.get(page)))
    french.cookies["django_language"] = "es"
    assert re.search(r"<h1>\s*Miembros", html_of(french.get(page)))


def test_papers_in_pdf_and_word_have_them(world: World, other: World, client_of: ClientOf) -> None:
    for of, slug, word, foreign in ((world, "test", "Parties", "Members"), (other, "other", "Members", "Parties")):
        client = client_of(of["secretariat"])
        paper = text_of(participants(client, slug, format="pdf", language="en"))
        word_file = Document(BytesIO(participants(client, slug, format="docx", language="en")))
        cells = {cell.text for table in word_file.tables for row in table.rows for cell in row.cells}
        assert (word in paper.split(), foreign in paper.split()) == (True, False)
        assert (word in cells, foreign in cells) == (True, False)


@pytest.mark.django_db
def test_messages_have_the_words_of_their_body_and_what_was_queued_stays(world: World, other: World) -> None:
    body = world.consultation.body
    body.settings = {**body.settings, "terms": {}}
    body.save()
    for row in (world["br"], other["br"]):
        notify(row, "confirmed", timezone.now())
    body.settings = {**body.settings, "terms": TERMS}
    body.save()
    fresh = Consultation.objects.get(pk=world.consultation.pk)
    row = world["jp"]
    row.consultation = fresh
    notify(row, "confirmed", timezone.now())
    before, others, after = Mailing.objects.order_by("pk")
    assert "conference" not in f"{before.subject['en']} {before.body['en']}"
    assert "conference" not in f"{others.subject['en']} {others.body['en']}"
    assert "conference" in f"{after.subject['en']} {after.body['en']}"


def test_the_room_has_them_by_an_address_that_nobody_guesses(world: World, other: World, client_of: ClientOf) -> None:
    def script(one: World) -> str:
        page = html_of(client_of(one["br"]).get(address("room", one)))
        found = re.search(r'src="(/i18n/room\.js[^"]*)"', page)
        assert found is not None
        return found[1].replace("&amp;", "&")

    assert script(other) == "/i18n/room.js?en"
    with_terms = script(world)
    words = html_of(client_of(None).get(with_terms))
    assert json.dumps("Find a person or a Member") + ": " + json.dumps("Find a person or a Party") in words
    both = '["One request for the floor is withdrawn.", "%(count)s requests to speak are withdrawn."]'
    assert both in words.replace("[ ", "[").replace(" ]", "]"), "with all its plural forms"
    ours = html_of(client_of(None).get("/i18n/room.js?en"))
    assert "Party" not in ours
    guessed = with_terms[:-1] + ("0" if with_terms[-1] != "0" else "1")
    assert html_of(client_of(None).get(guessed)) == ours
    assert html_of(client_of(None).get("/i18n/room.js?en&terms=nobody.0")) == ours


def test_a_refusal_of_the_room_has_them(world: World, conference: Body) -> None:
    sitting = find_sitting(world.sitting.pk)
    own_words.of_consultation(sitting.consultation)
    with CaptureQueriesContext(connection) as asked:
        assert translation.gettext("Members") == "Parties"
    assert len(asked) == 0, "the body came with the sitting"
    assert conference.slug == "test"


def test_no_page_and_no_message_asks_the_database_more_often(world: World, client_of: ClientOf) -> None:
    """Neither where a body has no terms, nor where it has some: they come with the body of the address."""
    client = client_of(world["secretariat"])
    pages = [reverse(name, args=["test"]) for name in ("members", "participants", "checklist", "body")]

    def counted() -> list[int]:
        found = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        return found

    without = counted()
    body = world.consultation.body
    body.settings = {**body.settings, "terms": TERMS}
    body.save()
    assert counted() == without


def test_files_made_with_our_words_are_still_read(world: World, conference: Body) -> None:
    with own_words.within(Consultation.objects.get(pk=world.consultation.pk)):
        assert {"member", "party"} <= in_every_language(translation.gettext_lazy("Member"))
    assert "party" not in in_every_language(translation.gettext_lazy("Member")), "after it"
    assert conference.slug == "test"


@pytest.mark.django_db
def test_a_message_that_is_sent_has_them_in_its_foot(world: World, conference: Body) -> None:
    consultation = world.consultation
    consultation.settings = {**consultation.settings, "help_phone": "+41 22 730 51 11"}
    consultation.save()
    conference.settings = {**conference.settings, "terms": {"en": [{"ours": "Help", "own": "Assistance"}]}}
    conference.save()
    notify(world["br"], "confirmed", timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert Sender().round() == 1
    assert "Assistance: +41 22 730 51 11" in mail.outbox[-1].body
    assert not [query for query in asked if 'FROM "consultations_body"' in query["sql"]], "joined with the consultation"
