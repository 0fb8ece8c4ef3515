"""Consultations of a size, with their letters: what ``bench.correspondence`` measures with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from babel import Locale
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions import annexes, letters, replies, sending
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Annex, Enquiry, LetterText
from hemicycle.correspondence.symbols import next_number
from hemicycle.journal.record import Performer
from hemicycle.ops.seed import letter_files
from hemicycle.people.models import FocalPoint, Invitation, Member, Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.models import Letter

#: Everybody whom such a letter goes to.
CLASSES = ("council_state", "observer_state")
SERIES = "BENCH"
_KINDS = (Annex.Kind.TEXT, Annex.Kind.TEXT, Annex.Kind.TEXT, Annex.Kind.QUESTIONS, Annex.Kind.TEXT)
_DAYS = 10


def states(count: int) -> list[Member]:
    """So many States, by the codes of CLDR, in which everybody has a name in six languages.

    Raises:
        ValueError: there are not so many.
    """
    codes = [code for code in sorted(Locale("en").territories) if len(code) == len("CH") and code.isalpha()]
    body = Consultation.objects.earliest("pk").body
    seated = list(Member.objects.filter(organ_seats__isnull=False).values_list("code", flat=True))
    chosen = [*seated, *(code for code in codes if code not in seated and code != "PS")][:count]
    if len(chosen) < count:
        raise ValueError(f"{len(chosen)} States")
    Member.objects.bulk_create((Member(body=body, code=code, kind="state") for code in chosen), ignore_conflicts=True)
    return list(Member.objects.filter(code__in=chosen))


def make_consultation(members: list[Member]) -> Consultation:
    """A consultation in which so many Members take part, each with a focal point; the seed's secretariat runs it."""
    first = Consultation.objects.earliest("pk")
    made = Consultation.objects.create(
        body=first.body,
        slug=f"correspondence-{Consultation.objects.count()}",
        title=first.title,
        physical_session=first.physical_session,
        # How long it takes to send is measured, not the second person who clears it first.
        settings={**first.settings, "clearance": False},
        time_zone=first.time_zone,
        first_day=first.first_day,
        last_day=first.last_day,
    )
    Invitation.objects.bulk_create(Invitation(consultation=made, member=member) for member in members)
    Registration.objects.create(
        consultation=made, person=secretary(), role=Role.SECRETARIAT.value, status=RegistrationStatus.CONFIRMED.value
    )
    unusable, languages = make_password(None), made.languages.documents
    people = Person.objects.bulk_create(
        Person(
            email=f"focal-point-{made.pk}-{member.code}@example.org".lower(),
            name=f"Ms. Given Family {member.code}",
            language=languages[place % len(languages)],
            password=unusable,
        )
        for place, member in enumerate(members)
    )
    start = timezone.now() - timedelta(days=_DAYS)
    FocalPoint.objects.bulk_create(
        FocalPoint(consultation=made, member=member, person=person, start=start)
        for member, person in zip(members, people, strict=True)
    )
    return made


def secretary() -> Person:
    """Somebody of the secretariat."""
    return Registration.objects.filter(role=Role.SECRETARIAT.value).earliest("pk").person


def desk() -> Performer:
    """The same, who acts."""
    return Performer(secretary())


def write_letter(consultation: Consultation, questions: int, at: datetime) -> Letter:
    """A letter with five annexes in each language that asks yes or no for so many items, not sent yet."""
    written = letter_files.letter("dm-20-1005")
    performer, texts = desk(), {code: written[code] for code in consultation.languages.documents if code in written}
    head = Head(SERIES, next_number(consultation, SERIES), at.date(), CLASSES, "Dr. A")
    letter = letters.begin(consultation.pk, performer, at, head, template="blank")
    checked = LetterText.State.CHECKED.value
    words = {code: Words(text.subject, text.body, checked) for code, text in texts.items()}
    letters.write(letter, performer, at, words)
    titles = [item.title for item in Consultation.objects.earliest("pk").items.order_by("-listing", "number")]
    put = tuple(Put(number + 1, titles[number % len(titles)]) for number in range(questions))
    day = at.date() + timedelta(days=_DAYS)
    asking.ask(
        letter,
        performer,
        at,
        Asking(Enquiry.Kind.ITEMS.value, CLASSES, day, zone=consultation.time_zone, questions=put),
    )
    for place, kind in enumerate(_KINDS):
        of_annex = {code: text.annexes[place] for code, text in texts.items()}
        annexes.add(
            letter, performer, at, kind, {code: AnnexWords(text.title, text.body) for code, text in of_annex.items()}
        )
    return letter


def send(letter: Letter, at: datetime, expected: int) -> Letter:
    """Send it to everybody."""
    doubts = frozenset(str(doubt.code) for doubt in sending.check(letter_queries.whole().get(pk=letter.pk), at).doubts)
    return sending.send(letter, desk(), at, Sending({}, frozenset(), expected, known_doubts=doubts))


def answer(enquiry: Enquiry, at: datetime) -> None:
    """Every focal point answers every item, each in a way of its own."""
    keys = list(enquiry.questions.values_list("pk", flat=True))
    rows = FocalPoint.objects.filter(consultation=enquiry.letter.consultation_id).select_related("member", "person")
    for place, row in enumerate(rows):
        choices = {key: "no" if (key + place) % 3 else "yes" for key in keys}
        replies.submit(enquiry, Performer(row.person), at, member=row.member, answer=Answer(choices))
