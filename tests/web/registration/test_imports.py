"""The desk's imports, as the secretariat sees them."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from openpyxl import load_workbook

from hemicycle.imports import background
from hemicycle.imports.desks import columns_of
from hemicycle.imports.member_columns import COLUMNS
from hemicycle.imports.messages import refusal_message
from hemicycle.imports.models import Import
from hemicycle.people.models import Person, Registration
from hemicycle.rules.reasons import Reason
from tests.support.imports import MISTAKES, as_csv, check

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

GOOD = "email,name,member\nnew@example.org,Ms. Ana Silva,BR\n"
BAD = "nobody,<b>Bad</b>,XX\n"
#: No two of them are like each other.
NAMES = (
    *("Adams", "Berger", "Castro", "Dubois", "Eriksen", "Fujita", "Garcia", "Hoang", "Ivanova", "Jansen"),
    *("Kowalski", "Lopez", "Mbeki", "Novak", "Okafor", "Petrov", "Quispe", "Rossi", "Santos", "Tanaka"),
)


def address(name: str = "imports", *more: object) -> str:
    return reverse(name, args=["test", *more])


def send(client: Client, content: str | bytes, name: str = "people.csv", kind: str = "registrations") -> HttpResponse:
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(address(), {"kind": kind, "file": file})  # type: ignore[return-value]


def lines(answer: HttpResponse) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_a_file_is_checked_shown_and_imported(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert send(client, GOOD + BAD).headers["Location"] == address("import_rows", Import.objects.get().pk)
    page = client.get(address("import_rows", Import.objects.get().pk))
    text = page.content.decode()
    assert "1 row has no error" in text
    assert "&lt;b&gt;Bad&lt;/b&gt;" in text
    assert "There is no Member with this code or name" in text
    assert not Person.objects.filter(email="new@example.org").exists()
    answer = client.post(page.request["PATH_INFO"], follow=True)
    assert "1 row was imported." in answer.content.decode()
    assert Registration.objects.get(person__email="new@example.org").status == "endorsed"
    again = client.post(page.request["PATH_INFO"])
    assert (again.status_code, "Nothing was imported a second time" in again.content.decode()) == (409, True)
    send(client, GOOD + BAD)
    assert (
        "The same file was imported before"
        in client.get(address("import_rows", Import.objects.latest("pk").pk)).content.decode()
    )


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_twenty_mistakes_in_one_file_are_shown_together_by_row_in_the_readers_language(
    world: World, client_of: ClientOf, language: str
) -> None:
    world.consultation.invitations.filter(member__code="NO").delete()
    client, rows = client_of(world["secretariat"]), []
    client.cookies["django_language"] = language
    for number, (cells, _problem) in enumerate(MISTAKES):
        good = {"email": f"new{number}@example.org", "name": f"Ms. {NAMES[number]}", "member": "BR"}
        rows.append(good | cells)
    head = list(dict.fromkeys(name for row in rows for name in row))
    send(client, as_csv([head, *([row.get(name, "") for name in head] for row in rows)]))
    import_ = Import.objects.get()
    assert (len(MISTAKES), import_.counts["errors"], import_.counts["new"]) == (20, 20, 0)
    page = client.get(address("import_rows", import_.pk))
    shown = page.context["rows"].shown
    with translation.override(language):
        columns = {column.name: str(column.label) for column in columns_of("registrations", world.consultation)}
        words = [refusal_message(Reason.from_json(row.problems[0]["reason"])) for row in import_.rows.all()]
    told = [(row.number, [(found.column, found.words) for found in row.findings]) for row in shown]
    assert told == [
        (number, [(columns[column], said)])
        for number, ((_cells, (column, _code)), said) in enumerate(zip(MISTAKES, words, strict=True), start=2)
    ]
    text = page.content.decode()
    for said in words:
        assert escape(said) in text
    client.post(page.request["PATH_INFO"])
    assert not Person.objects.filter(email__startswith="new").exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("", "people.csv", "This file is empty"),
        ("%PDF-1.7\n", "people.xlsx", "” does not match its name"),
        ("a,b\n1,2\n", "people.csv", "The first row has no heading for: Electronic mail address, Name and Member"),
        ("email,name,member\n", "people.csv", "This file has no rows below its headings"),
    ],
)
def test_a_bad_file_is_refused_beside_the_form(
    world: World, client_of: ClientOf, content: str, name: str, words: str
) -> None:
    answer = send(client_of(world["secretariat"]), content, name)
    text = answer.content.decode()
    assert (answer.status_code, Import.objects.count()) == (422, 0)
    assert words in text
    assert 'aria-invalid="true"' in text


def test_a_file_damaged_behind_its_first_rows_says_so_on_its_page(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    rows = "".join(f"n{n}@example.org,Ms. {'x' * 100},BR\n" for n in range(400))
    send(client, (GOOD + rows).encode() + b"\xff\xff,x,BR\n")
    import_ = Import.objects.get()
    page = client.get(address("import_rows", import_.pk)).content.decode()
    assert (import_.state, "The character encoding of this file cannot be determined" in page) == ("failed", True)
    assert "Import the rows without errors" not in page


def test_no_file_at_all(world: World, client_of: ClientOf) -> None:
    assert client_of(world["secretariat"]).post(address(), {"kind": "members"}).status_code == 422


@pytest.mark.parametrize("name", ["br", "chair", "technician", "french"])
def test_nobody_but_the_secretariat_sees_or_does_any_of_it(world: World, client_of: ClientOf, name: str) -> None:
    send(client_of(world["secretariat"]), GOOD)
    key, client = Import.objects.get().pk, client_of(world[name])
    assert send(client, GOOD).status_code == 403
    assert client.get(address()).status_code == 403
    assert client.get(address("import_rows", key)).status_code == 403
    assert client.post(address("import_rows", key)).status_code == 403
    assert client.get(address("import_columns", "registrations"), {"filled": "1"}).status_code == 403
    assert not Person.objects.filter(email="new@example.org").exists()


def test_a_long_file_shows_how_far_it_is_without_a_script(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "AT_ONCE", 0)
    client = client_of(world["secretariat"])
    send(client, GOOD)
    import_ = Import.objects.get()
    page = client.get(address("import_rows", import_.pk)).content.decode()
    assert 'http-equiv="refresh"' in page
    assert "The rows are being checked" in page
    background.check_later.call(import_.pk)
    assert 'http-equiv="refresh"' not in client.get(address("import_rows", import_.pk)).content.decode()
    answer = client.post(address("import_rows", import_.pk), follow=True).content.decode()
    assert "The rows are being imported" in answer
    background.apply_later.call(import_.pk, world["secretariat"].person.pk, None)
    assert Import.objects.get().state == "applied"


@pytest.mark.parametrize(
    ("kind", "heading"),
    [("members", "Person or Member"), ("items", "Item"), ("documents", "Document"), ("sittings", "Sitting")],
)
def test_rows_say_what_they_are_about(world: World, client_of: ClientOf, kind: str, heading: str) -> None:
    head = [column.name for column in columns_of(kind, world.consultation)]
    import_ = check(world, ["?"] * len(head), head=head, kind=kind)
    page = client_of(world["secretariat"]).get(address("import_rows", import_.pk)).content.decode()
    assert f">{heading}</th>" in page


def test_rows_are_searched_chosen_and_taken_away_to_be_corrected(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    send(client, "email,name,member\nnobody,=SUM(1),BR\nok@example.org,=SUM(2),BR\n")
    rows = address("import_rows", Import.objects.get().pk)
    assert "=SUM(2)" in client.get(rows, {"only": "warnings"}).content.decode()
    assert "=SUM(2)" not in client.get(rows, {"only": "errors"}).content.decode()
    assert "=SUM(2)" not in client.get(rows, {"q": "NOBODY"}).content.decode()
    found = lines(client.get(rows, {"only": "errors", "format": "csv"}))  # type: ignore[arg-type]
    assert found[0] == ["Row", "Electronic mail address", "Name", "Member", "Remarks"]
    assert found[1][:4] == ["2", "nobody", "'=SUM(1)", "BR"]
    assert "This is not an e-mail address" in found[1][4]
    corrected = client.get(rows, {"only": "errors", "format": "csv"}).content.replace(b"nobody", b"one@example.org")
    send(client, corrected)
    client.post(address("import_rows", Import.objects.latest("pk").pk))
    assert Person.objects.get(email="one@example.org").name == "=SUM(1)"


@pytest.mark.parametrize("kind", ["registrations", "members"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_kept_now_comes_back_and_changes_nothing(
    world: World, client_of: ClientOf, kind: str, ending: str, language: str
) -> None:
    Person.objects.filter(pk=world["br"].person_id).update(phone="+41 22 730 00 00", name="=SUM(1)", time_zone="UTC")
    Registration.objects.filter(pk=world["br"].pk).update(days=["2020-06-09", "2020-06-10"], delegation_role="head")
    client = client_of(world["secretariat"])
    client.cookies["django_language"] = language
    answer = client.get(address("import_columns", kind), {"filled": "1", "format": ending})
    send(client, answer.content, f"now.{ending}", kind)
    import_ = Import.objects.get()
    assert (import_.state, import_.ignored) == ("checked", [])
    assert (import_.counts["errors"], import_.writes, import_.counts["unchanged"]) == (0, 0, import_.total)


def test_an_empty_workbook_explains_its_columns(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    client.cookies["django_language"] = "ar"
    book = load_workbook(BytesIO(client.get(address("import_columns", "members")).content))
    first, second = book.worksheets
    assert (first.max_row, first.sheet_view.rightToLeft) == (1, True)
    assert [cell.value for cell in next(first.iter_rows())] == [
        row[0].value for row in second.iter_rows(2, 1 + len(COLUMNS))
    ]
    assert client.get(address("import_columns", "kings")).status_code == 404


def test_the_page_asks_as_many_questions_for_many_rows(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])

    def queries(rows: int) -> int:
        send(client, "email,name,member\n" + "".join(f"{n},Ms. {n},BR\n" for n in range(rows)))
        page = address("import_rows", Import.objects.latest("pk").pk)
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
            client.get(address())
        return len(asked)

    assert queries(1) == queries(3)


def test_sittings_are_imported_from_days_and_hours(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert f'href="{address()}?kind=sittings"' in client.get(address("plan_days")).content.decode()
    send(client, "day,opens,closes\n2020-06-11,12:00,15:00\n2020-06-09,13:00,16:00\n", kind="sittings")
    page = client.get(address("import_rows", Import.objects.get().pk))
    assert "This sitting overlaps sitting 1. Correct its hours." in page.content.decode()
    assert [row.who for row in page.context["rows"].shown] == ["2020-06-09"]
    assert "1 row was imported." in client.post(page.request["PATH_INFO"], follow=True).content.decode()
    filled = lines(client.get(address("import_columns", "sittings"), {"format": "csv", "filled": "1"}))  # type: ignore[arg-type]
    assert filled[1:] == [
        ["1", "2020-06-09", "12:00", "15:00", "", world["vice_chair"].person.email],
        ["2", "2020-06-11", "12:00", "15:00", "", world["vice_chair"].person.email],
    ]
    chair = client_of(world["chair"])
    assert "?kind=sittings" not in chair.get(address("plan_days")).content.decode()


def test_the_empty_file_of_sittings_can_be_imported_once_it_is_filled(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    book = load_workbook(BytesIO(client.get(address("import_columns", "sittings")).content))
    assert [sheet.title for sheet in book.worksheets][1:], "a second sheet explains the columns"
    sheet = book.worksheets[0]
    sheet.append(["", "2020-06-11", "12:00", "15:00", "", ""])
    content = BytesIO()
    book.save(content)
    send(client, content.getvalue(), "sittings.xlsx", "sittings")
    assert Import.objects.get().counts["new"] == 1
