"""Help: a participant asks the help desk, and reads its answers. A plain page, which works while media does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.consultations.settings import settings_of
from hemicycle.rules.help_cases import takes_up
from hemicycle.rules.permissions import Action
from hemicycle.support import calls, queries
from hemicycle.support.actions import cases as actions
from hemicycle.support.messages import refusal_message
from hemicycle.web.access.page import FORM, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import may
from hemicycle.web.support import case_words
from hemicycle.web.support.case_forms import MoreForm, QuestionForm
from hemicycle.web.support.case_page import EVERY, mark

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.support.models import HelpCall, HelpCase, HelpMessage
    from hemicycle.web.access.page_actions import Again
    from hemicycle.web.access.permissions import InConsultation


@dataclass(frozen=True)
class OwnCase:
    """A case as its person sees it.

    Attributes:
        form: In which they write in it; none where it was solved too long ago.
        call: That the help desk offers, or that runs.
    """

    case: HelpCase
    tone: str
    messages: list[HelpMessage]
    form: MoreForm | None
    call: HelpCall | None


def _ask(at: InConsultation, _request: HttpRequest, form: QuestionForm) -> str:
    case = actions.ask(at.consultation.pk, at.performer, at.now, form.cleaned_data["text"])
    told = _("The help desk has your message. Its number is %(number)d; the answer will be on this page.")
    return told % {"number": case.number}


def _ask_again(at: InConsultation, request: HttpRequest, form: MoreForm) -> str:
    text = form.cleaned_data["text"]
    case = actions.ask_again(at.consultation.pk, at.performer, at.now, _key(request), text)
    return _("Your message is added to number %(number)d.") % {"number": case.number}


def _key(request: HttpRequest) -> int:
    """Of the case that a form is about; nought for none."""
    key = request.POST.get("case", "")
    return int(key) if key.isascii() and key.isdecimal() and len(key) < _DIGITS else 0


#: Fewer than a key of the database may have.
_DIGITS = 18


def _more_form(_at: InConsultation, request: HttpRequest | None) -> MoreForm:
    return MoreForm(request.POST if request else None, f"case{_key(request)}" if request else "case")


ACTIONS = registered(
    PageAction(
        "ask", Action.HELP_POST, _ask, lambda _at, request: QuestionForm(request.POST if request else None, "ask")
    ),
    PageAction("more", Action.HELP_POST, _ask_again, _more_form),
)


@never_cache
@page(may(Action.HELP_POST), FORM)
def help_page(request: HttpRequest, at: InConsultation) -> HttpResponse:
    """One's own cases, and the form for a new one."""
    if request.method != "POST":
        return _page(request, at)
    here = reverse("help", args=[at.consultation.slug])
    return run(request, at, sent(request, ACTIONS), then=here, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: InConsultation, refused: Again | None = None) -> HttpResponse:
    cases = queries.of_person(at.visitor.registration)
    offered = calls.of_cases(cases, at.now)
    seen = "-".join(mark(case, offered.get(case.pk)) for case in cases)
    if "live" in request.GET and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    form = QuestionForm(None, "ask")
    if refused and isinstance(refused.form, QuestionForm) and refused.action == "ask":
        form = refused.form
    context = {
        "consultation": at.consultation,
        "cases": [_own(case, at, refused, offered.get(case.pk)) for case in cases],
        "form": form,
        "seen": seen,
        "every": EVERY,
        "help_phone": settings_of(at.consultation.settings).help_phone,
    }
    return show(request, "web/support/help.html", context, refused, refusal_message, at.consultation.zone)


def _own(case: HelpCase, at: InConsultation, refused: Again | None, call: HelpCall | None) -> OwnCase:
    name, form = f"case{case.pk}", None
    if takes_up(case.state, case.solved_at, at.now):
        kept = refused.form if refused else None
        form = kept if isinstance(kept, MoreForm) and kept.prefix == name else MoreForm(None, name)
    return OwnCase(case, case_words.tone(case), list(case.messages.all()), form, call)
