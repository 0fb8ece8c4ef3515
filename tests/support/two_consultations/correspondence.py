"""Letters in each state, with what they ask, and what Members answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from hemicycle.correspondence import addressees
from hemicycle.correspondence.actions import (
    annexes,
    clearing,
    condition_states,
    conditions,
    drafts,
    enquiries,
    language_versions,
    letterheads,
    letters,
    questions,
    replies,
    summaries,
)
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.language_versions import VersionWords
from hemicycle.correspondence.actions.letterheads import Heading
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Annex, Condition, Enquiry, Letter
from hemicycle.mail.audience import Recipient
from hemicycle.mail.models import Mailing
from hemicycle.mail.queueing import deliver
from hemicycle.people.uploads import PNG, Looked, look
from hemicycle.rules.replies import Channel
from hemicycle.web.letters import posting
from tests.classes import COUNCIL_STATE
from tests.support.pictures import png
from tests.support.two_consultations.people import A_PDF

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.models import ReplyVersion
    from tests.support.two_consultations.whole import Whole

DAY = timedelta(days=1)
SERIES = "DM-20"
COUNCIL = COUNCIL_STATE.value
ITEMS = tuple(
    Put(number, {"en": f"Item {number}"}, listing=listing) for listing in ("urgent", "deferred") for number in (1, 2)
)


def complete(whole: Whole, number: int) -> None:
    """Letters that were sent: one asks still, two no longer, one was declared; a draft; an extension."""
    _letterhead(whole)
    asks = _letter(whole, number, whole.now + 5 * DAY)
    over = _letter(whole, number + 1, whole.now + 5 * DAY)
    declared = _letter(whole, number + 2, whole.now + 5 * DAY)
    ready = _letter(whole, number + 5, whole.now + 5 * DAY)
    _draft(whole, number + 3)
    for days, letter in enumerate((asks, over, declared, ready), start=8):
        _send(whole, letter, whole.now - days * DAY, stand_ins={"zh": "en", "ru": "en"} if letter is asks else {})
    _translated(whole, asks)
    _answers(whole, asks.enquiry)
    _answers(whole, over.enquiry, late=True)
    _end(declared)
    _end(ready)
    enquiries.declare(declared.enquiry, whole.performer("chair"), whole.now)
    whole.objects.update(enquiry=asks.enquiry.pk, enquiry_over=over.enquiry.pk, enquiry_declared=declared.enquiry.pk)
    whole.objects["enquiry_ready"] = ready.enquiry.pk
    whole.objects.update(letter=asks.symbol, letter_key=asks.pk, annex=whole.objects.pop(f"text_{asks.pk}"))
    whole.objects.update(annex_file=whole.objects.pop(f"file_{asks.pk}"))
    sorted_ = conditions.make_cluster(asks.enquiry, whole.performer(), whole.now, heading="form", title={"en": "Alike"})
    gathered = Condition.objects.filter(version__reply__enquiry=asks.enquiry, heading="form").first()
    assert gathered
    conditions.gather(asks.enquiry, whole.performer(), whole.now, conditions=[gathered.pk], cluster=sorted_.pk)
    summaries.draw_up(asks.enquiry, whole.performer(), whole.now)
    _changed_since(whole, asks.enquiry)
    _extends(whole, number + 6)
    _ballot(whole, number + 7)
    extension = letters.begin(
        whole.consultation.pk, whole.performer(), whole.now, _head(whole, number + 4), template="extension",
        extends=asks.enquiry,
    )  # fmt: skip
    whole.objects["extension"] = extension.pk
    _handed_in(whole, extension)


def _ballot(whole: Whole, number: int) -> None:
    """A ballot that is over, in which one voted."""
    letter = _letter(whole, number, whole.now + 5 * DAY, Enquiry.Kind.BALLOT)
    _send(whole, letter, whole.now - 8 * DAY)
    enquiry = Enquiry.objects.get(letter=letter)
    member = whole["br"].member
    assert member
    answer = Answer(dict.fromkeys(enquiry.questions.values_list("pk", flat=True), "approve"))
    replies.submit(enquiry, whole.performer("br"), whole.now - DAY, member=member, answer=answer)
    _end(letter)
    whole.objects["ballot"] = enquiry.pk


def _letterhead(whole: Whole) -> None:
    emblem = Looked(png(), "emblem.png", PNG).keep(whole.person("secretariat"), whole.now)
    heading = Heading(emblem=emblem, emblem_words={"en": "An emblem"})
    letterheads.set_up(whole.consultation.pk, whole.performer(), whole.now, heading)
    whole.objects["emblem"] = emblem.sha256


def _translated(whole: Whole, letter: Letter) -> None:
    """The Chinese version of a letter that was sent is ready; the Russian one waits for the clearance of another."""
    kept = look(ContentFile(A_PDF, "zh.pdf")).keep(whole.person("secretariat"), whole.now)
    annexes_of = {annex.pk: AnnexWords("Annex", "Words", kept) for annex in letter.annexes.all()}
    for language in ("zh", "ru"):
        words = VersionWords("Subject", "Text", annexes=annexes_of)
        made = language_versions.write(letter, language, whole.performer(), whole.now, words)
        if language == "ru":
            clearing.hand_in(made, whole.performer("secretariat2"), whole.now, "From the translators")


def _handed_in(whole: Whole, letter: Letter) -> None:
    """It waits for the clearance of somebody else, which letters need from now on."""
    clearing.require_clearance(whole.consultation.pk, whole.performer(), whole.now, needed=True)
    whole.consultation.refresh_from_db()
    clearing.hand_in(letter, whole.performer("secretariat2"), whole.now, "For the Chair")


def _changed_since(whole: Whole, enquiry: Enquiry) -> None:
    """The summary is an annex of the draft, and no longer what the replies say; a condition waits for somebody else."""
    summaries.attach(enquiry, whole.performer(), whole.now, Letter.objects.get(pk=whole.objects["draft"]))
    Condition.objects.filter(version__reply__enquiry=enquiry, heading="other").update(state="met")
    waits = Condition.objects.filter(version__reply__enquiry=enquiry, heading="form").last()
    assert waits
    condition_states.write_down(
        waits, whole.performer("secretariat2"), whole.now, Condition.State.MET, words="By note",
        file=look(ContentFile(A_PDF, "note.pdf")),
    )  # fmt: skip


def _extends(whole: Whole, number: int) -> None:
    """A letter that went to exactly those who are asked, later, with which the desk can extend a deadline."""
    letter = letters.begin(whole.consultation.pk, whole.performer(), whole.now, _head(whole, number), template="blank")
    letters.write(letter, whole.performer(), whole.now, {"en": Words("More time", "There is more time.", "checked")})
    _send(whole, letter, whole.now - DAY)


def _head(whole: Whole, number: int) -> Head:
    return Head(SERIES, number, whole.now.date(), (COUNCIL,), "Ms. Signatory", {"en": "Secretary-General"})


def _letter(whole: Whole, number: int, until: datetime, kind: Enquiry.Kind = Enquiry.Kind.ITEMS) -> Letter:
    """A letter that asks, with an annex of text and one that is a file."""
    by, now = whole.performer(), whole.now
    made = letters.begin(whole.consultation.pk, by, now, _head(whole, number), template="blank")
    letters.write(made, by, now, {"en": Words("Which items?", "Please reply.", "checked")})
    text = annexes.add(made, by, now, Annex.Kind.TEXT, {"en": AnnexWords("Report", "Words")})
    kept = look(ContentFile(A_PDF, "annex.pdf")).keep(whole.person("secretariat"), now)
    file = annexes.add(made, by, now, Annex.Kind.FILE, {"en": AnnexWords("File", upload=kept)})
    whole.objects.update({f"text_{made.pk}": text.pk, f"file_{made.pk}": file.pk})
    asking = Asking(kind.value, (COUNCIL,), until.date(), conditions=kind is Enquiry.Kind.ITEMS, questions=ITEMS)
    questions.ask(made, by, now, asking)
    return Letter.objects.get(pk=made.pk)


def _draft(whole: Whole, number: int) -> None:
    draft = _letter(whole, number, whole.now + 9 * DAY)
    whole.objects.update(
        draft=draft.pk,
        draft_annex=whole.objects.pop(f"text_{draft.pk}"),
        draft_file=whole.objects.pop(f"file_{draft.pk}"),
        draft_enquiry=draft.enquiry.pk,
        draft_symbol=draft.symbol,
    )


def _send(whole: Whole, letter: Letter, at: datetime, stand_ins: dict[str, str] | None = None) -> None:
    """As ``sending.send`` leaves it, without the papers, which take seconds."""
    mailing = Mailing.objects.create(
        consultation=whole.consultation, template="letter", subject={"en": "Letter"}, body={"en": "Letter"}, at=at
    )
    to = [
        Recipient(
            whole.person(name).name, whole.person(name).email, "en", whole.person(name), member=whole.member(name)
        )
        for name in ("br", "jp")
    ]
    deliver(mailing, to, at)
    letter.mailing, letter.state, letter.sent_at = mailing, Letter.State.SENT, at
    letter.sent_by, letter.papers_state = whole.person("secretariat"), Letter.PapersState.FAILED
    letter.stand_ins = stand_ins or {}
    letter.save()
    addressees.write_down(letter, whole.consultation.day(at))
    first = mailing.deliveries.first()
    assert first
    whole.objects.setdefault("letter_token", posting.receipt_address(first).rstrip("/").rpartition("/")[2])


def _end(letter: Letter) -> None:
    """The deadline was two days ago."""
    Enquiry.objects.filter(letter=letter).update(deadline_day=(letter.sent_at or letter.dated) + 6 * DAY)
    letter.enquiry.refresh_from_db()


def _answers(whole: Whole, enquiry: Enquiry, *, late: bool = False) -> None:
    """Brazil and Japan answered; of Ghana the secretariat entered a paper, which waits; one comes late."""
    first = _submit(whole, enquiry, "br", whole.now - (DAY if late else 3 * DAY))
    _submit(whole, enquiry, "jp", whole.now - 3 * DAY)
    drafts.save_draft(enquiry, whole.member("br"), whole.person("br"), whole.now, {"choices": {}, "conditions": []})
    source = Source(Channel.PAPER, None, whole.now - DAY, "Ms. Ghana", file=look(ContentFile(A_PDF, "reply.pdf")))
    entered = replies.enter(
        enquiry, whole.performer("secretariat2"), whole.now, member=whole.member("gh"), answer=_answer(enquiry),
        source=source,
    )  # fmt: skip
    if not late:
        whole.objects.update(version=first.pk, entered=entered.pk)
        return
    _end(enquiry.letter)
    replies.assess_again(first.reply)
    whole.objects["late"] = first.pk


def _submit(whole: Whole, enquiry: Enquiry, name: str, at: datetime) -> ReplyVersion:
    answer = _answer(enquiry)
    return replies.submit(enquiry, whole.performer(name), at, member=whole.member(name), answer=answer)


def _answer(enquiry: Enquiry) -> Answer:
    said = (("form", "In person."), ("other", "If others agree."))
    return Answer({question.pk: "yes" for question in enquiry.questions.all()}, said)
