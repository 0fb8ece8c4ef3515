"""Rehearsals and test sessions at the desk: planned, given other hours, cancelled (rule 47)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.agenda.messages import refusal_message
from hemicycle.consultations.joins import beside
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.local_time import clock_of
from hemicycle.rules.permissions import Action
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.actions import rehearsals as acts
from hemicycle.sittings.actions.beforehand import who_may_preside
from hemicycle.sittings.actions.planning import Hours
from hemicycle.sittings.calendar import practice
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.sittings.home_page import listed
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.moment_inputs import DayField, LocalClockField, clock_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.page_actions import Again

KINDS = {
    SittingKind.REHEARSAL: gettext_lazy("Rehearsal: all together, by the procedure"),
    SittingKind.TEST: gettext_lazy("Test session: technicians see whether each participant is heard"),
}
#: Proposed for a new one: so long before the first day, and so long.
_BEFORE, _LASTS = timedelta(days=7), timedelta(hours=1)


@dataclass(frozen=True)
class AtRehearsal(InConsultation):
    """A rehearsal or a test session; ``None`` for a new one."""

    sitting: Sitting | None = None

    @property
    def called(self) -> str:
        """As the pages beneath it call it."""
        return labels.sitting_number(self.sitting) if self.sitting else ""


class RehearsalForm(forms.Form):
    """Gives a ``Practice``."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        widget=forms.Select({"class": "form-select"}),
    )
    day = DayField(label=gettext_lazy("Day"), this_century=True)
    opens = LocalClockField(label=gettext_lazy("Opens"))
    closes = LocalClockField(label=gettext_lazy("Closes"))
    presiding = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=gettext_lazy("Presiding officer"),
        help_text=gettext_lazy("The Chair or a Vice-Chair, who opens it from the console."),
        widget=forms.Select({"class": "form-select"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, at: AtRehearsal, choices: list[Registration]) -> None:
        self.at = at
        super().__init__(data, initial=_initial(at), label_suffix="")
        named = [(row.pk, beside([row.person.name, labels.capacity(Role(row.role))])) for row in choices]
        self.fields["presiding"].choices = [("", _("Nobody yet")), *named]  # type: ignore[attr-defined]
        # It stays what it is: others have it in their calendars as that.
        self.fields["kind"].disabled = at.sitting is not None

    def clean(self) -> dict[str, Any]:
        """Say of each hour that it comes never, or twice, on that day."""
        given = super().clean() or self.cleaned_data
        for name in ("opens", "closes"):
            if given.get("day") and given.get(name):
                error = clock_error(given["day"], given[name], self.at.consultation.zone)
                if error:
                    self.add_error(name, error)
        return given

    @property
    def wanted(self) -> acts.Practice:
        """What was typed, once ``is_valid()`` said so."""
        given, sitting = self.cleaned_data, self.at.sitting
        hours = Hours(given["day"], given["opens"], given["closes"], sitting.pk if sitting else None)
        return acts.Practice(SittingKind(given["kind"]), hours, given["presiding"])


def _initial(at: AtRehearsal) -> dict[str, Any]:
    zone, sitting = at.consultation.zone, at.sitting
    if sitting is not None:
        opens, closes = (clock_of(moment, zone) for moment in (sitting.opens_at, sitting.closes_at))
        day = at.consultation.day(sitting.opens_at)
        return {"kind": sitting.kind, "day": day, "opens": opens, "closes": closes, "presiding": sitting.presiding_id}
    return {"day": max(at.consultation.first_day - _BEFORE, at.consultation.day(at.now))}


def _form(at: AtRehearsal, request: HttpRequest | None) -> RehearsalForm:
    return RehearsalForm(request.POST if request else None, at, who_may_preside(at.consultation))


def _hold(at: AtRehearsal, _request: HttpRequest, form: RehearsalForm) -> str:
    row = acts.hold(at.consultation.pk, at.performer, at.now, form.wanted)
    row.consultation = at.consultation
    return _("%(name)s is saved. It is in the calendar of every participant.") % {"name": labels.sitting_number(row)}


def _cancel(at: AtRehearsal, _request: HttpRequest, _given: None) -> str:
    if at.sitting is None:
        raise Http404
    name = labels.sitting_number(at.sitting)
    acts.cancel(at.consultation.pk, at.performer, at.now, sitting=at.sitting.pk)
    return _("%(name)s is cancelled.") % {"name": name}


SAVE = PageAction("save", Action.PLAN_EDIT, _hold, _form)
ACTIONS = registered(SAVE, PageAction("cancel", Action.PLAN_EDIT, _cancel))


@page(may(Action.PLAN_EDIT))
def rehearsals(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Every rehearsal and test session, in time, with the ways into each."""
    registration = desk.visitor.registration
    registration.consultation = desk.consultation
    rows = [
        (listed(registration, sitting, desk.now, desk.visitor.scopes), sitting.state == SittingState.PLANNED.value)
        for sitting in practice(desk.consultation)
    ]
    invites = desk.may_send(Action.MAIL_SEND)
    context = {"consultation": desk.consultation, "rows": rows, "invites": invites}
    return render(request, "web/sittings/rehearsals.html", context)


@page(may(Action.PLAN_EDIT), FORM)
def rehearsal(request: HttpRequest, desk: InConsultation, key: int | None = None) -> HttpResponse:
    """One with its hours and who presides; a new one where the address names none."""
    sitting = next((row for row in practice(desk.consultation) if row.pk == key), None)
    if key is not None and sitting is None:
        raise Http404
    at = AtRehearsal(desk.consultation, desk.visitor, desk.performer, desk.now, sitting)
    if request.method != "POST":
        return _page(request, at, _form(at, None))
    then = reverse("rehearsals", args=[at.consultation.slug])
    action = sent(request, ACTIONS, otherwise="save")

    def again(refused: Again) -> HttpResponse:
        form = refused.form if isinstance(refused.form, RehearsalForm) else _form(at, None)
        return _page(request, at, form, refused)

    return run(request, at, action, then=then, again=again)


def _page(request: HttpRequest, at: AtRehearsal, form: RehearsalForm, refused: Again | None = None) -> HttpResponse:
    context = {"consultation": at.consultation, "form": form, "sitting": at.sitting, "zone": at.consultation.zone}
    return show(request, "web/sittings/rehearsal.html", context, refused, refusal_message, at.consultation.zone)
