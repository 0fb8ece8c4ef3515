"""Reads of letters: their numbers, what they ask, whom they go to, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from hemicycle.consultations.participation import class_name
from hemicycle.correspondence import symbols
from hemicycle.correspondence.addressees import addressed
from hemicycle.correspondence.models import Enquiry, LanguageVersion, Letter, Letterhead, LetterText, Question
from hemicycle.correspondence.particulars import Particulars
from hemicycle.mail.audience import Recipient, Selection, To, copies, recipients
from hemicycle.mail.models import Delivery

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import (
        Acknowledgement,
        LanguageVersionAnnex,
        LanguageVersionPaper,
        LetterPaper,
    )
    from hemicycle.people.models import Member, Upload
    from hemicycle.rules.capacity import ParticipationClass

#: Of a delivery that will never arrive.
_LOST = (Delivery.State.FAILED, Delivery.State.BOUNCED, Delivery.State.CANCELLED)


def usual(consultation: Consultation, on: date) -> Letter:
    """A letter with what the last one of the consultation had, but its number and date; not saved."""
    last, series = consultation.letters.order_by("-pk").first(), symbols.proposed(consultation, on)
    number = symbols.next_number(consultation, series)
    made = Letter(consultation=consultation, series=series, number=number, dated=on)
    if last is not None:
        made.addressed, made.signatory, made.signatory_title = last.addressed, last.signatory, last.signatory_title
        Particulars.of(last).put(made)
    return made


def letterhead_in_use(consultation: Consultation) -> Letterhead | None:
    """The head under which the letters of a consultation go out now."""
    return consultation.letterheads.select_related("emblem").order_by("-pk").first()


def emblem_of(body: int, consultation: int | None = None) -> str:
    """The emblem of a body now, as the digest of its picture; empty for none.

    It is the one that was set last: a copy of a past consultation has its old letterhead, which is not newer for that.

    Args:
        consultation: Whose letterhead is looked at first: one without an emblem is taken at its word.
    """
    rows = Letterhead.objects.filter(consultation__body=body).order_by("-since", "-pk")
    in_use: dict[int, str] = {}
    for of, digest in rows.values_list("consultation", "emblem__sha256"):
        in_use.setdefault(of, digest or "")
    if consultation in in_use:
        return in_use[consultation]
    return next(filter(None, in_use.values()), "")


def emblem_file(digest: str) -> Upload | None:
    """The picture with a digest, if it is an emblem at the head of letters."""
    row = Letterhead.objects.filter(emblem__sha256=digest).select_related("emblem").first()
    return row.emblem if row else None


def names_signatory(consultation: Consultation) -> bool:
    """Whether a letter of the consultation says who signs it; the next one begins with the same."""
    return consultation.letters.exclude(signatory="").exists()


def letterhead_of(letter: Letter) -> Letterhead | None:
    """The head under which a letter went out; of a draft, the one in use."""
    return letter.letterhead if letter.sent else letterhead_in_use(letter.consultation)


def addressed_as(letter: Letter, language: str) -> list[str]:
    """How a letter names in a language whom it goes to: as it was sent; of a draft, as the classes are called now."""
    if letter.sent and language in letter.addressed_as:
        return letter.addressed_as[language]
    return [class_name(one, "addressed", language) for one in classes_addressed(letter)]


def classes_addressed(letter: Letter) -> list[ParticipationClass]:
    """The classes to whose Members a letter goes, in the order of its consultation."""
    return [one for one in letter.consultation.classes if one.value in letter.addressed]


def enquiry_of(letter: Letter) -> Enquiry | None:
    """What a letter asks; of one that corrects another, what that one asks, unless it asks anew."""
    seen: Letter | None = letter
    while seen is not None:
        enquiry: Enquiry | None = getattr(seen, "enquiry", None)
        if enquiry is not None:
            return enquiry
        seen = seen.replaces
    return None


def still_asked(letter: Letter, at: datetime) -> Enquiry | None:
    """Of what the letter that one corrects gives the deadline, while that runs: the version says what becomes of it."""
    return running(letter.replaces, at) if letter.replaces else None


def running(letter: Letter, at: datetime) -> Enquiry | None:
    """What a letter that was sent asks, or gives a later deadline for, or the one that it corrects, while that runs."""
    enquiry = whose_deadline(letter)
    open_still = enquiry is not None and enquiry.letter.sent and enquiry.declared_at is None
    return enquiry if enquiry is not None and open_still and enquiry.deadline.met(at) else None


def whose_deadline(letter: Letter) -> Enquiry | None:
    """The enquiry whose deadline a letter gives; of one that corrects another, that of the other."""
    seen: Letter | None = letter
    while seen is not None:
        enquiry: Enquiry | None = getattr(seen, "enquiry", None) or seen.extends
        if enquiry is not None:
            return enquiry
        seen = seen.replaces
    return None


def whole() -> QuerySet[Letter]:
    """Letters with all that their text needs."""
    questions = Question.objects.filter(withdrawn_at=None).prefetch_related("options")
    beside = ("consultation__body", "replaces", "extends__letter", "mailing", "letterhead__emblem")
    return Letter.objects.select_related(*beside).prefetch_related(
        "texts",
        "annexes__texts__upload",
        "language_versions__annexes__upload",
        Prefetch("enquiry", Enquiry.objects.prefetch_related(Prefetch("questions", questions), "extensions__letter")),
    )


def sent_in(consultation: Consultation, language: str) -> int:
    """How many letters of a consultation were sent in a language, at once or as a language version."""
    rows = consultation.letters.filter(state=Letter.State.SENT)
    at_once = set(rows.filter(texts__language=language).values_list("pk", flat=True))
    added = rows.filter(language_versions__language=language, language_versions__state=Letter.State.SENT)
    return len(at_once | set(added.values_list("pk", flat=True)))


def annexes_of(version: LanguageVersion) -> QuerySet[LanguageVersionAnnex]:
    """What a language version has of the letter's annexes, in their order."""
    return version.annexes.select_related("annex").order_by("annex__number")


