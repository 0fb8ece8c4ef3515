"""Badges, name plates, and the code on a badge."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import segno
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageOps

from hemicycle.consultations.models import Consultation
from hemicycle.people.models import Member, Person, Registration
from hemicycle.people.participants import participants
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.web.registration import badges
from hemicycle.web.toolkit.pdf import pdf
from hemicycle.web.toolkit.text_fitting import SMALLEST, fit
from tests.factories import a_body
from tests.support.html import html_of
from tests.support.pdf import text_of
from tests.web.registration.test_participants import joins

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

DESK = "/consultations/test/desk/papers/"
OWN = "/consultations/test/badge.pdf"


def pages(content: bytes) -> list[str]:
    return text_of(content).split("\f")[:-1]


def check(registration: Registration, slug: str = "test") -> str:
    return reverse("badge_check", args=[slug, badges.token(registration)])


@pytest.fixture
def today(world: World) -> date:
    """The consultation is held these days."""
    on = timezone.now().astimezone(world.consultation.zone).date()
    world.consultation.first_day, world.consultation.last_day = on - timedelta(1), on + timedelta(1)
    world.consultation.save()
    return on


def test_a_badge_names_the_person_their_member_and_their_class(world: World, client_of: ClientOf) -> None:
    world["jp"].person.language = "fr"
    world["jp"].person.save()
    response = client_of(world["jp"]).get(OWN)
    assert response.headers["Content-Disposition"] == 'attachment; filename="badge-test.pdf"'
    (page,) = pages(response.content)
    for words in ("Test Consultation", "Ms. Jp", "Japan", "Council Member State", "Français", "12 June 2020"):
        assert words in page
    info = subprocess.run(["pdfinfo", "-"], input=response.content, capture_output=True, check=True).stdout.decode()
    assert "297.6" in info  # A6
    assert "419.5" in info


def test_the_code_is_drawn_and_says_nothing_about_the_person(world: World, client_of: ClientOf) -> None:
    content = client_of(world["jp"]).get(OWN).content
    token = badges.token(world["jp"])
    number, _dot, signature = token.partition(".")
    assert number == f"{world['jp'].pk:x}"
    assert len(signature) == 22
    assert "/badges/" not in text_of(content)


def test_the_code_on_paper_is_that_of_the_page_that_checks_it(world: World, client_of: ClientOf) -> None:
    """Module by module, as a camera sees it, with nothing near it."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", "-"],
        input=client_of(world["jp"]).get(OWN).content,
        capture_output=True,
        check=True,
    ).stdout
    with Image.open(BytesIO(drawn)) as page:
        corner = page.crop((page.width * 61 // 105, page.height * 100 // 148, page.width, page.height))
        dark = ImageOps.invert(corner.convert("L")).point(lambda shade: 255 if shade > 127 else 0)
    left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
    assert min(left, top, dark.width - right, dark.height - bottom) > 3 * 300 / 25.4
    code = [list(line) for line in segno.make(settings.PUBLIC_ADDRESS + check(world["jp"]), error="m").matrix]
    step = (right - left) / len(code)
    middles = [step * (number + 0.5) for number in range(len(code))]
    seen = [[bool(dark.getpixel((int(left + x), int(top + y)))) for x in middles] for y in middles]
    assert seen == [[bool(module) for module in line] for line in code]


def test_one_has_a_badge_once_confirmed(world: World, client_of: ClientOf) -> None:
    world["jp"].status = RegistrationStatus.ENDORSED.value
    world["jp"].save()
    assert client_of(world["jp"]).get(OWN).status_code == 403
    assert client_of(Person.objects.create_user("x@example.org", "Mr. X")).get(OWN).status_code == 403
    assert client_of(None).get(OWN).status_code == 302


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("who", ["secretariat", "technician"])
def test_the_desk_sees_that_a_badge_is_good(who: str, world: World, client_of: ClientOf) -> None:
    response = client_of(world[who]).get(check(world["jp"]))
    assert response.status_code == 200
    assert "This badge is valid today" in html_of(response)
    assert "Ms. Jp" in html_of(response)
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("who", ["br", "jp", "no", "palestine", "sector", "chair", "vice_chair", "french", "captioner"])
def test_nobody_else_is_told_whose_badge_it_is(who: str, world: World, client_of: ClientOf) -> None:
    response = client_of(world[who]).get(check(world["jp"]))
    assert response.status_code == 403
    assert b"Ms. Jp" not in response.content.replace(b'<span class="meta who"><bdi>Ms. Jp</bdi></span>', b"")
    assert client_of(None).get(check(world["jp"])).status_code == 302


def test_a_badge_is_not_good_of_somebody_withdrawn_on_another_day_or_for_other_days(
    world: World, today: date, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    world["jp"].status = RegistrationStatus.WITHDRAWN.value
    world["jp"].save()
    assert "Status: Withdrawn" in html_of(client.get(check(world["jp"])))
    world["gh"].days = [(today + timedelta(1)).isoformat()]
    world["gh"].save()
    assert "registered for other days" in html_of(client.get(check(world["gh"])))
    Consultation.objects.update(last_day=today - timedelta(1))
    response = html_of(client.get(check(world["br"])))
    assert "This badge is not valid today" in response
    assert "not held today" in response


def test_a_token_is_neither_made_up_nor_taken_elsewhere(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    token = badges.token(world["jp"])
    number, _dot, signature = token.partition(".")
    other = Consultation.objects.create(
        body=a_body(), slug="other", title={"en": "Other"}, first_day=date(2020, 7, 1), last_day=date(2020, 7, 2)
    )
    elsewhere = Registration(pk=world["jp"].pk, consultation=other, person=world["jp"].person)
    forged = [
        f"{world['gh'].pk:x}.{signature}",
        f"{number}.{signature[:-1]}",
        f"{number}.",
        number,
        "zz.zz",
        "-1." + signature,
        "f" * 40 + "." + signature,
        f"{number}.ﬁﬁ",
        badges.token(elsewhere),
    ]
    for asked in forged:
        assert client.get(f"/consultations/test/badges/{asked}/").status_code == 404, asked
    # The secretariat of one consultation has no say in another one.
    assert client.get(f"/consultations/other/badges/{token}/").status_code == 403
    assert badges.registration_of(other, token) is None


@pytest.mark.parametrize("who", ["br", "no", "chair", "french", "captioner", "technician"])
def test_papers_are_the_secretariats(who: str, world: World, client_of: ClientOf) -> None:
    for query in ("", "?format=pdf"):
        assert client_of(world[who]).get(DESK + query).status_code == 403
    assert client_of(world[who]).post(DESK, {"registration": world["br"].pk}).status_code == 403


def test_papers_of_everybody_of_a_class_of_a_member_of_a_selection(world: World, client_of: ClientOf) -> None:
    world["gh"].status = RegistrationStatus.WITHDRAWN.value
    world["gh"].save()
    client = client_of(world["secretariat"])

    def names(**asked: str | list[int]) -> list[str]:
        return re.findall(r"Ms\. \w+", text_of(client.get(DESK, {"format": "pdf", **asked}).content))

    assert len(names()) == 14
    assert names(capacity="council_state") == ["Ms. Br", "Ms. Br2", "Ms. Jp"]
    assert names(member="BR", paper="badges-a4") == ["Ms. Br", "Ms. Br2"]
    assert names(registration=[world["no"].pk, world["jp"].pk], paper="badges-a4") == ["Ms. Jp", "Ms. No"]
    ticked = client.post(DESK, {"paper": "plates", "paper_language": "fr", "registration": [world["no"].pk]})
    assert text_of(ticked.content).split() == ["Ms.", "No,", "Norvège"] * 2


def test_all_that_the_desks_list_has_found(world: World, client_of: ClientOf) -> None:
    asked = {"all": "1", "q": "french2", "language": "en", "format": "pdf", "paper_language": "ar"}
    content = client_of(world["secretariat"]).get(DESK, asked).content
    assert re.findall(r"Ms\. \w+", text_of(content)) == ["Ms. French2"]
    assert "مشاورة"[:2] in text_of(content)
    page = html_of(client_of(world["secretariat"]).get(DESK, {**asked, "format": ""}))
    for name, value in (("all", "1"), ("q", "french2"), ("language", "en")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


def test_single_people_are_ticked_and_not_too_many(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(world["secretariat"])
    nobody = client.post(DESK, {"paper": "plates", "paper_language": "en"})
    assert nobody.status_code == 422
    assert "Tick the people whose papers you need." in html_of(nobody)
    monkeypatch.setattr("hemicycle.web.registration.print_page.AT_ONCE", 1)
    ticked = [world["br"].pk, world["jp"].pk]
    too_many = client.post(DESK, {"paper": "plates", "paper_language": "en", "registration": ticked})
    assert too_many.status_code == 422
    assert "Tick 1 person at most." in html_of(too_many)
    assert html_of(too_many).count(" checked>") == 2
    assert client.post(DESK, {"paper": "plates", "paper_language": "en", "registration": ticked[:1]}).status_code == 200


def test_four_badges_stand_on_a_page_and_a_plate_on_one(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert len(pages(client.get(DESK, {"format": "pdf"}).content)) == 15
    assert len(pages(client.get(DESK, {"format": "pdf", "paper": "badges-a4"}).content)) == 4
    assert len(pages(client.get(DESK, {"format": "pdf", "paper": "plates"}).content)) == 15


def test_what_is_not_confirmed_or_elsewhere_is_not_printed(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    world["jp"].status = RegistrationStatus.ENDORSED.value
    world["jp"].save()
    bad: dict[str, str]
    for bad in (
        {"paper": "banknotes"},
        {"paper_language": "tlh"},
        {"member": "XX"},
        {"capacity": "king"},
    ):
        response = client.get(DESK, {"format": "pdf", **bad})
        assert response.status_code == 422, bad
        assert 'role="alert"' in html_of(response)
    for nobody in (
        {"registration": "999999"},
        {"registration": "1; drop"},
        {"member": "JP"},
        {"member": "BR", "capacity": "observer_state"},
    ):
        page = html_of(client.get(DESK, {"format": "pdf", **nobody}))
        assert "There are no confirmed participants among these" in page
    alone = html_of(client.get(DESK, {"format": "pdf", "registration": str(world["jp"].pk)}))
    assert "None of those selected is confirmed" in alone
    both = html_of(client.get(DESK, {"registration": [world["jp"].pk, world["br"].pk]}))
    assert "1 of those selected is not confirmed and has no badge." in both
    assert both.count(" checked>") == 1


@pytest.mark.parametrize("part", ["0", "2", "-1", "x", "9" * 30, "²"])
def test_there_is_no_such_part(part: str, world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert client.get(DESK, {"format": "pdf", "part": part}).status_code == 400


def test_many_are_made_in_parts(world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hemicycle.web.registration.print_page.AT_ONCE", 4)
    client = client_of(world["secretariat"])
    page = html_of(client.get(DESK, {"paper": "badges-a4"}))
    assert re.findall(r">(\d+ to \d+)</a>", page) == ["1 to 4", "5 to 8", "9 to 12", "13 to 15"]
    address = re.findall(r'href="(\?[^"]+part=\d)"', page)[3].replace("&amp;", "&")
    last = client.get(DESK + address).content
    assert re.findall(r"Ms\. \w+", text_of(last)) == ["Ms. Captioner", "Ms. French", "Ms. French2"]


NAMES = ['<script>alert(1)</script> & "q"', "N" * 300, "Ms. " + "Anna Maria " * 26, "السيدة " + "ن" * 290, "王" * 300]


@pytest.mark.parametrize("paper", ["badges-a6", "badges-a4", "plates"])
@pytest.mark.parametrize("name", NAMES, ids=["html", "one-word", "words", "arabic", "chinese"])
def test_names_of_strangers_fit_on_one_page(name: str, paper: str, world: World, client_of: ClientOf) -> None:
    world["jp"].person.name = name
    world["jp"].person.save()
    client = client_of(world["secretariat"])
    for language in ("en", "ar"):
        asked = {"format": "pdf", "paper": paper, "registration": str(world["jp"].pk), "paper_language": language}
        (page,) = pages(client.get(DESK, asked).content)
        drawn, wanted = Counter(page), Counter(re.sub(r"\s", "", name))
        copies = 2 if paper == "plates" else 1
        # What is extracted of Arabic may be joined otherwise; the order of two scripts is the reader's.
        if "ن" not in name:
            assert all(drawn[letter] >= copies * times for letter, times in wanted.items())
    assert "<script>alert" not in html_of(client.get(DESK))


@pytest.mark.parametrize("text", NAMES)
def test_a_text_is_as_large_as_its_box_permits(text: str) -> None:
    assert SMALLEST <= fit(text, 89, 36, 30) < fit("Ms. Elena Duarte", 89, 36, 30) == 30
    assert fit(text, 250, 76, 66) > fit(text, 89, 36, 30) or len(text) < 40


def test_nothing_is_fetched_whatever_a_name_says(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *asked, **_more: opened.append(asked))
    world.consultation.title = {"en": '<img src="http://127.0.0.1:9/x"><link rel=stylesheet href="file:///etc/passwd">'}
    assert "<img src=" in text_of(
        badges.badges(world.consultation, participants(world.consultation, date(2020, 6, 9)), "a4")
    )
    pdf("registration/plates", {"plates": []}, "A body", trial=False)
    assert opened == []


def test_queries_do_not_grow_with_the_badges(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])

    def asked(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(DESK + query).status_code == 200
        return len(queries)

    asked("")
    before = [asked(query) for query in ("", "?format=pdf", "?format=pdf&paper=plates")]
    for code in ("FR", "IT"):
        joins(world, Member.objects.create(body=a_body(), code=code, kind="state"), f"M. {code}")
    assert [asked(query) for query in ("", "?format=pdf", "?format=pdf&paper=plates")] == before
