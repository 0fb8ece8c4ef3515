"""Letters in a browser: at the desk, as their addressees read them, on paper, and by mail."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.correspondence.models import Enquiry, Letter, LetterText
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact, FocalPoint, Member, Person, Registration, Upload
from tests.support.html import html_of
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import Settings

    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

DESK = "/consultations/test/desk/letters/"
READ = "/consultations/test/letters/"
HEAD = {"act": "head", "series": "DM-20", "number": 1005, "dated": "2020-05-14", "addressed": ["council_state"]}
ARABIC = "نص الرسالة إلى أعضاء المجلس"


@pytest.fixture
def desk(world: World, client_of: ClientOf, settings: Settings, tmp_path: Path) -> Client:
    """The secretariat's client; Brazil has a focal point, Japan and Ghana contacts."""
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path / "uploads"
    settings.EMAIL_PER_MINUTE = 100_000
    FocalPoint.objects.create(
        consultation=world.consultation,
        member=Member.objects.get(code="BR"),
        person=world["br"].person,
        start=timezone.now() - timedelta(days=1),
    )
    for code, language in (("JP", "ar"), ("GH", "fr")):
        member = Member.objects.get(code=code)
        Contact.objects.create(member=member, name=f"Office {code}", email=f"{code}@gov.example", language=language)
    return client_of(world["secretariat"])


def begin(desk: Client, **changes: Any) -> Letter:
    asked = {"template": "items", "series": "DM-20", "number": 1005, "dated": "2020-05-14", **changes}
    response = desk.post(f"{DESK}new/", asked)
    assert response.status_code == 302, html_of(response)
    made = Letter.objects.latest("pk")
    assert response.headers["Location"] == f"{DESK}{made.pk}/"
    return made


def page(response: Answer) -> str:
    return html_of(response)


