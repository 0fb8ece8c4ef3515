"""The matrix State × item of an enquiry: what each Member says to each question (rule 13), from both sides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.correspondence.answers import options_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hemicycle.correspondence.models import Question
    from hemicycle.correspondence.results import Return, Returns
    from hemicycle.people.models import Member
    from hemicycle.rules.replies import Status


@dataclass(frozen=True)
class Row:
    """A Member and what it says.

    Attributes:
        answers: For each question of the matrix the option, or an empty text.
        counts: How often it chose each option.
        accepted: It counts because the chair accepted it, although it came or was entered late.
    """

    member: Member
    status: Status
    answers: tuple[str, ...]
    counts: Counter[str]
    accepted: bool = False


@dataclass(frozen=True)
class Side:
    """A question and who says what to it.

    Attributes:
        by_option: ``{option: Members}``, every option named.
        silent: How many Members whose reply counts say nothing to it.
    """

    question: Question
    by_option: Mapping[str, list[Member]]
    silent: int

    def number(self, option: str) -> int:
        """How many chose an option."""
        return len(self.by_option.get(option, ()))


@dataclass(frozen=True)
class Matrix:
    """Rows of Members by columns of questions.

    Attributes:
        options: Every option that a question of it has, in order.
    """

    questions: Sequence[Question]
    rows: Sequence[Row]
    options: tuple[str, ...]


def options(returned: Returns, questions: Iterable[Question]) -> tuple[str, ...]:
    """Every option that one of these questions has, in order."""
    kind = returned.enquiry.kind
    return tuple(dict.fromkeys(option for question in questions for option in options_of(question, kind)))


def matrix(returned: Returns, questions: Sequence[Question], rows: Iterable[Return]) -> Matrix:
    """What counts, as a matrix.

    Args:
        questions, rows: Those of ``returned`` that it has.
    """
    keys = [str(question.pk) for question in questions]
    return Matrix(questions, [_row(row, keys) for row in rows], options(returned, questions))


def _row(row: Return, keys: list[str]) -> Row:
    said = row.choices
    answers = tuple([said.get(key, "") for key in keys])
    return Row(row.member, row.status, answers, Counter(filter(None, answers)), row.accepted)


def sides(returned: Returns) -> list[Side]:
    """Each question with who says what to it."""
    counted = sum(row.counted is not None for row in returned.rows)
    by_question = []
    for question in returned.questions:
        by_option = returned.tally[question.pk]
        said = sum(len(members) for members in by_option.values())
        by_question.append(Side(question, by_option, counted - said))
    return by_question
