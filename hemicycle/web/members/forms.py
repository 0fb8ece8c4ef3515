"""What the secretariat types in about Members, and what a reader asks of their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.joins import beside
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import FALLBACK, first_of, known_languages, reader_language
from hemicycle.people.member_names import members_named_like
from hemicycle.people.models.members import (
    CODE_LENGTH,
    LAST_PLACE,
    NAME_LENGTH,
    PHONE_LENGTH,
    REASON_LENGTH,
    SOURCE_LENGTH,
)
from hemicycle.rules.bodies import CodeForm
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.confirmed_names import ConfirmsNames
from hemicycle.web.toolkit.forms import CleanField, NameField, PhoneField
from hemicycle.web.toolkit.long_select import LongSelect
from hemicycle.web.toolkit.moment_inputs import DayField
from hemicycle.web.toolkit.tables import SEARCH_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from hemicycle.consultations.bodies import BodySettings, KindSetting, PlaceSetting
    from hemicycle.consultations.language_settings import Languages
    from hemicycle.consultations.models import Body


def _text(**more: str) -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off", **more})


def _select() -> forms.Select:
    return forms.Select({"class": "form-select"})


class EmptyForm(forms.Form):
    """A button alone."""


class NameForm(ConfirmsNames):
    """A Member's name in one language, as it should have been."""

    short = NameField(
        longest=NAME_LENGTH,
        required=False,
        label=_("Short form"),
        help_text=_("As on a name plate. Empty for a State: the United Nations short name."),
        widget=_text(),
    )
    official = NameField(longest=NAME_LENGTH, required=False, label=_("Official form"), widget=_text())
    source = CleanField(
        longest=SOURCE_LENGTH,
        required=False,
        label=_("Source"),
        help_text=_("A note, a letter, a list, with its date."),
        widget=_text(),
    )
    #: Whose name it is: the code of the Member, the key of its body.
    member, body = "", 0

    def clean(self) -> dict[str, Any]:
        """Look at the name."""
        given = super().clean() or self.cleaned_data
        if given.get("short") and not self.errors:
            others = members_named_like(given["short"], self.body, self.member)
            self.warn_of_name("short", given["short"], others)
        return given


class RenameForm(NameForm):
    """A Member's new name in one language."""

    since = DayField(
        label=_("First day of the new name"),
        help_text=_("Papers, turns and receipts of earlier days keep the former name."),
    )
    short = NameField(longest=NAME_LENGTH, label=_("Short form"), help_text=_("As on a name plate."), widget=_text())

    field_order = ("since", "short", "official", "source")


class CheckForm(forms.Form):
    """With which official list a name was compared; the name travels along, as it was seen."""

    source = CleanField(
        longest=SOURCE_LENGTH,
        label=_("Compared with"),
        help_text=_("The official list, with its date."),
        widget=_text(),
    )
    short = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    official = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


@runtime_checkable
class OfBody(Protocol):
    """A form with words, and choices, of a body."""

    def fill(self, body: BodySettings) -> None:
        """Put them into it, before it is shown or read."""


def _places(field: forms.Field, places: Sequence[PlaceSetting], label: str) -> None:
    """The regions or groups of a body, as the choices of a field."""
    field.choices = [("", "–"), *((place.key, place.called()) for place in places)]  # type: ignore[attr-defined]
    field.label = label


class RegionForm(forms.Form):
    """A Member's region."""

    region = forms.ChoiceField(required=False, widget=_select())

    def fill(self, body: BodySettings) -> None:
        """As in ``OfBody``."""
        _places(self.fields["region"], body.regions, labels.region(body))


class GroupForm(forms.Form):
    """A Member's group."""

    group = forms.ChoiceField(required=False, widget=_select())

    def fill(self, body: BodySettings) -> None:
        """As in ``OfBody``."""
        _places(self.fields["group"], body.groups, labels.group(body))


class ListPlaceForm(forms.Form):
    """A Member's place in lists."""

    list_place = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LAST_PLACE,
        label=_("Place in lists"),
        help_text=_("A number. Members with a place come first, by it; the others follow in alphabetical order."),
        widget=forms.NumberInput({"class": "form-control", "autocomplete": "off"}),
    )


