"""The time plan's desk and page: what fits, what follows, what is published, how a sitting is followed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as Paper
from icalendar import Calendar

from hemicycle.agenda.models import AgendaPublication, Item, Programme
from hemicycle.documents.models import Document
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.actions.planning import publish_plan
from hemicycle.sittings.models import Sitting
from tests.factories import START
from tests.support.agenda import NOW, URGENT, more_sittings
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    Browser = Callable[[Registration | Person | None], Client]

PAGE, DESK = "/consultations/test/time-plan/", "/consultations/test/desk/time-plan/"
DAYS, PUBLISH = f"{DESK}days/", f"{DESK}publish/"


def editions(agenda: Agenda) -> tuple[int, int]:
    row = Programme.objects.filter(consultation=agenda.consultation).first()
    return (row.agenda_edition, row.plan_edition) if row else (0, 0)


def publish(agenda: Agenda, words: str = "") -> AgendaPublication:
    return publish_plan(
        agenda.consultation.pk,
        agenda.performer("secretariat"),
        NOW,
        editions=editions(agenda),
        symbol="VC/3",
        words=words,
    )


def form(agenda: Agenda, minutes: dict[int, str] | None = None, **more: str) -> dict[str, str]:
    """The form as a browser sends it, with the minutes of some urgent items changed."""
    sent = {"edition": str(editions(agenda)[1]), "step": "save"}
    frame = {"introduction": "10", "pause": "0", "pause_after": "90", "closing": "5"}
    for name, value in frame.items():
        sent |= {name: value, f"was-{name}": value}
    for row in Item.objects.filter(consultation=agenda.consultation, position__isnull=False):
        typed = (minutes or {}).get(row.number, str(row.minutes))
        sent |= {f"minutes-{row.pk}": typed, f"was-minutes-{row.pk}": str(row.minutes)}
        sent |= {f"earliest-{row.pk}": str(row.earliest), f"was-earliest-{row.pk}": str(row.earliest)}
    return sent | more


def test_the_desk_shows_the_days_the_estimate_and_what_does_not_fit(agenda: Agenda, browser: Browser) -> None:
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=100)
    page = browser(agenda.world["secretariat"]).get(DESK).content.decode()
    assert "2 items have no place" in page
    assert "No sitting has 100 minutes left for it (rule 16)" in page
    assert "Add a sitting on another day" in page
    assert "Leave 2 items, of 3 h 20 min together, for the physical session." in page
    assert "15 to take it up, 0 for its texts, 0 as 0 States wish it" in page
    assert page.count('role="slider"') == 1


def test_minutes_are_saved_and_typed_in_any_digits(agenda: Agenda, browser: Browser) -> None:
    client = browser(agenda.world["chair"])
    assert client.post(DESK, form(agenda, {1: "٢٠", 2: " 45 "})).status_code == 302
    assert [agenda.item(number, URGENT).minutes for number in (1, 2, 3)] == [20, 45, 35]


@pytest.mark.parametrize("typed", ["0", "10000", "-5", "", "1e3", "<b>", "999999999999"])
def test_minutes_that_nobody_can_mean_are_marked_and_nothing_is_lost(
    typed: str, agenda: Agenda, browser: Browser
) -> None:
    response = browser(agenda.world["secretariat"]).post(DESK, form(agenda, {1: typed, 2: "50"}))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Write a number from 1 to 600." in page
    assert 'value="50"' in page
    assert "<b></b>" not in page
    assert [agenda.item(number, URGENT).minutes for number in (1, 2)] == [35, 35]


def test_what_follows_is_shown_before_anything_is_saved(agenda: Agenda, browser: Browser) -> None:
    response = browser(agenda.world["secretariat"]).post(DESK, form(agenda, {1: "160"}, step="preview"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "2 items have no place" in page
    assert "Nothing is saved yet." in page
    assert agenda.item(1, URGENT).minutes == 35


def test_two_who_edit_at_once_lose_nothing(agenda: Agenda, browser: Browser) -> None:
    mine, theirs = form(agenda, {1: "20", 2: "25"}), form(agenda, {1: "50", 3: "10"})
    browser(agenda.world["chair"]).post(DESK, theirs)
    response = browser(agenda.world["secretariat"]).post(DESK, mine)
    page = response.content.decode()
    first, second, third = (agenda.item(number, URGENT).pk for number in (1, 2, 3))
    assert response.status_code == 409
    assert "Somebody else has changed this meanwhile." in page
    # What both changed is shown beside each other; what only one changed is there.
    assert re.search(rf'name="minutes-{first}" value="20".*?Meanwhile: 50', page)
    assert re.search(rf'name="minutes-{second}" value="25"', page)
    assert re.search(rf'name="minutes-{third}" value="10"', page)
    again = dict(re.findall(r'name="((?:was-)?(?:minutes|earliest)-\d+)" value="(\d+)"', page))
    again |= form(agenda, step="save") | again
    assert browser(agenda.world["secretariat"]).post(DESK, again).status_code == 302
    assert [agenda.item(number, URGENT).minutes for number in (1, 2, 3)] == [20, 25, 10]


def test_an_item_that_left_meanwhile_is_told_and_the_rest_is_still_typed(agenda: Agenda, browser: Browser) -> None:
    sent = form(agenda, {1: "20", 3: "10"})
    Item.objects.filter(pk=agenda.item(3, URGENT).pk).update(position=None)
    response = browser(agenda.world["secretariat"]).post(DESK, sent)
    assert response.status_code == 409
    assert "An item has left the agenda meanwhile." in response.content.decode()
    assert 'value="20"' in response.content.decode()


def test_a_step_that_no_form_of_the_page_sends_changes_nothing(agenda: Agenda, browser: Browser) -> None:
    response = browser(agenda.world["secretariat"]).post(DESK, form(agenda, {1: "20"}, step="steal"))
    assert response.status_code == 400
    assert agenda.item(1, URGENT).minutes == 35


def test_estimates_are_used_by_a_button(agenda: Agenda, browser: Browser) -> None:
    response = browser(agenda.world["secretariat"]).post(DESK, form(agenda, step="estimates"), follow=True)
    assert "3 items have the minutes now that are estimated for them." in response.content.decode()
    assert agenda.item(1, URGENT).minutes == 15


def test_a_move_that_is_proposed_is_done_by_its_button(agenda: Agenda, browser: Browser) -> None:
    more_sittings(agenda, 2)
    for number, minutes in ((1, 100), (2, 160), (3, 40)):
        Item.objects.filter(pk=agenda.item(number, URGENT).pk).update(minutes=minutes)
    client = browser(agenda.world["secretariat"])
    page = client.get(DESK).content.decode()
    assert "Item 3 fits into an earlier sitting, before item 2: Item 3" in page
    sent = {"step": "move", "item": agenda.item(3, URGENT).pk, "before": agenda.item(2, URGENT).pk}
    assert client.post(DESK, {**sent, "agenda_edition": 99}).status_code == 409
    assert client.post(DESK, {**sent, "agenda_edition": ""}).status_code == 409
    client.post(DESK, {**sent, "agenda_edition": editions(agenda)[0]})
    assert agenda.order() == ["u1", "u3", "u2"]
    assert "no place" not in client.get(DESK).content.decode()


def test_days_are_added_changed_and_taken_away(agenda: Agenda, browser: Browser) -> None:
    client = browser(agenda.world["secretariat"])
    assert 'value="12:00"' in client.get(DAYS).content.decode()
    sent = {
        "edition": editions(agenda)[1],
        "sitting-1": agenda.sitting.pk,
        "day-1": "2020-06-09",
        "opens-1": "12:00",
        "closes-1": "15:00",
        "sitting-2": "",
        "day-2": "2020-06-10",
        "opens-2": "13:00",
        "closes-2": "16:00",
    }
    assert client.post(DAYS, sent).status_code == 302
    assert [row.opens_at.hour for row in Sitting.objects.order_by("opens_at")] == [10, 11]
    stale = client.post(DAYS, sent)
    assert stale.status_code == 409
    assert "Somebody else has changed this meanwhile." in stale.content.decode()
    second = Sitting.objects.get(number=2)
    sent |= {"edition": editions(agenda)[1], "sitting-2": second.pk, "drop-2": "1"}
    assert client.post(DAYS, sent).status_code == 302
    assert Sitting.objects.get() == agenda.sitting


@pytest.mark.parametrize(
    ("typed", "status", "told"),
    [
        ({"day-1": "9 June"}, 422, "Write the day as in 2020-06-09"),
        ({"opens-1": "noon"}, 422, "Write the day as in 2020-06-09"),
        ({"day-1": "0001-01-01"}, 422, "Write the day as in 2020-06-09"),
        ({"opens-1": "15:00", "closes-1": "12:00"}, 409, "closes before it opens"),
        ({"day-1": "2020-03-29", "opens-1": "02:30"}, 409, "the clocks are put forward"),
    ],
)
def test_days_that_cannot_be_are_told_and_stay_typed(
    typed: dict[str, str], status: int, told: str, agenda: Agenda, browser: Browser
) -> None:
    sent = {
        "edition": str(editions(agenda)[1]),
        "sitting-1": str(agenda.sitting.pk),
        "day-1": "2020-06-09",
        "opens-1": "12:00",
        "closes-1": "15:00",
        "sitting-2": "",
        "day-2": "",
        **typed,
    }
    response = browser(agenda.world["secretariat"]).post(DAYS, sent)
    page = response.content.decode()
    assert response.status_code == status
    assert told in page
    assert all(f'value="{value}"' in page for value in typed.values())
    agenda.sitting.refresh_from_db()
    assert agenda.sitting.opens_at == START


def test_it_is_published_and_shows_times_to_everybody(agenda: Agenda, browser: Browser) -> None:
    assert "has not been published yet" in browser(agenda.world["sector"]).get(PAGE).content.decode()
    client = browser(agenda.world["secretariat"])
    page = client.get(PUBLISH).content.decode()
    assert 'value="TIME-PLAN-2020"' in page
    assert "No agenda has been published yet" in page
    response = client.post(PUBLISH, {"symbol": "VC/3", "editions": "0.0"}, follow=True)
    assert "VC/3 is published." in response.content.decode()
    shown = browser(agenda.world["sector"]).get(PAGE).content.decode()
    assert "First sitting, Tuesday 9 June 2020" in shown
    assert re.search(r'<time datetime="2020-06-09T10:10:00Z">12:10</time>', shown)
    assert "Introduction by the leader" in shown


def test_rule_17_the_readers_own_time_stands_beside(agenda: Agenda, browser: Browser) -> None:
    publish(agenda)
    person = agenda.world["jp"].person
    person.time_zone = "Asia/Tokyo"
    person.save()
    client = browser(person)
    page = client.get(PAGE).content.decode()
    assert re.search(r'12:10</time></td>\s*<td class="num">19:10</td>', page)
    read = text_of(client.get(PAGE, {"format": "pdf"}).content, "layout")
    assert re.search(r"Geneva\s+Tokyo", read)
    assert re.search(r"12:10\s+19:10\s+1\. Item 1", read)
    paper = Paper(BytesIO(client.get(PAGE, {"format": "docx"}).content))
    assert [cell.text for cell in paper.tables[0].rows[1].cells][:2] == ["12:00", "19:00"]


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_on_paper_in_six_languages(language: str, agenda: Agenda, browser: Browser) -> None:
    publish(agenda)
    client = browser(agenda.world["jp"])
    made = client.get(PAGE, {"format": "pdf", "language": language})
    assert made.headers["Content-Disposition"] == f'attachment; filename="VC-3-{language}.pdf"'
    assert "12:10" in text_of(made.content, "layout")
    paper = Paper(BytesIO(client.get(PAGE, {"format": "docx", "language": language}).content))
    assert ("<w:bidiVisual/>" in paper.element.xml) is (language == "ar")
    assert len(paper.tables[0].rows) == 6  # the head, the introduction, three items, the closing


def events(client: Client, **asked: str | int) -> list[dict[str, object]]:
    response = client.get(PAGE, asked)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(response.content).events
    return [
        {"uid": str(event["UID"]), "start": event.start, "sequence": int(str(event["SEQUENCE"])), "event": event}
        for event in found
    ]


def test_as_a_calendar_of_days_and_of_items(agenda: Agenda, browser: Browser) -> None:
    publish(agenda)
    client = browser(agenda.world["jp"])
    (day,) = events(client, format="ics")
    assert day["uid"] == f"time-plan-sitting-{agenda.sitting.pk}@127.0.0.1"
    assert "12:10 1. Item 1" in str(day["event"]["DESCRIPTION"])  # type: ignore[index]
    rows = events(client, format="items.ics")
    assert [row["start"].astimezone(UTC) for row in rows] == [  # type: ignore[attr-defined]
        START + timedelta(minutes=minutes) for minutes in (10, 45, 80)
    ]
    (one,) = events(client, format="items.ics", item=agenda.item(2, URGENT).pk)
    assert str(one["event"]["SUMMARY"]) == "Item 2: Item 2"  # type: ignore[index]
    for bad in ("0", "x", "99999", ""):
        assert client.get(PAGE, {"format": "items.ics", "item": bad}).status_code == 404


def test_an_entry_of_a_calendar_moves_with_a_revision(agenda: Agenda, browser: Browser) -> None:
    publish(agenda)
    client = browser(agenda.world["jp"])
    before = events(client, format="items.ics")
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(minutes=60)
    publish(agenda, "More time.")
    after = events(client, format="items.ics")
    assert [row["uid"] for row in after] == [row["uid"] for row in before]
    assert {row["sequence"] for row in after} == {1}
    assert after[1]["start"] == before[1]["start"] + timedelta(minutes=25)  # type: ignore[operator]


def test_rule_17_calendar_and_page_keep_local_hours_when_the_clocks_change(agenda: Agenda, browser: Browser) -> None:
    first, second = more_sittings(agenda, 2)
    for row, day in ((first, 24), (second, 25)):
        row.opens_at = datetime(2020, 10, day, 10 + (day == 25), tzinfo=UTC)
        row.closes_at = row.opens_at + timedelta(hours=3)
        row.save()
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=80)
    publish(agenda)
    client = browser(agenda.world["jp"])
    file = client.get(PAGE, {"format": "ics"}).content.decode()
    assert "DTSTART;TZID=Europe/Zurich:20201024T120000" in file
    assert "DTSTART;TZID=Europe/Zurich:20201025T120000" in file
    page = client.get(PAGE).content.decode()
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


def test_rule_16_a_sitting_is_followed_with_its_forecast(agenda: Agenda, browser: Browser) -> None:
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
    page = browser(agenda.world["jp"]).get(PAGE).content.decode()
    assert "Item 2 is open: Item 2" in page
    assert "1 of 3 items are over" in page
    assert "Noted" in page
    assert "Open now" in page
    # Fifteen minutes are left of the second, and 35 come for the third: 70 before it closes.
    assert re.search(r"(69|70) minutes before it closes", page)


def test_rule_16_what_no_longer_fits_is_carried_over_and_shown(agenda: Agenda, browser: Browser) -> None:
    opened(agenda, ago=0)
    agenda.consultation.sittings.create(
        number=2,
        opens_at=timezone.now() + timedelta(days=1),
        closes_at=timezone.now() + timedelta(days=1, hours=3),
    )
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=70)
    Sitting.objects.get(pk=agenda.sitting.pk).planned.set([agenda.item(number, URGENT) for number in (1, 2, 3)])
    page = browser(agenda.world["jp"]).get(PAGE).content.decode()
    assert "1 item no longer fits" in page
    assert "a sitting is not extended (rule 16)" in page
    assert "Second sitting" in page


def test_what_is_followed_is_asked_for_again_only_where_it_is_new(agenda: Agenda, browser: Browser) -> None:
    publish(agenda)
    opened(agenda, ago=10)
    client = browser(agenda.world["jp"])
    seen = re.search(r'data-seen="([^"]+)"', client.get(PAGE).content.decode())
    assert seen
    Sitting.objects.filter(pk=agenda.sitting.pk).update(sequence=41)
    new = client.get(PAGE, {"live": "1", "seen": seen[1]})
    assert new.status_code == 200
    now_seen = re.search(r'data-seen="([^"]+)"', new.content.decode())
    assert now_seen
    assert client.get(PAGE, {"live": "1", "seen": now_seen[1]}).status_code in {200, 204}  # 200 when a minute ends


def test_a_demonstration_is_followed_where_no_other_sitting_goes_on(agenda: Agenda, browser: Browser) -> None:
    publish(agenda)
    now = timezone.now()
    agenda.consultation.sittings.create(
        number=1,
        opens_at=now,
        closes_at=now + timedelta(hours=3),
        demonstration=True,
        state=SittingState.OPEN.value,
    )
    page = browser(agenda.world["jp"]).get(PAGE).content.decode()
    assert "Demonstration" in page
    assert "No item is open." in page


def test_queries_do_not_grow_with_items_and_sittings(agenda: Agenda, browser: Browser) -> None:
    client = browser(agenda.world["chair"])
    publish(agenda)
    pages = [DESK, DAYS, PUBLISH, PAGE, f"{PAGE}?format=pdf", f"{PAGE}?format=items.ics"]

    def asked() -> list[int]:
        numbers = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            numbers.append(len(queries))
        return numbers

    asked()  # the first page of a session writes about the session
    before = asked()
    more_sittings(agenda, 4)
    for number in range(4, 12):
        document = Document.objects.create(
            consultation=agenda.consultation, symbol=f"C20/4{number}", title={"en": "Doc"}
        )
        Item.objects.create(
            consultation=agenda.consultation,
            listing=URGENT,
            number=number,
            title={"en": f"More {number}"},
            document=document,
            position=number,
        )
    publish(agenda, "Grown.")
    assert asked() == before
