"""The part of a form in which the body of a consultation is chosen, or a new one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.participation import NAME_LENGTH
from hemicycle.people.actions.beginning import NewBody
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from hemicycle.consultations.models import Body

NEW = "new"
SLUG_LENGTH = 50
_TEXT = {"class": "form-control", "autocomplete": "off"}


def proposed(bodies: Sequence[Body], kinds: Collection[str]) -> str:
    """The first that has these kinds of Members, as the field has it; a new one where none has."""
    return next((str(row.pk) for row in bodies if all(map(row.has.has_kind, kinds))), NEW)


class ChoosesBody(forms.Form):
    """One of the bodies that there are, or a new one with its name in one language."""

    body = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Body"),
        help_text=gettext_lazy(
            "The organization, or the organ, whose Members are consulted. A copy is of the same body."
        ),
        widget=forms.Select({"class": "form-select"}),
    )
    body_name = CleanField(
        longest=NAME_LENGTH,
        required=False,
        label=gettext_lazy("Name of the new body"),
        help_text=gettext_lazy("In the language above. The page Body takes it in the others."),
        widget=forms.TextInput({**_TEXT, "dir": "auto"}),
    )
    body_slug = forms.SlugField(
        max_length=SLUG_LENGTH,
        required=False,
        label=gettext_lazy("Short name of the new body"),
        help_text=gettext_lazy("Small letters, digits and hyphens, e.g. council. It cannot be changed later."),
        error_messages={"invalid": gettext_lazy("Enter small letters without accents, digits and hyphens alone.")},
        widget=forms.TextInput({**_TEXT, "dir": "ltr", "spellcheck": "false"}),
    )

    def offer(self, bodies: Sequence[Body], kinds: Collection[str] = ()) -> None:
        """Let one of these be chosen; where nobody chooses, the one that is ``proposed`` for these kinds is."""
        known = [(str(row.pk), f"{row} ({row.slug})") for row in bodies]
        self.fields["body"].choices = [*known, (NEW, _("A new body"))]  # type: ignore[attr-defined]
        self.initial["body"] = proposed(bodies, kinds)

    def clean_body_slug(self) -> str:
        """In small letters."""
        slug: str = self.cleaned_data["body_slug"].lower().replace("_", "-")
        return slug

    def look_at_body(self, given: Mapping[str, Any]) -> None:
        """Note what is lacking; call it from ``clean``."""
        if not given.get("body"):
            if "body" not in self.errors:
                self.add_error("body", ValidationError(_("Choose the body, or a new one.")))
        elif given["body"] == NEW:
            for name, words in (
                ("body_name", _("Enter the name of the new body.")),
                ("body_slug", _("Enter the short name of the new body.")),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(words))

    def chosen_body(self, language: str) -> int | NewBody:
        """What was given, once ``is_valid()`` said so.

        Args:
            language: In which the new body is named.
        """
        given = self.cleaned_data
        if given["body"] == NEW:
            return NewBody(given["body_slug"], {language: given["body_name"]})
        return int(given["body"])
