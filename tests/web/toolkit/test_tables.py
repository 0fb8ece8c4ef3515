"""Tables searched, sorted and taken away."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from hemicycle.imports.sources import FORMULA_STARTS
from hemicycle.people.models import Member, MemberName
from hemicycle.rules.floor import TurnState
from hemicycle.sittings.models import Turn
from hemicycle.web.toolkit.exports import harmless
from hemicycle.web.toolkit.tables import Column, Table, TableQuery, narrowed_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

ROWS = [("Émile", 3), ("adam", None), ("Zoë", 20), ("Bob", 100)]
COLUMNS: list[Column[tuple[str, int | None]]] = [
    Column("name", "Name", lambda row: row[0]),
    Column("number", "Number", lambda row: row[1]),
]


def names(asked: str) -> list[str]:
    return [name for name, _number in Table(COLUMNS, ROWS, TableQuery(QueryDict(asked))).rows]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ["Émile", "adam", "Zoë", "Bob"]),
        ("sort=name", ["adam", "Bob", "Émile", "Zoë"]),
        ("sort=-name", ["Zoë", "Émile", "Bob", "adam"]),
        ("sort=number", ["Émile", "Zoë", "Bob", "adam"]),
        ("sort=-number", ["Bob", "Zoë", "Émile", "adam"]),
        ("sort=password", ["Émile", "adam", "Zoë", "Bob"]),
        ("q=EMILE", ["Émile"]),
        ("q=emile+3", ["Émile"]),
        ("q=%00", []),
        ("q=" + "x" * 5000, []),
    ],
)
def test_rows_as_the_address_asks(asked: str, expected: list[str]) -> None:
    assert names(asked) == expected


def test_a_heading_says_how_it_sorts_and_sorts_the_other_way() -> None:
    name, number = Table(COLUMNS, ROWS, TableQuery(QueryDict("sort=name&q=a&format=csv"))).headings
    assert (name.order, name.address) == ("ascending", "?q=a&sort=-name")
    assert (number.order, number.address) == ("none", "?q=a&sort=number")


def test_a_filter_narrows_to_what_exists_alone_and_every_address_keeps_it() -> None:
    query = TableQuery(QueryDict("size=large&colour=mauve&still=1&page=2&format=exe"))
    choices = [("small", "Small"), ("large", "Large")]
    filters = [query.filter("size", "Size", choices), query.filter("colour", "Colour", [("red", "Red")])]
    assert [filter_.value for filter_ in filters] == ["large", ""]
    table = Table(COLUMNS, ROWS, query, narrowed_by(filters) | query.keeping("still", "absent"))
    assert table.csv_address == "?size=large&still=1&format=csv"
    assert table.filtered
    assert not query.format


def test_the_page_asked_for_is_the_nearest_there_is() -> None:
    def shown(asked: str) -> list[str]:
        return [name for name, _number in Table(COLUMNS, ROWS, TableQuery(QueryDict(asked)), page_size=3).page]

    assert shown("page=2") == shown("page=99") == ["Bob"]
    assert shown("page=x") == shown("") == ["Émile", "adam", "Zoë"]


def test_a_column_that_the_page_does_not_show_is_searched_sorted_and_exported() -> None:
    columns = [COLUMNS[0], Column("hidden", "Hidden", lambda row: row[1], shown=False)]
    table = Table(columns, ROWS, TableQuery(QueryDict("q=0&sort=-hidden")))
    assert [heading.name for heading in table.headings] == ["name"]
    assert [table.values(row) for row in table.matching_rows] == [["Bob", 100], ["Zoë", 20]]


def code_and_templates(*but: str) -> Iterator[tuple[str, str]]:
    for path in (settings.PACKAGE / "web").rglob("*"):
        if path.suffix in {".py", ".html"} and path.name not in but:
            yield path.name, path.read_text(encoding="utf-8")


def test_only_a_table_query_reads_search_sorting_and_page() -> None:
    reads = re.compile(r"""GET(?:\.get\(|\[|\.)["']?(?:q|sort|page)\b|\.get\(["'](?:q|sort|page)["']""")
    assert reads.search('request.GET.get("page")')
    assert not [name for name, text in code_and_templates("tables.py") if reads.search(text)]


def test_every_file_is_answered_by_the_module_of_downloads() -> None:
    makes = re.compile(r"\bFileResponse\(|Content-Disposition")
    assert [name for name, text in code_and_templates() if makes.search(text)] == ["downloads.py"]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_is_a_formula(start: str) -> None:
    assert str(harmless(f"{start}1+1")).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert harmless(-3.5) == -3.5


def test_a_name_that_is_a_formula_in_both_files(world: World, client_of: ClientOf) -> None:
    person = world["br"].person
    person.name = '=HYPERLINK("http://x","y")\x07'
    person.save()
    client, address = client_of(world["jp"]), reverse("people", args=[world.sitting.pk])
    answer = client.get(address, {"format": "csv", "q": "hyperlink"})
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert lines[0][:2] == ["Name", "Member"]
    assert [line[0][:2] for line in lines[1:]] == ["'="]
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    book = load_workbook(BytesIO(client.get(address, {"format": "xlsx", "q": "hyperlink"}).content))
    cell = book.worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", lines[1][0])


def test_a_workbook_is_filtered_by_its_headings_which_stay_in_sight(client_of: ClientOf, world: World) -> None:
    book = load_workbook(
        BytesIO(client_of(world["jp"]).get("/consultations/test/members/", {"format": "xlsx"}).content)
    )
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
    widths = [sheet.column_dimensions[get_column_letter(cell.column or 0)].width for cell in sheet[1]]
    assert all(width >= len(str(cell.value)) for width, cell in zip(widths, sheet[1], strict=True))


def test_a_workbook_in_arabic_runs_from_right_to_left(world: World, client_of: ClientOf) -> None:
    client = client_of(world["jp"])
    client.cookies["django_language"] = "ar"
    book = load_workbook(BytesIO(client.get("/consultations/test/members/", {"format": "xlsx"}).content))
    assert book.worksheets[0].sheet_view.rightToLeft


def test_members_mark_what_nobody_has_checked(world: World, client_of: ClientOf) -> None:
    MemberName.objects.create(
        member=Member.objects.get(code="JP"), language="ru", name="Япония!", source="recall-check", checked=False
    )
    page = client_of(world["br"]).get("/consultations/test/members/", {"q": "Япония"}).content.decode()
    assert page.count(">not checked<") == 1
    exported = (
        client_of(world["br"])
        .get("/consultations/test/members/", {"q": "Япония", "format": "csv"})
        .content.decode("utf-8-sig")
    )
    assert exported.splitlines()[1].endswith(",ru")


def test_turns_with_their_times_and_lengths(world: World, client_of: ClientOf) -> None:
    at = world.sitting.opens_at
    Turn.objects.create(
        sitting=world.sitting,
        registration=world["br"],
        member=world["br"].member,
        capacity="council_state",
        language="es",
        item=world.items[1],
        state=TurnState.ENDED.value,
        asked_at=at,
        granted_at=at + timedelta(seconds=60),
        connected_at=at + timedelta(seconds=60.4),
        audible_at=at + timedelta(seconds=61.4),
        ended_at=at + timedelta(seconds=180),
    )
    client = client_of(world["technician"])
    address = reverse("turns", args=[world.sitting.pk])
    line = next(csv.DictReader(StringIO(client.get(address, {"format": "csv"}).content.decode("utf-8-sig"))))
    assert line["Asked"] == "12:00:00"  # Geneva
    assert (line["Item"], line["Status"], line["Language"]) == ("2", "Has spoken", "Español")
    assert [line[name] for name in ("Waiting time (s)", "Connection time (s)", "Heard after (s)", "Duration (s)")] == [
        "60.0",
        "0.4",
        "1.0",
        "120.0",
    ]
    assert 'value="100"' in client.get(address).content.decode()
