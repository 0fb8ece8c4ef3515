"""What the secretariat types in about documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.language_settings import choices
from hemicycle.documents.models import LINK_LENGTH, SYMBOL_LENGTH, TITLE_LENGTH
from hemicycle.documents.record import DocumentRecord
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.language_fields import add_fields, filled, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.document_contents import DocumentContent


class DocumentForm(forms.Form):
    """Gives a ``DocumentRecord``.

    Args:
        contents: What documents of the consultation may contain, by key.
    """

    symbol = CleanField(
        longest=SYMBOL_LENGTH,
        label=_("Symbol"),
        help_text=_("As it is cited, e.g. C20/16."),
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    contains = forms.MultipleChoiceField(
        required=False,
        label=_("Contains"),
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        before: DocumentRecord | None,
        languages: tuple[str, ...],
        contents: Mapping[str, DocumentContent],
    ) -> None:
        initial: dict[str, Any] = {}
        if before is not None:
            initial = {"symbol": before.symbol, "contains": list(before.contains), "seen": before.digest}
            initial |= filled("title", before.title)
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["contains"].choices = [(key, row.label) for key, row in contents.items()]  # type: ignore[attr-defined]
        add_fields(self, "title", languages, TITLE_LENGTH, rows=2)

    @property
    def record(self) -> DocumentRecord:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return DocumentRecord(given["symbol"], text_in(given, "title"), tuple(given["contains"]))


class FileForm(forms.Form):
    """A file or a link for one language. What is wrong with the file is for the action to say."""

    def __init__(self, languages: tuple[str, ...], *sent: Any) -> None:
        super().__init__(*sent)
        self.fields["language"].choices = choices(languages)  # type: ignore[attr-defined]

    language = forms.ChoiceField(label=_("Language"), widget=forms.Select({"class": "form-select"}))
    file = forms.FileField(
        required=False,
        label=_("File"),
        help_text=_("PDF, Word (.docx) or Excel (.xlsx), up to 10 MB."),
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control", "accept": ".pdf,.docx,.xlsx"}),
    )
    link = CleanField(
        longest=LINK_LENGTH,
        required=False,
        label=_("Link"),
        help_text=_("Address of the document elsewhere, in place of a file."),
        widget=forms.URLInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
