"""Languages are set on the pages of a consultation, and its other pages ask for them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from tests.factories import World
    from tests.web.setup.test_setup_pages import ClientOf


@pytest.fixture
def world(world: World) -> World:
    """Its sitting is to come; nobody interprets."""
    Sitting.objects.update(state="planned", presiding=None)
    for name in ("french", "french2"):
        world[name].status = "withdrawn"
        world[name].save()
    return world


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def to(world: World, name: str, *more: object) -> str:
    return reverse(name, args=[world.consultation.slug, *more])


def save(
    client: Client, world: World, names: list[str], sittings: tuple[str, ...] = (), **more: str
) -> _MonkeyPatchedWSGIResponse:
    form = {"act": "languages", **more}
    form |= {f"document-{place}": name for place, name in enumerate(names, start=1)}
    form |= {f"sitting-{place}": name for place, name in enumerate(sittings, start=1)}
    return client.post(to(world, "particulars"), form)


def test_they_are_entered_by_name_or_code_in_their_order(client: Client, world: World) -> None:
    page = client.get(to(world, "particulars")).content.decode()
    assert 'value="Русский"' in page
    assert '<option value="Deutsch">' in page
    answer = save(client, world, ["German", "", "fr", "Español"], ("Deutsch", "en"), fallback="fr")
    assert answer.headers["Location"] == to(world, "particulars")
    world.consultation.refresh_from_db()
    kept = world.consultation.languages
    assert (kept.documents, kept.last_resort, kept.of_sittings) == (("de", "fr", "es"), "fr", ("de", "en"))
    page = client.get(to(world, "particulars")).content.decode()
    assert 'name="title-de"' in page
    assert 'name="title-ru"' not in page


def test_what_is_no_language_and_what_is_in_use_is_said(client: Client, world: World) -> None:
    answer = save(client, world, ["Klingonisch", "fr"])
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“Klingonisch” is not a language" in page
    assert 'value="Klingonisch"' in page
    assert page.count('aria-invalid="true"') == 1, "nothing else is marked"
    world["french"].status = "confirmed"
    world["french"].save()
    answer = save(client, world, ["en", "es"])
    assert answer.status_code == 409
    assert "Français is in use and cannot be removed" in answer.content.decode()
    world.consultation.refresh_from_db()
    assert "languages" not in world.consultation.settings


def test_a_sitting_that_has_others_says_so(client: Client, world: World) -> None:
    address = to(world, "plan_presiding")
    assert "languages-" in client.get(address).content.decode()
    field = f"languages-{world.sitting.pk}"
    assert client.post(address, {"act": "languages", field: "English, Deutsch"}).headers["Location"] == address
    world.sitting.refresh_from_db()
    assert world.sitting.languages == ("en", "de")
    assert 'value="English, Deutsch"' in client.get(address).content.decode()
    answer = client.post(address, {"act": "languages", field: "English, Klingonisch"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“Klingonisch” is not a language" in page
    assert 'value="English, Klingonisch"' in page
    assert client.post(address, {"act": "languages", field: "English, Deutsch"}).status_code == 302


def test_pages_ask_for_the_languages_of_the_consultation_alone(client: Client, world: World) -> None:
    assert save(client, world, ["en", "fr", "es"]).status_code == 302
    for address in (
        to(world, "item_new"),
        to(world, "document_new"),
        to(world, "letterhead"),
        to(world, "mail_text", "reminder"),
        to(world, "sender"),
        to(world, "write_mail"),
    ):
        page = client.get(address).content.decode()
        assert "Français" in page, address
        assert "_fr" in page, address
        assert "_ru" not in page, address
    heads = client.get(to(world, "import_columns", "items") + "?format=csv").content.decode()
    assert "Français" in heads
    assert "Русский" not in heads
    booths = client.get(to(world, "registration_new")).content.decode()
    assert 'name="booth_languages" value="es"' in booths
    assert 'name="booth_languages" value="ru"' not in booths


def test_the_checklist_misses_no_booth_where_all_speak_one_language(client: Client, world: World) -> None:
    address = to(world, "checklist")
    assert "no interpreters into" in client.get(address).content.decode()
    assert save(client, world, ["en"]).status_code == 302
    assert "no interpreters into" not in client.get(address).content.decode()


def test_the_room_is_told_the_languages_of_its_sitting(client_of: ClientOf, world: World, client: Client) -> None:
    save(client, world, ["en"], ("en", "de"))
    Sitting.objects.update(state="open")
    page = client_of(world["br"]).get(reverse("room", args=[world.sitting.pk])).content.decode()
    assert '"languages": [{"code": "en", "name": "English"}, {"code": "de", "name": "Deutsch"}]' in page
