"""Reads of the help desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Max, OuterRef

from hemicycle.journal.prepared import Prepared
from hemicycle.rules.floor import SittingState
from hemicycle.support.models import HelpMessage

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting

MESSAGES_SHOWN = 100
#: What a participant wrote last in their thread, in a sitting that is not over: read for every page of the desk.
_UNANSWERED = Prepared(
    lambda consultation: (
        HelpMessage.objects.filter(
            ~Exists(
                HelpMessage.objects.filter(
                    sitting=OuterRef("sitting"), thread=OuterRef("thread"), pk__gt=OuterRef("pk")
                ).order_by()
            ),
            sitting__consultation=consultation,
            author=F("thread"),
        )
        .exclude(sitting__state=SittingState.ENDED.value)
        .order_by("at", "pk")
        .values_list("sitting", "thread__person", "at")
    ),
    int,
)


@dataclass(frozen=True)
class Unanswered:
    """A participant who wrote to the technicians last, and not they to them.

    Attributes:
        sitting, person: Keys.
    """

    sitting: int
    person: int
    since: datetime


@dataclass(frozen=True)
class Thread:
    """One participant's messages, in short."""

    owner: Registration
    messages: int
    last: HelpMessage


def thread(sitting: Sitting, registration: int) -> list[HelpMessage]:
    """The latest messages of one thread, oldest first."""
    messages = (
        HelpMessage.objects.filter(sitting=sitting, thread=registration)
        .select_related("author__person", "author__member")
        .prefetch_related("author__member__organ_seats")
        .order_by("-pk")[:MESSAGES_SHOWN]
    )
    return list(reversed(messages))


def owners(sitting: Sitting) -> list[int]:
    """Registrations that have a thread."""
    return list(HelpMessage.objects.filter(sitting=sitting).order_by().values_list("thread", flat=True).distinct())


def threads(sitting: Sitting) -> list[Thread]:
    """All threads, those without an answer first, then the latest."""
    messages = HelpMessage.objects.filter(sitting=sitting).order_by()
    counted = messages.values("thread").annotate(messages=Count("pk"), last=Max("pk"))
    counts = {row["last"]: row["messages"] for row in counted}
    last = HelpMessage.objects.filter(pk__in=counts).select_related(
        "author__person", "author__member", "thread__person", "thread__member"
    )
    rows = [
        Thread(message.thread, counts[message.pk], message)
        for message in last.prefetch_related("author__member__organ_seats", "thread__member__organ_seats")
    ]
    rows.sort(key=lambda row: (row.last.author_id != row.owner.pk, -row.last.pk))
    return rows


def unanswered(consultation: Consultation) -> list[Unanswered]:
    """Who waits for an answer in a sitting that is not over, the longest first."""
    return [Unanswered(*row) for row in _UNANSWERED.rows(consultation.pk)]
