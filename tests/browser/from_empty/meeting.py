"""A sitting of a body of three groups, in its room: who asks, in which order they stand, who is heard."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from hemicycle.sittings.models import Sitting
from tests.browser.conftest import SPEAKER
from tests.browser.from_empty.desk import press, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Locator, Page

    from tests.browser.from_empty.conftest import Installation
    from tests.browser.from_empty.desk import Desk

#: By the code of the Member, whose name each is shown by: in the order in which they ask.
ASKING = {
    "emp-15": "Employers 15",
    "CA": "Canada",
    "BR": "Brazil",
    "emp-1": "Employers 1",
    "emp-2": "Employers 2",
    "wrk-1": "Workers 1",
}
#: Each group in turn, as its members asked; a deputy member, who asked before them all, after the titular ones.
IN_TURN = ("CA", "emp-1", "wrk-1", "BR", "emp-2", "emp-15")
CHAIR = "Ms. Ida Chair"


def where_it_is_day() -> str:
    """A zone in which this day goes on for hours yet: a sitting is opened on its own day."""
    zones = ("Europe/Zurich", "Pacific/Auckland")
    return min(zones, key=lambda name: abs(datetime.now(UTC).astimezone(ZoneInfo(name)).hour - 12))


def people() -> bytes:
    """A delegate of each Member that asks, and who presides."""
    delegates = [
        {"email": _address(code), "name": f"Ms. Delegate {code}", "member": code, "role": "delegate"} for code in ASKING
    ]
    return table([*delegates, {"email": "ida@office.example", "name": CHAIR, "member": "", "role": "chair"}])


def _address(code: str) -> str:
    return f"delegate@{code}.example".lower()


def calls_a_sitting(desk: Desk, colleague: Desk, day: str) -> Sitting:
    """The secretariat enters delegates and a sitting on a day, and says who presides over it."""
    desk.imports("registrations", people(), "people.csv", rows=len(ASKING) + 1)
    colleague.confirms_everybody(len(ASKING) + 1)
    on = datetime.fromisoformat(day).date()
    desk.enters_sittings(on, on, "00:00", "23:59", weekends=True)
    desk.lets_preside(CHAIR)
    return Sitting.objects.get()


def sits(installation: Installation, sitting: int) -> None:
    """The presiding officer opens the sitting, all ask, the first of the queue is heard, and the sitting ends."""
    chair = installation.signs_in("ida@office.example")
    enters(chair, f"/sittings/{sitting}/console/", listen_only=True)
    press(chair, "Open the sitting")
    # Nobody interprets: that is asked first.
    chair.get_by_role("dialog").get_by_role("button", name="Open the sitting").click()
    pages = {code: installation.signs_in(_address(code), SPEAKER if code == "CA" else 0) for code in ASKING}
    first, last = pages["CA"], pages["emp-15"]
    for page in pages.values():
        enters(page, f"/sittings/{sitting}/", listen_only=page is not first)
        asks_for_the_floor(page, "English")

    # The same order and the same three booths on the console and in the room, where a deputy member reads why.
    booths = chair.get_by_role("list", name="Booths").get_by_role("listitem")
    expect(booths).to_have_count(len(("en", "fr", "es")))
    expect(chair.locator(".next h3")).to_contain_text(ASKING[IN_TURN[0]])
    shows(chair.get_by_role("list", name="Waiting after the next speaker").locator("li b"), IN_TURN[1:])
    shows(last.locator("ol.rows li b"), IN_TURN)
    why = last.locator("ol.rows li", has_text=ASKING["emp-15"]).locator(".why")
    expect(why).to_contain_text("Deputy member: after Government group, Employers’ group, and Workers’ group")
    expect(why).to_contain_text("5 speakers come before you")
    heard = last.get_by_role("radiogroup", name="I listen to").get_by_role("radio")
    expect(heard).to_have_count(len(("floor", "en", "fr", "es")))

    # The floor goes to the first, who is heard; the next is of another group.
    chair.locator(".next", has_text=ASKING["CA"]).get_by_text("Ready: microphone").wait_for()
    press(chair, "Give the floor")
    first.get_by_text("You are heard").first.wait_for()
    last.get_by_text("Ms. Delegate CA, Canada").first.wait_for()
    expect(chair.locator(".next h3")).to_contain_text(ASKING[IN_TURN[1]])
    shows(last.locator("ol.rows li b"), IN_TURN[1:])
    ends_the_sitting(chair)


def ends_the_sitting(chair: Page) -> None:
    """By the button of the console, and in the dialog that it opens."""
    chair.get_by_role("button", name="End the sitting").click()
    chair.get_by_role("dialog").get_by_role("button", name="End the sitting").click()
    chair.get_by_text("The sitting has ended").first.wait_for()


def enters(page: Page, address: str, *, listen_only: bool = False) -> None:
    """Through the checks before entering, into the room or the console."""
    page.goto(address)
    page.get_by_role("button", name=re.compile("^Enter without" if listen_only else "^Enter the sitting")).click()
    page.get_by_text("Connection good").wait_for()


def asks_for_the_floor(page: Page, language: str) -> None:
    """By the button of the room, and in the dialog that it opens, in a language by its own name."""
    page.get_by_role("button", name=re.compile("^Ask for the floor")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name=language).check()
    dialog.get_by_role("button", name="Ask for the floor").click()
    page.get_by_role("button", name=re.compile("^Withdraw my request")).wait_for()


def shows(names: Locator, codes: Sequence[str]) -> None:
    """These Members stand there, in this order."""
    expect(names).to_have_text([ASKING[code] for code in codes])
