"""The record of one consultation: its entries out of the journal, each with what proves its place in the chain."""

from __future__ import annotations

import json
from itertools import chain as joined
from itertools import islice
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.models import Body
from hemicycle.ending import belonging
from hemicycle.journal import chain, sealing
from hemicycle.journal.models import Entry, Seal
from hemicycle.people.setting_changes import without_consultation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from django.db.models import Model, QuerySet

    from hemicycle.consultations.models import Consultation

    Rows = Mapping[type[Model], list[int]]

#: What happened to an installation, and not to the consultation: who took a copy, and that it was taken in.
NOT_OF_IT = ("consultation.export", "consultation.import")
_AT_ONCE = 400


def entries_of(consultation: Consultation, rows: Rows, members: Iterable[str], at: datetime) -> list[Entry]:
    """The entries about a consultation, its rows and Members, in the order of their seals.

    What has no seal is sealed first.

    Args:
        members: Codes of those that take part, or that something means.
    """
    sealing.seal(at)
    places = [f"{name}:{consultation.pk}" for name in ("consultation", "plan", "agenda", "registrations")]
    places += [f"body:{consultation.body_id}"]
    places += [f"{belonging.name(model)}:{key}" for model in belonging.own()[1:] for key in rows.get(model, ())]
    places += [f"member:{code}" for code in members]
    # What says nothing of a body is of a time when there was one.
    first, own = Body.objects.order_by("pk").values_list("slug", flat=True).first(), consultation.body.slug
    found = [
        entry for entry in _at(places) if not entry.place.startswith("member:") or entry.data.get("body", first) == own
    ]
    # An act on many registrations is taken back by one that names it.
    found += _at(f"entry:{entry.pk}" for entry in found[:] if entry.place.startswith("registrations:"))
    found += _sealed(without_consultation(consultation))
    return sorted(found, key=lambda entry: int(entry.seal.number))


def _at(places: Iterable[str]) -> Iterator[Entry]:
    """Those with one of these places."""
    return joined.from_iterable(_sealed(Entry.objects.filter(place__in=some)) for some in _batches(places))


def _sealed(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of the record, with their seals."""
    return entries.exclude(act__in=NOT_OF_IT).exclude(seal=None).select_related("seal")


def lines_of(entries: Iterable[Entry]) -> Iterator[str]:
    """Each as a line of JSON: the entry, its seal, and the digest before it."""
    every = list(entries)
    before = _digests({entry.seal.number - 1 for entry in every})
    for entry in every:
        seal = entry.seal
        line = chain.Line(sealing.facts_of(entry), seal.number, sealing.in_utc(seal.at), seal.digest, seal.words)
        yield chain.excerpted(line, before.get(seal.number - 1, chain.BEGINNING))


def _digests(numbers: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _batches(sorted(numbers)):
        found |= dict(Seal.objects.filter(number__in=some).values_list("number", "digest"))
    return found


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    """So many at once that a query may name them."""
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def disagreement(lines: str) -> int:
    """The number of the first entry that is not as it was sealed; 0 where every one is.

    Raises:
        ValueError: they are no lines of a record.
    """
    last: tuple[int, str] = (0, chain.BEGINNING)
    for words in lines.splitlines():
        try:
            row: dict[str, Any] = json.loads(words)
            line = chain.Line(row["entry"], row["number"], row["sealed_at"], row["digest"], row["words"])
            agrees = chain.is_sealed(line, row["previous"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no line of a record") from error
        follows = line.number > last[0] and (line.number != last[0] + 1 or row["previous"] == last[1])
        if not agrees or not follows:
            return line.number
        last = (line.number, line.digest)
    return 0
