"""Fields for one text in each of the six languages: the writer's own first, the others folded beneath it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES, reader_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.languages import Text


@dataclass(frozen=True)
class TextField:
    """The field of one language.

    Attributes:
        name: As it is sent: ``words-fr``.
        native: The language's own name.
    """

    name: str
    language: str
    native: str
    text: str


@dataclass(frozen=True)
class TextFields:
    """The fields of one text.

    Attributes:
        key: Of the ids on the page.
    """

    key: str
    own: TextField
    others: list[TextField]

    @property
    def elsewhere(self) -> bool:
        """Whether another language than the writer's own has a text."""
        return any(field.text for field in self.others)


def text_fields(name: str, text: Mapping[str, str], *, key: str = "") -> TextFields:
    """The fields of a text, filled in.

    Args:
        name: Of the text, in the form.
        key: Of the ids on the page, where the name comes twice.
    """
    mine = reader_language()
    fields = {code: TextField(f"{name}-{code}", code, NATIVE_NAMES[code], text.get(code, "")) for code in LANGUAGES}
    return TextFields(key or name, fields.pop(mine), list(fields.values()))


def sent_text(sent: Mapping[str, str], name: str) -> Text:
    """The text as it was sent, not cleaned; a field that was not sent is empty."""
    return {code: sent.get(f"{name}-{code}", "") for code in LANGUAGES}
