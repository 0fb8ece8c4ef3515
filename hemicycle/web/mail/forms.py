"""A mail as it is written: to whom, in which words."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.joins import isolated
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.fields.keys import key_of
from hemicycle.mail.audience import Selection, To
from hemicycle.mail.mailings import BODY_LENGTH, SUBJECT_LENGTH, Draft
from hemicycle.mail.reasons import MailCode
from hemicycle.mail.texts import TEMPLATES, WORDS
from hemicycle.people.models import Registration
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import QueryDict

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.reasons import Reason

AUDIENCES = [
    (To.REGISTERED.value, _("Registered participants")),
    (To.FOCAL_POINTS.value, _("Focal points")),
    (To.MEMBERS.value, _("Every Member: its focal point, or else its contacts")),
    (To.UNREGISTERED.value, _("Members without a registration")),
    (To.WITHOUT_FOCAL_POINT.value, _("Members without a focal point: their contacts")),
]
TEXTS = [
    (WORDS, _("Blank message")),
    *((name, template.title) for name, template in TEMPLATES.items() if template.offered),
]


class MailingForm(forms.Form):
    """Everything that is typed and ticked; what is wrong with it, the action says."""

    to = forms.ChoiceField(label=_("To"), choices=AUDIENCES)
    classes = forms.MultipleChoiceField(
        label=_("Class or role"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    members = forms.MultipleChoiceField(label=_("Member"), required=False, widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(label=_("Language"), required=False, widget=forms.CheckboxSelectMultiple)
    statuses = forms.MultipleChoiceField(
        label=_("Status"), required=False, choices=Registration.Status.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.MultipleChoiceField(label=_("Day"), required=False, widget=forms.CheckboxSelectMultiple)
    registrations = forms.CharField(required=False, widget=forms.HiddenInput)
    template = forms.ChoiceField(label=_("Text"), choices=TEXTS)
    english_instead = forms.BooleanField(
        label=_("Send the text in another language where a translation is missing"), required=False
    )

    def __init__(
        self, typed: QueryDict, consultation: Consultation, members: Sequence[tuple[str, str]], days: Sequence[date]
    ) -> None:
        super().__init__(typed)
        classes, self.written_in = consultation.classes, consultation.languages
        self._choices("languages", choices(self.written_in.documents))
        self.fields["classes"].choices = list(labels.capacities(classes).items())  # type: ignore[attr-defined]
        self._choices("members", members)
        self._choices("days", [(day.isoformat(), labels.date_of(day)) for day in days])
        for code in self.written_in.documents:
            name = isolated(NATIVE_NAMES[code])
            subject, body = gettext("Subject (%(language)s)"), gettext("Text (%(language)s)")
            self.fields[f"subject_{code}"] = forms.CharField(
                label=subject % {"language": name}, required=False, strip=False
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=body % {"language": name}, required=False, strip=False, widget=forms.Textarea
            )

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        cast("forms.MultipleChoiceField", self.fields[name]).choices = choices

    @property
    def selection(self) -> Selection:
        """Whom it is for."""
        chosen = self.cleaned_data
        keys = str(chosen.get("registrations", "")).split(",")
        return Selection(
            to=To(chosen.get("to", To.REGISTERED)),
            registrations=tuple(key for text in keys if (key := key_of(text)) is not None),
            **{name: tuple(chosen.get(name, ())) for name in ("classes", "members", "languages", "statuses", "days")},
        )

    @property
    def draft(self) -> Draft:
        """The mail as it stands."""
        return Draft(
            self.cleaned_data.get("template", WORDS),
            self._text("subject"),
            self._text("body"),
            self.selection,
            self.cleaned_data.get("english_instead", False),
            self.written_in,
        )

    def _text(self, name: str) -> Text:
        texts = {code: str(self.cleaned_data.get(f"{name}_{code}", "")) for code in self.written_in.documents}
        return {code: text for code, text in texts.items() if text.strip()}

    def fields_of(self, reason: Reason) -> list[forms.BoundField]:
        """The fields in which something stands, or is missing, for which the mail is refused."""
        subjects, bodies = ([f"{part}_{code}" for code in self.written_in.documents] for part in ("subject", "body"))
        match reason.code:
            case MailCode.MAIL_TO_NOBODY:
                names = ["to"]
            case MailCode.MAIL_LANGUAGES_MISSING:
                names = ["english_instead"]
            case MailCode.MAIL_WITHOUT_WORDS:
                names = [f"{part}_{self.written_in.last_resort}" for part in ("subject", "body")]
            case MailCode.MAIL_HALF_WRITTEN:
                pairs = zip(subjects, bodies, strict=True)
                halves = [pair for pair in pairs if self._is_written(pair[0]) != self._is_written(pair[1])]
                names = [name for pair in halves for name in pair if not self._is_written(name)]
            case MailCode.MAIL_TOO_LONG:
                names = [name for name in subjects if len(self._typed(name)) > SUBJECT_LENGTH]
                names += [name for name in bodies if len(self._typed(name)) > BODY_LENGTH]
            case MailCode.MAIL_PLACEHOLDER_UNKNOWN:
                found = reason.facts["names"]
                unknown = found if isinstance(found, list) else [str(found)]
                names = [name for name in subjects + bodies if any(one in self._typed(name) for one in unknown)]
            case _:
                names = []
        return [self[name] for name in names]

    def _typed(self, name: str) -> str:
        return str(self.cleaned_data.get(name, ""))

    def _is_written(self, name: str) -> bool:
        return bool(self._typed(name).strip())

    @property
    def texts(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField, bool]]:
        """Each language with its name, its fields, and whether something is written in it."""
        rows = []
        for code in self.written_in.documents:
            subject, body = self[f"subject_{code}"], self[f"body_{code}"]
            rows.append((code, NATIVE_NAMES[code], subject, body, bool(subject.value() or body.value())))
        return rows


def mark(draft: Draft) -> str:
    """Tells whether a mail is the one that was looked at before it is sent."""
    seen = [draft.template, draft.subject, draft.body, draft.selection.as_json(), draft.english_instead]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()
