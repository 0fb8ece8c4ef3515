"""The form of somebody who registers themselves: their details, and the Member they speak for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.messages import MESSAGES
from hemicycle.people import queries
from hemicycle.people.member_names import member_name
from hemicycle.people.waiting_list import waiting_before
from hemicycle.rules.codes import RuleCode
from hemicycle.web.registration.details_form import DetailsForm
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.long_select import LongSelect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Member, Person
    from hemicycle.rules.capacity import Classes, ParticipationClass


class RegisterForm(DetailsForm):
    """``DetailsForm`` with a choice of the invited Members, by class; where a quota is full, it says so."""

    member = forms.ChoiceField(
        label=gettext_lazy("Member that you represent"),
        help_text=gettext_lazy("Its focal point is asked to endorse your registration."),
        widget=LongSelect({"class": "form-select"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        consultation: Consultation,
        person: Person,
        on: date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, consultation=consultation, person=person, initial=initial)
        members = queries.invited(consultation)
        self._members = {member.code: member for member in members}
        self.full = waiting_before(consultation, members, on)
        self.order_fields(["member"])
        choice = self.fields["member"]
        choice.choices = [("", gettext_lazy("Choose a Member")), *self._by_class(consultation.classes, on)]  # type: ignore[attr-defined]
        if self.full:
            choice.help_text = _("%(hint)s If no places are left, you will be added to the waiting list.") % {
                "hint": choice.help_text
            }
        choice.error_messages["invalid_choice"] = MESSAGES[RuleCode.MEMBER_NOT_INVITED]()

    def _by_class(self, classes: Classes, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
        grouped: dict[ParticipationClass, list[tuple[str, str]]] = {one: [] for one in classes}
        for member in self._members.values():
            # Whoever has no class on that day could do nothing.
            if (of_class := grouped.get(queries.class_of(member, classes, on))) is not None:
                of_class.append((member.code, self._named(member)))
        return [
            (labels.capacity(one), sorted(choices, key=lambda choice: sort_key(choice[1])))
            for one, choices in grouped.items()
            if choices
        ]

    def _named(self, member: Member) -> str:
        name, before = member_name(member), self.full.get(member.pk)
        if before is None:
            return name
        words = ngettext(
            "%(member)s: no places left, %(before)d person waiting",
            "%(member)s: no places left, %(before)d people waiting",
            before,
        )
        return words % {"member": name, "before": before}

    def chosen(self) -> Member:
        """The Member, once ``is_valid()`` said so."""
        return self._members[self.cleaned_data["member"]]
