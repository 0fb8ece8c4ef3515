"""The page that tests a connection: it carries what the script that measures starts with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache

from hemicycle.consultations.languages import localized, reader_language
from hemicycle.people.member_names import member_name
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.calendar import calendars
from hemicycle.support.connection_tests import capacity_of, of_registration, purpose_of
from hemicycle.support.slots import have_slots
from hemicycle.web.access.page import page
from hemicycle.web.support import words
from hemicycle.web.support.access import TESTER, TESTER_BY_LINK
from hemicycle.web.toolkit import labels, room_words

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.models import Sitting
    from hemicycle.support.models import ConnectionTest
    from hemicycle.web.support.access import AtTests

#: Seconds of media over which the line is measured.
SECONDS = 10


@never_cache
@page(TESTER)
def connection_test(request: HttpRequest, at: AtTests) -> HttpResponse:
    """For who has signed in."""
    return _page(request, at)


@never_cache
@page(TESTER_BY_LINK)
def connection_test_by_link(request: HttpRequest, at: AtTests) -> HttpResponse:
    """For who holds the personal link, which signs nobody in."""
    return _page(request, at)


def _page(request: HttpRequest, at: AtTests) -> HttpResponse:
    sitting = next_sitting(at.consultation, at.now)
    context = {
        "consultation": at.consultation,
        "registration": at.registration,
        "by_link": bool(at.secret),
        "sitting": sitting,
        "slots": not at.secret and bool(have_slots([at.consultation], at.now)),
        "earlier": earlier(at),
        "context": _context(request, at, sitting),
        "terms": room_words.named(at.consultation.body),
    }
    return render(request, "web/support/test.html", context)


def next_sitting(consultation: Consultation, now: datetime) -> Sitting | None:
    """The sitting that is in session, or comes next; None after the last one."""
    sittings = calendars([consultation])[consultation.pk]
    return next(
        (
            one
            for one in sittings
            if one.state in {SittingState.OPEN.value, SittingState.SUSPENDED.value}
            or (one.state == SittingState.PLANNED.value and one.closes_at > now)
        ),
        None,
    )


def earlier(at: AtTests, but: ConnectionTest | None = None) -> list[dict[str, Any]]:
    """Their other tests, each with its status and address."""
    rows = []
    for test in of_registration(at.registration):
        if but is not None and test.pk == but.pk:
            continue
        status, tone = words.status(test, over=test.is_over(at.now))
        rows.append(
            {
                "test": test,
                "status": status,
                "tone": tone,
                "where": words.where(test),
                "address": at.address("result", test) if test.finished_at else "",
            }
        )
    return rows


def _context(request: HttpRequest, at: AtTests, sitting: Sitting | None) -> dict[str, Any]:
    """What ``frontend/src/connection-test.ts`` starts with."""
    registration, consultation = at.registration, at.consultation
    member = member_name(registration.member) if registration.member else ""
    return {
        "language": reader_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "csrf": get_token(request),
        "who": registration.person.name,
        "member": member,
        "consultation": {"title": localized(consultation.title), "trial": consultation.trial},
        "sitting_title": labels.sitting_title(sitting) if sitting else "",
        "purpose": purpose_of(capacity_of(registration, consultation.day(at.now))).value,
        "urls": {"begin": at.address("begin"), "home": reverse("home"), "practice": ""},
        "seconds": SECONDS,
        "earlier": [],
        "in_another_tab": {},
    }
