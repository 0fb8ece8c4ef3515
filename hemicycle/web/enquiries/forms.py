"""Forms of what is done to an enquiry: its deadline extended, one of its questions withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import localized
from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.correspondence.queries import subject
from hemicycle.rules.deadlines import END_OF_DAY, Deadline
from hemicycle.web.enquiries.labels import short_name
from hemicycle.web.toolkit.deadlines import check_deadline
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.moment_inputs import ClockField, DayField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.http import QueryDict

    from hemicycle.correspondence.models import Enquiry, Letter, Question

#: Of a subject or title in a list to choose from, in characters.
_SHORT = 90


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rstrip() + "…"


class ExtensionForm(forms.Form):
    """The letter that gives the extension, and the new deadline in the enquiry's zone."""

    letter = forms.ChoiceField(
        label=gettext_lazy("Letter of extension"),
        help_text=gettext_lazy(
            "Letters sent after the questions, to exactly the Members consulted. Choose the one that states "
            "the new deadline."
        ),
        widget=forms.Select({"class": "form-select"}),
    )
    day = DayField(label=gettext_lazy("New deadline: day"))
    time = ClockField(label=gettext_lazy("Time"), required=False, seconds=True)

    def __init__(self, enquiry: Enquiry, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self._enquiry = enquiry
        self.letters = {str(row.pk): row for row in letter_queries.extending(enquiry)}
        field = cast("forms.ChoiceField", self.fields["letter"])
        field.choices = [(key, f"{row.symbol}: {_shortened(subject(row))}") for key, row in self.letters.items()]
        self.fields["time"].help_text = _(
            "Local time in the time zone of the deadline (%(zone)s). If empty, the deadline is 24:00."
        ) % {"zone": enquiry.zone}

    def clean(self) -> dict[str, Any]:
        """Refuse a deadline that nobody can mean."""
        given = super().clean() or self.cleaned_data
        if given.get("day") and "time" in given:
            check_deadline(self, self.deadline, self._enquiry.letter.consultation, day="day", time="time")
        return given

    @property
    def deadline(self) -> Deadline:
        """The new deadline, as it was given."""
        return Deadline(datetime.combine(self.cleaned_data["day"], self.until), ZoneInfo(self._enquiry.zone))

    @property
    def until(self) -> dt.time:
        """The time of the new deadline."""
        return cast("dt.time", self.cleaned_data.get("time") or END_OF_DAY)

    @property
    def chosen(self) -> Letter:
        """The letter."""
        return self.letters[self.cleaned_data["letter"]]


class WithdrawalForm(forms.Form):
    """Which question is asked no more, and why."""

    question = forms.ChoiceField(label=gettext_lazy("Item to withdraw"), widget=forms.Select({"class": "form-select"}))
    words = CleanField(
        longest=WORDS_LENGTH,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("All Members consulted can read it."),
        widget=forms.Textarea({"class": "form-control", "rows": 4, "dir": "auto"}),
    )

    def __init__(self, questions: Sequence[Question], data: QueryDict | None = None, chosen: str = "") -> None:
        super().__init__(data, initial={"question": chosen})
        self.questions = {str(question.pk): question for question in questions if question.withdrawn_at is None}
        field = cast("forms.ChoiceField", self.fields["question"])
        field.choices = [
            (key, f"{short_name(question)}. {_shortened(localized(question.title))}")
            for key, question in self.questions.items()
        ]

    @property
    def chosen(self) -> Question:
        """The question."""
        return self.questions[self.cleaned_data["question"]]
