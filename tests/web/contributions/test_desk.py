"""The secretariat's pages: list, check, number, translate, post; the chair decides; a link of a mail answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.contributions import links
from hemicycle.contributions.actions import names
from hemicycle.documents.models import Document
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact
from hemicycle.rules.contributions import Name, Stage
from tests.contributions.contributing import LATE, Contributing
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

DESK = "/consultations/test/desk/contributions/"


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def test_the_list_is_searched_narrowed_and_exported(contributing: Contributing, client: Client) -> None:
    contributing.submit("br", title="On the budget")
    contributing.posted(name="jp", title="On languages")
    page = html_of(client.get(DESK))
    assert "On the budget" in page
    assert "Posted" in page
    assert client.get(f"{DESK}{2**63}/").status_code == 404, "no number is too long for an address"
    narrowed = html_of(client.get(f"{DESK}?status=posted"))
    assert "On the budget" not in narrowed
    assert "On languages" in html_of(client.get(f"{DESK}?q=languages"))
    assert b"test/1-BR-1" in client.get(f"{DESK}?format=csv").content


def test_from_the_check_to_the_document(contributing: Contributing, client: Client) -> None:
    row = contributing.submit("br", members=("JP",))
    here = f"{DESK}{row.contribution_id}/"
    assert "Assign the number" in html_of(client.get(here))
    refused = html_of(client.post(here, {"act": "ask", "words": " "}))
    assert "Say what is to be changed" in refused
    taken = html_of(client.post(here, {"act": "number", "series": "", "symbol": "C20/1"}))
    assert "Another document has the symbol C20/1" in taken
    assert client.post(here, {"act": "number", "series": "", "symbol": "C20/81"}).status_code == 302
    french = {"act": "save", "seen": "0", "title": "Le budget", "part_comments": "C", "part_proposal": "P"}
    assert client.post(f"{here}languages/fr/", french).status_code == 302
    changed = html_of(client.post(f"{here}languages/fr/", {**french, "title": "Mon budget"}))
    assert "Mon budget" in changed
    assert "Le budget" in changed
    page = html_of(client.get(here))
    assert "Post as a document" in page
    assert "not named in the document" in page
    assert 'value="post"' not in page
    assert 'value="post"' in html_of(client.get(f"{here}?ask=post"))
    assert client.post(here, {"act": "post"}).status_code == 302
    document = Document.objects.get(symbol="C20/81")
    assert document.title == {"en": "On the budget", "fr": "Le budget"}
    assert {file.language for file in document.files.all()} == {"en", "fr"}
    assert contributing.seen(row).stage is Stage.POSTED
    again = client.post(here, {"act": "post"})
    assert again.status_code == 409


def test_a_number_is_removed_once_asked_and_another_one_is_given(contributing: Contributing, client: Client) -> None:
    row = contributing.submit("br")
    contributing.number(row)
    here = f"{DESK}{row.contribution_id}/"
    assert 'value="remove_number"' not in html_of(client.get(here))
    assert 'value="remove_number"' in html_of(client.get(f"{here}?ask=remove"))
    page = html_of(client.post(here, {"act": "remove_number"}, follow=True))
    assert "The number is removed" in page
    assert "Assign the number" in page
    assert "Number removed" in page
    assert not Document.objects.filter(symbol="C20/80").exists()
    assert client.post(here, {"act": "remove_number"}).status_code == 409
    assert client.post(here, {"act": "number", "series": "", "symbol": "C20/82"}).status_code == 302
    contributing.post(row)
    assert "Remove the number" not in html_of(client.get(here))


def test_the_chair_decides_on_a_late_one(contributing: Contributing, world: World, client_of: ClientOf) -> None:
    contributing.deadline()
    row = contributing.submit("br", LATE)
    chair, here = client_of(world["chair"]), f"{DESK}{row.contribution_id}/"
    assert "Do not accept" in html_of(chair.get(here))
    assert "The Chair decides" in html_of(client_of(world["secretariat"]).get(here))
    assert client_of(world["secretariat"]).post(here, {"act": "accept", "words": "W"}).status_code == 403
    assert chair.post(here, {"act": "accept", "words": ""}).status_code == 409
    assert chair.post(here, {"act": "accept", "words": "The mail was slow."}).status_code == 302
    assert "Late, accepted" in html_of(chair.get(here))


def test_what_waits_is_on_the_list_of_what_is_to_do(
    contributing: Contributing, world: World, client: Client, client_of: ClientOf
) -> None:
    contributing.submit("br")
    contributing.deadline()
    contributing.submit("jp", LATE)
    todo = html_of(client.get("/consultations/test/desk/"))
    assert "to check" in todo
    chairs = html_of(client_of(world["chair"]).get("/consultations/test/desk/"))
    assert "Late contribution" in chairs


def test_a_contact_answers_by_the_link_of_a_mail(contributing: Contributing, client_of: ClientOf) -> None:
    Contact.objects.create(member=contributing.member("jp"), name="Office", email="office@example.org")
    row = contributing.submit("br", members=("JP",))
    submitter = contributing.seen(row).submitters[1]
    address = links.address_of(submitter, Delivery.objects.get(mailing=submitter.mailing))
    path = address.partition("://")[2].partition("/")[2]
    visitor = client_of(None)
    assert "On the budget" in html_of(visitor.get(f"/{path}"))
    assert visitor.post(f"/{path}", {"act": "confirm"}).status_code == 302
    assert contributing.seen(row).names[1][1] is Name.CONFIRMED
    assert visitor.post(f"/{path}", {"act": "confirm"}).status_code == 409
    assert visitor.get("/contribution-names/forged/").status_code == 404
    assert names.BY_LINK


def test_the_template_and_the_deadline_are_set(world: World, client: Client) -> None:
    parts = "/consultations/test/desk/contribution-parts/"
    assert "Proposed way forward" in html_of(client.get(parts))
    new = {"key": "costs", "name_en": "Costs", "limit": "500"}
    assert client.post(f"{parts}new/", new).status_code == 302
    assert "Costs" in html_of(client.get(parts))
    terms = f"{DESK}settings/"
    wrong = html_of(client.post(terms, {"contribution_pages": "0"}))
    assert "Correct the fields" in wrong
    given = {"contribution_pages": "3", "contribution_deadline": "2020-05-29", "time": "18:00"}
    assert client.post(terms, given).status_code == 302
    world.consultation.refresh_from_db()
    assert world.consultation.settings["contribution_pages"] == 3
