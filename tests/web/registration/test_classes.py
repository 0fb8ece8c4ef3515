"""The pages of the participation classes, as the secretariat uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.consultations.participation import counted
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence import summary_words
from hemicycle.rules.floor import SittingState
from tests.classes import KEYS
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

pytestmark = pytest.mark.django_db
ALL = reverse("participation_classes", args=["test"])
NEW = reverse("participation_class_new", args=["test"])
GIVEN = {
    "key": "guest",
    "one_en": "Guest",
    "one_ar": "ضيف",
    "belong": "members",
    "seat": "either",
    "members": "pe, sm-orbicom",
    "rights": ["speak", "answer"],
    "sees": ["enter", "read_documents", "see_participants"],
    "priority": "5",
    "seconds": "120",
    "times": "2",
    "act": "save",
}


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    world.sitting.state = SittingState.PLANNED.value
    world.sitting.save(update_fields=["state"])
    return client_of(world["secretariat"])


def address(key: str) -> str:
    return reverse("participation_class", args=["test", key])


def keys(world: World) -> list[str]:
    world.consultation.refresh_from_db()
    return [one.key for one in settings_of(world.consultation.settings).classes]


def test_the_list_says_who_belongs_and_what_they_may(world: World, desk: Client) -> None:
    rows = desk.get(ALL).context["rows"]
    assert [row.name for row in rows] == [
        "Council Member State",
        "Observer Member State",
        "State of Palestine (observer)",
        "Sector Member",
    ]
    assert rows[0].belong == "State · With a seat, titular or deputy"
    assert rows[1].rights == "Ask for the floor · Object to a conclusion · Reply to letters · Submit contributions"
    assert [row.members for row in rows] == [3, 2, 1, 1]
    world.consultation.settings = {}
    world.consultation.save()
    assert "7 invited Members belong to no class" in html_of(desk.get(ALL))


def test_a_class_is_added_and_has_the_name_of_the_readers_language(world: World, desk: Client) -> None:
    assert desk.post(NEW, GIVEN).status_code == 302
    assert keys(world) == [*KEYS, "guest"]
    one = settings_of(world.consultation.settings).classes[-1]
    assert (one.members, one.times, one.seconds) == (frozenset({"PE", "sm-orbicom"}), 2, 120)
    desk.cookies["django_language"] = "ar"
    assert "ضيف" in html_of(desk.get(ALL))
    # A delegate of a Member that is named is of the class from now on.
    desk.cookies["django_language"] = "en"
    assert "Guest" in html_of(desk.get(reverse("registration_desk", args=["test", world["pe"].pk])))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "Guest"}, "Begin with a lower-case letter"),
        ({"key": "council_state"}, "Another class or a role has the key council_state"),
        ({"one_en": "", "one_ar": ""}, "Enter the name of the class in at least one language."),
        ({"members": "XX"}, "There is no Member with the code XX"),
        ({"members": ""}, "No Member can belong to “Guest”"),
        ({"kinds": ["state"]}, "“Council Member State” and “Guest” would claim the same Members"),
        ({"sees": ["read_documents"]}, "“Guest” may take the floor, but does not take part in sittings"),
        ({"kinds": ["university"]}, "Select a valid choice"),
        ({"priority": "0"}, "greater than or equal to 1"),
        ({"seconds": "x" * 400}, "Enter a whole number"),
        ({"times": "-1"}, "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    world: World, desk: Client, changes: dict[str, object], words: str
) -> None:
    answer = desk.post(NEW, {**GIVEN, **changes})
    assert answer.status_code in {409, 422}
    page = html_of(answer)
    assert words in page
    assert ("ضيف" in page) == ("one_ar" not in changes)
    assert keys(world) == list(KEYS)


def test_a_class_is_changed_and_its_key_is_not(world: World, desk: Client) -> None:
    form = desk.get(address("sector_member")).context["form"]
    given = {name: value for name, value in form.initial.items() if value not in (None, "")}
    answer = desk.post(address("sector_member"), {**given, "key": "other", "seconds": "240", "act": "save"})
    assert answer.status_code == 302
    one = {one.key: one for one in settings_of(_settings(world)).classes}["sector_member"]
    assert (one.seconds, one.quota and one.quota.size) == (240, 3)
    again = desk.post(address("sector_member"), {**given, "seconds": "60", "act": "save"})
    assert "Somebody else changed this class in the meantime" in html_of(again)
    assert desk.get(address("nothing")).status_code == 404


def test_a_class_is_counted_in_the_forms_of_each_language_of_documents(world: World, desk: Client) -> None:
    page = html_of(desk.get(NEW))
    fields = {name for name in desk.get(NEW).context["form"].fields if name.startswith("counted_")}
    assert {name.split("_")[1] for name in fields} == {"ar", "zh", "en", "fr", "ru", "es"}
    assert [sum(f"_{code}_" in name for name in fields) for code in ("ar", "ru", "zh", "en")] == [6, 4, 1, 2]
    assert '<label for="id_counted_ru_few">Form used with 2, 3, 4, 22, …</label>' in page
    assert '<label for="id_counted_ru_other">Form used with 0.5, 1.5, … (not required)</label>' in page
    assert '<label for="id_counted_fr_many">Form used with 1,000,000, … (not required)</label>' in page
    assert "Now: “12 Members”" in page
    given = {
        "counted_en_one": "{number} guest",
        "counted_en_other": "{number} guests",
        "counted_zh_other": "{number}位",
    }
    assert desk.post(NEW, {**GIVEN, **given}).status_code == 302
    one = settings_of(_settings(world)).classes[-1]
    assert one.counted == {"zh": {"other": "{number}位"}, "en": {"one": "{number} guest", "other": "{number} guests"}}
    assert summary_words.counted(3, [one.as_rule()]) == "3 guests"
    shown = desk.get(address("guest"))
    assert "Now: “12 guests”" in html_of(shown)
    assert shown.context["form"]["counted_zh_other"].value() == "{number}位"


def test_how_a_language_without_a_catalogue_counts_is_asked_for_too(world: World, desk: Client) -> None:
    world.consultation.settings |= {"languages": {"documents": ["de", "en"]}}
    world.consultation.save()
    given = {"counted_de_one": "{number} Gast", "counted_de_other": "{number} Gäste"}
    assert desk.post(NEW, {**GIVEN, **given}).status_code == 302
    assert counted(2, settings_of(_settings(world)).classes[-1].as_rule(), "de") == "2 Gäste"
    # What the class has in languages that are not asked for stays.
    form = desk.get(address("council_state")).context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, "")}
    assert desk.post(address("council_state"), {**typed, "act": "save"}).status_code == 302
    assert settings_of(_settings(world)).classes[0].counted["fr"]["one"] == "{number} État Membre du Conseil"


def test_what_is_wrong_with_a_form_is_said_at_its_field(world: World, desk: Client) -> None:
    given = {"counted_en_one": "{number} guest", "counted_fr_one": "invité", "counted_fr_other": "{number} invités"}
    answer = desk.post(NEW, {**GIVEN, **given})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["counted_en_other"] == ["English: enter every form that is required, or leave all of them empty."]
    assert errors["counted_fr_one"] == [
        "Français: write {number} once, where the number is to appear, and no other braces."
    ]
    assert set(errors) == {"counted_en_other", "counted_fr_one"}
    page = html_of(answer)
    assert '<details class="field counted" open>' in page
    assert 'value="{number} invités"' in page
    assert keys(world) == list(KEYS)


def test_a_rename_without_its_counted_forms_is_told(desk: Client) -> None:
    form = desk.get(address("council_state")).context["form"]
    given = {name: value for name, value in form.initial.items() if value not in (None, "")} | {"act": "save"}
    assert "12 Council Member States" in html_of(desk.get(address("council_state")))
    told = html_of(desk.post(address("council_state"), {**given, "one_en": "Councillor"}, follow=True))
    assert "Summaries of replies still say “12 Council Member States”" in told
    given["seen"] = desk.get(address("council_state")).context["form"]["seen"].value()
    both = {"one_en": "Delegate", "counted_en_one": "{number} delegate", "counted_en_other": "{number} delegates"}
    told = html_of(desk.post(address("council_state"), {**given, **both}, follow=True))
    assert "The class is saved." in told
    assert "still say" not in told


def _settings(world: World) -> dict[str, object]:
    world.consultation.refresh_from_db()
    return world.consultation.settings


def test_the_order_is_changed_and_one_in_use_is_not_removed(world: World, desk: Client) -> None:
    desk.post(ALL, {"act": "down", "row": "council_state"})
    assert keys(world)[:2] == ["observer_state", "council_state"]
    desk.post(ALL, {"act": "up", "row": "council_state"})
    assert keys(world) == list(KEYS)
    refused = desk.post(ALL, {"act": "remove", "row": "sector_member"})
    assert (refused.status_code, keys(world)) == (409, list(KEYS))
    assert "Letters: 0; turns: 0; registrations: 1; items on which it speaks first: 0." in html_of(refused)
    world["sector"].status = "withdrawn"
    world["sector"].save()
    assert desk.post(ALL, {"act": "remove", "row": "sector_member"}).status_code == 302
    assert keys(world) == list(KEYS[:-1])


def test_while_a_sitting_goes_on_rights_stay(world: World, desk: Client) -> None:
    world.sitting.state = SittingState.OPEN.value
    world.sitting.save(update_fields=["state"])
    assert "Sitting 1 is in session" in html_of(desk.post(NEW, GIVEN))
    assert keys(world) == list(KEYS)
