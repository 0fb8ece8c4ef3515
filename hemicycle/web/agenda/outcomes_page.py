"""What the outcomes of an item are called in a consultation."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.agenda.actions.outcomes import name_outcomes, seen_of
from hemicycle.agenda.messages import refusal_message
from hemicycle.consultations.outcome_names import NAME_LENGTH, USUAL
from hemicycle.rules.outcomes import Outcome
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit.language_fields import add_fields, bound, filled, text_in, with_others

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


class OutcomesForm(forms.Form):
    """Gives the names of the outcomes, by language."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, consultation: Consultation) -> None:
        self._before: Mapping[str, Text] = consultation.settings.get("outcomes", {})
        self._languages = consultation.languages.documents
        initial = {"seen": seen_of(consultation)}
        for key, texts in self._before.items():
            initial |= filled(key, texts)
        super().__init__(data, initial=initial, label_suffix="")
        for outcome in Outcome:
            add_fields(self, outcome.value, self._languages, NAME_LENGTH)

    @property
    def wanted(self) -> dict[Outcome, Text]:
        """What was typed, once ``is_valid()`` said so."""
        return {
            outcome: with_others(
                text_in(self.cleaned_data, outcome.value), self._before.get(outcome.value, {}), self._languages
            )
            for outcome in Outcome
        }

    @property
    def parts(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Key of each outcome, what it is usually called, and its fields."""
        return [(outcome.value, str(USUAL[outcome]), bound(self, outcome.value)) for outcome in Outcome]


def _form(desk: InConsultation, request: HttpRequest | None) -> OutcomesForm:
    return OutcomesForm(request.POST if request else None, desk.consultation)


def _save(desk: InConsultation, _request: HttpRequest, form: OutcomesForm) -> str:
    seen = form.cleaned_data["seen"]
    changed = name_outcomes(desk.consultation.pk, desk.performer, desk.now, form.wanted, seen=seen)
    return _("The names of the outcomes are saved.") if changed else _("Nothing was changed.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def item_outcomes(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show and change them."""
    if request.method != "POST":
        return _shown(request, desk, _form(desk, None))
    here = reverse("item_outcomes", args=[desk.consultation.slug])
    return run(request, desk, SAVE, then=here, again=lambda refused: _shown(request, desk, refused.form, refused))


def _shown(
    request: HttpRequest, desk: InConsultation, form: OutcomesForm, refused: Again | None = None
) -> HttpResponse:
    reason = refused.reason if refused else None
    context = {
        "consultation": desk.consultation,
        "form": form,
        "refusal": refusal_message(reason, desk.consultation.zone) if reason else "",
    }
    status = refused.status if refused else HTTPStatus.OK
    return render(request, "web/agenda/outcomes.html", context, status=status)
