"""The page on which a consultation words the texts of mails and letters itself."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.mail.models import OwnText
from hemicycle.mail.own_texts import EDITABLE, LETTERS, defaults
from tests.support.html import html_of
from tests.web.mail.test_mailings import hidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

TEXTS = "/consultations/test/desk/mail/texts/"
WITHDRAWN = f"{TEXTS}withdrawn/"
TITLE = "Registration withdrawn"


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def typed(desk: Client, act: str, address: str = WITHDRAWN, **changes: str) -> dict[str, str]:
    name = address.removeprefix(TEXTS).rstrip("/")
    ours = defaults(name)
    form = {f"subject_{code}": ours[code].subject for code in LANGUAGES}
    form |= {f"body_{code}": ours[code].body for code in LANGUAGES}
    return {**form, "seen": hidden(html_of(desk.get(address)), "seen"), "act": act, **changes}


def test_every_text_is_listed_with_who_changed_it(desk: Client, world: World) -> None:
    page = html_of(desk.get(TEXTS))
    assert page.count(f'href="{TEXTS}') == len(EDITABLE) + 1  # and in the navigation
    desk.post(WITHDRAWN, typed(desk, "save", subject_fr="Retrait"))
    assert '<bdi class="chip live">Français</bdi>' in html_of(desk.get(TEXTS, {"q": TITLE}))
    exported = desk.get(TEXTS, {"q": TITLE, "format": "csv"}).content.decode()
    assert "Français" in exported
    assert world["secretariat"].person.name in exported


def test_a_text_is_worded_and_restored(desk: Client, world: World) -> None:
    answer = desk.post(WITHDRAWN, typed(desk, "save", subject_fr="Retrait"), follow=True)
    assert "The text is saved" in html_of(answer)
    assert OwnText.objects.get().language == "fr"
    page = html_of(desk.get(WITHDRAWN))
    assert f"<bdi>{world['secretariat'].person.name}</bdi>" in page
    assert "default text is used again" in html_of(desk.post(WITHDRAWN, {"act": "restore"}, follow=True))
    assert not OwnText.objects.exists()
    assert 'value="restore"' not in html_of(desk.get(WITHDRAWN))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Dear {nmae}", "{nmae} cannot be filled in"),
        ("Dear {name", "A brace has no counterpart: “{name”"),
        ("", "Enter both a subject and a text"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(desk: Client, body: str, said: str) -> None:
    answer = desk.post(WITHDRAWN, typed(desk, "save", subject_fr="Retrait", body_es=body))
    page = html_of(answer)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.partition('id="id_body_es"')[2]
    assert 'value="Retrait"' in page
    assert not OwnText.objects.exists()


def test_a_required_placeholder_is_named(desk: Client) -> None:
    address = f"{TEXTS}enter_link/"
    page = html_of(desk.post(address, typed(desk, "save", address, body_en="Dear {name}")))
    assert "The text must contain {link}" in page


def test_a_text_that_another_person_changed_is_shown_with_what_was_typed(desk: Client) -> None:
    mine = typed(desk, "save", subject_fr="Le mien")
    desk.post(WITHDRAWN, typed(desk, "save", subject_fr="Le leur"))
    answer = desk.post(WITHDRAWN, mine)
    assert answer.status_code == HTTPStatus.CONFLICT
    page = html_of(answer)
    assert 'value="Le mien"' in page
    assert "Le leur" in page
    again = {**mine, "seen": hidden(page, "seen")}
    desk.post(WITHDRAWN, again)
    assert OwnText.objects.get().subject == "Le mien"


def test_a_preview_has_sample_values_and_saves_nothing(desk: Client, world: World) -> None:
    answer = desk.post(WITHDRAWN, typed(desk, "preview", body_en="Dear {name} of {member}: {words} <b>"))
    page = html_of(answer)
    preview = page.partition('<article class="mail-preview"')[2]
    assert f"Dear {world['secretariat'].person.name} of " in preview
    assert "&lt;b&gt;" in preview
    assert page.count('<article class="mail-preview"') == len(LANGUAGES)
    assert not OwnText.objects.exists()


@pytest.mark.parametrize("name", ["letter-extension", "reply_receipt", "journal_head", "letter"])
def test_every_placeholder_of_a_text_has_a_sample(desk: Client, name: str) -> None:
    page = html_of(desk.get(f"{TEXTS}{name}/"))
    for placeholder in EDITABLE[name].known:
        assert f"&#123;{placeholder}&#125;" in page


def test_the_text_of_a_letter_is_previewed_as_one(desk: Client) -> None:
    address = f"{TEXTS}letter-agenda/"
    page = html_of(desk.post(address, typed(desk, "preview", address, body_en="**Bold** {symbol}")))
    assert "<strong>Bold</strong>" in page
    assert LETTERS


def test_there_is_no_page_of_a_text_that_is_none(desk: Client) -> None:
    assert desk.get(f"{TEXTS}nothing/").status_code == HTTPStatus.NOT_FOUND


def test_texts_that_did_not_follow_a_change_are_named_until_somebody_says_that_they_agree(desk: Client) -> None:
    assert "chip wait" not in html_of(desk.get(TEXTS, {"q": TITLE}))
    desk.post(WITHDRAWN, typed(desk, "save", subject_en="Withdrawn"))
    listed = html_of(desk.get(TEXTS, {"q": TITLE}))
    assert '<bdi class="chip wait">Français</bdi>' in listed
    assert '<bdi class="chip wait">English</bdi>' not in listed
    page = html_of(desk.get(WITHDRAWN))
    assert "This text is older than the text in <bdi>English</bdi>" in page
    assert 'name="checked_fr"' in page
    assert 'name="checked_en"' not in page
    checklist = html_of(desk.get("/consultations/test/desk/set-up/"))
    assert "1 text is older than in English, in" in checklist
    assert f'href="{WITHDRAWN}"' in checklist
    ticks = {f"checked_{code}": "on" for code in LANGUAGES if code != "en"}
    desk.post(WITHDRAWN, typed(desk, "save", subject_en="Withdrawn", **ticks))
    assert "chip wait" not in html_of(desk.get(TEXTS, {"q": TITLE}))
    checklist = html_of(desk.get("/consultations/test/desk/set-up/"))
    assert "is older than" not in checklist
    assert "1 text with own wording" in checklist
