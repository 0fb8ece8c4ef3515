"""A field for a moment, typed as the local time of the consultation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from hemicycle.people.messages import refusal_message
from hemicycle.rules.local_time import moment
from hemicycle.rules.reasons import Refused

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

#: Years outside of these are slips of the pen, and some of them no database takes.
_YEARS = range(2000, 2101)


class LocalMomentField(forms.CharField):
    """A date and a time in ``zone``, which the form sets; gives an aware moment, or nothing."""

    widget = forms.TextInput
    default_error_messages = {  # noqa: RUF012 - as Django's own fields have it
        "invalid": gettext_lazy("This is not a date and a time. Write them as in 2020-06-09T12:00.")
    }

    def __init__(self, **rest: Any) -> None:
        self.zone: ZoneInfo | None = None
        widget = forms.TextInput({"class": "form-control", "type": "datetime-local", "step": "1", "dir": "ltr"})
        super().__init__(required=False, widget=widget, **rest)

    def prepare_value(self, value: object) -> object:
        """A moment as its field shows it."""
        return value.astimezone(self.zone).replace(tzinfo=None).isoformat() if isinstance(value, datetime) else value

    def clean(self, value: object) -> datetime | None:
        """The moment.

        Raises:
            ValidationError: it is none, or a time that the clocks jump over.
        """
        text = str(value or "").strip()
        if not text:
            return None
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            local = None
        if local is None or local.tzinfo is not None or local.year not in _YEARS or self.zone is None:
            raise ValidationError(self.error_messages["invalid"])
        local_moment = moment(local, self.zone)
        if isinstance(local_moment, Refused):
            raise ValidationError(refusal_message(local_moment.reason, self.zone))
        return local_moment
