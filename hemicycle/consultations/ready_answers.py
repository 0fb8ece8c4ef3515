"""Ready answers of the help desk, in each language: a setting of a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from hemicycle.consultations.keyed_rows import KeyedRow
from hemicycle.consultations.languages import localized

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation

KEY_LENGTH = 20
#: A key is part of addresses: ASCII letters, digits and underscores.
KEY_PATTERN = r"^[a-z][a-z0-9_]{0,19}$"
MOST_READY_ANSWERS = 50
#: In one language, in characters.
NAME_LENGTH, TEXT_LENGTH = 60, 1500


class ReadyAnswer(KeyedRow):
    """A text that the help desk puts into an answer, and changes there as it needs.

    Attributes:
        name: By which the desk chooses it, by language.
        text: What it says, by language.
    """

    key: str = Field(pattern=KEY_PATTERN)
    name: dict[str, str]
    text: dict[str, str] = Field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its name in the reader's language, or in another one that it has."""
        return localized(self.name) or self.key


def ready_answers_of(consultation: Consultation) -> dict[str, ReadyAnswer]:
    """The ready answers of a consultation by key, in its order."""
    stored = consultation.settings.get("ready_answers", ())
    return {row.key: row for row in map(ReadyAnswer.model_validate, stored)}


def each_once(answers: tuple[ReadyAnswer, ...]) -> tuple[ReadyAnswer, ...]:
    """The answers, none of which has the key of another one.

    Raises:
        ValueError: one has.
    """
    if len({row.key for row in answers}) < len(answers):
        raise ValueError("two ready answers have one key")
    return answers
