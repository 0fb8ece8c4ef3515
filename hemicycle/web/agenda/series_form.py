"""The form of a series of sittings: the same hours on each day of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations import local
from hemicycle.people.messages import refusal_message
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.local_time import moment_on
from hemicycle.rules.reasons import Refused
from hemicycle.rules.time_plan import MOST_SITTINGS
from hemicycle.web.agenda.days_form import Series
from hemicycle.web.toolkit.moment_inputs import ClockField, DayField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, time, tzinfo

    from hemicycle.rules.reasons import Reason
    from hemicycle.sittings.actions.planning import Hours


class SeriesForm(forms.Form):
    """Gives a ``Series``.

    Args:
        zone: Of its hours.
        present: The hours of the sittings that there are, in order of time; those of the last one are proposed.
    """

    first = DayField(label=gettext_lazy("First day"), this_century=True)
    last = DayField(label=gettext_lazy("Last day"), this_century=True)
    opens = ClockField(label=gettext_lazy("Opens"), input_formats=["%H:%M"])
    closes = ClockField(label=gettext_lazy("Closes"), input_formats=["%H:%M"])
    weekends = forms.BooleanField(
        required=False, label=gettext_lazy("Also on Saturdays and Sundays"), widget=forms.CheckboxInput
    )

    def __init__(self, data: Mapping[str, Any] | None, zone: tzinfo, present: Sequence[Hours]) -> None:
        self.zone = zone
        last = {name: getattr(hours, name) for hours in present[-1:] for name in ("opens", "closes")}
        super().__init__(data, initial=last, label_suffix="")

    def clean(self) -> dict[str, Any]:
        """Compare the days, and look at the hours of each."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and not 0 <= (last - first).days < MOST_SITTINGS:
            self.add_error("last", _("The last day is before the first one, or too far from it. Correct one of them."))
        if not self.errors:
            days, hours = self.series.days, {name: given[name] for name in ("opens", "closes")}
            for name, clock in hours.items():
                self._check_hours(name, clock, days)
        return given

    def _check_hours(self, name: str, clock: time, days: Iterable[date]) -> None:
        """An offset that is typed for one day would be wrong on the others: such a day gets a line of its own."""
        for day in days:
            found = moment_on(day, clock, self.zone)
            if isinstance(found, Refused):
                self.add_error(name, _said(day, found.reason, self.zone))
                return

    @property
    def series(self) -> Series:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return Series(given["first"], given["last"], given["opens"], given["closes"], given["weekends"])


def _said(day: date, reason: Reason, zone: tzinfo) -> str:
    if reason.code is not RuleCode.LOCAL_TIME_TWICE:
        return refusal_message(reason, zone)
    words = _(
        "On %(day)s this time occurs twice, because the clocks are put back. Leave that day out of the series, and add "
        "it on a line of its own with %(first)s or %(last)s."
    )
    return words % {"day": local.long_date(day), **reason.facts}
