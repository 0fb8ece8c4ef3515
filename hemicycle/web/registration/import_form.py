"""A file to be imported."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.imports.models import Import


class ImportForm(forms.Form):
    """What it holds, and the file. What is wrong with the file is for the import to say."""

    kind = forms.ChoiceField(
        label=_("Type of data"), choices=Import.Kind.choices, widget=forms.Select({"class": "form-select"})
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or Excel (.xlsx), up to 10 MB and 20,000 rows. Documents with their files: a ZIP of up to 60 MB with "
            "one table in it. Nothing is saved before you have reviewed it."
        ),
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control", "accept": ".csv,.txt,.xlsx,.zip"}),
    )
