"""What was saved or submitted elsewhere while somebody filled in a reply, beside what they filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.condition_headings import label_in
from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence.headings import headings_for
from hemicycle.correspondence.messages import choice_label
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.web.replies.forms import Filled
from hemicycle.web.toolkit.labels import moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.consultations.condition_headings import ConditionHeading
    from hemicycle.correspondence.models import Question, ReplyVersion
    from hemicycle.correspondence.seen_replies import Respondent
    from hemicycle.rules.reasons import ReasonCode

#: Why what was filled in is not taken: something else stands there than what it was filled in on top of.
CODES: frozenset[ReasonCode] = frozenset(
    {CorrespondenceCode.REPLY_DRAFT_CHANGED, CorrespondenceCode.REPLY_SUBMITTED_MEANWHILE}
)


@dataclass(frozen=True)
class Elsewhere:
    """Two texts of one reply.

    Attributes:
        base: What the form stands on, once one of the two is chosen.
        version: The version that was submitted meanwhile; None where only a draft was saved.
        when: When the other one came, in the consultation's zone.
        lines: The questions to which the two say something different: number, title, what is filled in here, what
            stands there; empty for no answer.
        here, there: The conditions of each, as ``(heading, words)``; both empty where they are the same.
        fields: What stands there, as its form would send it: names and values.
    """

    base: str
    version: ReplyVersion | None
    when: str
    lines: tuple[tuple[int, Wording, str, str], ...]
    here: tuple[tuple[str, Wording], ...]
    there: tuple[tuple[str, Wording], ...]
    fields: list[tuple[str, str]]

    @property
    def conditions(self) -> bool:
        """Whether the conditions differ."""
        return bool(self.here or self.there)


def elsewhere(respondent: Respondent, here: Filled, code: ReasonCode) -> Elsewhere:
    """What stands there now, as the respondent who was read anew has it, beside what is filled in here."""
    submitted = code is CorrespondenceCode.REPLY_SUBMITTED_MEANWHILE
    version = respondent.versions[-1] if submitted and respondent.versions else None
    # What was recorded can be another one's: the form would begin with their own draft or answer.
    there = Filled.of_version(version) if version is not None else Filled.of_respondent(respondent)
    came: datetime | None = None
    if version is not None:
        came = version.received_at
    elif respondent.draft is not None:
        came = respondent.draft.saved_at
    headings = headings_for(respondent.enquiry)
    ours, theirs = _conditions(here, headings), _conditions(there, headings)
    same = ours == theirs
    return Elsewhere(
        respondent.base,
        version,
        moment(came, respondent.consultation.zone) if came else "",
        tuple(_line(question, here, there) for question in respondent.questions if _differ(question, here, there)),
        () if same else ours,
        () if same else theirs,
        there.fields,
    )


def _differ(question: Question, here: Filled, there: Filled) -> bool:
    return here.choices.get(question.pk, "") != there.choices.get(question.pk, "")


def _line(question: Question, here: Filled, there: Filled) -> tuple[int, Wording, str, str]:
    ours, theirs = (filled.choices.get(question.pk, "") for filled in (here, there))
    said = [choice_label(question, choice) if choice else "" for choice in (ours, theirs)]
    return question.number, Wording.of(question.title), said[0], said[1]


def _conditions(filled: Filled, headings: Mapping[str, ConditionHeading]) -> tuple[tuple[str, Wording], ...]:
    return tuple(
        (label_in(headings, condition.heading), Wording(condition.words, condition.language))
        for condition in filled.conditions
        if condition.length
    )
