"""Cases of the help desk in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_timedelta
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hemicycle.consultations.languages import reader_language
from hemicycle.people.member_names import member_name
from hemicycle.rules.help_cases import CaseStatus
from hemicycle.rules.help_requests import RequestState

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from hemicycle.people.models import Registration
    from hemicycle.support.models import HelpCase, HelpRequest

#: The colour of each status; the others have none.
TONES = {CaseStatus.NEW: "stop", CaseStatus.REOPENED: "stop", CaseStatus.IN_WORK: "live", CaseStatus.WAITING: "wait"}


#: Of a request to the person's page.
REQUEST_TONES = {
    RequestState.ASKED: "wait",
    RequestState.AGREED: "live",
    RequestState.DONE: "live",
    RequestState.DECLINED: "stop",
    RequestState.FAILED: "stop",
    RequestState.UNREPORTED: "stop",
}


def request_state(request: HelpRequest, now: datetime) -> tuple[str, str]:
    """Where a request is, and its colour."""
    state = request.state(now)
    words = {
        RequestState.ASKED: _("Waiting for an answer"),
        RequestState.AGREED: pgettext("a request", "Agreed"),
        RequestState.DECLINED: pgettext("a request", "Declined"),
        RequestState.LAPSED: _("No answer within two minutes"),
        RequestState.UNREPORTED: _("Agreed, but no result was reported"),
        RequestState.ENDED: pgettext("a request", "Ended"),
    }
    return words.get(state, request.get_outcome_display()), REQUEST_TONES.get(state, "")


def tone(case: HelpCase) -> str:
    """The colour of its status."""
    return TONES.get(case.state, "")


def member(case: HelpCase) -> str:
    """The Member of its person; empty for who represents none."""
    return member_name(case.registration.member) if case.registration and case.registration.member else ""


def holder(case: HelpCase) -> str:
    """The name of who has it; empty for nobody."""
    return case.assignee.person.name if case.assignee else ""


def waited(case: HelpCase, now: datetime) -> str:
    """How long its person has waited by now; empty while they do not."""
    return lasted(now - case.waiting_since) if case.waiting_since else ""


def lasted(time: timedelta) -> str:
    """A time in its largest unit: "5 minutes"."""
    return format_timedelta(time, granularity="second", threshold=1, locale=reader_language())


def minutes(time: timedelta | None) -> float | None:
    """The same for a file."""
    return round(time.total_seconds() / 60, 1) if time is not None else None


def first_answer(case: HelpCase) -> timedelta | None:
    """How long it took until the desk was there for its person; none before."""
    return case.answered_at - case.opened_at if case.answered_at else None


def called(registration: Registration) -> str:
    """A person with the Member for which they are registered, as a choice names them."""
    name = registration.person.name
    of = member_name(registration.member) if registration.member else registration.get_role_display()
    return _("%(name)s (%(member)s)") % {"name": name, "member": of}


def last_words(case: HelpCase) -> str:
    """What was written last, by whomever; empty where nothing was."""
    messages = list(case.messages.all())
    return messages[-1].text if messages else ""


def everything(case: HelpCase) -> str:
    """All that was written, for the search."""
    return " ".join(message.text for message in case.messages.all())
