"""A letter that was sent: its papers are made beside the request, then its mails go, with the papers for each reader.

What is made already stays: a worker that was interrupted goes on where it was.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from hemicycle.consultations import local, own_words
from hemicycle.consultations.languages import NATIVE_NAMES, django_language
from hemicycle.correspondence import letter_queries, missing_languages
from hemicycle.correspondence.actions import issuing, papers, sending
from hemicycle.correspondence.changes import letter_sent, version_sent
from hemicycle.correspondence.issued import as_sent, what_became
from hemicycle.correspondence.models import Letter, LetterPaper
from hemicycle.correspondence.placeholders import new_deadline
from hemicycle.mail import progress
from hemicycle.mail.message import Enclosure, enclosure_wanted
from hemicycle.mail.values import and_own_time
from hemicycle.people import uploads
from hemicycle.people.member_names import member_name
from hemicycle.web.letters.documents import MEDIA_TYPES, file_name, paper
from hemicycle.web.letters.version import said_of, version

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import LanguageVersion, LanguageVersionPaper
    from hemicycle.mail.models import Delivery
    from hemicycle.people.models import Member, Person, Upload
    from hemicycle.rules.deadlines import Deadline
    from hemicycle.web.letters.version import Version

log = logging.getLogger(__name__)
_signer = Signer(sep=".", salt="hemicycle.web.letters")
#: The link of a letter's mail is good for so long after it was sent: mails are kept for ever, and forwarded. Afterwards
#: its reader signs in.
LINK_DAYS = timedelta(days=90)
#: More than so many bytes of papers are no mail: the letter's page has them.
MOST_BYTES = 6_000_000


def listen() -> None:
    """Called once, when Django is ready."""
    letter_sent.connect(_make, dispatch_uid="letters.papers")
    version_sent.connect(_make_version, dispatch_uid="letters.version papers")
    enclosure_wanted.connect(_enclose, dispatch_uid="letters.enclosure")


def _make(*, letter: int, **_: Any) -> None:
    make_papers.enqueue(letter)


@task
def make_papers(key: int) -> None:
    """Make every paper of a letter, and let its mails go."""
    letter = letter_queries.whole().get(pk=key)
    try:
        made(letter)
    except Exception:
        papers.failed(letter)
        raise
    papers.release(letter, timezone.now())


def _make_version(*, version: int, **_: Any) -> None:
    make_version_papers.enqueue(version)


@task
def make_version_papers(key: int) -> None:
    """Make the papers of a language version, and let its mails go."""
    row = letter_queries.find_version(key)
    try:
        made_of_version(row)
    except Exception:
        papers.failed(row)
        raise
    papers.release(row, timezone.now())


def made_of_version(row: LanguageVersion) -> list[LanguageVersionPaper]:
    """The papers of a language version that was sent, made where they are not there yet."""
    there = {paper.kind: paper for paper in row.papers.all()}
    of_language = version(row.letter, row.language)
    if of_language is None or row.sent_by is None or row.sent_at is None:
        return []
    for kind in LetterPaper.Kind:
        if kind.value not in there:
            with own_words.within(row.letter.consultation):
                content = paper(of_language, kind)
            name = file_name(row.letter.symbol, row.language, kind)
            upload = uploads.store(content, name, MEDIA_TYPES[kind], row.sent_by, row.sent_at)
            there[kind.value] = issuing.keep_paper(row, kind, upload)
    return list(there.values())


def made(letter: Letter) -> list[LetterPaper]:
    """The papers of a letter as it was sent, made where they are not there yet."""
    there = {(row.language, row.kind): row for row in letter.papers.all()}
    for language in missing_languages.out(letter):
        of_language = version(letter, language, of=as_sent(letter))
        if of_language is None or letter.sent_by is None or letter.sent_at is None:
            continue
        for kind in LetterPaper.Kind:
            if (language, kind.value) not in there:
                with own_words.within(letter.consultation):
                    content = paper(of_language, kind)
                name = file_name(letter.symbol, language, kind)
                upload = uploads.store(content, name, MEDIA_TYPES[kind], letter.sent_by, letter.sent_at)
                there[language, kind.value] = sending.keep_paper(letter, language, kind, upload)
    return list(there.values())


def expected(letter: Letter) -> int:
    """How many papers a letter has once they are made."""
    return len(missing_languages.out(letter)) * len(LetterPaper.Kind)


def receipt_address(delivery: Delivery) -> str:
    """The address by which whoever got a mail reads its letter and acknowledges it, without signing in.

    Whoever got a copy reads it there, and acknowledges nothing.
    """
    return settings.PUBLIC_ADDRESS + reverse("letter_by_mail", args=[_signer.sign(str(delivery.pk))])


def delivery_of(token: str, at: datetime) -> Delivery | None:
    """The delivery of such an address; ``None`` for one that is forged, or opens nothing any more."""
    try:
        key = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    delivery = progress.of_letter(key)
    return delivery if delivery is not None and link_is_good(delivery, at) else None


def link_is_good(delivery: Delivery, at: datetime) -> bool:
    """Whether the link of a letter's mail opens the letter; once its reader's data is erased it does not."""
    expired = delivery.sent_at is not None and at >= delivery.sent_at + LINK_DAYS
    return not expired and delivery.link_revoked_at is None and bool(delivery.address)


def _enclose(*, delivery: Delivery, **_named: Any) -> Enclosure | None:
    letter = letter_queries.of_mailing(delivery.mailing_id)
    of_reader = _of_reader(letter, delivery) if letter else None
    if letter is None or of_reader is None:
        return None
    files = [row.upload for row in papers_of(letter, of_reader, LetterPaper.Kind.PDF)] + of_reader.files
    fits = sum(file.size for file in files) <= MOST_BYTES
    values = values_of(letter, of_reader, delivery.person, fits=fits)
    if delivery.copy:
        to_focal_point = letter_queries.went_to_focal_point(letter, delivery.member_id)
        said = sent_to(letter.consultation, delivery.member, of_reader.wanted, to_focal_point=to_focal_point)
        values |= {"sent_to": said, "letter_link": receipt_address(delivery)}
    else:
        values["receipt_link"] = receipt_address(delivery)
    return Enclosure(values, tuple(attached(files)) if fits else ())


def _of_reader(letter: Letter, delivery: Delivery) -> Version | None:
    """What a mail carries: the letter as it is issued by now, or as it was sent while a version's papers are made."""
    now = version(letter, delivery.language)
    own = delivery.mailing_id == letter.mailing_id
    if own and now and now.added and now.added.papers_state != Letter.PapersState.MADE:
        return version(letter, delivery.language, of=as_sent(letter))
    return now


