"""The form of what the secretariat sets for registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.participation import QuotaSetting
from hemicycle.consultations.settings import MOST_LINK_HOURS, settings_of
from hemicycle.people.actions.consultation import RegistrationSettings
from hemicycle.people.messages import refusal_message
from hemicycle.people.second_factor import roles_of
from hemicycle.rules.bodies import Belongs
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import Opening, QuotaUnit, may_open
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.datetime_field import LocalMomentField
from hemicycle.web.toolkit.forms import PhoneField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BoundField

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import ParticipationClass

UNITS = {
    QuotaUnit.CLASS: gettext_lazy("the whole class"),
    QuotaUnit.GROUP: gettext_lazy("each group"),
    QuotaUnit.MEMBER: gettext_lazy("each Member"),
}
MOST_PLACES, MOST_DAYS = 100_000, 36_500


class RegistrationSettingsForm(forms.Form):
    """Gives ``people.actions.consultation.RegistrationSettings``; a quota without a number is none."""

    opens = LocalMomentField(label=gettext_lazy("Registration opens"))
    closes = LocalMomentField(label=gettext_lazy("Registration closes"))
    open_after_end = forms.BooleanField(
        required=False,
        label=gettext_lazy("Registration stays open after the last day"),
        help_text=gettext_lazy("If not ticked, registration closes with the last day at the latest."),
        widget=forms.CheckboxInput,
    )
    help_phone = PhoneField(
        longest=40,
        required=False,
        label=gettext_lazy("Telephone of the technicians"),
        help_text=gettext_lazy(
            "Shown to people waiting for a code, and at the end of each message. Empty: no help by telephone is "
            "offered."
        ),
        widget=forms.TextInput({"class": "form-control", "type": "tel", "dir": "ltr", "autocomplete": "off"}),
    )
    retention_days = forms.IntegerField(
        min_value=1,
        max_value=MOST_DAYS,
        label=gettext_lazy("Days after which personal data is deleted"),
        help_text=gettext_lazy(
            "Counted from the last day of the consultation, or from a later registration. The record of "
            "actions is kept. An announced deletion is cancelled if the new period is not over."
        ),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    second_factor = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Roles requiring a second factor"),
        widget=forms.CheckboxSelectMultiple,
    )
    link_hours = forms.IntegerField(
        min_value=1,
        max_value=MOST_LINK_HOURS,
        label=gettext_lazy("Hours for which a personal link is valid"),
        help_text=gettext_lazy("At most 168, which is a week. Links already sent keep their expiry."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    several_capacities = forms.BooleanField(
        required=False,
        label=gettext_lazy("Several capacities for one person"),
        help_text=gettext_lazy(
            "A person who presides, works for the secretariat or belongs to one Member may then act for "
            "another Member, once they have accepted. Otherwise this is refused; mandates already accepted stay."
        ),
        widget=forms.CheckboxInput,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, consultation: Consultation) -> None:
        settings = settings_of(consultation.settings)
        initial: dict[str, Any] = {
            "opens": consultation.registration_opens_at,
            "closes": consultation.registration_closes_at,
            "retention_days": settings.retention_days,
            "second_factor": list(roles_of(consultation)),
            "link_hours": settings.link_hours,
            "several_capacities": settings.several_capacities,
            "open_after_end": settings.open_after_end,
            "help_phone": settings.help_phone,
        }
        for capacity in settings.participation:
            quota = capacity.quota
            initial |= {
                f"size-{capacity}": quota.size if quota else None,
                f"unit-{capacity}": quota.unit if quota else "",
            }
        self.consultation, self.classes = consultation, settings.participation
        super().__init__(data, initial=initial, label_suffix="")
        for name in ("opens", "closes"):
            self.fields[name].zone = consultation.zone  # type: ignore[attr-defined]
        self.fields["second_factor"].choices = list(labels.capacities(self.classes).items())  # type: ignore[attr-defined]
        for capacity in self.classes:
            self._add_quota(capacity)

    def _add_quota(self, capacity: ParticipationClass) -> None:
        named = {"class": labels.capacity(capacity)}
        # Only Members of some kinds have a group that could be the unit (rule 3).
        body = self.consultation.body.has
        grouped = any(body.kind(kind).group is not Belongs.NEVER for kind in capacity.belonging.kinds)
        words = {**UNITS, QuotaUnit.GROUP: _("each: %(group)s") % {"group": labels.group(body)}}
        units = [unit for unit in UNITS if unit is not QuotaUnit.GROUP or grouped]
        if capacity.of_persons:  # who represent no Member
            units = [QuotaUnit.CLASS]
        self.fields[f"size-{capacity}"] = forms.IntegerField(
            required=False,
            min_value=0,
            max_value=MOST_PLACES,
            label=_("Places: %(class)s") % named,
            widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
        )
        self.fields[f"unit-{capacity}"] = forms.ChoiceField(
            choices=[(unit.value, words[unit]) for unit in units],
            required=False,
            label=_("Quota applies to: %(class)s") % named,
            widget=forms.Select({"class": "form-select"}),
        )

    def clean(self) -> dict[str, Any]:
        """Look at what belongs together."""
        given = super().clean() or self.cleaned_data
        if not {"opens", "closes"} & set(self.errors):
            decision = may_open(self.opening())
            if isinstance(decision, Refused):
                self.add_error("closes", ValidationError(refusal_message(decision.reason)))
        for capacity in self.classes:
            if given.get(f"size-{capacity}") is not None and not given.get(f"unit-{capacity}"):
                self.add_error(f"unit-{capacity}", ValidationError(_("Choose to whom these places apply.")))
        return given

    def opening(self) -> Opening:
        """When registration is to be open."""
        return Opening(self.cleaned_data["opens"], self.cleaned_data["closes"])

    def settings(self) -> RegistrationSettings:
        """What was given, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return RegistrationSettings(
            self.opening(),
            {
                capacity.value: QuotaSetting(size=given[f"size-{capacity}"], unit=QuotaUnit(given[f"unit-{capacity}"]))
                for capacity in self.classes
                if given[f"size-{capacity}"] is not None
            },
            given["retention_days"],
            frozenset(given["second_factor"]),
            given["several_capacities"],
            given["open_after_end"],
            given["help_phone"],
            given["link_hours"],
        )

    @property
    def quotas(self) -> list[tuple[ParticipationClass, BoundField, BoundField]]:
        """For each class the field of the number, and that of the unit."""
        return [(capacity, self[f"size-{capacity}"], self[f"unit-{capacity}"]) for capacity in self.classes]
