"""Seals the journal: apart from the acts, which never wait for it, and in the order in which entries are found."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from hemicycle.journal import chain
from hemicycle.journal.models import Entry, Origin, Seal, in_utc
from hemicycle.journal.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

#: Entries in one transaction: SQLite's other writers wait for no more.
AT_ONCE = 500
#: So far below the highest sealed entry one is looked for that was committed late; all of them once a day.
NEAR = 5000
#: Number and digest of the last seal.
LAST = Prepared(lambda: Seal.objects.order_by("-number").values_list("number", "digest")[:1])


def seal(at: datetime, *, everywhere: bool = False) -> int:
    """Seal what has no seal yet; return how many entries.

    PostgreSQL commits entries in another order than that of their keys. One that appears late is found the next time,
    and sealed after those that were there before it.

    Args:
        everywhere: Look at the whole journal for entries without a seal, and not only at its end.
    """
    count = 0
    # Asked for first: under the lock of a transaction, SQLite's other writers wait.
    while (waiting := _waiting(everywhere=everywhere)).exists():
        try:
            count += _seal_some(waiting, at)
        except IntegrityError:
            return count  # another process does it: it took the same number
    return count


def _waiting(*, everywhere: bool) -> QuerySet[Entry]:
    entries = Entry.objects.filter(seal=None).order_by("pk")
    if everywhere:
        return entries
    highest = Seal.objects.aggregate(highest=Max("entry_id"))["highest"] or 0
    return entries.filter(pk__gt=highest - NEAR)


def _seal_some(waiting: QuerySet[Entry], at: datetime) -> int:
    with transaction.atomic():
        last = Seal.objects.last()
        number, digest = (last.number, last.digest) if last else (0, chain.BEGINNING)
        moment = max(at, last.at) if last else at  # never before the seal before it, whatever the clock says
        rows = []
        for entry in waiting[:AT_ONCE]:
            number += 1
            line = chain.seal(digest, number, in_utc(moment), facts_of(entry))
            digest = line.digest
            said = {"words": dict(line.words), "digest": digest, "form": line.form, "content": line.content}
            rows.append(Seal(number=number, entry=entry, at=moment, **said))
        Seal.objects.bulk_create(rows)
    return len(rows)


def head() -> str:
    """The last seal as it is written on receipts and in mails, ``1234:<digest>``; empty before the first."""
    last = LAST.first()
    return ":".join(map(str, last)) if last else ""


def lines() -> Iterator[chain.Line]:
    """The whole journal with its seals, by number; then what waits for one."""
    # By hand: a seal outlasts its entry, and a join would pass over it.
    seals = Seal.objects.order_by("number")
    page = list(seals[:AT_ONCE])
    while page:
        entries = Entry.objects.in_bulk([row.entry_id for row in page])
        for row in page:
            entry = entries.get(row.entry_id)
            yield line_of(row, entry)
        page = list(seals.filter(number__gt=page[-1].number)[:AT_ONCE])
    for entry in Entry.objects.filter(seal=None).order_by("pk").iterator(AT_ONCE):
        yield chain.Line(facts_of(entry))


def line_of(row: Seal, entry: Entry | None) -> chain.Line:
    """A seal with its entry, as the chain has it."""
    facts = facts_of(entry) if entry else None
    return chain.Line(facts, row.number, in_utc(row.at), row.digest, row.words, row.form)


def facts_of(entry: Entry) -> dict[str, Any]:
    """An entry as the chain and an export have it."""
    return {
        "id": entry.pk,
        "at": in_utc(entry.at),
        "actor": entry.actor_id,
        "system": entry.system,
        "subject": entry.subject,
        "capacity": entry.capacity,
        "act": entry.act,
        "place": entry.place,
        "data": entry.data,
        "salt": entry.salt,
    }


def forget_addresses(at: datetime) -> int:
    """Delete the network addresses that acts came from, of those before ``settings.ADDRESS_DAYS``; return how many."""
    before = at - timedelta(days=settings.ADDRESS_DAYS)
    return Origin.objects.filter(entry__at__lt=before).delete()[0]
