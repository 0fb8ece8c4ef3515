"""What a letter asks, while it is being written: the questions, who is asked, and until when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from hemicycle.consultations.item_lists import KEY_LENGTH
from hemicycle.consultations.models import check_zone, usual_zone
from hemicycle.correspondence.actions.letters import digest, draft
from hemicycle.correspondence.models import Enquiry, Option, Question, VotingProcedure
from hemicycle.correspondence.procedures import DECIDING, mode_of
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.details import clean, clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.ballots import is_valid_quorum
from hemicycle.rules.deadlines import END_OF_DAY, Deadline, may_be
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, time

    from hemicycle.consultations.item_lists import ItemList
    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.rules.ballots import Mode
    from hemicycle.rules.capacity import Classes

TITLE_LENGTH = 1000
#: As the matrix of replies is measured with.
MOST_QUESTIONS = 500
MOST_OPTIONS = 20
FEWEST_OPTIONS = 2


@dataclass(frozen=True)
class Put:
    """A question.

    Attributes:
        title: In the languages that exist.
        listing: The list in which it stands, where there are several.
        reference: What it is about, such as the symbol of a document.
        options: Labels of the options, where they are the letter's own.
        text: What is put to a vote, in full, in the languages that exist.
    """

    number: int
    title: Text
    listing: str = ""
    reference: str = ""
    options: tuple[Text, ...] = ()
    text: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Asking:
    """What is asked.

    Attributes:
        asked: Classes whose Members are asked.
        day, time, zone: The deadline; a bare date ends at 23:59:59 (rule 17).
        hours: The deadline is so many hours from the moment of sending instead.
        seen: Digest of what was asked when writing began, empty where nothing was; None takes the place of whatever is.
        mode: By which it decides; None for the usual one of the consultation, and of what only asks.
    """

    kind: str
    asked: tuple[str, ...]
    day: date
    time: time = END_OF_DAY
    zone: str = field(default_factory=usual_zone)
    conditions: bool = False
    questions: tuple[Put, ...] = field(default=())
    seen: str | None = None
    hours: int | None = None
    mode: Mode | None = None

    @classmethod
    def of(cls, enquiry: Enquiry) -> Asking:
        """What is asked; reads its questions and their options."""
        return cls(
            enquiry.kind,
            tuple(enquiry.asked),
            enquiry.deadline_day,
            enquiry.deadline_time,
            enquiry.zone,
            enquiry.conditions,
            tuple(
                Put(
                    row.number,
                    row.title,
                    row.listing,
                    row.reference,
                    tuple(opt.label for opt in row.options.all()),
                    row.text,
                )
                for row in enquiry.questions.all()
            ),
            hours=enquiry.hours,
            mode=mode_of(enquiry),
        )

    @property
    def digest(self) -> str:
        """Tells whether what is asked is still what somebody began to change."""
        return digest(repr(replace(self, seen=None)))

    @property
    def deadline(self) -> Deadline:
        """Until when replies are asked for."""
        return Deadline(datetime.combine(self.day, self.time), ZoneInfo(self.zone))

    def counted_from(self, at: datetime) -> Asking:
        """The same; where the deadline is given in hours, with what that would come to now."""
        if self.hours is None:
            return self
        until = Deadline.after(self.hours, at, ZoneInfo(self.zone)).local
        return replace(self, day=until.date(), time=until.time())

    def cleaned(self, known: Classes) -> Asking:
        """The same, safe to keep.

        Raises:
            Refusal: it asks nothing, nobody, or in no time zone; or has too many questions or options, or too few.
        """
        classes = tuple(one.value for one in known if one.value in self.asked and not one.of_persons)
        questions = tuple(_cleaned(put) for put in self.questions)
        if self.kind not in Enquiry.Kind.values or not classes:
            raise Refusal(CorrespondenceCode.ENQUIRY_TO_NOBODY)
        try:
            check_zone(self.zone)
        except ValidationError as error:
            raise Refusal(CorrespondenceCode.ENQUIRY_ZONE) from error
        if not questions:
            raise Refusal(CorrespondenceCode.ENQUIRY_WITHOUT_QUESTIONS)
        if len(questions) > MOST_QUESTIONS:
            raise Refusal(CorrespondenceCode.ENQUIRY_TOO_MANY_QUESTIONS, most=MOST_QUESTIONS)
        own_options = self.kind == Enquiry.Kind.OPTIONS.value
        if own_options and not all(FEWEST_OPTIONS <= len(put.options) <= MOST_OPTIONS for put in questions):
            raise Refusal(CorrespondenceCode.ENQUIRY_OPTIONS, fewest=FEWEST_OPTIONS, most=MOST_OPTIONS)
        if not own_options:
            questions = tuple(replace(put, options=()) for put in questions)
        if self.kind == Enquiry.Kind.BALLOT.value and self.conditions:
            raise Refusal(CorrespondenceCode.VOTE_WITHOUT_CONDITIONS)
        if self.mode is not None:
            require(is_valid_quorum(self.mode.quorum))
        return replace(self, asked=classes, questions=questions)


def _cleaned(put: Put) -> Put:
    return Put(
        put.number,
        _text(put.title),
        clean(put.listing)[:KEY_LENGTH],
        clean(put.reference)[:60],
        tuple(_text(label) for label in put.options),
        put.text,
    )


def _text(text: Text) -> Text:
    cleaned = clean_texts(text)
    if not cleaned:
        raise Refusal(CorrespondenceCode.ENQUIRY_WORDS_MISSING)
    if any(len(words) > TITLE_LENGTH for words in cleaned.values()):
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=TITLE_LENGTH)
    return cleaned


def ask(letter: Letter, performer: Performer, at: datetime, asking: Asking) -> Enquiry:
    """Say what a letter asks; what it asked before is replaced.

    Questions that are put to a vote with their text are as they were made, and stay so; how they are asked may change.

    Raises:
        Refusal: it was sent, or cannot be asked so; or nobody can mean its deadline (rule 17).
    """
    ready = asking.cleaned(letter.consultation.classes).counted_from(at)
    with draft(letter, performer, at, asks=True) as (act, row):
        require(may_be(ready.deadline, act.consultation.first_day, act.consultation.last_day, act.day))
        before = Enquiry.objects.filter(letter=row).prefetch_related("questions__options").first()
        if ready.seen is not None and ready.seen != (Asking.of(before).digest if before else ""):
            raise Refusal(CorrespondenceCode.LETTER_TEXT_CHANGED_MEANWHILE)
        return ask_within(act, row, ready, before)


def ask_within(act: Act, row: Letter, ready: Asking, before: Enquiry | None = None) -> Enquiry:
    """Say what a letter asks as part of an act on it.

    Args:
        ready: Cleaned, with its deadline.
        before: What it asked before, with its questions.

    Raises:
        Refusal: what it asked before stays as it was made.
    """
    enquiry = before or Enquiry(letter=row)
    enquiry.kind, enquiry.asked, enquiry.conditions = ready.kind, list(ready.asked), ready.conditions
    enquiry.deadline_day, enquiry.deadline_time, enquiry.zone = ready.day, ready.time, ready.zone
    enquiry.hours = ready.hours
    made_before = list(enquiry.questions.all()) if before else []
    enquiry.save()
    _decide_by(enquiry, ready.mode or mode_of(enquiry) or act.settings.ballot_mode.as_rule())
    act.facts.update(did="asks", kind=ready.kind, asked=ready.asked, questions=len(ready.questions))
    if any(row.text for row in made_before):
        _require_same(before, ready)
        return enquiry
    enquiry.questions.all().delete()
    made = Question.objects.bulk_create(_questions(enquiry, ready, act.settings.lists))
    Option.objects.bulk_create(
        Option(question=question, key=_key(place), position=place, label=label)
        for question, put in zip(made, ready.questions, strict=True)
        for place, label in enumerate(put.options, start=1)
    )
    return enquiry


def _decide_by(enquiry: Enquiry, mode: Mode) -> None:
    """Keep by which mode it decides, or that it decides nothing."""
    if enquiry.kind not in DECIDING:
        VotingProcedure.objects.filter(enquiry=enquiry).delete()
        return
    procedure = VotingProcedure.objects.filter(enquiry=enquiry).first() or VotingProcedure(enquiry=enquiry)
    procedure.take(mode)
    procedure.save()
    enquiry.procedure = procedure


def _require_same(before: Enquiry | None, ready: Asking) -> None:
    """What is put to a vote with its text is put as it is, and decided on."""
    if before is None or ready.kind not in DECIDING or ready.questions != Asking.of(before).questions:
        raise Refusal(CorrespondenceCode.QUESTIONS_ARE_FIXED)


def _questions(enquiry: Enquiry, asking: Asking, lists: Iterable[ItemList]) -> Iterator[Question]:
    """What is asked, with the names of its lists as they are now."""
    places = {row.key: (place, row.name) for place, row in enumerate(lists)}
    for put in asking.questions:
        place, name = places.get(put.listing, (len(places), {}))
        yield Question(
            enquiry=enquiry,
            listing=put.listing,
            list_name=name,
            list_place=place,
            number=put.number,
            title=put.title,
            reference=put.reference,
            text=put.text,
        )


def _key(place: int) -> str:
    """As in "a", "b": how an option is named in answers."""
    return chr(ord("a") + place - 1)


def ask_nothing(letter: Letter, performer: Performer, at: datetime) -> None:
    """Ask nothing any more.

    Raises:
        Refusal: it was sent.
    """
    with draft(letter, performer, at, asks=True) as (act, row):
        Enquiry.objects.filter(letter=row).delete()
        act.facts.update(did="asks nothing")
