"""A call with picture between who has a case and its person: it carries what the script that joins starts with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.consultations.languages import reader_language
from hemicycle.rules.help_calls import CallState
from hemicycle.rules.permissions import Action
from hemicycle.sittings.enforcement import identity
from hemicycle.support import calls
from hemicycle.support.actions import calls as actions
from hemicycle.support.messages import refusal_message
from hemicycle.web.access.page import FORM, Permission, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent, show
from hemicycle.web.access.permissions import InConsultation, may
from hemicycle.web.toolkit import room_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.people.models import Registration
    from hemicycle.support.models import HelpCall, HelpCase
    from hemicycle.web.access.page_actions import Again

_PERSON = may(Action.HELP_POST)


@dataclass(frozen=True)
class AtCall(InConsultation):
    """One of the two of a call."""

    call: HelpCall

    @property
    def case(self) -> HelpCase:
        """In which it was offered."""
        return self.call.case

    @property
    def of_desk(self) -> bool:
        """Whether they offered it."""
        return self.call.offered_by_id == self.visitor.registration.pk

    @property
    def other(self) -> Registration:
        """With whom they speak."""
        person = self.case.registration if self.of_desk else self.call.offered_by
        if person is None:
            raise LookupError("nobody calls a stranger here")
        return person

    @property
    def back(self) -> str:
        """Where they write to each other."""
        if self.of_desk:
            return reverse("help_case", args=[self.consultation.slug, self.case.pk])
        return reverse("help", args=[self.consultation.slug])


def _at(request: HttpRequest, arguments: dict[str, Any]) -> AtCall:
    key, at = arguments.pop("pk"), _PERSON.check(request, arguments)
    call = calls.find(at.consultation, key)
    if call is None or not call.is_of(at.visitor.registration.pk):
        raise Http404
    return AtCall(at.consultation, at.visitor, at.performer, at.now, call)


def _end(at: AtCall, _request: HttpRequest, _form: None) -> str:
    actions.end(at.consultation.pk, at.performer, at.now, at.call.pk)
    return _("The call has ended.")


ACTIONS = registered(PageAction("end", Action.HELP_POST, _end))


@never_cache
@page(Permission(Action.HELP_POST, _at), FORM)
def video_call(request: HttpRequest, at: AtCall) -> HttpResponse:
    """For the two, before and while they speak, and to say that it is over."""
    if request.method != "POST":
        return _page(request, at)
    return run(request, at, sent(request, ACTIONS), then=at.back, again=lambda refused: _page(request, at, refused))


def _page(request: HttpRequest, at: AtCall, refused: Again | None = None) -> HttpResponse:
    context = {
        "consultation": at.consultation,
        "call": at.call,
        "case": at.case,
        "other": at.other.person.name,
        "back": at.back,
        "over": at.call.state(at.now) is CallState.OVER,
        "offered": at.call.state(at.now) is CallState.OFFERED,
        "context": _context(request, at),
        "terms": room_words.named(at.consultation.body),
    }
    return show(request, "web/support/video_call.html", context, refused, refusal_message, at.consultation.zone)


def _context(request: HttpRequest, at: AtCall) -> dict[str, Any]:
    """What ``frontend/src/call.ts`` starts with."""
    return {
        "language": reader_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "csrf": get_token(request),
        "me": identity(at.visitor.registration.pk),
        "other": {"identity": identity(at.other.pk), "name": at.other.person.name},
        "urls": {
            "join": reverse("video_call_join", args=[at.consultation.slug, at.call.pk]),
            "back": at.back,
        },
    }
