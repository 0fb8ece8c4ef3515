"""Who presides over each sitting, set beforehand; and on how many days the consultation may sit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.queries import programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.joins import beside, listed
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.settings import SittingDays, settings_of
from hemicycle.fields.keys import key_of
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions import beforehand
from hemicycle.sittings.actions.languages import set_languages_of_sittings
from hemicycle.sittings.forecast import sittings_of
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit import labels, language_names
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in
from hemicycle.web.toolkit.language_names import UnknownLanguage, codes_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class PresidingRow:
    """A sitting with who presides over it.

    Attributes:
        chosen: Key of the registration, as it was typed or as it is.
        languages: Those that it has, where they are others than the consultation's, as they are typed.
        fixed: It has begun: the chair is handed over in it.
    """

    sitting: Sitting
    title: str
    chosen: int | None
    fixed: bool
    languages: str


def _save(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    edition = key_of(request.POST.get("edition", ""))
    if edition is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    typed = {
        sitting.pk: key_of(request.POST[name])
        for sitting in sittings_of(desk.consultation)
        if (name := f"sitting-{sitting.pk}") in request.POST
    }
    number = beforehand.designate(desk.consultation.pk, desk.performer, desk.now, typed, edition=edition)
    if not number:
        return _("Nothing was changed.")
    words = ngettext(
        "The presiding officer of %(number)d sitting is saved.",
        "The presiding officers of %(number)d sittings are saved.",
        number,
    )
    return words % {"number": number}


def _set_languages(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    wanted = {}
    for sitting in sittings_of(desk.consultation):
        if (name := f"languages-{sitting.pk}") in request.POST:
            try:
                wanted[sitting.pk] = codes_in(request.POST[name])
            except UnknownLanguage as error:
                raise Refusal(AgendaCode.NOT_A_LANGUAGE, name=error.name) from error
    number = set_languages_of_sittings(desk.consultation.pk, desk.performer, desk.now, wanted)
    return _("The languages of the sittings are saved.") if number else _("Nothing was changed.")


ACTIONS = registered(
    PageAction("presiding", Action.PLAN_EDIT, _save),
    PageAction("languages", Action.PLAN_EDIT, _set_languages),
)


@page(may(Action.PLAN_EDIT), FORM)
def plan_presiding(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Each sitting with the Chair or Vice-Chair who presides over it, and with its languages."""
    if request.method != "POST":
        return _presiding(request, desk)
    then = reverse("plan_presiding", args=[desk.consultation.slug])
    action = sent(request, ACTIONS, otherwise="presiding")
    return run(request, desk, action, then=then, again=lambda refused: _presiding(request, desk, refused))


def _presiding(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    rows = [
        PresidingRow(
            sitting,
            labels.sitting_number(sitting),
            key_of(request.POST[name])
            if refused and (name := f"sitting-{sitting.pk}") in request.POST
            else sitting.presiding_id,
            fixed=sitting.state != SittingState.PLANNED.value,
            languages=request.POST.get(f"languages-{sitting.pk}", language_names.named(sitting.own_languages)),
        )
        for sitting in sittings_of(desk.consultation)
    ]
    context = {
        "consultation": desk.consultation,
        "rows": rows,
        "choices": [(row.pk, _named(row)) for row in beforehand.who_may_preside(desk.consultation)],
        "edition": programme(desk.consultation).plan_edition,
        "common": listed(NATIVE_NAMES[code] for code in desk.consultation.languages.of_sittings),
    }
    return show(request, "web/agenda/plan_presiding.html", context, refused, refusal_message, desk.consultation.zone)


def _named(row: Registration) -> str:
    return beside([row.person.name, labels.capacity(Role(row.role))])


class LimitForm(forms.Form):
    """Gives a ``SittingDays``, or none."""

    most = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=366,
        label=gettext_lazy("Days with sittings at most"),
        help_text=gettext_lazy("Empty: any number of days. It cannot be lower than the number of days planned."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, before: SittingDays | None, languages: tuple[str, ...]) -> None:
        initial: dict[str, Any] = {"most": before.most, **filled("reason", before.reason)} if before else {}
        super().__init__(data, initial=initial, label_suffix="")
        add_fields(self, "reason", languages, beforehand.REASON_LENGTH)

    @property
    def wanted(self) -> SittingDays | None:
        """What was typed, once ``is_valid()`` said so."""
        given = self.cleaned_data
        return SittingDays(most=given["most"], reason=text_in(given, "reason")) if given["most"] else None


def _limit_form(desk: InConsultation, request: HttpRequest | None) -> LimitForm:
    kept = settings_of(desk.consultation.settings)
    return LimitForm(request.POST if request else None, kept.sitting_days, kept.languages.documents)


def _limit(desk: InConsultation, _request: HttpRequest, form: LimitForm) -> str:
    beforehand.limit_days(desk.consultation.pk, desk.performer, desk.now, form.wanted)
    return _("The limit of days is saved.")


LIMIT = PageAction("limit", Action.CONSULTATION_EDIT, _limit, _limit_form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def plan_limit(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """On how many days the consultation may sit, and why."""
    if request.method != "POST":
        return _limit_page(request, desk, _limit_form(desk, None))
    then = reverse("plan_days", args=[desk.consultation.slug])
    return run(request, desk, LIMIT, then=then, again=lambda refused: _limit_page(request, desk, refused.form, refused))


def _limit_page(
    request: HttpRequest, desk: InConsultation, form: LimitForm, refused: Again | None = None
) -> HttpResponse:
    context = {
        "consultation": desk.consultation,
        "form": form,
        "reasons": bound(form, "reason"),
    }
    return show(request, "web/agenda/plan_limit.html", context, refused, refusal_message, desk.consultation.zone)
