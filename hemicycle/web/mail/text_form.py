"""One of our texts in each language, as a consultation words it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import NATIVE_NAMES, direction, reader_language
from hemicycle.mail.editing_texts import cleaned, faults_of
from hemicycle.mail.mailings import BODY_LENGTH, SUBJECT_LENGTH
from hemicycle.mail.messages import refusal_message
from hemicycle.mail.own_texts import Words, defaults, digest
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hemicycle.mail.models import OwnText

_ROWS = 14


@dataclass(frozen=True)
class InLanguage:
    """The fields of one language.

    Attributes:
        kept: The consultation's own words, with who wrote them; none where our text is in use.
        ours: Our text.
        checked: The tick with which somebody says that it agrees with that one; only of an older one.
    """

    code: str
    name: str
    subject: forms.BoundField
    body: forms.BoundField
    kept: OwnText | None
    ours: Words
    checked: forms.BoundField | None = None

    @property
    def older(self) -> bool:
        """Whether the text of which it is a translation was changed since."""
        return self.checked is not None

    @property
    def differs(self) -> bool:
        """Whether something else is typed than what is in use of the consultation's own words."""
        typed = (self.subject.value(), self.body.value())
        return self.kept is not None and typed != (self.kept.subject, self.kept.body)

    @property
    def open(self) -> bool:
        """Whether its fields are shown at once: of the writer's language, and where there is something to see."""
        return (
            self.code == reader_language()
            or self.kept is not None
            or self.older
            or bool(self.subject.errors or self.body.errors)
        )


class TextForm(forms.Form):
    """A subject and a body in each language; what is wrong with the placeholders stands beside the body."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        name: str,
        kept: Mapping[str, OwnText],
        languages: tuple[str, ...],
        older: Collection[str] = (),
    ) -> None:
        self.name, self.kept, self.codes, self.older = name, kept, languages, older
        self.ours = dict.fromkeys(languages, Words("", "")) | defaults(name, languages)
        initial: dict[str, Any] = {"seen": digest(kept)}
        for code in languages:
            words = kept[code] if code in kept else self.ours[code]
            initial |= {f"subject_{code}": words.subject, f"body_{code}": words.body}
        super().__init__(data, initial=initial, label_suffix="")
        for code in languages:
            look = {"class": "form-control", "lang": code, "dir": direction(code)}
            self.fields[f"subject_{code}"] = CleanField(
                longest=SUBJECT_LENGTH, required=False, label=_("Subject"), widget=forms.TextInput(look)
            )
            self.fields[f"body_{code}"] = CleanField(
                longest=BODY_LENGTH,
                lines=True,
                required=False,
                label=_("Text"),
                widget=forms.Textarea({**look, "rows": _ROWS}),
            )

        for code in older:
            self.fields[f"checked_{code}"] = forms.BooleanField(
                required=False, label=_("The text in this language has been checked and agrees")
            )

    def clean(self) -> dict[str, Any]:
        """Look at the placeholders of each language."""
        given = super().clean() or self.cleaned_data
        for code in self.codes:
            if f"subject_{code}" in given and f"body_{code}" in given:
                for reason in faults_of(self.name, self._words(code)):
                    self.add_error(f"body_{code}", ValidationError(refusal_message(reason)))
        return given

    def _words(self, code: str) -> Words:
        return cleaned(Words(self.cleaned_data[f"subject_{code}"], self.cleaned_data[f"body_{code}"]))

    @property
    def words(self) -> dict[str, Words]:
        """What was typed, once ``is_valid()`` said so."""
        return {code: self._words(code) for code in self.codes}

    @property
    def checked(self) -> list[str]:
        """The languages that the writer says to have compared."""
        return [code for code in self.older if self.cleaned_data.get(f"checked_{code}")]

    @property
    def languages(self) -> list[InLanguage]:
        """The fields by language, the writer's own first."""
        ordered = sorted(self.codes, key=lambda code: code != reader_language())
        return [
            InLanguage(
                code,
                NATIVE_NAMES[code],
                self[f"subject_{code}"],
                self[f"body_{code}"],
                self.kept.get(code),
                self.ours[code],
                self[f"checked_{code}"] if code in self.older else None,
            )
            for code in ordered
        ]