def day(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def complete(desk: Client, world: World) -> Letter:
    """A letter with its text in six languages, two annexes, and questions."""
    made = begin(desk)
    titles = {**{f"title_{code}": "Chair" for code in LANGUAGES}, "title_ar": "الرئيس"}
    desk.post(f"{DESK}{made.pk}/", {**HEAD, "signatory": "Dr. A", **titles})
    for code in LANGUAGES:
        seen = hidden(page(desk.get(f"{DESK}{made.pk}/texts/{code}/")), "seen")
        words = {
            "subject": f"Subject {code}",
            "body": ARABIC if code == "ar" else f"Text **{code}** until {{deadline}}",
        }
        response = desk.post(f"{DESK}{made.pk}/texts/{code}/", {**words, "state": "checked", "seen": seen})
        assert response.status_code == 302, page(response)
    for kind in ("text", "questions"):
        where = desk.post(f"{DESK}{made.pk}/", {"act": "annex_add", "kind": kind}).headers["Location"]
        words = {f"{code}-title": f"{kind} {code}" for code in LANGUAGES}
        words |= {f"{code}-body": f"Body {code}" for code in LANGUAGES}
        assert desk.post(where, words).status_code == 302
    items = [item.pk for item in world.items]
    for item in world.items:
        item.title = {code: f"Item {item.number} {code}" for code in LANGUAGES}
        item.save()
    asks = {"kind": "items", "asked": ["council_state"], "day": day(9), "zone": "Europe/Zurich", "items": items}
    assert desk.post(f"{DESK}{made.pk}/asks/", asks).status_code == 302
    return made


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}"(?: value="([^"]*)")?', text)
    assert found, name
    return found[1] or ""


def send(desk: Client, letter: Letter, **more: Any) -> Answer:
    number = hidden(page(desk.get(f"{DESK}{letter.pk}/send/")), "number")
    return desk.post(f"{DESK}{letter.pk}/send/", {"number": number, **more})


@pytest.fixture
def sent(desk: Client, world: World) -> Letter:
    made = complete(desk, world)
    assert send(desk, made).status_code == 302
    made.refresh_from_db()
    return made


def test_a_letter_is_begun_with_the_number_that_follows(desk: Client, world: World) -> None:
    world.consultation.settings["letter_series"] = ""  # that of the last letter
    world.consultation.save()
    begin(desk)
    again = page(desk.get(f"{DESK}new/"))
    assert 'value="1006"' in again
    taken = desk.post(f"{DESK}new/", {"template": "blank", "series": "DM-20", "number": 1005, "dated": "2020-05-14"})
    assert taken.status_code == 422
    assert "Letter DM-20/1005 already exists. The next free number of this series is 1006." in page(taken)
    assert 'value="1005"' in page(taken)


@pytest.mark.parametrize("where", ["", "asks/"])
def test_what_no_form_of_the_page_sends_is_not_done(where: str, desk: Client) -> None:
    made = begin(desk)
    assert desk.post(f"{DESK}{made.pk}/{where}", {"act": "steal"}).status_code == 400
    assert not Enquiry.objects.exists()


def test_what_is_typed_wrongly_stays_and_says_why(desk: Client) -> None:
    made = begin(desk)
    text = f"{DESK}{made.pk}/texts/en/"
    seen = hidden(page(desk.get(text)), "seen")
    for body, why in (
        ("Until {deadlin}", "{deadlin} cannot be filled in"),
        ("Open {symbol", "A brace has no counterpart"),
        ("x" * 100_001, "The text has 100001 characters"),
    ):
        response = desk.post(text, {"subject": "Mine", "body": body, "seen": seen, "state": "draft"})
        assert response.status_code == 422
        assert why in page(response)
        assert body in page(response)
    stale = desk.post(text, {"subject": "Mine", "body": "My words", "seen": "x", "state": "draft"})
    assert stale.status_code == 409
    assert "Another user saved this text in the meantime" in page(stale)
    assert "My words" in page(stale)
    assert "Dear Sir or Madam,\n\nI refer to the organization of the consultation “" in page(stale)


def test_ten_megabytes_of_text_are_refused_with_words(desk: Client) -> None:
    made = begin(desk)
    response = desk.post(f"{DESK}{made.pk}/texts/en/", {"subject": "S", "body": "x" * 10_000_000, "state": "draft"})
    assert response.status_code == 413
    assert "too long" in page(response).lower()
    # The browser keeps the form for the way back.
    assert "no-store" not in desk.get(f"{DESK}{made.pk}/texts/en/").headers["Cache-Control"]


def test_html_in_a_body_is_text(desk: Client) -> None:
    made = begin(desk, template="blank")
    body = (
        "<script>alert(1)</script> <b>x</b> [go](javascript:alert(1)) ![p](http://x.example/p.png)\n\n<div onclick=x>"
    )
    desk.post(f"{DESK}{made.pk}/texts/en/", {"subject": "<i>S</i>", "body": body, "state": "checked"})
    seen = page(desk.get(f"{DESK}{made.pk}/preview/?language=en"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen
    assert "&lt;i&gt;S&lt;/i&gt;" in seen
    for bad in ("<script>alert", "<b>x</b>", 'href="javascript', '<img src="http', "<div onclick"):
        assert bad not in seen
    pdf = desk.get(f"{DESK}{made.pk}/preview/?language=en&format=pdf").content
    assert "<script>alert(1)</script>" in text_of(pdf)


def test_an_annex_that_is_not_what_it_says_is_refused(desk: Client) -> None:
    made = begin(desk)
    where = desk.post(f"{DESK}{made.pk}/", {"act": "annex_add", "kind": "file"}).headers["Location"]
    fake = SimpleUploadedFile("report.pdf", b"MZ\x00\x01 no PDF", "application/pdf")
    response = desk.post(where, {"en-title": "Report", "fr-title": "Rapport", "en-file": fake})
    assert response.status_code == 422
    assert 'value="Rapport"' in page(response)
    assert not Upload.objects.exists()
    # A good file beside a bad one is not kept either: both are sent again.
    good = SimpleUploadedFile("ar.pdf", b"%PDF-1.7 ar", "application/pdf")
    fake.seek(0)
    assert desk.post(where, {"ar-title": "تقرير", "ar-file": good, "en-file": fake}).status_code == 422
    assert not Upload.objects.exists()
    real = SimpleUploadedFile("report.pdf", b"%PDF-1.7 report", "application/pdf")
    assert desk.post(where, {"en-title": "Report", "en-file": real}).status_code == 302
    annex = made.annexes.get()
    file = desk.get(f"{DESK}{made.pk}/annexes/{annex.pk}/file/?language=en")
    assert b"".join(file.streaming_content) == b"%PDF-1.7 report"  # type: ignore[attr-defined]
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert desk.get(f"{DESK}{made.pk}/annexes/{annex.pk}/file/?language=fr").status_code == 404


ASKS = {
    "kind": "options",
    "asked": ["council_state"],
    "zone": "Europe/Zurich",
    "questions_en": "Which option?",
    "options_en": "In June\nLater",
}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": "2021-03-28", "time": "02:30"}, "this time does not exist. Choose another one: 28 March 2021"),
        ({"day": "0001-01-01"}, "Check"),
        ({"day": "9999-12-31"}, "Check"),
    ],
)
def test_rule_17_a_deadline_that_nobody_can_mean_is_refused_beside_its_field(
    typed: dict[str, str], said: str, desk: Client
) -> None:
    address = f"{DESK}{begin(desk, template='options').pk}/asks/"
    answer = desk.post(address, {**ASKS, **typed})
    assert (answer.status_code, said in page(answer)) == (422, True)
    assert all(f'value="{value}"' in page(answer) for value in typed.values())
    assert not Enquiry.objects.exists()


def test_rule_17_of_a_deadline_that_comes_twice_the_later_one_counts_and_is_said(desk: Client) -> None:
    address = f"{DESK}{begin(desk, template='options').pk}/asks/"
    answer = desk.post(address, {**ASKS, "day": "2020-10-25", "time": "02:30"}, follow=True)
    assert "until the second one: 25 October 2020, 02:30 (Geneva time, UTC+1)" in page(answer)
    assert Enquiry.objects.get().deadline.moment == datetime(2020, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kept", "zone"),
    [
        (datetime(1, 1, 1), "Europe/Zurich"),  # noqa: DTZ001 - a local time
        (datetime(9999, 12, 31, 23, 59), "America/Sao_Paulo"),  # noqa: DTZ001
    ],
)
def test_rule_17_a_year_that_was_kept_before_it_was_refused_breaks_no_page(
    kept: datetime, zone: str, desk: Client
) -> None:
    made = begin(desk, template="options")
    desk.post(f"{DESK}{made.pk}/asks/", {**ASKS, "day": day(9)})
    Enquiry.objects.update(deadline_day=kept.date(), deadline_time=kept.time(), zone=zone)
    for address in (DESK, f"{DESK}{made.pk}/", f"{DESK}{made.pk}/asks/", f"{DESK}{made.pk}/send/"):
        assert desk.get(address).status_code == 200
    assert str(kept.year) in page(desk.get(f"{DESK}{made.pk}/"))


def test_options_are_written_line_by_line_and_the_languages_match(desk: Client) -> None:
    made = begin(desk, template="options")
    address = f"{DESK}{made.pk}/asks/"
    asks = {
        "kind": "options",
        "asked": ["council_state"],
        "day": day(9),
        "time": "18:00",
        "zone": "Europe/Zurich",
        "conditions": "on",
        "questions_en": "Which option?",
        "questions_fr": "Quelle option ?",
        "options_en": "In June\nLater\n\nNot at all",
        "options_fr": "En juin\nPlus tard",
    }
    wrong = desk.post(address, asks)
    assert wrong.status_code == 422
    assert "Lines here: 2. Another language has 3." in page(wrong)
    assert "Plus tard" in page(wrong)
    assert desk.post(address, {**asks, "options_fr": "En juin\nPlus tard\nPas du tout"}).status_code == 302
    options = Enquiry.objects.get().questions.get().options.all()
    assert [(option.key, option.label) for option in options][2] == ("c", {"en": "Not at all", "fr": "Pas du tout"})
    again = page(desk.get(address))
    assert "In June\nLater\nNot at all" in again
    assert 'value="18:00"' in again
    assert desk.post(address, {"act": "nothing"}).status_code == 302
    assert not Enquiry.objects.exists()


def test_items_of_the_agenda_are_ticked_and_come_back_ticked(desk: Client, world: World) -> None:
    made = begin(desk)
    chosen = [world.items[0].pk, world.items[2].pk]
    asks = {"kind": "items", "asked": ["council_state"], "day": day(9), "zone": "Europe/Zurich", "items": chosen}
    assert desk.post(f"{DESK}{made.pk}/asks/", asks).status_code == 302
    questions = Enquiry.objects.get().questions.all()
    assert [(question.listing, question.number, question.reference) for question in questions] == [
        ("urgent", 1, "C20/1"),
        ("urgent", 3, "C20/3"),
    ]
    assert page(desk.get(f"{DESK}{made.pk}/asks/")).count('name="items"') == 3
    assert len(re.findall(r'name="items" value="\d+" checked', page(desk.get(f"{DESK}{made.pk}/asks/")))) == 2


def test_what_is_missing_is_chosen_one_by_one_before_it_is_sent(desk: Client, world: World) -> None:
    made = complete(desk, world)
    made.texts.filter(language="ru").delete()
    made.texts.filter(language="fr").update(state=LetterText.State.DRAFT)
    Contact.objects.filter(member__code="GH").delete()
    seen = page(desk.get(f"{DESK}{made.pk}/send/"))
    assert 'name="instead-ru"' in seen
    assert "The letter is a draft in this language" in seen
    assert "1 addressee has no address" in seen
    refused = send(desk, made, **{"instead-ru": "en", "unreachable": "on", "member": ["GH"]})
    assert refused.status_code == 409
    assert "Choose what is sent instead for each" in page(refused)
    assert re.search(r'<option value="en"[^>]* selected', page(refused))
    refused = send(desk, made, **{"instead-ru": "en", "instead-fr": "fr"})
    assert "Addressees without an address: 1" in page(refused)
    assert not Delivery.objects.exists()
    choices = {"instead-ru": "en", "instead-fr": "fr", "unreachable": "on", "member": ["GH"]}
    assert send(desk, made, **choices).status_code == 302
    made.refresh_from_db()
    assert made.stand_ins == {"ru": "en", "fr": "fr"}


def test_an_extension_is_begun_from_its_enquiry(desk: Client, sent: Letter) -> None:
    enquiry = Enquiry.objects.get()
    assert f'<option value="{enquiry.pk}" selected>DM-20/1005</option>' in page(
        desk.get(f"{DESK}new/?template=extension&extends={enquiry.pk}")
    )
    # The last letter went to others.
    Letter.objects.create(
        consultation=sent.consultation, series="DM-20", number=8, dated=sent.dated, addressed=["sector"]
    )
    made = begin(desk, template="extension", number=1006, extends=enquiry.pk, new_day=day(20))
    assert (made.extends, made.addressed) == (enquiry, enquiry.asked)
    assert "Extends the deadline of" in page(desk.get(f"{DESK}{made.pk}/"))
    nothing = desk.post(f"{DESK}new/", {"template": "extension", "series": "DM-20", "number": 9, "dated": "2020-05-14"})
    assert "Choose the letter whose deadline is extended" in page(nothing)
    assert sent.sent


def test_the_list_is_searched_sorted_and_taken_away(desk: Client, sent: Letter) -> None:
    begin(desk, template="blank", number=1006)
    assert "1 of 2 rows" in page(desk.get(f"{DESK}?q=1006"))
    assert "1 of 1 row" in page(desk.get(f"{DESK}?state=sent"))
    up = page(desk.get(f"{DESK}?sort=symbol"))
    assert up.index("DM-20/1005</bdi>") < up.index("DM-20/1006</bdi>")
    down = page(desk.get(f"{DESK}?sort=-symbol"))
    assert down.index("DM-20/1006</bdi>") < down.index("DM-20/1005</bdi>")
    table = desk.get(f"{DESK}?format=csv").content.decode("utf-8-sig")
    assert "DM-20/1005,Subject en,2020-05-14,Sent" in table
    assert sent.sent
