"""The pages of the texts for adoption, and the pages of documents in a consultation that has its own, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.document_contents import contents_of
from hemicycle.documents.models import Document
from tests.support.enquiries import text
from tests.web.test_pages import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

CONTENTS = "/consultations/test/desk/document-contents/"
NEW = "/consultations/test/desk/new-document-content/"
DOCUMENTS = "/consultations/test/documents/"
NEW_DOCUMENT = "/consultations/test/desk/documents/new/"


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def keys(world: World) -> list[str]:
    world.consultation.refresh_from_db()
    return list(contents_of(world.consultation))


def test_texts_for_adoption_are_added_changed_moved_and_removed(world: World, client: Client) -> None:
    typed = {"key": "recommendation", "name_en": "Draft recommendation", "name_fr": "Projet de recommandation"}
    assert client.post(NEW, typed).headers["Location"] == CONTENTS
    client.post(CONTENTS, {"act": "up", "row": "recommendation"})
    client.post(CONTENTS, {"act": "down", "row": "decision"})
    assert keys(world) == ["resolution", "decision", "recommendation", "financial-regulations"]
    form = client.get(f"{CONTENTS}recommendation/").context["form"]
    client.post(f"{CONTENTS}recommendation/", {"name_en": "Draft protocol", "seen": form.initial["seen"]})
    assert "Draft protocol" in text(client.get(CONTENTS))
    for key in keys(world):
        client.post(CONTENTS, {"act": "remove", "row": key})
    assert "There are no texts for adoption." in text(client.get(CONTENTS))
    assert client.get(f"{CONTENTS}recommendation/").status_code == 404


def test_what_cannot_be_saved_says_so_and_keeps_what_was_typed(world: World, client: Client) -> None:
    bad = client.post(NEW, {"key": "Für uns", "name_en": "For us"})
    assert (bad.status_code, "at most 30 of them" in text(bad), "For us" in text(bad)) == (422, True, True)
    nameless = client.post(NEW, {"key": "protocol"})
    assert (nameless.status_code, "Enter the name of the kind of text" in text(nameless)) == (422, True)
    Document.objects.filter(symbol="C20/1").update(contains=["decision"])
    used = client.post(CONTENTS, {"act": "remove", "row": "decision"})
    assert (used.status_code, "Documents that contain it: 1." in text(used)) == (409, True)
    assert keys(world)[0] == "decision"


def test_a_document_may_contain_what_the_body_calls_otherwise(client: Client) -> None:
    client.post(NEW, {"key": "protocol", "name_en": "Draft protocol"})
    assert "Draft protocol" in text(client.get(NEW_DOCUMENT))
    made = {"act": "save", "symbol": "C20/9", "title_en": "New"}
    assert client.post(NEW_DOCUMENT, {**made, "contains": "treaty"}).status_code == 422
    assert client.post(NEW_DOCUMENT, {**made, "contains": ["protocol", "decision"]}).status_code == 302
    assert Document.objects.get(symbol="C20/9").contains == ["decision", "protocol"]
    assert '<span class="chip">Draft protocol</span>' in text(client.get(f"{DOCUMENTS}C20/9/"))
    assert '<span class="chip">Draft protocol</span>' in text(client.get(DOCUMENTS))
    found = client.get(DOCUMENTS, {"q": "draft protocol", "format": "csv"}).content.decode()
    assert "Draft decision and Draft protocol" in found


def test_where_there_is_none_a_document_is_not_asked_for_any(world: World, client: Client) -> None:
    assert "Draft decision" in text(client.get(NEW_DOCUMENT))
    for key in keys(world):
        client.post(CONTENTS, {"act": "remove", "row": key})
    assert 'name="contains"' not in text(client.get(NEW_DOCUMENT))
    assert "<legend>Contains" not in text(client.get(NEW_DOCUMENT))
    assert client.post(NEW_DOCUMENT, {"act": "save", "symbol": "C20/9", "title_en": "New"}).status_code == 302


def test_the_home_page_and_the_room_have_the_names_of_the_consultation(
    world: World, client: Client, client_of: ClientOf
) -> None:
    Document.objects.filter(symbol="C20/1").update(contains=["decision"])
    form = client.get(f"{CONTENTS}decision/").context["form"]
    client.post(f"{CONTENTS}decision/", {"name_en": "Draft outcome", "seen": form.initial["seen"]})
    assert '<span class="chip">Draft outcome</span>' in text(client_of(world["br"]).get("/"))
    held = context(client_of(world["br"]).get(f"/sittings/{world.sitting.pk}/").content)
    assert held["contents"]["decision"] == "Draft outcome"  # type: ignore[index]
    assert held["items"][0]["contains"] == ["decision"]  # type: ignore[index]
