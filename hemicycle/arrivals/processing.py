"""Reads what was taken, weighs it, and sends it where it belongs: one transaction and one entry of the journal each.

Nothing of a message happens twice: what dies before its transaction is committed is read again from the original.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from hemicycle.arrivals import acknowledging, addressing, authenticity, destinations, reading
from hemicycle.arrivals.models import IDENTIFIER_LENGTH, Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.arrivals.weighing import Before, Found, automatic, may_acknowledge, weigh
from hemicycle.journal.record import Performer
from hemicycle.mail import bounces
from hemicycle.people import queries as people
from hemicycle.people.act import carry_out
from hemicycle.people.models import Contact
from hemicycle.rules.reasons import Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hemicycle.arrivals.authenticity import Authentication
    from hemicycle.arrivals.destinations import Clues, Destination, Place
    from hemicycle.arrivals.reading import Result
    from hemicycle.mail.models import Delivery
    from hemicycle.people.models import Member, Person

log = logging.getLogger(__name__)
State = Arrival.State
#: So many are read by one process before the worker turns to its other work, such as the mail that answers them.
AT_ONCE = 100
#: Characters of the text in which a destination looks for what it is about.
_WORDS = 2000
ACT = "arrival.received"


def waits() -> bool:
    """Whether anything was taken that is not read yet."""
    return Arrival.objects.filter(state=State.TAKEN).exists()


def process_waiting(most: int = AT_ONCE, at: datetime | None = None) -> int:
    """Read what was taken and not read yet, the oldest first; how many. The worker calls it.

    Args:
        at: When it is read; now, where nothing is said.
    """
    rows = list(Arrival.objects.filter(state=State.TAKEN).select_related("original").order_by("at", "pk")[:most])
    there = [row for row in rows if row.original is not None]
    for row, result in zip(there, reading.read([row.original for row in there if row.original]), strict=True):
        _process(row.pk, result, at or timezone.now())
    return len(there)


def _process(key: int, result: Result, at: datetime) -> None:
    """One message; what fails with it is said in the log, and leaves it to the secretariat."""
    try:
        _carry_out(key, result, at, certain=True)
    except DatabaseError:
        raise  # the database is busy or went away: it is read again
    except Exception:
        log.exception("arrival %s could not be sent where it belongs", key)
        _carry_out(key, result, at, certain=False)


def _carry_out(key: int, result: Result, at: datetime, *, certain: bool) -> None:
    consultation = Arrival.objects.values_list("consultation", flat=True).get(pk=key)
    sender = str(result.said.get("sender", ""))
    # Nothing that a stranger sends is opened; what others send is, before anybody waits for what the act locks.
    read = destinations.read(result.attached) if certain and result.attached and _is_known(sender) else {}
    with carry_out(consultation, Performer(system="mail"), ACT, at) as act:
        row = Arrival.objects.select_for_update().get(pk=key)
        if row.state != State.TAKEN:  # another worker was quicker
            act.cancel()
            return
        row.consultation = act.consultation
        _Reading(row, result, read, at).settle(certain=certain)
        row.save()
        act.place = f"arrival:{row.pk}"
        act.facts.update(state=row.state, why=row.why.get("code", ""), sha256=row.sha256, place=row.place)


def _is_known(address: str) -> bool:
    """Whether somebody here has this address."""
    known = people.person_of_address(address, active=True) if address else None
    return known is not None or bool(address and Contact.objects.filter(email__iexact=address).exists())


class _Reading:
    """A message that is being read, with what was found of it."""

    def __init__(self, row: Arrival, result: Result, read: Mapping[str, object], at: datetime) -> None:
        self.row, self.said, self.files, self.read, self.at = row, result.said, result.files, read, at

    def settle(self, *, certain: bool) -> None:
        """Write down what was read, and what becomes of it.

        Args:
            certain: Let a destination take it, if it is; one that failed with it leaves it to the secretariat.
        """
        authentication = self._write()
        addresses = addressing.all_addressed([*self.row.envelope_to, *self.said.get("recipients", [])])
        addresses = [one for one in addresses if one.consultation.pk == self.row.consultation_id]
        self.row.answers = next((one.delivery for one in addresses if one.delivery), None) or self._by_thread()
        members = self._who()
        clues = destinations.Clues(
            self.row.consultation,
            self.row.answers,
            next((one.kind for one in addresses if one.kind), ""),
            self.row.subject,
            self.row.text[:_WORDS],
            self.row.person,
            tuple(members),
        )
        before = self._before()
        found_ = Found(
            marks=self.row.marks,
            authenticity=authentication.authenticity,
            own=addressing.delivery_of([self.row.message_id]) is not None,
            returnable=bool(self.row.envelope_from),
            before=before,
            senders=int(self.said.get("senders", 0)),
            known=self.row.person is not None or bool(members),
            apart=sum(1 for file in self.files if file["found"]),
            left=int(self.said.get("files_left", 0)),
        )
        self._become(found_, clues, certain=certain)

    def _by_thread(self) -> Delivery | None:
        """The mail of ours that it names as the one that it answers."""
        found = addressing.delivery_of([*self.said.get("references", []), *self.said.get("in_reply_to", [])])
        return found if found and found.mailing.consultation_id == self.row.consultation_id else None

    def _write(self) -> Authentication:
        row, said = self.row, self.said
        row.read_at = self.at
        row.message_id = str(said.get("message_id", ""))[:IDENTIFIER_LENGTH]
        row.sender, row.sender_name = str(said.get("sender", "")), str(said.get("sender_name", ""))
        row.subject, row.text = str(said.get("subject", "")), str(said.get("text", ""))
        row.files, row.marks = self.files, dict(said.get("marks", {}))
        row.content_digest = str(said.get("digest", ""))
        if row.way == Arrival.Way.IMAP and not row.envelope_from:
            path = said.get("return_path")
            row.envelope_from = row.sender if path is None else str(path)
        results = list(said.get("results", []))
        found = authenticity.of_headers(results, settings.MAIL_IN_AUTHSERV, row.sender)
        if found is None:
            found = authenticity.of_signatures(
                said.get("verified", []), row.sender, signed=bool(said.get("signed") and not settings.MAIL_IN_AUTHSERV)
            )
        row.authenticity, row.authentication = found.authenticity.value, found.as_json()
        return found

    def _who(self) -> list[Member]:
        """The Members for which the sender acts, with who they are."""
        row = self.row
        row.person = people.person_of_address(row.sender, active=True) if row.sender else None
        members: list[Member] = []
        if row.person is not None:
            members = people.answers_for(row.person, row.consultation, self.at)
            if not members:
                registration = people.registration_of(row.person, row.consultation)
                members = [registration.member] if registration and registration.member else []
        elif row.sender:
            contacts = Contact.objects.filter(
                email__iexact=row.sender, copies=False, member__body=row.consultation.body
            )
            members = [contact.member for contact in contacts.select_related("member")]
        row.member = members[0] if len(members) == 1 else None
        return members

    def _before(self) -> Before:
        """Whether it came before: by its identifier, and by what it says."""
        row = self.row
        earlier = Arrival.objects.filter(consultation=row.consultation, read_at__isnull=False).exclude(pk=row.pk)
        if row.message_id and (same := earlier.filter(message_id=row.message_id).order_by("pk").first()):
            row.same_as = same
            return Before.SAME if same.content_digest == row.content_digest else Before.OTHER
        if row.sender and row.text + row.subject:
            said = earlier.filter(content_digest=row.content_digest, sender=row.sender, answers=row.answers)
            if (same := said.order_by("pk").first()) is not None:
                row.same_as = same
                return Before.SAME
        return Before.NO

    def _become(self, found: Found, clues: Clues, *, certain: bool) -> None:
        row = self.row
        decision = automatic(found)
        if isinstance(decision, Refused):
            self._aside(State.AUTOMATIC, decision.reason)
            return
        if found.before is Before.SAME:
            self._aside(State.REPEATED, Reason(ArrivalCode.REPEATED))
            return
        place = destinations.find(clues, self.read)
        decision = weigh(_with_place(found, place, row.person, clues.members))
        reason = decision.reason if isinstance(decision, Refused) else None
        destination = destinations.of(place.kind) if place else None
        if place is not None and destination is not None:
            row.place, row.member = place.kind, place.member or row.member
            row.save()  # the destination points to it
            destination.hold(row, place)
            if reason is None:
                reason = self._receive(destination, place) if certain else Reason(ArrivalCode.ANSWER_UNCLEAR)
        row.state = State.WAITING if reason else State.FILED
        row.why = (reason or Reason(ArrivalCode.CERTAIN)).as_json()
        if destination is not None and not reason and destination.acknowledged(row):
            row.acknowledged = True
            return
        sent = acknowledging.sent_today(row.envelope_from, self.at)
        if may_acknowledge(found, today=sent, most=acknowledging.A_DAY):
            acknowledging.acknowledge(row, row.consultation, self.at)

    def _receive(self, destination: Destination, place: Place) -> Reason | None:
        return destination.receive(self.row, place, self.at, self.read.get(destination.kind))

    def _aside(self, state: State, reason: Reason) -> None:
        self.row.state, self.row.why = state, reason.as_json()
        if reason.code is ArrivalCode.BOUNCE:
            by_address = (bounces.delivery_of(address) for address in self.said.get("recipients", []))
            returned = addressing.delivery_of([self.row.marks.get("bounce", "")]) or next(
                filter(None, by_address), None
            )
            if returned is not None:
                _note_bounce(returned, self.row)


def _note_bounce(delivery: Delivery, row: Arrival) -> None:
    """A server sent the bounce to where answers go; it says the same there."""
    if row.original is None or row.original.size > _BOUNCE_BYTES:
        return
    with row.original.file.open("rb") as file:
        try:
            bounces.take(delivery, file.read())
        except bounces.NoBounce:
            log.warning("arrival %s is a report that is no bounce", row.pk)


_BOUNCE_BYTES = 1_000_000


def _with_place(found: Found, place: Place | None, person: Person | None, members: Sequence[Member]) -> Found:
    if place is None:
        return replace(found, placed=False)
    if place.of_anybody:
        return replace(found, known=True, theirs=True, over=place.over, apart=0, left=0)
    theirs = place.member is None or any(member.pk == place.member.pk for member in members)
    return replace(found, over=place.over, theirs=theirs and (person is not None or bool(members)))
