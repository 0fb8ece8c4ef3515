"""What a Member answers, made safe to keep, and compared with what was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from hemicycle.consultations.condition_headings import headings_of, may_file
from hemicycle.correspondence.models import Enquiry, Option, Question
from hemicycle.correspondence.models.replies import CONDITION_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.journal.prepared import Prepared
from hemicycle.people.details import clean
from hemicycle.rules.enquiries import Asked, fits
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Options of the kinds of enquiry whose options are not the letter's own.
FIXED = {
    Enquiry.Kind.ITEMS.value: ("yes", "no"),
    Enquiry.Kind.BALLOT.value: ("approve", "reject", "abstain"),
    Enquiry.Kind.SILENCE.value: ("object", "no_objection"),
}
#: The questions of an enquiry, without their words: key, number, when it was withdrawn.
QUESTIONS = Prepared(
    lambda enquiry: Question.objects.filter(enquiry=enquiry).order_by().values_list("pk", "number", "withdrawn_at"), int
)


@dataclass(frozen=True)
class Base:
    """What somebody saw when they began to fill in: the draft and the reply that theirs would take the place of.

    Attributes:
        versions: How many versions the Member's reply had.
        saved: When the draft was saved that they saw; None where there was none. It names a draft that was thrown away
            and begun again apart from the one before, as a number that begins at 1 again would not.
    """

    versions: int
    saved: datetime | None

    def __str__(self) -> str:
        return f"{self.versions}|{self.saved.isoformat() if self.saved else ''}"

    @classmethod
    def read(cls, text: str) -> Base | None:
        """As ``str()`` wrote it; None where a form names no base that can be read, as one of an older page."""
        versions, separator, saved = text.partition("|")
        try:
            known = cls(int(versions), datetime.fromisoformat(saved) if saved else None)
        except ValueError:
            return None
        return known if separator and (known.saved is None or known.saved.tzinfo) else None


@dataclass(frozen=True)
class Answer:
    """An answer.

    Attributes:
        choices: The option for each question, by the question's key.
        conditions: ``(heading, words)`` of each; the key of a heading, or an empty text where there are none.
        base: What it was filled in on top of, where that must not have changed since.
        language: In which the conditions are written; empty where it is not known.
    """

    choices: Mapping[int, str]
    conditions: tuple[tuple[str, str], ...] = ()
    base: Base | None = None
    language: str = ""

    def cleaned(self) -> Answer:
        """The same, safe to keep; conditions without words are none."""
        conditions = ((heading, clean(words, lines=True)) for heading, words in self.conditions)
        return Answer(
            {key: choice for key, choice in self.choices.items() if choice},
            tuple((heading, words) for heading, words in conditions if words),
            language=self.language,
        )

    @property
    def stored(self) -> dict[str, str]:
        """The choices as ``ReplyVersion`` keeps them."""
        return {str(key): choice for key, choice in sorted(self.choices.items())}


def same(choices: Mapping[str, str], conditions: list[tuple[str, str]]) -> str:
    """A text that is equal for equal answers, in whichever order they were given (rule 22)."""
    return json.dumps([sorted(choices.items()), sorted(conditions)], ensure_ascii=False)


def options_of(question: Question, kind: str) -> tuple[str, ...]:
    """What may be chosen for a question. Reads ``question.options``: prefetch for lists."""
    return FIXED.get(kind) or tuple(option.key for option in question.options.all())


def _asked(enquiry: Enquiry) -> dict[int, Asked]:
    """The questions as the rules see them, without their words: every answer is compared with all of them."""
    fixed = FIXED.get(enquiry.kind)
    options: dict[int, list[str]] = {}
    if fixed is None:
        own = Option.objects.filter(question__enquiry=enquiry).order_by("position")
        for question, key in own.values_list("question", "key"):
            options.setdefault(question, []).append(key)
    rows = QUESTIONS.rows(enquiry.pk)
    return {key: Asked(number, fixed or tuple(options.get(key, ())), at is not None) for key, number, at in rows}


def require_fitting(enquiry: Enquiry, answer: Answer) -> None:
    """Compare an answer with what was asked.

    Raises:
        Refusal: it answers nothing, something that was not asked or is not asked any more, with an option that does
            not exist, or with conditions that are not asked for or too long.
    """
    questions = _asked(enquiry)
    given, taken = bool(answer.conditions), enquiry.conditions
    require(fits(questions, answer.choices, conditions=given, takes_conditions=taken))
    headings = headings_of(enquiry.letter.consultation) if given else {}
    for heading, words in answer.conditions:
        if not may_file(headings, heading):
            raise Refusal(CorrespondenceCode.CONDITION_HEADING)
        if len(words) > CONDITION_LENGTH:
            raise Refusal(CorrespondenceCode.CONDITION_TOO_LONG, longest=CONDITION_LENGTH, length=len(words))
