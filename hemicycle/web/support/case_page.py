"""One case of the help desk: what was written, whose it is, what their tests measured, and what is done next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.consultations.languages import localized, localized_in, own
from hemicycle.consultations.ready_answers import ready_answers_of
from hemicycle.rules.help_cases import CaseCause
from hemicycle.rules.permissions import Action
from hemicycle.support import calls, connection_tests, mailing, queries, requests
from hemicycle.support.actions import calls as calls_of
from hemicycle.support.actions import cases as actions
from hemicycle.support.messages import refusal_message
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import Done, PageAction, registered, run, sent, show
from hemicycle.web.support import case_words, words
from hemicycle.web.support.case_access import CASE, AtCase
from hemicycle.web.support.case_forms import AnswerForm, HandOverForm, NoteForm, SolveForm
from hemicycle.web.toolkit.attachments import Attachment, attachment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration
    from hemicycle.support.models import ConnectionTest, HelpCall, HelpCase, HelpRequest
    from hemicycle.web.access.page_actions import Again

#: The page asks so often whether anything was written, in seconds.
EVERY = 5
#: So many of their tests stand beside a case.
TESTS_SHOWN = 3


@dataclass(frozen=True)
class TestRow:
    """A connection test in words."""

    __test__ = False

    test: ConnectionTest
    status: str
    tone: str
    causes: str


@dataclass(frozen=True)
class MailRow:
    """An e-mail that came in the case.

    Attributes:
        text: All that it says, where the message of the case is cut; else empty.
    """

    subject: str
    at: datetime
    text: str
    attachments: list[Attachment]


@dataclass(frozen=True)
class _RequestRow:
    """A request to the person's page, with where it is in words."""

    request: HelpRequest
    state: str
    tone: str


@dataclass(frozen=True)
class ReadyRow:
    """A ready answer that is offered.

    Attributes:
        language: In which its text comes, where that is not the person's.
    """

    key: str
    name: str
    language: str


def mark(case: HelpCase, call: HelpCall | None = None) -> str:
    """What changes whenever anything of a case does, or of the call that is offered or runs in it."""
    messages = list(case.messages.all())
    said = f"{case.status}.{case.assignee_id}.{messages[-1].pk if messages else 0}"
    return f"{said}.{call.pk}{'r' if call.joined_at else 'o'}" if call else said


def _where(at: AtCase) -> tuple[int, Performer, datetime, int]:
    return at.consultation.pk, at.performer, at.now, at.case.pk


def _take(at: AtCase, _request: HttpRequest, _form: None) -> str:
    actions.take(*_where(at))
    return _("You have this case now.")


def _answer(at: AtCase, _request: HttpRequest, form: AnswerForm) -> str:
    actions.answer(*_where(at), form.cleaned_data["text"])
    return _("The answer is sent.")


def _note(at: AtCase, _request: HttpRequest, form: NoteForm) -> str:
    actions.note(*_where(at), form.cleaned_data["text"])
    return _("The note is kept.")


def _hand_over(at: AtCase, _request: HttpRequest, form: HandOverForm) -> str:
    actions.hand_over(*_where(at), to=int(form.cleaned_data["to"]), text=form.cleaned_data["text"])
    return _("The case is handed over.")


def _wait(at: AtCase, _request: HttpRequest, _form: None) -> str:
    actions.wait(*_where(at))
    return _("The case waits for the person.")


def _solve(at: AtCase, _request: HttpRequest, form: SolveForm) -> str:
    actions.solve(*_where(at), CaseCause(form.cleaned_data["cause"]))
    return _("The case is solved. It can be reopened here at any time.")


def _offer_call(at: AtCase, _request: HttpRequest, _form: None) -> Done:
    call = calls_of.offer(*_where(at))
    name = at.case.who
    told = _("The call is offered to %(name)s. Join it here: they come as soon as they accept.") % {"name": name}
    return Done(told, then=reverse("video_call", args=[at.consultation.slug, call.pk]))


def _reopen(at: AtCase, _request: HttpRequest, _form: None) -> str:
    actions.reopen(*_where(at))
    return _("The case is open again.")


def _form_of(kind: Callable[..., Any], name: str) -> Callable[[AtCase, HttpRequest | None], Any]:
    return lambda _at, request: kind(request.POST if request else None, name)


def _hand_over_form(at: AtCase, request: HttpRequest | None) -> HandOverForm:
    workers = queries.workers(at.consultation, at.today)
    return HandOverForm(request.POST if request else None, "hand_over", workers, at.visitor.registration)


