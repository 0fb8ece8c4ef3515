"""The form of the head and foot of a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.joins import comma
from hemicycle.consultations.languages import NATIVE_NAMES, direction, is_language
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.models.letters import NAME_LENGTH, PHONE_LENGTH, WORDS_LENGTH
from hemicycle.correspondence.particulars import Particulars
from hemicycle.rules.deadlines import END_OF_DAY
from hemicycle.web.letters.deadline_fields import CHANGES, STAYS, DeadlineFields, shown_time
from hemicycle.web.letters.forms import SymbolFields, class_choices, what_changes_field
from hemicycle.web.toolkit.forms import CleanField, PhoneField

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import Enquiry, Letter

_CONTROL = {"class": "form-control"}
_PHONE = {**_CONTROL, "type": "tel", "dir": "ltr", "autocomplete": "off"}
#: What is worded in each language: the name of its fields, and its column.
BY_LANGUAGE = {"department": "department", "contact": "contact", "title": "signatory_title", "copies": "copies"}
_CHANGES = "what_changes"
LABELS: dict[str, _StrPromise] = {
    "department": _("Department"),
    "contact": _("Contact person"),
    "title": _("Title of the signatory"),
    "copies": _("Copies to"),
}


class HeadForm(DeadlineFields, SymbolFields):
    """The head and foot of a letter."""

    addressed = forms.MultipleChoiceField(label=_("Addressees"), required=False, widget=forms.CheckboxSelectMultiple)
    signatory = CleanField(
        label=_("Signatory"), required=False, longest=NAME_LENGTH, widget=forms.TextInput({**_CONTROL, "dir": "auto"})
    )
    original_signed = forms.BooleanField(
        label=_("“(original signed)” above the signatory"), required=False, widget=forms.CheckboxInput
    )
    phone = PhoneField(
        label=_("Telephone of the contact"), required=False, longest=PHONE_LENGTH, widget=forms.TextInput(_PHONE)
    )
    fax = PhoneField(label=_("Fax"), required=False, longest=PHONE_LENGTH, widget=forms.TextInput(_PHONE))
    email = forms.EmailField(
        label=_("E-mail of the contact"),
        required=False,
        widget=forms.EmailInput({**_CONTROL, "dir": "ltr", "autocomplete": "off"}),
        error_messages={"invalid": _("This is not a valid e-mail address. Check it.")},
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, letter: Letter, still_asked: Enquiry | None) -> None:
        by_language = {name: getattr(letter, column) for name, column in (BY_LANGUAGE | {_CHANGES: _CHANGES}).items()}
        typed = {f"{name}_{code}": words for name, text in by_language.items() for code, words in text.items()}
        initial = {
            "series": letter.series,
            "number": letter.number,
            "dated": letter.dated,
            "addressed": letter.addressed,
            "signatory": letter.signatory,
            "new_day": letter.new_day,
            "new_time": shown_time(letter.new_time),
            "original_signed": letter.original_signed,
            "phone": letter.phone,
            "fax": letter.fax,
            "email": letter.email,
            "seen": Head.of(letter).digest,
            **typed,
        }
        if letter.extends_id or letter.deadline_stays:
            initial["deadline"] = CHANGES if letter.extends_id else STAYS
        super().__init__(data, initial=initial, label_suffix="", auto_id="head-%s")
        self.still_asked = still_asked
        self.fields["addressed"].choices = class_choices(letter.consultation.classes)  # type: ignore[attr-defined]
        for code in letter.languages:
            self._add_words(code)
            if letter.change:
                self.fields[f"what_changes_{code}"] = what_changes_field(code)
        if letter.change:
            del self.fields["series"], self.fields["number"]
        # Until the letter is sent it may be left open: then it is asked for.
        self.fields["deadline"].required = False
        if not letter.change or not (still_asked or letter.extends_id):
            del self.fields["deadline"]
            if not letter.extends_id:
                del self.fields["new_day"], self.fields["new_time"]
        self._letter = letter

    @property
    def enquiry(self) -> Enquiry | None:
        """The enquiry whose deadline it extends."""
        return super().enquiry if "deadline" in self.fields else self._letter.extends

    def _add_words(self, code: str) -> None:
        """What is worded in each language."""
        look = {**_CONTROL, "lang": code, "dir": direction(code)}
        for name, label in LABELS.items():
            lines = name == "copies"
            self.fields[f"{name}_{code}"] = CleanField(
                label=label,
                required=False,
                longest=WORDS_LENGTH if lines else NAME_LENGTH,
                lines=lines,
                help_text=_("One per line.") if lines else "",
                widget=forms.Textarea({**look, "rows": 2}) if lines else forms.TextInput(look),
            )

    def differing(self) -> list[tuple[str, str]]:
        """Of the fields in which something else is saved by now: label, and what."""
        found = []
        for field in self:
            kept, typed = self.initial.get(field.name), self.cleaned_data.get(field.name)
            if field.name != "seen" and (typed or None) != (kept or None):
                found.append((_label(field), self._shown(kept)))
        return found

    @property
    def in_languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """What is worded in each language: code, name, fields."""
        return [
            (code, NATIVE_NAMES[code], [self[f"{name}_{code}"] for name in LABELS]) for code in self._letter.languages
        ]

    @property
    def changes_in_languages(self) -> list[forms.BoundField]:
        """What this version changes, in each language; nothing of a first letter."""
        return [self[f"what_changes_{code}"] for code in self._letter.languages] if self._letter.change else []

    def _shown(self, kept: object) -> str:
        if isinstance(kept, list):
            classes = class_choices(self._letter.consultation.classes)
            return comma().join(label for value, label in classes if value in kept) or "–"
        return str(kept) if kept not in {None, ""} else "–"

    def _text(self, name: str) -> Text:
        return {code: self.cleaned_data[f"{name}_{code}"] for code in self._letter.languages}

    @property
    def head(self) -> Head:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return Head(
            series=given.get("series", self._letter.series),
            number=given.get("number", self._letter.number),
            dated=given["dated"],
            addressed=tuple(given["addressed"]),
            signatory=given["signatory"],
            signatory_title=self._text("title"),
            new_day=given.get("new_day"),
            new_time=given.get("new_time") or END_OF_DAY,
            what_changes=self._text("what_changes") if self._letter.change else {},
            changes_deadline=self.changes_deadline,
            seen=given["seen"] or None,
            particulars=Particulars(
                self._text("department"),
                self._text("contact"),
                given["phone"],
                given["fax"],
                given["email"],
                self._text("copies"),
                given["original_signed"],
            ),
        )


def _label(field: forms.BoundField) -> str:
    code = field.name.rpartition("_")[2]
    name = f" ({NATIVE_NAMES[code]})" if is_language(code) and field.label != NATIVE_NAMES[code] else ""
    return f"{field.label}{name}"
