"""A choice from hundreds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.forms.renderers import BaseRenderer


class LongChoices(BaseChoiceIterator):
    """Choices without groups that are the same for many readers: written once, kept, and only marked for each.

    Django takes choices of this kind as they are, and does not go through them for each form.
    """

    def __init__(self, choices: Iterable[tuple[str, str]]) -> None:
        self._choices = tuple(choices)
        self._options = _options(self._choices, None)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._choices)

    def options(self, chosen: str) -> str:
        """The elements, with the chosen one marked."""
        start = f'<option value="{escape(chosen)}"'
        return self._options.replace(start, f"{start} selected", 1)


class LongSelect(forms.Select):
    """As Django's, but written at once: Django renders a template for each choice, a millisecond for every three."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - Django's interface
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 - no template is rendered
    ) -> SafeString:
        """The element with its choices, grouped where they are."""
        chosen = "" if value is None else str(value)
        choices = self.choices
        options = choices.options(chosen) if isinstance(choices, LongChoices) else _grouped(choices, chosen)
        about = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return mark_safe(f"<select{about}>{options}</select>")  # noqa: S308 - every part is escaped


def _grouped(choices: Iterable[tuple[object, Any]], chosen: str) -> str:
    return "".join(
        f'<optgroup label="{escape(key)}">{_options(label, chosen)}</optgroup>'
        if isinstance(label, list | tuple)
        else _options([(key, label)], chosen)
        for key, label in choices
    )


def _options(choices: Iterable[tuple[object, object]], chosen: str | None) -> str:
    return "".join(_option(escape(key), label, selected=str(key) == chosen) for key, label in choices)


def _option(key: str, label: object, *, selected: bool) -> str:
    """An option holds no part: one whose label is a ``Wording`` says its language itself."""
    language = getattr(label, "language", "")
    about = (" selected" if selected else "") + (f' lang="{escape(language)}"' if language else "")
    return f'<option value="{key}"{about}>{escape(str(label))}</option>'
