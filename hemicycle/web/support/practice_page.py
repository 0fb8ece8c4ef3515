"""Practice alone: the page that carries what the simulated sitting starts with (rule 51)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hemicycle.people.member_names import member_name
from hemicycle.rules.permissions import Action
from hemicycle.rules.practice import PracticeKind, kind_of
from hemicycle.support.practices import latest
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import may
from hemicycle.web.support.begin_page import next_sitting
from hemicycle.web.toolkit import labels, room_context, room_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.web.access.permissions import InConsultation

#: The room's view for each kind, and the file that it is in (``frontend/src/practice.ts``).
VIEWS = {
    PracticeKind.DELEGATE: ("room", "src/floor/Room.svelte"),
    PracticeKind.INTERPRETER: ("booth", "src/booth/Booth.svelte"),
}
#: What is practised, of what they may do in a sitting.
PRACTISED = (
    Action.FLOOR_ASK,
    Action.FLOOR_WITHDRAW,
    Action.FLOOR_READY,
    Action.FLOOR_TAKE,
    Action.FLOOR_FINISH,
    Action.BOOTH_ENTER,
    Action.BOOTH_LEAVE,
    Action.BOOTH_ON_AIR,
    Action.BOOTH_OFF_AIR,
    Action.BOOTH_HANDOVER,
)


@never_cache
@page(may(Action.PRACTISE))
def practice(request: HttpRequest, at: InConsultation) -> HttpResponse:
    """For who is given the floor, and for interpreters."""
    kind = kind_of(at.visitor.capacity)
    _view, file = VIEWS[kind]
    context = {
        "consultation": at.consultation,
        "context": _context(request, at, kind),
        "file": file,
        "terms": room_words.named(at.consultation.body),
    }
    return render(request, "web/support/practice.html", context)


def practised_at(registration: Registration, consultation: Consultation) -> str:
    """When somebody practised last, in words; empty where they did not."""
    made = latest([registration]).get(registration.pk)
    if made is None or not made.counts:
        return ""
    return labels.moment(made.finished_at, consultation.zone, named=True)


def _context(request: HttpRequest, at: InConsultation, kind: PracticeKind) -> dict[str, Any]:
    """What ``frontend/src/practising.ts`` describes."""
    return {
        "kind": kind.value,
        "room": _room(request, at, kind),
        "practised": practised_at(at.visitor.registration, at.consultation),
        "finish": reverse("practice_finish", args=[at.consultation.slug]),
    }


def _room(request: HttpRequest, at: InConsultation, kind: PracticeKind) -> dict[str, Any]:
    """What the room would start with, in a sitting of which the server knows nothing."""
    consultation, visitor = at.consultation, at.visitor
    registration, member = visitor.registration, visitor.registration.member
    sitting = next_sitting(consultation, at.now)
    tests = at.may_send(Action.CONNECTION_TEST)
    view, _file = VIEWS[kind]
    return {
        **room_context.reader(request),
        "sitting": 0,
        "view": view,
        "me": {
            **room_context.me(registration, visitor.capacity, filter(visitor.may, PRACTISED)),
            "prepares_documents": False,
        },
        "holds": "",
        "consultation": room_context.named(consultation),
        "sitting_title": _("Simulated sitting"),
        "practice": True,
        "items": [],
        "outcomes": {},
        "contents": {},
        "members": {member.code: member_name(member, on=at.today)} if member else {},
        "list_order": [member.code] if member else [],
        "languages": room_context.languages(sitting.languages if sitting else consultation.languages.every),
        "drafting_languages": [],
        "capacities": room_context.capacities(consultation),
        "tested": "",
        "urls": {
            "home": reverse("home"),
            "test": reverse("connection_test", args=[consultation.slug]) if tests else "",
            **dict.fromkeys(_OF_A_SITTING, ""),
        },
    }


#: Addresses that there are only with a sitting.
_OF_A_SITTING = (
    "join",
    "push",
    "commands",
    "documents",
    "own_statement",
    "assistance",
    "document",
    "statements",
    "glossary",
    "cases",
    "comment",
    "entered",
    "room",
    "console",
    "booth",
    "desk",
)
