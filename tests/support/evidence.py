"""One row of everything that is evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from hemicycle.agenda.models import AgendaPublication
from hemicycle.arrivals.models import Arrival
from hemicycle.contributions.models import (
    Contribution,
    ContributionMail,
    ContributionStep,
    ContributionTranslation,
    ContributionVersion,
    Submitter,
    SubmitterAnswer,
)
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
    LetterMail,
    LetterPaper,
    LetterText,
    Option,
    Question,
    Reply,
    ReplyVersion,
    VotingProcedure,
)
from hemicycle.documents.models import Document, DocumentFile, DocumentSubmitter, SearchText
from hemicycle.ending.models import EndingStep
from hemicycle.journal import sealing, signing
from hemicycle.journal.models import Erasure, SignedHead
from hemicycle.journal.record import Performer, record
from hemicycle.outcome.models import (
    BallotedConclusion,
    CallForObjections,
    Conclusion,
    CorrectionRequest,
    Ending,
    Position,
    Reading,
    Report,
    ReportParagraph,
    ReportSubmission,
    Statement,
    StatementVersion,
    SummaryParagraph,
    SummaryRecord,
    SummaryVersion,
    SummaryWording,
    Urgency,
    Wording,
)
from hemicycle.people.models import Upload
from hemicycle.sittings.models import Discussion, PresidingVoice, Ruling, Turn
from hemicycle.support.models import ConnectionTest, Practice
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
    signing.rotate(START)
    signing.sign(START, SignedHead.Reason.LETTER_SENT)
    Erasure.objects.create(entry=entry, at=START)
    letter = Letter.objects.create(consultation=world.consultation, series=series, number=1, dated=START, state="draft")
    LetterText.objects.create(letter=letter, language="en", subject="S", body="B")
    Letterhead.objects.create(consultation=world.consultation, since=START)
    Clearance.objects.create(letter=letter, digest="0", handed_in_by=person, handed_in_at=START)
    annex = Annex.objects.create(letter=letter, number=1)
    AnnexText.objects.create(annex=annex, language="en", title="T")
    enquiry = Enquiry.objects.create(letter=letter, kind=Enquiry.Kind.OPTIONS, deadline_day=START)
    question = Question.objects.create(enquiry=enquiry, number=1, title={})
    VotingProcedure.objects.create(
        enquiry=enquiry, basis="entitled", share="majority", quorum_unit="none", quorum_missed="not_approved",
        silence_broken="session",
    )  # fmt: skip
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
    file = DocumentFile.objects.create(document=document, language="en", upload=upload, by=person, at=START)
    DocumentSubmitter.objects.create(document=document, member=member, place=1)
    SearchText.objects.create(document=document, file=file, words="x")
    document.posted_at = START
    document.save()
    EndingStep.objects.create(consultation=world.consultation, what="closed", why="Over", by=person, at=START)
    reply = Reply.objects.create(enquiry=enquiry, member=member)
    _arrived(world, letter, upload)
    version = ReplyVersion.objects.create(
        reply=reply, number=1, received_at=START, receipt=f"{series}1", signed_by="Ms. A"
    )
    Condition.objects.create(version=version, number=1, heading="form", words="W")
    AgendaPublication(
        consultation=world.consultation, kind="agenda", base="A", content={}, published_at=START, published_by=person
    ).save()
    PresidingVoice.objects.create(
        sitting=world.sitting, registration=world["chair"], language="en", began_at=START, ended_at=START
    )
    _concluded(world)
    _recorded(world)
    _ruled(world)
    _contributed(world)
    _tested(world)
    return version


def _tested(world: World) -> None:
    ConnectionTest.objects.create(
        consultation=world.consultation,
        registration=world["br"],
        code="4F2K",
        purpose="delegate",
        begun_at=START,
        room="connection-test-1",
        room_closed_at=START,
        finished_at=START,
        place="office",
        measured={"seconds": 1},
        verdict="ready",
        findings=[{"subject": "line", "grade": 0, "cause": "line_good", "figures": {}}],
    )
    Practice.objects.create(registration=world["br"], kind="delegate", finished_at=START, seconds=95)


def _arrived(world: World, letter: Letter, upload: Upload) -> None:
    """A message that came by mail was filed at a letter."""
    who = world["br"]
    row = Arrival.objects.create(
        consultation=world.consultation, at=START, way="smtp", envelope_from="a@example.org",
        envelope_to=["reply@example.org"], original=upload, sha256="0" * 64, sender="a@example.org", subject="S",
        text="T", person=who.person, member=who.member, state="filed", place="letter",
    )  # fmt: skip
    LetterMail.objects.create(arrival=row, letter=letter, member=who.member)


def _concluded(world: World) -> None:
    """An item ended with a conclusion that is urgent, after an objection was withdrawn, and it was reported."""
    who, person = world["br"], world["br"].person
    discussion = Discussion.objects.create(
        sitting=world.sitting, item=world.items[0], start=START, end=START, outcome="proposed_conclusion"
    )
    conclusion = Conclusion.objects.create(item=world.items[0], language="en")
    Wording.objects.create(conclusion=conclusion, language="en", number=1, text="T", person=person, at=START)
    reading = Reading.objects.create(
        conclusion=conclusion, discussion=discussion, number=1, wordings={"en": 1}, registration=who, at=START
    )
    CallForObjections.objects.create(reading=reading, registration=who, at=START, seconds=5, ended_at=START)
    Position.objects.create(
        discussion=discussion, registration=who, member=who.member, capacity="council_state", may_defer=True,
        kind="objection", words="W", at=START, withdrawn_at=START, withdrawn_by=who,
    )  # fmt: skip
    ending = Ending.objects.create(discussion=discussion, reading=reading, reason={})
    urgency = Urgency.objects.create(
        ending=ending, reason="R", flagged_by=person, flagged_at=START, source="S",
        authorised_by=world["secretariat"].person, authorised_at=START,
    )  # fmt: skip
    question = Question.objects.get(enquiry__letter__consultation=world.consultation)
    BallotedConclusion.objects.create(question=question, urgency=urgency)
    report = Report.objects.create(
        consultation=world.consultation, base="R", content={}, published_at=START, published_by=person
    )
    ReportSubmission.objects.create(report=report, symbol="S", submitted_at=START, submitted_by=person)
    ReportParagraph.objects.create(
        consultation=world.consultation, part="item", item=world.items[0], place=1, text={"en": "T"}
    )


def _recorded(world: World) -> None:
    """A text was handed in and withdrawn; a summary record was corrected and published."""
    who, person = world["br"], world["br"].person
    statement = Statement.objects.create(
        item=world.items[0], registration=who, member=who.member, at=START, withdrawn_at=START, withdrawn_by=who
    )
    StatementVersion.objects.create(statement=statement, number=1, language="en", text="T", registration=who, at=START)
    record = SummaryRecord.objects.create(
        sitting=world.sitting, language="en", drawn_up_at=START, drawn_up_by=person, circulated_at=START,
        circulated_by=person, correct_until=START,
    )  # fmt: skip
    paragraph = SummaryParagraph.objects.create(
        record=record, place=1, kind="speaker", item=world.items[0], registration=who, member=who.member,
        rests_on={}, removed_at=START, removed_by=person, removed_why="W",
    )  # fmt: skip
    SummaryWording.objects.create(paragraph=paragraph, language="en", number=1, text="T", person=person, at=START)
    CorrectionRequest.objects.create(
        paragraph=paragraph, registration=who, language="en", text="T", at=START, decided_at=START, decided_by=person,
        accepted=False, reason="R",
    )  # fmt: skip
    SummaryVersion.objects.create(record=record, base="SR", content={}, published_at=START, published_by=person)


def _ruled(world: World) -> None:
    """A point of order was not accepted."""
    who = world["br"]
    turn = Turn.objects.create(
        sitting=world.sitting, registration=who, member=who.member, capacity="council_state", language="en",
        point_of_order=True, motion="point_of_order", words="W", state="ended", asked_at=START, ended_at=START,
    )  # fmt: skip
    Ruling.objects.create(
        sitting=world.sitting, registration=world["vice_chair"], turn=turn, verdict="rejected", words="W", at=START
    )


def _contributed(world: World) -> None:
    """Something was contributed, under two names, was translated and got its number."""
    who, person = world["br"], world["br"].person
    assert who.member
    row = Contribution.objects.create(consultation=world.consultation, number=1, stage="numbered")
    version = ContributionVersion.objects.create(
        contribution=row, number=1, listing="urgent", item_number=1, language="en", title="T", parts={"comments": "C"},
        member=who.member, person=person, received_at=START, receipt="test/1-BR-1",
    )  # fmt: skip
    arrival = Arrival.objects.get(consultation=world.consultation)
    ContributionMail.objects.create(arrival=arrival, contribution=row, member=who.member, version=version)
    submitter = Submitter.objects.create(contribution=row, member=who.member, place=1)
    SubmitterAnswer.objects.create(submitter=submitter, version=1, confirmed=True, person=person, at=START)
    ContributionStep.objects.create(contribution=row, kind="numbered", version=1, words="W", by=person, at=START)
    ContributionTranslation.objects.create(version=version, language="fr", number=1, title="T", by=person, at=START)


def sent() -> None:
    """Every letter went out."""
    QuerySet(LanguageVersion).update(state="sent")
    QuerySet(Letter).update(state="sent")
