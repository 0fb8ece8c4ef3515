"""A name that is not what it seems is taken once whoever typed it says that it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import listed
from hemicycle.people.lookalikes import mixed_words

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIRMED = "name_confirmed"


class ConfirmsNames(forms.Form):
    """Warns of a name beside its field, with a box to tick; what is ticked counts for exactly that name."""

    def warn_of_name(self, field: str, name: str, others: Sequence[str] = (), *, named: bool = True) -> None:
        """Keep the form back until a name is confirmed, where there is something to look at.

        Args:
            field: Of the form, with the name.
            others: Names that it looks like.
            named: Whether the reader may see these.
        """
        warnings = _warnings(name, others if named else (), looks=bool(others))
        if not warnings or self.data.get(self.add_prefix(CONFIRMED)) == name:
            return
        self.fields[CONFIRMED] = forms.CharField(
            required=False,
            label=gettext_lazy("The name is correct as written"),
            widget=forms.CheckboxInput({"value": name}, check_test=lambda _value: False),
        )
        self.add_error(field, [ValidationError(words) for words in warnings])


def _warnings(name: str, others: Sequence[str], *, looks: bool) -> list[str]:
    warnings = []
    if mixed := mixed_words(name):
        words = _("“%(word)s” mixes letters of several scripts. Correct it, or confirm below that it is correct.")
        warnings.append(words % {"word": mixed[0]})
    if others:
        words = _("This looks like another name: %(names)s. Correct it, or confirm below that it is correct.")
        warnings.append(words % {"names": listed(dict.fromkeys(others))})
    elif looks:
        warnings.append(_("This looks like another person’s name. Correct it, or confirm below that it is correct."))
    return warnings
