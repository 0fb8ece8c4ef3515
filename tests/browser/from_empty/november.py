"""A consultation of November 2020: the files that its secretariat would prepare, how its Members vote, its sitting.

Everybody in it is made up.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import SPEAKER
from tests.browser.from_empty.desk import archive, press, table
from tests.browser.from_empty.meeting import asks_for_the_floor, ends_the_sitting, enters

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.from_empty.conftest import Installation


COUNCIL = ("AR", "BR", "CA", "CN", "EG", "FR", "GH", "JP", "MX", "PL", "RU", "US")
OBSERVERS = ("NO", "NZ", "PT")
REGIONAL = ("ro-apt", "ro-atu", "ro-cept", "ro-citel")
#: The kind of Members that regional organisations are, which no preset has, and the class of the same name.
KIND = "regional"
MEMBERS = (*COUNCIL, *OBSERVERS, *REGIONAL)
CHAIR = "Mr. Ivo Chair"
CONCLUSION = "The consultation proposes that the Council approve the accounts of 2019."
STAFF = (
    ("chair", CHAIR),
    ("vice_chair", "Ms. Vera Vice"),
    ("technician", "Mr. Theo Technician"),
    ("interpreter", "Mme Inès Interprète"),
)
PEOPLE = (*MEMBERS, *(role for role, _name in STAFF))
#: List, number, title, minutes.
ITEMS = (
    ("decisions", 1, "Accounts of 2019", 30),
    ("decisions", 2, "Dates of the next sessions", 20),
    ("decisions", 3, "Working groups", 40),
    ("decisions", 4, "Building project", 45),
    ("discussion", 1, "Strategic plan", 60),
    ("discussion", 2, "Conferences", 30),
    ("information", 1, "Report on activities", 10),
    ("information", 2, "List of contracts", 10),
)
PROPOSALS = tuple(f"Proposal {number}: the Council approves document C20/{60 + number}" for number in range(1, 9))


#: Who answers the ballot on a page; the others tell the secretariat by telephone.
ONLINE = {"BR": "Ms. Lúcia Tavares", "FR": "M. Paul Morel"}
#: How many approve, reject and abstain, proposal by proposal.
COUNTS = [(12, 0, 0)] * 4 + [(9, 3, 0), (7, 0, 5), (0, 12, 0), (0, 0, 12)]


def votes(member: str) -> list[str]:
    """How a Member of the Council votes on the eight proposals."""
    place = COUNCIL.index(member)
    choices = ("approve", "reject", "abstain")
    return [
        next(choice for choice, last in zip(choices, accumulate(counts), strict=True) if place < last)
        for counts in COUNTS
    ]


def _symbol(place: int) -> str:
    return f"C20/{61 + place}"


def members() -> bytes:
    """The States with their seats, the organisations, and an address of each."""
    rows = []
    for code in MEMBERS:
        contact = {"contact1_name": f"Office of {code}", "contact1_email": f"office@{code.lower()}.example"}
        if code in REGIONAL:
            rows.append({"code": code, "kind": KIND, "name_en": code[3:].upper(), **contact})
        else:
            seats = "2019-01-01/" if code in COUNCIL else ""
            rows.append({"code": code, "kind": "state", "region": "B", "seats": seats, **contact})
    return table(rows)


def people() -> bytes:
    """A delegate of each Member, and who serves the meeting."""
    rows = [
        {
            "email": f"delegate@{code.lower()}.example",
            "name": f"Ms. Delegate {code}",
            "member": code,
            "role": "delegate",
        }
        for code in MEMBERS
    ]
    rows += [
        {"email": f"{role}@secretariat.example", "name": name, "member": "", "role": role, "booth_languages": booth}
        for role, name in STAFF
        for booth in ["fr" if role == "interpreter" else ""]
    ]
    return table(rows)


def documents() -> bytes:
    """A document under each item, with a file in English."""
    rows = [
        {"symbol": _symbol(place), "title_en": title, "contains": "decision" * (key == "decisions"), "file_en": file}
        for place, (key, _number, title, _minutes) in enumerate(ITEMS)
        for file in [f"files/{place}.pdf"]
    ]
    files = {f"files/{place}.pdf": b"%PDF-1.7 " + title.encode() for place, (_key, _n, title, _m) in enumerate(ITEMS)}
    return archive({"documents.csv": table(rows), **files})


def items() -> bytes:
    """The items of the three lists."""
    return table(
        [
            {"list": key, "number": number, "title_en": title, "document": _symbol(place), "minutes": minutes}
            for place, (key, number, title, minutes) in enumerate(ITEMS)
        ]
    )


def sits(installation: Installation, sitting: int) -> None:
    """An item is taken up, a regional organisation asks for the floor and is heard, the item has its conclusion."""
    chair = installation.signs_in("chair@secretariat.example")
    enters(chair, f"/sittings/{sitting}/console/", listen_only=True)
    press(chair, "Open the sitting")
    chair.get_by_role("dialog").get_by_role("button", name="Open the sitting").click()  # though no interpreter is there
    chair.get_by_role("button", name="Take up item 1").click()
    close = chair.get_by_role("button", name="Close item 1")
    close.wait_for()
    citel = installation.signs_in("delegate@ro-citel.example", SPEAKER)
    enters(citel, f"/sittings/{sitting}/")
    asks_for_the_floor(citel, "English")
    expect(chair.locator(".next h3")).to_contain_text("CITEL")
    chair.locator(".next", has_text="CITEL").get_by_text("Ready: microphone").wait_for()
    press(chair, "Give the floor")
    citel.get_by_text("You are heard").first.wait_for()
    chair.get_by_text("Ms. Delegate ro-citel").first.wait_for()
    citel.get_by_role("button", name="Finish").click()
    chair.get_by_text("No one has the floor").first.wait_for()
    concludes(chair)
    assert CONCLUSION in citel.locator("main .screen .words").inner_text()
    close.click()
    dialog = chair.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="Proposed conclusion")).to_be_checked()  # once the time is over
    dialog.get_by_role("button", name="Close the item").click()
    dialog.wait_for(state="detached")
    ends_the_sitting(chair)


def concludes(chair: Page) -> None:
    """A conclusion is drafted, and who presides asks whether anybody objects."""
    press(chair, "Draft a conclusion")
    chair.get_by_label("Text of the conclusion.").fill(CONCLUSION)
    press(chair, "Put on the screen")
    expect(chair.locator(".screen .words")).to_contain_text(CONCLUSION)
    press(chair, "Ask for objections")
    dialog = chair.get_by_role("dialog")
    dialog.get_by_label("Seconds for objections").fill("5")
    press(chair, "Ask now")
    dialog.wait_for(state="detached")
