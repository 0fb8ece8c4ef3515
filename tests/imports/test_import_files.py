"""What a file may be: headings, encodings, workbooks, and files that are refused as a whole."""

from __future__ import annotations

import json
import signal
import sys
from datetime import date, datetime
from io import BytesIO, TextIOWrapper
from subprocess import Popen
from typing import TYPE_CHECKING, Any, NoReturn, cast
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import connection
from django.utils import translation
from openpyxl import Workbook
from openpyxl.xml.constants import ARC_SHARED_STRINGS, SHARED_STRINGS, SHEET_MAIN_NS

from hemicycle.imports import run, sources, workbook
from hemicycle.imports.models import Import
from hemicycle.imports.registration_columns import COLUMNS
from hemicycle.people import confined
from hemicycle.people.models import Person, Registration, Upload
from hemicycle.people.uploads import XLSX
from hemicycle.rules.reasons import Refusal
from hemicycle.web.toolkit.exports import harmless
from tests.factories import START
from tests.support.imports import HEAD, apply, as_csv, begin, check, counts, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import IO

    from tests.factories import World


def as_xlsx(lines: Iterable[Sequence[object]]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in lines:
        sheet.append(list(line))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "fr", "ru", "es"])
def test_headings_in_any_language_and_in_any_order(world: World, language: str) -> None:
    with translation.override(language):
        heads = [str(column.label) for column in COLUMNS]
    by_name = dict(zip((column.name for column in COLUMNS), heads, strict=True))
    head = [by_name["member"], "Remarks", by_name["name"].upper(), by_name["email"]]
    import_ = check(world, ("BR", "x", "Ms. Ana Silva", "new@example.org"), head=head)
    assert (import_.ignored, counts(import_)) == (["Remarks"], (1, 0, 0, 0))


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "utf-16")]
)
def test_text_of_every_kind(world: World, delimiter: str, encoding: str) -> None:
    lines = [HEAD, (), ("new@example.org", "Г-жа Ана; Сильва, \n", "البرازيل")]
    import_ = begin(world, as_csv(lines, delimiter, encoding))
    run.check(import_, START)
    apply(world, import_)
    assert Person.objects.get(email="new@example.org").name == "Г-жа Ана; Сильва,"


def test_a_workbook_with_numbers_dates_and_formulas(world: World) -> None:
    lines = [
        (*HEAD, "phone", "days", "function"),
        ("new@example.org", "Ms. Ana Silva", "BR", 41227300000.0, START.replace(tzinfo=None), "=1+1"),
    ]
    import_ = begin(world, as_xlsx(lines), "people.xlsx")
    run.check(import_, START)
    apply(world, import_)
    made = Registration.objects.get(person__email="new@example.org")
    # A formula counts as its value, and this one was never calculated.
    assert (made.person.phone, made.days, made.function) == ("41227300000", ["2020-06-09"], "")


def _entity_bomb() -> bytes:
    """A sheet whose first cell would unfold into 20 to the power of 11 letters."""
    lots = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    doctype = f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a0 "x">{lots}]>'.encode()
    whole, file = ZipFile(BytesIO(as_xlsx([HEAD, ("a", "b", "c")]))), BytesIO()
    with ZipFile(file, "w") as changed:
        for part in whole.namelist():
            content = whole.read(part)
            bomb = doctype + content.replace(b"<t>email</t>", b"<t>&a11;</t>")
            changed.writestr(part, bomb if part.endswith("sheet1.xml") else content)
    return file.getvalue()


