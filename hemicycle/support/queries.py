"""Reads of the help desk: who waits, the cases of a consultation, and what the pages of a sitting show of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q

from hemicycle.journal.prepared import Prepared
from hemicycle.people import scopes
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Allowed
from hemicycle.support.models import HelpCall, HelpCase, HelpMessage

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting

MESSAGES_SHOWN = 100
#: So many of their own cases a person is shown.
CASES_SHOWN = 50
#: What waits for the desk: read for every page of it.
_UNANSWERED = Prepared(
    lambda consultation: (
        HelpCase.objects.filter(consultation=consultation, waiting_since__isnull=False)
        .order_by("waiting_since", "pk")
        .values_list("pk", "sitting", "registration__person", "waiting_since")
    ),
    int,
)
#: What a person sees of a case.
_THEIRS = ~Q(kind=HelpMessage.Kind.NOTE)


@dataclass(frozen=True)
class Unanswered:
    """A case whose person waits for the desk.

    Attributes:
        case, sitting, person: Keys; no sitting where it began outside, no person where they are a stranger.
    """

    case: int
    sitting: int | None
    person: int | None
    since: datetime


@dataclass(frozen=True)
class Thread:
    """What a participant and the desk wrote to each other in a sitting, in short.

    Attributes:
        case: The latest of their cases there.
    """

    owner: Registration
    case: HelpCase
    messages: int
    last: HelpMessage


def thread(sitting: Sitting, registration: int) -> list[HelpMessage]:
    """The latest messages of one participant in a sitting, oldest first."""
    messages = (
        HelpMessage.objects.filter(_THEIRS, case__sitting=sitting, case__registration=registration)
        .select_related("author__person", "author__member")
        .prefetch_related("author__member__organ_seats")
        .order_by("-pk")[:MESSAGES_SHOWN]
    )
    return list(reversed(messages))


def owners(sitting: Sitting) -> list[int]:
    """Registrations that have a case in a sitting, or are offered a call, or were asked something there, in another."""
    called = HelpCall.objects.filter(case__consultation=sitting.consultation_id, ended_at=None)
    concerned = Q(sitting=sitting) | Q(calls__in=called) | Q(requests__sitting=sitting)
    rows = HelpCase.objects.filter(concerned, registration__isnull=False).order_by()
    return list(rows.values_list("registration", flat=True).distinct())


def threads(sitting: Sitting) -> list[Thread]:
    """Every participant who wrote in a sitting: those who wait first, then the latest."""
    messages = HelpMessage.objects.filter(_THEIRS, case__sitting=sitting).order_by()
    counted = messages.values("case__registration").annotate(messages=Count("pk"), last=Max("pk"))
    counts = {row["last"]: row["messages"] for row in counted}
    last = HelpMessage.objects.filter(pk__in=counts).select_related(
        "author__person",
        "author__member",
        "case__registration__person",
        "case__registration__member",
        "case__assignee__person",
    )
    rows = [
        Thread(message.case.registration, message.case, counts[message.pk], message)
        for message in last.prefetch_related("author__member__organ_seats", "case__registration__member__organ_seats")
        if message.case.registration is not None
    ]
    rows.sort(key=lambda row: (row.case.waiting_since is None, -row.last.pk))
    return rows


def latest_cases(sitting: Sitting, registrations: Collection[int]) -> dict[int, int]:
    """The key of the latest case of each of these people in a sitting, of those who have one."""
    rows = HelpCase.objects.filter(sitting=sitting, registration__in=registrations).order_by("pk")
    return dict(rows.values_list("registration", "pk"))


def unanswered(consultation: Consultation) -> list[Unanswered]:
    """Who waits for the desk, the longest first."""
    rows = _UNANSWERED.rows(consultation.pk)
    return [Unanswered(case, sitting, person, since) for case, sitting, person, since in rows if since]


def workers(consultation: Consultation, on: date) -> list[Registration]:
    """Those who work at the help desk on a day, by name."""
    rows = consultation.registrations.filter(
        role__in=[Role.TECHNICIAN.value, Role.SECRETARIAT.value],
        status=RegistrationStatus.CONFIRMED.value,
        person__is_active=True,
    )
    found = rows.select_related("person", "consultation").order_by("person__name", "pk")
    return [row for row in found if isinstance(scopes.may(row, Role(row.role), Action.HELP_ANSWER, on), Allowed)]


def callers(consultation: Consultation) -> list[Registration]:
    """Those who may call the help desk: whose registration is not over."""
    over = (RegistrationStatus.WITHDRAWN.value, RegistrationStatus.REFUSED.value)
    rows = consultation.registrations.exclude(status__in=over).filter(person__forgotten_at=None)
    return list(rows.select_related("person", "member").prefetch_related("member__names", "member__organ_seats"))


def find(consultation: Consultation, key: int) -> HelpCase | None:
    """A case of a consultation, with its person and all that was written."""
    return _whole(HelpCase.objects.filter(consultation=consultation, pk=key)).first()


def of_consultation(consultation: Consultation) -> list[HelpCase]:
    """All cases: those that wait first, the longest before; then the latest."""
    rows = list(_whole(HelpCase.objects.filter(consultation=consultation)))
    return sorted(rows, key=lambda row: (row.waiting_since is None, row.waiting_since or row.opened_at, -row.pk))


def of_person(registration: Registration) -> list[HelpCase]:
    """One's own cases, the latest first, each with what its person sees of it."""
    theirs = Prefetch("messages", HelpMessage.objects.filter(_THEIRS).select_related("author__person"))
    # A case that the booths opened is nothing to its person before the desk has written to them.
    seen = Exists(HelpMessage.objects.filter(_THEIRS, case=OuterRef("pk")))
    rows = HelpCase.objects.filter(seen, registration=registration)
    rows = rows.select_related("registration__person", "consultation")
    return list(rows.prefetch_related(theirs).order_by("-pk")[:CASES_SHOWN])


def others_of(case: HelpCase) -> list[HelpCase]:
    """The other cases of the same person, the latest first."""
    if case.registration is None:
        return []
    return list(case.registration.help_cases.exclude(pk=case.pk).order_by("-pk")[:CASES_SHOWN])


def _whole(rows: QuerySet[HelpCase]) -> QuerySet[HelpCase]:
    related = rows.select_related(
        "registration__person", "registration__member", "assignee__person", "sitting", "consultation__body"
    )
    return related.prefetch_related(
        "registration__member__names", "registration__member__organ_seats", "messages__author__person"
    )
