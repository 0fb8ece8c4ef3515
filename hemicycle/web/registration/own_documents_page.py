"""What participants take away for themselves: their badge, their calendar, the guide for their role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from hemicycle.consultations.language_settings import choices
from hemicycle.consultations.languages import reader_language
from hemicycle.consultations.local import long_period
from hemicycle.people import queries as people
from hemicycle.people.participants import Participant
from hemicycle.people.uploads import PDF
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.badges import badge as badge_rule
from hemicycle.rules.capacity import Period
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may, participant
from hemicycle.web.registration import badges
from hemicycle.web.registration.guides import guide as guide_for
from hemicycle.web.registration.sittings_calendar import calendar_for
from hemicycle.web.toolkit import labels
from hemicycle.web.toolkit.calendars import CALENDAR
from hemicycle.web.toolkit.downloads import download
from hemicycle.web.toolkit.pdf import in_language, pdf

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.web.access.permissions import InConsultation


@page(may(Action.ROOM_ENTER))
def badge(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """One's own badge as PDF, in the ``language`` asked for."""
    consultation, visitor = desk.consultation, desk.visitor
    with in_language(request.GET.get("language")):
        made = badges.badges(consultation, [Participant(visitor.registration, visitor.capacity)], "a6")
    return download(made, f"badge-{desk.consultation.slug}.pdf", PDF)


@page(may(Action.BADGES_CHECK))
def badge_check(request: HttpRequest, desk: InConsultation, token: str) -> HttpResponse:
    """Where the code on a badge leads: whether it is good today, for the secretariat and the technicians."""
    consultation = desk.consultation
    registration = badges.registration_of(consultation, token)
    if registration is None:
        raise Http404
    today = desk.today
    decision = badge_rule(
        RegistrationStatus(registration.status),
        Period(consultation.first_day, consultation.last_day),
        today,
        registered_for_day=registration.is_for(today),
    )
    context = {
        "consultation": consultation,
        "registration": registration,
        "capacity": people.capacity(registration, registration.consultation.classes, today),
        "good": isinstance(decision, Allowed),
        "code": decision.reason.code,
        "today": labels.plain_date(today),
        "period": long_period(consultation.first_day, consultation.last_day),
    }
    response = render(request, "web/registration/badge_check.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@page(may(Action.ROOM_ENTER))
def calendar(_request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """One's own sittings as an iCalendar file."""
    visitor = desk.visitor
    return download(calendar_for(visitor.registration), f"{desk.consultation.slug}.ics", CALENDAR)


@page(participant())
def guide(request: HttpRequest, desk: InConsultation) -> HttpResponse:
    """The guide for the reader's role; ``format=pdf`` in the ``language`` asked for."""
    consultation, visitor = desk.consultation, desk.visitor
    if request.GET.get("format") == "pdf":
        with in_language(request.GET.get("language")):
            context = {"consultation": str(consultation), "guide": guide_for(visitor.capacity, consultation.classes)}
            return download(
                pdf("registration/guide", context, labels.issuer(consultation), trial=consultation.trial),
                f"guide-{desk.consultation.slug}-{reader_language()}.pdf",
                PDF,
            )
    context = {
        "consultation": consultation,
        "guide": guide_for(visitor.capacity, consultation.classes),
        "languages": choices(consultation.languages.documents),
        "reads": reader_language(),
    }
    return render(request, "web/registration/guide.html", context)
