"""The form with which somebody registers, is nominated, or is changed: what a person says of themselves."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.language_settings import preferred
from hemicycle.consultations.languages import reader_language
from hemicycle.people import queries
from hemicycle.people.delegation_parts import parts_offered
from hemicycle.people.details import (
    LINES,
    NAMES,
    OF_PERSON,
    OF_REGISTRATION,
    TELEPHONES,
    TEXTS,
    Details,
    clean,
    help_of,
    label_of,
    limit,
)
from hemicycle.people.lookalikes import looking_like
from hemicycle.rules.capacity import Role
from hemicycle.sittings.queries import days_of
from hemicycle.web.toolkit.confirmed_names import CONFIRMED, ConfirmsNames
from hemicycle.web.toolkit.forms import CleanField, NameField, PhoneField
from hemicycle.web.toolkit.labels import date_of
from hemicycle.web.toolkit.long_select import LongChoices, LongSelect
from hemicycle.web.toolkit.time_zones import known, zone_choices, zone_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.forms import BoundField

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person, Registration

EVERY_DAY, SOME_DAYS = "every", "some"
SEVERAL = 2
_CHOOSE_ONE = {"invalid_choice": gettext_lazy("Choose one from the list.")}
#: In this order; what is not named here stands behind.
_FIRST = ("name", CONFIRMED, "family_name", "email", "language", "time_zone", "phone")
_ABOUT_PERSON = (*_FIRST, *(name for name in OF_PERSON if name not in _FIRST))
_ABOUT_DAYS = ("attendance", "days", "accessibility")


def _text(autocomplete: str = "", **more: str) -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": autocomplete or "off", **more})


def _select() -> forms.Select:
    return forms.Select({"class": "form-select"})


@lru_cache(maxsize=64)
def _zones(language: str, old: str, none: str) -> LongChoices:
    """Every zone in a language after what chooses none, and an old name where one was sent."""
    return LongChoices([("", none), *([(old, zone_name(old, language))] if old else []), *zone_choices(language)])


class DetailsForm(ConfirmsNames):
    """Gives ``people.details.Details``; fields that a kind of registration does not need are left out.

    A person who registers or changes their own registration is asked for no address: it is who they are.
    A form of a subclass may add fields; the template shows them with the part in the consultation.

    Args:
        person: Who registers themselves; their data is the start.
        registration: What is changed; it is the start, and what is not asked for stays as it is there.
        initial: What to start with instead, as for a field.
    """

    #: Whoever fills it in may see the names of all who are registered.
    names_others = False
    #: Whether people fill it in for themselves: a browser then offers what it knows of its owner.
    of_oneself = True

    name = NameField(
        longest=limit("name"),
        label=gettext_lazy("Title and full name"),
        help_text=gettext_lazy("As shown in the room and printed on the badge, e.g. Ms. Elena Duarte."),
        widget=_text("name"),
    )
    family_name = NameField(
        longest=limit("family_name"),
        required=False,
        label=gettext_lazy("Family name"),
        help_text=gettext_lazy("Used for alphabetical lists, e.g. Duarte."),
        widget=_text("family-name"),
    )
    email = forms.EmailField(
        max_length=limit("email"),
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The person’s own. Sign-in codes are sent to it."),
        error_messages={
            "invalid": gettext_lazy("This is not an e-mail address. Enter it in the form name@example.org."),
            "max_length": gettext_lazy("An e-mail address has at most 254 characters."),
        },
        widget=forms.EmailInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Preferred language"),
        error_messages=_CHOOSE_ONE,
        widget=_select(),
    )
    time_zone = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy(
            "The time zone you will be joining from. Times are shown in it, beside those of the consultation."
        ),
        widget=LongSelect({"class": "form-select"}),
    )
    phone = PhoneField(
        longest=limit("phone"),
        required=False,
        label=gettext_lazy("Telephone during the meeting"),
        help_text=gettext_lazy(
            "Include the country code. Only the secretariat and the technicians see it; they call if sound or "
            "picture fails."
        ),
        widget=_text("tel", type="tel", dir="ltr"),
    )
    function = CleanField(
        longest=limit("function"),
        required=False,
        label=gettext_lazy("Function"),
        help_text=gettext_lazy("Position in your organization, e.g. Director, Ministry of Communications."),
        widget=_text("organization-title"),
    )
    delegation_role = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Role in the delegation"),
        error_messages=_CHOOSE_ONE,
        widget=_select(),
    )
    attendance = forms.ChoiceField(
        label=gettext_lazy("Sittings"),
        choices=[(EVERY_DAY, gettext_lazy("On every day")), (SOME_DAYS, gettext_lazy("Only on these days:"))],
        error_messages=_CHOOSE_ONE,
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Days"),
        error_messages={"invalid_choice": gettext_lazy("There is no sitting on this day.")},
        widget=forms.CheckboxSelectMultiple,
    )
    accessibility = CleanField(
        longest=limit("accessibility"),
        lines=True,
        required=False,
        label=gettext_lazy("Accessibility requirements"),
        help_text=gettext_lazy(
            "Captions, sign language, documents for a screen reader, breaks, in your own words. Only the "
            "secretariat and the technicians see it."
        ),
        widget=forms.Textarea({"class": "form-control", "dir": "auto", "rows": 3}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        consultation: Consultation,
        person: Person | None = None,
        registration: Registration | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.consultation, self.registration = consultation, registration
        self.person = registration.person if registration else person
        self.sitting_days = days_of(consultation)
        super().__init__(data, initial={**self._start(), **(initial or {})}, label_suffix="")
        self._add_further()
        self._offer_choices()
        if not self.of_oneself:
            for field in self.fields.values():
                field.widget.attrs["autocomplete"] = "off"
        if person is not None:
            self.fields["time_zone"].widget.attrs["data-own"] = ""  # a script chooses the browser's
        if self.person is not None:
            del self.fields["email"]
        if registration is not None and (registration.role != Role.DELEGATE.value or registration.person_class):
            del self.fields["delegation_role"]
        if len(self.sitting_days) < SEVERAL:
            del self.fields["attendance"], self.fields["days"]

    def _start(self) -> dict[str, Any]:
        start: dict[str, Any] = {
            "language": self.consultation.languages.written_for(reader_language()),
            "attendance": EVERY_DAY,
        }
        if self.person is not None:
            # Who has just proved an address has no other name yet.
            unnamed = self.person.name == self.person.email
            start.update({name: getattr(self.person, name) for name in OF_PERSON})
            if unnamed:
                start["name"] = ""
        if self.registration is not None:
            start.update({name: getattr(self.registration, name) for name in OF_REGISTRATION})
            start["attendance"] = SOME_DAYS if self.registration.days else EVERY_DAY
        return start

    def _add_further(self) -> None:
        """Ask for what has no field above too, in the words of its column."""
        for name in (name for name in TEXTS if name not in self.fields):
            telephone = name in TELEPHONES
            self.fields[name] = (PhoneField if telephone else CleanField)(
                longest=limit(name),
                lines=name in LINES,
                required=False,
                label=label_of(name),
                help_text=help_of(name),
                widget=_text("tel", type="tel", dir="ltr") if telephone else _text(),
            )

    def _offer_choices(self) -> None:
        days, roles, zones = (self.fields[name] for name in ("days", "delegation_role", "time_zone"))
        kept = self.person.language if self.person else ""
        spoken = preferred(self.consultation.languages, kept)
        self.fields["language"].choices = spoken  # type: ignore[attr-defined]
        days.choices = [(day.isoformat(), date_of(day)) for day in self.sitting_days]  # type: ignore[attr-defined]
        part = self.registration.delegation_role if self.registration else ""
        offered = parts_offered(self.consultation.body.has, part)
        roles.choices = [("", _("Not decided yet")), *offered]  # type: ignore[attr-defined]
        # A browser may send an old name of a zone: it is as good as the present one.
        sent, language = str(self["time_zone"].value() or ""), reader_language()
        old = sent in known() and sent not in dict(zone_choices(language))
        zones.choices = _zones(language, sent if old else "", _("Not specified"))  # type: ignore[attr-defined]
        zones.error_messages["invalid_choice"] = _("This is not a time zone. Choose one from the list.")

    def clean_email(self) -> str:
        """The address in lower case, by which it is found again."""
        return clean(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Look at what belongs together."""
        given = super().clean() or self.cleaned_data
        if given.get("attendance") == SOME_DAYS and not given.get("days") and "days" not in self.errors:
            self.add_error("days", ValidationError(_("Tick at least one day, or choose every day.")))
        family, name = given.get("family_name"), given.get("name")
        if family and name:
            match = re.search(re.escape(family), name, re.IGNORECASE)
            if match is None:
                words = _("The family name is not part of the name above. Enter it as it appears there.")
                self.add_error("family_name", ValidationError(words))
            else:
                given["family_name"] = match[0]
        if name and not self.errors:
            self._look_at_name(name)
        return given

    def _look_at_name(self, name: str) -> None:
        """Warn of a name that looks like another's, if it is not the one that was there before."""
        if self.person is not None and name == self.initial.get("name"):
            return
        address = self.person.email if self.person else self.cleaned_data["email"]
        others = looking_like(name, queries.names_of_others(self.consultation, address))
        self.warn_of_name("name", name, others, named=self.names_others)

    def details(self) -> Details:
        """What was given, once ``is_valid()`` said so."""
        given, registration = self.cleaned_data, self.registration
        said: dict[str, Any] = {name: given[name] for name in NAMES if name in given}
        said.update(
            email=self.person.email if self.person else given["email"],
            days=tuple(given["days"]) if given.get("attendance") == SOME_DAYS else (),
            booth_languages=tuple(registration.booth_languages) if registration else (),
        )
        return Details(**said)

    def _present(self, names: Iterable[str]) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def about_person(self) -> list[BoundField]:
        """The fields on who it is."""
        return self._present(_ABOUT_PERSON)

    @property
    def about_part(self) -> list[BoundField]:
        """The fields on their part in the consultation, and those that a subclass adds."""
        return self._present(name for name in self.fields if name not in {*_ABOUT_PERSON, *_ABOUT_DAYS})
