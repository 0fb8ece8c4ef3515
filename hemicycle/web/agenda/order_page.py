"""The agenda as it is drawn up: its order, and whether it is up to date."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.agenda import advice as advice_
from hemicycle.agenda.actions import items
from hemicycle.agenda.messages import say
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import latest
from hemicycle.agenda.queries import order_of, programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.agenda.candidates import candidates
from hemicycle.web.agenda.labels import length
from hemicycle.web.toolkit.forms import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.consultations.models import Consultation
    from hemicycle.web.access.permissions import InConsultation


@page(may(Action.PLAN_EDIT), FORM)
def agenda_order(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show the agenda; move one of its items, or bring it up to date."""
    consultation = desk.consultation
    refusal = ""
    if request.method == "POST":
        try:
            return redirect(_act(request, consultation))
        except Refusal as refused:
            refusal = say(refused.reason, consultation.zone)
    heard = advice_.advice(consultation, desk.today)
    found = candidates(advice_.standings(consultation, heard), heard)
    rows = sorted((row for row in found if row.item.position), key=lambda row: row.item.position or 0)
    context = {
        "consultation": consultation,
        "rows": rows,
        "stale": [row for row in found if row.stale],
        "edition": programme(consultation).agenda_edition,
        "total": length(sum(row.item.minutes for row in rows)),
        "published": latest(consultation, AgendaPublication.Kind.AGENDA),
        "moved": key_of(request.GET.get("moved", "")),
        "by": request.GET.get("by", ""),
        "refusal": refusal,
    }
    return render(request, "web/agenda/order.html", context, status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK)


def _act(request: HttpRequest, consultation: Consultation) -> str:
    """Do what the form asks for; where to go then.

    Raises:
        Refusal: a rule stands against it, or the form asks for nothing that is known.
    """
    here = reverse("agenda_order", args=[consultation.slug])
    if "draw_up" in request.POST:
        items.draw_up(consultation.pk, visitors.performer(request), timezone.now())
        messages.success(request, _("The agenda is up to date with the replies and the chair’s choices."))
        return here
    rows = order_of(consultation.pk)
    item, before, by = _wanted(request.POST, rows)
    edition = key_of(request.POST.get("edition", ""))
    if item is None or edition is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    items.move(consultation.pk, visitors.performer(request), timezone.now(), item=item, before=before, edition=edition)
    # No fragment: with one, a browser gives the focus to no button.
    return f"{here}?moved={item}&by={by}"


def _wanted(asked: QueryDict, order: Sequence[int]) -> tuple[int | None, int | None, str]:
    """Which item goes before which, and how that was asked: ``up``, ``down``, or by drag."""
    for by in ("up", "down"):
        item = key_of(asked.get(by, ""))
        if item in order:
            place = order.index(item)
            following = [*order[:place], *order[place + 1 :]]
            target = max(0, place - 1) if by == "up" else place + 1
            return item, following[target] if target < len(following) else None, by
    return key_of(asked.get("item", "")), key_of(asked.get("before", "")), ""
