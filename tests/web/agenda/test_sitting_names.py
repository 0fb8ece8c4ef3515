"""Sittings are named by ordinals in words while there are words for all of them, and else all by number."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from hemicycle.agenda.models import AgendaPublication
from hemicycle.consultations.models import Consultation
from hemicycle.sittings.calendar import calendars
from hemicycle.sittings.forecast import sittings_of
from hemicycle.sittings.models import Sitting
from hemicycle.web.agenda import timetable
from hemicycle.web.agenda.differences import differences
from hemicycle.web.toolkit import labels
from tests.factories import SLUG, START
from tests.support.agenda import more_sittings
from tests.support.html import html_of
from tests.support.pdf import text_of
from tests.support.time_plan import PAGE, publish
from tests.web.test_pages import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.support.agenda import Agenda

    ClientOf = Callable[[Registration | Person | None], Client]

ORDINALS = ["First sitting", "Second sitting", "Third sitting", "Fourth sitting", "Fifth sitting"]
NUMBERS = [f"Sitting {number}" for number in range(1, 7)]
#: Pages of the desk that list the sittings.
PAGES = ("sittings_desk", "plan_desk", "plan_days", "plan_presiding", "plan_booths", "time_plan")


def named(text: str) -> list[str]:
    """The names of sittings in a text, each once, in order."""
    return sorted(set(re.findall(rf"{'|'.join(ORDINALS)}|\bSitting \d+\b", text)))


def test_five_have_ordinals_and_the_sixth_makes_all_of_them_numbers() -> None:
    assert [labels.numbered_sitting(number, 5) for number in range(1, 6)] == ORDINALS
    assert [labels.numbered_sitting(number, 6) for number in range(1, 7)] == NUMBERS
    # A sitting of a number that is beyond them has no other name, whatever is said of how many there are.
    assert labels.numbered_sitting(7, 5) == "Sitting 7"


def test_a_demonstration_is_beside_the_calendar_and_counts_for_nothing(agenda: Agenda) -> None:
    more_sittings(agenda, 5)
    opens = START + timedelta(days=90)
    made = agenda.consultation.sittings.create(
        number=1, opens_at=opens, closes_at=opens + timedelta(hours=3), kind="demonstration"
    )
    assert agenda.consultation.sittings.count() == 6
    assert labels.sitting_number(Sitting.objects.get(pk=made.pk)) == "First sitting"


def test_every_page_paper_and_calendar_and_the_room_name_them_in_one_way(agenda: Agenda, client_of: ClientOf) -> None:
    more_sittings(agenda, 6)
    publish(agenda)
    desk, delegate = client_of(agenda.world["secretariat"]), client_of(agenda.world["br"])
    for name in PAGES:
        assert named(html_of(desk.get(reverse(name, args=[SLUG])))) == NUMBERS, name
    assert named(html_of(delegate.get("/"))) == NUMBERS
    assert named(text_of(desk.get(PAGE, {"format": "pdf"}).content)) == NUMBERS
    room = context(delegate.get(reverse("room", args=[agenda.sitting.pk])).content)
    assert room["sitting_title"] == "Sitting 1, Tuesday 9 June 2020"
    for file in (desk.get(PAGE, {"format": "ics"}), delegate.get("/consultations/test/calendar.ics")):
        titles = {str(event["SUMMARY"]).partition(":")[0] for event in Calendar.from_ical(file.content).events}
        assert titles == set(NUMBERS)


def test_rule_20_a_published_plan_keeps_its_names_on_paper_and_follows_the_room_on_its_page(
    agenda: Agenda, client_of: ClientOf
) -> None:
    publish(agenda)
    client = client_of(agenda.world["secretariat"])
    assert named(html_of(client.get(PAGE))) == ["First sitting"]
    more_sittings(agenda, 6)
    assert named(text_of(client.get(PAGE, {"format": "pdf"}).content)) == ["First sitting"]
    assert named(html_of(client.get(PAGE))) == ["Sitting 1"]
    (day,) = timetable.published(AgendaPublication.objects.get())
    assert (day.short, day.title) == ("First sitting", "First sitting, Tuesday 9 June 2020")


def test_a_list_of_differences_names_all_sittings_in_one_way() -> None:
    hours, added = {"what": "hours", "sitting": 1}, {"what": "sitting_added", "sitting": 6}
    moved = {"what": "day", "title": {"en": "Budget"}, "before": 6, "after": 2, "former": 1}
    assert differences([hours]) == ["New hours: First sitting"]
    assert differences([hours], 6) == ["New hours: Sitting 1"]
    assert differences([hours, added]) == ["New hours: Sitting 1", "Added: Sitting 6"]
    assert differences([hours, moved])[0] == "New hours: Sitting 1"
    assert "Before: Sitting 6. Now: Sitting 2." in differences([hours, moved])[1]


def test_the_sittings_are_counted_once_for_a_list(agenda: Agenda) -> None:
    more_sittings(agenda, 5)
    consultation = Consultation.objects.get(pk=agenda.consultation.pk)
    rows = list(consultation.sittings.all())
    with CaptureQueriesContext(connection) as queries:
        assert [labels.sitting_number(row) for row in rows] == ORDINALS
    assert len(queries) == 1


def test_who_has_read_the_sittings_does_not_count_them_again(agenda: Agenda) -> None:
    more_sittings(agenda, 6)
    for read in (calendars, lambda found: {found[0].pk: sittings_of(found[0])}):
        consultation = Consultation.objects.get(pk=agenda.consultation.pk)
        rows = read([consultation])[consultation.pk]
        with CaptureQueriesContext(connection) as queries:
            assert [labels.sitting_number(row) for row in rows] == NUMBERS
        assert len(queries) == 0
