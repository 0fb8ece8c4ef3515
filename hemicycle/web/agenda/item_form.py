"""The form of an item: its list, number, titles, document, minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.agenda.item_record import MOST_NUMBER, TITLE_LENGTH, ItemRecord
from hemicycle.consultations.item_lists import lists_of
from hemicycle.consultations.language_settings import choices
from hemicycle.documents.queries import symbols_in_order
from hemicycle.rules.estimates import LEAST_MINUTES, MOST_MINUTES
from hemicycle.web.agenda.speaking_order import SpeakingOrder
from hemicycle.web.toolkit.language_fields import add_fields, filled, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.models import Consultation


class ItemForm(forms.Form):
    """Gives an ``ItemRecord``. What was put to Members is for the action to say."""

    listing = forms.ChoiceField(label=_("List"), widget=forms.Select({"class": "form-select"}))
    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=MOST_NUMBER,
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    unchecked = forms.MultipleChoiceField(
        required=False,
        label=_("Working translations"),
        widget=forms.CheckboxSelectMultiple,
    )
    symbol = forms.ChoiceField(required=False, label=_("Document"), widget=forms.Select({"class": "form-select"}))
    minutes = forms.IntegerField(
        required=False,
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        label=_("Minutes"),
        help_text=_("Empty: estimated from the document and the replies."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    proposal = forms.BooleanField(
        required=False,
        label=_("Contains a proposal, whatever its document carries"),
        widget=forms.CheckboxInput,
    )
    knows = forms.BooleanField(
        required=False,
        label=_("Change the title although Members were asked under the former one"),
        widget=forms.CheckboxInput,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, consultation: Consultation, before: ItemRecord | None, number: int = 1
    ) -> None:
        initial: dict[str, Any] = {"number": number}
        if before is not None:
            initial = {name: getattr(before, name) for name in ("listing", "number", "symbol", "minutes", "proposal")}
            initial |= {"unchecked": list(before.unchecked), "seen": before.digest, **filled("title", before.title)}
        super().__init__(data, initial=initial, label_suffix="")
        lists = [(row.key, row.label) for row in lists_of(consultation).values()]
        self.fields["listing"].choices = lists  # type: ignore[attr-defined]
        symbols = symbols_in_order(consultation)
        self.fields["symbol"].choices = [("", "–"), *((symbol, symbol) for symbol in symbols)]  # type: ignore[attr-defined]
        languages = consultation.languages.documents
        self.fields["unchecked"].choices = choices(languages)  # type: ignore[attr-defined]
        add_fields(self, "title", languages, TITLE_LENGTH, rows=2)
        self.order = SpeakingOrder(self, consultation.classes, before.speaks_first if before else ())

    def clean(self) -> dict[str, Any]:
        """Two classes are not in one place."""
        given = super().clean() or self.cleaned_data
        self.order.check()
        return given

    @property
    def record(self) -> ItemRecord:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return ItemRecord(
            given["listing"],
            given["number"],
            text_in(given, "title"),
            tuple(given["unchecked"]),
            given["symbol"],
            given["minutes"],
            given["proposal"],
            self.order.chosen,
        )
