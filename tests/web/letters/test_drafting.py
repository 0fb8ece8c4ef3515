"""Writing a letter at the desk: looked at early, errors at once, two tabs on one draft, doubts before sending."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.models import Enquiry, Letter, LetterText
from tests.web.letters.test_letters import DESK, HEAD, begin, complete, day, desk, hidden, page, send

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import World

__all__ = ["desk"]

ASKS = {"kind": "options", "asked": ["council_state"], "zone": "Europe/Zurich"}
FULL = {**ASKS, "questions_en": "Which?", "options_en": "June\nLater"}


def test_a_letter_is_looked_at_before_it_asks_anything(desk: Client) -> None:
    made = begin(desk, template="options")
    for kind in ("", "&format=pdf", "&format=docx"):
        assert desk.get(f"{DESK}{made.pk}/preview/?language=en{kind}").status_code == 200
    seen = page(desk.get(f"{DESK}{made.pk}/preview/?language=en"))
    assert "[deadline: not known yet]" in seen
    assert "I thank you in advance" in seen


def test_languages_are_named_and_no_code_is_shown(desk: Client, world: World) -> None:
    made = complete(desk, world)
    seen = page(desk.get(f"{DESK}{made.pk}/"))
    assert '<span lang="fr" >Français</span>' in " ".join(seen.split()).replace('"fr">', '"fr" >')
    assert not re.search(r">\s*(ar|zh|fr|ru|es)\b( –)?\s*<", seen)
    table = desk.get(f"{DESK}?format=csv").content.decode("utf-8-sig")
    assert "Français: Checked" in table
    assert "fr: " not in table


def test_the_text_beside_is_a_region_with_a_name(desk: Client) -> None:
    made = begin(desk, template="options")
    seen = page(desk.get(f"{DESK}{made.pk}/texts/fr/"))
    assert '<div class="letter-theirs" tabindex="0" role="region" aria-label="Text to translate from">' in seen
    assert re.search(r'<div lang="en" dir="ltr">\s*<p><b>', seen)


def test_all_errors_of_what_is_asked_come_at_once(desk: Client) -> None:
    made = begin(desk, template="options")
    wrong = desk.post(f"{DESK}{made.pk}/asks/", {"kind": "options", "zone": "Europe/Zurich", "options_en": "June"})
    assert wrong.status_code == 422
    for words in (
        "Enter the day of the deadline, or a number of hours.",
        "Choose at least one class to be consulted.",
        "There are no questions yet. Tick items or write a question.",
        "A choice has from 2 to 20 options.",
    ):
        assert words in page(wrong), words


def test_the_text_that_invites_conditions_has_them_ticked(desk: Client) -> None:
    def ticked(template: str, number: int) -> bool:
        made = begin(desk, template=template, number=number)
        return 'id="id_conditions" checked' in page(desk.get(f"{DESK}{made.pk}/asks/"))

    assert ticked("options", 1)
    assert not ticked("items", 2)


def test_what_a_correction_changes_is_no_field_that_is_called_not_required(desk: Client, world: World) -> None:
    made = complete(desk, world)
    send(desk, made)
    assert "(not required)" not in page(desk.get(f"{DESK}{made.pk}/correct/")).split("New deadline")[0]


def typed(desk: Client, path: str, **more: Any) -> dict[str, Any]:
    """What one of two tabs would send: it was opened now."""
    return {"seen": hidden(page(desk.get(path)), "seen"), **more}


def test_two_tabs_on_one_text_lose_nothing(desk: Client) -> None:
    path = f"{DESK}{begin(desk, template='blank').pk}/texts/en/"
    one, two = (typed(desk, path, subject="S", body=f"Tab {name}", state="draft") for name in ("one", "two"))
    assert desk.post(path, two).status_code == 302
    told = desk.post(path, one)
    assert told.status_code == 409
    assert "Tab one" in page(told)
    assert "Tab two" in page(told)
    assert LetterText.objects.get().body == "Tab two"
    assert desk.post(path, {**one, "seen": hidden(page(told), "seen")}).status_code == 302
    assert LetterText.objects.get().body == "Tab one"


def test_two_tabs_on_one_head_lose_nothing(desk: Client) -> None:
    path = f"{DESK}{begin(desk, template='blank').pk}/"
    one, two = (typed(desk, path, **HEAD, signatory=name) for name in ("Dr. One", "Dr. Two"))
    assert desk.post(path, two).status_code == 302
    told = desk.post(path, one)
    assert told.status_code == 409
    assert 'value="Dr. One"' in page(told)
    assert "Dr. Two" in page(told)
    assert desk.post(path, {**one, "seen": hidden(page(told), "seen")}).status_code == 302
    assert Letter.objects.get().signatory == "Dr. One"


def test_two_tabs_on_what_is_asked_lose_nothing(desk: Client) -> None:
    path = f"{DESK}{begin(desk, template='blank').pk}/asks/"
    one, two = (typed(desk, path, **{**FULL, "questions_en": words, "day": day(9)}) for words in ("First?", "Second?"))
    assert desk.post(path, two).status_code == 302
    told = desk.post(path, one)
    assert told.status_code == 409
    assert "First?" in page(told)
    assert "Second?" in page(told)
    assert desk.post(path, {**one, "seen": hidden(page(told), "seen")}).status_code == 302
    assert Enquiry.objects.get().questions.get().title == {"en": "First?"}


def test_two_tabs_on_one_annex_lose_nothing(desk: Client) -> None:
    made = begin(desk, template="blank")
    path = desk.post(f"{DESK}{made.pk}/", {"act": "annex_add", "kind": "text"}).headers["Location"]
    one, two = ({"en-seen": "", "en-title": "T", "en-body": f"Tab {name}"} for name in ("one", "two"))
    assert desk.post(path, two).status_code == 302
    told = desk.post(path, one)
    assert told.status_code == 409
    assert "Tab one" in page(told)
    assert "Tab two" in page(told)
    assert desk.post(path, {**one, "en-seen": hidden(page(told), "en-seen")}).status_code == 302


def test_a_day_in_bold_that_is_not_the_deadlines_is_ticked(desk: Client, world: World) -> None:
    made = complete(desk, world)
    path = f"{DESK}{made.pk}/texts/en/"
    words = typed(desk, path, subject="S", body="Reply by **1 January 2020**, that is {deadline}", state="checked")
    assert desk.post(path, words).status_code == 302
    seen = page(desk.get(f"{DESK}{made.pk}/send/"))
    assert "The text has a date in bold other than the deadline" in seen
    assert "1 January (English)" in seen
    refused = send(desk, made)
    assert refused.status_code == 409
    assert "The letter and its questions may differ. Points to be confirmed or corrected first: 1." in page(refused)
    assert send(desk, made, doubt="another_day_named").status_code == 302
