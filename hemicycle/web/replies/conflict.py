"""Different answers for one Member, beside each other: who said what (rule 22)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.languages import localized
from hemicycle.correspondence.messages import choice_label
from hemicycle.correspondence.models import Condition

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Question, ReplyVersion
    from hemicycle.correspondence.seen_replies import SeenReply

_HEADINGS = dict(Condition.Heading.choices)


@dataclass(frozen=True)
class Line:
    """A question to which the answers differ.

    Attributes:
        said: What each version chose, in words; empty for no answer.
    """

    question: Question
    title: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """The versions that contradict each other, and in what.

    Attributes:
        conditions: Those of each version, as ``(heading, words)``; none where all have the same.
    """

    versions: tuple[ReplyVersion, ...]
    lines: tuple[Line, ...]
    conditions: tuple[tuple[tuple[str, str], ...], ...]


def conflict(seen: SeenReply) -> Conflict:
    """What the versions that contradict each other say otherwise."""
    differing = seen.differing
    lines = []
    for question in seen.questions:
        chosen = [row.choices.get(str(question.pk), "") for row in differing]
        if len(set(chosen)) > 1:
            said = tuple(choice_label(question, choice) if choice else "" for choice in chosen)
            lines.append(Line(question, localized(question.title), said))
    conditions = tuple(tuple(_conditions(row)) for row in differing)
    same = len({frozenset(each) for each in conditions}) == 1
    return Conflict(differing, tuple(lines), () if same else conditions)


def _conditions(row: ReplyVersion) -> list[tuple[str, str]]:
    return [
        (str(_HEADINGS.get(condition.heading, condition.heading)), condition.words)
        for condition in row.conditions.all()
    ]
