"""The languages of a consultation, one field below the other: the order of the fields is that of the languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.rules.languages import MOST_LANGUAGES
from hemicycle.sittings.actions.languages import Wanted
from hemicycle.web.toolkit.language_names import codes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.language_settings import Languages

#: So many empty fields stand after those that are filled in.
_FURTHER = 3
_NAME_LENGTH = 60


class LanguagesForm(forms.Form):
    """Gives ``sittings.actions.languages.Wanted``."""

    fallback = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Language used for missing texts"),
        help_text=gettext_lazy("Shown where a text does not exist in the reader’s language."),
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, kept: Languages) -> None:
        initial: dict[str, Any] = {"fallback": kept.last_resort}
        for part, codes in (("document", kept.documents), ("sitting", kept.sittings)):
            initial |= {f"{part}-{place}": NATIVE_NAMES[code] for place, code in enumerate(codes, start=1)}
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["fallback"].choices = choices(kept.documents)  # type: ignore[attr-defined]
        for part in ("document", "sitting"):
            for place in range(1, MOST_LANGUAGES + 1):
                look = {"class": "form-control", "list": "known-languages", "dir": "auto", "autocomplete": "off"}
                self.fields[f"{part}-{place}"] = forms.CharField(
                    required=False,
                    max_length=_NAME_LENGTH,
                    label=_("Language %(number)d") % {"number": place},
                    widget=forms.TextInput(look),
                )

    def clean(self) -> dict[str, Any]:
        """Find the languages by what was typed."""
        given = super().clean() or self.cleaned_data
        for part in ("document", "sitting"):
            found: list[str] = []
            for place in range(1, MOST_LANGUAGES + 1):
                try:
                    found += codes_of([given.get(f"{part}-{place}", "")])
                except ValidationError as error:
                    self.add_error(f"{part}-{place}", error)
            given[part] = tuple(dict.fromkeys(found))
        return given

    @property
    def wanted(self) -> Wanted:
        """What was given, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return Wanted(given["document"], given["fallback"], given["sitting"])

    @property
    def documents(self) -> list[forms.BoundField]:
        """The fields of the languages of documents."""
        return self._shown("document")

    @property
    def sittings(self) -> list[forms.BoundField]:
        """The fields of the languages of sittings."""
        return self._shown("sitting")

    def _shown(self, part: str) -> list[forms.BoundField]:
        every = [self[f"{part}-{place}"] for place in range(1, MOST_LANGUAGES + 1)]
        last = max((place for place, field in enumerate(every, start=1) if field.value()), default=0)
        return every[: last + _FURTHER]
