"""How long the text of a statement may be, and for how long a summary record may be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.settings import (
    LEAST_STATEMENT_WORDS,
    MOST_CORRECTION_DAYS,
    MOST_STATEMENT_WORDS,
    settings_of,
)
from hemicycle.outcome.actions.record_settings import RecordSettings, set_records
from hemicycle.people.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.access.permissions import may

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.settings import Settings
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


class RecordSettingsForm(forms.Form):
    """Gives ``RecordSettings``."""

    statement_words = forms.IntegerField(
        min_value=LEAST_STATEMENT_WORDS,
        max_value=MOST_STATEMENT_WORDS,
        label=gettext_lazy("Words of a statement"),
        help_text=gettext_lazy("The text that a delegation hands in for one statement has at most so many words."),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )
    correction_days = forms.IntegerField(
        min_value=1,
        max_value=MOST_CORRECTION_DAYS,
        label=gettext_lazy("Days for corrections"),
        help_text=gettext_lazy(
            "Delegations can ask for corrections of a summary record until the end of the last of these days after it "
            "was circulated."
        ),
        widget=forms.NumberInput({"class": "form-control", "dir": "ltr"}),
    )

    def __init__(self, data: QueryDict | None, kept: Settings) -> None:
        initial = {name: getattr(kept, name) for name in self.base_fields}
        super().__init__(data, initial=initial, label_suffix="")


def _form(desk: InConsultation, request: HttpRequest | None) -> RecordSettingsForm:
    return RecordSettingsForm(request.POST if request else None, settings_of(desk.consultation.settings))


def _save(desk: InConsultation, _request: HttpRequest, form: RecordSettingsForm) -> str:
    changed = set_records(desk.consultation.pk, desk.performer, desk.now, RecordSettings(**form.cleaned_data))
    return _("The settings are saved.") if changed else _("Nothing was changed.")


SAVE = PageAction("save", Action.CONSULTATION_EDIT, _save, _form)


@page(may(Action.CONSULTATION_EDIT), FORM)
def record_settings(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show it, or set it."""
    if request.method != "POST":
        return _shown(request, desk, _form(desk, None))
    then = reverse("record_settings", args=[desk.consultation.slug])
    return run(request, desk, SAVE, then=then, again=lambda refused: _shown(request, desk, refused.form, refused))


def _shown(
    request: HttpRequest, desk: InConsultation, form: RecordSettingsForm, refused: Again | None = None
) -> HttpResponse:
    context = {"consultation": desk.consultation, "form": form}
    return show(request, "web/records/settings.html", context, refused, refusal_message, desk.consultation.zone)
