"""An ended sitting is opened again by who presided, with a reason for the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.journal.address import address_of
from hemicycle.people.messages import refusal_message
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.sittings import history
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions.reopening import reopen
from hemicycle.sittings.models.sittings import WORDS_LENGTH
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, run, show
from hemicycle.web.sittings.access import participant_may
from hemicycle.web.toolkit.forms import CleanField

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.sittings.access import AtSitting


class ReasonForm(forms.Form):
    """Why the sitting is opened again."""

    reason = CleanField(
        longest=WORDS_LENGTH,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Shown with the sitting, and kept on record."),
        error_messages={"required": gettext_lazy("Enter the reason for reopening the sitting. It is recorded.")},
        widget=forms.Textarea({"class": "form-control", "rows": 3, "dir": "auto"}),
    )


def reopens(at: AtSitting) -> bool:
    """Whether somebody is shown the way to reopen the sitting: it has ended, and they presided."""
    ended = at.sitting.state == SittingState.ENDED.value
    presided = at.visitor.registration.pk == at.sitting.presiding_id
    return ended and presided and at.visitor.may(Action.SITTING_REOPEN)


def _form(_at: AtSitting, request: HttpRequest | None) -> ReasonForm:
    return ReasonForm(request.POST if request else None, label_suffix="")


def _reopen(at: AtSitting, request: HttpRequest, form: ReasonForm) -> str:
    by = Participant.registered(at.visitor.registration, address_of(request))
    reopen(at.sitting.pk, by, timezone.now(), reason=form.cleaned_data["reason"])
    return _("The sitting is open again. Participants enter the room again from the home page.")


REOPEN = PageAction("reopen", Action.SITTING_REOPEN, _reopen, _form, gettext_lazy("Reopen the sitting"))


@page(participant_may(Action.SITTING_REOPEN), FORM)
def reopening(request: HttpRequest, at: AtSitting) -> HttpResponse:
    """Give the reason, and open it again."""
    if request.method != "POST":
        return _shown(request, at, _form(at, None))
    then = reverse("people", args=[at.sitting.pk])
    return run(request, at, REOPEN, then=then, again=lambda refused: _shown(request, at, refused.form, refused))


def _shown(request: HttpRequest, at: AtSitting, form: ReasonForm, refused: Again | None = None) -> HttpResponse:
    zone = at.sitting.consultation.zone
    context = {
        "sitting": at.sitting,
        "form": form,
        "reopen": REOPEN,
        "reopens": reopens(at),
        "periods": history.periods(at.sitting),
    }
    return show(request, "web/sittings/reopening.html", context, refused, refusal_message, zone)
