"""The list of participants: who stands on it, in which order, and what it looks like on paper."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from docx import Document

from hemicycle.people.models import Member, MemberName, Person, Registration, Seat
from hemicycle.people.participants import participants, printed_name
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.web.toolkit.tables import BaseTable
from tests.factories import a_body
from tests.support.html import html_of
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

DAY = date(2020, 6, 9)
ADDRESS = "/consultations/test/participants/"


def joins(world: World, member: Member, name: str, part: str = "", family: str = "") -> Registration:
    address = f"p{Person.objects.count()}@example.org"
    person = Person.objects.create_user(address, name, family_name=family)
    return Registration.objects.create(
        consultation=world.consultation,
        person=person,
        member=member,
        role=Role.DELEGATE.value,
        delegation_role=part,
        status=RegistrationStatus.CONFIRMED.value,
    )


def test_classes_come_in_their_order_and_states_by_their_french_names(world: World) -> None:
    germany = Member.objects.create(body=a_body(), code="DE", kind="state")
    Seat.objects.create(member=germany, start=date(2019, 1, 1))
    joins(world, germany, "Frau Weber")
    for code, sector in (("sm-a", "D"), ("sm-z", "R"), ("sm-m", "T")):
        member = Member.objects.create(body=a_body(), code=code, kind="sector_member", group=sector)
        MemberName.objects.create(member=member, language="en", name=code, source="made-up")
        joins(world, member, code)
    order = [
        (found.registration.member.code if found.registration.member else found.registration.role)
        for found in participants(world.consultation, DAY)
    ]
    # Allemagne, Brésil (two), Ghana, Japon; Norvège, Pérou; Palestine; R before T before D; then the roles.
    assert order == [
        "DE", "BR", "BR", "GH", "JP", "NO", "PE", "PS", "sm-orbicom", "sm-z", "sm-m", "sm-a",
        "chair", "vice_chair", "secretariat", "technician", "captioner", "interpreter", "interpreter",
    ]  # fmt: skip


def test_a_delegation_begins_with_its_head_and_goes_on_by_family_name(world: World) -> None:
    peru = world["pe"].member
    assert peru
    world["pe"].status = RegistrationStatus.WITHDRAWN.value
    world["pe"].save()
    joins(world, peru, "Ms. Ana Zárate", "adviser", "Zárate")
    joins(world, peru, "Mr. Óscar Ñahui", "", "Ñahui")
    joins(world, peru, "Mr. Abel Quispe", "delegate", "Quispe")
    joins(world, peru, "Ms. Eva Álvarez", "adviser", "Álvarez")
    joins(world, peru, "Ms. Rosa Condori", "councillor", "Condori")
    joins(world, peru, "Mr. Iván Yupanqui", "alternate", "Yupanqui")
    joins(world, peru, "H.E. Mr. Raúl Vargas", "head", "Vargas")
    found = [row.registration for row in participants(world.consultation, DAY)]
    assert [row.person.family_name for row in found if row.member == peru] == [
        "Vargas", "Yupanqui", "Condori", "Ñahui", "Quispe", "Álvarez", "Zárate",
    ]  # fmt: skip


@pytest.mark.parametrize("status", [status for status in RegistrationStatus if status != RegistrationStatus.CONFIRMED])
def test_only_who_is_confirmed_stands_on_it(status: RegistrationStatus, world: World, client_of: ClientOf) -> None:
    world["no"].status = status.value
    world["no"].save()
    client = client_of(world["br"])
    for query in ("", "?format=csv", "?format=pdf", "?format=docx"):
        content = client.get(ADDRESS + query).content
        if query == "?format=pdf":
            text = text_of(content)
        elif query == "?format=docx":
            text = "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
        else:
            text = content.decode()
        assert "Ms. Jp" in text
        assert "Ms. No" not in text


def test_a_seat_that_ended_is_no_seat_on_the_day_of_the_list(world: World) -> None:
    Seat.objects.filter(member__code="GH").update(end=DAY - timedelta(days=1))
    found = [row.registration.member for row in participants(world.consultation, DAY)]
    assert [member.code for member in found if member][:5] == ["BR", "BR", "JP", "GH", "NO"]


@pytest.mark.parametrize(
    ("name", "family", "printed"),
    [
        ("Ms. Elena Duarte", "Duarte", "Ms. Elena DUARTE"),
        ("Mr. Duarte Duarte", "Duarte", "Mr. Duarte DUARTE"),
        ("Mme Zoé de l’Étoile", "de l’Étoile", "Mme Zoé DE L’ÉTOILE"),
        ("王小明先生", "王", "王小明先生"),
        ("Mr. Nobody", "", "Mr. Nobody"),
        ("Mr. Nobody", "Else", "Mr. Nobody"),
    ],
)
def test_the_family_name_is_printed_in_capitals(name: str, family: str, printed: str) -> None:
    assert printed_name(Person(name=name, family_name=family)) == printed


def test_addresses_and_phones_are_nowhere_on_it(world: World, client_of: ClientOf) -> None:
    Person.objects.update(phone="+41 22 730 5111")
    world["jp"].function = "Director"
    world["jp"].save()
    client = client_of(world["br"])
    texts = [client.get(ADDRESS + query).content.decode() for query in ("", "?format=csv")]
    texts.append(text_of(client.get(ADDRESS + "?format=pdf").content))
    for text in texts:
        assert "Director" in text
        assert "example.org" not in text
        assert "730" not in text


def test_the_page_searches_and_sorts(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    page = client.get(ADDRESS, {"q": "Japan"}).content.decode()
    assert "Ms. Jp" in page
    assert "Ms. Gh" not in page
    assert "1 of 15 rows" in page
    names = re.findall(r"<bdi>(Ms\. \w+)</bdi></th>", client.get(ADDRESS, {"sort": "name"}).content.decode())
    assert names == sorted(names)
    assert len(names) == 15


def test_a_long_list_comes_in_pages_under_the_same_headings(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BaseTable, "page_size", 4)
    client = client_of(world["br"])
    names: list[str] = []
    for number in range(1, 5):
        page = html_of(client.get(ADDRESS, {"page": str(number)}))
        names += re.findall(r"<bdi>(Ms\. \w+)</bdi></th>", page)
        assert f"Page {number} of 4" in page
        if number == 1:  # counted over all pages
            assert re.search(r"Council Member States <span class=\"meta num\">\d+ people", page)
    assert len(names) == len(set(names)) == 15


def test_an_interpreter_stands_with_their_languages_and_a_chair_without_a_class(
    world: World, client_of: ClientOf
) -> None:
    text = text_of(client_of(world["br"]).get(ADDRESS + "?format=pdf").content)
    assert re.search(r"Chair and Vice-Chair\s+Ms\. Chair\s+Chair\s+Ms\. Vice_Chair\s+Vice-Chair", text)
    assert re.search(r"Ms\. French2\s+Français, English", text)


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_in_each_language_with_a_count_at_the_end(language: str, world: World, client_of: ClientOf) -> None:
    names = {"ar": "اليابان", "zh": "日本", "en": "Japan", "fr": "Japon", "ru": "Япония", "es": "Japón"}
    client = client_of(world["br"])
    response = client.get(ADDRESS, {"language": language, "format": "pdf"})
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="participants-test-{language}.pdf"'
    assert "no-store" in response.headers["Cache-Control"]
    text = text_of(response.content)
    assert names[language][:2] in text  # what is extracted of Arabic may be joined otherwise
    assert re.search(r"\b7 15$|\b15 7$|\b15\n7$|\b7\n15$", text.strip(), re.MULTILINE)
    paper = Document(BytesIO(client.get(ADDRESS, {"language": language, "format": "docx"}).content))
    assert names[language] in [paragraph.text for paragraph in paper.paragraphs]
    assert [cell.text for cell in paper.tables[0].rows[-1].cells][1:] == ["7", "15"]
    assert next(line.text for line in paper.paragraphs) == {"ar": "مشاورة"}.get(language, "Test Consultation")


def test_the_word_paper_runs_from_right_to_left_in_arabic_alone(world: World, client_of: ClientOf) -> None:
    world["jp"].person.name = "السيدة نور"
    world["jp"].person.save()
    client = client_of(world["br"])
    for language, mirrored in (("ar", True), ("fr", False)):
        paper = Document(BytesIO(client.get(ADDRESS, {"language": language, "format": "docx"}).content))
        body = paper.element.xml
        assert ("<w:bidiVisual/>" in body) is mirrored
        assert paper.element.xpath("count(//w:p[w:r][not(w:pPr/w:bidi)])") == (0 if mirrored else len(
            paper.element.xpath("//w:p[w:r]")
        ))  # fmt: skip
        right = {run.text: bool(run.font.rtl) for line in paper.paragraphs for run in line.runs}
        assert right["السيدة نور"]
        assert not right["Ms. Gh"]
        fonts = paper.styles["Normal"].element.rPr.rFonts.attrib.values()
        assert {"Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC"} <= set(fonts)


@pytest.mark.parametrize(
    "name",
    ['<script>alert(1)</script> & "quoted"', "N" * 300, "=cmd()", "السيدة " + "ن" * 290, "\u202eevil\u202c"],
    ids=["html", "long", "formula", "arabic", "reordering"],
)
def test_names_of_strangers(name: str, world: World, client_of: ClientOf) -> None:
    world["jp"].person.name = world["jp"].function = name
    world["jp"].person.save()
    world["jp"].save()
    client = client_of(world["br"])
    assert "<script>alert" not in client.get(ADDRESS).content.decode()
    read = re.sub(r"\s", "", text_of(client.get(ADDRESS + "?format=pdf").content))
    if name.isascii():
        assert re.sub(r"\s", "", name) in read
    paper = Document(BytesIO(client.get(ADDRESS + "?format=docx").content))
    assert any(name in line.text for line in paper.paragraphs)
    assert "\n=cmd" not in client.get(ADDRESS + "?format=csv").content.decode()


def test_its_queries_do_not_grow_with_its_people(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])

    def asked(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS + query).status_code == 200
        return len(queries)

    asked("")  # the first page of a session writes about the session
    before = [asked(query) for query in ("", "?format=pdf", "?format=docx")]
    for code in ("FR", "IT"):
        joins(world, Member.objects.create(body=a_body(), code=code, kind="state"), f"M. {code}")
    assert [asked(query) for query in ("", "?format=pdf", "?format=docx")] == before


def test_it_is_for_those_who_are_confirmed(world: World, client_of: ClientOf) -> None:
    world["no"].status = RegistrationStatus.PENDING.value
    world["no"].save()
    assert client_of(world["no"]).get(ADDRESS).status_code == 403
    assert client_of(Person.objects.create_user("x@example.org", "Mr. X")).get(ADDRESS).status_code == 403
    assert client_of(None).get(ADDRESS).status_code == 302
    assert client_of(world["br"]).get(reverse("participants", args=["another"])).status_code == 404
    for who in ("br", "no", "palestine", "sector", "chair", "secretariat", "french", "captioner", "technician"):
        world[who].status = RegistrationStatus.CONFIRMED.value
        world[who].save()
        assert client_of(world[who]).get(ADDRESS).status_code == 200


def test_an_unknown_language_is_the_readers(world: World, client_of: ClientOf) -> None:
    with translation.override("fr"):
        response = client_of(world["br"]).get(ADDRESS, {"language": "../x", "format": "pdf"})
    assert 'filename="participants-test-en.pdf"' in response.headers["Content-Disposition"]