def papers_of(letter: Letter, of_reader: Version, kind: str) -> Sequence[LetterPaper | LanguageVersionPaper]:
    """The papers of one kind as they went out: of the letter, or of the language version that this is."""
    if of_reader.added is not None:
        return letter_queries.papers_of(of_reader.added, kind)
    return letter_queries.papers(letter, of_reader.language, kind)


def values_of(letter: Letter, of_reader: Version, person: Person | None, *, fits: bool) -> dict[str, str]:
    """What the mail of a letter names in braces beside what any mail does, in its reader's language.

    Args:
        person: Its reader, by whose clock deadlines are given too; None where they are not known.
        fits: Its papers are attached.
    """
    with (
        translation.override(django_language(of_reader.wanted)),
        own_words.within(letter.consultation),
        own_words.marked(),
    ):
        return {
            "symbol": letter.symbol,
            "date": local.long_date(letter.dated),
            "subject": of_reader.subject,
            "enclosed": _enclosed(of_reader, fits=fits),
            "asks": _asks_still(letter, of_reader.added, person) if of_reader.added else _asks(letter, person),
            "language": NATIVE_NAMES[of_reader.language],
        }


def _asks(letter: Letter, person: Person | None) -> str:
    """Until when a letter asks for a reply, or gives more time for one, by the reader's own clock too."""
    enquiry, extended = getattr(letter, "enquiry", None), new_deadline(letter)
    said = []

    def until(deadline: Deadline) -> str:
        return local.deadline(deadline) + and_own_time(deadline.shown, letter.consultation, person)

    if enquiry:
        said.append(_("Please reply by %(deadline)s.") % {"deadline": until(enquiry.deadline)})
    if letter.extends is not None and extended is not None:
        values = {"letter": letter.extends.letter.symbol, "deadline": until(extended)}
        said.append(_("The deadline for replies to letter %(letter)s is now %(deadline)s.") % values)
    return "\n".join(said)


def _asks_still(letter: Letter, added: LanguageVersion, person: Person | None) -> str:
    """Until when one replies to a letter, or did, at the moment when a language version of it is issued."""
    enquiry = letter_queries.whose_deadline(letter)
    if enquiry is None:
        return ""
    deadline = enquiry.deadline
    words = local.deadline(deadline) + and_own_time(deadline.shown, letter.consultation, person)
    if enquiry.declared_at is not None or not deadline.met(added.sent_at or timezone.now()):
        return _("The deadline for replies has passed: %(deadline)s.") % {"deadline": words}
    return _("Please reply by %(deadline)s.") % {"deadline": words}


def sent_to(consultation: Consultation, member: Member | None, language: str, *, to_focal_point: bool) -> str:
    """To whom a letter goes of which a mail is a copy, and who alone replies to it, in the language of the copy."""
    with translation.override(django_language(language)), own_words.within(consultation), own_words.marked():
        name = member_name(member) if member else ""
        if to_focal_point:
            words = _("The letter was sent to the focal point of %(member)s, who alone replies for it.")
        else:
            words = _("The letter was sent to the contacts of %(member)s. Its focal point alone replies for it.")
        return words % {"member": name}


def _enclosed(of_reader: Version, *, fits: bool) -> str:
    """Sentences on what is attached, and in which language."""
    said = (
        _("The letter is attached, with those of its annexes that are files.")
        if fits
        else _("The papers are too large for an e-mail: please download them from the page below.")
    )
    if of_reader.added is not None:
        later = of_reader.added.later if of_reader.added.sent else what_became(of_reader.added.letter)
        return "\n".join([*said_of(later), said])
    if of_reader.language == of_reader.wanted:
        return said
    instead = _("There is no version in your language. This one is sent instead: %(language)s.")
    return "\n".join([said, instead % {"language": NATIVE_NAMES[of_reader.language]}])


def attached(files: Iterable[Upload]) -> Iterable[tuple[str, bytes, str]]:
    """Files of a letter as a mail has them."""
    for file in files:
        with file.file.open("rb") as content:
            yield file.name, content.read(), file.media_type
