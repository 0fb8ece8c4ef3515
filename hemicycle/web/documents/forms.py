"""What the secretariat types in about documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.language_settings import choices
from hemicycle.documents.models import LINK_LENGTH, SYMBOL_LENGTH, TITLE_LENGTH, WORDS_LENGTH
from hemicycle.documents.record import DocumentRecord
from hemicycle.web.toolkit.datetime_field import LocalMomentField
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    from hemicycle.consultations.document_contents import DocumentContent
    from hemicycle.consultations.document_series import DocumentSeries


@dataclass(frozen=True)
class Offered:
    """What a document may have in its consultation.

    Attributes:
        languages: Of its documents.
        contents: What documents may contain, by key.
        series: By key.
        members: Codes and names of those that may have submitted one.
    """

    languages: tuple[str, ...]
    contents: Mapping[str, DocumentContent]
    series: Mapping[str, DocumentSeries]
    members: Sequence[tuple[str, str]]


class DocumentForm(forms.Form):
    """Gives a ``DocumentRecord``.

    Args:
        before: As it is, or as a new one begins.
        new: There is no such document yet: the series may give its symbol.
    """

    series = forms.ChoiceField(
        required=False,
        label=_("Series"),
        widget=forms.Select({"class": "form-select"}),
    )
    symbol = CleanField(
        longest=SYMBOL_LENGTH,
        required=False,
        label=_("Symbol"),
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    submitters = forms.MultipleChoiceField(
        required=False, label=_("Submitted by Members"), widget=forms.CheckboxSelectMultiple
    )
    contains = forms.MultipleChoiceField(required=False, label=_("Contains"), widget=forms.CheckboxSelectMultiple)
    translating = forms.MultipleChoiceField(
        required=False, label=_("In translation"), widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        before: DocumentRecord,
        offered: Offered,
        *,
        new: bool,
    ) -> None:
        initial: dict[str, Any] = {
            "series": before.series,
            "symbol": before.symbol,
            "contains": list(before.contains),
            "submitters": list(before.submitters),
            "translating": list(before.translating),
            "seen": before.digest,
        }
        for name, text in self._texts(before).items():
            initial |= filled(name, text)
        super().__init__(data, initial=initial, label_suffix="")
        self._before = before
        fields: Any = self.fields
        fields["contains"].choices = [(key, row.label) for key, row in offered.contents.items()]
        fields["submitters"].choices = offered.members
        fields["translating"].choices = choices(offered.languages)
        fields["series"].choices = [
            ("", _("None: the symbol is entered below")),
            *((k, s.label) for k, s in offered.series.items()),
        ]
        if before.change or not new or not offered.series:
            del fields["series"]
        follows = _("Leave it empty for the next one.") if new and (offered.series or before.change) else ""
        fields["symbol"].help_text = follows or _("As it is cited, e.g. C20/16.")
        fields["symbol"].required = not follows
        add_fields(self, "title", offered.languages, TITLE_LENGTH, rows=2)
        add_fields(self, "submitted_by", offered.languages, WORDS_LENGTH)
        if before.change:
            add_fields(self, "what_changes", offered.languages, WORDS_LENGTH, rows=3, lines=True)

    @staticmethod
    def _texts(before: DocumentRecord) -> dict[str, Mapping[str, str]]:
        return {"title": before.title, "submitted_by": before.submitted_by, "what_changes": before.what_changes}

    @property
    def in_languages(self) -> dict[str, list[forms.BoundField]]:
        """The fields of each of its texts, the reader's own language first."""
        return {name: bound(self, name) for name in self._texts(self._before)}

    @property
    def record(self) -> DocumentRecord:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return DocumentRecord(
            given["symbol"],
            text_in(given, "title"),
            tuple(given["contains"]),
            given.get("series", self._before.series),
            self._before.base,
            self._before.change,
            text_in(given, "what_changes"),
            tuple(given["submitters"]),
            text_in(given, "submitted_by"),
            tuple(given["translating"]),
        )


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


class EmbargoForm(forms.Form):
    """Until when a document is held back."""

    until = LocalMomentField(label=_("End of the embargo"))

    def __init__(self, data: Mapping[str, Any] | None, initial: Mapping[str, Any], zone: ZoneInfo) -> None:
        super().__init__(data, initial=dict(initial), label_suffix="")
        field = self.fields["until"]
        if isinstance(field, LocalMomentField):
            field.zone = zone


class PostForm(forms.Form):
    """That somebody has looked at what can no more be changed."""

    checked = forms.BooleanField(
        label=_("I have checked the symbol, the titles and the files."),
        error_messages={"required": _("Tick the box once you have checked the symbol, the titles and the files.")},
    )


class WithdrawalForm(forms.Form):
    """Why a document is withdrawn."""

    def __init__(self, data: Mapping[str, Any] | None, languages: tuple[str, ...]) -> None:
        super().__init__(data, label_suffix="")
        add_fields(self, "why", languages, WORDS_LENGTH, rows=2, lines=True)

    @property
    def reasons(self) -> list[forms.BoundField]:
        """Its fields, the reader's own language first."""
        return bound(self, "why")
