"""The form by which one of the questions of an enquiry is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_parts import Wording
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.web.enquiries.labels import short_name
from hemicycle.web.toolkit.language_fields import add_fields, bound, text_in
from hemicycle.web.toolkit.worded_select import WordedSelect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import Question

#: Of a subject or title in a list to choose from, in characters.
_SHORT = 90


def _shortened(question: Question) -> Wording:
    """By its number and title, in the title's language."""
    title = Wording.of(question.title)
    short = title if len(title) <= _SHORT else title[:_SHORT].rstrip() + "…"
    return Wording(f"{short_name(question)}. {short}", title.language)


class WithdrawalForm(forms.Form):
    """Which question is asked no more, and why."""

    question = forms.ChoiceField(label=gettext_lazy("Item to withdraw"), widget=WordedSelect({"class": "form-select"}))

    def __init__(
        self,
        questions: Sequence[Question],
        languages: Iterable[str],
        data: QueryDict | None = None,
        chosen: str = "",
    ) -> None:
        super().__init__(data, initial={"question": chosen})
        add_fields(self, "words", languages, WORDS_LENGTH, rows=3)
        self.questions = {str(question.pk): question for question in questions if question.withdrawn_at is None}
        field = cast("forms.ChoiceField", self.fields["question"])
        field.choices = [(key, _shortened(question)) for key, question in self.questions.items()]

    @property
    def chosen(self) -> Question:
        """The question."""
        return self.questions[self.cleaned_data["question"]]

    @property
    def words(self) -> list[forms.BoundField]:
        """Why, a field for each language."""
        return bound(self, "words")

    @property
    def why(self) -> Text:
        """Why, by language, as it was typed."""
        return text_in(self.cleaned_data, "words")
