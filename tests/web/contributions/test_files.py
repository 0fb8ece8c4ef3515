"""A contribution is uploaded as a file: what is read from it, how long it is, and which files are not taken."""

from __future__ import annotations

import zipfile
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hemicycle.contributions.content import Content
from hemicycle.contributions.models import ContributionDraft, ContributionVersion
from hemicycle.documents import texts
from hemicycle.documents.texts import ReadFile
from hemicycle.people import uploads
from hemicycle.people.models import MemberName
from hemicycle.web.access import largest_request
from tests.support.html import html_of
from tests.web.contributions.writing import LIST, begin, form, pdf, upload, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.contributions.contributing import Contributing
    from tests.factories import World

    ClientOf = Callable[[object], Client]


def test_title_members_and_reference_are_read_from_a_word_file(
    contributing: Contributing, world: World, client_of: ClientOf
) -> None:
    MemberName.objects.create(member=contributing.member("jp"), language="en", name="Japan", source="made-up")
    client = client_of(world["br"])
    content = word("Submitted by: Brazil, Japan", "Title: A leaner budget", "Reference: C20/2", "Comments", "Text.")
    answer = upload(client, "paper.docx", content)
    draft = ContributionDraft.objects.get()
    assert answer.headers["Location"] == f"{LIST}drafts/{draft.pk}/"
    read = Content.of_draft(draft.content)
    assert (read.title, read.reference) == ("A leaner budget", "C20/2")
    assert "JP" in read.members
    sent = client.post(answer.headers["Location"], form(1, title=read.title, part_comments="", part_proposal=""))
    assert sent.status_code == 302
    row = ContributionVersion.objects.get()
    assert row.upload is not None
    file = client.get(f"{LIST}{row.contribution_id}/file/1/")
    assert file.getvalue() == content


def test_the_pages_of_a_word_file_are_counted_by_its_text_and_said_to_be_about_so_many(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world["br"])
    answer = upload(client, "long.docx", word(*["The figures of the budget are welcome. " * 12] * 40))
    draft = html_of(client.get(answer.headers["Location"]))
    client.post(answer.headers["Location"], form(1, part_comments="", part_proposal=""))
    row = ContributionVersion.objects.get()
    assert row.pages > 2
    page = html_of(client.get(f"{LIST}{row.contribution_id}/"))
    for said in (draft, page):
        assert f"about {row.pages} pages; at most 2 are recommended" in said
    assert "Longer than recommended" in page
    # What is written beside a file does not change how long it is.
    assert "data-length=" not in draft


def test_where_the_pages_of_a_file_cannot_be_counted_nothing_is_warned_of(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "read", lambda _content, _media_type: ReadFile("On the budget"))
    client = client_of(world["br"])
    answer = upload(client, "paper.pdf", pdf())
    client.post(answer.headers["Location"], form(1, part_comments="", part_proposal=""))
    row = ContributionVersion.objects.get()
    page = html_of(client.get(f"{LIST}{row.contribution_id}/"))
    assert "Number of pages not known" in page
    assert "Longer than recommended" not in page


