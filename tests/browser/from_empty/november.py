"""The files of a consultation of November 2020, as its secretariat would prepare them; everybody in it is made up."""

from __future__ import annotations

from tests.browser.from_empty.desk import archive, table

COUNCIL = ("AR", "BR", "CA", "CN", "EG", "FR", "GH", "JP", "MX", "PL", "RU", "US")
OBSERVERS = ("NO", "NZ", "PT")
REGIONAL = ("sm-apt", "sm-atu", "sm-cept", "sm-citel")
MEMBERS = (*COUNCIL, *OBSERVERS, *REGIONAL)
STAFF = (
    ("chair", "Mr. Ivo Chair"),
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


def _symbol(place: int) -> str:
    return f"C20/{61 + place}"


def members() -> bytes:
    """The States with their seats, the organisations, and an address of each."""
    rows = []
    for code in MEMBERS:
        contact = {"contact1_name": f"Office of {code}", "contact1_email": f"office@{code.lower()}.example"}
        if code in REGIONAL:
            rows.append({"code": code, "kind": "sector_member", "group": "R", "name_en": code[3:].upper(), **contact})
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
