"""The glossary: an entry is added, changed or removed; all of them are removed, before another glossary is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from hemicycle.agenda.glossary_record import MOST_ENTRIES, GlossaryRecord, objections
from hemicycle.agenda.models import GlossaryEntry, Item
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act


def add_entry(consultation: int, performer: Performer, at: datetime, record: GlossaryRecord) -> GlossaryEntry:
    """Add an entry.

    Raises:
        Refusal: something of it cannot be kept, or there are as many as there may be.
    """
    with carry_out(consultation, performer, Action.GLOSSARY_EDIT, at) as act:
        wanted = _acceptable(act, record)
        if act.consultation.glossary.count() >= MOST_ENTRIES:
            raise Refusal(AgendaCode.GLOSSARY_FULL, most=MOST_ENTRIES)
        row = filled(GlossaryEntry(consultation=act.consultation, number=next_number(act)), wanted, at)
        _keep(act, row, None, wanted)
    return row


def change_entry(
    entry: GlossaryEntry, performer: Performer, at: datetime, record: GlossaryRecord, *, seen: str
) -> None:
    """Change an entry.

    Args:
        seen: ``GlossaryRecord.digest`` of what it was when the change began.

    Raises:
        Refusal: somebody has changed or removed it meanwhile; or as for ``add_entry``.
    """
    with carry_out(entry.consultation_id, performer, Action.GLOSSARY_EDIT, at) as act:
        row = _found(entry)
        before, wanted = GlossaryRecord.of(row), _acceptable(act, record)
        if before.digest != seen:
            raise Refusal(AgendaCode.GLOSSARY_CHANGED_MEANWHILE)
        _keep(act, filled(row, wanted, at), before, wanted)


def remove_entry(entry: GlossaryEntry, performer: Performer, at: datetime) -> None:
    """Remove an entry.

    Raises:
        Refusal: somebody has removed it meanwhile.
    """
    with carry_out(entry.consultation_id, performer, Action.GLOSSARY_EDIT, at) as act:
        row = _found(entry)
        act.place = f"glossary:{row.pk}"
        act.facts.update(number=row.number, before=GlossaryRecord.of(row).as_json(), after=None)
        row.delete()


def remove_all(consultation: int, performer: Performer, at: datetime) -> int:
    """Remove every entry; returns how many there were.

    Raises:
        Refusal: there is none.
    """
    with carry_out(consultation, performer, Action.GLOSSARY_EDIT, at) as act:
        removed = act.consultation.glossary.count()
        if not removed:
            raise Refusal(AgendaCode.GLOSSARY_EMPTY)
        act.consultation.glossary.all().delete()
        act.facts.update(removed=removed)
    return removed


def filled(row: GlossaryEntry, wanted: GlossaryRecord, at: datetime) -> GlossaryEntry:
    """The entry as a record has it, but for its items; not saved."""
    row.terms = {code: list(terms) for code, terms in wanted.terms.items()}
    row.note, row.words, row.changed_at = wanted.note, wanted.words, at
    return row


def next_number(act: Act) -> int:
    """One more than the highest number that an entry has."""
    return int(act.consultation.glossary.aggregate(last=Max("number"))["last"] or 0) + 1


def _acceptable(act: Act, record: GlossaryRecord) -> GlossaryRecord:
    wanted = record.cleaned()
    for objection in objections(wanted, act.consultation.languages.documents):
        raise Refusal(objection.reason)
    if Item.objects.filter(consultation=act.consultation, pk__in=wanted.items).count() < len(wanted.items):
        raise Refusal(AgendaCode.GLOSSARY_NO_ITEM, item="")
    return wanted


def _keep(act: Act, row: GlossaryEntry, before: GlossaryRecord | None, wanted: GlossaryRecord) -> None:
    row.save()
    row.items.set(wanted.items)
    act.place = f"glossary:{row.pk}"
    act.facts.update(number=row.number, before=before.as_json() if before else None, after=wanted.as_json())


def _found(entry: GlossaryEntry) -> GlossaryEntry:
    row = GlossaryEntry.objects.filter(pk=entry.pk).first()
    if row is None:
        raise Refusal(AgendaCode.GLOSSARY_CHANGED_MEANWHILE)
    return row
