"""An export for one of the secretariat: asked for on the page, made beside the request, and on record."""

from __future__ import annotations

import tempfile
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.utils import timezone
from django_tasks import task

from hemicycle.consultations import own_words
from hemicycle.correspondence import queries
from hemicycle.correspondence.procedures import sealed
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.ending import export
from hemicycle.ending.models import Export
from hemicycle.journal.record import Performer, record
from hemicycle.people.act import carry_out
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry


def ask(consultation: int, performer: Performer, at: datetime) -> Export:
    """Have an export made; the page says how far it is.

    Raises:
        Refusal: not this person's to do, or votes are sealed, which an export would show.
    """
    person = performer.person
    if person is None:
        raise LookupError("nobody exports without signing in")
    with carry_out(consultation, performer, Action.CONSULTATION_EXPORT, at) as act:
        if any(sealed(enquiry, at) for enquiry in queries.sent_enquiries(act.consultation)):
            raise Refusal(CorrespondenceCode.VOTES_SEALED)
        made = Export.objects.create(consultation=act.consultation, by=person, at=at)
        act.facts.update(export=made.pk)
    make_later.enqueue(made.pk)
    return made


def record_of(enquiry: Enquiry, performer: Performer, at: datetime) -> bytes:
    """The record of one enquiry whose result was declared: what anybody recomputes it from.

    Raises:
        Refusal: not this person's to do.
    """
    consultation = enquiry.letter.consultation
    with carry_out(consultation.pk, performer, Action.CONSULTATION_EXPORT, at) as act:
        act.facts.update(enquiry=enquiry.pk)
    out = BytesIO()
    export.write(consultation, out, at, lambda _done, _total: None, enquiry.pk)
    return out.getvalue()


def note(consultation: Consultation, at: datetime) -> None:
    """On record, where the operator made one by the command."""
    record(Performer(system="export"), Action.CONSULTATION_EXPORT, f"consultation:{consultation.pk}", at)


def make(row: Export, at: datetime) -> None:
    """Make the file."""

    def tell(done: int, total: int) -> None:
        row.done, row.total = done, total
        Export.objects.filter(pk=row.pk).update(done=done, total=total)

    try:
        with tempfile.TemporaryFile() as out:
            export.write(row.consultation, out, at, tell)
            row.size = out.tell()
            out.seek(0)
            row.file.save(f"{row.consultation.slug}.zip", File(out), save=False)
            row.state = Export.State.MADE
    except Exception:
        Export.objects.filter(pk=row.pk).update(state=Export.State.FAILED)
        raise
    row.save()


@task
def make_later(key: int) -> None:
    """Make the file of an export that was asked for."""
    row = Export.objects.select_related("consultation__body").filter(pk=key).first()
    if row is not None:
        with own_words.within(row.consultation):
            make(row, timezone.now())
