"""The forms of cases: what is written, to whom it is handed over, why it is solved, and a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.people.models.members import PHONE_LENGTH
from hemicycle.support.models import MESSAGE_LENGTH, STRANGER_LENGTH, HelpCase
from hemicycle.web.support import case_words as words
from hemicycle.web.toolkit.forms import CleanField, PhoneField
from hemicycle.web.toolkit.long_select import LongSelect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.people.models import Registration

_EMPTY = gettext_lazy("Enter a text before you send it.")


def text_field(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> CleanField:  # noqa: ANN401 - lazy
    """What somebody writes in a case."""
    return CleanField(
        longest=MESSAGE_LENGTH,
        lines=True,
        required=required,
        label=label,
        help_text=help_text,
        error_messages={"required": _EMPTY},
        widget=forms.Textarea({"class": "form-control", "dir": "auto", "rows": rows}),
    )


class QuestionForm(forms.Form):
    """What a person asks the help desk; it takes no files."""

    text = text_field(
        gettext_lazy("What is the matter?"),
        gettext_lazy("Say what you tried, and what happened. Text alone: no files can be sent here."),
    )

    def __init__(self, data: Mapping[str, Any] | None, prefix: str) -> None:
        super().__init__(data, prefix=prefix, label_suffix="")


class MoreForm(QuestionForm):
    """What they write in a case of theirs."""

    text = text_field(gettext_lazy("Your message"), rows=3)


class AnswerForm(QuestionForm):
    """What the desk answers."""

    text = text_field(gettext_lazy("Answer"), gettext_lazy("The person reads it at once."))

    def __init__(self, data: Mapping[str, Any] | None, prefix: str, text: str = "", language: str = "") -> None:
        super().__init__(data, prefix)
        self.initial["text"] = text
        if text and language:
            self.fields["text"].widget.attrs["lang"] = language


class NoteForm(QuestionForm):
    """What those of the desk keep for themselves."""

    text = text_field(gettext_lazy("Note"), gettext_lazy("The person never sees it."), rows=3)


class HandOverForm(forms.Form):
    """Who has a case from now on."""

    to = forms.ChoiceField(label=gettext_lazy("Colleague"), widget=LongSelect({"class": "form-select"}))
    text = text_field(gettext_lazy("Note"), gettext_lazy("Private: what they need to know."), rows=2, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, prefix: str, workers: Iterable[Registration], me: Registration
    ) -> None:
        super().__init__(data, prefix=prefix, label_suffix="")
        others = [(str(row.pk), words.called(row)) for row in workers if row.pk != me.pk]
        self.fields["to"].choices = [("", _("Choose")), *others]  # type: ignore[attr-defined]


class SolveForm(forms.Form):
    """What the trouble was."""

    cause = forms.ChoiceField(
        label=gettext_lazy("Cause"),
        choices=[("", gettext_lazy("Choose")), *HelpCase.Cause.choices],
        error_messages={"required": gettext_lazy("Choose the cause: the statistics count it.")},
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, prefix: str) -> None:
        super().__init__(data, prefix=prefix, label_suffix="")


class CallForm(forms.Form):
    """A call that somebody at the desk has taken."""

    registration = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Registered person"),
        widget=LongSelect({"class": "form-select"}),
    )
    stranger = CleanField(
        longest=STRANGER_LENGTH,
        required=False,
        label=gettext_lazy("Somebody else"),
        help_text=gettext_lazy("The name that they say, if they are not on the list."),
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
    )
    call_back = PhoneField(
        longest=PHONE_LENGTH,
        required=False,
        label=gettext_lazy("Call-back number"),
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "autocomplete": "off", "inputmode": "tel"}),
    )
    text = text_field(gettext_lazy("What is the matter?"))

    def __init__(
        self, data: Mapping[str, Any] | None, callers: Iterable[Registration], chosen: Registration | None
    ) -> None:
        initial = {"registration": str(chosen.pk), "call_back": chosen.person.phone} if chosen else {}
        super().__init__(data, initial=initial, label_suffix="")
        named = sorted(((str(row.pk), words.called(row)) for row in callers), key=lambda one: sort_key(one[1]))
        self.fields["registration"].choices = [("", _("Not registered")), *named]  # type: ignore[attr-defined]

    @property
    def caller(self) -> int | None:
        """The registration that was chosen."""
        return int(self.cleaned_data["registration"]) if self.cleaned_data["registration"] else None
