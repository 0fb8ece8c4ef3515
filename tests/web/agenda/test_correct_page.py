"""The page on which a published agenda or time plan is corrected after the close (rule 20)."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document as Paper
from icalendar import Calendar

from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from tests.factories import URGENT
from tests.support import time_plan
from tests.support.agenda import NOW, more_sittings
from tests.support.html import html_of
from tests.support.pdf import text_of
from tests.web.agenda.test_agenda import DESK, ORDER, PAGE, PUBLISH, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.support.agenda import Agenda

    ClientOf = Callable[[object], Client]

CORRECT, CORRECT_PLAN = f"{DESK}correct/", f"{time_plan.DESK}correct/"
WORDS = {f"words_{code}": f"For A read B ({code})" for code in LANGUAGES}


def close() -> None:
    Consultation.objects.update(closed_at=NOW)


def fields(page: str) -> dict[str, Any]:
    """What the form of a correction holds, as a browser would send it."""
    form = re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL)[-1]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or "checked" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "on")
    texts = re.findall(r'<textarea name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    found |= {name: unescape(text).strip() for name, text in texts}
    for name, inside in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    return found


def test_rule_20_an_agenda_is_chosen_from_checked_and_published(agenda: Agenda, client_of: ClientOf) -> None:
    first, item = publish(agenda), agenda.item(1, URGENT)
    client = client_of(agenda.world["secretariat"])
    assert "once the consultation is closed" in html_of(client.get(CORRECT))
    close()
    assert f'<a href="{CORRECT}">What was published can still be corrected.</a>' in html_of(client.get(PAGE))
    chooser = html_of(client.get(CORRECT))
    assert f'name="item" value="{item.pk}"' in chooser
    assert "1. " in chooser
    assert "Reason for the correction" not in chooser
    page = html_of(client.get(CORRECT, {"item": item.pk}))
    assert "VC/2/Corr.1" in page
    sent = fields(page) | {"act": "check"}
    assert sent["seen"] == ["0"]
    same = html_of(client.post(CORRECT, sent))
    assert "There is no difference from the published version. Correct at least one entry." in same
    sent |= {f"title{item.pk}_en": "The right <title>", f"symbol{item.pk}": "C20/12"}
    checked = html_of(client.post(CORRECT, sent))
    assert "<li>New title: “The right &lt;title&gt;” (item 1 of the previous version)</li>" in checked
    assert "The document is now C20/12" in checked
    sent = fields(checked) | {"act": "publish"}
    refused = client.post(CORRECT, sent)
    assert (refused.status_code, AgendaPublication.objects.count()) == (422, 1)
    assert "Every paper states the reason for the correction. Enter it in these languages too" in html_of(refused)
    done = html_of(client.post(CORRECT, {**sent, **WORDS}, follow=True))
    assert re.search(r"VC/2/Corr\.1 is published\. \d+ persons are being informed", done)
    made = AgendaPublication.objects.get(correction=1)
    assert made.content["items"][0]["title"]["en"] == "The right <title>"
    assert made.content["items"][1:] == first.content["items"][1:]
    shown = html_of(client_of(agenda.world["sector"]).get(PAGE))
    assert "Corrected in this version" in shown
    assert "The right &lt;title&gt;" in shown
    assert "For A read B (en)" in shown
    former = html_of(client.get(PAGE, {"revision": "0"}))
    assert "The right &lt;title&gt;" not in former.split("page-head")[1].split('id="versions"')[0]
    assert client.get(PAGE, {"revision": "0.1"}).status_code == 200
    assert client.get(PAGE, {"revision": "0.2"}).status_code == 404


def test_rule_20_the_papers_say_what_they_correct_and_why(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    close()
    client, item = client_of(agenda.world["secretariat"]), agenda.item(1, URGENT)
    page = html_of(client.get(CORRECT, {"item": item.pk}))
    sent = fields(page) | WORDS | {"act": "check", f"title{item.pk}_en": "Right"}
    client.post(CORRECT, fields(html_of(client.post(CORRECT, sent))) | {"act": "publish"})
    for language in ("en", "fr"):
        asked = {"format": "pdf", "language": language}
        read = text_of(client.get(PAGE, asked).content)
        assert f"For A read B ({language})" in " ".join(read.split())
    read = text_of(client.get(PAGE, {"format": "pdf", "language": "en"}).content)
    assert "This version corrects VC/2" in " ".join(read.split())
    word = Paper(BytesIO(client.get(PAGE, {"format": "docx", "language": "en"}).content))
    assert "This version corrects VC/2" in [line.text for line in word.paragraphs]


def test_rule_20_what_is_published_is_what_was_checked(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    close()
    client, item = client_of(agenda.world["secretariat"]), agenda.item(1, URGENT)
    page = html_of(client.get(CORRECT, {"item": item.pk}))
    sent = fields(page) | WORDS | {f"title{item.pk}_en": "Right"}
    unseen = html_of(client.post(CORRECT, {**sent, "act": "publish"}))
    assert "New title: “Right”" in unseen
    assert AgendaPublication.objects.count() == 1
    checked = fields(unseen)
    # A colleague is faster; what was typed stays, and is compared anew.
    assert client.post(CORRECT, {**checked, "act": "publish", f"title{item.pk}_en": "Right"}).status_code == 302
    for act in ("check", "publish"):
        late = client.post(CORRECT, {**checked, "act": act, f"title{item.pk}_en": "Late"})
        assert late.status_code == 409
        page = html_of(late)
        assert "VC/2/Corr.1 was published in the meantime" in page
    again = fields(page)
    assert (again["seen"], again[f"title{item.pk}_en"]) == (["0.1"], "Late")


def test_rule_20_a_plan_is_corrected_with_its_times(agenda: Agenda, client_of: ClientOf) -> None:
    more_sittings(agenda, 2)
    first = time_plan.publish(agenda)
    close()
    client, item = client_of(agenda.world["chair"]), agenda.item(1, URGENT)
    assert CORRECT_PLAN in html_of(client.get(time_plan.PAGE))
    sitting = first.content["sittings"][0]["sitting"]
    page = html_of(client.get(CORRECT_PLAN, {"item": item.pk, "sitting": sitting}))
    sent = fields(page)
    assert (sent[f"hours{sitting}-starts"], sent[f"day{sitting}"]) == (["12:00"], ["2020-06-09"])
    wrong = client.post(CORRECT_PLAN, {**sent, "act": "check", f"hours{sitting}-starts": "noon"})
    assert (wrong.status_code, "Correct the fields marked below" in html_of(wrong)) == (422, True)
    times = {f"hours{sitting}-starts": "13:00", f"hours{sitting}-ends": "16:00"}
    checked = html_of(client.post(CORRECT_PLAN, {**sent, **WORDS, **times, "act": "check"}))
    assert "New hours: First sitting" in checked
    client.post(CORRECT_PLAN, {**fields(checked), "act": "publish"})
    made = AgendaPublication.objects.get(correction=1)
    assert made.content["sittings"][0]["slots"][0]["starts"].startswith("2020-06-09T13:10")
    assert made.content["sittings"][1] == first.content["sittings"][1]
    page = html_of(client.get(CORRECT_PLAN, {"item": item.pk}))
    name = f"item{sitting}-{item.pk}"
    sent = {**fields(page), **WORDS, f"{name}-starts": "13:05", "act": "check"}
    client.post(CORRECT_PLAN, {**fields(html_of(client.post(CORRECT_PLAN, sent))), "act": "publish"})
    slot = AgendaPublication.objects.get(correction=2).content["sittings"][0]["slots"][0]
    assert slot["starts"] == "2020-06-09T13:05+02:00"
    days = Calendar.from_ical(client.get(time_plan.PAGE, {"format": "ics"}).content).walk("VEVENT")
    assert {event["SEQUENCE"] for event in days} == {2}
    assert [f"{event.decoded('DTSTART'):%H:%M}" for event in days] == ["13:00", "12:00"]


def test_rule_20_a_sitting_is_moved_to_the_day_that_was_meant(agenda: Agenda, client_of: ClientOf) -> None:
    first = time_plan.publish(agenda)
    close()
    client, sitting = client_of(agenda.world["secretariat"]), first.content["sittings"][0]["sitting"]
    sent = {**fields(html_of(client.get(CORRECT_PLAN, {"sitting": sitting}))), **WORDS, f"day{sitting}": "2020-06-10"}
    checked = fields(html_of(client.post(CORRECT_PLAN, {**sent, "act": "check"})))
    client.post(CORRECT_PLAN, {**checked, "act": "publish"})
    row = AgendaPublication.objects.get(correction=1).content["sittings"][0]
    assert (row["opens"], row["closes"]) == ("2020-06-10T12:00+02:00", "2020-06-10T15:00+02:00")
    assert row["slots"][0]["ends"].startswith("2020-06-10T12:")


def test_rule_17_a_corrected_time_that_comes_twice_is_typed_with_its_offset_and_shown_so(
    agenda: Agenda, client_of: ClientOf
) -> None:
    first = time_plan.publish(agenda)
    close()
    client, sitting = client_of(agenda.world["secretariat"]), first.content["sittings"][0]["sitting"]
    day, starts, ends = (
        f"{name}{sitting}{part}" for name, part in (("day", ""), ("hours", "-starts"), ("hours", "-ends"))
    )
    sent = {**fields(html_of(client.get(CORRECT_PLAN, {"sitting": sitting}))), **WORDS, "act": "check"}
    for typed, told in (
        ({day: "2020-10-25", starts: "02:30"}, "Enter 02:30+02:00 or 02:30+01:00."),
        ({day: "2020-03-29", ends: "02:30"}, "the clocks are put forward"),
        ({starts: "11:00+02:00"}, "This is not a time. Enter it in the form 18:00."),
        ({day: "0001-01-01"}, "before 2000 or after 2100"),
    ):
        refused = client.post(CORRECT_PLAN, {**sent, **typed})
        assert (refused.status_code, told in html_of(refused)) == (422, True)
    typed = {day: "2020-10-25", starts: "02:30+02:00", ends: "05:00"}
    client.post(CORRECT_PLAN, {**fields(html_of(client.post(CORRECT_PLAN, {**sent, **typed}))), "act": "publish"})
    row = AgendaPublication.objects.get(correction=1).content["sittings"][0]
    assert (row["opens"], row["closes"]) == ("2020-10-25T02:30+02:00", "2020-10-25T05:00+01:00")
    again = fields(html_of(client.get(CORRECT_PLAN, {"sitting": sitting})))
    assert (again[starts], again[ends]) == (["02:30+02:00"], ["05:00"])
    # What is not touched was not changed.
    nothing = client.post(CORRECT_PLAN, {**again, **WORDS, "act": "check"})
    assert (nothing.status_code, "New hours" in html_of(nothing)) == (422, False)


@pytest.mark.parametrize("address", [CORRECT, CORRECT_PLAN])
def test_while_nothing_is_published_there_is_nothing_to_correct(
    agenda: Agenda, client_of: ClientOf, address: str
) -> None:
    close()
    client = client_of(agenda.world["secretariat"])
    for response in (client.get(address), client.post(address, {"act": "publish"})):
        assert "has not been published yet" in html_of(response)


def test_a_revision_after_a_correction_says_that_the_draft_does_not_know_it(
    agenda: Agenda, client_of: ClientOf
) -> None:
    first = publish(agenda)
    corrected = {**first.content, "letter": "DM-20/1006"}
    AgendaPublication.objects.create(
        consultation=agenda.consultation, kind=first.kind, base="VC/2", correction=1, content=corrected,
        published_at=NOW, published_by=first.published_by,
    )  # fmt: skip
    client = client_of(agenda.world["secretariat"])
    assert "VC/2/Corr.1 corrected the published version only" in html_of(client.get(PUBLISH))
    assert "VC/2/Corr.1" in html_of(client.get(ORDER))