ACTIONS = registered(
    PageAction("take", Action.HELP_ANSWER, _take),
    PageAction("answer", Action.HELP_ANSWER, _answer, _form_of(AnswerForm, "answer")),
    PageAction("note", Action.HELP_ANSWER, _note, _form_of(NoteForm, "note")),
    PageAction("hand_over", Action.HELP_ANSWER, _hand_over, _hand_over_form),
    PageAction("wait", Action.HELP_ANSWER, _wait),
    PageAction("solve", Action.HELP_ANSWER, _solve, _form_of(SolveForm, "solve")),
    PageAction("offer_call", Action.HELP_ANSWER, _offer_call),
    PageAction("reopen", Action.HELP_ANSWER, _reopen),
)


@never_cache
@page(CASE, FORM)
def help_case(request: HttpRequest, at: AtCase) -> HttpResponse:
    """The case, and what can be done with it."""
    if request.method != "POST":
        return _page(request, at)
    here = reverse("help_case", args=[at.consultation.slug, at.case.pk])
    return run(request, at, sent(request, ACTIONS), then=here, again=lambda refused: _page(request, at, refused))


@page(CASE)
def help_case_file(request: HttpRequest, at: AtCase, mail: int, number: int) -> HttpResponse:  # noqa: ARG001 - every view gets it
    """An attachment of an e-mail that came in the case."""
    arrival = next((row for row in mailing.received(at.case) if row.pk == mail), None)
    if arrival is None:
        raise Http404
    return attachment(arrival, number)


def _page(request: HttpRequest, at: AtCase, refused: Again | None = None) -> HttpResponse:
    case = (queries.find(at.consultation, at.case.pk) or at.case) if refused else at.case
    call = calls.of_cases([case], at.now).get(case.pk)
    asked = [_RequestRow(row, *case_words.request_state(row, at.now)) for row in requests.of_case(case)]
    seen = f"{mark(case, call)}.{asked[-1].request.pk}{asked[-1].request.state(at.now)}" if asked else mark(case, call)
    if "live" in request.GET and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    person, me = case.registration, at.visitor.registration
    language = person.person.language if person else ""
    forms = {name: action.form(at, None) for name, action in ACTIONS.items() if action.form}
    forms["answer"] = AnswerForm(None, "answer", _ready_text(at, request.GET.get("ready", ""), language), language)
    if refused and refused.form is not None:
        forms[refused.action] = refused.form
    context = {
        "consultation": at.consultation,
        "case": case,
        "messages_of": case.messages.all(),
        "seen": seen,
        "every": EVERY,
        "tone": case_words.tone(case),
        "member": case_words.member(case),
        "holder": case_words.holder(case),
        "mine": case.assignee_id == me.pk,
        "call": call,
        "joins": call is not None and call.offered_by_id == me.pk,
        "waited": case_words.waited(case, at.now),
        "first_answer": _first_answer(case),
        "mails": _mails(at, case),
        "requests": asked,
        "tests": _tests(person, at.now),
        "others": queries.others_of(case),
        "reads_answers": person is not None or mailing.latest_of(case) is not None,
        "ready": _ready(at, language),
        "may_work": at.may_send(Action.HELP_ANSWER),
        "forms": forms,
    }
    return show(request, "web/support/case.html", context, refused, refusal_message, at.consultation.zone)


def _first_answer(case: HelpCase) -> str:
    time = case_words.first_answer(case)
    return case_words.lasted(time) if time is not None else ""


def _mails(at: AtCase, case: HelpCase) -> list[MailRow]:
    """Those that say more than the messages of the case do, or bring files."""
    rows = []
    for mail in mailing.received(case):
        address = partial(_address_of_file, at, mail.pk)
        text = mail.text if mailing.is_cut(mail) else ""
        if text or mail.files:
            rows.append(MailRow(mail.subject, mail.at, text, Attachment.of(mail, address)))
    return rows


def _address_of_file(at: AtCase, mail: int, number: int) -> str:
    return reverse("help_case_file", args=[at.consultation.slug, at.case.pk, mail, number])


def _tests(person: Registration | None, now: datetime) -> list[TestRow]:
    if person is None:
        return []
    tests = connection_tests.of_registration(person)[:TESTS_SHOWN]
    return [TestRow(test, *words.status(test, over=test.is_over(now)), words.causes(test)) for test in tests]


def _ready(at: AtCase, language: str) -> list[ReadyRow]:
    rows = ready_answers_of(at.consultation).values()
    return [
        ReadyRow(row.key, row.label, "" if own(row.text, language) else localized_in(row.text, language))
        for row in rows
        if row.text
    ]


def _ready_text(at: AtCase, key: str, language: str) -> str:
    row = ready_answers_of(at.consultation).get(key)
    return localized(row.text, language) if row is not None else ""
