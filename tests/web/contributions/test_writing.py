"""A delegation writes, uploads and submits; bad input says what happened, and nothing is lost."""

from __future__ import annotations

import zipfile
from io import BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from hemicycle.contributions.content import Content
from hemicycle.contributions.models import Contribution, ContributionDraft, ContributionVersion
from hemicycle.people import uploads
from hemicycle.people.models import MemberName
from hemicycle.web.contributions import lengths
from hemicycle.web.toolkit.pdf_printer import printed
from tests.contributions.contributing import CONTENT, IN_TIME, Contributing
from tests.factories import START
from tests.support.enquiries import mandate
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from tests.factories import World

    ClientOf = Callable[[object], Client]

LIST = "/consultations/test/contributions/"


def form(base: int, **given: Any) -> dict[str, Any]:
    filled = {
        "act": "submit",
        "base": str(base),
        "item": "urgent:1",
        "language": "en",
        "title": "On the budget",
        "reference": "C20/1",
        "part_comments": "The figures are welcome.",
        "part_proposal": "To note them.",
        **given,
    }
    return {name: value for name, value in filled.items() if value is not None}


def begin(client: Client) -> str:
    """The address of a new draft."""
    return client.post(LIST, {"act": "begin"}).headers["Location"]


def pdf(body: str = "<h1>Contribution on the budget</h1><p>Text</p>", pages: int = 1) -> bytes:
    more = '<p style="break-before: page">More</p>' * (pages - 1)
    return printed(f"<html lang=en><head><title>T</title></head><body>{body}{more}</body></html>", ["paper"])


def word(*paragraphs: str) -> bytes:
    made, file = Document(), BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(file)
    return file.getvalue()


def upload(client: Client, name: str, content: bytes) -> Response:
    return client.post(LIST, {"act": "upload", "file": SimpleUploadedFile(name, content)})


def test_a_delegate_writes_and_submits_and_has_a_receipt(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    address = begin(client)
    page = html_of(client.get(address))
    assert "Proposed way forward" in page
    answer = client.post(address, form(1))
    row = ContributionVersion.objects.get()
    assert answer.headers["Location"] == f"{LIST}{row.contribution_id}/receipt/1/"
    receipt = html_of(client.get(answer.headers["Location"]))
    assert "test/1-BR-1" in receipt
    assert row.pages == 1
    paper = client.get(f"{answer.headers['Location']}?format=pdf&language=ar")
    assert paper.content.startswith(b"%PDF")
    listed = html_of(client.get(LIST))
    assert "On the budget" in listed
    assert client.get(f"{LIST}?format=csv").status_code == 200


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_it_is_taken_as_pdf_and_as_word(
    contributing: Contributing, world: World, client_of: ClientOf, kind: str
) -> None:
    row = contributing.submit("br", members=("JP",))
    answer = client_of(world["br"]).get(f"{LIST}{row.contribution_id}/paper/?format={kind}&language=en")
    assert answer.status_code == 200
    assert answer.content[:2] in {b"%P", b"PK"}


def test_a_draft_is_kept_by_itself_and_tells_of_a_colleague(world: World, client_of: ClientOf) -> None:
    client, colleague = client_of(world["br"]), client_of(world["br2"])
    address = begin(client)
    kept = client.post(f"{address}save/", form(1, act="save", title="Mine"))
    assert (kept.status_code, kept.json()["base"]) == (200, "2")
    told = colleague.post(f"{address}save/", form(1, act="save", title="Theirs"))
    assert told.status_code == 409
    assert told.json()["base"] == "2"
    assert "Ms. Br" in told.json()["html"]
    assert ["title", "Mine"] in told.json()["fields"]
    page = html_of(colleague.post(address, form(1, act="save", title="Theirs")))
    assert "Theirs" in page
    assert "Mine" in page
    assert Content.of_draft(ContributionDraft.objects.get().content).title == "Mine"
    assert colleague.post(address, form(2, act="save", title="Theirs")).status_code == 302


def test_its_length_is_counted_as_it_prints(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    address = begin(client)
    short = client.post(f"{address}length/", form(1)).json()
    assert (short["pages"], short["longer"], short["words"]) == (1, False, "1 page")
    long = client.post(f"{address}length/", form(1, part_comments="A line.\n\n" * 150)).json()
    assert long["longer"]
    assert "at most 2 are recommended" in long["words"]
    paper = client.get(f"{address}paper/")
    assert paper.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "attachment" not in paper.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"item": ""}, "Choose the item"),
        ({"item": "urgent:99"}, "Choose the item"),
        ({"item": "nonsense"}, "Choose the item"),
        ({"title": " "}, "Enter the title"),
        ({"part_proposal": ""}, "A part that every contribution needs is empty"),
        ({"part_comments": "C" * 20_001}, "characters. Shorten it."),
        ({"language": "qqq"}, "This is not a language"),
        ({"members": ["ZZ"]}, "no Member of this consultation"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    world: World, client_of: ClientOf, given: dict[str, Any], said: str
) -> None:
    client = client_of(world["br"])
    address = begin(client)
    page = html_of(client.post(address, form(1, **given)))
    assert said in page
    assert "The figures are welcome." in page or "part_comments" in given
    assert not Contribution.objects.exists()
    kept = Content.of_draft(ContributionDraft.objects.get().content)
    assert kept.title == given.get("title", "On the budget")


def test_what_is_wrong_is_said_in_the_readers_language(world: World, client_of: ClientOf) -> None:
    item = world.items[0]
    item.withdrawn_at = START
    item.save()
    client = client_of(world["br"])
    address = begin(client)
    page = html_of(client.post(address, form(1)))
    assert "This item was withdrawn" in page


