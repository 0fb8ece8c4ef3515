"""The seed's own files, as the tables that a secretariat would import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.ops.seed import files
from hemicycle.ops.seed.load import YEAR
from hemicycle.people.state_names import listed_names
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from tests.browser.from_empty.desk import archive, table, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.ops.seed.letter_files import LetterFile

CONFIRMED = RegistrationStatus.CONFIRMED


def members() -> bytes:
    """Every Member with its names, its seat, and the address of an office that gets letters."""
    known = files.members()
    seated = {state.code for state in known.council.states}
    rows = []
    for state in (*known.council.states, *known.observer_states, known.palestine):
        names = _names(state)
        seats = f"{known.council.start.isoformat()}/" if state.code in seated else ""
        kind = "palestine" if state == known.palestine else "state"
        rows.append(
            {"code": state.code, "kind": kind, "region": state.region, "seats": seats} | names | _office(state.code)
        )
    rows += [
        {"code": member.code, "kind": "sector_member", "group": member.sector, "name_en": member.name}
        | _office(member.code)
        for member in known.sector_members
    ]
    return table(rows)


def _names(state: files.State) -> dict[str, str]:
    """What a State is called where that is not CLDR's name; where it has taken another name since, that one."""
    since = {
        language: [row.name for row in listed_names(state.code, language) if row.since and row.since.year > YEAR]
        for language in state.names
    }
    return {f"name_{language}": (since[language] or [name.name])[-1] for language, name in state.names.items()}


def _office(code: str) -> dict[str, str]:
    return {"contact1_name": f"Office of {code}", "contact1_email": f"office@{code.lower()}.example"}


def number_of_members() -> int:
    """How many rows ``members`` has."""
    known = files.members()
    return len(known.council.states) + len(known.observer_states) + 1 + len(known.sector_members)


def secretariat() -> tuple[files.PersonRecord, files.PersonRecord]:
    """Who begins it, and who is let in as the second person."""
    first, second, *_others = (person for person in files.people() if person.role is Role.SECRETARIAT)
    return first, second


def people(*, confirmed: bool) -> list[files.PersonRecord]:
    """Who is confirmed in the seed, but for the two of the secretariat; or everybody else."""
    there = {person.email for person in secretariat()}
    return [row for row in files.people() if row.email not in there and (row.status is CONFIRMED) is confirmed]


def registrations(records: Iterable[files.PersonRecord]) -> bytes:
    """Their registrations."""
    return table(
        [
            {
                "email": row.email,
                "name": row.name,
                "family_name": row.family_name,
                "member": row.member or "",
                "role": row.role.value,
                "delegation_role": row.delegation_role,
                "function": row.function,
                "language": row.language,
                "time_zone": row.time_zone,
                "booth_languages": ", ".join(row.booth_languages),
            }
            for row in records
        ]
    )


def documents() -> bytes:
    """The documents of the items, without files: a ZIP of one table."""
    rows = {
        item.document: {
            "symbol": item.document,
            "contains": ", ".join(item.contains),
            **texts("title", item.title, "_"),
        }
        for item in files.items()
        if item.document
    }
    return archive({"documents.csv": table(list(rows.values()))})


def items(minutes: Mapping[tuple[str, int], int]) -> bytes:
    """The items; of those in ``minutes``, by list and number, the time that they are given."""
    return table(
        [
            {
                "list": item.listing,
                "number": item.number,
                "document": item.document,
                "unchecked": ", ".join(code for code in item.title if code != "zh"),
                "minutes": minutes.get((item.listing, item.number), item.minutes),
                **texts("title", item.title, "_"),
            }
            for item in files.items()
        ]
    )


def item_title(listing: str, number: int) -> str:
    """What an item is called in English."""
    return next(item.title["en"] for item in files.items() if (item.listing, item.number) == (listing, number))


def head_of(letter: Mapping[str, LetterFile], signatory: str) -> dict[str, str | list[str]]:
    """The fields of a letter's head and foot."""
    of_body = files.consultation().letterhead
    return {
        "addressed": ["council_state"],
        "signatory": signatory,
        "phone": of_body.phone,
        "email": of_body.email,
        **texts("department", of_body.department, "_"),
        **texts("contact", of_body.contact, "_"),
        **{f"title_{code}": text.signatory_title for code, text in letter.items()},
    }
