"""The forms of slots: a row of them, one that is changed, and a booking for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.rules.local_time import clock_of, moment_on
from hemicycle.rules.reasons import Refused
from hemicycle.rules.slots import LONGEST, MOST_PLACES, SHORTEST
from hemicycle.support.actions.slots import Row, Wanted
from hemicycle.web.support.case_words import called
from hemicycle.web.toolkit.long_select import LongSelect
from hemicycle.web.toolkit.moment_inputs import LocalClockField, clock_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, time

    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting
    from hemicycle.support.models import Slot

#: Proposed for a new row.
_MINUTES, _PLACES = 15, 1


class SlotForm(forms.Form):
    """What every slot has. Hours are of the day of the session, in the consultation's zone."""

    clocks: tuple[str, ...] = ()

    minutes = forms.IntegerField(
        label=gettext_lazy("Duration (minutes)"),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput({"class": "form-control"}),
    )
    places = forms.IntegerField(
        label=pgettext_lazy("of a slot", "Places"),
        help_text=gettext_lazy("How many people can book it."),
        min_value=1,
        max_value=MOST_PLACES,
        widget=forms.NumberInput({"class": "form-control"}),
    )
    technician = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=gettext_lazy("Technician"),
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, sitting: Sitting, workers: Iterable[Registration], initial: dict[str, Any]
    ) -> None:
        self.sitting = sitting
        super().__init__(data, initial=initial, label_suffix="")
        named = [(row.pk, row.person.name) for row in workers]
        self.fields["technician"].choices = [("", _("Nobody yet")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say of each hour that it comes never, or twice, on that day."""
        given = super().clean() or self.cleaned_data
        for name in self.clocks:
            if given.get(name):
                error = clock_error(self._day, given[name], self.sitting.consultation.zone)
                if error:
                    self.add_error(name, error)
        return given

    @property
    def _day(self) -> date:
        return self.sitting.consultation.day(self.sitting.opens_at)

    def moment(self, name: str) -> datetime:
        """The moment of an hour that was typed, once ``is_valid()`` said so."""
        clock: time = self.cleaned_data[name]
        found = moment_on(self._day, clock, self.sitting.consultation.zone)
        if isinstance(found, Refused):
            raise TypeError(f"{name} is no time of that day")
        return found


class RowForm(SlotForm):
    """Gives a ``Row``."""

    clocks = ("opens", "closes")
    field_order = ("opens", "closes", "minutes", "places", "technician")

    opens = LocalClockField(label=gettext_lazy("First slot begins"))
    closes = LocalClockField(label=gettext_lazy("Last slot ends by"))

    def __init__(self, data: Mapping[str, Any] | None, sitting: Sitting, workers: Iterable[Registration]) -> None:
        zone = sitting.consultation.zone
        opens, closes = (clock_of(moment, zone) for moment in (sitting.opens_at, sitting.closes_at))
        initial = {"opens": opens, "closes": closes, "minutes": _MINUTES, "places": _PLACES}
        super().__init__(data, sitting, workers, initial)

    @property
    def wanted(self) -> Row:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        hours = self.moment("opens"), self.moment("closes")
        return Row(*hours, given["minutes"], given["places"], given["technician"])


class OneForm(SlotForm):
    """Gives a ``Wanted``."""

    clocks = ("begins",)
    field_order = ("begins", "minutes", "places", "technician")

    begins = LocalClockField(label=gettext_lazy("Begins"))

    def __init__(self, data: Mapping[str, Any] | None, slot: Slot, workers: Iterable[Registration]) -> None:
        begins = clock_of(slot.begins_at, slot.sitting.consultation.zone)
        initial = {
            "begins": begins,
            "minutes": slot.minutes,
            "places": slot.places,
            "technician": slot.technician_id,
        }
        super().__init__(data, slot.sitting, workers, initial)

    @property
    def wanted(self) -> Wanted:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return Wanted(self.moment("begins"), given["minutes"], given["places"], given["technician"])


class BookingForm(forms.Form):
    """For whom a place is booked."""

    person = forms.TypedChoiceField(
        coerce=int, label=gettext_lazy("Person"), widget=LongSelect({"class": "form-select"})
    )

    def __init__(self, data: Mapping[str, Any] | None, people: Iterable[Registration]) -> None:
        super().__init__(data, label_suffix="")
        named = sorted(((row.pk, called(row)) for row in people), key=lambda one: sort_key(one[1]))
        self.fields["person"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]

    @property
    def registration(self) -> int:
        """The key of who was chosen, once ``is_valid()`` said so."""
        key: int = self.cleaned_data["person"]
        return key