def test_a_late_one_is_taken_and_marked(contributing: Contributing, world: World, client_of: ClientOf) -> None:
    contributing.deadline()
    client = client_of(world["br"])
    address = begin(client)
    assert "recorded as late" in html_of(client.get(address))
    receipt = html_of(client.post(address, form(1), follow=True))
    assert "late" in receipt
    assert "Late, awaiting the Chair" in html_of(client.get(LIST))


@pytest.mark.parametrize("name", ["chair", "secretariat", "technician", "french"])
def test_who_contributes_for_no_member_is_told(world: World, client_of: ClientOf, name: str) -> None:
    client = client_of(world[name])
    for answer in (client.get(LIST), client.post(LIST, {"act": "begin"})):
        assert answer.status_code == 403
        assert "You do not contribute for this Member" in html_of(answer)
    assert not ContributionDraft.objects.exists()


def test_a_class_without_the_right_is_told_and_its_focal_point_too(world: World, client_of: ClientOf) -> None:
    mandate(world["gh"], START)
    settings = world.consultation.settings
    settings["classes"] = [
        {**one, "rights": [right for right in one["rights"] if right != "contribute"]} for one in settings["classes"]
    ]
    world.consultation.save()
    for name in ("br", "gh"):
        answer = client_of(world[name]).get(LIST)
        assert answer.status_code == 403
        assert "in classes with the right to submit them" in html_of(answer)


def test_nothing_is_begun_for_another_member(world: World, client_of: ClientOf) -> None:
    answer = client_of(world["br"]).post(LIST, {"act": "begin", "member": "JP"})
    assert answer.status_code == 422
    assert "Nothing was begun" in html_of(answer)
    assert not ContributionDraft.objects.exists()


def test_what_is_sent_once_the_consultation_is_closed_is_refused_and_its_draft_stays(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world["br"])
    address = begin(client)
    client.post(f"{address}save/", form(1, act="save"))
    world.consultation.closed_at = START
    world.consultation.save()
    answer = client.post(address, form(2, title="Too late"))
    assert answer.status_code == 409
    page = html_of(answer)
    assert "closed" in page
    assert "Too late" in page
    assert Content.of_draft(ContributionDraft.objects.get().content).title == "On the budget"
    assert not Contribution.objects.exists()


def test_nobody_opens_what_is_another_delegations(
    contributing: Contributing, world: World, client_of: ClientOf
) -> None:
    row = contributing.submit("br")
    address = begin(client_of(world["br"]))
    client = client_of(world["jp"])
    assert client.get(address).status_code == 403
    assert client.post(f"{address}save/", form(1)).status_code == 403
    for page in ("", "paper/", "receipt/1/", "file/1/"):
        assert client.get(f"{LIST}{row.contribution_id}/{page}").status_code == 403
    assert client_of(world["secretariat"]).get(f"{LIST}{row.contribution_id}/").status_code == 200


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
    monkeypatch.setattr(lengths, "pages_of_strangers", lambda _content: 0)
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
        ("paper.docx", of_a_gigabyte, "“paper.docx” contains too much to be read"),
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


def test_a_file_of_200_megabytes_is_refused_with_the_limit(world: World, client_of: ClientOf) -> None:
    sent = Streamed(200 << 20)
    environment: dict[str, Any] = {
        "wsgi.input": sent,
        "CONTENT_LENGTH": str(sent.length),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
    }
    answer = client_of(world["br"]).generic("POST", LIST, **environment)
    assert 400 <= answer.status_code < 500
    assert f"This file is larger than {uploads.MEGABYTES} MB" in html_of(answer)
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


def test_a_name_is_confirmed_and_withdrawn_on_the_page(
    contributing: Contributing, world: World, client_of: ClientOf
) -> None:
    row = contributing.submit("br", members=("JP",), at=IN_TIME)
    client, here = client_of(world["jp"]), f"{LIST}{row.contribution_id}/"
    assert "Your confirmation is requested" in html_of(client.get(LIST))
    assert client.post(here, {"act": "confirm", "member": "JP"}).status_code == 302
    page = html_of(client.get(here))
    assert "Not confirmed yet" not in page
    assert client.post(here, {"act": "confirm", "member": "JP"}).status_code == 409
    assert client.post(here, {"act": "withdraw", "member": "BR"}).status_code == 400
    assert 'value="withdraw"' not in page
    assert "the name can be confirmed again" in html_of(client.get(f"{here}?withdraw=JP"))
    assert 'value="withdraw"' not in html_of(client.get(f"{here}?withdraw=BR"))
    assert client.post(here, {"act": "withdraw", "member": "JP"}).status_code == 302
    first = html_of(client_of(world["br"]).get(f"{here}?withdraw=BR"))
    assert "the contribution is withdrawn with this name" in first
    assert "Withdrawn" in html_of(client.get(here))


def test_the_first_revises_and_who_comes_second_is_told(
    contributing: Contributing, world: World, client_of: ClientOf
) -> None:
    row = contributing.submit("br")
    client, here = client_of(world["br"]), f"{LIST}{row.contribution_id}/"
    address = client.post(here, {"act": "revise"}).headers["Location"]
    assert client.post(here, {"act": "revise"}).headers["Location"] == address
    assert CONTENT.title in html_of(client.get(address))
    assert client.post(address, form(1, title="Revised")).status_code == 302
    assert contributing.seen(row).latest.title == "Revised"
    assert client.post(address, form(1, title="Again")).status_code == 404