def _zip_bomb() -> bytes:
    file = BytesIO(as_xlsx([HEAD, ("a", "b", "c")]))
    with ZipFile(file, "a", ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet2.xml", b" " * (sources.MEGABYTES_UNPACKED * 1024 * 1024))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "people.csv", "upload_empty"),
        (b"%PDF-1.7\n", "people.pdf", "import_no_table"),
        (b"%PDF-1.7\n", "people.csv", "upload_not_what_it_says"),
        (b"PK\x03\x04" + b"x" * 50, "people.xlsx", "upload_not_what_it_says"),
        (b"x" * (10 * 1024 * 1024 + 1), "people.csv", "upload_too_big"),
        (as_csv([HEAD]), "people.csv", "import_without_rows"),
        (as_csv([("a", "b"), ("1", "2")]), "people.csv", "import_column_missing"),
        (
            as_csv([(*HEAD, "E-MAIL"), ("1", "2", "3", "4")]).replace(b"E-MAIL", b"Email"),
            "people.csv",
            "import_column_twice",
        ),
        (as_csv([HEAD, ("new@example.org", "x" * 9_000_000, "BR")]), "people.csv", "import_cell_too_long"),
        (as_csv([HEAD, ("new@example.org", "Jos\xe9", "BR")], encoding="latin-1"), "people.csv", "import_not_unicode"),
        (_zip_bomb(), "people.xlsx", "import_unpacks_too_large"),
        (_entity_bomb(), "people.xlsx", "import_damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused_as_a_whole(world: World, content: bytes, name: str, code: str) -> None:
    assert refused(lambda: begin(world, content, name)) == code
    assert not Import.objects.exists()
    assert not Upload.objects.exists()


def test_a_truncated_workbook(world: World) -> None:
    content = as_xlsx([HEAD, *((f"n{n}@example.org", f"Ms. {n}", "BR") for n in range(100))])
    assert refused(lambda: begin(world, content[: len(content) // 2], "people.xlsx")) in {
        "upload_not_what_it_says",
        "import_damaged",
    }


def test_a_workbook_damaged_behind_its_first_rows_is_not_half_checked(world: World) -> None:
    whole = ZipFile(BytesIO(as_xlsx([HEAD, *((f"n{n}@example.org", f"{n}", "Atlantis") for n in range(2000))])))
    file = BytesIO()
    with ZipFile(file, "w") as cut:
        for part in whole.namelist():
            content = whole.read(part)
            cut.writestr(part, content[: len(content) // 2] if part.endswith("sheet1.xml") else content)
    import_ = begin(world, file.getvalue(), "people.xlsx")
    run.check(import_, START)
    assert (import_.state, import_.refusal["code"], import_.rows.count()) == ("failed", "import_damaged", 0)
    assert refused(lambda: apply(world, import_)) == "import_not_checked"


def test_more_rows_than_are_imported_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "ROWS", 2)
    import_ = check(world, *((f"n{n}@example.org", f"Ms. {n}", "BR") for n in range(3)))
    assert import_.refusal["code"] == "import_too_long"


@pytest.mark.parametrize("start", [start for start in sources.FORMULA_STARTS if start.strip()])
def test_what_export_makes_harmless_is_read_as_it_was(world: World, start: str) -> None:
    import_ = check(world, ("new@example.org", harmless(f"{start}1"), "BR"))
    assert import_.rows.get().cells["name"] == f"{start}1"


def with_rows(*rows: int) -> bytes:
    """A workbook with an address in each of these rows, beneath the usual headings."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(HEAD))
    for row in rows:
        sheet.cell(row, 1, f"a{row}@example.org")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def numbers(content: bytes) -> list[int]:
    return [line.number for line in sources.lines_of(BytesIO(content), XLSX)]


def with_one_text(text: str, *, rows: int, columns: int) -> bytes:
    """A workbook that has one text in all its cells beneath a heading, as Excel writes it: once."""
    book = Workbook()
    for row in [["email"] * columns, *[["TEXT"] * columns] * rows]:
        book.worksheets[0].append(row)
    made, file = BytesIO(), BytesIO()
    book.save(made)
    known = f'<Override PartName="/{ARC_SHARED_STRINGS}" ContentType="{SHARED_STRINGS}"/></Types>'.encode()
    with ZipFile(made) as parts, ZipFile(file, "w", ZIP_DEFLATED) as changed:
        for name in parts.namelist():
            part = parts.read(name).replace(b't="inlineStr"><is><t>TEXT</t></is>', b't="s"><v>0</v>')
            changed.writestr(name, part.replace(b"</Types>", known))
        changed.writestr(ARC_SHARED_STRINGS, f'<sst xmlns="{SHEET_MAIN_NS}"><si><t>{text}</t></si></sst>')
    return file.getvalue()


def sheet_of(rows: int, filled: Callable[[int], bool]) -> Iterator[tuple[int, list[str]]]:
    return ((number, ["x"] if filled(number) else [""]) for number in range(1, rows + 1))


def test_a_stray_cell_far_below_the_table_is_not_looked_for() -> None:
    sheet = sheet_of(1_048_576, lambda number: number in {1, 2, 1_048_576})
    assert [line.number for line in sources.filled(sheet)] == [1, 2]
    assert next(sheet)[0] == 2 + sources.EMPTY_ROWS_END + 1
    assert numbers(with_rows(2, 1_048_576)) == [1, 2]


def test_empty_rows_in_between_are_passed_over_but_not_without_end() -> None:
    assert len(list(sources.filled(sheet_of(20_000, lambda number: number % 1000 == 0)))) == 20
    with pytest.raises(Refusal, match="import_too_long"):
        list(sources.filled(sheet_of(30_000, lambda number: number % 1000 == 0)))


def test_what_a_workbook_keeps_once_and_says_in_many_cells_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = with_one_text("w" * 30_000, rows=10, columns=10)
    assert len(content) < 20_000
    assert len(numbers(content)) == 11
    monkeypatch.setattr(sources, "MEGABYTES_UNPACKED", 2)
    with pytest.raises(Refusal, match="import_unpacks_too_large"):
        numbers(content)


def with_formats(number: int) -> bytes:
    """A workbook of a few kilobytes with so many formats of cells, which a reader makes before the first row."""
    made, file = BytesIO(with_rows(2)), BytesIO()
    with ZipFile(made) as parts, ZipFile(file, "w", ZIP_DEFLATED) as changed:
        for name in parts.namelist():
            changed.writestr(name, parts.read(name).replace(b"</cellXfs>", b"<xf/>" * number + b"</cellXfs>"))
    return file.getvalue()


def test_a_workbook_is_read_within_a_limit_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert numbers(with_formats(10)) == [1, 2]
    content = with_formats(400_000)
    assert len(content) < 30_000
    monkeypatch.setattr(sources, "SECONDS", 1)
    with pytest.raises(Refusal, match="import_too_slow"):
        numbers(content)


def test_a_workbook_is_read_within_a_limit_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    content = with_formats(400_000)
    monkeypatch.setattr(sources, "MEGABYTES_READING", 160)
    assert numbers(with_formats(10)) == [1, 2]
    # Libraries say in several ways that there is no more memory.
    with pytest.raises(Refusal, match=r"import_(too_slow|damaged)"):
        numbers(content)


@pytest.mark.parametrize(
    ("content", "ends", "rows"),
    [(with_rows(2), 0, ["email", "a2@example.org"]), (b"PK", workbook.DAMAGED, []), (None, workbook.TOO_LARGE, [])],
)
def test_the_reader_writes_rows_and_says_how_it_ended(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
    ends: int,
    rows: list[str],
) -> None:
    def full(*_: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(workbook, "_limit", lambda *_: None)  # they would hold the tests too
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content or b"")))
    if content is None:
        monkeypatch.setattr(workbook, "rows", full)
    assert workbook.main(1, 1, 100) == ends
    assert [json.loads(line)[0] for line in capsys.readouterr().out.splitlines()] == rows


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (7.0, "7"),
        (7.5, "7.5"),
        (datetime(2020, 6, 9), "2020-06-09"),  # noqa: DTZ001 - a workbook knows no zones
        (datetime(2020, 6, 9, 12), "2020-06-09T12:00"),  # noqa: DTZ001 - the same
        (date(2020, 6, 9), "2020-06-09"),
    ],
)
def test_a_cell_is_text(value: object, text: str) -> None:
    assert workbook.text_of(value) == text


def test_who_wants_no_more_rows_leaves_no_reader_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started, real = list[Popen[bytes]](), cast("Any", Popen)

    def noting(*given: Any, **rest: Any) -> Popen[bytes]:
        started.append(real(*given, **rest))
        return started[-1]

    monkeypatch.setattr(confined, "Popen", noting)
    lines = sources.lines_of(BytesIO(with_rows(*range(2, 2000))), XLSX)
    assert next(lines).number == 1
    lines.close()  # type: ignore[attr-defined]
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def test_the_reader_of_workbooks_knows_no_secret_of_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    given, real = list[dict[str, str]](), cast("Any", Popen)

    def noting(*command: Any, env: dict[str, str], **rest: Any) -> Popen[bytes]:
        given.append(env)
        return cast("Popen[bytes]", real(*command, env=env, **rest))

    monkeypatch.setenv("HEMICYCLE_EMAIL_PASSWORD", "secret")
    monkeypatch.setattr(confined, "Popen", noting)
    assert numbers(with_rows(2)) == [1, 2]
    assert [name for name in given[0] if name.startswith("HEMICYCLE")] == []


def test_no_lock_is_held_while_a_file_is_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    held, real = list[bool](), sources.lines_of

    def noting(file: IO[bytes], media_type: str) -> Iterator[sources.Line]:
        for line in real(file, media_type):
            held.append(connection.in_atomic_block)
            yield line

    monkeypatch.setattr(sources, "lines_of", noting)
    monkeypatch.setattr(run, "lines_of", noting)
    import_ = check(world, ("new@example.org", "Ms. Ana Silva", "BR"))
    apply(world, import_)
    assert Person.objects.filter(email="new@example.org").exists()
    assert len(held) > 4
    assert not any(held)
