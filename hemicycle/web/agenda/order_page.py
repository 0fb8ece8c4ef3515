"""The agenda as it is drawn up: its order, and whether it is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.agenda.actions import items
from hemicycle.agenda.advice import assessments, read_advice
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import latest
from hemicycle.agenda.queries import order_of, programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.languages import localized
from hemicycle.fields.keys import key_of
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, run, show
from hemicycle.web.access.permissions import may
from hemicycle.web.agenda.candidates import candidates
from hemicycle.web.agenda.labels import length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse, QueryDict

    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@page(may(Action.PLAN_EDIT), FORM)
def agenda_order(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show the agenda; move one of its items, or bring it up to date."""
    if request.method != "POST":
        return _order(request, desk)
    action = DRAW_UP if DRAW_UP.name in request.POST else MOVE
    return run(request, desk, action, then=_here(desk), again=lambda refused: _order(request, desk, refused))


def _here(desk: InConsultation) -> str:
    return reverse("agenda_order", args=[desk.consultation.slug])


def _order(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation = desk.consultation
    advice = read_advice(consultation)
    every = candidates(assessments(consultation, advice), advice, consultation)
    rows = sorted((row for row in every if row.item.position), key=lambda row: row.item.position or 0)
    context = {
        "consultation": consultation,
        "rows": rows,
        "stale": [row for row in every if row.stale],
        "edition": programme(consultation).agenda_edition,
        "total": length(sum(row.item.minutes for row in rows)),
        "published": latest(consultation, AgendaPublication.Kind.AGENDA),
        "moved": key_of(request.GET.get("moved", "")),
        "by": request.GET.get("by", ""),
    }
    return show(request, "web/agenda/order.html", context, refused, refusal_message, consultation.zone)


def _draw_up(desk: InConsultation, _request: HttpRequest, _form: None) -> str:
    items.draw_up(desk.consultation.pk, desk.performer, desk.now)
    return _("The agenda is up to date with the replies and the Chair’s choices.")


def _move(desk: InConsultation, request: HttpRequest, _form: None) -> Done:
    key = desk.consultation.pk
    item, before, by = _wanted(request.POST, order_of(key))
    edition = key_of(request.POST.get("edition", ""))
    if item is None or edition is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    moved = items.move(key, desk.performer, desk.now, item=item, before=before, edition=edition)
    words = _("Moved to place %(place)s: %(title)s") % {"place": moved.position, "title": localized(moved.title)}
    # No fragment: with one, a browser gives the focus to no button.
    return Done(words, then=f"{_here(desk)}?moved={item}&by={by}")


#: Named by the button itself.
DRAW_UP = PageAction("draw_up", Action.PLAN_EDIT, _draw_up)
#: What any other form of the page asks for.
MOVE = PageAction("move", Action.PLAN_EDIT, _move)


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
