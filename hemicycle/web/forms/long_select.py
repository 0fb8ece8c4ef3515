"""A choice from hundreds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms.renderers import BaseRenderer


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
        parts = [
            f'<optgroup label="{escape(key)}">{_options(label, chosen)}</optgroup>'
            if isinstance(label, list | tuple)
            else _options([(key, label)], chosen)
            for key, label in self.choices
        ]
        about = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return mark_safe(f"<select{about}>{''.join(parts)}</select>")  # noqa: S308 - every part is escaped


def _options(choices: Iterable[tuple[object, object]], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(key)}"{" selected" if str(key) == chosen else ""}>{escape(label)}</option>'
        for key, label in choices
    )
