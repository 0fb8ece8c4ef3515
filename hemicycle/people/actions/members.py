"""Members: made and changed, as a form or a spreadsheet says (rules 2 and 5)."""

from __future__ import annotations

from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from hemicycle.people.act import Act, carry_out
from hemicycle.people.actions.name_periods import begin_name, correct_name
from hemicycle.people.member_record import ContactRecord, MemberRecord, problems
from hemicycle.people.models import Contact, Member, Seat, VoteSuspension
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from hemicycle.journal.record import Performer

__all__ = ["ContactRecord", "MemberRecord", "add", "changing", "put", "write"]


def put(consultation: int, performer: Performer, at: datetime, record: MemberRecord) -> Member:
    """Make one Member, or change the one that has this code, in one act.

    Raises:
        Refusal: something in the record cannot be so; ``problems`` names all of it.
    """
    with carry_out(consultation, performer, Action.MEMBER_EDIT, at) as act:
        return write(act, record)


def add(consultation: int, performer: Performer, at: datetime, record: MemberRecord) -> Member:
    """Make one Member that is new.

    Raises:
        Refusal: as for ``put``; or there is one with this code.
    """
    with carry_out(consultation, performer, Action.MEMBER_EDIT, at) as act:
        code = record.cleaned(act.body.has).code
        if Member.objects.filter(body=act.body, code=code).exists():
            raise Refusal(PeopleCode.MEMBER_EXISTS)
        return write(act, record)


def write(act: Act, record: MemberRecord) -> Member:
    """The same within an act under way, which keeps in its facts, by code, what was changed.

    Raises:
        Refusal: as for ``put``.
    """
    wanted = record.cleaned(act.body.has)
    member = _locked(act, wanted.code)
    reasons = problems(wanted, act.body.has, act.consultation.languages.every, member)
    if reasons:
        raise Refusal(reasons[0])
    changed: dict[str, Any] = {}
    if member is None:
        member = _make(act, wanted)
        changed["made"] = member.kind
    _write_place(member, wanted, changed)
    for language, (short, official) in (wanted.names or {}).items():
        name = (short, official, wanted.names_from)
        if wanted.names_since is not None:
            begin_name(member, language, name, wanted.names_since, changed)
        else:
            correct_name(member, language, name, wanted.names_on or act.day, changed)
    _write_periods(member, wanted, changed)
    _write_contacts(member, wanted, changed)
    _name_place(act, member)
    if changed:
        act.facts.setdefault("members", {})[member.code] = changed
    return member


@contextmanager
def changing(consultation: int, performer: Performer, at: datetime, code: str) -> Iterator[tuple[Act, Member]]:
    """An act on one Member of the consultation's body, which it locks: two consultations may change it at a time.

    Raises:
        Refusal: there is no such Member, or the table does not permit it.
    """
    with carry_out(consultation, performer, Action.MEMBER_EDIT, at) as act:
        member = _locked(act, code)
        if member is None:
            raise Refusal(PeopleCode.NO_SUCH_MEMBER)
        _name_place(act, member)
        yield act, member


def _name_place(act: Act, member: Member) -> None:
    """Members of two bodies may have one code: the entry says whose it is."""
    act.place = f"member:{member.code}"
    act.facts["body"] = act.body.slug


def _locked(act: Act, code: str) -> Member | None:
    return Member.objects.select_for_update().filter(body=act.consultation.body_id, code=code).first()


def _make(act: Act, wanted: MemberRecord) -> Member:
    try:
        with transaction.atomic():
            return Member.objects.create(body=act.body, code=wanted.code, kind=wanted.kind or "")
    except IntegrityError as error:
        raise Refusal(PeopleCode.MEMBER_EXISTS) from error


def _write_place(member: Member, wanted: MemberRecord, changed: dict[str, Any]) -> None:
    """Its region and group, and its place in lists."""
    asked = {"region": wanted.region, "group": wanted.group, "list_place": wanted.list_place}
    for field, value in asked.items():
        kept = value or None if field == "list_place" else value
        if value is not None and kept != getattr(member, field):
            changed[field] = [getattr(member, field), kept]
            setattr(member, field, kept)
    member.save(update_fields=list(asked))


def _write_periods(member: Member, wanted: MemberRecord, changed: dict[str, Any]) -> None:
    """Its seats and suspensions, in place of those kept."""
    if wanted.seats is not None:
        seats = [_seat(seat.start, seat.end, seat.deputy) for seat in member.organ_seats.order_by("start")]
        after = [_seat(*seat) for seat in wanted.seats]
        if seats != after:
            member.organ_seats.all().delete()
            Seat.objects.bulk_create(
                Seat(member=member, start=start, end=end, deputy=deputy) for start, end, deputy in wanted.seats
            )
            changed["seats"] = [seats, after]
    if wanted.suspensions is not None:
        suspensions = [[*_days(row.start, row.end), row.reason] for row in member.vote_suspensions.order_by("start")]
        asked = [[*_days(start, end), why] for start, end, why in wanted.suspensions]
        if suspensions != asked:
            member.vote_suspensions.all().delete()
            VoteSuspension.objects.bulk_create(
                VoteSuspension(member=member, start=a, end=b, reason=why) for a, b, why in wanted.suspensions
            )
            changed["suspensions"] = [suspensions, asked]


def _days(start: date, end: date | None) -> list[str]:
    return [start.isoformat(), end.isoformat() if end else ""]


def _seat(start: date, end: date | None, deputy: bool) -> list[str]:  # noqa: FBT001 - a row of a table
    return [*_days(start, end), *(["deputy"] if deputy else [])]


def _write_contacts(member: Member, wanted: MemberRecord, changed: dict[str, Any]) -> None:
    """Its contacts and further addresses, in place of those kept.

    The journal, which is never deleted, keeps how many of each, not who.
    """
    if wanted.contacts is None:
        return
    rows = list(member.contacts.order_by("pk"))
    kept = [ContactRecord.of(row) for row in rows]
    if set(kept) == set(wanted.contacts):
        return
    _put_contacts(member, {row.email: row for row in rows}, wanted.contacts)
    for name, copies in (("contacts", False), ("further_addresses", True)):
        before, after = ({record for record in all_ if record.copies is copies} for all_ in (kept, wanted.contacts))
        if before != after:
            changed[name] = [len(before), len(after)]


def _put_contacts(member: Member, rows: dict[str, Contact], wanted: Sequence[ContactRecord]) -> None:
    """Mails point to the row of an address: it stays, as far as the order of keys is then that of the contacts."""
    last, placed = 0.0, list[tuple[Contact, ContactRecord]]()
    for record in wanted:
        row = rows.get(record.email)
        if row is None or row.pk < last:
            row = Contact(member=member, email=record.email)
        last = row.pk or inf
        placed.append((row, record))
    member.contacts.exclude(pk__in=[row.pk for row, _record in placed if row.pk]).delete()
    for row, record in placed:
        row.name, row.phone, row.language, row.copies = record.name, record.phone, record.language, record.copies
        row.save()
