"""The pages of the headings of conditions, and the pages of a consultation that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from hemicycle.consultations.condition_headings import headings_of
from hemicycle.correspondence.models import Condition, Question
from tests.correspondence.conftest import Asked
from tests.factories import in_list
from tests.support.enquiries import DAY, ask_with_conditions, page, rows, send, text
from tests.web.replies.replying import ask, said
from tests.web.replies.replying import page as address

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

HEADINGS = "/consultations/test/desk/condition-headings/"
NEW = "/consultations/test/desk/new-condition-heading/"


@pytest.fixture
def client(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def keys(world: World) -> list[str]:
    world.consultation.refresh_from_db()
    return list(headings_of(world.consultation))


def no_headings(world: World) -> None:
    world.consultation.settings = {**world.consultation.settings, "condition_headings": []}
    world.consultation.save(update_fields=["settings"])


def test_headings_are_added_changed_moved_and_removed(world: World, client: Client) -> None:
    typed = {"key": "costs", "name_en": "Costs", "name_fr": "Coûts", "title_en": "", "phrase_en": "the costs"}
    assert client.post(NEW, typed).headers["Location"] == HEADINGS
    assert keys(world) == ["form", "duration", "agenda", "other", "costs"]
    assert headings_of(world.consultation)["costs"].phrase == {"en": "the costs"}
    client.post(HEADINGS, {"act": "up", "row": "costs"})
    client.post(HEADINGS, {"act": "down", "row": "form"})
    assert keys(world) == ["duration", "form", "agenda", "costs", "other"]
    client.post(HEADINGS, {"act": "remove", "row": "agenda"})
    shown = text(client.get(HEADINGS))
    assert "Costs" in shown
    assert "Draft agenda" not in shown
    for key in keys(world):
        client.post(HEADINGS, {"act": "remove", "row": key})
    assert "There are no headings." in text(client.get(HEADINGS))


def test_what_cannot_be_saved_says_so_and_keeps_what_was_typed(world: World, client: Client) -> None:
    bad = client.post(NEW, {"key": "Für uns", "name_en": "For us"})
    assert (bad.status_code, "at most 10 of them" in text(bad), "For us" in text(bad)) == (422, True, True)
    taken = client.post(NEW, {"key": "form", "name_en": "For us"})
    assert (taken.status_code, "Another heading has the key" in text(taken)) == (422, True)
    nameless = client.post(NEW, {"key": "costs", "title_en": "Costs"})
    assert (nameless.status_code, "Enter the name of the heading" in text(nameless)) == (422, True)
    assert client.get(f"{HEADINGS}nothing/").status_code == 404
    ask_with_conditions(world)
    used = client.post(HEADINGS, {"act": "remove", "row": "duration"})
    said = text(used)
    assert (used.status_code, "Conditions under it: 2; clusters: 0; lead-ins: 0." in said) == (409, True)
    assert keys(world) == ["form", "duration", "agenda", "other"]


def test_texts_in_languages_that_the_consultation_does_not_have_stay(world: World, client: Client) -> None:
    world.consultation.settings = {**world.consultation.settings, "languages": {"documents": ["en", "fr"]}}
    world.consultation.save(update_fields=["settings"])
    form = client.get(f"{HEADINGS}form/").context["form"]
    assert [name for name in form.fields if name.startswith("name_")] == ["name_en", "name_fr"]
    typed = {"name_en": "Manner", "name_fr": "", "seen": form.initial["seen"]}
    assert client.post(f"{HEADINGS}form/", typed).status_code == 302
    keys(world)
    assert headings_of(world.consultation)["form"].name == {
        "ar": "الشكل",
        "zh": "形式",
        "en": "Manner",
        "ru": "Форма",
        "es": "Forma",
    }


def asking(world: World) -> Asked:
    """One item with conditions, put to the Council States, and focal points of two of them."""
    enquiry = ask(world, conditions=True)
    question = Question.objects.create(enquiry=enquiry, **in_list("urgent", 1), title={"en": "Item about dates"})
    asked = Asked(world, enquiry, [question])
    for name in ("br", "jp"):
        asked.mandate(name, start=timezone.now() - 9 * DAY)
    return asked


def test_without_headings_no_page_or_file_asks_for_one_or_shows_one(
    world: World, client: Client, client_of: ClientOf
) -> None:
    no_headings(world)
    asked = asking(world)
    focal_point, enquiry = client_of(world["br"]), asked.enquiry
    form = text(focal_point.get(address(asked)))
    assert 'name="condition_words"' in form
    assert "enter each on its own" in form
    for unwanted in ('name="condition_heading"', "Choose the heading"):
        assert unwanted not in form
    sent = said("yes", asked=asked, condition_words=["In person", "In June"])
    assert focal_point.post(address(asked), sent).status_code == 302
    assert list(Condition.objects.values_list("heading", "words")) == [("", "In person"), ("", "In June")]
    focal_point.post(address(asked), said("yes", asked=asked, condition_words=["In person", "In July"]))
    assert "<ins>July</ins>" in text(focal_point.get(address(asked, "reply_versions", "BR")))
    assert "<h3></h3>" not in text(focal_point.get(address(asked, "reply_receipt", "BR", 2)))
    desk = text(client.get(page("enquiry_conditions", enquiry)))
    assert "All conditions" in desk
    assert 'name="heading" id' not in desk
    assert send(client, enquiry, act="make", heading="", title_en="Where")[0] == 302
    assert send(client, enquiry, act="make", heading="form", title_en="Where")[0] == 422
    assert "<optgroup" not in text(client.get(page("enquiry_conditions", enquiry)))
    (first, *_rest) = rows(client.get(page("enquiry_conditions", enquiry, format="csv")))
    assert "Heading" not in first
    table = rows(client.get(page("enquiry_desk", enquiry, format="csv")))
    assert [line[table[0].index("Text of the conditions")] for line in table[1:] if "BR" in line] == [
        "In person\nIn July"
    ]


def test_what_stands_under_headings_is_told_by_their_names(world: World, client: Client, client_of: ClientOf) -> None:
    asked = asking(world)
    focal_point = client_of(world["br"])
    sent = said("yes", asked=asked, condition_heading=["agenda"], condition_words=["In person"])
    focal_point.post(address(asked), sent)
    form = client.get(f"{HEADINGS}agenda/").context["form"]
    client.post(f"{HEADINGS}agenda/", {"name_en": "Programme", "seen": form.initial["seen"]})
    assert '<option value="agenda" selected>Programme</option>' in text(focal_point.get(address(asked)))
    assert "Programme" in text(focal_point.get(address(asked, "reply_receipt", "BR", 1)))
    table = rows(client.get(page("enquiry_desk", asked.enquiry, format="csv")))
    assert [line[table[0].index("Text of the conditions")] for line in table[1:] if "BR" in line] == [
        "Programme: In person"
    ]
