"""The deletion of a consultation's personal data: how it stands, to be confirmed by one of the secretariat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.people import retention
from hemicycle.people.actions import deletion as actions
from hemicycle.people.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


def _confirm(desk: InConsultation, _request: HttpRequest, _form: None) -> str:
    row = actions.confirm(desk.consultation.pk, desk.performer, desk.now)
    words = _("The deletion is confirmed. It begins on %(day)s at the earliest, and can be stopped until then.")
    return words % {"day": labels.plain_date(desk.consultation.day(row.begins_at))}


def _take_back(desk: InConsultation, _request: HttpRequest, _form: None) -> str:
    actions.take_back(desk.consultation.pk, desk.performer, desk.now)
    return _("The confirmation is withdrawn. Nothing is deleted until somebody confirms it again.")


ACTIONS = registered(
    PageAction("confirm", Action.DELETION_CONFIRM, _confirm, label=gettext_lazy("Confirm the deletion")),
    PageAction("take_back", Action.DELETION_CONFIRM, _take_back, label=gettext_lazy("Stop the deletion")),
)


@page(may(Action.DELETION_CONFIRM), FORM)
def deletion(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Until when data is kept, and what was announced; by POST, confirm it or take that back."""
    if request.method != "POST":
        return _page(request, desk)
    then = reverse("deletion", args=[desk.consultation.slug])
    return run(request, desk, sent(request, ACTIONS), then=then, again=lambda refused: _page(request, desk, refused))


def _page(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation = desk.consultation
    row = retention.open_deletion(consultation)
    context = {
        "consultation": consultation,
        "until": retention.due_on(consultation),
        "due": retention.people_due(consultation, desk.now),
        "deletion": row,
        "announced": consultation.day(row.announced_at) if row else None,
        "begins": consultation.day(row.begins_at) if row else None,
        "done": retention.deletions_done(consultation),
        "actions": ACTIONS,
    }
    return show(request, "web/registration/deletion.html", context, refused, refusal_message, consultation.zone)
