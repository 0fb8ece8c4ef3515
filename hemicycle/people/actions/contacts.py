"""Whom the secretariat writes to at a Member. A contact is known by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.actions.members import changing, write
from hemicycle.people.member_record import ContactRecord, MemberRecord
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Member


def put_contact(
    consultation: int, performer: Performer, at: datetime, code: str, contact: ContactRecord, *, instead_of: str = ""
) -> None:
    """Add a contact, or change one.

    Args:
        instead_of: The address of the one that is changed.

    Raises:
        Refusal: it cannot be written to, is there already, or the one to be changed is not there any more.
    """
    with changing(consultation, performer, at, code) as (act, member):
        contacts = _contacts(member)
        if instead_of:
            contacts = _without(contacts, instead_of)
        write(act, MemberRecord(code, contacts=[*contacts, contact]))


def remove_contact(consultation: int, performer: Performer, at: datetime, code: str, address: str) -> None:
    """Remove a contact.

    Raises:
        Refusal: there is none with this address.
    """
    with changing(consultation, performer, at, code) as (act, member):
        write(act, MemberRecord(code, contacts=_without(_contacts(member), address)))


def _contacts(member: Member) -> list[ContactRecord]:
    return [ContactRecord(row.name, row.email, row.phone, row.language) for row in member.contacts.order_by("pk")]


def _without(contacts: list[ContactRecord], address: str) -> list[ContactRecord]:
    left = [contact for contact in contacts if contact.email != address.lower()]
    if len(left) == len(contacts):
        raise Refusal(PeopleCode.NO_SUCH_CONTACT)
    return left
