"""The time plan and the calendars of those who follow it: an item without a place is placed, another one is moved, one
leaves the agenda; each version says what is different, and opening its calendar again moves and cancels (rule 16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Sitting
from tests.browser.publishing_steps import looks_at_the_next_version, publishes, reads_on_paper
from tests.browser.signed_in import opens
from tests.browser.somebody import signs_in
from tests.support.agenda import NOW, Agenda, make_agenda

if TYPE_CHECKING:
    from datetime import date

    from playwright.sync_api import Locator

    from tests.browser.somebody import SignsIn, Somebody
    from tests.factories import World

pytestmark = pytest.mark.browser
__all__ = ["opens", "signs_in"]

#: The first sitting has 180 minutes, of which it needs 15 itself: two such items have a place in it.
MINUTES = 70
AGENDA, PLAN = ("The agenda in order", "Publish the agenda"), ("Plan the time", "Publish the time plan")


@pytest.fixture
def agenda(world: World) -> Agenda:
    """Three items on the published agenda, and one sitting that has not begun."""
    Sitting.objects.filter(pk=world.sitting.pk).update(state=SittingState.PLANNED.value)
    made = make_agenda(world)
    publish_agenda(
        made.consultation.pk, made.performer("secretariat"), NOW, edition=0, symbol="VC/2", titles_stand=True
    )
    return made


@dataclass(frozen=True)
class Event:
    """What a calendar has of an item."""

    status: str
    sequence: int
    starts: date


def calendar(reader: Somebody) -> dict[str, Event]:
    """The calendar of the items, from the page of the plan; by their titles."""
    return events(reader.downloads("Calendar of the items"))


def events(content: bytes) -> dict[str, Event]:
    """The events of a calendar file, by the title of the item that each is of."""
    return {
        str(row["SUMMARY"]).partition(": ")[2]: Event(str(row["STATUS"]), int(str(row["SEQUENCE"])), row.start)
        for row in Calendar.from_ical(content).events
    }


def line_of(secretariat: Somebody, item: str) -> Locator:
    """An item among those of the plan."""
    return secretariat.page.locator(".plan-edit tr", has_text=item)


def plans(secretariat: Somebody, *items: str, minutes: int) -> None:
    """The secretariat sets the minutes of items, and saves the plan."""
    secretariat.goes_to_the_desk("Plan the time")
    for item in items:
        line_of(secretariat, item).get_by_label("Minutes of item").fill(str(minutes))
    saves_the_plan(secretariat)


def saves_the_plan(secretariat: Somebody) -> None:
    """The draft, which nobody else sees before it is published."""
    secretariat.presses("Save the plan")
    secretariat.sees("The time plan is saved. It becomes visible to all once it is published.")


def adds_a_sitting(secretariat: Somebody, day: str) -> None:
    """As the plan suggests for what has no place."""
    secretariat.goes_to_the_desk("Plan the time")
    secretariat.sees("1 item is not scheduled", "3. Item 3", "Add a sitting on another day.")
    secretariat.can_use_the_page()
    secretariat.follows("Days and hours")
    secretariat.page.get_by_text("Add a series of sittings").click()
    for name, value in {"first": day, "last": day, "opens": "12:00", "closes": "15:00"}.items():
        secretariat.page.locator(f"[name={name}]").fill(value)
    secretariat.presses("Add the series")
    secretariat.sees("1 sitting is added.")


def puts_off(secretariat: Somebody, item: str) -> None:
    """Not before the second sitting."""
    secretariat.goes_to_the_desk("Plan the time")
    line_of(secretariat, item).get_by_label("not before").select_option(value="1")
    saves_the_plan(secretariat)


def takes_off_the_agenda(chair: Somebody, item: str, why: str) -> None:
    """The chair removes it, with words."""
    chair.goes_to_the_desk("Items and choices")
    chair.follows(item)
    chair.page.locator("[name=words-en]").first.fill(why)
    chair.presses("Remove it")
    chair.sees("The choice is recorded, and the agenda has been renumbered.")


@pytest.mark.usefixtures("agenda")
def test_an_item_is_placed_moved_and_taken_off_and_calendars_follow(signs_in: SignsIn) -> None:
    secretariat, chair, brazil = signs_in("secretariat"), signs_in("chair"), signs_in("br")

    # One has no place.
    plans(secretariat, "Item 1", "Item 2", "Item 3", minutes=MINUTES)
    looks_at_the_next_version(secretariat, *PLAN, "Some items are not scheduled. The plan lists them")
    publishes(secretariat, "VC/3")
    brazil.opens_from(brazil.is_told("Time management plan VC/3:"), "/time-plan/")
    brazil.sees("It is based on the agenda VC/2.", "Not scheduled", "3. Item 3")
    brazil.can_use_the_page()
    assert "Not scheduled 3. Item 3" in reads_on_paper(brazil, "en")
    first = calendar(brazil)
    assert {title: (event.status, event.sequence) for title, event in first.items()} == {
        "Item 1": ("CONFIRMED", 0),
        "Item 2": ("CONFIRMED", 0),
    }

    # It is placed in a sitting on another day.
    adds_a_sitting(secretariat, "2020-06-10")
    looks_at_the_next_version(
        secretariat,
        *PLAN,
        "VC/3/Rev.1, in place of VC/3",
        "Now scheduled: “Item 3” (item 3 of the previous version).",
    )
    publishes(secretariat, "VC/3/Rev.1", {"en": "A second sitting"})
    brazil.opens_from(brazil.is_told("Time management plan VC/3/Rev.1:", "A second sitting"), "/time-plan/")
    brazil.sees("Now scheduled: “Item 3”")
    brazil.sees_nothing_of("Not scheduled")
    second = calendar(brazil)
    assert {title: (event.status, event.sequence) for title, event in second.items()} == {
        f"Item {number}": ("CONFIRMED", 1) for number in (1, 2, 3)
    }
    assert second["Item 3"].starts - second["Item 1"].starts == timedelta(days=1)
    of_the_third = brazil.page.get_by_role("link", name="Calendar Item 3").get_attribute("href")

    # One is moved, and the one that was placed leaves the agenda.
    puts_off(secretariat, "Item 2")
    takes_off_the_agenda(chair, "Item 3", "It was settled by correspondence.")
    looks_at_the_next_version(
        secretariat, *PLAN, "The plan differs from the published agenda in its items or their order."
    )
    looks_at_the_next_version(secretariat, *AGENDA, "Item 3 of the previous version, “Item 3”, was removed.")
    publishes(secretariat, "VC/2/Rev.1", {"en": "Item 3 was removed"})
    looks_at_the_next_version(
        secretariat,
        *PLAN,
        "In another sitting: “Item 2” (item 2 of the previous version).",
        "Item 3 of the previous version, “Item 3”, was removed.",
        "The time plan now follows the agenda VC/2/Rev.1.",
    )
    secretariat.sees_nothing_of("The plan differs from the published agenda")
    publishes(secretariat, "VC/3/Rev.2", {"en": "Two days"})
    told = brazil.is_told("Time management plan VC/3/Rev.2:", "Two days", "removed entries are cancelled")
    brazil.opens_from(told, "/time-plan/")
    brazil.sees("It is based on the agenda VC/2/Rev.1.", "Item 3 of the previous version, “Item 3”, was removed.")
    paper = reads_on_paper(brazil, "en")
    assert "This version replaces VC/3/Rev.1 Two days" in paper
    assert "Item 3 of the previous version, “Item 3”, was removed." in paper
    third = calendar(brazil)
    assert {title: (event.status, event.sequence) for title, event in third.items()} == {
        "Item 1": ("CONFIRMED", 2),
        "Item 2": ("CONFIRMED", 2),
        "Item 3": ("CANCELLED", 2),
    }
    assert third["Item 1"].starts == second["Item 1"].starts
    assert third["Item 2"].starts == second["Item 1"].starts + timedelta(days=1)
    assert third["Item 3"].starts == second["Item 3"].starts
    # Its own calendar, to which somebody has kept the address, cancels it as well.
    kept = brazil.page.request.get(f"/consultations/test/time-plan/{of_the_third}")
    assert events(kept.body()) == {"Item 3": third["Item 3"]}
