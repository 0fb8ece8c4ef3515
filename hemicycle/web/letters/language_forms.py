"""The form of a language version: what its readers got in another language, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_parts import Sentence, Wording
from hemicycle.consultations.languages import direction
from hemicycle.correspondence.actions.language_versions import VersionWords, digest_of
from hemicycle.correspondence.issued import option_key, question_key
from hemicycle.web.letters.forms import AnnexForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.base import File
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from hemicycle.correspondence.models import Annex, LanguageVersionAnnex, LetterText, Question
    from hemicycle.people.models import Upload
    from hemicycle.web.letters.desk_access import AtVersion

_CONTROL = {"class": "form-control"}


class VersionTextForm(forms.Form):
    """The text, what a correction changes, and the words of the questions. What is too long, the action says."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"), required=False, strip=False, widget=forms.TextInput(_CONTROL)
    )
    body = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=False, widget=forms.Textarea({**_CONTROL, "rows": 22})
    )
    what_changes = forms.CharField(
        label=gettext_lazy("Changes"),
        required=False,
        strip=False,
        widget=forms.Textarea({**_CONTROL, "rows": 2}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, at: AtVersion, titles: Mapping[str, str]) -> None:
        version, questions = at.version, at.lacking.questions
        own = next((text for text in at.letter.texts.all() if text.language == at.language), None)
        initial: dict[str, str] = {"seen": digest_of(version), **_text_to_begin_with(at, own), **titles}
        if version is not None:
            initial |= {"subject": version.subject, "body": version.body, "what_changes": version.what_changes}
            initial |= version.questions
        super().__init__(data, initial=initial, label_suffix="")
        if not at.lacking.text:
            del self.fields["subject"], self.fields["body"]
        if at.letter.replaces_id is None or at.letter.what_changes.get(at.language):
            del self.fields["what_changes"]
        self.keys = [key for question in questions for key in self._ask(question, at.language)]
        for field in self.fields.values():
            field.widget.attrs.update({"lang": at.language, "dir": direction(at.language)})

    def _ask(self, question: Question, language: str) -> list[str]:
        """Fields for the words that a question lacks; returns their names."""
        wanted: dict[str, str] = {}
        if not question.title.get(language):
            wanted[question_key(question)] = Wording.of(question.title)
        for option in question.options.all():
            if not option.label.get(language):
                label = Wording.of(option.label)
                wanted[option_key(option)] = Sentence("%(key)s) %(label)s", {"key": option.key, "label": label})
        for key, words in wanted.items():
            number: str = Sentence(_("%(number)d. %(title)s"), {"number": question.number, "title": words})
            asked = number if key.startswith("q") else words
            self.fields[key] = forms.CharField(
                label=asked, required=False, strip=False, widget=forms.TextInput(_CONTROL)
            )
        return list(wanted)

    @property
    def changes(self) -> forms.BoundField | None:
        """What the letter changes, of one that corrects another and does not say it in this language."""
        return self["what_changes"] if "what_changes" in self.fields else None

    @property
    def in_questions(self) -> list[forms.BoundField]:
        """The words of the questions and their options."""
        return [self[key] for key in self.keys]


def _text_to_begin_with(at: AtVersion, own: LetterText | None) -> dict[str, str]:
    """A translation that was a draft when the letter was sent, if there was one."""
    return {"subject": own.subject, "body": own.body} if own is not None and at.lacking.text else {}


class VersionForms:
    """The text with the annexes, sent as one.

    Attributes:
        text: The form of the text.
        annexes: Of each annex that is missing in the language, with its form and what is saved of it.
    """

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, Any] | None,
        at: AtVersion,
        titles: Mapping[str, str],
    ) -> None:
        saved = {row.annex_id: row for row in at.version.annexes.all()} if at.version else {}
        self.text = VersionTextForm(data, at, titles)
        self.annexes: list[tuple[Annex, AnnexForm, LanguageVersionAnnex | None]] = []
        for annex in at.lacking.annexes:
            row = saved.get(annex.pk)
            form = AnnexForm(data, files, annex.kind, at.language, row, prefix=f"annex-{annex.number}")
            self.annexes.append((annex, form, row))

    def is_valid(self) -> bool:
        """Whether each of them is; each says what is wrong with it."""
        return all([self.text.is_valid(), *(form.is_valid() for _annex, form, _row in self.annexes)])

    @property
    def files(self) -> list[tuple[int, File[bytes]]]:
        """The files that were sent, each with the key of its annex, once ``is_valid()`` said so."""
        sent = ((annex.pk, form.cleaned_data.get("file")) for annex, form, _row in self.annexes)
        return [(key, file) for key, file in sent if file]

    def words(self, stored: Mapping[int, Upload]) -> VersionWords:
        """What was typed, once ``is_valid()`` said so, with the files as they were kept."""
        given = self.text.cleaned_data
        return VersionWords(
            given.get("subject", ""),
            given.get("body", ""),
            given.get("what_changes", ""),
            {key: given[key] for key in self.text.keys},
            {annex.pk: form.words(stored.get(annex.pk)) for annex, form, _row in self.annexes},
            given["seen"],
        )
