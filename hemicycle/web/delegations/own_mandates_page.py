"""The mandates that wait until their person accepts them, because they have another capacity here (rule 39)."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.fields.keys import key_of
from hemicycle.people import capacities
from hemicycle.people.access import Requirement
from hemicycle.people.actions.acceptance import accept
from hemicycle.people.actions.focal_points import withdraw
from hemicycle.people.member_names import member_name
from hemicycle.people.messages import refusal_message
from hemicycle.rules.permissions import Action
from hemicycle.web.access import visitors
from hemicycle.web.access.page import FORM, Permission, page
from hemicycle.web.access.page_actions import PageAction, registered, run, sent
from hemicycle.web.delegations.mandate_timeline import end_words, moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import FocalPoint, Person
    from hemicycle.web.access.page_actions import Again


@dataclass(frozen=True)
class Own:
    """Somebody in a consultation, whatever they are there: nobody reaches another's mandates by this address."""

    consultation: Consultation
    person: Person
    performer: Performer
    now: datetime


@dataclass(frozen=True)
class Offered:
    """A mandate that is offered, with its time in words."""

    row: FocalPoint
    starts: str
    ends: str


def _own(request: HttpRequest, arguments: dict[str, Any]) -> Own:
    consultation = visitors.find_consultation(arguments.pop("slug"))
    return Own(consultation, visitors.person(request), visitors.performer(request), timezone.now())


OWN = Permission(Requirement.SIGNED_IN, _own)


def _accept(own: Own, request: HttpRequest, _form: None) -> str:
    row = accept(own.consultation.pk, own.performer, own.now, key_of(request.POST.get("mandate", "")) or 0)
    if row.start > own.now:
        since = moment_words(row.start, own.consultation.zone)
        return _("You act for {member} from {start}.").format(member=member_name(row.member), start=since)
    return _("You act for {member}.").format(member=member_name(row.member))


def _decline(own: Own, request: HttpRequest, _form: None) -> str:
    key = key_of(request.POST.get("mandate", "")) or 0
    row = withdraw(own.consultation.pk, own.performer, own.now, key, words=request.POST.get("words", ""))
    return _("You do not act for {member}.").format(member=member_name(row.member))


ACTIONS = registered(
    PageAction("accept", Action.FOCAL_POINT_ACCEPT, _accept, label=gettext_lazy("Accept the mandate")),
    PageAction("decline", Action.FOCAL_POINT_WITHDRAW, _decline, label=gettext_lazy("Decline")),
)


@page(OWN, FORM)
def own_mandates(request: HttpRequest, own: Own) -> HttpResponse:
    """Show them; by POST, accept or decline one."""
    if request.method != "POST":
        return _shown(request, own)
    action = sent(request, ACTIONS)

    def again(refused: Again) -> HttpResponse:
        words = refusal_message(refused.reason, own.consultation.zone) if refused.reason else ""
        return _shown(request, own, words, refused.status)

    return run(request, own, action, then=reverse("own_mandates", args=[own.consultation.slug]), again=again)


def _shown(request: HttpRequest, own: Own, refusal: str = "", status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    zone = own.consultation.zone
    offered = [
        Offered(row, moment_words(row.start, zone), end_words(row.end, zone) if row.end else "")
        for row in capacities.to_accept(own.person, own.now, own.consultation)
    ]
    context = {
        "consultation": own.consultation,
        "offered": offered,
        "refusal": refusal,
        "words": request.POST.get("words", ""),
        "refused": key_of(request.POST.get("mandate", "")),
    }
    return render(request, "web/delegations/own_mandates.html", context, status=status)
