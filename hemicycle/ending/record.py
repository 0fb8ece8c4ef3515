"""The record of one consultation: its entries out of the journal, each with what proves its place in the chain."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain as joined
from itertools import islice
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.models import Body
from hemicycle.ending import belonging
from hemicycle.journal import chain, chain_file, sealing, signing
from hemicycle.journal.models import Entry, Erasure, Seal, SignedHead, SigningKey
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
    found += _erasing(found)
    return sorted(found, key=lambda entry: int(entry.seal.number))


def _erasing(found: Iterable[Entry]) -> list[Entry]:
    """What says that words were erased from some of them, where none of them does."""
    known = {entry.pk: entry for entry in found}
    said = {key for entry in known.values() for key in entry.data.get(chain.ERASED_FROM, ())}
    erased = {
        key
        for some in _batches(sorted(known.keys() - said))
        for key in Erasure.objects.filter(entry__in=some).values_list("entry", flat=True)
    }
    if not erased:
        return []
    elsewhere = _sealed(Entry.objects.filter(data__has_key=chain.ERASED_FROM).exclude(pk__in=known))
    return [entry for entry in elsewhere if erased & set(entry.data[chain.ERASED_FROM])]


def _at(places: Iterable[str]) -> Iterator[Entry]:
    """Those with one of these places."""
    return joined.from_iterable(_sealed(Entry.objects.filter(place__in=some)) for some in _batches(places))


def _sealed(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of the record, with their seals."""
    return entries.exclude(act__in=NOT_OF_IT).exclude(seal=None).select_related("seal")


def text_of(entries: Iterable[Entry], at: datetime) -> str:
    """The record as a file has it: keys, signed heads, entries with their seals.

    The chain goes on from the first of its entries to the first signed head after the last: what is between them and is
    of something else stands there by the digest of its content, which says nothing of it.
    """
    every = list(entries)
    signing.sign(at, SignedHead.Reason.EXPORTED)
    first, last = every[0].seal.number, every[-1].seal.number
    head = SignedHead.objects.filter(number__gte=last).order_by("number", "pk").first()
    end = head.number if head else last
    heads = [row.head for row in SignedHead.objects.filter(number__gte=first, number__lte=end)]
    keys = [row.public_key for row in SigningKey.objects.filter(heads__number__gte=first).distinct()]
    lines = [chain_file.header(), *map(chain_file.written, keys), *map(chain_file.written, heads)]
    lines += map(chain_file.written, _lines(every, first, end))
    return "".join(f"{line}\n" for line in lines)


def _lines(entries: Iterable[Entry], first: int, end: int) -> Iterator[chain.Line]:
    own = {entry.seal.number: entry for entry in entries}
    before = Seal.objects.filter(number=first - 1).values_list("digest", flat=True).first() or chain.BEGINNING
    for seal in Seal.objects.filter(number__gte=first, number__lte=end).order_by("number").iterator(_AT_ONCE):
        previous = before if seal.number == first else ""
        if (entry := own.get(seal.number)) is not None:
            yield replace(sealing.line_of(seal, entry), previous=previous)
        elif seal.content:
            yield chain.Line(None, seal.number, form=seal.form, content=seal.content)
        else:
            yield chain.Line(None, seal.number, digest=seal.digest)


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    """So many at once that a query may name them."""
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def disagreement(text: str) -> int:
    """The number of the first entry that is not as it was sealed; 0 where every one is.

    Raises:
        ValueError: it is no record.
    """
    known = chain_file.Chain.of(chain_file.read_record(text))
    heads = {head.number: head.digest for head in known.heads}
    findings = chain.verify(known.lines, heads, excerpt=True, strict=False).findings
    return findings[0].number if findings else 0
