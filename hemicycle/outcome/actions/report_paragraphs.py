"""Paragraphs that the secretariat writes beside what is compiled: in the next version of the report, and no earlier."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from hemicycle.outcome.models import ReportParagraph
from hemicycle.outcome.report_content import has_part
from hemicycle.people import act as consultation_act
from hemicycle.people.details import clean_texts
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.rules.reports import may_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act


@dataclass(frozen=True)
class Where:
    """Where in the report a paragraph stands.

    Attributes:
        part: As ``rules.reports.Part`` names it.
        item: Key of the item, where it is the part of one.
        leads: Before what is compiled there, and not after it.
    """

    part: str
    item: int | None = None
    leads: bool = False


def add_paragraph(
    consultation: int, performer: Performer, at: datetime, *, where: Where, text: Text
) -> ReportParagraph:
    """Write a paragraph as the last of its side of a part.

    Args:
        text: By language.

    Raises:
        Refusal: the report has no such part, or the text is empty or too long.
    """
    with _act(consultation, performer, at) as act:
        said = clean_texts(text, lines=True)
        require(may_write(said, known=has_part(act.consultation, where.part, where.item), seen=0, latest=0))
        row = ReportParagraph(
            consultation=act.consultation, part=where.part, item_id=where.item, leads=where.leads, text=said
        )
        row.place = 1 + (_beside(row).aggregate(last=Max("place"))["last"] or 0)
        row.save()
        act.facts.update(paragraph=row.pk, part=row.part, item=row.item_id, leads=row.leads, text=said)
    return row


def _beside(row: ReportParagraph) -> QuerySet[ReportParagraph]:
    """Those of the same side of the same part."""
    return ReportParagraph.objects.filter(
        consultation=row.consultation_id, part=row.part, item=row.item_id, leads=row.leads
    )


def change_paragraph(
    consultation: int, performer: Performer, at: datetime, *, paragraph: int, seen: int, text: Text
) -> None:
    """Write it otherwise.

    Args:
        seen: Number of the change that its writer began with.

    Raises:
        Refusal: somebody has changed it meanwhile, or the text is empty, too long, or what it says already.
    """
    with _act(consultation, performer, at) as act:
        row = find_paragraph(act.consultation.pk, paragraph)
        said = clean_texts(text, lines=True)
        known = has_part(act.consultation, row.part, row.item_id)
        require(may_write(said, known=known, seen=seen, latest=row.number, same=said == row.text))
        row.text, row.number = said, row.number + 1
        row.save(update_fields=["text", "number"])
        act.facts.update(paragraph=row.pk, number=row.number, text=said)


def remove_paragraph(consultation: int, performer: Performer, at: datetime, *, paragraph: int) -> None:
    """Leave it out of the next version; it can be put back."""
    with _act(consultation, performer, at) as act:
        row = find_paragraph(act.consultation.pk, paragraph)
        row.removed_at = row.removed_at or at
        row.save(update_fields=["removed_at"])
        act.facts.update(paragraph=row.pk, removed=True)


def restore_paragraph(consultation: int, performer: Performer, at: datetime, *, paragraph: int) -> None:
    """Put a paragraph back that was left out."""
    with _act(consultation, performer, at) as act:
        row = find_paragraph(act.consultation.pk, paragraph)
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        act.facts.update(paragraph=row.pk, removed=False)


def move_paragraph(consultation: int, performer: Performer, at: datetime, *, paragraph: int, up: bool) -> None:
    """Exchange it with the one before it, or after it, on its side of the part; nothing where there is none."""
    with _act(consultation, performer, at) as act:
        row = find_paragraph(act.consultation.pk, paragraph)
        beside = _beside(row).filter(removed_at=None)
        before, after = beside.filter(place__lt=row.place).last(), beside.filter(place__gt=row.place).first()
        other = before if up else after
        if other is not None:
            row.place, other.place = other.place, row.place
            ReportParagraph.objects.bulk_update([row, other], ["place"])
        act.facts.update(paragraph=row.pk, place=row.place)


def find_paragraph(consultation: int, key: int) -> ReportParagraph:
    """One of a consultation.

    Raises:
        ReportParagraph.DoesNotExist: it has none under this key.
    """
    return ReportParagraph.objects.get(consultation=consultation, pk=key)


@contextmanager
def _act(consultation: int, performer: Performer, at: datetime) -> Iterator[Act]:
    """The report of a closed consultation is still written."""
    with consultation_act.carry_out(consultation, performer, Action.REPORT_WRITE, at, corrects=lambda: True) as act:
        yield act
