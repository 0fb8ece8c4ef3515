"""The form by which one of the questions of an enquiry is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import localized
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.web.enquiries.labels import short_name
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from hemicycle.correspondence.models import Question

#: Of a subject or title in a list to choose from, in characters.
_SHORT = 90


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rstrip() + "…"


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
