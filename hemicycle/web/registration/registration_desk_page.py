"""One registration at the secretariat's desk: what is known of it, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import localized
from hemicycle.mail import links, progress
from hemicycle.mail.answers import words as answer_words
from hemicycle.mail.messages import refusal_message
from hemicycle.mail.models import PersonalLink
from hemicycle.mail.placeholders import used
from hemicycle.mail.texts import TEMPLATES
from hemicycle.people import queries
from hemicycle.people.actions import registrations
from hemicycle.people.actions.steps import STEP_ACTIONS
from hemicycle.people.history import history
from hemicycle.people.independence import may_be_let_in, who_may_let_in
from hemicycle.people.models import Registration
from hemicycle.people.models.registrations import WORDS_LENGTH
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import OVER, STEPS, Step
from hemicycle.sittings.queries import days_of
from hemicycle.web.access.page import FORM, Permission, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.registration import history_labels
from hemicycle.web.registration.desk_forms import DeskForm
from hemicycle.web.registration.mandates_question import MandatesQuestion, mandates_of, stays_why
from hemicycle.web.registration.tables import TONES

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.mail.models import Mailing
    from hemicycle.people.models import Member, Registration
    from hemicycle.web.access.page_actions import Again


def find(consultation: Consultation, key: int) -> Registration:
    """A registration of this consultation, with what its page needs.

    Raises:
        Http404: there is none.
    """
    registration = queries.find_registration(consultation, key)
    if registration is None:
        raise Http404
    return registration


@dataclass(frozen=True)
class Mail:
    """A mail that was made for the person, and its fate."""

    title: str
    member: Member | None
    state: str
    tone: str
    address: str
    answer: str
    at: datetime


@dataclass(frozen=True)
class AtRegistration(InConsultation):
    """Somebody at the desk, and the registration that they look at."""

    registration: Registration


def _at_registration(action: Action, *also: Action) -> Permission[AtRegistration]:
    """To do this with the registration that ``key`` names."""
    desk = may(action, *also)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> AtRegistration:
        at = desk.check(request, arguments)
        row = find(at.consultation, arguments.pop("key"))
        return AtRegistration(at.consultation, at.visitor, at.performer, at.now, row)

    return Permission(action, check)


def _question(at: AtRegistration, request: HttpRequest) -> MandatesQuestion:
    held = mandates_of(at.consultation, [at.registration.person_id], at.now)
    return MandatesQuestion(request.POST if request.method == "POST" else None, held)


def _take(at: AtRegistration, request: HttpRequest, _form: None, step: Step) -> str:
    words, question = request.POST.get("words", "")[:WORDS_LENGTH], _question(at, request)
    question.is_valid()  # a choice that is none is the default: they end
    why = stays_why(question)
    registrations.step(at.consultation.pk, at.performer, at.now, step, at.registration.pk, words=words, stays_why=why)
    return str(history_labels.DONE[STEP_ACTIONS[step].value]) + "."


ACTIONS = registered(*(PageAction(step.value, STEP_ACTIONS[step], partial(_take, step=step)) for step in Step))


@page(_at_registration(Action.PEOPLE_SEE), FORM)
def registration_desk(request: HttpRequest, at: AtRegistration) -> HttpResponse:
    """Show it; by POST, take a step with it."""
    if request.method != "POST":
        return _shown(request, at)
    action = sent(request, ACTIONS, field="step", unknown=Http404)
    at.visitor.require(action.action)

    def again(refused: Again) -> HttpResponse:
        # As it stands now: it may have changed meanwhile.
        now = replace(at, registration=find(at.consultation, at.registration.pk))
        return _shown(
            request,
            now,
            refusal_message(refused.reason, at.consultation.zone) if refused.reason else "",
            refused.status,
        )

    return run(request, at, action, then=_address(at), again=again)


def _address(at: AtRegistration) -> str:
    return reverse("registration_desk", args=[at.consultation.slug, at.registration.pk])


def _shown(
    request: HttpRequest, at: AtRegistration, refusal: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    consultation, row = at.consultation, at.registration
    now = RegistrationStatus(row.status)
    focal_point = queries.authority_of(consultation, row.member, at.now) if row.member else None
    let_in = may_be_let_in(row, at.visitor.registration.person)
    context = {
        "consultation": consultation,
        "registration": row,
        "capacity": queries.capacity(row, at.consultation.classes, at.today),
        "tone": TONES.get(now, ""),
        "steps": _steps(now, answered_for=focal_point is not None),
        "needs_another": isinstance(let_in, Refused),
        "not_independent": let_in.reason.code is RuleCode.INDEPENDENT_PERSON_LETS_IN,
        "colleagues": who_may_let_in(row, at.today) if isinstance(let_in, Refused) else [],
        "over": now in OVER,
        "days": [day for day in days_of(consultation) if row.is_for(day)] if row.days else [],
        "focal_point": focal_point,
        "duplicates": [] if now in OVER else queries.probable_duplicates(row),
        "replaced_by": queries.replacement_of(row),
        "history": [
            (
                entry,
                history_labels.what(entry),
                history_labels.who(entry, row.consultation.classes),
                history_labels.became(entry),
                history_labels.remarks(entry),
            )
            for entry in history(row)
        ],
        "mails": _mails(row),
        "purposes": PersonalLink.Purpose.choices,
        "links": [(link, links.state(link, at.now).value) for link in row.links.all()],
        "question": _question(at, request),
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
            _title(delivery.mailing),
            delivery.member,
            delivery.get_state_display(),
            tones.get(delivery.state, ""),
            delivery.address,
            answer_words(delivery),
            delivery.sent_at or delivery.mailing.at,
        )
        for delivery in progress.deliveries_to(row)
    ]


def _title(mailing: Mailing) -> str:
    """What it is; of a letter and a receipt its subject, which names it."""
    subject = localized(mailing.subject)
    known = TEMPLATES.get(mailing.template)
    if known is None:
        return subject or _("Message from the secretariat")
    named = subject and not used(subject) - {"consultation"}
    return _("%(what)s: %(subject)s") % {"what": known.title, "subject": subject} if named else str(known.title)


def _change_form(at: AtRegistration, request: HttpRequest | None) -> DeskForm:
    posted = request.POST if request else None
    return DeskForm(posted, consultation=at.consultation, registration=at.registration)


def _change(at: AtRegistration, _request: HttpRequest, form: DeskForm) -> str:
    registrations.change(at.consultation.pk, at.performer, at.now, at.registration.pk, form.details())
    return _("The registration is changed.")


CHANGE = PageAction("change", Action.REGISTRATION_CHANGE, _change, _change_form)


# The table lets everybody change something: their own. This page is for those who see everybody.
@page(_at_registration(Action.PEOPLE_SEE, CHANGE.action), FORM)
def registration_desk_change(request: HttpRequest, at: AtRegistration) -> HttpResponse:
    """Change what it says."""
    if request.method != "POST":
        return _changing(request, at, _change_form(at, None))

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, at.consultation.zone) if refused.reason else ""
        return _changing(request, at, refused.form, words, refused.status)

    return run(request, at, CHANGE, then=_address(at), again=again)


def _changing(
    request: HttpRequest,
    at: AtRegistration,
    form: BaseForm | None,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {"consultation": at.consultation, "registration": at.registration, "form": form, "refusal": refusal}
    return render(request, "web/registration/registration_desk_change.html", context, status=status)