def listed(consultation: Consultation, *, state: str = "") -> QuerySet[Letter]:
    """The letters of a consultation, the latest first, with how many mails and acknowledgements there are.

    Mails of language versions are counted apart: ``version_mails``.

    Args:
        state: Only those in this state.
    """
    mails = "mailing__deliveries"
    rows = consultation.letters.filter(state=state) if state else consultation.letters
    return (
        rows.select_related("consultation", "enquiry", "replaces__enquiry", "extends__letter")
        .prefetch_related("texts", "enquiry__extensions", "replaces__enquiry__extensions", "extends__extensions")
        .prefetch_related("language_versions")
        .annotate(
            mails=Count(mails, distinct=True),
            mails_out=Count(mails, filter=Q(mailing__deliveries__state=Delivery.State.SENT), distinct=True),
            mails_lost=Count(mails, filter=Q(mailing__deliveries__state__in=_LOST), distinct=True),
            acknowledged=Count("acknowledgements", distinct=True),
            version_mails=_of_versions(Q()),
            version_mails_out=_of_versions(Q(state=Delivery.State.SENT)),
            version_mails_lost=_of_versions(Q(state__in=_LOST)),
        )
        .order_by("-dated", "-number", "-pk")
    )


def _of_versions(which: Q) -> Coalesce:
    """How many of the mails of a letter's language versions these are."""
    path = "mailing__language_version__letter"
    rows = Delivery.objects.filter(which, **{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def extendable(consultation: Consultation, at: datetime) -> list[Enquiry]:
    """What is asked and may still be extended (rule 19), with the letters."""
    rows = Enquiry.objects.filter(letter__consultation=consultation, letter__state=Letter.State.SENT, declared_at=None)
    enquiries = rows.select_related("letter").prefetch_related("extensions__letter").order_by("-letter__sent_at")
    return [row for row in enquiries if row.deadline.met(at)]


def sent(consultation: Consultation) -> QuerySet[Letter]:
    """The letters that went out, the latest first."""
    return listed(consultation).filter(state=Letter.State.SENT)


def numbers(consultation: Consultation) -> tuple[int, int]:
    """How many letters were sent, and how many are drafts."""
    sent_number, all_number = Count("pk", filter=Q(state=Letter.State.SENT)), Count("pk")
    found = consultation.letters.aggregate(sent=sent_number, every=all_number)
    return found["sent"], found["every"] - found["sent"]


def with_subjects(consultation: Consultation, *, sent_alone: bool) -> list[Letter]:
    """The letters with their subjects in every language, the latest first.

    Args:
        sent_alone: Without the drafts.
    """
    rows = consultation.letters.filter(state=Letter.State.SENT) if sent_alone else consultation.letters
    texts = LetterText.objects.defer("body")
    versions = LanguageVersion.objects.defer("body")
    beside = (Prefetch("texts", texts), Prefetch("language_versions", versions))
    return list(rows.prefetch_related(*beside).order_by("-dated", "-number", "-pk"))


def drafts(consultation: Consultation) -> QuerySet[Letter]:
    """The letters that have not been sent."""
    return consultation.letters.filter(state=Letter.State.DRAFT).prefetch_related("texts")


def find(consultation: Consultation, key: int) -> Letter | None:
    """A letter with all that its text needs."""
    return whole().filter(consultation=consultation, pk=key).first()


def of_mailing(mailing: int) -> Letter | None:
    """The letter that a mailing carries, or carries a language version of, with all that its text needs."""
    return whole().filter(_mailed(mailing)).first()


def _mailed(mailing: int) -> Q:
    versions = LanguageVersion.objects.filter(mailing=mailing).values("letter")
    return Q(mailing=mailing) | Q(pk__in=versions)


def mailings(letter: Letter) -> list[int]:
    """Keys of the mails with which a letter and its language versions went out."""
    rows = LanguageVersion.objects.filter(letter=letter.pk, mailing__isnull=False).values_list("mailing", flat=True)
    own = [letter.mailing_id] if letter.mailing_id is not None else []
    return [*own, *rows]


def acknowledgements(letter: Letter) -> dict[int | None, Acknowledgement]:
    """Who acknowledged a letter, by the key of the Member."""
    return {row.member_id: row for row in letter.acknowledgements.select_related("person", "delivery__contact")}


def corrections(letter: Letter) -> QuerySet[Letter]:
    """The letters that correct one, as far as they are in its own state."""
    return letter.versions.filter(state=letter.state).prefetch_related("language_versions")


def papers(letter: Letter, language: str, kind: str) -> list[LetterPaper]:
    """The papers that went out in one language, of one kind, with their files."""
    return list(letter.papers.filter(language=language, kind=kind).select_related("upload"))


def papers_of(version: LanguageVersion, kind: str) -> list[LanguageVersionPaper]:
    """The papers of a language version of one kind, with their files."""
    return list(version.papers.filter(kind=kind).select_related("upload"))


def find_version(key: int) -> LanguageVersion:
    """A language version, with its letter and all that its text needs.

    Raises:
        LanguageVersion.DoesNotExist: there is none.
    """
    row = LanguageVersion.objects.select_related("sent_by").prefetch_related("annexes__upload").get(pk=key)
    row.letter = whole().get(pk=row.letter_id)
    return row


def papers_made(letter: Letter) -> int:
    """How many papers have been made."""
    return letter.papers.count()


def by_symbol(consultation: Consultation, symbol: str) -> Letter | None:
    """A letter that was sent, by its symbol."""
    sent = consultation.letters.filter(state=Letter.State.SENT).values_list("pk", *symbols.OF_SYMBOL)
    key = next((key for key, *of_symbol in sent if symbols.symbol_of(*of_symbol) == symbol), None)
    return None if key is None else whole().get(pk=key)


def recipients_of(letter: Letter, at: datetime) -> list[Recipient]:
    """To whom a letter goes now: each Member's focal point, or else its contacts; then copies to further addresses.

    A Member that has neither gets no copy: a further address stands in for nobody.
    """
    rows = addressed(letter, letter.consultation.day(at), letter.addressed)
    if not rows:
        return []
    selection = Selection(to=To.MEMBERS, members=tuple(row.member.code for row in rows))
    originals = [recipient for recipient in recipients(letter.consultation, selection, at) if recipient.address]
    return [*originals, *copies(originals)]


def without_address(letter: Letter, at: datetime) -> list[Member]:
    """The addressees to whom nothing can be sent: no focal point, and no contact."""
    reached = {recipient.member.pk for recipient in recipients_of(letter, at) if recipient.member is not None}
    rows = addressed(letter, letter.consultation.day(at))
    return [row.member for row in rows if row.member.pk not in reached]


def went_to_focal_point(letter: Letter, member: int | None) -> bool:
    """Whether a letter went to whoever answered for a Member, and not to its contacts."""
    rows = Delivery.objects.filter(mailing=letter.mailing_id, member=member, copy=False)
    return rows.filter(person__isnull=False).exists()


@dataclass(frozen=True)
class Fate:
    """What became of a letter, or of a language version of it, for one Member: its mails, and its acknowledgement.

    Attributes:
        language: Of the version; empty for the letter. Its receipt is acknowledged with the letter's.
    """

    member: Member
    deliveries: tuple[Delivery, ...]
    acknowledgement: Acknowledgement | None
    language: str = ""


def fates(letter: Letter, today: date) -> list[Fate]:
    """What became of a letter that was sent, Member by Member, in list order, and of its language versions.

    A constant number of reads.
    """
    versions = {row.mailing_id: row.language for row in letter.language_versions.all() if row.mailing_id is not None}
    by_member: dict[tuple[int, str], list[Delivery]] = {}
    keys = [key for key in (letter.mailing_id, *versions) if key is not None]
    for row in Delivery.objects.filter(mailing__in=keys).select_related("person", "contact").order_by("pk"):
        if row.member_id is not None:
            by_member.setdefault((row.member_id, versions.get(row.mailing_id, "")), []).append(row)
    said = letter.acknowledgements.select_related("person", "delivery__contact")
    acknowledged = {row.member_id: row for row in said}
    found = []
    for to in addressed(letter, today):
        own = tuple(by_member.get((to.member.pk, ""), ()))
        found.append(Fate(to.member, own, acknowledged.get(to.member.pk)))
        found += [
            Fate(to.member, tuple(mails), None, language)
            for language in versions.values()
            if (mails := by_member.get((to.member.pk, language)))
        ]
    return found
