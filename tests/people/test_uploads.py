"""What people send as evidence: known by its content, whatever its name says."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from docx import Document
from openpyxl import Workbook

from hemicycle.people.models import Upload
from hemicycle.people.uploads import CSV, DOCX, JPEG, PDF, PNG, TEXT, XLSX, look
from hemicycle.rules.reasons import Refusal
from tests.factories import START

if TYPE_CHECKING:
    from tests.factories import World

A_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
A_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
A_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
A_PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 60


def a_workbook() -> bytes:
    file = BytesIO()
    Workbook().save(file)
    return file.getvalue()


def a_letter() -> bytes:
    file = BytesIO()
    Document().save(file)
    return file.getvalue()


def a_zip(content_types: bytes = b"") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("[Content_Types].xml" if content_types else "a.txt", content_types)
    return file.getvalue()


def kept(world: World, content: bytes, name: str) -> Upload:
    return look(ContentFile(content, name)).keep(world["secretariat"].person, START)


def refused(world: World, content: bytes, name: str) -> str:
    with pytest.raises(Refusal) as caught:
        kept(world, content, name)
    assert not Upload.objects.exists()
    return caught.value.reason.code


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (A_PDF, "note.pdf", PDF),
        (A_PNG, "scan.PNG", PNG),
        (A_JPEG, "scan.jpg", JPEG),
        (a_letter(), "letter.docx", DOCX),
        (a_workbook(), "people.xlsx", XLSX),
        ("Nom;Pays\nÉlodie;Côte d’Ivoire\n".encode(), "people.csv", CSV),
        ("Имя;Страна\n".encode("cp1251"), "people.csv", CSV),
        ("الاسم\tالبلد\n".encode("utf-16"), "people.txt", TEXT),
        (b"From: the Ministry", "mail.txt", TEXT),
    ],
)
def test_it_is_kept_byte_for_byte_as_what_it_is(content: bytes, name: str, media_type: str, world: World) -> None:
    row = kept(world, content, name)
    with row.file.open() as file:
        assert file.read() == content
    assert (row.media_type, row.name, row.size) == (media_type, name, len(content))
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert name not in str(row.file.name)
    assert (row.uploaded_by, row.uploaded_at) == (world["secretariat"].person, START)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "note.pdf", "upload_empty"),
        (b"a" * (10 * 1024 * 1024 + 1), "note.txt", "upload_too_big"),
        (A_PROGRAM, "note.pdf", "upload_not_what_it_says"),
        (A_PROGRAM, "note.pdf.exe", "upload_kind_not_accepted"),
        (A_PDF, "note.docx", "upload_not_what_it_says"),
        (A_PDF, "note.pdf.exe", "upload_not_what_it_says"),
        (A_PNG, "scan.jpg", "upload_not_what_it_says"),
        (a_workbook(), "letter.docx", "upload_not_what_it_says"),
        (a_workbook(), "people.csv", "upload_not_what_it_says"),
        (a_zip(), "letter.docx", "upload_not_what_it_says"),
        (a_zip(), "letters.zip", "upload_kind_not_accepted"),
        (a_zip(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "macros.docx", "upload_not_what_it_says"),
        (b"PK\x03\x04 cut short", "letter.docx", "upload_not_what_it_says"),
        (b"<!doctype html><script>alert(1)</script>", "note.txt", "upload_not_what_it_says"),
        (b"<!doctype html><script>alert(1)</script>", "note.html", "upload_kind_not_accepted"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "scan.png", "upload_not_what_it_says"),
        (b"words\x00\x01\x02", "note.txt", "upload_not_what_it_says"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(content: bytes, name: str, code: str, world: World) -> None:
    assert refused(world, content, name) == code


def test_ten_megabytes_of_text_are_kept(world: World) -> None:
    assert kept(world, b"a" * (10 * 1024 * 1024), "note.txt").size == 10 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\note.pdf", "note.pdf"),
        ("a\x00b\x07\nc.pdf", "ab c.pdf"),
        ("note\u202efdp.exe", "notefdp.exe"),
        ("n" * 300 + ".pdf", "n" * 196 + ".pdf"),
        ("ن" * 300 + ".pdf", "ن" * 196 + ".pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("letter of 9.6.2020", "letter of 9.6.2020.pdf"),
    ],
)
def test_the_senders_name_is_shown_without_path_controls_and_direction_marks(
    name: str, shown: str, world: World
) -> None:
    if shown.endswith(".exe"):
        assert refused(world, A_PDF, name) == "upload_not_what_it_says"
    else:
        assert kept(world, A_PDF, name).name == shown
