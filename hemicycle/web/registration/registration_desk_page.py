"""One registration at the secretariat's desk: what is known of it, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hemicycle.mail import links, progress
from hemicycle.mail.answers import words as answer_words
from hemicycle.mail.messages import say
from hemicycle.mail.models import PersonalLink
from hemicycle.mail.texts import TEMPLATES
from hemicycle.people import queries
from hemicycle.people.actions import registrations
from hemicycle.people.actions.steps import STEP_ACTIONS
from hemicycle.people.history import history
from hemicycle.people.models import Registration
from hemicycle.people.models.registrations import WORDS_LENGTH
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import OVER, STEPS, Step
from hemicycle.sittings.queries import days_of
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.permissions import may
from hemicycle.web.registration import history_labels
from hemicycle.web.registration.desk_forms import DeskForm
from hemicycle.web.registration.tables import TONES

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.web.access.permissions import InConsultation


def find(consultation: Consultation, key: int) -> Registration:
    """A registration of this consultation, with what its page needs.

    Raises:
        Http404: there is none.
    """
    found = queries.find_registration(consultation, key)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Mail:
    """A mail that was made for the person, and its fate."""

    title: str
    state: str
    tone: str
    address: str
    answer: str
    at: datetime


@page(may(Action.PEOPLE_SEE), FORM)
def registration_desk(request: HttpRequest, desk: InConsultation, key: int) -> HttpResponse:
    """Show it; by POST, take a step with it."""
    consultation, visitor = desk.consultation, desk.visitor
    row = find(consultation, key)
    if request.method != "POST":
        return _shown(request, row)
    try:
        step = Step(request.POST.get("step", ""))
    except ValueError as error:
        raise Http404 from error
    visitor.require(STEP_ACTIONS[step])
    return _step(request, row, step)


def _step(request: HttpRequest, row: Registration, step: Step) -> HttpResponse:
    words, consultation = request.POST.get("words", "")[:WORDS_LENGTH], row.consultation
    try:
        registrations.step(consultation.pk, visitors.performer(request), timezone.now(), step, row.pk, words=words)
    except Refusal as refusal:
        said = say(refusal.reason, consultation.zone)
        return _shown(request, find(consultation, row.pk), said, refusal.reason.status)
    messages.success(request, str(history_labels.ACTS[STEP_ACTIONS[step].value]) + ".")
    return redirect("registration_desk", consultation.slug, row.pk)


def _shown(
    request: HttpRequest, row: Registration, refusal: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    consultation, at = row.consultation, timezone.now()
    now = RegistrationStatus(row.status)
    focal_point = queries.authority_of(consultation, row.member, at) if row.member else None
    context = {
        "consultation": consultation,
        "registration": row,
        "capacity": queries.capacity(row, at.astimezone(consultation.zone).date()).value,
        "tone": TONES.get(now, ""),
        "steps": _steps(now, answered_for=focal_point is not None),
        "over": now in OVER,
        "days": [day for day in days_of(consultation) if row.is_for(day)] if row.days else [],
        "focal_point": focal_point,
        "duplicates": [] if now in OVER else queries.probable_duplicates(row),
        "replaced_by": queries.replacement_of(row),
        "happenings": [
            (of, history_labels.what(of), history_labels.who(of), history_labels.became(of), history_labels.remarks(of))
            for of in history(row)
        ],
        "mails": _mails(row),
        "purposes": PersonalLink.Purpose.choices,
        "links": [(link, links.state(link, at).value) for link in row.links.all()],
        "refusal": refusal,
        "words": request.POST.get("words", ""),
        "words_length": WORDS_LENGTH,
    }
    return render(request, "web/registration/registration_desk.html", context, status=status)


def _steps(now: RegistrationStatus, *, answered_for: bool) -> list[str]:
    """What can be done next. The secretariat confirms what is pending where nobody answers for the Member."""
    skips = now is RegistrationStatus.PENDING and not answered_for
    return [step.value for step in Step if now in STEPS[step] or (skips and step is Step.CONFIRM)]


def _mails(row: Registration) -> list[Mail]:
    tones = {"sent": "live", "failed": "stop", "bounced": "stop", "queued": "wait", "sending": "wait"}
    return [
        Mail(
            _title(delivery.mailing.template),
            delivery.get_state_display(),
            tones.get(delivery.state, ""),
            delivery.address,
            answer_words(delivery),
            delivery.sent_at or delivery.mailing.at,
        )
        for delivery in progress.deliveries_to(row)
    ]


def _title(template: str) -> str:
    known = TEMPLATES.get(template)
    return str(known.title) if known else _("Mail of the secretariat")


# The table lets everybody change something: their own. This page is for those who see everybody.
@page(may(Action.PEOPLE_SEE, Action.REGISTRATION_CHANGE), FORM)
def registration_desk_change(request: HttpRequest, desk: InConsultation, key: int) -> HttpResponse:
    """Change what it says."""
    consultation = desk.consultation
    row = find(consultation, key)
    posted = request.method == "POST"
    form = DeskForm(request.POST if posted else None, consultation=consultation, registration=row)
    status, refusal = HTTPStatus.UNPROCESSABLE_ENTITY if posted else HTTPStatus.OK, ""
    if posted and form.is_valid():
        try:
            registrations.change(consultation.pk, desk.performer, desk.now, row.pk, form.details())
        except Refusal as refused:
            refusal, status = say(refused.reason, consultation.zone), HTTPStatus.CONFLICT
        else:
            messages.success(request, _("The registration is changed."))
            return redirect("registration_desk", consultation.slug, row.pk)
    context = {"consultation": consultation, "registration": row, "form": form, "refusal": refusal}
    return render(request, "web/registration/registration_desk_change.html", context, status=status)
