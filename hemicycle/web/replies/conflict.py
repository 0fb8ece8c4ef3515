"""Different answers for one Member, beside each other: who said what (rule 22)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.condition_headings import label_in
from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence.headings import headings_for
from hemicycle.correspondence.messages import choice_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.condition_headings import ConditionHeading
    from hemicycle.correspondence.models import Question, ReplyVersion
    from hemicycle.correspondence.seen_replies import SeenReply


@dataclass(frozen=True)
class Line:
    """A question to which the answers differ.

    Attributes:
        said: What each version chose, in words; empty for no answer.
    """

    question: Question
    title: Wording
    said: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """The versions that contradict each other, and in what.

    Attributes:
        conditions: Those of each version, as ``(heading, words)``; none where all have the same.
    """

    versions: tuple[ReplyVersion, ...]
    lines: tuple[Line, ...]
    conditions: tuple[tuple[tuple[str, Wording], ...], ...]


def conflict(seen: SeenReply) -> Conflict:
    """What the versions that contradict each other say otherwise."""
    differing = seen.differing
    lines = []
    for question in seen.questions:
        chosen = [row.choices.get(str(question.pk), "") for row in differing]
        if len(set(chosen)) > 1:
            said = tuple(choice_label(question, choice) if choice else "" for choice in chosen)
            lines.append(Line(question, Wording.of(question.title), said))
    headings = headings_for(seen.enquiry)
    conditions = tuple(tuple(_conditions(row, headings)) for row in differing)
    same = len({frozenset(each) for each in conditions}) == 1
    return Conflict(differing, tuple(lines), () if same else conditions)


def _conditions(row: ReplyVersion, headings: Mapping[str, ConditionHeading]) -> list[tuple[str, Wording]]:
    return [(label_in(headings, condition.heading), condition.wording) for condition in row.conditions.all()]
