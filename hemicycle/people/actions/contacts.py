"""Whom the secretariat writes to at a Member: contacts, and further addresses. Each is known by its e-mail address."""

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
    """Add a contact or a further address, or change one.

    Args:
        instead_of: The address of the one that is changed.

    Raises:
        Refusal: it cannot be written to, is there already, or the one to be changed is not there any more.
    """
    with changing(consultation, performer, at, code) as (act, member):
        contacts = _contacts(member)
        place = _place(contacts, instead_of) if instead_of else None
        if place is not None and contact.cleaned().email == contacts[place].email:
            contacts[place] = contact
        else:
            contacts = [row for at_, row in enumerate(contacts) if at_ != place] + [contact]
        write(act, MemberRecord(code, contacts=contacts))


def remove_contact(consultation: int, performer: Performer, at: datetime, code: str, address: str) -> None:
    """Remove a contact or a further address.

    Raises:
        Refusal: there is none with this address.
    """
    with changing(consultation, performer, at, code) as (act, member):
        contacts = _contacts(member)
        del contacts[_place(contacts, address)]
        write(act, MemberRecord(code, contacts=contacts))


def _contacts(member: Member) -> list[ContactRecord]:
    return [ContactRecord.of(row) for row in member.contacts.order_by("pk")]


def _place(contacts: list[ContactRecord], address: str) -> int:
    found = next((place for place, contact in enumerate(contacts) if contact.email == address.lower()), None)
    if found is None:
        raise Refusal(PeopleCode.NO_SUCH_CONTACT)
    return found
