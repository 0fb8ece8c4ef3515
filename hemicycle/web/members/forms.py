"""What the secretariat types in about Members, and what a reader asks of their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import FALLBACK, known_languages
from hemicycle.people.member_names import members_named_like
from hemicycle.people.member_record import REGIONS, SECTORS
from hemicycle.people.models import Member
from hemicycle.people.models.members import CODE_LENGTH, NAME_LENGTH, PHONE_LENGTH, REASON_LENGTH, SOURCE_LENGTH
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.confirmed_names import ConfirmsNames
from hemicycle.web.toolkit.forms import CleanField, NameField, PhoneField
from hemicycle.web.toolkit.long_select import LongSelect
from hemicycle.web.toolkit.moment_inputs import day_input
from hemicycle.web.toolkit.tables import SEARCH_LENGTH

if TYPE_CHECKING:
    from datetime import date


def _text(**more: str) -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off", **more})


def _select() -> forms.Select:
    return forms.Select({"class": "form-select"})


class DayField(forms.DateField):
    """A day, as 2020-06-09."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d"],
            widget=day_input(),
            error_messages={"invalid": _("This is not a date. Enter it in the form 2020-06-09: year, month, day.")},
            **rest,
        )


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
    #: Whose name it is.
    member = ""

    def clean(self) -> dict[str, Any]:
        """Look at the name."""
        given = super().clean() or self.cleaned_data
        if given.get("short") and not self.errors:
            others = members_named_like(given["short"], self.member)
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


class RegionForm(forms.Form):
    """A State's region."""

    region = forms.ChoiceField(
        label=_("Administrative region"), choices=[(region, region) for region in REGIONS], widget=_select()
    )


class SectorForm(forms.Form):
    """A Sector Member's Sector."""

    sector = forms.ChoiceField(
        label=_("Sector"), choices=[(sector, labels.SECTORS[sector]) for sector in SECTORS], widget=_select()
    )


class SeatForm(forms.Form):
    """A seat on the Council."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"), required=False, help_text=_("Leave empty if no end is set."))


class EndForm(forms.Form):
    """The end of a seat."""

    end = DayField(label=_("Last day"))


class SuspensionForm(SeatForm):
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


class NewMemberForm(ConfirmsNames):
    """A Member that is new."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Member.Kind.choices, widget=_select())
    code = CleanField(
        longest=CODE_LENGTH,
        label=_("Code"),
        help_text=_("ISO 3166-1 two-letter code for a State; sm- and a short name for a Sector Member."),
        widget=_text(dir="ltr"),
    )
    region = forms.ChoiceField(
        label=_("Administrative region of a State"),
        required=False,
        choices=[("", "–"), *((region, region) for region in REGIONS)],
        widget=_select(),
    )
    sector = forms.ChoiceField(
        label=_("Sector of a Sector Member"),
        required=False,
        choices=[("", "–"), *((sector, labels.SECTORS[sector]) for sector in SECTORS)],
        widget=_select(),
    )
    name = NameField(
        longest=NAME_LENGTH,
        required=False,
        label=_("Name in English"),
        help_text=_("Empty for a State: the United Nations short name."),
        widget=_text(),
    )

    def clean(self) -> dict[str, Any]:
        """Look at the name."""
        given = super().clean() or self.cleaned_data
        if given.get("name") and not self.errors:
            self.warn_of_name("name", given["name"], members_named_like(given["name"], given["code"]))
        return given


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
    kind = forms.ChoiceField(
        required=False,
        label=_("Kind"),
        choices=[("", _("All")), *Member.Kind.choices],
        widget=_select(),
    )
    seat = forms.ChoiceField(
        required=False,
        label=_("Seat"),
        choices=[("", _("All")), ("yes", _("With a seat")), ("no", _("Without a seat"))],
        widget=_select(),
    )
    place = forms.ChoiceField(
        required=False,
        label=_("Region or Sector"),
        choices=[
            ("", _("All")),
            (_("Region"), [(f"region-{region}", region) for region in REGIONS]),
            (_("Sector"), [(f"sector-{sector}", labels.SECTORS[sector]) for sector in SECTORS]),
        ],
        widget=_select(),
    )
    unchecked = forms.BooleanField(required=False, label=_("Only names not checked"))

    field_order = ("q", "kind", "seat", "place", "on", "unchecked")
