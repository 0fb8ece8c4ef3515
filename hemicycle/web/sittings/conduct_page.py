"""How sittings are conducted: how an item may end, and how long a speaker may take, and an interpreter works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.settings import LEAST_CONNECT_SECONDS, MOST_CONNECT_SECONDS, settings_of
from hemicycle.people.messages import refusal_message
from hemicycle.rules.booths import LEAST_ON_AIR_MINUTES, MOST_ON_AIR_MINUTES
from hemicycle.rules.interpretation import MOST_WAIT_SECONDS
from hemicycle.rules.permissions import Action
from hemicycle.sittings.actions.conduct import Conduct, set_conduct
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import may

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.settings import Settings
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


class ConductForm(forms.Form):
    """Gives a ``Conduct``."""

    noted_with_proposal = forms.BooleanField(
        required=False,
        label=gettext_lazy("Items with a proposal may be noted"),
        help_text=gettext_lazy(
            "The presiding officer can then close such an item as noted, also in a sitting that is in progress. It "
            "cannot be changed while such an item is under discussion."
        ),
        widget=forms.CheckboxInput,
    )
    objections_stop = forms.BooleanField(
        required=False,
        label=gettext_lazy("An objection prevents a conclusion"),
        help_text=gettext_lazy(
            "While a Member that may cause a deferral objects, the item can only be deferred. Otherwise its objection "
            "is recorded, and the item is deferred only if a Member asks for that. It cannot be changed while an "
            "item is under discussion."
        ),
        widget=forms.CheckboxInput,
    )
    connect_seconds = forms.IntegerField(
        min_value=LEAST_CONNECT_SECONDS,
        max_value=MOST_CONNECT_SECONDS,
        label=gettext_lazy("Seconds for a speaker to connect"),
        help_text=gettext_lazy(
            "A speaker who is not heard within this time, or loses the connection for as long, loses the floor; an "
            "interpreter goes off air. In a sitting that is in progress it applies at once, also to the present "
            "speaker."
        ),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    interpretation_wait_seconds = forms.IntegerField(
        min_value=0,
        max_value=MOST_WAIT_SECONDS,
        label=gettext_lazy("Seconds to wait for the interpretation"),
        help_text=gettext_lazy(
            "While the previous statement is still being interpreted, the next speaker is asked to wait, for at most "
            "this time; 0 for not at all. The presiding officer can change it during a sitting and can let a speaker "
            "begin earlier."
        ),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    on_air_minutes = forms.IntegerField(
        min_value=LEAST_ON_AIR_MINUTES,
        max_value=MOST_ON_AIR_MINUTES,
        label=gettext_lazy("Minutes on air before a change"),
        help_text=gettext_lazy(
            "An interpreter who has been on air for this time is asked to hand over. Shifts are split by it, and a "
            "longer time in which an interpreter is alone is pointed out."
        ),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )

    def __init__(self, data: QueryDict | None, kept: Settings) -> None:
        initial = {name: getattr(kept, name) for name in self.base_fields}
        super().__init__(data, initial=initial, label_suffix="")


def _form(desk: InConsultation, request: HttpRequest | None) -> ConductForm:
    return ConductForm(request.POST if request else None, settings_of(desk.consultation.settings))


def _save(desk: InConsultation, _request: HttpRequest, form: ConductForm) -> str:
    changed = set_conduct(desk.consultation.pk, desk.performer, desk.now, Conduct(**form.cleaned_data))
    return _("The settings are saved.") if changed else _("Nothing was changed.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def conduct(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show it, or set it."""
    if request.method != "POST":
        return _shown(request, desk, _form(desk, None))
    then = reverse("conduct", args=[desk.consultation.slug])
    return run(request, desk, SAVE, then=then, again=lambda refused: _shown(request, desk, refused.form, refused))


def _shown(request: HttpRequest, desk: InConsultation, form: ConductForm, refused: Again | None = None) -> HttpResponse:
    context = {
        "consultation": desk.consultation,
        "form": form,
    }
    return show(request, "web/sittings/conduct.html", context, refused, refusal_message, desk.consultation.zone)
