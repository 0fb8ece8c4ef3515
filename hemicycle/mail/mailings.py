"""Mails to many: sent, cancelled, and sent again to a corrected address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hemicycle.consultations.joins import listed
from hemicycle.consultations.language_settings import Languages
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.mail import placeholders
from hemicycle.mail.audience import Recipient, Selection, To, recipients
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.queueing import deliver
from hemicycle.mail.reasons import MailCode
from hemicycle.people import queries
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.people.independence import are_independent
from hemicycle.people.models import Person
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Decision, Refusal, Refused, allow
from hemicycle.rules.registration import may_readdress

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer
    from hemicycle.rules.scopes import Scopes

State = Delivery.State
SUBJECT_LENGTH, BODY_LENGTH = 200, 20_000
#: What can be sent again.
AGAIN = (State.FAILED, State.BOUNCED)


@dataclass(frozen=True)
class Draft:
    """A mail before it is sent.

    Attributes:
        subject, body: By language; what is empty is not there.
        english_instead: Whoever has no text in their language gets the one that stands in for missing ones.
        written_in: The languages of the consultation.
    """

    template: str
    subject: Text
    body: Text
    selection: Selection
    english_instead: bool = False
    written_in: Languages = field(default_factory=Languages)

    def cleaned(self) -> Draft:
        """The same, safe to send, with the languages that have both a subject and a body.

        Raises:
            Refusal: a text is too long, or one language has only the half of it.
        """
        subject = {code: clean(text) for code, text in self.subject.items() if text.strip()}
        body = {code: clean(text, lines=True) for code, text in self.body.items() if text.strip()}
        for texts, length in ((subject, SUBJECT_LENGTH), (body, BODY_LENGTH)):
            if any(len(text) > length for text in texts.values()):
                raise Refusal(MailCode.MAIL_TOO_LONG, subject=SUBJECT_LENGTH, body=BODY_LENGTH)
        halves = sorted(subject.keys() ^ body.keys())
        if halves:
            raise Refusal(MailCode.MAIL_HALF_WRITTEN, languages=listed(NATIVE_NAMES[code] for code in halves))
        if not body:
            raise Refusal(MailCode.MAIL_WITHOUT_WORDS)
        return replace(self, subject=subject, body=body)


def missing_languages(draft: Draft, people: Iterable[Recipient]) -> dict[str, int]:
    """Languages of recipients in which nothing is written, with the number of people of each."""
    missing: dict[str, int] = {}
    for recipient in people:
        language = draft.written_in.written_for(recipient.language)
        if language not in draft.body:
            missing[language] = missing.get(language, 0) + 1
    return missing


def check(draft: Draft, people: list[Recipient]) -> Draft:
    """The draft, ready to be sent to these people.

    Raises:
        Refusal: nobody is chosen, a language is missing, or a placeholder is unknown; says which.
    """
    ready = draft.cleaned()
    registered = ready.selection.to is To.REGISTERED
    known = placeholders.GENERAL + (placeholders.REGISTERED + placeholders.LINKS if registered else ())
    placeholders.require_known([*ready.subject.values(), *ready.body.values()], known)
    if not people:
        raise Refusal(MailCode.MAIL_TO_NOBODY)
    missing = missing_languages(ready, people)
    if missing and not (ready.english_instead and ready.written_in.last_resort in ready.body):
        other, names = (
            NATIVE_NAMES[ready.written_in.last_resort],
            listed(NATIVE_NAMES[code] for code in sorted(missing)),
        )
        raise Refusal(MailCode.MAIL_LANGUAGES_MISSING, languages=names, other=other)
    return ready


def send(consultation: int, performer: Performer, at: datetime, draft: Draft, expected: int) -> Mailing:
    """Queue a mail to everybody whom its selection chooses now.

    Args:
        expected: To how many the sender was told that it goes.

    Raises:
        Refusal: as for ``check``, or it would go to another number of people by now.
    """
    with carry_out(consultation, performer, Action.MAIL_SEND, at) as act:
        people = recipients(act.consultation, draft.selection, at)
        ready = check(draft, people)
        if len(people) != expected:
            raise Refusal(MailCode.MAIL_PEOPLE_CHANGED, number=len(people), expected=expected)
        mailing = Mailing.objects.create(
            consultation=act.consultation,
            template=ready.template,
            subject=ready.subject,
            body=ready.body,
            selection=ready.selection.as_json(),
            sent_by=performer.person,
            at=at,
        )
        deliver(mailing, people, at)
        act.place = f"mailing:{mailing.pk}"
        act.facts.update(template=ready.template, people=len(people), selection=mailing.selection)
    return mailing


def cancel(consultation: int, performer: Performer, at: datetime, mailing: int) -> int:
    """Take back what has not gone out yet; return how many."""
    with carry_out(consultation, performer, Action.MAIL_SEND, at) as act:
        waiting = Delivery.objects.filter(mailing=mailing, mailing__consultation=act.consultation, state=State.QUEUED)
        cancelled = waiting.update(state=State.CANCELLED, next_at=None)
        act.place = f"mailing:{mailing}"
        act.facts.update(cancelled=cancelled)
    return cancelled


def resend(consultation: int, performer: Performer, at: datetime, delivery: int, address: str) -> Delivery:
    """Send a mail that failed or bounced once more; the address, where it was wrong, is corrected for good.

    Another address of the secretariat, a chair or a vice-chair is proposed first, and nothing is sent: a second person
    who gives the same address confirms it (rule 38). Their own they correct themselves.

    Returns:
        The new delivery; the one that failed, with what is proposed, where nothing was sent.

    Raises:
        Refusal: it did not fail, or the address is none, or somebody else's.
    """
    wanted = clean(address).lower()
    with carry_out(consultation, performer, Action.MAIL_SEND, at) as act:
        rows = Delivery.objects.filter(pk=delivery, mailing__consultation=act.consultation)
        row = rows.select_related(
            "mailing__consultation", "person", "contact", "member", "registration__member"
        ).first()
        if row is None or row.state not in AGAIN or _is_forgotten(row):
            raise Refusal(MailCode.MAIL_NOT_TO_BE_SENT_AGAIN)
        act.place = f"mailing:{row.mailing_id}"
        if isinstance(_corrected(row, performer, wanted, act.scopes), Refused):
            row.proposed_address, row.proposed_by = wanted, performer.person
            row.save(update_fields=["proposed_address", "proposed_by"])
            act.facts.update(again=row.pk, proposed=True)
            return row
        again = Delivery.objects.get(pk=_once_more(row, wanted, at).pk)
        act.facts.update(again=row.pk, delivery=again.pk, corrected=wanted != row.address.lower())
    return again


def _is_forgotten(row: Delivery) -> bool:
    return not row.address or (row.person is not None and row.person.forgotten_at is not None)


def _once_more(row: Delivery, address: str, at: datetime) -> Delivery:
    return deliver(row.mailing, [replace(Recipient.of(row), address=address)], at)[0]


def _corrected(row: Delivery, performer: Performer, address: str, scopes: Scopes) -> Decision:
    """Correct the address of who gets it, unless a second person is to confirm it first.

    Args:
        scopes: Roles within the secretariat of whoever corrects it: who acts for the body is the whole secretariat's.
    """
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refusal(MailCode.MAIL_ADDRESS_INVALID) from error
    who, by = row.person or row.contact, performer.person
    if who is None or who.email.lower() == address:
        return allow(RuleCode.NOTHING_AGAINST)
    if isinstance(who, Person):
        if Person.objects.filter(email__iexact=address).exclude(pk=who.pk).exists():
            raise Refusal(MailCode.MAIL_ADDRESS_TAKEN)
        if by is None:
            raise LookupError("a person corrects an address")
        proposed_by = row.proposed_by_id if row.proposed_address == address else None
        let_in = proposed_by is not None and not are_independent(row.mailing.consultation, proposed_by, by)
        acts, own = queries.acts_for_a_body(who), by.pk == who.pk
        if acts and not own and scopes is not None:
            raise Refusal(RuleCode.NOT_IN_SCOPE)
        decision = may_readdress(acts_for_body=acts, own=own, proposed_by=proposed_by, person=by.pk, let_in=let_in)
        if isinstance(decision, Refused):
            return decision
    who.email = address
    who.save(update_fields=["email"])
    if row.proposed_address:
        row.proposed_address, row.proposed_by = "", None
        row.save(update_fields=["proposed_address", "proposed_by"])
    return allow(RuleCode.NOTHING_AGAINST)
