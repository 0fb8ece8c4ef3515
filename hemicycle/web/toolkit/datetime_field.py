"""A field for a moment, typed as the local time of the consultation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from hemicycle.people.messages import refusal_message
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.local_time import both, moment
from hemicycle.rules.reasons import Refused
from hemicycle.web.toolkit.moment_inputs import moment_input

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

#: Years outside of these are slips of the pen, and some of them no database takes.
_YEARS = range(2000, 2101)


class LocalMomentField(forms.CharField):
    """A date and a time in ``zone``, which the form sets; gives an aware moment, or nothing.

    Of a time that comes twice, when the clocks are put back, the form asks which one is meant: it is then typed with
    its offset, as in 2020-10-25 02:30+02:00.
    """

    widget = forms.TextInput
    default_error_messages = {  # noqa: RUF012 - as Django's own fields have it
        "invalid": gettext_lazy("This is not a date and time. Enter them in the form 2020-06-09 12:00.")
    }

    def __init__(self, **rest: Any) -> None:
        self.zone: ZoneInfo | None = None
        super().__init__(required=False, widget=moment_input(), **rest)

    def prepare_value(self, value: object) -> object:
        """A moment as its field shows it; one of a time that comes twice, with its offset."""
        if not isinstance(value, datetime) or self.zone is None:
            return value
        local = value.astimezone(self.zone)
        if both(local, self.zone) is None:
            return _typed(local.replace(tzinfo=None))
        self._type_offset()
        return _typed(local)

    def _type_offset(self) -> None:
        """Let an offset be typed: a calendar of the browser's gives none."""
        for name in ("data-kind", "data-calendar"):
            self.widget.attrs.pop(name, None)

    def clean(self, value: object) -> datetime | None:
        """The moment.

        Raises:
            ValidationError: it is none, a time that the clocks jump over, or one that comes twice without its offset.
        """
        text = str(value or "").strip()
        if not text:
            return None
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            local = None
        if local is None or local.year not in _YEARS or self.zone is None:
            raise ValidationError(self.error_messages["invalid"])
        return self._with_offset(local, self.zone) if local.tzinfo else self._without(local, self.zone)

    def _with_offset(self, given: datetime, zone: ZoneInfo) -> datetime:
        """One of two moments of the same local time."""
        chosen = moment(given, zone)
        if isinstance(chosen, Refused) or both(given, zone) is None:
            raise ValidationError(self.error_messages["invalid"])
        self._type_offset()
        return chosen

    def _without(self, local: datetime, zone: ZoneInfo) -> datetime:
        local_moment = moment(local, zone)
        if isinstance(local_moment, Refused):
            if local_moment.reason.code is RuleCode.LOCAL_TIME_TWICE:
                self._type_offset()
            raise ValidationError(refusal_message(local_moment.reason, zone))
        return local_moment


def _typed(local: datetime) -> str:
    """A local time as it is typed, with its seconds where it has any."""
    return local.isoformat(" ", "seconds" if local.second else "minutes")
