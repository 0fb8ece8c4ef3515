"""Files that act by themselves, or that a scanner refuses, are not kept."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from django.core.files.base import ContentFile
from docx import Document
from openpyxl import Workbook

from hemicycle.people import active_content, scanning, uploads
from hemicycle.rules.reasons import Refusal
from tests.ports import free_port
from tests.support.clamd import scanner

if TYPE_CHECKING:
    from pytest_django import Settings

__all__ = ["scanner"]

_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="https://example.net/x.dotm" TargetMode="External"/></Relationships>'
)


def pdf(objects: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj " + objects + b" endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def streamed(objects: bytes) -> bytes:
    packed = zlib.compress(objects)
    return pdf(b"<</Type /ObjStm /Filter /FlateDecode /N 1 /Length %d>> stream\n%s\nendstream" % (len(packed), packed))


def office(kind: str, name: str = "", part: str = "") -> bytes:
    file = BytesIO()
    if kind == "docx":
        Document().save(file)
    else:
        Workbook().save(file)
    if name:
        with ZipFile(file, "a") as parts:
            parts.writestr(name, part)
    return file.getvalue()


def kept(content: bytes, name: str) -> str:
    """As what it is kept, or why not."""
    try:
        return uploads.look(ContentFile(content, name)).media_type
    except Refusal as refused:
        return str(refused.reason.code.value)


@pytest.mark.parametrize(
    "objects",
    [
        b"<</OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>>>",
        b"<</S /JavaScript>>",
        b"<</S /J#61vaScript>>",
        b"<</AA <</O <</S /Launch /F (cmd.exe)>>>>>>",
    ],
)
def test_a_pdf_that_acts_by_itself_is_refused_wherever_it_says_so(objects: bytes) -> None:
    assert kept(pdf(objects), "paper.pdf") == "upload_acts_by_itself"
    assert kept(streamed(objects), "paper.pdf") == "upload_acts_by_itself"


@pytest.mark.parametrize(
    "objects", [b"<</Title (JavaScript /JSON)>>", b"<</JSONs 1 /Launcher 2>>", b"<</A <</S /URI>>>>"]
)
def test_another_pdf_is_kept(objects: bytes) -> None:
    assert kept(pdf(objects), "paper.pdf") == kept(streamed(objects), "paper.pdf") == uploads.PDF


def test_what_a_picture_in_a_pdf_says_by_chance_is_no_action() -> None:
    picture = b"<</Subtype /Image /Length 9>> stream\n\xff/JS \x00/Launch\nendstream"
    assert kept(pdf(picture), "paper.pdf") == uploads.PDF
    unpacked = b"<</Type /ObjStm /N 1 /Length 20>> stream\n1 0 <</S /JavaScript>>\nendstream"
    assert kept(pdf(unpacked), "paper.pdf") == "upload_acts_by_itself"


@pytest.mark.parametrize(
    "said",
    [
        b"<</Filter /FlateDecode /N 1 /Type /ObjStm>>",
        b"<</Type /Obj#53tm /Filter /FlateDecode>>",
        b"<</Type /ObjStm" + b" " * 500 + b"/Filter /FlateDecode>>",
    ],
)
def test_an_object_stream_is_known_however_its_dictionary_is_written(said: bytes) -> None:
    stream = zlib.compress(b"<</S /JavaScript>>")
    assert kept(pdf(said + b" stream\n" + stream + b"\nendstream"), "paper.pdf") == "upload_acts_by_itself"


@pytest.mark.parametrize("again", [b"stream\n", b"/ObjStm stream\n", b"obj /ObjStm stream\nendstream "])
def test_a_pdf_that_says_over_and_over_that_a_stream_begins_is_looked_through_once(again: bytes) -> None:
    """Looked for from each of them to the end, it would take hours: the test would not end."""
    assert kept(pdf(again * 100_000), "paper.pdf") == uploads.PDF


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/vbaProject.bin", "x"),
        ("xl/VBAPROJECT.BIN", "x"),
        ("xl/macrosheets/sheet1.xml", "<x/>"),
        ("word/_rels/settings.xml.rels", _RELATION.format(kind="attachedTemplate")),
        ("xl/worksheets/_rels/sheet9.xml.rels", _RELATION.format(kind="oleObject")),
    ],
)
def test_an_office_file_with_macros_or_a_template_elsewhere_is_refused(name: str, part: str) -> None:
    for kind in ("docx", "xlsx"):
        assert kept(office(kind, name, part), f"paper.{kind}") == "upload_acts_by_itself"


@pytest.mark.parametrize(
    "relations",
    [
        " " * 2_000_000 + _RELATION.format(kind="attachedTemplate"),
        _RELATION.format(kind="attachedTemplate").replace("x.dotm", "a>b.dotm"),
        _RELATION.format(kind="attachedTemplate").replace("External", "&#69;xternal"),
        _RELATION.format(kind="attachedTemplate").replace("<Relat", "<p:Relat").replace("xmlns", "xmlns:p"),
        '<!DOCTYPE x [<!ENTITY a "b">]>' + _RELATION.format(kind="hyperlink"),
    ],
)
def test_a_template_elsewhere_is_found_however_its_relation_is_written(relations: str) -> None:
    content = office("docx", "word/_rels/more.xml.rels", relations)
    assert kept(content, "paper.docx") == "upload_acts_by_itself"


def test_relations_without_end_are_not_read_to_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    content = office("docx", "word/_rels/more.xml.rels", " " * 100_000)
    assert kept(content, "paper.docx") == uploads.DOCX
    monkeypatch.setattr(active_content, "_UNPACKED", 90_000)
    assert kept(content, "paper.docx") == "upload_acts_by_itself"


@pytest.mark.parametrize("packing", [ZIP_STORED, ZIP_DEFLATED, ZIP_LZMA])
def test_an_office_file_that_is_damaged_is_refused_in_words(packing: int) -> None:
    file = BytesIO(office("docx"))
    with ZipFile(file, "a", packing) as parts:
        parts.writestr("word/_rels/more.xml.rels", "MARK" * 5000)
        where = parts.getinfo("word/_rels/more.xml.rels").header_offset + 80
    content = bytearray(file.getvalue())
    content[where : where + 8] = b"\xff" * 8
    assert kept(bytes(content), "paper.docx") == "upload_not_what_it_says"


def test_an_office_file_with_a_link_to_click_is_kept() -> None:
    link = ("word/_rels/footer9.xml.rels", _RELATION.format(kind="hyperlink"))
    assert kept(office("docx", *link), "paper.docx") == uploads.DOCX
    assert kept(office("xlsx"), "rows.xlsx") == uploads.XLSX


@pytest.mark.usefixtures("scanner")
def test_what_the_scanner_refuses_is_not_kept() -> None:
    assert kept(b"words", "a.txt") == uploads.TEXT
    assert kept(b"words " * 50_000, "a.txt") == uploads.TEXT
    assert kept(b"EICAR", "a.txt") == "upload_infected"
    assert kept(b"BIG", "a.txt") == "upload_not_scanned"


def test_where_the_scanner_is_away_an_installation_says_what_becomes_of_files(settings: Settings) -> None:
    settings.CLAMD = f"127.0.0.1:{free_port()}"
    assert scanning.scan(b"words") is scanning.Verdict.UNKNOWN
    assert kept(b"words", "a.txt") == "upload_not_scanned"
    settings.CLAMD = "/nowhere/clamd.ctl"
    assert kept(b"words", "a.txt") == "upload_not_scanned"
    settings.CLAMD_REQUIRED = False
    assert kept(b"words", "a.txt") == uploads.TEXT
