"""What a consultation is called, in its languages, and its days; and how it is first called, in one of any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import FALLBACK, LANGUAGES, NATIVE_NAMES, first_of, reader_language
from hemicycle.web.toolkit import language_names
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.moment_inputs import DayField
from hemicycle.web.toolkit.text_fields import sent_text, text_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.languages import Text
    from hemicycle.web.toolkit.text_fields import TextFields

TITLE_LENGTH = 300
_LANGUAGE_LENGTH = 60


class NamedForm(forms.Form):
    """What a consultation is called, and its days."""

    first_day = DayField(this_century=True, label=gettext_lazy("First day"))
    last_day = DayField(this_century=True, label=gettext_lazy("Last day"))

    def __init__(
        self, data: Mapping[str, Any] | None, initial: Mapping[str, Any], languages: tuple[str, ...] = LANGUAGES
    ) -> None:
        super().__init__(data, initial=dict(initial), label_suffix="")
        self.codes, self.own = languages, first_of([reader_language(), FALLBACK], languages)
        for name in ("title", "session"):
            for code in languages:
                self.fields[f"{name}-{code}"] = CleanField(longest=TITLE_LENGTH, required=False)

    def _texts(self, name: str) -> TextFields:
        """The fields of the title, or of the session, as they were typed."""
        return text_fields(name, sent_text(self.data if self.is_bound else self.initial, name), self.codes)

    @property
    def title(self) -> TextFields:
        """The fields of the title."""
        return self._texts("title")

    @property
    def session(self) -> TextFields:
        """The fields of the session."""
        return self._texts("session")

    @property
    def title_errors(self) -> list[str]:
        """What is wrong with the title, in whichever language."""
        return self._text_errors("title")

    @property
    def title_wrong(self) -> str:
        """The id of what is wrong with the title in the reader's own language; empty where nothing is."""
        return "title_error" if f"title-{self.own}" in self.errors else ""

    @property
    def session_errors(self) -> list[str]:
        """What is wrong with the session, in whichever language."""
        return self._text_errors("session")

    def _text_errors(self, name: str) -> list[str]:
        return [str(error) for code in self.codes for error in self.errors.get(f"{name}-{code}", [])]

    def clean(self) -> dict[str, Any]:
        """Look at what belongs together."""
        given = super().clean() or self.cleaned_data
        own = f"title-{self.own}"
        if not any(given.get(f"title-{code}") for code in self.codes) and not self.title_errors:
            self.add_error(own, ValidationError(_("Enter the title in one language at least.")))
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError(_("The last day is before the first day. Change one of them.")))
        return given

    def given_text(self, name: str) -> Text:
        """The title, or the session, once ``is_valid()`` said so."""
        texts = {code: self.cleaned_data[f"{name}-{code}"] for code in self.codes}
        return {code: text for code, text in texts.items() if text}


class NamedFirst(NamedForm):
    """How a consultation is called when it begins: in one language that there is, and in others that it begins with.

    The fields of the reader's own language are those of the one that is named, whose code nobody knows beforehand.
    """

    names_language = forms.CharField(
        required=False,
        max_length=_LANGUAGE_LENGTH,
        label=gettext_lazy("Language"),
        help_text=gettext_lazy(
            "For the title, the session and the name of a new body. Enter the name of a language or its code. "
            "Documents are written in it too."
        ),
        widget=forms.TextInput(
            {"class": "form-control", "list": "known-languages", "dir": "auto", "autocomplete": "off"}
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, initial: Mapping[str, Any], languages: tuple[str, ...] = LANGUAGES
    ) -> None:
        super().__init__(data, {"names_language": NATIVE_NAMES[reader_language()], **initial}, languages)

    @property
    def known_languages(self) -> list[str]:
        """Every language that can be named, by its own name."""
        return language_names.names()

    @property
    def first_language(self) -> str:
        """The language that was named; the reader's own where none was, or what was is none."""
        named: str = getattr(self, "cleaned_data", {}).get("names_language") or self.own
        return named

    def clean_names_language(self) -> str:
        """Its code."""
        codes = language_names.codes_of([self.cleaned_data["names_language"]])
        return codes[0] if codes else self.own

    def look_at_languages(self, languages: tuple[str, ...]) -> None:
        """Note what is written twice, and what is in none of these languages; call it from ``clean``.

        Args:
            languages: Those that the consultation begins with.
        """
        named = self.first_language
        for name in ("title", "session"):
            for code in self.codes:
                if code == self.own or not self.cleaned_data.get(f"{name}-{code}"):
                    continue
                if code == named and self.cleaned_data.get(f"{name}-{self.own}"):
                    self.add_error(
                        f"{name}-{code}", _("This text is entered twice. Leave one of the two fields empty.")
                    )
                elif code not in {named, *languages}:
                    words = _(
                        "%(language)s is not a language that it begins with (%(languages)s). Leave this field empty."
                    )
                    known = listed(NATIVE_NAMES[one] for one in languages)
                    self.add_error(f"{name}-{code}", words % {"language": NATIVE_NAMES[code], "languages": known})

    def given_text(self, name: str) -> Text:
        """The title, or the session, once ``is_valid()`` said so."""
        texts = super().given_text(name)
        first = texts.pop(self.own, "")
        return {self.first_language: first, **texts} if first else texts

    def _texts(self, name: str) -> TextFields:
        fields = super()._texts(name)
        own = replace(fields.own, language=self.first_language, label=_("In the language above"))
        return replace(fields, own=own)
