"""What a day and a time are typed into: the same in every language, as 2020-05-22 and 18:00.

Fields of the browser's own are in its language, not in the page's: in an Arabic page of an American browser a day is
mm/dd/yyyy and noon is 12:00 PM. The page's script puts a button beside a day, which opens the browser's calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_CONTROL: dict[str, object] = {"class": "form-control", "dir": "ltr", "autocomplete": "off"}
DAY_FORM = gettext_lazy("YYYY-MM-DD")
TIME_FORM = gettext_lazy("HH:MM")
CALENDAR = gettext_lazy("Open the calendar")


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
