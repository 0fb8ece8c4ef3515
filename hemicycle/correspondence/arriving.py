"""Letters as a destination of mail: an answer to one becomes a reply, which waits for confirmation (rule 21)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hemicycle.arrivals import destinations
from hemicycle.arrivals.destinations import Choice, Destination, Place
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import django_language
from hemicycle.correspondence import letter_queries, queries, sealed_votes
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import FIXED, Answer
from hemicycle.correspondence.answers_in_words import AskedQuestion, choices_of, folded
from hemicycle.correspondence.messages import choice_label
from hemicycle.correspondence.models import Enquiry, Letter, LetterMail, Reminder
from hemicycle.journal.record import Performer
from hemicycle.people import queries as people
from hemicycle.rules.reasons import Reason, Refusal
from hemicycle.rules.replies import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.arrivals.destinations import Clues
    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Question
    from hemicycle.mail.models import Delivery
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member

#: So many letters are offered, the latest first.
OFFERED = 200
#: A mail of ours follows another one, and so on: no further than that.
_FAR = 10


class Letters(Destination):
    """Letters that were sent."""

    kind = "letter"
    label = _("Letter")

    def find(self, clues: Clues) -> Place | None:
        """The letter whose mail is answered, else the one whose symbol stands in the subject."""
        letter = _of_delivery(clues.delivery) or _named_in(clues.subject, clues.consultation)
        if letter is None:
            return None
        enquiry = letter_queries.enquiry_of(letter)
        over = clues.consultation.closed or (enquiry is not None and enquiry.declared_at is not None)
        return Place(self.kind, str(letter.pk), clues.member, over)

    def receive(self, arrival: Arrival, place: Place, at: datetime, _read: object) -> Reason | None:
        """Enter the reply that it is, if a focal point wrote it and each choice is clear."""
        member = place.member
        enquiry = letter_queries.enquiry_of(Letter.objects.get(pk=int(place.value)))
        if enquiry is None:
            return Reason(ArrivalCode.NOTHING_ASKED)
        if member is None or arrival.person is None or not _answers(arrival, member, at):
            return Reason(ArrivalCode.NO_MANDATE)
        if sealed_votes.are_sealed(enquiry):
            return Reason(ArrivalCode.VOTE_BY_MESSAGE)
        choices = choices_of(arrival.text, [*_questions(enquiry)])
        if choices is None:
            return Reason(ArrivalCode.ANSWER_UNCLEAR)
        source = source_of(arrival)
        try:
            replies.enter(enquiry, Performer(system="mail"), at, member=member, answer=Answer(choices), source=source)
        except Refusal as refusal:
            return refusal.reason
        return None

    def hold(self, arrival: Arrival, place: Place) -> None:
        """Note the letter and the Member."""
        LetterMail.objects.create(arrival=arrival, letter_id=int(place.value), member=place.member)

    def held(self, arrival: Arrival) -> str:
        """The letter that was noted."""
        row = LetterMail.objects.filter(arrival=arrival).first()
        return str(row.letter_id) if row else ""

    def acknowledged(self, _arrival: Arrival) -> bool:
        """Its Member is told of the reply that awaits confirmation."""
        return True

    def choices(self, consultation: Consultation) -> Sequence[Choice]:
        """The letters of the consultation that were sent."""
        return [
            Choice(str(letter.pk), _named(letter))
            for letter in _sent(consultation)
            .prefetch_related("texts", "language_versions")
            .order_by("-sent_at")[:OFFERED]
        ]

    def file(self, act: Act, arrival: Arrival, value: str, member: Member | None, _read: object) -> None:
        """Keep it with the letter; a reply is entered from it on the letter's own page."""
        letter = _sent(act.consultation).filter(pk=int(value) if value.isdecimal() else 0).first()
        if letter is None:
            raise Refusal(ArrivalCode.NO_SUCH_PLACE)
        LetterMail.objects.update_or_create(arrival=arrival, defaults={"letter": letter, "member": member})
        act.facts.update(letter=letter.symbol)

    def take_back(self, act: Act, arrival: Arrival) -> None:
        """Take it from the letter, unless a reply was entered from it."""
        row = LetterMail.objects.filter(arrival=arrival).select_related("letter", "version").first()
        if row is None:
            return
        if row.version is not None and row.version.returned_at is None:
            raise Refusal(ArrivalCode.COUNTS_ALREADY)
        act.facts.update(letter=row.letter.symbol)
        row.delete()

    def page(self, arrival: Arrival) -> tuple[str, tuple[Any, ...], str]:
        """The reply that was entered from it, else the letter."""
        row = LetterMail.objects.filter(arrival=arrival).select_related("letter", "version").first()
        if row is None:
            return "", (), ""
        if row.version is not None:
            return "reply_desk", (row.version.pk,), row.version.receipt
        return "letter_desk", (row.letter.pk,), row.letter.symbol

    def steps(self, arrival: Arrival) -> Sequence[tuple[str, tuple[Any, ...], str, str]]:
        """To enter the reply from it, where the letter asks for one."""
        row = LetterMail.objects.filter(arrival=arrival, version=None).select_related("letter", "member").first()
        enquiry = letter_queries.enquiry_of(row.letter) if row else None
        if row is None or row.member is None or enquiry is None or enquiry.declared_at is not None:
            return ()
        query = f"member={row.member.code}&message={arrival.pk}"
        return (("reply_enter", (enquiry.pk,), query, str(_("Enter the reply"))),)


