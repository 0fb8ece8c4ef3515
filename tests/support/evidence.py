"""One row of everything that is evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from hemicycle.agenda.models import AgendaPublication
from hemicycle.correspondence.models import (
    Acknowledgement,
    Addressee,
    Annex,
    AnnexText,
    Clearance,
    Condition,
    DeadlineExtension,
    DeclaredResult,
    Enquiry,
    LanguageVersion,
    LanguageVersionAnnex,
    LanguageVersionClearance,
    LanguageVersionPaper,
    Letter,
    Letterhead,
    LetterPaper,
    LetterText,
    Option,
    Question,
    Reply,
    ReplyVersion,
)
from hemicycle.documents.models import Document, DocumentFile
from hemicycle.ending.models import EndingStep
from hemicycle.journal import sealing
from hemicycle.journal.models import Erasure
from hemicycle.journal.record import Performer, record
from hemicycle.people.models import Upload
from tests.factories import START

if TYPE_CHECKING:
    from tests.factories import World


def one_of_everything(world: World, series: str = "DM") -> ReplyVersion:
    """Of a consultation, its letter still a draft.

    Args:
        series: Of the letter; its symbol is given once in an installation.
    """
    person, member = world["br"].person, world["br"].member
    assert member
    entry = record(Performer(person, "192.0.2.1"), "x", "", START, {"words": "ill"})
    sealing.seal(START)
    Erasure.objects.create(entry=entry, at=START)
    letter = Letter.objects.create(consultation=world.consultation, series=series, number=1, dated=START, state="draft")
    LetterText.objects.create(letter=letter, language="en", subject="S", body="B")
    Letterhead.objects.create(consultation=world.consultation, since=START)
    Clearance.objects.create(letter=letter, digest="0", handed_in_by=person, handed_in_at=START)
    annex = Annex.objects.create(letter=letter, number=1)
    AnnexText.objects.create(annex=annex, language="en", title="T")
    enquiry = Enquiry.objects.create(letter=letter, kind=Enquiry.Kind.OPTIONS, deadline_day=START)
    question = Question.objects.create(enquiry=enquiry, number=1, title={})
    Option.objects.create(question=question, key="a", position=1, label={})
    DeadlineExtension.objects.create(enquiry=enquiry, letter=letter, day=START, given_at=START, given_by=person)
    Addressee.objects.create(letter=letter, member=member, capacity="council_state", may_vote=True)
    DeclaredResult.objects.create(enquiry=enquiry, content={}, denominator=48, counts={}, digest="0")
    Acknowledgement.objects.create(letter=letter, member=member, person=person, at=START)
    upload = Upload.objects.create(name="a.pdf", media_type="x", size=1, uploaded_by=person, uploaded_at=START)
    LetterPaper.objects.create(letter=letter, language="en", kind="pdf", upload=upload)
    added = LanguageVersion.objects.create(letter=letter, language="zh", subject="S", body="B")
    LanguageVersionAnnex.objects.create(version=added, annex=annex, title="T")
    LanguageVersionClearance.objects.create(version=added, digest="0", handed_in_by=person, handed_in_at=START)
    LanguageVersionPaper.objects.create(version=added, kind="pdf", upload=upload)
    document = Document.objects.create(consultation=world.consultation, symbol="X/1", title={"en": "X"})
    DocumentFile.objects.create(document=document, language="en", upload=upload, by=person, at=START)
    EndingStep.objects.create(consultation=world.consultation, what="closed", why="Over", by=person, at=START)
    reply = Reply.objects.create(enquiry=enquiry, member=member)
    version = ReplyVersion.objects.create(
        reply=reply, number=1, received_at=START, receipt=f"{series}1", signed_by="Ms. A"
    )
    Condition.objects.create(version=version, number=1, heading="form", words="W")
    AgendaPublication(
        consultation=world.consultation, kind="agenda", base="A", content={}, published_at=START, published_by=person
    ).save()
    return version


def sent() -> None:
    """Every letter went out."""
    QuerySet(LanguageVersion).update(state="sent")
    QuerySet(Letter).update(state="sent")
