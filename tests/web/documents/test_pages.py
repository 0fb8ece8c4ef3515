"""The list of documents, a document with its files, and the secretariat's forms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.documents import texts
from hemicycle.documents.models import Document
from tests.factories import START
from tests.people.test_uploads import A_PDF, A_PNG, a_letter
from tests.support.html import html_of
from tests.web.documents.desk import DESK, FILE, LIST, edit_page, give, post, prepared, status

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

READER, INSIDE = FILE.replace("-files", "-reader"), FILE.replace("-files", "-inside")
READERS = ("br", "sector", "french", "chair")


def test_everybody_who_takes_part_opens_a_document_and_its_file(world: World, client_of: ClientOf) -> None:
    give(client_of(world["secretariat"]))
    for who in READERS:
        client = client_of(world[who])
        assert READER in html_of(client.get(LIST))
        assert FILE in html_of(client.get(f"{LIST}C20/1/"))
        answer = client.get(FILE)
        assert answer.getvalue() == A_PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="paper.pdf"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert DESK not in html_of(client.get(LIST))


def test_a_pdf_is_read_in_a_frame_of_ours_where_nothing_of_it_runs(world: World, client_of: ClientOf) -> None:
    give(client_of(world["secretariat"]))
    client = client_of(world["br"])
    page = client.get(READER)
    assert f'src="{INSIDE}"' in html_of(page)
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    inside = client.get(INSIDE)
    assert inside.getvalue() == A_PDF
    assert inside.headers["Content-Disposition"].startswith("inline")
    policy = dict(part.split(" ", 1) for part in inside.headers["Content-Security-Policy"].split("; "))
    assert policy.pop("default-src") == "'none'"
    assert policy == {"frame-ancestors": "'self'", "object-src": "'self'", "style-src": "'unsafe-inline'"}
    assert inside.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert inside.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_no_pdf_is_only_saved(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    letter = a_letter()
    give(client, letter, "paper.docx")
    assert (client.get(READER).status_code, client.get(INSIDE).status_code) == (404, 404)
    answer = client.get(FILE)
    assert answer.getvalue() == letter
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert READER not in html_of(client.get(f"{LIST}C20/1/"))


def test_nobody_else_does(world: World, client_of: ClientOf) -> None:
    give(client_of(world["secretariat"]))
    world["jp"].status = "withdrawn"
    world["jp"].save()
    for who in (None, world["jp"]):
        for address in (LIST, FILE, READER, INSIDE):
            assert client_of(who).get(address).status_code in {302, 403}


def test_what_is_not_posted_is_seen_by_who_prepares_it_alone(world: World, client_of: ClientOf) -> None:
    desk = client_of(world["secretariat"])
    page = prepared(desk, title="Confidential")
    addresses = [f"{LIST}C20/9/", *(at.replace("C20/1", "C20/9") for at in (FILE, READER, INSIDE))]
    for who in READERS:
        client = client_of(world[who])
        assert {status(client, address) for address in addresses} == {404}
        for query in ("", "?q=confidential", "?q=C20/9", "?status=prepared", "?format=csv"):
            assert "Confidential" not in client.get(f"{LIST}{query}").content.decode()
    assert {status(desk, address) for address in addresses} == {200}
    assert "Confidential" in html_of(desk.get(LIST, {"status": "prepared"}))
    post(desk, page)
    for who in READERS:
        assert {status(client_of(world[who]), address) for address in addresses} == {200}
        assert "Confidential" in html_of(client_of(world[who]).get(LIST, {"q": "confid"}))


def test_posting_asks_first(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    page = prepared(client)
    answer = client.post(page, {"act": "post"})
    assert answer.status_code == 422
    assert "Tick the box" in html_of(answer)
    assert Document.objects.get(symbol="C20/9").posted_at is None
    assert "It is open to all participants now." in html_of(post(client, page))
    again = client.post(page, {"act": "post", "checked": "on"})
    assert (again.status_code, "no longer change" in html_of(again)) == (409, True)


def test_an_embargo_shows_its_zone_and_is_lifted_early(world: World, client_of: ClientOf) -> None:
    client, reader = client_of(world["secretariat"]), client_of(world["br"])
    page = prepared(client)
    until = timezone.now() + timedelta(days=3)
    local = until.astimezone(world.consultation.zone)
    wrong = client.post(page, {"act": "embargo", "until": "soon"})
    assert (wrong.status_code, 'value="soon"' in html_of(wrong)) == (422, True)
    assert client.post(page, {"act": "embargo", "until": "2020-06-01 12:00"}).status_code == 422
    client.post(page, {"act": "embargo", "until": f"{local:%Y-%m-%d %H:%M}"})
    post(client, page)
    shown = html_of(client.get(page))
    assert "Under embargo" in shown
    assert world.consultation.time_zone in shown
    assert reader.get(f"{LIST}C20/9/").status_code == 404
    client.post(page, {"act": "embargo", "until": ""})
    assert reader.get(f"{LIST}C20/9/").status_code == 200


def test_a_withdrawn_document_shows_its_reason_and_opens_for_no_reader(world: World, client_of: ClientOf) -> None:
    client, reader = client_of(world["secretariat"]), client_of(world["br"])
    give(client)
    texts.read_waiting()
    answer = client.post(edit_page(), {"act": "withdraw", "why_en": " "})
    assert (answer.status_code, "Enter the reason" in html_of(answer)) == (422, True)
    client.post(edit_page(), {"act": "withdraw", "why_en": "Sent by mistake"})
    page = html_of(reader.get(f"{LIST}C20/1/"))
    assert "Sent by mistake" in page
    assert FILE not in page
    assert {status(reader, address) for address in (FILE, READER, INSIDE)} == {404}
    assert status(client, FILE) == 200
    assert html_of(reader.get(LIST, {"status": "withdrawn"})).count('<th scope="row"') == 1


def test_a_correction_is_a_document_beside_the_one_that_it_corrects(world: World, client_of: ClientOf) -> None:
    client, reader = client_of(world["secretariat"]), client_of(world["br"])
    new = f"{DESK}new/?of=C20/1&change=Corr."
    shown = html_of(client.get(new))
    assert "C20/1/Corr.1" in shown
    assert "Description of the changes" in shown
    client.post(new, {"act": "save", "title_en": "Doc"})
    page = edit_page("C20/1/Corr.1")
    give(client, symbol="C20/1/Corr.1")
    refused = client.post(page, {"act": "post", "checked": "on"})
    assert refused.status_code == 422
    seen = client.get(page).context["form"].initial["seen"]
    fields = {"symbol": "C20/1/Corr.1", "title_en": "Doc", "what_changes_en": "Table 2", "seen": seen}
    client.post(page, {"act": "save", **fields})
    post(client, page)
    assert "Table 2" in html_of(reader.get(f"{LIST}C20/1/"))
    assert f'href="{LIST}C20/1/"' in html_of(reader.get(f"{LIST}C20/1/Corr.1/"))
    for odd in ("?of=C20/77&change=Corr.", "?of=C20/1&change=Other", "?change=Rev."):
        assert client.get(f"{DESK}new/{odd}").status_code == 404


def test_a_revision_says_that_it_replaces(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    new = f"{DESK}new/?of=C20/1&change=Rev."
    client.post(new, {"act": "save", "title_en": "Doc", "what_changes_en": "All"})
    page = edit_page("C20/1/Rev.1")
    give(client, symbol="C20/1/Rev.1")
    assert "Replaced by" not in html_of(client_of(world["br"]).get(f"{LIST}C20/1/"))
    post(client, page)
    assert "Replaced by" in html_of(client_of(world["br"]).get(f"{LIST}C20/1/"))


def test_in_a_closed_consultation_a_document_says_what_can_still_be_added(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    words = "A missing language version or a corrigendum of this document can still be added."
    give(client)
    assert words not in html_of(client.get(f"{LIST}C20/1/"))
    Consultation.objects.update(closed_at=START)
    assert f'<a href="{edit_page()}">{words}</a>' in html_of(client.get(f"{LIST}C20/1/"))
    assert f'<a href="#languages">{words}</a>' in html_of(client.get(edit_page()))
    assert words not in html_of(client_of(world["chair"]).get(f"{LIST}C20/1/"))


def test_a_link_leads_out_in_a_window_of_its_own(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    client.post(edit_page(), {"act": "give", "language": "fr", "link": "https://example.org/c20-1"})
    page = html_of(client.get(f"{LIST}C20/1/"))
    assert 'href="https://example.org/c20-1" target="_blank" rel="noopener noreferrer"' in page
    assert client.get(FILE.replace("/en/", "/fr/")).status_code == 404


def test_a_language_that_is_added_later_is_marked_with_its_date(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    client.post(edit_page(), {"act": "translate", "translating": ["fr", "xx"]})
    assert "In translation" in html_of(client_of(world["br"]).get(f"{LIST}C20/1/"))
    client.post(edit_page(), {"act": "give", "language": "fr", "link": "https://example.org/fr"})
    page = html_of(client_of(world["br"]).get(f"{LIST}C20/1/"))
    assert "added" in page
    assert "In translation" not in page
    assert (
        client.post(edit_page(), {"act": "give", "language": "fr", "link": "https://example.org/2"}).status_code == 422
    )


def test_a_document_is_added_changed_and_removed(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    client.post(f"{DESK}new/", {"act": "save", "symbol": "C20/9", "title_en": "New", "contains": "decision"})
    page = edit_page("C20/9")
    seen = client.get(page).context["form"].initial["seen"]
    fields = {"act": "save", "symbol": "C20/10", "title_en": "Newer", "seen": seen, "submitters": ["BR", "JP"]}
    client.post(page, {**fields, "submitted_by_en": "The secretariat"})
    made = Document.objects.get(symbol="C20/10")
    assert (made.title, made.contains) == ({"en": "Newer"}, [])
    assert [row.member.code for row in made.submitters.all()] == ["BR", "JP"]
    assert "Brazil, Japan and The secretariat" in html_of(client.get(f"{LIST}C20/10/"))
    again = client.post(page, {"act": "save", "symbol": "C20/10", "title_en": "Late", "seen": seen})
    assert (again.status_code, "Late" in html_of(again)) == (409, True)
    client.post(page, {"act": "remove"})
    assert not Document.objects.filter(symbol="C20/10").exists()


def test_a_document_gets_the_next_symbol_of_its_series(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    shown = html_of(client.get(f"{DESK}new/"))
    assert "C/INF/1" in shown
    client.post(f"{DESK}new/", {"act": "save", "series": "information", "title_en": "A"})
    client.post(f"{DESK}new/", {"act": "save", "series": "information", "title_en": "B"})
    assert Document.objects.filter(series="information").count() == 2
    taken = client.post(f"{DESK}new/", {"act": "save", "symbol": "C/INF/2", "title_en": "Typed"})
    assert (taken.status_code, "Typed" in html_of(taken)) == (409, True)
    assert "Another document has the symbol" in html_of(taken)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (A_PNG, "a.png", "Documents are PDF, Word"),
        (b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF", "a.pdf", "a.pdf"),
        (A_PDF, "a.docx", "a.docx"),
        (A_PDF + b" " * 10_500_000, "a.pdf", "10 MB"),
        (b"", "a.pdf", "empty"),
    ],
    ids=["a picture", "a script", "a name that lies", "too large", "empty"],
)
def test_what_is_wrong_with_a_file_is_said(
    world: World, client_of: ClientOf, content: bytes, name: str, words: str
) -> None:
    client = client_of(world["secretariat"])
    file = SimpleUploadedFile(name, content)
    answer = client.post(edit_page(), {"act": "give", "language": "en", "file": file})
    assert answer.status_code == 422
    assert words in html_of(answer)
    assert not Document.objects.get(symbol="C20/1").files.exists()


def test_a_file_or_a_link_is_asked_for(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    for fields, words in (
        ({"language": "en"}, "Choose a file or enter a link"),
        ({"language": "en", "link": "javascript:alert(1)"}, "This is not the address of a document"),
    ):
        answer = client.post(edit_page(), {"act": "give", **fields})
        assert answer.status_code == 422
        assert words in html_of(answer)
    assert client.post(edit_page(), {"act": "take_away", "language": "en"}).status_code == 409


def test_a_former_file_is_named_and_no_longer_open(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    page = prepared(client)
    client.post(page, {"act": "take_away", "language": "en"})
    assert client.get(FILE.replace("C20/1", "C20/9")).status_code == 404
    assert "paper.pdf" in html_of(client.get(page))