def listen() -> None:
    """Mail goes to letters from now on."""
    destinations.register(Letters())


def source_of(arrival: Arrival) -> Source:
    """The source of a reply that is entered from a message."""
    signed = arrival.sender_name or arrival.sender
    return Source(Channel.MAIL, arrival.original, arrival.at, signed_by=signed, person=arrival.person, arrival=arrival)


def filed_at(enquiry: Enquiry, key: int) -> Arrival | None:
    """The message of this key, where it was filed at the letter of an enquiry and nothing was entered from it yet."""
    rows = LetterMail.objects.filter(arrival=key, letter=enquiry.letter_id, version=None)
    found = rows.select_related("arrival__person", "arrival__original").first()
    return found.arrival if found and found.arrival.state == Arrival.State.FILED else None


def _sent(consultation: Consultation) -> QuerySet[Letter]:
    return Letter.objects.filter(consultation=consultation, state=Letter.State.SENT)


def _named(letter: Letter) -> Wording:
    subject = queries.subject(letter)
    return Wording(" ".join(filter(None, (letter.symbol, str(subject)))), getattr(subject, "language", ""))


def _of_delivery(delivery: Delivery | None) -> Letter | None:
    """The letter that a mail of ours carried, reminded of, or followed."""
    for _step in range(_FAR):
        if delivery is None:
            return None
        if letter := letter_queries.of_mailing(delivery.mailing_id):
            return letter
        reminder = Reminder.objects.filter(mailing=delivery.mailing_id).select_related("enquiry__letter").first()
        if reminder is not None:
            return reminder.enquiry.letter
        delivery = delivery.follows
    return None


def _named_in(subject: str, consultation: Consultation) -> Letter | None:
    """The one letter whose symbol stands in a subject; of one that goes on with another, the longer."""
    said = subject.casefold()
    found = [row for row in _sent(consultation) if re.search(rf"(?<!\w){re.escape(row.symbol.casefold())}(?!\w)", said)]
    longest = max((len(row.symbol) for row in found), default=0)
    last = [row for row in found if len(row.symbol) == longest]
    return last[0] if len(last) == 1 else None


def _answers(arrival: Arrival, member: Member, at: datetime) -> bool:
    person = arrival.person
    return person is not None and member in people.answers_for(person, arrival.consultation, at)


def _questions(enquiry: Enquiry) -> Iterable[AskedQuestion]:
    """What is asked, with the words by which each option may be said, in the languages of the consultation."""
    rows = [question for question in queries.questions_of(enquiry) if question.withdrawn_at is None]
    numbers = [question.number for question in rows]
    for question in rows:
        names = {question.reference} | ({str(question.number)} if numbers.count(question.number) == 1 else set())
        yield AskedQuestion(question.pk, frozenset(map(folded, filter(None, names))), _options(enquiry, question))


def _options(enquiry: Enquiry, question: Question) -> dict[str, str]:
    keys = FIXED.get(enquiry.kind) or tuple(option.key for option in question.options.all())
    said: dict[str, str] = {}
    twice: set[str] = set()
    for key in keys:
        for words in {folded(key), *_labels(enquiry, question, key)}:
            if said.get(words, key) != key:
                twice.add(words)
            said[words] = key
    return {words: key for words, key in said.items() if words not in twice}


def _labels(enquiry: Enquiry, question: Question, key: str) -> set[str]:
    """What an option is called in each language of the consultation."""
    labels = set()
    for language in enquiry.letter.consultation.languages.documents:
        with translation.override(django_language(language)):
            labels.add(folded(choice_label(question, key)))
    return labels