class PeriodForm(forms.Form):
    """Days from a first one, to a last one if it is known."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"), required=False, help_text=_("Leave empty if no end is set."))


class SeatForm(PeriodForm):
    """A seat on the organ."""

    deputy = forms.BooleanField(required=False, widget=forms.CheckboxInput())

    def fill(self, body: BodySettings) -> None:
        """As in ``OfBody``: without deputy members nobody is asked for one."""
        if body.organ is not None and body.organ.deputy:
            self.fields["deputy"].label = body.organ.seat(deputy=True)
        else:
            self.fields["deputy"].widget = forms.HiddenInput()
            self.fields["deputy"].disabled = True


class EndForm(forms.Form):
    """The end of a seat."""

    end = DayField(label=_("Last day"))


class SuspensionForm(PeriodForm):
    """Days without the right to vote."""

    reason = CleanField(
        longest=REASON_LENGTH, required=False, label=_("Reason"), help_text=_("As recorded."), widget=_text()
    )


class RestoreForm(forms.Form):
    """From when there is a right to vote again."""

    day = DayField(label=_("Right to vote restored from"))


class ContactForm(forms.Form):
    """Whom the secretariat writes to."""

    name = NameField(longest=NAME_LENGTH, label=_("Name"), widget=_text(), help_text=_("A person, or an office."))
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    phone = PhoneField(longest=PHONE_LENGTH, required=False, label=_("Telephone"), widget=_text(dir="ltr"))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: choices(known_languages()),
        initial=FALLBACK,
        widget=LongSelect({"class": "form-select"}),
    )


def _languages_or_none() -> list[tuple[str, str]]:
    return [("", gettext("As the letter to the Member")), *choices(known_languages())]


class FurtherAddressForm(forms.Form):
    """An address that gets copies of letters."""

    name = NameField(
        longest=NAME_LENGTH,
        required=False,
        label=_("Name"),
        widget=_text(),
        help_text=_("An office, e.g. Permanent Mission, Geneva."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=_languages_or_none,
        widget=LongSelect({"class": "form-select"}),
    )


class RemoveMemberForm(forms.Form):
    """Says that the Member is meant, by its code."""

    typed = CleanField(
        longest=CODE_LENGTH,
        label=_("Code of the Member"),
        help_text=_("Enter it to confirm. The Member is removed with its names, seats and contacts."),
        widget=_text(dir="ltr"),
    )
    #: The code that is to be typed.
    member = ""

    def clean_typed(self) -> str:
        """The same code."""
        typed: str = self.cleaned_data["typed"]
        if typed.casefold() != self.member.casefold():
            raise forms.ValidationError(gettext("This is not the code of this Member. Enter %s.") % self.member)
        return typed


class NewMemberForm(ConfirmsNames):
    """A Member that is new."""

    kind = forms.ChoiceField(label=_("Kind"), widget=_select())
    code = CleanField(
        longest=CODE_LENGTH,
        label=_("Code"),
        widget=_text(dir="ltr"),
    )
    region = forms.ChoiceField(required=False, widget=_select())
    group = forms.ChoiceField(required=False, widget=_select())
    name = NameField(
        longest=NAME_LENGTH,
        required=False,
        label=pgettext_lazy("of a Member", "Name"),
        help_text=_("Empty for a State: the United Nations short name."),
        widget=_text(),
    )
    language = forms.ChoiceField(label=_("Language of the name"), required=False, widget=_select())

    def __init__(self, data: Mapping[str, Any] | None, body: Body, languages: Languages) -> None:
        super().__init__(data)
        self.own = first_of([reader_language(), languages.last_resort], languages.every)
        self.fields["language"].choices = choices(languages.every)  # type: ignore[attr-defined]
        self.fields["language"].initial = self.own
        self.body = body
        self.fields["kind"].choices = [(kind.key, kind.called()) for kind in body.has.kinds]  # type: ignore[attr-defined]
        self.fields["code"].help_text = beside(_code_of(kind) for kind in body.has.kinds)
        _places(self.fields["region"], body.has.regions, labels.region(body.has))
        _places(self.fields["group"], body.has.groups, labels.group(body.has))
        for name, places in (("region", body.has.regions), ("group", body.has.groups)):
            if not places:
                self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Look at the name."""
        given = super().clean() or self.cleaned_data
        given["language"] = given.get("language") or self.own
        if given.get("name") and not self.errors:
            alike = members_named_like(given["name"], self.body.pk, given["code"])
            self.warn_of_name("name", given["name"], alike)
        return given


def _code_of(kind: KindSetting) -> str:
    """How the codes of a kind are written, in words."""
    if kind.codes is CodeForm.COUNTRY:
        words = gettext("%(kind)s: two letters (ISO 3166-1), e.g. BR.")
    else:
        words = gettext("%(kind)s: small letters, digits and hyphens, e.g. %(prefix)snorth-wave.")
    return words % {"kind": kind.called(), "prefix": kind.prefix}


class AsAt(forms.Form):
    """As at which day a page answers (rule 5)."""

    on = DayField(required=False, label=_("As at"))

    def day(self, today: date) -> date:
        """The day that is asked for, or today."""
        self.full_clean()
        day: date | None = self.cleaned_data.get("on")
        return day or today


class MembersAsked(AsAt):
    """What the address asks of the list of Members; what cannot be is passed over."""

    q = forms.CharField(
        required=False,
        label=_("Search"),
        max_length=SEARCH_LENGTH,
        widget=forms.TextInput({"class": "form-control", "type": "search"}),
    )
    kind = forms.ChoiceField(required=False, label=_("Kind"), widget=_select())
    seat = forms.ChoiceField(
        required=False,
        label=_("Seat"),
        choices=[("", _("All")), ("yes", _("With a seat")), ("no", _("Without a seat"))],
        widget=_select(),
    )
    place = forms.ChoiceField(required=False, widget=_select())
    unchecked = forms.BooleanField(required=False, label=_("Only names not checked"))

    field_order = ("q", "kind", "seat", "place", "on", "unchecked")

    def __init__(self, data: Mapping[str, Any], body: BodySettings) -> None:
        super().__init__(data)
        everything = ("", gettext("All"))
        kinds = [everything, *((kind.key, kind.called()) for kind in body.kinds)]
        groups = [
            (labels.region(body), [(f"region-{place.key}", place.called()) for place in body.regions]),
            (labels.group(body), [(f"group-{place.key}", place.called()) for place in body.groups]),
        ]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["place"].choices = [everything, *(group for group in groups if group[1])]  # type: ignore[attr-defined]
        self.fields["place"].label = labels.place(body)
        if body.organ is None:
            del self.fields["seat"]
        if not body.regions and not body.groups:
            del self.fields["place"]
