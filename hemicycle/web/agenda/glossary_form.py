"""The forms of the glossary: an entry with its terms, and what is asked before all are removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.agenda.glossary_record import MOST_TERMS, TERM_LENGTH, GlossaryRecord, joined_terms, split_terms
from hemicycle.agenda.models.glossary import NOTE_LENGTH
from hemicycle.agenda.queries import with_documents
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import localized, localized_in
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.language_fields import add_fields, filled, text_in, with_others

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.models import Consultation


class EntryForm(forms.Form):
    """Gives a ``GlossaryRecord``."""

    note = CleanField(
        longest=NOTE_LENGTH,
        lines=True,
        required=False,
        label=_("Note"),
        help_text=_("Definition, context or source."),
        widget=forms.Textarea({"class": "form-control", "rows": 3, "dir": "auto"}),
    )
    items = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        label=_("Items"),
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, consultation: Consultation, before: GlossaryRecord | None
    ) -> None:
        self._before = before or GlossaryRecord()
        self._languages = consultation.languages.documents
        terms = {code: joined_terms(words) for code, words in self._before.terms.items()}
        initial = {
            "note": self._before.note,
            "items": list(self._before.items),
            "seen": before.digest if before else "",
            **filled("term", terms),
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["items"].choices = [(item.pk, _named(item)) for item in _in_order(consultation)]  # type: ignore[attr-defined]
        add_fields(self, "term", self._languages, MOST_TERMS * (TERM_LENGTH + 2))

    @property
    def record(self) -> GlossaryRecord:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        kept = {code: joined_terms(words) for code, words in self._before.terms.items()}
        typed = with_others(text_in(given, "term"), kept, self._languages)
        terms = {code: split_terms(words) for code, words in typed.items()}
        return GlossaryRecord(terms, given["note"], tuple(given["items"]))


class RemovalForm(forms.Form):
    """Asks before every entry is removed."""

    sure = forms.BooleanField(
        label=_("Remove every entry of the glossary"),
        error_messages={"required": _("Tick this box to remove every entry. Nothing was removed.")},
        widget=forms.CheckboxInput,
    )


def _in_order(consultation: Consultation) -> list[Item]:
    """Those of the agenda by place, then the others."""
    return sorted(with_documents(consultation), key=lambda item: (item.position is None, item.position or 0))


def _named(item: Item) -> Wording:
    number = str(item.position) if item.position is not None else f"{item.listing} {item.number}"
    return Wording(f"{number}. {localized(item.title)}", localized_in(item.title))
