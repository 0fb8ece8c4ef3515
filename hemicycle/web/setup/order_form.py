"""The form of the page Body that says in which order lists name the Members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import known_languages
from hemicycle.consultations.list_order import ListOrder
from hemicycle.people.actions.bodies import seen_of
from hemicycle.web.toolkit.long_select import LongSelect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.models import Body

#: No code of a language is as long.
_READERS = "reader"


class OrderForm(forms.Form):
    """Gives a ``ListOrder``."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    alphabet = forms.ChoiceField(
        label=gettext_lazy("Language of the alphabetical order"),
        help_text=gettext_lazy(
            "With one language, every list is in the same order for every reader: Members are sorted by their names in "
            "that language."
        ),
        widget=LongSelect({"class": "form-select"}),
    )
    apart = forms.BooleanField(
        required=False, label=gettext_lazy("Each kind of Members separately, and in it each group, in their order here")
    )
    places = forms.BooleanField(
        required=False,
        label=gettext_lazy("Members with a place of their own come first, by its number"),
        help_text=gettext_lazy("Enter the places on the Members’ pages, or in the column place of a file of Members."),
    )

    def __init__(self, data: Mapping[str, Any] | None, body: Body) -> None:
        order = body.has.order
        initial = {"seen": seen_of(body), **order.model_dump(), "alphabet": order.alphabet or _READERS}
        super().__init__(data, initial=initial, label_suffix="", auto_id="order-%s")
        readers = (_READERS, _("The reader’s; on papers, the language of the paper"))
        self.fields["alphabet"].choices = [readers, *choices(known_languages())]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> ListOrder:
        """What was chosen, once ``is_valid()`` said so."""
        given = self.cleaned_data
        alphabet = "" if given["alphabet"] == _READERS else given["alphabet"]
        return ListOrder(alphabet=alphabet, apart=given["apart"], places=given["places"])
