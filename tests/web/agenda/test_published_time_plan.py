"""The time plan that was published: on the page, on paper, as a calendar, and while a sitting goes on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from docx import Document as Paper
from icalendar import Calendar

from hemicycle.agenda.models import Item
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import BoothDuty, Sitting
from tests.factories import START, URGENT
from tests.support.agenda import more_sittings
from tests.support.html import html_of
from tests.support.pdf import text_of
from tests.support.time_plan import PAGE, PUBLISH, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]


def test_it_is_published_and_shows_times_to_everybody(agenda: Agenda, client_of: ClientOf) -> None:
    assert "has not been published yet" in html_of(client_of(agenda.world["sector"]).get(PAGE))
    client = client_of(agenda.world["secretariat"])
    page = html_of(client.get(PUBLISH))
    assert 'value="TIME-PLAN-2020"' in page
    assert "No agenda to which this plan could refer has been published yet" in page
    response = client.post(PUBLISH, {"titles_stand": "on", "symbol": "VC/3", "editions": "0.0"}, follow=True)
    assert "VC/3 is published." in html_of(response)
    shown = html_of(client_of(agenda.world["sector"]).get(PAGE))
    assert "First sitting, Tuesday 9 June 2020" in shown
    assert re.search(r'<time datetime="2020-06-09T10:10:00Z">12:10</time>', shown)
    assert "Introduction by the presiding officer" in shown


def test_rule_17_the_readers_own_time_stands_beside(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    person = agenda.world["jp"].person
    person.time_zone = "Asia/Tokyo"
    person.save()
    client = client_of(person)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html_of(client.get(PAGE)), re.DOTALL)
    times = [re.sub(r"<[^>]*>|\s", "", cell) for cell in cells]
    assert times[times.index("12:10") + 1] == "19:10"
    read = text_of(client.get(PAGE, {"format": "pdf"}).content, "layout")
    assert re.search(r"Geneva\s+Tokyo", read)
    assert re.search(r"12:10\s+19:10\s+1\. Item 1", read)
    paper = Paper(BytesIO(client.get(PAGE, {"format": "docx"}).content))
    assert [cell.text for cell in paper.tables[0].rows[1].cells][:2] == ["12:00", "19:00"]


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_on_paper_in_six_languages(language: str, agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    client = client_of(agenda.world["jp"])
    made = client.get(PAGE, {"format": "pdf", "language": language})
    assert made.headers["Content-Disposition"] == f'attachment; filename="VC-3-{language}.pdf"'
    assert "12:10" in text_of(made.content, "layout")
    paper = Paper(BytesIO(client.get(PAGE, {"format": "docx", "language": language}).content))
    assert ("<w:bidiVisual/>" in paper.element.xml) is (language == "ar")
    assert len(paper.tables[0].rows) == 7  # the head, the introduction, three items, the reserve, the closing


def events(client: Client, **asked: str | int) -> list[dict[str, object]]:
    response = client.get(PAGE, asked)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.content).events
    return [
        {"uid": str(event["UID"]), "start": event.start, "sequence": int(str(event["SEQUENCE"])), "event": event}
        for event in found
    ]


def test_as_a_calendar_of_days_and_of_items(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    client = client_of(agenda.world["jp"])
    (day,) = events(client, format="ics")
    assert day["uid"] == f"time-plan-sitting-{agenda.sitting.pk}@127.0.0.1"
    assert "12:10 1. Item 1" in str(day["event"]["DESCRIPTION"])  # type: ignore[index]
    assert "Your booth" not in str(day["event"]["DESCRIPTION"])  # type: ignore[index]
    french = agenda.world["french"]
    BoothDuty.objects.create(sitting=agenda.sitting, registration=french, language="pt")
    (own,) = events(client_of(french), format="ics")
    assert str(own["event"]["DESCRIPTION"]).startswith("Your booth: Português\n12:10")  # type: ignore[index]
    client.cookies["django_language"] = "zh-hans"
    (chinese,) = events(client, format="ics")
    assert "：Test Consultation" in str(chinese["event"]["SUMMARY"])  # type: ignore[index]
    client.cookies["django_language"] = "en"
    rows = events(client, format="items.ics")
    assert [row["start"].astimezone(UTC) for row in rows] == [  # type: ignore[attr-defined]
        START + timedelta(minutes=minutes) for minutes in (10, 45, 80)
    ]
    (event,) = events(client, format="items.ics", item=agenda.item(2, URGENT).pk)
    assert str(event["event"]["SUMMARY"]) == "Item 2: Item 2"  # type: ignore[index]
    for bad in ("0", "x", "99999", ""):
        assert client.get(PAGE, {"format": "items.ics", "item": bad}).status_code == 404


def test_an_entry_of_a_calendar_moves_with_a_revision(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    client = client_of(agenda.world["jp"])
    before = events(client, format="items.ics")
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(minutes=60)
    publish(agenda, "More time.")
    after = events(client, format="items.ics")
    assert [row["uid"] for row in after] == [row["uid"] for row in before]
    assert {row["sequence"] for row in after} == {1}
    assert after[1]["start"] == before[1]["start"] + timedelta(minutes=25)  # type: ignore[operator]


def test_what_a_revision_has_no_more_is_cancelled_in_calendars(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    client, gone = client_of(agenda.world["jp"]), agenda.item(2, URGENT)
    before = {row["uid"]: row["start"] for row in events(client, format="items.ics")}
    Item.objects.filter(pk=gone.pk).update(position=None)
    publish(agenda, "Item 2 is taken off the agenda.")
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(minutes=60)
    publish(agenda, "More time.")
    uid = f"time-plan-item-{gone.pk}@127.0.0.1"
    every = {row["uid"]: row for row in events(client, format="items.ics")}
    assert every.keys() == before.keys()
    status = {key: str(row["event"]["STATUS"]) for key, row in every.items()}  # type: ignore[index]
    assert [key for key, said in status.items() if said == "CANCELLED"] == [uid]
    (own,) = events(client, format="items.ics", item=gone.pk)
    assert (own["uid"], own["start"], own["sequence"]) == (uid, before[uid], 2)
    assert str(own["event"]["STATUS"]) == "CANCELLED"  # type: ignore[index]
    # The version that had it goes on having it.
    (first,) = events(client, format="items.ics", item=gone.pk, revision=0)
    assert str(first["event"]["STATUS"]) == "CONFIRMED"  # type: ignore[index]
    Item.objects.filter(pk=gone.pk).update(position=2)
    publish(agenda, "Item 2 is back.")
    (back,) = events(client, format="items.ics", item=gone.pk)
    assert (str(back["event"]["STATUS"]), back["sequence"]) == ("CONFIRMED", 3)  # type: ignore[index]


def test_a_sitting_that_is_no_more_is_cancelled_in_calendars(agenda: Agenda, client_of: ClientOf) -> None:
    first, second = more_sittings(agenda, 2)
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=80)
    publish(agenda)
    Sitting.objects.filter(pk=second.pk).delete()
    publish(agenda, "One sitting only.")
    rows = events(client_of(agenda.world["jp"]), format="ics")
    assert [(row["uid"], str(row["event"]["STATUS"])) for row in rows] == [  # type: ignore[index]
        (f"time-plan-sitting-{first.pk}@127.0.0.1", "CONFIRMED"),
        (f"time-plan-sitting-{second.pk}@127.0.0.1", "CANCELLED"),
    ]


def test_rule_17_calendar_and_page_keep_local_hours_when_the_clocks_change(agenda: Agenda, client_of: ClientOf) -> None:
    first, second = more_sittings(agenda, 2)
    for row, day in ((first, 24), (second, 25)):
        row.opens_at = datetime(2020, 10, day, 10 + (day == 25), tzinfo=UTC)
        row.closes_at = row.opens_at + timedelta(hours=3)
        row.save()
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=80)
    publish(agenda)
    client = client_of(agenda.world["jp"])
    file = client.get(PAGE, {"format": "ics"}).content.decode()
    assert "DTSTART;TZID=Europe/Zurich:20201024T120000" in file
    assert "DTSTART;TZID=Europe/Zurich:20201025T120000" in file
    page = html_of(client.get(PAGE))
    assert "(UTC+2)" in page
    assert "(UTC+1)" in page


def opened(agenda: Agenda, *, ago: int) -> None:
    """The first sitting is in session since so many minutes."""
    now = timezone.now()
    Sitting.objects.filter(pk=agenda.sitting.pk).update(
        state=SittingState.OPEN.value,
        opens_at=now - timedelta(minutes=ago),
        closes_at=now + timedelta(minutes=180 - ago),
    )


def test_rule_16_a_sitting_is_followed_with_its_forecast(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    opened(agenda, ago=60)
    now = timezone.now()
    agenda.sitting.discussions.create(
        item=agenda.item(1, URGENT),
        start=now - timedelta(minutes=50),
        end=now - timedelta(minutes=20),
        outcome="noted",
    )
    agenda.sitting.discussions.create(item=agenda.item(2, URGENT), start=now - timedelta(minutes=20))
    page = html_of(client_of(agenda.world["jp"]).get(PAGE))
    assert "Item 2 is open: Item 2" in page
    assert "1 of 3 items are over" in page
    assert "Noted" in page
    assert "Open now" in page
    # Fifteen minutes are left of the second, and 35 come for the third: 70 before it closes.
    assert re.search(r"(69|70) minutes before it closes", page)


def test_rule_16_what_no_longer_fits_is_carried_over_and_shown(agenda: Agenda, client_of: ClientOf) -> None:
    opened(agenda, ago=0)
    agenda.consultation.sittings.create(
        number=2,
        opens_at=timezone.now() + timedelta(days=1),
        closes_at=timezone.now() + timedelta(days=1, hours=3),
    )
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=70)
    Sitting.objects.get(pk=agenda.sitting.pk).planned.set([agenda.item(number, URGENT) for number in (1, 2, 3)])
    page = html_of(client_of(agenda.world["jp"]).get(PAGE))
    assert "1 item no longer fits" in page
    assert "Carried over: a sitting is not extended<" in page
    assert "Second sitting" in page


def test_what_is_followed_is_asked_for_again_only_where_it_is_new(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    opened(agenda, ago=10)
    client = client_of(agenda.world["jp"])
    seen = re.search(r'data-seen="([^"]+)"', html_of(client.get(PAGE)))
    assert seen
    Sitting.objects.filter(pk=agenda.sitting.pk).update(sequence=41)
    new = client.get(PAGE, {"live": "1", "seen": seen[1]})
    assert new.status_code == 200
    now_seen = re.search(r'data-seen="([^"]+)"', html_of(new))
    assert now_seen
    assert client.get(PAGE, {"live": "1", "seen": now_seen[1]}).status_code in {200, 204}  # 200 when a minute ends


def test_a_demonstration_is_followed_where_no_other_sitting_goes_on(agenda: Agenda, client_of: ClientOf) -> None:
    publish(agenda)
    now = timezone.now()
    agenda.consultation.sittings.create(
        number=1,
        opens_at=now,
        closes_at=now + timedelta(hours=3),
        kind="demonstration",
        state=SittingState.OPEN.value,
    )
    page = html_of(client_of(agenda.world["jp"]).get(PAGE))
    assert "Demonstration" in page
    assert "No item is open." in page
