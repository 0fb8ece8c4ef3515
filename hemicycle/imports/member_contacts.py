"""The contacts of a Member in a row of its file: numbered columns, each group of them one contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.languages import FALLBACK
from hemicycle.imports.member_columns import CONTACT_FIELDS, MOST_CONTACTS, contact_column
from hemicycle.imports.reasons import ImportCode
from hemicycle.people.member_record import ContactRecord, contact_problems
from hemicycle.people.reasons import PeopleCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.imports.rows import Row
    from hemicycle.imports.vocabulary import Names
    from hemicycle.people.models import Member
    from hemicycle.rules.reasons import ReasonCode

#: By code of a problem, the field that it is about.
_FIELDS: dict[ReasonCode, str] = {
    PeopleCode.CONTACT_NAME_MISSING: "name",
    PeopleCode.CONTACT_ADDRESS: "email",
    PeopleCode.NAME_LANGUAGE: "language",
}


def contacts_of(member: Member) -> list[ContactRecord]:
    """The contacts that a Member has, in their order. Reads ``contacts``: prefetch for lists."""
    rows = sorted(member.contacts.all(), key=lambda row: row.pk)
    return [ContactRecord(row.name, row.email, row.phone, row.language) for row in rows]


def read_contacts(row: Row, before: Member | None, languages: Names[str]) -> Sequence[ContactRecord] | None:
    """A Member's contacts as a row has them; None where the file has no columns of contacts.

    A group of columns stands for the contact of its number. What the file has no columns for stays as it is; a group of
    empty cells removes its contact.
    """
    if not any(name.startswith("contact") for name in row.cells):
        return None
    present = contacts_of(before) if before else []
    found, addresses = [], set[str]()
    for number in range(1, max(MOST_CONTACTS, len(present)) + 1):
        kept = present[number - 1] if number <= len(present) else None
        contact = _contact(row, number, kept, languages)
        if contact is None:
            continue
        for reason in contact_problems(contact):
            row.error(contact_column(number, _FIELDS.get(reason.code, "name")), reason.code, **reason.facts)
        if contact.email in addresses:
            row.error(contact_column(number, "email"), PeopleCode.CONTACT_TWICE)
        addresses.add(contact.email)
        found.append(contact)
    return found


def _contact(row: Row, number: int, kept: ContactRecord | None, languages: Names[str]) -> ContactRecord | None:
    cells = {field: row.cells.get(contact_column(number, field)) for field in CONTACT_FIELDS}
    if all(cell is None for cell in cells.values()):
        return kept
    if not any(cells.values()):
        return None
    asked = cells["language"]
    language = languages.find(asked) if asked else FALLBACK if asked == "" or kept is None else kept.language
    if language is None:
        row.error(contact_column(number, "language"), ImportCode.IMPORT_LANGUAGE)
    before = kept or ContactRecord("", "")
    name, email, phone = (
        getattr(before, field) if (cell := cells[field]) is None else cell for field in ("name", "email", "phone")
    )
    return ContactRecord(name, email, phone, language or FALLBACK).cleaned()


def present_contacts(member: Member) -> Mapping[str, str]:
    """The cells of the contacts that a Member has."""
    return {
        contact_column(number, field): getattr(contact, field)
        for number, contact in enumerate(contacts_of(member)[:MOST_CONTACTS], start=1)
        for field in CONTACT_FIELDS
    }
