"""The form of a row of settings: its key, which stays, its texts in several languages, and what it has beside these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy

from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in, with_others

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

    from hemicycle.consultations.keyed_rows import KeyedRow
    from hemicycle.consultations.languages import Text

#: Of a field for a code.
CODE = {"class": "form-control", "dir": "ltr", "autocomplete": "off"}


def key_field(longest: int, help_text: _StrPromise, pattern: str, invalid: _StrPromise) -> CleanField:
    """The field of a key, which is closed once the row is there.

    Args:
        invalid: What is said of one that is not as ``pattern`` has it.
    """
    return CleanField(
        longest=longest,
        label=gettext_lazy("Key"),
        help_text=help_text,
        validators=[RegexValidator(pattern, invalid)],
        widget=forms.TextInput(CODE),
    )


def identifier_field(longest: int) -> CleanField:
    """The same for a key as classes and kinds have it (``consultations.participation.Key``)."""
    return key_field(
        longest,
        gettext_lazy(
            "Lower-case letters, digits and underscores, at most 20. It is used in records and files, and never "
            "changes."
        ),
        r"^[a-z][a-z0-9_]*\Z",
        gettext_lazy("Begin with a lower-case letter; use only lower-case letters, digits and underscores."),
    )


class RowForm(forms.Form):
    """Gives a row, as each of its kind says in ``wanted``; it declares ``key``.

    Attributes:
        texts: By their names in the row, that by which it is called first: how many characters each may have in one
            language.
        nameless: What is said where it has no name.
        seen: Tells whether the row is still what its reader began to change.
    """

    texts: ClassVar[dict[str, int]]
    nameless = gettext_lazy("Enter the name in at least one language.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        row: KeyedRow | None,
        languages: Iterable[str],
        initial: Mapping[str, Any],
    ) -> None:
        """``initial``: what stands in its own fields at first, and in ``seen``, where that is not of the row alone."""
        self._before, self._languages = row, tuple(languages)
        at_first: dict[str, Any] = {}
        if row is not None:
            at_first = {"key": row.key, "seen": seen_of(row)}
            for name in self.texts:
                at_first |= filled(name, getattr(row, name))
        super().__init__(data, initial={**at_first, **initial}, label_suffix="")
        for name, longest in self.texts.items():
            add_fields(self, name, self._languages, longest)
        self.fields["key"].disabled = row is not None

    def clean(self) -> dict[str, Any]:
        """It has a name in one language at least."""
        given = super().clean() or self.cleaned_data
        name = next(iter(self.texts))
        if not self._text(given, name):
            self.add_error(bound(self, name)[0].name, self.nameless)
        return given

    @property
    def in_languages(self) -> dict[str, list[forms.BoundField]]:
        """The fields of each of its texts, the reader's own language first."""
        return {name: bound(self, name) for name in self.texts}

    @property
    def given_texts(self) -> dict[str, Text]:
        """Its texts as they were typed, with what they have in languages that are not asked for."""
        return {name: self._text(self.cleaned_data, name) for name in self.texts}

    @property
    def told(self) -> str:
        """What is told once it is saved, where that is not what its pages tell of any row."""
        return ""

    def _text(self, given: Mapping[str, Any], name: str) -> Text:
        return with_others(text_in(given, name), getattr(self._before, name, {}), self._languages)
