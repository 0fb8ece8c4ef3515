"""The mail of a letter to its sender, before it goes out: as its addressees will get it, and marked as a test.

Where it goes to further addresses too, so does the copy for information.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from hemicycle.consultations import own_words
from hemicycle.consultations.languages import django_language
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions import issuing, sending
from hemicycle.correspondence.addressees import addressed
from hemicycle.correspondence.changes import letter_tried, version_tried
from hemicycle.correspondence.issued import with_draft
from hemicycle.correspondence.models import LetterPaper
from hemicycle.mail import own_texts
from hemicycle.mail.audience import Recipient
from hemicycle.mail.message import text, written
from hemicycle.mail.models import Mailing
from hemicycle.people.queries import active_person
from hemicycle.web.letters.documents import MEDIA_TYPES, file_name, paper
from hemicycle.web.letters.posting import MOST_BYTES, attached, sent_to, values_of
from hemicycle.web.letters.version import version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.correspondence.models import Letter
    from hemicycle.mail.models import PersonalLink
    from hemicycle.people.models import Person
    from hemicycle.web.letters.version import Version


def listen() -> None:
    """Called once, when Django is ready."""
    letter_tried.connect(_queue, dispatch_uid="letters.trial")
    version_tried.connect(_queue_version, dispatch_uid="letters.version trial")


def _queue_version(*, version: int, person: int, **_named: Any) -> None:
    send_version_trial.enqueue(version, person)


def _queue(*, letter: int, person: int, language: str, **_named: Any) -> None:
    send_trial.enqueue(letter, person, language)


@task
def send_trial(key: int, person: int, language: str) -> None:
    """Send it, without a delivery: it is in no log, nothing is acknowledged by it, and no bounce is waited for."""
    letter = letter_queries.whole().get(pk=key)
    of_reader, reader = version(letter, language), active_person(person)
    if not letter.sent and of_reader is not None and reader is not None:
        people = letter_queries.recipients_of(letter, timezone.now())
        _send(letter, of_reader, reader, (sending.MAIL, sending.COPY), people)


@task
def send_version_trial(key: int, person: int) -> None:
    """Send the mail of a language version that is being written, as for a letter."""
    row, reader = letter_queries.find_version(key), active_person(person)
    of_reader = None if row.sent else version(row.letter, row.language, of=with_draft(row))
    if of_reader is not None and reader is not None:
        people = issuing.check(row, timezone.now()).recipients
        _send(row.letter, of_reader, reader, (issuing.MAIL, issuing.COPY), people)


def _send(
    letter: Letter, of_reader: Version, reader: Person, texts: tuple[str, str], people: Sequence[Recipient]
) -> None:
    """Send the mail, and that of a copy where one goes to anybody.

    Args:
        texts: The names of both, among ``mail.texts``.
        people: To whom the letter goes.
    """
    with own_words.within(letter.consultation):
        files = _files(of_reader)
    fits = sum(len(content) for _name, content, _type in files) <= MOST_BYTES
    enclosed = files if fits else []
    with translation.override(django_language(of_reader.wanted)), own_words.within(letter.consultation):
        receipt = _("[link with which the addressee reads the letter and acknowledges receipt]")
        link = _("[link with which the reader of the copy reads the letter]")
    values = values_of(letter, of_reader, reader, fits=fits)
    original, copy = texts
    to = _recipient(letter, reader, of_reader.wanted)
    _post(letter, to, original, {**values, "receipt_link": receipt}, enclosed)
    copied = next((row.member for row in people if row.copy), None)
    if copied is not None:
        to_focal_point = any(row.person for row in people if row.member == copied and not row.copy)
        said = sent_to(letter.consultation, copied, of_reader.wanted, to_focal_point=to_focal_point)
        of_copy = {**values, "sent_to": said, "letter_link": link}
        _post(letter, replace(to, member=copied, copy=True), copy, of_copy, enclosed)


def _post(
    letter: Letter, to: Recipient, template: str, values: Mapping[str, str], files: Sequence[tuple[str, bytes, str]]
) -> None:
    mailing, words = Mailing(template=template), own_texts.worded(letter.consultation, template)
    if to.copy:
        mailing.copy_subject, mailing.copy_body = words
    else:
        mailing.subject, mailing.body = words
    said = text(mailing, letter.consultation, to, _no_link, values)
    with translation.override(django_language(to.language)), own_words.within(letter.consultation):
        mark = _("[Test] %(subject)s")
    written(letter.consultation, said._replace(subject=mark % {"subject": said.subject}), to, files).send()


def _no_link(_purpose: PersonalLink.Purpose) -> str:
    raise LookupError("the mail of a letter has no personal link")


def _recipient(letter: Letter, person: Person, language: str) -> Recipient:
    """Whoever tries it out, in the place of the first addressee."""
    rows = addressed(letter, letter.consultation.day(timezone.now()))
    member = rows[0].member if rows else None
    return Recipient(person.name, person.email, language, person=person, member=member)


def _files(of_reader: Version) -> list[tuple[str, bytes, str]]:
    kind = LetterPaper.Kind.PDF
    made = (file_name(of_reader.symbol, of_reader.language, kind), paper(of_reader, kind), MEDIA_TYPES[kind])
    return [made, *attached(of_reader.files)]
