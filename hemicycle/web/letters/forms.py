"""Forms with which a letter is written: its head, its text in a language, its annexes, what is chosen at sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import NATIVE_NAMES, direction
from hemicycle.correspondence.actions.annexes import AnnexWords
from hemicycle.correspondence.actions.correcting import Correction
from hemicycle.correspondence.actions.letters import Words, digest
from hemicycle.correspondence.models import Annex, Letter, LetterText
from hemicycle.correspondence.models.letters import SERIES_LENGTH, WORDS_LENGTH
from hemicycle.correspondence.templates import OF_VERSIONS, TEMPLATES
from hemicycle.people.uploads import ENDINGS
from hemicycle.rules.deadlines import END_OF_DAY
from hemicycle.rules.versions import Change
from hemicycle.web.letters.deadline_fields import (
    DeadlineFields,
    NewDeadlineFields,
)
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.moment_inputs import DayField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.core.files.base import File
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from hemicycle.correspondence.models import AnnexText, Enquiry, LanguageVersionAnnex
    from hemicycle.people.models import Upload
    from hemicycle.rules.capacity import Classes

_CONTROL, _SELECT = {"class": "form-control"}, {"class": "form-select"}


def class_choices(classes: Classes) -> list[tuple[str, str]]:
    """The participation classes to which a letter may go."""
    return [(one.value, labels.capacity(one)) for one in classes if not one.of_persons]


def what_changes_field(code: str) -> CleanField:
    """What a version of a letter changes, in a language."""
    return CleanField(
        label=NATIVE_NAMES[code],
        required=False,
        longest=WORDS_LENGTH,
        widget=forms.Textarea({**_CONTROL, "rows": 2, "lang": code, "dir": direction(code)}),
    )


class SymbolFields(NewDeadlineFields):
    """What names a letter, and until when it extends a deadline."""

    series = CleanField(label=_("Series"), longest=SERIES_LENGTH, widget=forms.TextInput({**_CONTROL, "dir": "ltr"}))
    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=999_999,
        widget=forms.NumberInput({**_CONTROL, "dir": "ltr"}),
    )
    dated = DayField(this_century=True, label=_("Date of the letter"))


class BeginForm(SymbolFields):
    """A new letter: which of our texts it begins with, and its symbol."""

    template = forms.ChoiceField(
        label=_("Template"),
        choices=[(name, template.title) for name, template in TEMPLATES.items() if name not in OF_VERSIONS],
        help_text=_("Provided as drafts to be completed, in each language that has a default text."),
        widget=forms.Select(_SELECT),
    )
    extends = forms.ChoiceField(
        label=_("Letter whose deadline is extended"),
        required=False,
        widget=forms.Select(_SELECT),
    )

    def __init__(self, data: QueryDict | None, enquiries: Iterable[Enquiry], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial), label_suffix="")
        self._enquiries = {str(row.pk): row for row in enquiries}
        choices = [("", _("None")), *((key, row.letter.symbol) for key, row in self._enquiries.items())]
        self.fields["extends"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["template", "series", "number", "dated", "extends", "new_day", "new_time"])

    @property
    def enquiry(self) -> Enquiry | None:
        """The enquiry whose deadline is extended."""
        return self._enquiries.get(self.cleaned_data.get("extends", ""))

    def clean(self) -> dict[str, Any]:
        """Refuse a new deadline that nobody can mean."""
        given = super().clean() or self.cleaned_data
        self.check_new_deadline(self.enquiry)
        return given


class TextForm(forms.Form):
    """A letter in one language. What is too long or cannot be filled in, the action says."""

    subject = forms.CharField(label=_("Subject"), required=False, strip=False, widget=forms.TextInput(_CONTROL))
    body = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea({**_CONTROL, "rows": 22})
    )
    state = forms.ChoiceField(
        label=_("Translation"), choices=LetterText.State.choices, widget=forms.Select(_SELECT), required=False
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, language: str, text: LetterText | None) -> None:
        initial = {"state": LetterText.State.DRAFT.value}
        if text is not None:
            seen = digest(text.subject, text.body)
            initial = {"subject": text.subject, "body": text.body, "state": text.state, "seen": seen}
        super().__init__(data, initial=initial, label_suffix="")
        for name in ("subject", "body"):
            self.fields[name].widget.attrs.update({"lang": language, "dir": direction(language)})

    @property
    def words(self) -> Words:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return Words(given["subject"], given["body"], given["state"] or LetterText.State.DRAFT, given["seen"])


class AnnexForm(forms.Form):
    """An annex in one language: its title, and its text or file."""

    title = forms.CharField(label=_("Title"), required=False, strip=False, widget=forms.TextInput(_CONTROL))
    body = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea({**_CONTROL, "rows": 14})
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, Word, Excel or a picture, 10 MB at most. A new file replaces the existing one."),
        widget=forms.FileInput({**_CONTROL, "accept": ENDINGS}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, Any] | None,
        kind: str,
        language: str,
        text: AnnexText | LanguageVersionAnnex | None,
        *,
        prefix: str = "",
    ) -> None:
        initial = {}
        if text is not None:
            initial = {"title": text.title, "body": text.body, "seen": digest(text.title, text.body)}
        super().__init__(data, files, initial=initial, label_suffix="", prefix=prefix or language, auto_id="id-%s")
        if kind == Annex.Kind.FILE:
            del self.fields["body"]
        else:
            del self.fields["file"]
        for field in self.fields.values():
            field.widget.attrs.update({"lang": language, "dir": direction(language)})

    def words(self, upload: Upload | None) -> AnnexWords:
        """What was typed, once ``is_valid()`` said so, with its file as it was kept."""
        given = self.cleaned_data
        return AnnexWords(given["title"], given.get("body", ""), upload, given["seen"])


class AnnexForms:
    """An annex in every language, sent as one: a form for each.

    Attributes:
        by_language: The forms.
    """

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, Any] | None,
        annex: Annex,
        texts: Mapping[str, AnnexText],
    ) -> None:
        languages = annex.letter.languages
        self.by_language = {code: AnnexForm(data, files, annex.kind, code, texts.get(code)) for code in languages}

    def is_valid(self) -> bool:
        """Whether each of them is; each says what is wrong with it."""
        return all(form.is_valid() for form in self.by_language.values())

    @property
    def files(self) -> list[tuple[str, File[bytes]]]:
        """The files that were sent, each with its language, once ``is_valid()`` said so."""
        sent = ((code, form.cleaned_data.get("file")) for code, form in self.by_language.items())
        return [(code, file) for code, file in sent if file]

    def words(self, stored: Mapping[str, Upload]) -> dict[str, AnnexWords]:
        """What was typed, with the files as they were kept, by language."""
        return {code: form.words(stored.get(code)) for code, form in self.by_language.items()}


class CorrectForm(DeadlineFields):
    """A correction of a letter that was sent; what becomes of its deadline, where that runs."""

    change = forms.ChoiceField(label=_("Kind"), choices=Letter.ChangeKind.choices, widget=forms.RadioSelect)
    dated = DayField(this_century=True, label=_("Date of the letter"))

    def __init__(
        self,
        data: QueryDict | None,
        still_asked: Enquiry | None,
        initial: Mapping[str, Any],
        languages: tuple[str, ...],
        *,
        closed: bool,
    ) -> None:
        super().__init__(data, initial=dict(initial), label_suffix="")
        self.still_asked, self.languages, self.closed = still_asked, languages, closed
        if closed:
            beside = [kind for kind in Letter.ChangeKind.choices if kind[0] != Letter.ChangeKind.REVISION]
            self.fields["change"].choices = beside  # type: ignore[attr-defined]
        if still_asked is None:
            del self.fields["deadline"], self.fields["new_day"], self.fields["new_time"]
        for code in languages:
            self.fields[f"what_changes_{code}"] = what_changes_field(code)

    @property
    def in_languages(self) -> list[forms.BoundField]:
        """What the version changes, in each language."""
        return [self[f"what_changes_{code}"] for code in self.languages]

    @property
    def correction(self) -> Correction:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return Correction(
            Change(given["change"]),
            {code: given[f"what_changes_{code}"] for code in self.languages},
            given["dated"],
            False if self.closed else self.changes_deadline,
            given.get("new_day"),
            given.get("new_time") or END_OF_DAY,
        )
