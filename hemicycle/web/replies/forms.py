"""An answer as a form has it: a choice for each question, and conditions, any number of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models.replies import CONDITION_LENGTH
from hemicycle.fields.keys import key_of
from hemicycle.people.details import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.http import QueryDict

    from hemicycle.consultations.condition_headings import ConditionHeading
    from hemicycle.correspondence.models import ReplyVersion
    from hemicycle.correspondence.seen_replies import Respondent

#: Names of the fields: ``q7`` is the choice for question 7.
QUESTION, HEADING, WORDS = "q", "condition_heading", "condition_words"


@dataclass(frozen=True)
class FilledCondition:
    """A condition as it stands in the form, right or wrong.

    Attributes:
        language: Of the words, where it is known: of what was submitted.
        length: In characters, as it would be kept.
    """

    heading: str
    words: str
    language: str = field(default="", compare=False)

    @property
    def length(self) -> int:
        """In characters, as it would be kept."""
        return len(clean(self.words, lines=True))

    @property
    def too_long(self) -> bool:
        """Whether it is longer than is taken."""
        return self.length > CONDITION_LENGTH

    def unfiled(self, headings: Mapping[str, ConditionHeading]) -> bool:
        """Whether it says something under no heading, where there are some."""
        return bool(self.length and headings) and self.heading not in headings


@dataclass(frozen=True)
class Filled:
    """What a form holds."""

    choices: dict[int, str]
    conditions: tuple[FilledCondition, ...] = ()

    @classmethod
    def read(cls, sent: QueryDict) -> Filled:
        """As a browser sent it; what has no name of ours is passed over."""
        keys = {name: key_of(name.removeprefix(QUESTION)) for name in sent if name.startswith(QUESTION)}
        choices = {key: str(sent[name]) for name, key in keys.items() if key is not None and sent[name]}
        pairs = zip_longest(sent.getlist(HEADING), sent.getlist(WORDS), fillvalue="")
        return cls(choices, tuple(FilledCondition(heading, words) for heading, words in pairs))

    @classmethod
    def of_draft(cls, content: dict[str, Any]) -> Filled:
        """As ``content`` kept it."""
        choices = {int(key): choice for key, choice in content.get("choices", {}).items()}
        return cls(choices, tuple(FilledCondition(*pair) for pair in content.get("conditions", [])))

    @classmethod
    def of_respondent(cls, respondent: Respondent) -> Filled:
        """What the form begins with: the draft, or what they, or the Member, answered last."""
        if respondent.draft is not None:
            return cls.of_draft(respondent.draft.content)
        return cls.of_version(respondent.last) if respondent.last else cls({})

    @classmethod
    def of_version(cls, version: ReplyVersion) -> Filled:
        """As it was submitted. Reads ``version.conditions``."""
        conditions = tuple(FilledCondition(row.heading, row.words, row.language) for row in version.conditions.all())
        return cls({int(key): choice for key, choice in version.choices.items()}, conditions)

    @property
    def empty(self) -> bool:
        """Whether nothing is filled in."""
        return not self.choices and not any(condition.words.strip() for condition in self.conditions)

    @property
    def content(self) -> dict[str, Any]:
        """As a draft keeps it."""
        conditions = [
            [clean(condition.heading)[:20], condition.words.replace("\0", "")] for condition in self.conditions
        ]
        return {
            "choices": {str(key): clean(choice)[:20] for key, choice in self.choices.items()},
            "conditions": conditions,
        }

    @property
    def fields(self) -> list[tuple[str, str]]:
        """As a browser would send it: names and values."""
        chosen = [(f"{QUESTION}{key}", choice) for key, choice in self.choices.items()]
        pairs = [((HEADING, condition.heading), (WORDS, condition.words)) for condition in self.conditions]
        return chosen + [field for pair in pairs for field in pair]

    @property
    def answer(self) -> Answer:
        """As it is submitted."""
        return Answer(self.choices, tuple((condition.heading, condition.words) for condition in self.conditions))

    def with_another(self) -> Filled:
        """With one more condition to be written."""
        return replace(self, conditions=(*self.conditions, FilledCondition("", "")))

    def without(self, questions: Collection[int]) -> Filled:
        """Without answers to some questions."""
        return replace(self, choices={key: choice for key, choice in self.choices.items() if key not in questions})
