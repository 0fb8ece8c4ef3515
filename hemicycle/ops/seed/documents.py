"""The documents of the demonstration: files that are made up, versions, and some that are held back or withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.consultations.models import Consultation
from hemicycle.documents import search
from hemicycle.documents.actions import documents, posting
from hemicycle.documents.models import DocumentFile
from hemicycle.documents.record import DocumentRecord
from hemicycle.ops.seed import files
from hemicycle.ops.seed.letters import Desk
from hemicycle.ops.seed.papers import MadeUp, printed
from hemicycle.people.uploads import PDF, look, store

if TYPE_CHECKING:
    from datetime import datetime


#: So many documents have their paper in every language; the others are in English.
IN_ALL_LANGUAGES = 4
HELD_BACK = timedelta(days=2)


def demonstration_documents(now: datetime | None = None) -> int:
    """Give the documents of the seed their files, and add what shows each state; how many files were made.

    Done once: a document that has a file keeps it.

    Raises:
        Consultation.DoesNotExist: the seed has not been loaded.
    """
    at = now or timezone.now()
    consultation = Consultation.objects.get(slug=files.consultation().slug)
    desk = Desk.of(consultation)
    bare = list(consultation.documents.filter(files=None, base=None, posted_at__isnull=False).order_by("pk"))
    if not bare:
        return 0
    papers = [
        MadeUp(row, language)
        for number, row in enumerate(bare)
        for language in (LANGUAGES if number < IN_ALL_LANGUAGES else ["en"])
    ]
    with transaction.atomic():
        DocumentFile.objects.bulk_create(
            DocumentFile(
                document=paper.document,
                language=paper.language,
                upload=store(content, _name(paper), PDF, desk.person, at),
                by=desk.person,
                at=paper.document.posted_at or at,
            )
            for paper, content in zip(papers, printed(papers), strict=True)
        )
        search.index(bare)
    _show_each_state(consultation, desk, at)
    return len(papers)


def _name(paper: MadeUp) -> str:
    return f"{paper.document.symbol.replace('/', '-')}_{paper.language}.pdf"


def _show_each_state(consultation: Consultation, desk: Desk, at: datetime) -> None:
    """A revision, a corrigendum, one that is held back, and one that was withdrawn."""
    first, second = consultation.documents.filter(items__position__isnull=False).order_by("items__position")[:2]
    words = files.document_changes()
    records = [
        DocumentRecord(title=first.title, base=first.symbol, change="Rev.", what_changes=words["revision"]),
        DocumentRecord(title=second.title, base=second.symbol, change="Corr.", what_changes=words["corrigendum"]),
        DocumentRecord(title=words["held_back"], series="information"),
        DocumentRecord(title=words["withdrawn"], series="information"),
    ]
    made = [documents.add_document(consultation.pk, desk.first, at, record) for record in records]
    papers = [MadeUp(row, "en") for row in made]
    for paper, content in zip(papers, printed(papers), strict=True):
        file = look(ContentFile(content, _name(paper)))
        documents.give(paper.document, desk.first, at, paper.language, file=file)
    _revision, _corrigendum, held, gone = made
    posting.embargo_document(held, desk.first, at, at + HELD_BACK)
    for row in made:
        posting.post_document(row, desk.first, at)
    posting.withdraw_document(gone, desk.first, at, words["reason"])
