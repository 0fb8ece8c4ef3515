"""Fields for one text in each of some languages: the writer's own first, the others folded beneath it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.languages import FALLBACK, NATIVE_NAMES, first_of, is_language, reader_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.languages import Text


@dataclass(frozen=True)
class TextField:
    """The field of one language.

    Attributes:
        name: As it is sent: ``words-fr``.
        native: The language's own name.
        label: What the field is called, in the reader's language, where that is not the language's own name.
    """

    name: str
    language: str
    native: str
    text: str
    label: str = ""


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


def text_fields(name: str, text: Mapping[str, str], languages: tuple[str, ...], *, key: str = "") -> TextFields:
    """The fields of a text, filled in.

    Args:
        name: Of the text, in the form.
        languages: Those of the consultation, in their order.
        key: Of the ids on the page, where the name comes twice.
    """
    mine = first_of([reader_language(), FALLBACK], languages)
    fields = {code: TextField(f"{name}-{code}", code, NATIVE_NAMES[code], text.get(code, "")) for code in languages}
    return TextFields(key or name, fields.pop(mine), list(fields.values()))


def sent_text(sent: Mapping[str, str], name: str) -> Text:
    """The text as it was sent, not cleaned; a field that was not sent is empty."""
    typed = {key.removeprefix(f"{name}-"): words for key, words in sent.items() if key.startswith(f"{name}-")}
    return {code: words for code, words in typed.items() if is_language(code)}
