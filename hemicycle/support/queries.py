"""Reads of the help desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from hemicycle.support.models import HelpMessage

if TYPE_CHECKING:
    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting

MESSAGES_SHOWN = 100


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
        .prefetch_related("author__member__council_seats")
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
        for message in last.prefetch_related("author__member__council_seats", "thread__member__council_seats")
    ]
    rows.sort(key=lambda row: (row.last.author_id != row.owner.pk, -row.last.pk))
    return rows
