"""A choice of texts, each of which says its language."""

from __future__ import annotations

from typing import Any

from django import forms


class WordedSelect(forms.Select):
    """As Django's, for labels that are a ``Wording``: an option holds no part, and says its language itself."""

    def create_option(self, name: str, value: object, label: object, *more: Any, **named: Any) -> dict[str, Any]:
        """What the template is given of an option."""
        option = super().create_option(name, value, str(label), *more, **named)
        if language := getattr(label, "language", ""):
            option["attrs"]["lang"] = language
        return option
