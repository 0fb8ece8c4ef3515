"""A file to be imported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hemicycle.imports.desks import DESKS
from hemicycle.imports.models import Import
from hemicycle.people.uploads import ENDINGS


class ImportForm(forms.Form):
    """What it holds, and the file. What is wrong with the file is for the import to say."""

    kind = forms.ChoiceField(
        label=_("Type of data"), choices=Import.Kind.choices, widget=forms.Select({"class": "form-select"})
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or Excel (.xlsx), up to 10 MB and 20,000 rows. Documents or focal points with their files: a ZIP of "
            "up to 60 MB with one table in it. Glossaries may also be TBX. Nothing is saved before "
            "you have reviewed it."
        ),
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control", "accept": ".csv,.txt,.xlsx,.zip,.tbx,.xml"}),
    )
    instrument = forms.FileField(
        label=_("Note or letter, for focal points alone"),
        required=False,
        help_text=_(
            "Confers the authority of all focal points in the file. If each has a letter of its own, upload a ZIP with "
            "the letters and one table that names them. What names several Members is shown to the secretariat alone."
        ),
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control", "accept": ENDINGS}),
    )

    def clean(self) -> dict[str, Any]:
        """Take no note or letter where nobody would find it again."""
        given = super().clean() or self.cleaned_data
        kind = given.get("kind")
        if given.get("instrument") and kind in DESKS and not DESKS[kind].with_instrument:
            self.add_error("instrument", gettext("Only focal points have a note or letter. Choose them, or remove it."))
        return given
