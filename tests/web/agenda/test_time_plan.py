"""The time plan's desk and page: what fits, what follows, what is published, how a sitting is followed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.agenda.models import Item
from hemicycle.documents.models import Document
from hemicycle.sittings.models import Sitting
from tests.factories import START, URGENT
from tests.support.agenda import more_sittings
from tests.support.html import html_of
from tests.support.time_plan import DAYS, DESK, PAGE, PUBLISH, editions, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]


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


def test_the_desk_shows_the_days_the_estimate_and_what_does_not_fit(agenda: Agenda, client_of: ClientOf) -> None:
    Item.objects.filter(consultation=agenda.consultation, listing=URGENT).update(minutes=100)
    page = html_of(client_of(agenda.world["secretariat"]).get(DESK))
    assert "2 items are not scheduled" in page
    assert "No sitting has 100 minutes left for it<" in page
    assert "Add a sitting on another day" in page
    assert "Leave 2 items, of 3 h 20 min together, for \u2068the physical session\u2069." in page
    assert "15 to take it up, 0 for its texts, 0: requested by 0 Members" in page
    assert page.count('role="slider"') == 1


def test_minutes_are_saved_and_typed_in_any_digits(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["chair"])
    assert client.post(DESK, form(agenda, {1: "٢٠", 2: " 45 "})).status_code == 302
    assert [agenda.item(number, URGENT).minutes for number in (1, 2, 3)] == [20, 45, 35]


@pytest.mark.parametrize("typed", ["0", "10000", "-5", "", "1e3", "<b>", "999999999999"])
def test_minutes_that_nobody_can_mean_are_marked_and_nothing_is_lost(
    typed: str, agenda: Agenda, client_of: ClientOf
) -> None:
    response = client_of(agenda.world["secretariat"]).post(DESK, form(agenda, {1: typed, 2: "50"}))
    page = html_of(response)
    assert response.status_code == 422
    assert "Enter a number from 1 to 600." in page
    assert 'value="50"' in page
    assert "<b></b>" not in page
    assert [agenda.item(number, URGENT).minutes for number in (1, 2)] == [35, 35]


def test_what_follows_is_shown_before_anything_is_saved(agenda: Agenda, client_of: ClientOf) -> None:
    response = client_of(agenda.world["secretariat"]).post(DESK, form(agenda, {1: "160"}, step="preview"))
    page = html_of(response)
    assert response.status_code == 200
    assert "2 items are not scheduled" in page
    assert "Nothing is saved yet." in page
    assert agenda.item(1, URGENT).minutes == 35


def test_two_who_edit_at_once_lose_nothing(agenda: Agenda, client_of: ClientOf) -> None:
    mine, theirs = form(agenda, {1: "20", 2: "25"}), form(agenda, {1: "50", 3: "10"})
    client_of(agenda.world["chair"]).post(DESK, theirs)
    response = client_of(agenda.world["secretariat"]).post(DESK, mine)
    page = html_of(response)
    first, second, third = (agenda.item(number, URGENT).pk for number in (1, 2, 3))
    assert response.status_code == 409
    assert "Another user has changed this in the meantime." in page
    # What both changed is shown beside each other; what only one changed is there.
    assert re.search(rf'name="minutes-{first}" value="20".*?Meanwhile: 50', page)
    assert re.search(rf'name="minutes-{second}" value="25"', page)
    assert re.search(rf'name="minutes-{third}" value="10"', page)
    again = dict(re.findall(r'name="((?:was-)?(?:minutes|earliest)-\d+)" value="(\d+)"', page))
    again |= form(agenda, step="save") | again
    assert client_of(agenda.world["secretariat"]).post(DESK, again).status_code == 302
    assert [agenda.item(number, URGENT).minutes for number in (1, 2, 3)] == [20, 25, 10]


def test_an_item_that_left_meanwhile_is_told_and_the_rest_is_still_typed(agenda: Agenda, client_of: ClientOf) -> None:
    sent = form(agenda, {1: "20", 3: "10"})
    Item.objects.filter(pk=agenda.item(3, URGENT).pk).update(position=None)
    response = client_of(agenda.world["secretariat"]).post(DESK, sent)
    assert response.status_code == 409
    assert "An item has left the agenda in the meantime." in html_of(response)
    assert 'value="20"' in html_of(response)


def test_a_step_that_no_form_of_the_page_sends_changes_nothing(agenda: Agenda, client_of: ClientOf) -> None:
    response = client_of(agenda.world["secretariat"]).post(DESK, form(agenda, {1: "20"}, step="steal"))
    assert response.status_code == 400
    assert agenda.item(1, URGENT).minutes == 35


def test_estimates_are_used_by_a_button(agenda: Agenda, client_of: ClientOf) -> None:
    response = client_of(agenda.world["secretariat"]).post(DESK, form(agenda, step="estimates"), follow=True)
    assert "The estimated minutes have been applied to 3 items." in html_of(response)
    assert agenda.item(1, URGENT).minutes == 15


def test_a_move_that_is_proposed_is_done_by_its_button(agenda: Agenda, client_of: ClientOf) -> None:
    more_sittings(agenda, 2)
    for number, minutes in ((1, 100), (2, 160), (3, 40)):
        Item.objects.filter(pk=agenda.item(number, URGENT).pk).update(minutes=minutes)
    client = client_of(agenda.world["secretariat"])
    page = html_of(client.get(DESK))
    assert "Item 3 fits into an earlier sitting, before item 2: Item 3" in page
    sent = {"step": "move", "item": agenda.item(3, URGENT).pk, "before": agenda.item(2, URGENT).pk}
    assert client.post(DESK, {**sent, "agenda_edition": 99}).status_code == 409
    assert client.post(DESK, {**sent, "agenda_edition": ""}).status_code == 409
    client.post(DESK, {**sent, "agenda_edition": editions(agenda)[0]})
    assert agenda.order() == ["u1", "u3", "u2"]
    assert "no place" not in html_of(client.get(DESK))


def test_days_are_added_changed_and_taken_away(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    assert 'value="12:00"' in html_of(client.get(DAYS))
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
    assert "Another user has changed this in the meantime." in html_of(stale)
    second = Sitting.objects.get(number=2)
    sent |= {"edition": editions(agenda)[1], "sitting-2": second.pk, "drop-2": "1"}
    assert client.post(DAYS, sent).status_code == 302
    assert Sitting.objects.get() == agenda.sitting


@pytest.mark.parametrize(
    ("typed", "status", "told"),
    [
        ({"day-1": "9 June"}, 422, "Enter the day in the form 2020-06-09, and the hours in the form 12:00"),
        ({"opens-1": "noon"}, 422, "Enter the day in the form 2020-06-09, and the hours in the form 12:00"),
        ({"day-1": "0001-01-01"}, 422, "Enter the day in the form 2020-06-09, and the hours in the form 12:00"),
        ({"opens-1": "15:00", "closes-1": "12:00"}, 409, "closes before it opens"),
        ({"day-1": "2020-03-29", "opens-1": "02:30"}, 422, "the clocks are put forward"),
        (
            {"day-1": "2020-10-25", "opens-1": "02:30"},
            422,
            "occurs twice, because the clocks are put back. Enter 02:30+02",
        ),
        ({"day-1": "2020-10-25", "closes-1": "02:30"}, 422, "Enter 02:30+02:00 or 02:30+01:00."),
        ({"opens-1": "12:00+02:00"}, 422, "This is not a time. Enter it in the form 18:00."),
    ],
)
def test_days_that_cannot_be_are_told_and_stay_typed(
    typed: dict[str, str], status: int, told: str, agenda: Agenda, client_of: ClientOf
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
    response = client_of(agenda.world["secretariat"]).post(DAYS, sent)
    page = html_of(response)
    assert response.status_code == status
    assert told in page
    assert all(f'value="{value}"' in page for value in typed.values())
    # The day and both hours say so to whoever hears the page.
    assert page.count('aria-describedby="error-1"') == (3 if status == 422 else 0)
    agenda.sitting.refresh_from_db()
    assert agenda.sitting.opens_at == START


def test_rule_17_hours_that_come_twice_are_typed_with_their_offset_and_shown_so(
    agenda: Agenda, client_of: ClientOf
) -> None:
    client = client_of(agenda.world["secretariat"])
    sent = {
        "edition": editions(agenda)[1],
        "sitting-1": agenda.sitting.pk,
        "day-1": "2020-10-25",
        "opens-1": "02:30+01:00",
        "closes-1": "05:00",
    }
    assert client.post(DAYS, sent).status_code == 302
    assert Sitting.objects.get().opens_at == datetime(2020, 10, 25, 1, 30, tzinfo=UTC)
    page = html_of(client.get(DAYS))
    assert all(f'value="{value}"' in page for value in ("02:30+01:00", "05:00"))


def test_queries_do_not_grow_with_items_and_sittings(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["chair"])
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
            consultation=agenda.consultation, symbol=f"C20/4{number}", title={"en": "Doc"}, posted_at=START
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
