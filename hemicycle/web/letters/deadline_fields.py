"""Deadlines in the forms of letters: a day with a time, and what a version of a letter says of the one that runs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.rules.deadlines import END_OF_DAY, Deadline
from hemicycle.web.toolkit.deadlines import check_deadline
from hemicycle.web.toolkit.moment_inputs import ClockField, DayField

if TYPE_CHECKING:
    from datetime import time

    from hemicycle.correspondence.models import Enquiry


def time_field() -> ClockField:
    """A time of day; without one the day ends at 23:59:59 (rule 17)."""
    return ClockField(
        label=_("Time"), required=False, help_text=_("Without a time, the deadline is the end of that day (24:00).")
    )


def shown_time(at: time) -> time | None:
    """A time as its field shows it: the end of a day is left out."""
    return None if at == END_OF_DAY else at


class NewDeadlineFields(forms.Form):
    """Until when a letter extends a deadline."""

    new_day = DayField(this_century=True, label=_("New deadline"), required=False)
    new_time = time_field()

    def check_new_deadline(self, enquiry: Enquiry | None) -> None:
        """Refuse a new deadline of this enquiry that nobody can mean; where there is none, nothing is extended."""
        given = self.cleaned_data
        if enquiry is not None and given.get("new_day") and "new_time" in given:
            local = datetime.combine(given["new_day"], given["new_time"] or END_OF_DAY)
            deadline, consultation = Deadline(local, ZoneInfo(enquiry.zone)), enquiry.letter.consultation
            check_deadline(self, deadline, consultation, day="new_day", time="new_time")


#: Whether a version of a letter extends the deadline that runs; see ``letter_queries.still_asked``.
STAYS, CHANGES = "stays", "changes"


class DeadlineFields(NewDeadlineFields):
    """Whether a version of a letter changes the deadline by which that one is answered, and to what.

    Attributes:
        still_asked: What is asked, while its deadline runs; None, and the fields are not there.
    """

    deadline = forms.ChoiceField(
        label=_("Does this version change the deadline?"),
        choices=[
            (STAYS, _("No, the deadline is unchanged")),
            (CHANGES, _("Yes, the deadline is extended")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Indicate whether this version changes the deadline.")},
    )
    still_asked: Enquiry | None = None

    @property
    def enquiry(self) -> Enquiry | None:
        """The enquiry whose deadline it extends."""
        return self.still_asked if self.changes_deadline else None

    def clean(self) -> dict[str, Any]:
        """Ask for the new deadline of a version that changes it, and refuse one that nobody can mean."""
        given = super().clean() or self.cleaned_data
        self.check_new_deadline(self.enquiry)
        if self.changes_deadline and "new_day" in given and given["new_day"] is None:
            self.add_error("new_day", _("Enter the new deadline, or indicate that the deadline is unchanged."))
        return given

    @property
    def changes_deadline(self) -> bool | None:
        """What was chosen, once ``is_valid()`` said so; None where nothing was."""
        return {STAYS: False, CHANGES: True}.get(self.cleaned_data.get("deadline", ""))
