"""What a day and a time are typed into: the same in every language, as 2020-05-22 and 18:00.

Fields of the browser's own are in its language, not in the page's: in an Arabic page of an American browser a day is
mm/dd/yyyy and noon is 12:00 PM. The page's script puts a button beside a day, which opens the browser's calendar.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from hemicycle.people.messages import refusal_message
from hemicycle.rules.local_time import both, moment_on
from hemicycle.rules.reasons import Refused

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from django.utils.functional import _StrPromise

_CONTROL: dict[str, object] = {"class": "form-control", "dir": "ltr", "autocomplete": "off"}
DAY_FORM = gettext_lazy("YYYY-MM-DD")
TIME_FORM = gettext_lazy("HH:MM")
CALENDAR = gettext_lazy("Open the calendar")
_YEARS = range(2000, 2101)


def day_input() -> forms.DateInput:
    """For a ``forms.DateField``; shows and takes ISO 8601."""
    return forms.DateInput(_picked("date", DAY_FORM), format="%Y-%m-%d")


def time_input(form: str = "%H:%M") -> forms.TimeInput:
    """For a ``forms.TimeField``: 24 hours."""
    return forms.TimeInput({**_CONTROL, "placeholder": TIME_FORM, "data-kind": "time"}, format=form)


def moment_input() -> forms.TextInput:
    """For a day with a time, in one field."""
    return forms.TextInput(_picked("datetime-local", gettext_lazy("YYYY-MM-DD HH:MM")))


def _picked(kind: str, form: _StrPromise) -> dict[str, object]:
    # By its kind the script knows which of the browser's own fields has the calendar.
    return {**_CONTROL, "placeholder": form, "data-kind": kind, "data-calendar": CALENDAR}


class DayField(forms.DateField):
    """A day, as 2020-06-09.

    Args:
        this_century: A year outside of it is a slip of the pen.
    """

    def __init__(
        self, *, this_century: bool = False, error_messages: dict[str, Any] | None = None, **rest: Any
    ) -> None:
        said = {"invalid": gettext_lazy("This is not a date. Enter it in the form 2020-06-09: year, month, day.")}
        self.this_century = this_century
        super().__init__(
            input_formats=["%Y-%m-%d"], widget=day_input(), error_messages={**said, **(error_messages or {})}, **rest
        )

    def validate(self, value: date | None) -> None:
        """Refuse a year that nobody means.

        Raises:
            ValidationError: it is not of this century.
        """
        super().validate(value)
        if self.this_century and value is not None and value.year not in _YEARS:
            raise forms.ValidationError(gettext_lazy("This date is before 2000 or after 2100. Check its year."))


class ClockField(forms.TimeField):
    """A time of the day, as 18:00."""

    def __init__(self, *, seconds: bool = False, **rest: Any) -> None:
        said = {"invalid": gettext_lazy("This is not a time. Enter it in the form 18:00.")}
        widget = time_input("%H:%M:%S") if seconds else time_input()
        super().__init__(widget=widget, error_messages=said, **rest)


class LocalClockField(ClockField):
    """A time of a day in a zone, as 18:00; with its offset, as 02:30+02:00, where it comes twice on that day."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M%z"], **rest)

    def strptime(self, value: str, format: str) -> time:  # noqa: A002 - as Django has it
        """The time, with its offset where one is typed."""
        return datetime.strptime(value, format).timetz()  # noqa: DTZ007 - a time of the day has no zone

    def prepare_value(self, value: object) -> object:
        """A time as its field shows it."""
        return value.isoformat("minutes") if isinstance(value, time) else value


def clock_error(day: date, clock: time, zone: tzinfo) -> str:
    """What is wrong with a time of a day in a zone: it comes never, or twice and is typed without its offset.

    Empty where nothing is.
    """
    if clock.tzinfo is not None and both(datetime.combine(day, clock), zone) is None:
        return gettext("This is not a time. Enter it in the form 18:00.")
    found = moment_on(day, clock, zone)
    return refusal_message(found.reason, zone) if isinstance(found, Refused) else ""