def test_a_pdf_of_forty_pages_is_taken_with_a_warning(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    answer = upload(client, "long.pdf", pdf(pages=40))
    sent = client.post(answer.headers["Location"], form(1, part_comments="", part_proposal=""))
    row = ContributionVersion.objects.get()
    assert row.pages == 40
    page = html_of(client.get(f"{LIST}{row.contribution_id}/"))
    assert sent.status_code == 302
    assert "Longer than recommended" in page
    assert "40 pages" in page


def image_only() -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 60), "white").save(file, "PDF")
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    file = BytesIO(word("Text"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return file.getvalue()


def of_a_gigabyte() -> bytes:
    """A document of some megabytes that unpacks to a gigabyte."""
    file, piece = BytesIO(word("Text")), bytes(16 << 20)
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
        parts.open("word/media/large.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(64):
            part.write(piece)
    return file.getvalue()


def linked(kind: str) -> bytes:
    """A document with a relation to something elsewhere, which is fetched when it is opened."""
    relation = f'Id="r1" Type="http://x/{kind}" TargetMode="External" Target="http://attack.example/x"'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return with_part(
        "word/_rels/settings.xml.rels",
        f'<Relationships xmlns="{space}"><Relationship {relation}/></Relationships>'.encode(),
    )


ACTS, LIES = "contains scripts, macros or links", "does not match its name"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("paper.pdf", lambda: pdf() + b"\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj", f"“paper.pdf” {ACTS}"),
        ("paper.docx", lambda: with_part("word/vbaProject.bin", b"x"), f"“paper.docx” {ACTS}"),
        ("paper.docx", lambda: linked("attachedTemplate"), f"“paper.docx” {ACTS}"),
        ("paper.docx", lambda: linked("image"), f"“paper.docx” {ACTS}"),
        ("paper.docx", of_a_gigabyte, "“paper.docx” unpacks to more than 200 MB"),
        ("paper.pdf", image_only, "No text can be read in “paper.pdf”"),
        ("paper.pdf", lambda: word("Text"), f"The content of “paper.pdf” {LIES}"),
        ("paper.docx", pdf, f"The content of “paper.docx” {LIES}"),
        ("paper.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "“paper.png” cannot be taken as a contribution"),
        ("paper.txt", lambda: b"Text", "“paper.txt” cannot be taken as a contribution"),
        ("paper.exe", lambda: b"MZ" + bytes(99), "Files of this kind are not accepted"),
        ("paper.pdf", lambda: b"", "This file is empty"),
        ("paper.pdf", lambda: b"%PDF-1.7\nbroken", "No text can be read in “paper.pdf”"),
    ],
    ids=[
        *("script", "macros", "template", "linked picture", "unpacked", "image", "lying", "lying the other way"),
        *("picture", "text", "program", "empty", "broken"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_with_the_reason(
    world: World,
    client_of: ClientOf,
    name: str,
    content: Callable[[], bytes],
    said: str,
) -> None:
    client = client_of(world["br"])
    made = content()
    answer = upload(client, name, made)
    assert 400 <= answer.status_code < 500
    assert said in html_of(answer)
    assert not ContributionDraft.objects.exists()
    # Given to a draft, it is refused likewise, and what is written stays.
    address = begin(client)
    file = SimpleUploadedFile(name, made)
    page = html_of(client.post(address, {**form(1, act="give_file"), "file": file}))
    assert "The figures are welcome." in page
    assert ContributionDraft.objects.get().upload is None


class Streamed(RawIOBase):
    """A form with one file of many megabytes, which are sent and not kept."""

    def __init__(self, size: int) -> None:
        self._head = (
            b'--x\r\nContent-Disposition: form-data; name="act"\r\n\r\nupload\r\n'
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="large.pdf"\r\n'
            b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
        )
        self._tail = b"\r\n--x--\r\n"
        self._zeros = size
        self.length = size + len(self._head) + len(self._tail)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """The next of it, as much as fits."""
        there = memoryview(buffer).cast("B")
        most = len(there)
        if self._head:
            piece, self._head = self._head[:most], self._head[most:]
        elif self._zeros:
            piece = bytes(min(self._zeros, most))
            self._zeros -= len(piece)
        else:
            piece, self._tail = self._tail[:most], self._tail[most:]
        there[: len(piece)] = piece
        return len(piece)


def sent(client: Client, megabytes: int) -> Answer:
    file = Streamed(megabytes << 20)
    environment: dict[str, Any] = {
        "wsgi.input": file,
        "CONTENT_LENGTH": str(file.length),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
    }
    return client.generic("POST", LIST, **environment)


@pytest.mark.parametrize(
    ("megabytes", "said"),
    [
        (30, f"This file is larger than {uploads.MEGABYTES} MB"),
        (200, f"Choose smaller files, at most {largest_request.MEGABYTES} MB in all"),
    ],
)
def test_a_large_file_is_refused_with_the_limit(world: World, client_of: ClientOf, megabytes: int, said: str) -> None:
    answer = sent(client_of(world["br"]), megabytes)
    assert 400 <= answer.status_code < 500
    assert said in html_of(answer)
    assert not ContributionDraft.objects.exists()


def test_a_file_is_given_to_a_draft_and_taken_away_and_the_text_stays(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    address = begin(client)
    file = SimpleUploadedFile("paper.pdf", pdf())
    assert client.post(address, {**form(1, act="give_file"), "file": file}).status_code == 302
    draft = ContributionDraft.objects.get()
    assert draft.upload is not None
    assert Content.of_draft(draft.content).title == "On the budget"
    page = html_of(client.post(address, form(draft.edition, act="give_file")))
    assert "No file is chosen" in page
    draft.refresh_from_db()
    client.post(address, form(draft.edition, act="take_file"))
    draft.refresh_from_db()
    assert draft.upload is None
