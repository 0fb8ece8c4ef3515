"""The forms of the page Body: what it and its organ are called, a kind of Members, a region or group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

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
from hemicycle.web.toolkit.row_form import CODE, RowForm, identifier_field, key_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.consultations.models import Body

#: In the order of the page.
WORDS = ("name", "organ", "member", "deputy", "person", "region", "group")
CODES = {
    CodeForm.COUNTRY: gettext_lazy("Two letters (ISO 3166-1), with the names of States"),
    CodeForm.SLUG: gettext_lazy("Small letters, digits and hyphens"),
}
BELONGS = {
    Belongs.MUST: gettext_lazy("each Member has one"),
    Belongs.MAY: gettext_lazy("a Member may have one"),
    Belongs.NEVER: gettext_lazy("no Member has one"),
}


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
        if not text_in(given, "organ") and any(text_in(given, name) for name in ("member", "deputy", "person")):
            self.add_error(
                bound(self, "organ")[0].name, _("Enter the name of the organ, or remove what its members are called.")
            )
        return given

    @property
    def wanted(self) -> BodyWords:
        """What was typed, once ``is_valid()`` said so."""
        return BodyWords(**{name: text_in(self.cleaned_data, name) for name in WORDS})


def _with_those_of(languages: tuple[str, ...], text: Iterable[str]) -> list[str]:
    """The languages of a consultation, and those in which another one of the body has written a text."""
    return list(dict.fromkeys([*languages, *text]))


class _PartForm(RowForm):
    """A kind, a region or a group, of a body that somebody began to change."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        row: KindSetting | PlaceSetting | None,
        body: Body,
        languages: tuple[str, ...],
    ) -> None:
        own: dict[str, Any] = {"seen": seen_of(body)}
        written: tuple[str, ...] = ()
        if row is not None:
            own |= row.model_dump(mode="json", exclude=set(self.texts))
            written = tuple(code for name in self.texts for code in getattr(row, name))
        own["code_prefix"] = own.pop("prefix", "")
        super().__init__(data, row, _with_those_of(languages, written), own)


class PlaceForm(_PartForm):
    """Gives a ``PlaceSetting``."""

    texts: ClassVar = {"name": NAME_LENGTH}
    key = key_field(
        KEY_LENGTH,
        gettext_lazy("Letters, digits, hyphens, at most 20. It is used in files and never changes."),
        r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z",
        gettext_lazy("Use only letters without accents, digits, hyphens and underscores."),
    )

    @property
    def wanted(self) -> PlaceSetting:
        """What was typed, once ``is_valid()`` said so."""
        return PlaceSetting(key=self.cleaned_data["key"], **self.given_texts)


class KindForm(_PartForm):
    """Gives a ``KindSetting``."""

    texts = dict.fromkeys(("one", "many"), NAME_LENGTH)
    key = identifier_field(KEY_LENGTH)
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
        widget=forms.TextInput(CODE),
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

    @property
    def wanted(self) -> KindSetting:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        codes = CodeForm(given["codes"])
        return KindSetting(
            key=given["key"],
            **self.given_texts,
            codes=codes,
            prefix=given["code_prefix"] if codes is CodeForm.SLUG else "",
            region=Belongs(given["region"]),
            group=Belongs(given["group"]),
            seats=given["seats"],
            votes=given["votes"],
        )
