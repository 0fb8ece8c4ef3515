"""The desk of the time plan: minutes, breaks, days; what fits, what does not, and what could be done (rule 16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.actions import items as agenda_acts
from hemicycle.agenda.actions import plan as acts
from hemicycle.agenda.advice import assess, read_advice, terms
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import AgendaPublication
from hemicycle.agenda.publishing import latest
from hemicycle.agenda.queries import programme
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.consultations.document_contents import contents_of
from hemicycle.consultations.languages import localized
from hemicycle.consultations.rule_sources import sources_of
from hemicycle.consultations.settings import settings_of
from hemicycle.fields.keys import key_of
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import forecast as forecast_
from hemicycle.sittings.actions.planning import set_calendar
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.agenda import timetable
from hemicycle.web.agenda.days_form import DaysForm, present_hours, series
from hemicycle.web.agenda.labels import length
from hemicycle.web.agenda.plan_form import PlanForm
from hemicycle.web.agenda.proposals import proposed
from hemicycle.web.agenda.series_form import SeriesForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.rules.estimates import Estimate
    from hemicycle.sittings.forecast import Outlook
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation
    from hemicycle.web.agenda.plan_form import Row
    from hemicycle.web.agenda.timetable import Block, Day


#: The step that writes nothing down: it shows what follows from what is typed.
_PREVIEW = "preview"


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
    if request.method != "POST" or request.POST.get("step") == _PREVIEW:
        return _plan(request, desk)
    action = sent(request, STEPS, field="step", otherwise="save")
    then = reverse("plan_desk", args=[desk.consultation.slug])
    return run(request, desk, action, then=then, again=lambda refused: _plan(request, desk, refused))


def _plan(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    consultation, posted = desk.consultation, request.method == "POST"
    step, draft = request.POST.get("step", ""), programme(consultation)
    merge = posted and key_of(request.POST.get("edition", "")) != draft.plan_edition
    sittings, items = forecast_.sittings_of(consultation), forecast_.agenda_of(consultation)
    typed = request.POST if posted and step != "estimates" else None
    form = PlanForm(items, contents_of(consultation), draft, typed, merge=merge)
    applied = form.applied()
    made = forecast_.outlook(sittings, applied, form.draft.frame, desk.now)
    days, left = timetable.drafted(consultation, made)
    context = {
        "consultation": consultation,
        "form": form,
        "lines": _lines(desk, form, days),
        "days": days,
        "left": left,
        "proposals": proposed(made, items, sources_of(consultation), localized(consultation.physical_session)),
        "facts": _facts(made, days),
        "most_days": limit.most if (limit := settings_of(consultation.settings).days_limit()) else None,
        "waits": [(str(place), _sitting_label(days, place)) for place in range(len(days))],
        "published": latest(consultation, AgendaPublication.Kind.TIME_PLAN),
        "done": {slot.item.pk for day in made.days for slot in day.slots if slot.state == "ended"},
        "agenda_edition": draft.agenda_edition,
        "unsaved": posted and step == _PREVIEW,
    }
    return show(request, "web/agenda/plan_desk.html", context, refused, refusal_message, desk.consultation.zone)


def _form(desk: InConsultation, request: HttpRequest | None) -> PlanForm:
    consultation = desk.consultation
    typed = request.POST if request else None
    return PlanForm(forecast_.agenda_of(consultation), contents_of(consultation), programme(consultation), typed)


def _save(desk: InConsultation, request: HttpRequest, form: PlanForm) -> str:
    edition, there = _edition(request), {row.minutes.name for row in form.rows}
    if any(name.startswith("minutes-") and name not in there for name in request.POST):
        raise Refusal(AgendaCode.ITEM_LEFT_AGENDA)
    acts.edit(desk.consultation.pk, desk.performer, desk.now, form.draft, edition=edition)
    return _("The time plan is saved. It becomes visible to all once it is published.")


def _use_estimates(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    number = acts.use_estimates(desk.consultation.pk, desk.performer, desk.now, edition=_edition(request))
    words = ngettext(
        "The estimated minutes have been applied to %(number)d item.",
        "The estimated minutes have been applied to %(number)d items.",
        number,
    )
    return words % {"number": number}


def _move(desk: InConsultation, request: HttpRequest, _form: None) -> str:
    item, before, seen = (key_of(request.POST.get(name, "")) for name in ("item", "before", "agenda_edition"))
    if item is None or before is None or seen is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    agenda_acts.move(desk.consultation.pk, desk.performer, desk.now, item=item, before=before, edition=seen)
    return _("The item has been moved on the agenda, and in the plan.")


STEPS = registered(
    PageAction("save", Action.PLAN_EDIT, _save, _form),
    PageAction("estimates", Action.PLAN_EDIT, _use_estimates),
    PageAction("move", Action.PLAN_EDIT, _move),
)


def _edition(request: HttpRequest) -> int:
    """The edition of the plan that the form was filled from.

    Raises:
        Refusal: it says none.
    """
    edition = key_of(request.POST.get("edition", ""))
    if edition is None:
        raise Refusal(AgendaCode.FORM_UNREADABLE)
    return edition


def _lines(desk: InConsultation, form: PlanForm, days: list[Day]) -> list[Line]:
    advice = read_advice(desk.consultation)
    set_ = terms(desk.consultation)
    places = {block.item.key: (day, block) for day in days for block in day.items if block.item}
    lines = []
    for row in form.rows:
        assessed = assess(row.item, advice, set_[row.item.listing])
        day, block = places.get(row.item.pk, (None, None))
        lines.append(Line(row, assessed.estimate, len(assessed.asked.yes), day, block))
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
    return _("Any time") if not place else days[place].short


@page(may(Action.PLAN_EDIT), FORM)
def plan_days(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The days and hours of the sittings, one by one or as a series (rule 16)."""
    if request.method != "POST":
        return _days(request, desk)
    action = sent(request, OF_DAYS, otherwise=DAYS.name)
    then = reverse("plan_desk" if action is DAYS else "plan_days", args=[desk.consultation.slug])
    return run(request, desk, action, then=then, again=lambda refused: _days(request, desk, refused))


