"""One text in several languages, as fields of a Django form: the reader's own language first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from hemicycle.consultations.languages import NATIVE_NAMES, direction, is_language, reader_language
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hemicycle.consultations.languages import Text


def add_fields(
    form: forms.Form, name: str, languages: Iterable[str], longest: int, *, rows: int = 1, lines: bool = False
) -> None:
    """Add the fields of a text to a form: ``title_fr`` and so on; none of them is required.

    Args:
        languages: Those of the consultation.
        longest: Of the text in one language, in characters.
        rows: Lines of a field that are seen at once.
        lines: Line breaks stay.
    """
    for code in languages:
        look = {"class": "form-control", "lang": code, "dir": direction(code), "autocomplete": "off"}
        widget = forms.TextInput(look) if rows == 1 else forms.Textarea({**look, "rows": rows})
        form.fields[f"{name}_{code}"] = CleanField(
            longest=longest,
            lines=lines,
            required=False,
            label=NATIVE_NAMES[code],
            widget=widget,
        )


def filled(name: str, text: Mapping[str, str]) -> dict[str, str]:
    """What stands in the fields of a text at first."""
    return {f"{name}_{code}": words for code, words in text.items()}


def text_in(cleaned: Mapping[str, Any], name: str) -> Text:
    """The text that was typed into them, without the languages in which it is empty."""
    typed = {key.removeprefix(f"{name}_"): words for key, words in cleaned.items() if key.startswith(f"{name}_")}
    return {code: words for code, words in typed.items() if words and is_language(code)}


def with_others(typed: Text, before: Mapping[str, str], languages: Collection[str]) -> Text:
    """A text as it was typed, with what it has in languages that the form does not have.

    Args:
        languages: Those of the form.
    """
    return {**{code: words for code, words in before.items() if code not in languages}, **typed}


def bound(form: forms.Form, name: str) -> list[forms.BoundField]:
    """The fields of a text, the reader's own language first."""
    own = reader_language()
    there = [key.removeprefix(f"{name}_") for key in form.fields if key.startswith(f"{name}_")]
    return [form[f"{name}_{code}"] for code in sorted(filter(is_language, there), key=lambda code: code != own)]
