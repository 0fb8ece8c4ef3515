"""Documents with their files from one ZIP: checked by row, safe whatever is in it, and written in one act."""

from __future__ import annotations

import stat
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.documents.models import Document, DocumentFile
from hemicycle.imports import archive, run
from hemicycle.imports.desks import columns_of, present_lines
from hemicycle.journal.models import Entry
from hemicycle.people.models import Upload
from hemicycle.rules.reasons import Refusal
from tests.factories import START, make_world
from tests.people.test_uploads import A_PDF, A_PNG, A_PROGRAM, a_letter
from tests.support.imports import apply, as_csv, check, counts, secretariat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.imports.models import Import
    from tests.factories import World

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HEAD = ("symbol", "title_en", "contains", "file_en", "file_fr")
ROW = ("C20/16", "Budget", "decision", "en/paper.pdf", "https://example.org/fr")


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world()


def zipped(files: Mapping[str | ZipInfo, bytes], *rows: Sequence[str], table: str = "documents.csv") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as parts:
        if rows:
            parts.writestr(table, as_csv([HEAD, *rows]))
        for name, content in files.items():
            parts.writestr(name, content)
    return made.getvalue()


def begin(world: World, content: bytes, name: str = "documents.zip") -> Import:
    file = ContentFile(content, name=name)
    return run.begin(world.consultation.pk, secretariat(world), START, "documents", file)


def checked(world: World, content: bytes) -> Import:
    import_ = begin(world, content)
    run.check(import_, START)
    return import_