def _days_form(desk: InConsultation, request: HttpRequest | None) -> DaysForm:
    consultation = desk.consultation
    return DaysForm(forecast_.sittings_of(consultation), request.POST if request else None, consultation.zone)


def _set_days(desk: InConsultation, request: HttpRequest, form: DaysForm) -> str:
    set_calendar(desk.consultation.pk, desk.performer, desk.now, form.hours, edition=_edition(request))
    return _("The days and hours are saved, and the sittings numbered in order of time.")


def _series_form(desk: InConsultation, request: HttpRequest | None) -> SeriesForm:
    present = present_hours(forecast_.sittings_of(desk.consultation))
    return SeriesForm(request.POST if request else None, desk.consultation.zone, present)


def _add_series(desk: InConsultation, request: HttpRequest, form: SeriesForm) -> str:
    present = present_hours(forecast_.sittings_of(desk.consultation))
    wanted = series(form.series, present)
    set_calendar(desk.consultation.pk, desk.performer, desk.now, wanted, edition=_edition(request))
    number = len(wanted) - len(present)
    words = ngettext("%(number)d sitting is added.", "%(number)d sittings are added.", number)
    return words % {"number": number}


DAYS = PageAction("days", Action.PLAN_EDIT, _set_days, _days_form)
OF_DAYS = registered(DAYS, PageAction("series", Action.PLAN_EDIT, _add_series, _series_form))


def _days(request: HttpRequest, desk: InConsultation, refused: Again | None = None) -> HttpResponse:
    kept: Any = refused.form if refused else None
    form = kept if isinstance(kept, DaysForm) else _days_form(desk, None)
    context = {
        "consultation": desk.consultation,
        "rows": form.rows,
        "series": kept if isinstance(kept, SeriesForm) else _series_form(desk, None),
        "limit": settings_of(desk.consultation.settings).days_limit(),
        "limits": desk.visitor.may(Action.CONSULTATION_EDIT),
        "imports": desk.visitor.may(Action.PEOPLE_IMPORT),
        "edition": programme(desk.consultation).plan_edition,
    }
    return show(request, "web/agenda/plan_days.html", context, refused, refusal_message, desk.consultation.zone)
