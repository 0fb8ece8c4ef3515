"""The desk of the time plan: minutes, breaks, days; what fits, what does not, and what could be done (rule 16)."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda import advice as advice_
from hemicycle.agenda.actions import items as agenda_acts
from hemicycle.agenda.actions import plan as acts
from hemicycle.agenda.messages import say
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import latest
from hemicycle.agenda.queries import programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import forecast as forecast_
from hemicycle.sittings.actions.planning import set_calendar
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.agenda import timetable
from hemicycle.web.agenda.days_form import day_rows
from hemicycle.web.agenda.labels import length
from hemicycle.web.agenda.plan_form import PlanForm
from hemicycle.web.agenda.proposals import proposed
from hemicycle.web.toolkit.forms import key_of

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.estimates import Estimate
    from hemicycle.sittings.forecast import Outlook
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.agenda.plan_form import Row
    from hemicycle.web.agenda.timetable import Block, Day


@dataclass(frozen=True)
class Line:
    """An item in the table beside the picture.

    Attributes:
        interest: How many Council States asked for it.
        day, block: Where it has its place.
    """

    row: Row
    estimate: Estimate
    interest: int
    day: Day | None
    block: Block | None


@page(may(Action.PLAN_EDIT), FORM)
def plan_desk(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """Show the plan; say what follows from what is typed (``preview``); write it down."""
    consultation = desk.consultation
    posted, status, refusal, merge = request.method == "POST", HTTPStatus.OK, "", False
    step = request.POST.get("step", "")
    if posted and step != "preview":
        try:
            if _done(request, consultation, step):
                return redirect("plan_desk", desk.consultation.slug)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        except Refusal as refused:
            refusal, status = say(refused.reason, consultation.zone), HTTPStatus.CONFLICT
    draft = programme(consultation)
    if posted:
        merge = key_of(request.POST.get("edition", "")) != draft.plan_edition
    sittings, items = forecast_.sittings_of(consultation), forecast_.agenda_of(consultation)
    form = PlanForm(items, draft, request.POST if posted and step != "estimates" else None, merge=merge)
    applied = form.applied()
    made = forecast_.outlook(sittings, applied, form.draft.frame, desk.now)
    days, left = timetable.drafted(consultation, made)
    context = {
        "consultation": consultation,
        "form": form,
        "lines": _lines(consultation, form, days),
        "days": days,
        "left": left,
        "proposals": proposed(made, items),
        "facts": _facts(made, days),
        "waits": [(str(place), _sitting_label(days, place)) for place in range(len(days))],
        "published": latest(consultation, AgendaPublication.Kind.TIME_PLAN),
        "done": {slot.item.pk for day in made.days for slot in day.slots if slot.state == "ended"},
        "agenda_edition": draft.agenda_edition,
        "unsaved": posted and step == "preview",
        "refusal": refusal,
    }
    return render(request, "web/agenda/plan_desk.html", context, status=status)


def _done(request: HttpRequest, consultation: Consultation, step: str) -> bool:
    """Do what the form asks for; whether it was done, or the form is not one that can be written down.

    Raises:
        Refusal: a rule stands against it, or somebody has changed the plan meanwhile.
    """
    performer, at = visitors.performer(request), timezone.now()
    if step == "move":
        item, before = key_of(request.POST.get("item", "")), key_of(request.POST.get("before", ""))
        seen = key_of(request.POST.get("agenda_edition", ""))
        if item is None or before is None or seen is None:
            raise Refusal(AgendaCode.FORM_UNREADABLE)
        agenda_acts.move(consultation.pk, performer, at, item=item, before=before, edition=seen)
        messages.success(request, _("The item has another place on the agenda, and in the plan."))
        return True
    edition = _edition(request)
    if step == "estimates":
        number = acts.use_estimates(consultation.pk, performer, at, edition=edition)
        words = ngettext(
            "%(number)d item has the minutes now that are estimated for it.",
            "%(number)d items have the minutes now that are estimated for them.",
            number,
        )
        messages.success(request, words % {"number": number})
        return True
    form = PlanForm(forecast_.agenda_of(consultation), programme(consultation), request.POST)
    if any(
        name.startswith("minutes-") and name not in {row.minutes.name for row in form.rows} for name in request.POST
    ):
        raise Refusal(AgendaCode.ITEM_LEFT_AGENDA)
    if not form.valid:
        return False
    acts.edit(consultation.pk, performer, at, form.draft, edition=edition)
    messages.success(request, _("The time plan is saved. It is seen by everybody once it is published."))
    return True


def _edition(request: HttpRequest) -> int:
    """The edition of the plan that the form was filled from.

    Raises:
        Refusal: it says none.
    """
    edition = key_of(request.POST.get("edition", ""))
    if edition is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    return edition


def _lines(consultation: Consultation, form: PlanForm, days: list[Day]) -> list[Line]:
    heard = advice_.advice(consultation, timezone.now().astimezone(consultation.zone).date())
    set_ = advice_.terms(consultation)
    places = {block.item.key: (day, block) for day in days for block in day.items if block.item}
    lines = []
    for row in form.rows:
        found = advice_.standing(row.item, heard, set_)
        day, block = places.get(row.item.pk, (None, None))
        lines.append(Line(row, found.estimate, len(found.asked.yes), day, block))
    return lines


def _facts(made: Outlook, days: list[Day]) -> dict[str, Any]:
    placed = sum(block.minutes for day in days for block in day.items)
    left = sum(item.minutes for item, _reason in made.left)
    return {
        "needed": length(placed + left),
        "available": length(sum(day.minutes for day in days)),
        "items": sum(len(day.items) for day in days) + len(made.left),
        "left": len(made.left),
        "sittings": len(days),
        "ends": next((day.items[-1].ends for day in reversed(days) if day.items), None),
    }


def _sitting_label(days: list[Day], place: int) -> str:
    return _("Whenever there is room") if not place else days[place].short


@page(may(Action.PLAN_EDIT), FORM)
def plan_days(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The days and hours of the sittings: at most five days (rule 16)."""
    consultation = desk.consultation
    posted, refusal, status = request.method == "POST", "", HTTPStatus.OK
    sittings = forecast_.sittings_of(consultation)
    rows = day_rows(sittings, request.POST if posted else None)
    if posted:
        hours = [found for row in rows if (found := row.hours()) is not None]
        if any(row.error for row in rows):
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            try:
                performer, edition = desk.performer, _edition(request)
                set_calendar(consultation.pk, performer, desk.now, hours, edition=edition)
            except Refusal as refused:
                refusal, status = say(refused.reason, consultation.zone), HTTPStatus.CONFLICT
            else:
                messages.success(request, _("The days and hours are saved, and the sittings numbered in time."))
                return redirect("plan_desk", desk.consultation.slug)
    context = {
        "consultation": consultation,
        "rows": rows,
        "edition": programme(consultation).plan_edition,
        "refusal": refusal,
        "errors": any(row.error for row in rows),
    }
    return render(request, "web/agenda/plan_days.html", context, status=status)