def refused(world: World, content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        begin(world, content)
    assert not Upload.objects.exists()
    return caught.value.reason.code.value


def found(import_: Import) -> dict[int, list[tuple[str, str]]]:
    return {
        row.number: [(problem["column"], problem["reason"]["code"]) for problem in row.problems]
        for row in import_.rows.all()
    }


def test_documents_with_files_and_links_are_checked_and_written_in_one_act(world: World) -> None:
    import_ = checked(world, zipped({"en/paper.pdf": A_PDF, "__MACOSX/x": b"x"}, ROW))
    assert (counts(import_), DocumentFile.objects.count()) == ((1, 0, 0, 0), 0)
    apply(world, import_)
    made = Document.objects.get(symbol="C20/16")
    english, french = made.files.order_by("language")
    assert english.upload is not None
    with english.upload.file.open("rb") as file:
        assert (english.upload.name, file.read()) == ("paper.pdf", A_PDF)
    assert french.link == "https://example.org/fr"
    assert made.contains == ["decision"]
    entry = Entry.objects.filter(act="document.edit").latest("pk")
    assert (entry.place, entry.data["counts"]["new"]) == (f"import:{import_.pk}", 1)


def test_the_same_zip_changes_nothing_and_another_file_replaces(world: World) -> None:
    same = zipped({"en/paper.pdf": A_PDF}, ROW)
    apply(world, checked(world, same))
    assert counts(checked(world, same)) == (0, 0, 1, 0)
    import_ = checked(world, zipped({"en/paper.docx": a_letter()}, (*ROW[:3], "EN\\paper.docx", "")))
    assert counts(import_) == (0, 1, 0, 0)
    apply(world, import_)
    made = Document.objects.get(symbol="C20/16")
    assert [file.language for file in made.files.filter(replaced_at=None)] == ["en"]
    assert made.files.count() == 3


def test_each_kind_of_bad_row_says_what_is_wrong(world: World) -> None:
    files: dict[str | ZipInfo, bytes] = {
        "a.png": A_PNG,
        "b.pdf": A_PROGRAM,
        "c.pdf": A_PDF,
        "big.pdf": A_PDF + b" " * 10_500_000,
    }
    import_ = checked(
        world,
        zipped(
            files,
            ("../C20", "A", "", "", ""),
            ("C20/21", "", "poem", "", ""),
            ("C20/22", "A", "", "missing.pdf", "javascript:alert(1)"),
            ("C20/23", "A", "", "a.png", "b.pdf"),
            ("C20/24", "A", "", "c.pdf", "big.pdf"),
            ("C20/25", "A", "", "c.pdf", ""),
            ("C20/25", "B", "", "c.pdf", ""),
            ("C20/26", "A", "", "https://", ""),
        ),
    )
    assert found(import_) == {
        2: [("symbol", "document_symbol")],
        3: [("contains", "document_contains"), ("", "document_without_title")],
        4: [("file_en", "document_file_missing"), ("file_fr", "document_file_missing")],
        5: [("file_en", "document_kind"), ("file_fr", "upload_not_what_it_says")],
        6: [("file_fr", "import_archive_file_too_large")],
        8: [("symbol", "document_twice")],
        9: [("file_en", "document_link")],
    }


@pytest.mark.parametrize(
    "name", ["../paper.pdf", "/etc/passwd", "a/../../b.pdf", "a\\b.pdf", "C:/paper.pdf", "a//b.pdf", "./a.pdf"]
)
def test_a_name_that_leads_elsewhere_is_refused(world: World, name: str) -> None:
    assert refused(world, zipped({name: A_PDF}, ROW)) == "import_archive_name"


def test_a_link_in_the_file_system_is_refused(world: World) -> None:
    link = ZipInfo("paper.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refused(world, zipped({link: b"/etc/passwd"}, ROW)) == "import_archive_name"


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = zipped({"paper.pdf": b"\0" * 3_000_000}, ROW)
    assert len(bomb) < 10_000
    monkeypatch.setattr(archive, "MEGABYTES_UNPACKED", 2)
    monkeypatch.setattr(archive.Archive, "read", lambda *_: pytest.fail("it was unpacked"))
    assert refused(world, bomb) == "import_archive_too_large"


def test_an_entry_that_is_larger_than_it_says_is_no_more_than_it_says(world: World) -> None:
    content = bytearray(zipped({"paper.pdf": b"%PDF-1.7\n" + b"\0" * 5_000_000}, ("C20/16", "A", "", "paper.pdf", "")))
    size = (5_000_009).to_bytes(4, "little")
    while size in content:
        place = content.index(size)
        content[place : place + 4] = (100).to_bytes(4, "little")
    import_ = checked(world, bytes(content))
    assert found(import_) == {2: [("file_en", "import_archive_damaged")]}


def test_a_zip_that_holds_too_many_or_too_little_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(world, zipped({"paper.pdf": A_PDF})) == "import_archive_table"
    assert refused(world, zipped({"more.csv": b"symbol"}, ROW)) == "import_archive_table"
    assert refused(world, zipped({"paper.pdf": A_PDF, "Paper.PDF": A_PDF}, ROW)) == "import_archive_twice"
    assert refused(world, b"PK\x03\x04" + b"\xff" * 100) in {"import_archive_damaged", "upload_kind_not_accepted"}
    monkeypatch.setattr(archive, "ENTRIES", 2)
    assert refused(world, zipped({"a.pdf": A_PDF, "b.pdf": A_PDF}, ROW)) == "import_archive_entries"


def test_a_zip_is_no_table_of_people(world: World) -> None:
    with pytest.raises(Refusal) as caught:
        run.begin(world.consultation.pk, secretariat(world), START, "items", ContentFile(zipped({}, ROW), "items.zip"))
    assert caught.value.reason.code in {"upload_kind_not_accepted", "upload_not_what_it_says"}


def test_what_is_there_now_is_imported_again_from_its_table_alone(world: World) -> None:
    apply(world, checked(world, zipped({"en/paper.pdf": A_PDF}, ROW)))
    rows = list(present_lines(world.consultation, "documents"))
    head = [column.name for column in columns_of("documents", world.consultation)]
    assert counts(check(world, *rows, head=head, kind="documents")) == (0, 0, 4, 0)


def test_checking_asks_no_more_for_more_rows(world: World) -> None:
    def asked(rows: int) -> int:
        lines = [(f"C20/{100 + row}", "A", "", "a.pdf", "") for row in range(rows)]
        import_ = begin(world, zipped({"a.pdf": A_PDF}, *lines))
        with CaptureQueriesContext(connection) as queries:
            run.check(import_, START)
        return len(queries)

    assert asked(2) == asked(30)
