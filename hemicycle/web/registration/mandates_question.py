"""What is asked where somebody is withdrawn or refused: whether their mandates end with it, or why they stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import beside
from hemicycle.fields.widths import length_of
from hemicycle.people import capacities
from hemicycle.people.member_names import member_name
from hemicycle.people.models import FocalPoint
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation

END, STAY = "end", "stay"
#: So many are named; there may be hundreds where many are withdrawn at once.
_NAMED = 50


def mandates_of(consultation: Consultation, people: Iterable[int], at: datetime) -> list[FocalPoint]:
    """The mandates that these persons hold, now or later, with the Members' names."""
    return list(capacities.held(consultation, set(people), at))


def _own_name(row: FocalPoint) -> str:
    return row.person.name


def add_question(
    form: forms.Form, held: Sequence[FocalPoint], name_of: Callable[[FocalPoint], str] = _own_name
) -> None:
    """Ask about these mandates; nothing where there are none.

    Args:
        name_of: Whose each is, as far as the reader may know it.
    """
    if not held:
        return
    named = beside(f"{name_of(row)} – {member_name(row.member)}" for row in held[:_NAMED])
    named += ", …" if len(held) > _NAMED else ""
    form.fields["mandates"] = forms.ChoiceField(
        required=False,
        choices=[(END, _("End with the registration")), (STAY, _("Stay in force"))],
        label=gettext_lazy("Mandates to act for a Member"),
        help_text=_("Focal points concerned: %(named)s.") % {"named": named},
        widget=forms.Select({"class": "form-select"}),
    )
    form.fields["stays_why"] = CleanField(
        longest=length_of(FocalPoint, "stays_why"),
        required=False,
        label=gettext_lazy("Reason for keeping the mandates"),
        help_text=gettext_lazy("Required only if they stay in force; it is recorded."),
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"}),
    )


def stays_why(form: forms.Form) -> str | None:
    """Why the mandates stay, once ``is_valid()`` said so; ``None`` where they end."""
    given: dict[str, Any] = form.cleaned_data
    return str(given.get("stays_why", "")) if given.get("mandates") == STAY else None


class MandatesQuestion(forms.Form):
    """The question by itself, on pages whose other fields are written out."""

    def __init__(self, data: Mapping[str, Any] | None, held: Sequence[FocalPoint]) -> None:
        super().__init__(data, label_suffix="")
        add_question(self, held)
