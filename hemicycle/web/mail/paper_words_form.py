"""The words that papers print, to be given one by one in a language, or as a translator's file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES, direction
from hemicycle.mail.editing_paper_words import seen_of
from hemicycle.mail.paper_words import Given, NotRead, OtherLanguage, Word, fault, given, lacking, read
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

    from hemicycle.mail.models import OwnText

_LONGEST = 2_000
#: From this many characters on, a word is a sentence, which has a field of several lines.
_LONG = 80
_MOST_BYTES = 2_000_000
#: Of numbers that have a form, so many are shown as examples, of those up to here.
_EXAMPLES, _UP_TO = 4, 200
#: Of words that a file gives wrongly, so many are named.
_NAMED = 5


def _wrong(what: str) -> str:
    words = _("Keep the placeholders and tags of the English text, and add no others. Check: %(marks)s")
    return words % {"marks": what}


@dataclass(frozen=True)
class Row:
    """A word with its fields, one for each form.

    Attributes:
        lacks: Papers would print it in English.
        kept: What is in use, where something else is typed.
    """

    word: Word
    fields: list[forms.BoundField]
    lacks: bool
    kept: tuple[str, ...]

    @property
    def errors(self) -> list[str]:
        """What is wrong with it."""
        return [str(error) for field in self.fields for error in field.errors]


class WordsForm(forms.Form):
    """A field for each word, or several where a number stands before it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, words: Sequence[Word], row: OwnText | None, language: str
    ) -> None:
        self.words, self.language, self.kept = words, language, given(row, language)
        self._lacking = {word.key for word in lacking(words, self.kept, language)}
        initial = {"seen": seen_of(row)}
        for word in words:
            initial |= dict(zip(self._names(word), self.kept.forms.get(word.key, ()), strict=False))
        super().__init__(data, initial=initial, label_suffix="")
        for word in words:
            look = {"class": "form-control", "lang": language, "dir": direction(language)}
            long = len(word.text) > _LONG
            widget = forms.Textarea({**look, "rows": 3}) if long else forms.TextInput(look)
            for name, numbers in zip(self._names(word), self._examples(word), strict=True):
                self.fields[name] = CleanField(longest=_LONGEST, required=False, label=numbers, widget=widget)

    def _names(self, word: Word) -> list[str]:
        key = hashlib.blake2b(word.key.encode(), digest_size=6).hexdigest()
        return [f"word-{key}-{place}" for place in range(self.kept.number if word.plural else 1)]

    def _examples(self, word: Word) -> list[str]:
        """With which numbers each form stands."""
        if not word.plural:
            return [""]
        numbers: list[list[str]] = [[] for _form in range(self.kept.number)]
        for number in range(_UP_TO):
            if len(numbers[self.kept.form(number)]) < _EXAMPLES:
                numbers[self.kept.form(number)].append(str(number))
        return [_("Form used with %(numbers)s") % {"numbers": listed(some)} for some in numbers]

    def clean(self) -> dict[str, Any]:
        """Look at the forms of each word together."""
        values = super().clean() or self.cleaned_data
        for word in self.words:
            names = self._names(word)
            said = [values.get(name, "") for name in names]
            if any(said) and not all(said):
                self.add_error(
                    names[said.index("")],
                    ValidationError(_("Enter every form of this phrase, or leave all of them empty.")),
                )
            elif any(said) and (wrong := fault(word, said, self.kept.number)):
                self.add_error(names[0], ValidationError(_wrong(wrong)))
        return values

    @property
    def gives(self) -> Given:
        """What was typed, once ``is_valid()`` said so."""
        typed = {word.key: tuple(self.cleaned_data[name] for name in self._names(word)) for word in self.words}
        return Given({key: said for key, said in typed.items() if all(said)}, self.kept.number, self.kept.rule)

    @property
    def lacks(self) -> int:
        """How many words papers would print in English."""
        return len(self._lacking)

    @property
    def missing(self) -> list[Row]:
        """The words in which something is wrong, and then those that papers would print in English."""
        rows = [row for row in self._rows() if row.lacks or row.errors]
        return sorted(rows, key=lambda row: not row.errors)

    @property
    def others(self) -> list[Row]:
        """The other words."""
        return [row for row in self._rows() if not (row.lacks or row.errors)]

    def _rows(self) -> list[Row]:
        rows = []
        for word in self.words:
            fields = [self[name] for name in self._names(word)]
            kept = self.kept.forms.get(word.key, ())
            differs = self.is_bound and tuple(field.value() or "" for field in fields) != kept
            rows.append(Row(word, fields, word.key in self._lacking, kept if differs else ()))
        return rows


class FileForm(forms.Form):
    """A translator's file. Gives ``gives`` once ``is_valid()`` said so."""

    file = forms.FileField(
        label=gettext_lazy("Completed file"),
        help_text=gettext_lazy(
            "A gettext catalogue (.po): the file downloaded here, completed. Phrases left empty keep their present "
            "wording."
        ),
        widget=forms.FileInput({"class": "form-control", "accept": ".po"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, files: MultiValueDict[str, Any] | None, language: str) -> None:
        super().__init__(data, files, label_suffix="")
        self._language = language

    def clean_file(self) -> Given:
        """Read it."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size and file.size > _MOST_BYTES:
            raise ValidationError(_("The file is too large. Upload the catalogue downloaded here."))
        try:
            gives = read(file.read(), self._language)
        except OtherLanguage as error:
            raise ValidationError(
                _("The file is in another language: %(language)s. Choose the file for this language."),
                params={"language": NATIVE_NAMES[str(error)]},
            ) from error
        except NotRead as error:
            raise ValidationError(
                _("This is not a gettext catalogue. Download the file here, complete it, and upload it as .po.")
            ) from error
        if gives.faults:
            raise ValidationError(
                [
                    ValidationError("%(word)s: %(wrong)s", params={"word": word, "wrong": _wrong(wrong)})
                    for word, wrong in gives.faults[:_NAMED]
                ]
            )
        return gives

    @property
    def gives(self) -> Given:
        """What the file gives."""
        found: Given = self.cleaned_data["file"]
        return found
