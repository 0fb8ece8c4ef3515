"""Registrations as the secretariat enters and changes them: of every role, interpreters with their booths."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.messages import MESSAGES
from hemicycle.people import queries
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.sittings.queries import booths_of
from hemicycle.web.registration.details_form import DetailsForm
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import BoundField

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.details import Details
    from hemicycle.people.models import Member
    from hemicycle.rules.capacity import ParticipationClass


class DeskForm(DetailsForm):
    """``DetailsForm`` with the languages of an interpreter's booths."""

    names_others = True
    of_oneself = False

    booth_languages = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Interprets into"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        consultation: Consultation,
        registration: Registration | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        booths = {"booth_languages": registration.booth_languages} if registration else {}
        super().__init__(
            data, consultation=consultation, registration=registration, initial={**booths, **(initial or {})}
        )
        kept = registration.booth_languages if registration else []
        offered = tuple(dict.fromkeys([*booths_of(consultation), *kept]))
        self.fields["booth_languages"].choices = choices(offered)  # type: ignore[attr-defined]
        if registration is not None and registration.role != Role.INTERPRETER.value:
            del self.fields["booth_languages"]

    def role(self) -> str:
        """What the registration is for."""
        return self.registration.role if self.registration else str(self.cleaned_data.get("role", ""))

    def clean(self) -> dict[str, Any]:
        """An interpreter works into a language; nobody else does."""
        given = super().clean()
        if self.role() != Role.INTERPRETER.value:
            given["booth_languages"] = []
        elif not given.get("booth_languages") and "booth_languages" not in self.errors:
            self.add_error("booth_languages", ValidationError(_("Tick at least one language for an interpreter.")))
        return given

    def details(self) -> Details:
        """What was given, once ``is_valid()`` said so."""
        return replace(super().details(), booth_languages=tuple(self.cleaned_data["booth_languages"]))

    @property
    def about_part(self) -> list[BoundField]:
        """Without the booths, which are ticked and stand by themselves."""
        return [field for field in super().about_part if field.name != "booth_languages"]


#: Before the key of a class of persons, among the roles.
_OF_CLASS = "class:"


def _capacities(persons: Sequence[ParticipationClass]) -> list[Any]:
    """The roles, and beside delegates the classes of persons who represent no Member, where there are some."""
    roles = list(Registration.RoleChoice.choices)
    if not persons:
        return roles
    return [
        (_("Represents a Member"), roles[:1]),
        (_("Represents no Member"), [(f"{_OF_CLASS}{one}", labels.capacity(one)) for one in persons]),
        (_("Serves the meeting"), roles[1:]),
    ]


class EnterForm(DeskForm):
    """Somebody new, of any role.

    Args:
        replaces: Whose place they take: a delegate of the same Member.
    """

    role_choice = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.Select({"class": "form-select"}),
    )
    member = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Member"),
        help_text=gettext_lazy("For delegates only; all others do not represent a Member."),
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, consultation: Consultation, replaces: Registration | None = None
    ) -> None:
        super().__init__(data, consultation=consultation, initial={"role_choice": Role.DELEGATE.value})
        self._members = {member.code: member for member in queries.invited(consultation)}
        named = [(code, member_name(member)) for code, member in self._members.items()]
        member = self.fields["member"]
        member.choices = [("", _("None")), *sorted(named, key=lambda choice: sort_key(choice[1]))]  # type: ignore[attr-defined]
        member.error_messages["invalid_choice"] = MESSAGES[RuleCode.MEMBER_NOT_INVITED]()
        self.fields["role_choice"].choices = _capacities(consultation.classes.of_persons)  # type: ignore[attr-defined]
        self.order_fields(["role_choice", "member"])
        self.replaces = replaces
        if replaces is not None:
            del self.fields["role_choice"], self.fields["member"], self.fields["booth_languages"]

    def role(self) -> str:
        """What the registration is for."""
        return Role.DELEGATE.value if self.replaces or self.person_class() else self._chosen_role

    def person_class(self) -> str:
        """Key of the class of somebody who represents no Member; empty for everybody else."""
        chosen = self._chosen_role
        return chosen.removeprefix(_OF_CLASS) if chosen.startswith(_OF_CLASS) else ""

    @property
    def _chosen_role(self) -> str:
        return str(self.cleaned_data.get("role_choice", ""))

    def clean(self) -> dict[str, Any]:
        """A delegate speaks for a Member, and nobody else does, nor has a part in its delegation."""
        given = super().clean()
        delegate = self.role() == Role.DELEGATE.value and not self.person_class()
        if self.person_class():
            given["delegation_role"] = ""
        if self.replaces is None and delegate and not given.get("member") and "member" not in self.errors:
            self.add_error("member", ValidationError(_("Choose the Member that the delegate represents.")))
        if not delegate and given.get("member"):
            self.add_error("member", ValidationError(_("Only a delegate represents a Member. Choose none.")))
        return given

    def chosen(self) -> Member | None:
        """The Member, once ``is_valid()`` said so."""
        return self.replaces.member if self.replaces else self._members.get(self.cleaned_data["member"])
