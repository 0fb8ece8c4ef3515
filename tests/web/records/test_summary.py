"""The pages of the summary record, from drawing it up to its versions on paper."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from docx import Document

from hemicycle.outcome.models import CorrectionRequest, SummaryParagraph, SummaryRecord
from hemicycle.outcome.summaries import summary_of
from tests.outcome.test_summary_records import held
from tests.support.guards import without_guards
from tests.support.html import html_of
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


@pytest.fixture
def world(room_world: World) -> World:
    return held(room_world)


@pytest.fixture
def desk(world: World) -> str:
    return f"/consultations/test/desk/records/{world.sitting.pk}/"


@pytest.fixture
def here(world: World) -> str:
    return f"/consultations/test/records/{world.sitting.pk}/summary/"


def paragraph(world: World, member: str) -> SummaryParagraph:
    return SummaryParagraph.objects.get(member__code=member, kind="speaker", record__sitting=world.sitting)


def fill(client: Client, world: World, desk: str) -> None:
    found = summary_of(world.sitting.pk)
    assert found is not None
    for line in found.unfinished:
        text = f"{line.text('en')} they agreed."
        answer = client.post(
            f"{desk}{line.paragraph.pk}/en/", {"act": "save", "text": text, "seen": "1", "follows": "0", "reason": ""}
        )
        assert answer.status_code == 302


def over() -> None:
    """The period for corrections."""
    with without_guards():
        QuerySet(SummaryRecord).update(correct_until=timezone.now() - timedelta(hours=1))


def test_from_the_record_to_a_published_document(world: World, client_of: ClientOf, desk: str, here: str) -> None:
    secretariat, brazil, japan = (client_of(world[who]) for who in ("secretariat", "br", "jp"))
    assert secretariat.get(desk).status_code == 200
    assert secretariat.post(desk, {"act": "draw_up", "language": "en"}).headers["Location"] == desk
    page = html_of(secretariat.get(desk))
    assert "The delegate of Brazil said that: We agree." in page
    assert page.count("To be completed") == 3
    assert f"{world.sitting.pk}/#turn-" in page, "each leads back to its moment"
    assert brazil.get(here).status_code == 404, "it was not circulated"
    early = secretariat.post(desk, {"act": "circulate"})
    assert (early.status_code, "Paragraphs without a text: 3." in html_of(early)) == (409, True)
    fill(secretariat, world, desk)
    assert secretariat.post(desk, {"act": "circulate"}).status_code == 302
    page = html_of(brazil.get(here))
    assert "Delegations can ask for corrections of their own statements until" in page
    assert page.count("Ask for a correction") == 1, "of the one paragraph that records them"
    form = f"{here}{paragraph(world, 'BR').pk}/"
    asked = brazil.post(form, {"act": "ask", "text": "The delegate of Brazil said that they agreed."})
    assert asked.headers["Location"] == here
    assert "Awaits a decision" in html_of(brazil.get(here))
    assert "Awaits a decision" not in html_of(japan.get(here))
    todo = html_of(secretariat.get("/consultations/test/desk/"))
    assert "Correction of the summary record" in todo
    request = CorrectionRequest.objects.get()
    page = html_of(secretariat.get(desk))
    assert "<ins" in page
    accepted = secretariat.post(desk, {"act": "accept", "request": request.pk, "reason": ""})
    assert accepted.status_code == 302
    assert "The delegate of Brazil said that they agreed." in html_of(japan.get(here))
    over()
    assert secretariat.post(desk, {"act": "publish", "symbol": "SR-1"}).status_code == 302
    page = html_of(japan.get(here))
    assert "SR-1" in page
    assert "This summary record is not final" not in page
    assert "SR-1" in html_of(japan.get("/consultations/test/records/"))


def test_bad_input_is_told_on_the_page(world: World, client_of: ClientOf, desk: str, here: str) -> None:
    secretariat, brazil = client_of(world["secretariat"]), client_of(world["br"])
    secretariat.post(desk, {"act": "draw_up", "language": "en"})
    again = secretariat.post(desk, {"act": "draw_up", "language": "en"})
    assert "The summary record of this sitting exists already." in html_of(again)
    early = secretariat.post(desk, {"act": "publish", "symbol": "SR-1"})
    assert "has not been circulated to the delegations" in html_of(early)
    fill(secretariat, world, desk)
    secretariat.post(desk, {"act": "circulate"})
    foreign = brazil.post(f"{here}{paragraph(world, 'JP').pk}/", {"act": "ask", "text": "Other."})
    assert (foreign.status_code, "This paragraph records another delegation." in html_of(foreign)) == (403, True)
    mine = f"{here}{paragraph(world, 'BR').pk}/"
    assert brazil.post(mine, {"act": "ask", "text": " "}).status_code == 422
    long = brazil.post(mine, {"act": "ask", "text": "x" * 40_001})
    assert (long.status_code, "x" * 100 in html_of(long)) == (422, True)
    brazil.post(mine, {"act": "ask", "text": "Mine."})
    request = CorrectionRequest.objects.get()
    declined = secretariat.post(desk, {"act": "decline", "request": request.pk, "reason": ""})
    assert "Enter the reason for declining" in html_of(declined)
    over()
    late = brazil.post(f"{here}{paragraph(world, 'BR').pk}/", {"act": "ask", "text": "Later."})
    assert (late.status_code, "The period for corrections ended on" in html_of(late)) == (409, True)
    assert "Later." not in html_of(client_of(world["jp"]).get(here))


def test_two_editors_see_each_other(world: World, client_of: ClientOf, desk: str) -> None:
    secretariat = client_of(world["secretariat"])
    secretariat.post(desk, {"act": "draw_up", "language": "en"})
    address = f"{desk}{paragraph(world, 'GH').pk}/en/"
    first = {"act": "save", "text": "First.", "seen": "1", "follows": "0", "reason": ""}
    assert secretariat.post(address, first).status_code == 302
    second = secretariat.post(address, {**first, "text": "Second."})
    page = html_of(second)
    assert second.status_code == 409
    assert "Text saved in the meantime" in page
    assert "First." in page
    assert "Second." in page
    assert 'name="seen" value="2"' in page
    assert secretariat.post(address, {**first, "text": "Second.", "seen": "2"}).status_code == 302


def test_paragraphs_are_added_merged_and_removed(world: World, client_of: ClientOf, desk: str) -> None:
    secretariat = client_of(world["secretariat"])
    secretariat.post(desk, {"act": "draw_up", "language": "en"})
    ghana = paragraph(world, "GH")
    assert secretariat.post(desk, {"act": "add", "after": ghana.pk, "text": "A film was shown."}).status_code == 302
    added = SummaryParagraph.objects.get(kind="added")
    refused = secretariat.post(f"{desk}{added.pk}/en/", {"act": "remove", "why": ""})
    assert (refused.status_code, "Enter the reason" in html_of(refused)) == (422, True)
    assert (
        secretariat.post(f"{desk}{added.pk}/en/", {"act": "merge", "why": "One subject."}).headers["Location"] == desk
    )
    assert secretariat.get(f"{desk}{added.pk}/en/").status_code == 404
    assert secretariat.post(f"{desk}{ghana.pk}/en/", {"act": "remove", "why": "Twice."}).headers["Location"] == desk
    assert "A film was shown." not in html_of(secretariat.get(desk))


def test_the_desk_of_it_is_the_secretariats(world: World, client_of: ClientOf, desk: str) -> None:
    for who in ("br", "no", "chair", "technician", "french"):
        assert client_of(world[who]).get(desk).status_code == 403


@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
def test_it_is_on_paper_in_each_language(
    world: World, client_of: ClientOf, desk: str, here: str, language: str
) -> None:
    secretariat = client_of(world["secretariat"])
    secretariat.post(desk, {"act": "draw_up", "language": "en"})
    fill(secretariat, world, desk)
    secretariat.post(desk, {"act": "circulate"})
    over()
    secretariat.post(desk, {"act": "publish", "symbol": "SR-1"})
    client = client_of(world["gh"])
    pdf = client.get(here, {"format": "pdf", "language": language})
    assert "The delegate of Ghana said that: they agreed." in text_of(pdf.content)
    word = Document(BytesIO(client.get(here, {"format": "docx", "language": language}).content))
    assert any(one.text.startswith("3. The delegate of Brazil said that:") for one in word.paragraphs)
    assert client.get(here, {"revision": "rev.9"}).status_code == 404
