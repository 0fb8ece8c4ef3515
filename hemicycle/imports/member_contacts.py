"""The contacts of a Member in a row of its file, in numbered columns, and its further addresses, in one cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hemicycle.consultations.languages import FALLBACK
from hemicycle.imports.member_columns import CONTACT_FIELDS, COPIES, MOST_CONTACTS, contact_column
from hemicycle.imports.reasons import ImportCode
from hemicycle.people.member_record import MOST_COPIES, ContactRecord, contact_problems
from hemicycle.people.reasons import PeopleCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
#: What ends an entry of a cell, in any script; a name that has such a sign is in quotation marks.
_ENDS = ";；؛\n"
#: One further address: ``Permanent Mission, Geneva <mission@example.org> fr``, or its e-mail address alone.
_COPY = re.compile(
    rf"""\s*(?:(?P<bare>[^\s,{_ENDS}<>]+@[^\s,{_ENDS}<>]+)
    |(?:"(?P<quoted>[^"]*)"\s*|(?P<name>[^<>"{_ENDS}]*))<(?P<email>[^<>{_ENDS}]*)>)
    (?P<language>[^<>{_ENDS}]*)(?:[{_ENDS}]\s*|$)""",
    re.VERBOSE,
)


def contacts_of(member: Member) -> list[ContactRecord]:
    """The contacts that a Member has, in their order. Reads ``contacts``: prefetch for lists."""
    return [record for record in _every(member) if not record.copies]


def copies_of(member: Member) -> list[ContactRecord]:
    """Its further addresses, by the same."""
    return [record for record in _every(member) if record.copies]


def _every(member: Member) -> list[ContactRecord]:
    return [ContactRecord.of(row) for row in sorted(member.contacts.all(), key=lambda row: row.pk)]


def read_contacts(row: Row, before: Member | None, languages: Names[str]) -> Sequence[ContactRecord] | None:
    """A Member's contacts and further addresses as a row has them; None where the file has no columns of any.

    A group of columns stands for the contact of its number. What the file has no columns for stays as it is; a group of
    empty cells removes its contact, an empty cell the further addresses.
    """
    if COPIES not in row.cells and not any(name.startswith("contact") for name in row.cells):
        return None
    contacts = _contacts(row, before, languages)
    copies = _copies(row, before, languages)
    if {record.email for record in contacts} & {record.email for record in copies}:
        row.error(COPIES, PeopleCode.CONTACT_TWICE)
    return [*contacts, *copies]


def _copies(row: Row, before: Member | None, languages: Names[str]) -> list[ContactRecord]:
    """The further addresses of a cell, or those that there are where the file has no such column."""
    cell = row.cells.get(COPIES)
    if cell is None:
        return copies_of(before) if before else []
    found = list(_entries(row, cell, languages))
    for reason in (reason for record in found for reason in contact_problems(record)):
        row.error(COPIES, reason.code, **reason.facts)
    if len({record.email for record in found}) < len(found):
        row.error(COPIES, PeopleCode.CONTACT_TWICE)
    if len(found) > MOST_COPIES:
        row.error(COPIES, PeopleCode.TOO_MANY_COPIES, limit=MOST_COPIES)
    return found


def _entries(row: Row, cell: str, languages: Names[str]) -> Iterator[ContactRecord]:
    """The entries of a cell, up to one that is none."""
    place = 0
    while place < len(cell):
        match = _COPY.match(cell, place)
        if match is None:
            row.error(COPIES, ImportCode.IMPORT_FURTHER_ADDRESS)
            return
        place = match.end()
        asked = match["language"].strip()
        language = languages.find(asked) if asked else ""
        if language is None:
            row.error(COPIES, ImportCode.IMPORT_LANGUAGE)
        name, email = match["quoted"] or match["name"] or "", match["bare"] or match["email"] or ""
        yield ContactRecord(name, email, "", language or "", copies=True).cleaned()


def _contacts(row: Row, before: Member | None, languages: Names[str]) -> list[ContactRecord]:
    present = contacts_of(before) if before else []
    found, addresses = list[ContactRecord](), set[str]()
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
    """The cells of the contacts and further addresses that a Member has."""
    return {COPIES: "; ".join(map(_written, copies_of(member)))} | {
        contact_column(number, field): getattr(contact, field)
        for number, contact in enumerate(contacts_of(member)[:MOST_CONTACTS], start=1)
        for field in CONTACT_FIELDS
    }


def _written(copy: ContactRecord) -> str:
    """A further address as ``_COPY`` reads it."""
    name = f'"{copy.name.replace(chr(34), "”")}"' if set(copy.name) & {*_ENDS, *'<>"'} else copy.name
    return " ".join(filter(None, [name, f"<{copy.email}>" if name else copy.email, copy.language]))
