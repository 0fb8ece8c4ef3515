"""Forms about focal points: named, delegated, withdrawn; and the words that a step needs."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_settings import preferred
from hemicycle.consultations.languages import reader_language
from hemicycle.fields.widths import length_of
from hemicycle.people import queries
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.details import limit
from hemicycle.people.lookalikes import looking_like
from hemicycle.people.models import FocalPoint
from hemicycle.people.models.members import NAME_LENGTH
from hemicycle.people.models.registrations import WORDS_LENGTH
from hemicycle.people.uploads import ENDINGS, MEGABYTES, look
from hemicycle.web.toolkit.confirmed_names import CONFIRMED, ConfirmsNames
from hemicycle.web.toolkit.forms import CleanField, NameField
from hemicycle.web.toolkit.moment_inputs import DayField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.models import Consultation

MANDATE_WORDS_LENGTH = length_of(FocalPoint, "withdrawn_why")


def _day(**rest: Any) -> DayField:
    return DayField(this_century=True, error_messages={"required": gettext_lazy("Choose a date.")}, **rest)


def words_field(label: str | _StrPromise, *, longest: int = WORDS_LENGTH, required: bool = True) -> CleanField:
    """Words that are recorded, and that the person reads."""
    widget = forms.Textarea({"class": "form-control", "dir": "auto", "rows": 3})
    return CleanField(longest=longest, label=label, required=required, widget=widget)


class InConsultation(forms.Form):
    """A form whose days are those of a consultation's zone."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        consultation: Consultation,
        now: datetime,
    ) -> None:
        super().__init__(data, files, label_suffix="")
        self.consultation, self.now = consultation, now
        if "language" in self.fields:
            self.fields["language"].choices = preferred(consultation.languages)  # type: ignore[attr-defined]

    def begins(self, field: str) -> datetime | None:
        """The first moment of the day in a field; nothing for today, which means now."""
        day: date | None = self.cleaned_data[field]
        if day is None or day == self.now.astimezone(self.consultation.zone).date():
            return None
        return datetime.combine(day, time(), self.consultation.zone)

    def ends(self, field: str) -> datetime | None:
        """The first moment after the day in a field."""
        day: date | None = self.cleaned_data[field]
        return datetime.combine(day + timedelta(days=1), time(), self.consultation.zone) if day else None


class NamingForm(ConfirmsNames, InConsultation):
    """A focal point, as the secretariat enters it."""

    email = forms.EmailField(
        max_length=limit("email"),
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Sign-in codes are sent to it. It must be this person’s own."),
        error_messages={
            "invalid": gettext_lazy("This is not an e-mail address. Enter it in the form name@example.org.")
        },
        widget=forms.EmailInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    name = NameField(
        longest=NAME_LENGTH,
        label=gettext_lazy("Title and full name"),
        help_text=gettext_lazy("For example Ms. Elena Duarte. The person can change it."),
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Preferred language"),
        widget=forms.Select({"class": "form-select"}),
    )
    start = _day(
        required=False,
        label=gettext_lazy("Start date"),
        help_text=gettext_lazy("Leave empty to start immediately."),
    )
    end = _day(
        required=False,
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Leave empty where the letter specifies none."),
    )
    instrument = forms.FileField(
        label=gettext_lazy("Note or letter conferring the authority"),
        error_messages={"required": gettext_lazy("Attach the note or letter conferring the authority.")},
        help_text=gettext_lazy("PDF, Word, Excel, text, PNG or JPEG, at most %(megabytes)d MB."),
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control", "accept": ENDINGS}),
    )

    def __init__(self, *given: Any, **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.fields["language"].initial = reader_language()
        self.fields["instrument"].help_text %= {"megabytes": MEGABYTES}

    def clean(self) -> dict[str, Any]:
        """Look at the name."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            others = looking_like(given["name"], queries.names_of_others(self.consultation, given["email"]))
            self.warn_of_name("name", given["name"], others, named=False)
        return given

    def mandate(self) -> Mandate:
        """What was asked for, once ``is_valid()`` said so.

        Raises:
            Refusal: the instrument is no file that is kept.
        """
        given = self.cleaned_data
        return Mandate(
            given["email"], given["name"], given["language"], self.begins("start"), self.ends("end"),
            look(given["instrument"]) if given["instrument"] else None,
        )  # fmt: skip


class DelegatingForm(NamingForm):
    """To whom a focal point gives their authority, for a time."""

    start = _day(
        required=False,
        label=gettext_lazy("Start date"),
        help_text=gettext_lazy("Leave empty to start immediately."),
    )
    end = _day(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Your authority returns to you on the following day.")
    )
    field_order = ("email", "name", CONFIRMED, "language", "start", "end", "instrument")

    def __init__(self, *given: Any, **rest: Any) -> None:
        super().__init__(*given, **rest)
        instrument = self.fields["instrument"]
        instrument.required = False
        words = _("Required for a person with another capacity in the consultation. %(kinds)s")
        instrument.help_text = words % {"kinds": instrument.help_text}


class WithdrawingForm(InConsultation):
    """Why a mandate ends, and from when on."""

    words = words_field(gettext_lazy("Reason for withdrawal"), longest=MANDATE_WORDS_LENGTH)
    since = _day(
        required=False,
        label=gettext_lazy("Start date"),
        help_text=gettext_lazy("Leave empty to start immediately."),
    )


class WordsForm(InConsultation):
    """Words that somebody must be given."""

    words = words_field(gettext_lazy("Reason"))


class OptionalWordsForm(WordsForm):
    """Words that somebody may be given."""

    words = words_field(gettext_lazy("Reason"), required=False)
