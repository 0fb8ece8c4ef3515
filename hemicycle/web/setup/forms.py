"""What an administrator types in: a consultation to begin, and another administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import listed
from hemicycle.consultations.language_settings import Languages
from hemicycle.consultations.languages import (
    LANGUAGE_CHOICES,
    LANGUAGES,
    localized,
    reader_language,
)
from hemicycle.consultations.local import long_date
from hemicycle.consultations.models import usual_zone
from hemicycle.consultations.places import present_name
from hemicycle.consultations.presets import newer_presets, presets
from hemicycle.consultations.settings import settings_of
from hemicycle.people.actions.beginning import NewConsultation
from hemicycle.people.messages import refusal_message
from hemicycle.people.models.members import NAME_LENGTH
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Reason, Refused
from hemicycle.rules.registration import Opening, may_open
from hemicycle.web.setup.body_choice import ChoosesBody, proposed
from hemicycle.web.setup.named_form import NamedFirst, NamedForm
from hemicycle.web.toolkit.datetime_field import LocalMomentField
from hemicycle.web.toolkit.forms import NameField
from hemicycle.web.toolkit.long_select import LongSelect
from hemicycle.web.toolkit.time_zones import known, zone_choices, zone_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Body, Consultation

SLUG_LENGTH = 50
PRESET, COPY, BLANK = "preset:", "copy", "blank"


def _text(**more: str) -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "autocomplete": "off", **more})


class ParticularsForm(NamedForm):
    """What a consultation is called, its time zone, and its days, which hold those of its sittings.

    Args:
        sittings: When its sittings open.
    """

    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy(
            "Deadlines and sittings are given in it. Planned sittings keep their moment, so their local times change."
        ),
        widget=LongSelect({"class": "form-select"}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, consultation: Consultation, sittings: Sequence[datetime]
    ) -> None:
        texts = {"title": consultation.title, "session": consultation.physical_session}
        initial: dict[str, Any] = {"first_day": consultation.first_day, "last_day": consultation.last_day}
        initial |= {f"{name}-{code}": text for name, text_ in texts.items() for code, text in text_.items()}
        initial["time_zone"] = present_name(consultation.time_zone)
        super().__init__(data, initial, consultation.languages.documents)
        self.kept_zone, self.sittings = consultation.time_zone, sittings
        choices = zone_choices(reader_language())
        if initial["time_zone"] not in dict(choices):
            choices = ((consultation.time_zone, zone_name(consultation.time_zone, reader_language())), *choices)
        self.fields["time_zone"].choices = choices  # type: ignore[attr-defined]

    def clean_time_zone(self) -> str:
        """As it is kept, where it is the same one by another name."""
        zone: str = self.cleaned_data["time_zone"]
        return self.kept_zone if zone == self.initial["time_zone"] else zone

    def clean(self) -> dict[str, Any]:
        """The days hold those of the sittings."""
        given = super().clean()
        zone = _zone(given.get("time_zone", ""))
        sitting_days = [moment.astimezone(zone).date() for moment in self.sittings]
        first, last = given.get("first_day"), given.get("last_day")
        words = _("A sitting is on %(day)s. Move it first, or choose another day.")
        if first and sitting_days and first > min(sitting_days):
            self.add_error("first_day", ValidationError(words % {"day": long_date(min(sitting_days))}))
        if last and sitting_days and last < max(sitting_days):
            self.add_error("last_day", ValidationError(words % {"day": long_date(max(sitting_days))}))
        return given


class NewConsultationForm(ChoosesBody, NamedFirst):
    """Gives ``people.actions.beginning.NewConsultation``.

    Args:
        known_consultations: Those that may be copied, the latest first.
        bodies: For which it may be begun.
    """

    slug = forms.SlugField(
        max_length=SLUG_LENGTH,
        label=gettext_lazy("Name in the address"),
        help_text=gettext_lazy(
            "Small letters, digits and hyphens, e.g. council-2027. It is part of the address of each page and letter, "
            "and cannot be changed later."
        ),
        error_messages={"invalid": gettext_lazy("Enter small letters without accents, digits and hyphens alone.")},
        widget=_text(dir="ltr", spellcheck="false"),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Deadlines and sittings are given in it."),
        widget=LongSelect({"class": "form-select"}),
    )
    opens = LocalMomentField(
        label=gettext_lazy("Registration opens"),
        help_text=gettext_lazy("In the time zone above. Empty: as soon as the consultation is begun."),
    )
    closes = LocalMomentField(
        label=gettext_lazy("Registration closes"),
        help_text=gettext_lazy("In the time zone above. Empty: with the last day."),
    )
    trial = forms.BooleanField(
        required=False,
        label=gettext_lazy("This is a trial"),
        help_text=gettext_lazy(
            "For rehearsals. All its pages, papers and e-mails say that nothing in it is a formal act. Two members of "
            "its secretariat can delete it at any time with everything in it. This cannot be changed later: a trial "
            "never becomes a formal consultation, and a formal consultation never becomes a trial."
        ),
        widget=forms.CheckboxInput,
    )
    basis = forms.ChoiceField(label=gettext_lazy("Begin from"), widget=forms.RadioSelect)
    copied = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Consultation to copy"),
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, known_consultations: Sequence[Consultation], bodies: Sequence[Body]
    ) -> None:
        self.presets, self.newer = presets(), newer_presets()
        first = next((f"{PRESET}{name}" for name in self.presets), BLANK)
        self._languages = {row.pk: row.languages.documents for row in known_consultations}
        offered = dict.fromkeys([*LANGUAGES, *(code for codes in self._languages.values() for code in codes)])
        super().__init__(data, {"time_zone": usual_zone(), "basis": first}, tuple(offered))
        self._choices("time_zone", zone_choices(reader_language()))
        self._bodies = bodies
        self.offer(bodies, self._kinds(first))
        bases = self.bases(copies=bool(known_consultations))
        self._choices("basis", [(value, name) for value, name, _summary in bases])
        copies = [(str(row.pk), f"{row} ({row.slug})") for row in known_consultations]
        self._choices("copied", [("", _("Choose a consultation")), *copies])
        named = (data or {}).get("time_zone", usual_zone())
        for name in ("opens", "closes"):
            self.fields[name].zone = _zone(named)  # type: ignore[attr-defined]

    def _kinds(self, basis: str) -> frozenset[str]:
        """The kinds of Members that a beginning asks for: none but those of a preset's classes."""
        preset = self.presets.get(basis.removeprefix(PRESET))
        return preset.kinds if preset else frozenset()

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def bases(self, *, copies: bool) -> list[tuple[str, str, str]]:
        """How it may begin: value, name, and what it is, in the reader's language."""
        found = [
            (f"{PRESET}{name}", localized(preset.name), localized(preset.summary))
            for name, preset in self.presets.items()
        ]
        if copies:
            words = _(
                "Its settings, classes, letterhead, texts, sources of rules and invited Members; never people, letters "
                "or answers."
            )
            found.append((COPY, _("Copy of another consultation"), words))
        return [*found, (BLANK, _("Blank consultation"), _("Without classes: you describe them yourself."))]

    @property
    def not_offered(self) -> str:
        """Which presets cannot be chosen, and what to do about it; empty for none."""
        if not self.newer:
            return ""
        return _(
            "Presets made for a newer version of Hemicycle, which cannot be chosen: %(files)s. Ask the operator to "
            "update Hemicycle, or to remove these files."
        ) % {"files": listed(f"{name}.toml" for name in self.newer)}

    @property
    def choices(self) -> list[tuple[Any, str, str, str]]:
        """The radio buttons of how it begins: each with its value, what it is, and the body that is proposed for it."""
        summaries = {value: summary for value, _name, summary in self.bases(copies=True)}
        values = [(tag, str(tag.data["value"])) for tag in self["basis"]]
        return [(tag, value, summaries[value], proposed(self._bodies, self._kinds(value))) for tag, value in values]

    def clean_slug(self) -> str:
        """In small letters."""
        slug: str = self.cleaned_data["slug"].lower().replace("_", "-")
        return slug

    def clean(self) -> dict[str, Any]:
        """Look at what belongs together."""
        given = super().clean()
        if not {"opens", "closes"} & set(self.errors):
            decision = may_open(self._opening(given))
            if isinstance(decision, Refused):
                self.add_error("closes", ValidationError(refusal_message(decision.reason)))
        if given.get("basis") != COPY:
            self.look_at_body(given)
        elif not given.get("copied") and "copied" not in self.errors:
            self.add_error("copied", ValidationError(_("Choose the consultation to copy.")))
        if languages := self._languages_of_basis(given):
            self.look_at_languages(languages)
        return given

    def _languages_of_basis(self, given: Mapping[str, Any]) -> tuple[str, ...]:
        """Of the documents of what it begins from; empty where that was not chosen."""
        basis = given.get("basis") or ""
        if basis == COPY:
            return self._languages.get(int(given.get("copied") or 0), ())
        if basis.startswith(PRESET):
            return settings_of(self.presets[basis.removeprefix(PRESET)].settings).languages.documents
        return Languages().documents if basis else ()

    def explain(self, reason: Reason) -> None:
        """Say at its field why it was not begun."""
        fields = {
            PeopleCode.SLUG_TAKEN: "slug",
            PeopleCode.NO_SUCH_CONSULTATION: "copied",
            PeopleCode.BODY_SLUG_TAKEN: "body_slug",
            PeopleCode.NO_SUCH_BODY: "body",
            PeopleCode.BODY_WITHOUT_KINDS: "body",
            PeopleCode.COPY_WITHOUT_KINDS: "copied",
            RuleCode.LANGUAGES_NUMBER: "names_language",
        }
        self.add_error(fields.get(reason.code), ValidationError(refusal_message(reason)))

    def wanted(self) -> NewConsultation:
        """What was given, once ``is_valid()`` said so."""
        given = self.cleaned_data
        basis = given["basis"]
        return NewConsultation(
            slug=given["slug"],
            title=self.given_text("title"),
            physical_session=self.given_text("session"),
            time_zone=given["time_zone"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            opening=self._opening(given),
            preset=basis.removeprefix(PRESET) if basis.startswith(PRESET) else "",
            copied=int(given["copied"]) if basis == COPY else None,
            body=None if basis == COPY else self.chosen_body(self.first_language),
            trial=given["trial"],
        )

    @staticmethod
    def _opening(given: Mapping[str, Any]) -> Opening:
        return Opening(given.get("opens"), given.get("closes"))


class InviteForm(forms.Form):
    """Another administrator."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    name = NameField(
        longest=NAME_LENGTH,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("With its title, e.g. Ms. Elena Duarte. Somebody who is known here keeps their name."),
        widget=_text(dir="auto"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the e-mail"),
        choices=LANGUAGE_CHOICES,
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"language": reader_language()}, label_suffix="")


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name if name in known() else usual_zone())
