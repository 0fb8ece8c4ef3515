"""The page of the summary of replies."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from hemicycle.consultations.language_parts import in_parts
from hemicycle.consultations.own_words import unmarked
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions.conditions import seen_of
from hemicycle.correspondence.models import Cluster, Enquiry, Letter, LetterText, Summary, SummaryText
from hemicycle.journal.models import Entry
from hemicycle.web.letters.version import version
from tests.support.enquiries import (
    DAY,
    ask_with_conditions,
    conditions_worded,
    give,
    make_letter,
    page,
    send,
    text,
)
from tests.support.html import html_of
from tests.web.test_papers import languages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]


@pytest.fixture
def enquiry(world: World) -> Enquiry:
    """A choice with conditions: Brazil has two, Japan one."""
    return ask_with_conditions(world)


def draw(client: Client, enquiry: Enquiry, **chosen: str) -> SummaryText:
    assert send(client, enquiry, "enquiry_summary", act="draw", **chosen)[0] == 302
    return SummaryText.objects.get(language="en")


def test_the_summary_is_drawn_up_and_edited_in_each_language(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    assert "Generate" in text(client.get(page("enquiry_summary", enquiry)))
    made = draw(client, enquiry)
    assert "2 Council Member States of the 3 consulted" in made.body
    answer = client.post(
        page("enquiry_summary", enquiry, language="fr"),
        {"act": "save", "saves": SummaryText.objects.get(language="fr").saves, "title": "Annexe 1", "body": "Résumé"},
    )
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("?language=fr")
    html = text(client.get(page("enquiry_summary", enquiry, language="fr")))
    assert "Résumé" in html
    assert "Differs from the generated text" in html
    assert SummaryText.objects.get(language="en").body == made.body


def test_drawing_up_anew_leaves_alone_what_was_edited_until_somebody_says_so(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    made = draw(client, enquiry)
    send(client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="Mine", body="My words")
    give(enquiry, world["gh"], q1="b")
    assert "have changed since it was generated" in text(client.get(page("enquiry_summary", enquiry)))
    again = draw(client, enquiry)
    assert (again.title, again.body) == ("Mine", "My words")
    assert "have changed since" not in text(client.get(page("enquiry_summary", enquiry)))
    assert send(client, enquiry, "enquiry_summary", act="take", saves=again.saves)[0] == 302
    assert "3 Council Member States of the 3 consulted" in SummaryText.objects.get(language="en").body
    last = Entry.objects.order_by("-pk")[0]
    assert (last.act, last.data["body"]) == ("letter.write", "My words")


def test_two_who_edit_at_once_see_both_texts(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    made = draw(client, enquiry)
    send(client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="T", body="The first text")
    status, html = send(
        client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="U", body="The second text"
    )
    assert (status, "Another user saved this text while you were editing it" in html) == (409, True)
    assert "The first text" in html
    assert "The second text" in html
    assert f'name="saves" value="{made.saves + 1}"' in html  # saved again, it takes the place of the first


def test_a_text_that_is_too_long_is_refused_and_not_lost(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    made = draw(client, enquiry)
    long = "w" * 100_001
    status, html = send(client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="T", body=long)
    assert (status, long in html) == (422, True)
    status, html = send(client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="", body="B")
    assert (status, "A summary needs a title and a text" in html) == (422, True)
    assert send(client, enquiry, "enquiry_summary", act="save", saves="x", title="T", body="B")[0] == 400
    assert SummaryText.objects.get(language="en").body == made.body
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < 10_000_000
    status, html = send(
        client, enquiry, "enquiry_summary", act="save", saves=made.saves, title="T", body="x" * 10_000_000
    )
    assert (status, "your browser still has your entries" in html) == (413, True)


def test_rule_20_it_becomes_an_annex_of_a_letter_that_is_still_written(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    draw(client, enquiry)
    assert "There is no draft letter" in text(client.get(page("enquiry_summary", enquiry)))
    letter = make_letter(world, 1005, None)
    assert send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)[0] == 302
    assert Summary.objects.get().annex == letter.annexes.get()
    status, html = send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)
    assert (status, "already annex 1 of this letter" in html) == (409, True)
    Letter.objects.filter(pk=letter.pk).update(state="sent", sent_at=timezone.now())
    status, html = send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)
    assert (status, "This letter has been sent and cannot be changed" in html) == (409, True)
    assert send(client, enquiry, "enquiry_summary", act="attach", letter=987654)[0] == 400


def test_a_summary_that_no_longer_agrees_with_the_replies_is_named_where_its_letter_is_sent(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    draw(client, enquiry, names="1", quoted="1")  # which names the deadline
    letter = make_letter(world, 1005, None)
    send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)
    sending = reverse("letter_send", args=["test", letter.pk])
    assert "Annexes with a summary that does not match the present replies" not in text(client.get(sending))
    Enquiry.objects.filter(pk=enquiry.pk).update(deadline_day=(timezone.now() + 9 * DAY).date())
    html = text(client.get(sending))
    assert "Annex 1 does not match the present replies" in html
    assert "Use the new text" in html
    again = text(client.post(sending, {"act": "take", "instead-fr": "en"}))
    assert "Annex 1: the new text is used." in again
    assert "Annexes with a summary that does not match the present replies" not in again
    assert "Annexes with a summary that does not match the present replies" not in text(client.get(sending))


def test_an_annex_that_names_who_replied_is_looked_at_before_its_letter_is_sent(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])

    def sending(number: int, **chosen: str) -> str:
        letter = make_letter(world, number, None)
        draw(client, enquiry, **chosen)
        send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)
        return re.sub(r"\s+", " ", text(client.get(reverse("letter_send", args=["test", letter.pk]))))

    assert "names Members that replied" not in sending(1005)
    named = sending(1006, names="1")
    assert "The summary of replies in annex 1 names Members that replied. Number: 3." in named
    assert 'name="doubt" value="summary_names_states"' in named


def test_the_summary_names_and_quotes_only_where_that_is_ticked(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    assert "Brazil" not in draw(client, enquiry).body
    html = text(client.get(page("enquiry_summary", enquiry)))
    assert re.search(r'name="names"\s+value="1"\s*>', html)
    named = draw(client, enquiry, names="1")
    assert "Brazil" in named.body
    assert "At most five days" not in named.body
    html = text(client.get(page("enquiry_summary", enquiry)))
    assert "The generated text names Members." in html
    assert re.search(r'name="names"\s+value="1"\s+checked', html)
    give(enquiry, world["gh"], q1="b")
    html = text(client.get(page("enquiry_summary", enquiry)))
    assert '<input type="hidden" name="names" value="1">' in html, "generated again as it was"
    assert "At most five days" in draw(client, enquiry, names="1", quoted="1").body


def test_what_the_summary_leaves_out_in_a_language_is_listed_with_where_to_write_it(
    world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    send(client, enquiry, act="make", heading="duration", title_en="Short")
    cluster = Cluster.objects.get()
    send(
        client,
        enquiry,
        act="gather",
        condition=conditions_worded("At most five days", "Five days at most"),
        into=cluster.pk,
    )
    assert "Missing in this language" not in text(client.get(page("enquiry_summary", enquiry, language="fr")))
    draw(client, enquiry)
    make_letter(world, 1005, None)
    french = text(client.get(page("enquiry_summary", enquiry, language="fr")))
    assert "Missing in this language" in french
    there = reverse("enquiry_conditions", args=["test", enquiry.pk])
    assert f'href="{there}#cluster-{cluster.pk}"' in french
    assert f'href="{there}#condition-{conditions_worded("=2+2 <b>bold</b>")[0]}"' in french
    assert 'href="?language=ar#lacking"' in french, "before it becomes an annex, of every language"
    assert "#cluster-" not in text(client.get(page("enquiry_summary", enquiry)))
    assert "#cluster-" not in text(client_of(world["chair"]).get(page("enquiry_summary", enquiry, language="fr")))


def test_a_lead_in_is_written_beside_its_heading(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    answer = send(client, enquiry, act="lead_in", heading="duration", title_en="The meeting should:", title_fr="La")
    assert answer[0] == 302
    assert enquiry.lead_ins.get().words == {"en": "The meeting should:", "fr": "La"}
    html = text(client.get(page("enquiry_conditions", enquiry)))
    assert "<bdi>The meeting should:</bdi>" in html
    seen = seen_of({"en": "The meeting should:", "fr": "La"})
    status, html = send(client, enquiry, act="lead_in", heading="duration", title_en="w" * 301, seen=seen)
    assert (status, "w" * 301 in html) == (422, True)
    assert send(client_of(world["chair"]), enquiry, act="lead_in", heading="duration", title_en="x")[0] == 403


@pytest.mark.parametrize(("language", "name"), [("en", "Brazil"), ("ar", "البرازيل"), ("zh", "巴西")])
def test_it_comes_out_as_pdf_and_for_word(
    language: str, name: str, world: World, enquiry: Enquiry, client_of: ClientOf
) -> None:
    client = client_of(world["secretariat"])
    assert client.get(page("enquiry_summary", enquiry, format="pdf")).status_code == 404
    draw(client, enquiry, names="1", quoted="1")
    pdf = client.get(page("enquiry_summary", enquiry, format="pdf", language=language))
    assert pdf.content.startswith(b"%PDF-")
    assert f'filename="summary-DM-20-1004-{language}.pdf"' in pdf.headers["Content-Disposition"]
    word = Document(BytesIO(client.get(page("enquiry_summary", enquiry, format="docx", language=language)).content))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert name in said
    assert "**" not in said
    assert "#" not in said
    assert {paragraph.style.name for paragraph in word.paragraphs if paragraph.style} >= {
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 3",
    }


def test_english_that_stands_in_is_marked_on_the_page_in_both_files_and_in_the_annex(
    world: World, enquiry: Enquiry, client_of: ClientOf, tmp_path: Path
) -> None:
    world.consultation.settings["languages"] = {"documents": ["en", "de"]}
    world.consultation.save()
    client = client_of(world["secretariat"])
    draw(client, enquiry)
    english = '<span lang="en" dir="ltr">consulted replied to the consultation</span>'
    shown = html_of(client.get(page("enquiry_summary", enquiry, language="de")))
    assert english in shown
    assert '<h3><span lang="en" dir="ltr">Summary of replies to the consultation' in shown
    assert "\x02" not in shown
    assert "<span lang=" not in html_of(client.get(page("enquiry_summary", enquiry))).split("summary-shown")[1]
    pdf = tmp_path / "de.pdf"
    pdf.write_bytes(client.get(page("enquiry_summary", enquiry, format="pdf", language="de")).content)
    assert "en" in languages(pdf)
    file = client.get(page("enquiry_summary", enquiry, format="docx", language="de")).content
    runs = [run for paragraph in Document(BytesIO(file)).paragraphs for run in paragraph.runs]
    (run,) = (run for run in runs if run.text == "consulted replied to the consultation")
    (tag,) = run.element.iter(qn("w:lang"))
    assert str(tag.get(qn("w:val"))).startswith("en")
    letter = make_letter(world, 1005, None)
    assert send(client, enquiry, "enquiry_summary", act="attach", letter=letter.pk)[0] == 302
    LetterText.objects.create(letter=letter, language="de", subject="Betreff", body="Text", state="checked")
    written = version(letter_queries.whole().get(pk=letter.pk), "de", unfinished=True)
    assert written is not None
    (annex,) = written.annexes
    assert english in in_parts(annex.html)
    assert unmarked(annex.title).startswith("Summary of replies")
    assert annex.title != unmarked(annex.title)


def test_who_reads_it_and_who_writes_it(world: World, enquiry: Enquiry, client_of: ClientOf) -> None:
    draw(client_of(world["secretariat"]), enquiry)
    chair = client_of(world["chair"])
    html = text(chair.get(page("enquiry_summary", enquiry)))
    assert "2 Council Member States of the 3 consulted" in html
    assert "<textarea" not in html
    assert send(chair, enquiry, "enquiry_summary", act="draw")[0] == 403
    assert client_of(world["jp"]).get(page("enquiry_summary", enquiry)).status_code == 403
    address = reverse("enquiry_summary", args=["test", enquiry.pk])
    assert client_of(world["secretariat"]).post(address, {"act": "publish"}).status_code == 400
