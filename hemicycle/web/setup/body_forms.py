"""The forms of the page Body: what it and its organ are called, a kind of Members, a region or group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.bodies import KindSetting, PlaceSetting
from hemicycle.consultations.participation import NAME_LENGTH
from hemicycle.people.actions.bodies import BodyWords, seen_of, words_of
from hemicycle.rules.bodies import KEY_LENGTH, Belongs, CodeForm
from hemicycle.web.toolkit.forms import CleanField
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.models import Body

#: In the order of the page.
WORDS = ("name", "organ", "member", "deputy", "region", "group")
CODES = {
    CodeForm.COUNTRY: gettext_lazy("Two letters (ISO 3166-1), with the names of States"),
    CodeForm.SLUG: gettext_lazy("Small letters, digits and hyphens"),
}
BELONGS = {
    Belongs.MUST: gettext_lazy("each Member has one"),
    Belongs.MAY: gettext_lazy("a Member may have one"),
    Belongs.NEVER: gettext_lazy("no Member has one"),
}
_CODE = {"class": "form-control", "dir": "ltr", "autocomplete": "off"}


class WordsForm(forms.Form):
    """Gives ``BodyWords``."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, body: Body, languages: tuple[str, ...]) -> None:
        words = words_of(body)
        initial: dict[str, Any] = {"seen": seen_of(body)}
        for name in WORDS:
            initial |= filled(name, getattr(words, name))
        super().__init__(data, initial=initial, label_suffix="")
        for name in WORDS:
            add_fields(self, name, _with_those_of(languages, getattr(words, name)), NAME_LENGTH)

    def clean(self) -> dict[str, Any]:
        """A body has a name in one language at least, and an organ one if it has members."""
        given = super().clean() or self.cleaned_data
        if not text_in(given, "name"):
            self.add_error(bound(self, "name")[0].name, _("Enter the name in at least one language."))
        if not text_in(given, "organ") and (text_in(given, "member") or text_in(given, "deputy")):
            self.add_error(
                bound(self, "organ")[0].name, _("Enter the name of the organ, or remove what its members are called.")
            )
        return given

    @property
    def wanted(self) -> BodyWords:
        """What was typed, once ``is_valid()`` said so."""
        return BodyWords(**{name: text_in(self.cleaned_data, name) for name in WORDS})


def _with_those_of(languages: tuple[str, ...], text: Mapping[str, str]) -> list[str]:
    """The languages of a consultation, and those in which another one of the body has written the text."""
    return list(dict.fromkeys([*languages, *text]))


class _PartForm(forms.Form):
    """A kind, a region or a group: its key, which stays, and its names."""

    key = CleanField(longest=KEY_LENGTH, label=gettext_lazy("Key"), widget=forms.TextInput(_CODE))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    names: tuple[str, ...] = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        row: Any,  # noqa: ANN401 - of the form's own kind
        body: Body,
        languages: tuple[str, ...],
    ) -> None:
        initial: dict[str, Any] = {"seen": seen_of(body)}
        if row is not None:
            initial |= row.model_dump(mode="json", exclude=set(self.names))
            initial["code_prefix"] = initial.pop("prefix", "")
            for name in self.names:
                initial |= filled(name, getattr(row, name))
        super().__init__(data, initial=initial, label_suffix="")
        for name in self.names:
            add_fields(self, name, _with_those_of(languages, getattr(row, name, {})), NAME_LENGTH)
        if row is not None:
            self.fields["key"].disabled = True

    def clean(self) -> dict[str, Any]:
        """It has a name in one language at least."""
        given = super().clean() or self.cleaned_data
        if not text_in(given, self.names[0]):
            self.add_error(bound(self, self.names[0])[0].name, _("Enter the name in at least one language."))
        return given

    @property
    def one(self) -> list[forms.BoundField]:
        """The fields of its name."""
        return bound(self, self.names[0])


class PlaceForm(_PartForm):
    """Gives a ``PlaceSetting``."""

    names = ("name",)

    def __init__(
        self, data: Mapping[str, Any] | None, row: PlaceSetting | None, body: Body, languages: tuple[str, ...]
    ) -> None:
        super().__init__(data, row, body, languages)
        self.fields["key"].help_text = _("Letters, digits, hyphens, at most 20. It is used in files and never changes.")
        words = _("Use only letters without accents, digits, hyphens and underscores.")
        self.fields["key"].validators.append(RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z", words))

    @property
    def wanted(self) -> PlaceSetting:
        """What was typed, once ``is_valid()`` said so."""
        return PlaceSetting(key=self.cleaned_data["key"], name=text_in(self.cleaned_data, "name"))


class KindForm(_PartForm):
    """Gives a ``KindSetting``."""

    names = ("one", "many")

    codes = forms.ChoiceField(
        label=gettext_lazy("Codes of its Members"),
        choices=[(form.value, label) for form, label in CODES.items()],
        initial=CodeForm.SLUG.value,
        widget=forms.Select({"class": "form-select"}),
    )
    code_prefix = CleanField(
        longest=KEY_LENGTH,
        required=False,
        label=gettext_lazy("Prefix of the codes"),
        help_text=gettext_lazy("With its hyphen, e.g. sm-. Empty for codes without one, and for those of States."),
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9]*-\Z",
                gettext_lazy("Enter small letters and digits with a hyphen at the end, e.g. sm-."),
            )
        ],
        widget=forms.TextInput(_CODE),
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region"),
        choices=[(belongs.value, label) for belongs, label in BELONGS.items()],
        initial=Belongs.NEVER.value,
        widget=forms.Select({"class": "form-select"}),
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Group"),
        choices=[(belongs.value, label) for belongs, label in BELONGS.items()],
        initial=Belongs.NEVER.value,
        widget=forms.Select({"class": "form-select"}),
    )
    seats = forms.BooleanField(required=False, label=gettext_lazy("Its Members may have seats on the organ"))
    votes = forms.BooleanField(required=False, label=gettext_lazy("Their right to vote can be suspended"))

    def __init__(
        self, data: Mapping[str, Any] | None, row: KindSetting | None, body: Body, languages: tuple[str, ...]
    ) -> None:
        super().__init__(data, row, body, languages)
        self.fields["key"].help_text = _(
            "Lower-case letters, digits and underscores, at most 20. It is used in records and files, and never "
            "changes."
        )
        words = _("Begin with a lower-case letter; use only lower-case letters, digits and underscores.")
        self.fields["key"].validators.append(RegexValidator(r"^[a-z][a-z0-9_]*\Z", words))

    @property
    def many(self) -> list[forms.BoundField]:
        """The fields of its name as a heading."""
        return bound(self, "many")

    @property
    def wanted(self) -> KindSetting:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        codes = CodeForm(given["codes"])
        return KindSetting(
            key=given["key"],
            one=text_in(given, "one"),
            many=text_in(given, "many"),
            codes=codes,
            prefix=given["code_prefix"] if codes is CodeForm.SLUG else "",
            region=Belongs(given["region"]),
            group=Belongs(given["group"]),
            seats=given["seats"],
            votes=given["votes"],
        )
