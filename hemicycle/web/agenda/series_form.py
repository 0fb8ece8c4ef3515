"""The form of a series of sittings: the same hours on each day of a period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.rules.time_plan import MOST_SITTINGS
from hemicycle.web.agenda.days_form import Series
from hemicycle.web.toolkit.moment_inputs import ClockField, DayField


class SeriesForm(forms.Form):
    """Gives a ``Series``."""

    first = DayField(label=gettext_lazy("First day"))
    last = DayField(label=gettext_lazy("Last day"))
    opens = ClockField(label=gettext_lazy("Opens"), input_formats=["%H:%M"])
    closes = ClockField(label=gettext_lazy("Closes"), input_formats=["%H:%M"])
    weekends = forms.BooleanField(
        required=False, label=gettext_lazy("Also on Saturdays and Sundays"), widget=forms.CheckboxInput
    )

    def clean(self) -> dict[str, Any]:
        """Compare the days."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and not 0 <= (last - first).days < MOST_SITTINGS:
            self.add_error("last", _("The last day is before the first one, or too far from it. Correct one of them."))
        return given

    @property
    def series(self) -> Series:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return Series(given["first"], given["last"], given["opens"], given["closes"], given["weekends"])
