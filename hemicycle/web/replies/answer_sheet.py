"""The questions of an enquiry as a form, or a paper, has them: in their lists, with what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import reader_language
from hemicycle.correspondence.answers import options_of
from hemicycle.correspondence.issued import option_key, question_key, words_added
from hemicycle.correspondence.messages import choice_label, list_name
from hemicycle.documents.queries import symbols
from hemicycle.web.replies.forms import QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.correspondence.models import Enquiry, Question


@dataclass(frozen=True)
class Choice:
    """One that can be made for a question."""

    key: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """A question.

    Attributes:
        chosen: What was chosen, in words; empty for no answer.
        document: Its reference is a document that the reader can open.
        text: What is put to a vote, in full; its paragraphs.
    """

    question: Question
    title: Wording
    choices: tuple[Choice, ...]
    document: bool
    text: tuple[Wording, ...] = ()

    @property
    def name(self) -> str:
        """Of its field."""
        return f"{QUESTION}{self.question.pk}"

    @property
    def chosen(self) -> str:
        """What was chosen, in words; empty for no answer."""
        return next((choice.label for choice in self.choices if choice.chosen), "")

    @property
    def withdrawn(self) -> bool:
        """It is not asked any more."""
        return self.question.withdrawn_at is not None


@dataclass(frozen=True)
class QuestionList:
    """The questions of one list; ``title`` is empty where there is one list only."""

    key: str
    title: str
    rows: tuple[Row, ...]

    @property
    def asked(self) -> int:
        """How many are asked still."""
        return sum(not row.withdrawn for row in self.rows)


@dataclass(frozen=True)
class Sheet:
    """All of them, with what is counted while a form is filled in."""

    lists: tuple[QuestionList, ...]

    @property
    def rows(self) -> list[Row]:
        """Every question, in order."""
        return [row for questions in self.lists for row in questions.rows]

    @property
    def asked(self) -> list[Row]:
        """Those that are asked still."""
        return [row for row in self.rows if not row.withdrawn]

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(bool(row.chosen) for row in self.asked)

    @property
    def tally(self) -> list[tuple[str, str, int]]:
        """How often each option was chosen: ``(key, label, number)``."""
        options = self.rows[0].choices if self.rows else ()
        chosen = [choice.key for row in self.asked for choice in row.choices if choice.chosen]
        return [(choice.key, choice.label, chosen.count(choice.key)) for choice in options]


def sheet(
    enquiry: Enquiry, questions: Iterable[Question], choices: Mapping[int, str], *, documents: bool = False
) -> Sheet:
    """The questions with what was chosen.

    Args:
        documents: The reader may open documents: those that exist are linked.
    """
    known: set[str] = set()
    if documents:
        known = symbols(enquiry.letter.consultation_id)
    by_list: dict[str, list[Row]] = {}
    reader = reader_language()
    added = words_added(enquiry, reader)
    for question in questions:
        chosen = choices.get(question.pk, "")
        labels = _labels_added(question, added)
        options = tuple(
            Choice(key, labels.get(key) or choice_label(question, key), key == chosen)
            for key in options_of(question, enquiry.kind)
        )
        own = added.get(question_key(question))
        title = Wording(own, reader) if own else Wording.of(question.title)
        row = Row(question, title, options, question.reference in known, _paragraphs(question))
        by_list.setdefault(question.listing, []).append(row)
    return Sheet(
        tuple(QuestionList(key or "all", list_name(rows[0].question), tuple(rows)) for key, rows in by_list.items())
    )


def _paragraphs(question: Question) -> tuple[Wording, ...]:
    if not question.text:
        return ()
    text = Wording.of(question.text)
    return tuple(Wording(one, text.language) for one in text.split("\n\n"))


def _labels_added(question: Question, added: Mapping[str, str]) -> dict[str, str]:
    """Labels of the question's own options that were added in the reader's language, by their keys."""
    if not added:
        return {}
    return {option.key: added.get(option_key(option), "") for option in question.options.all()}
