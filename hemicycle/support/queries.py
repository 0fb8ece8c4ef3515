"""Reads of the help desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def _messages(sitting: Sitting) -> list[HelpMessage]:
    found = HelpMessage.objects.filter(sitting=sitting).select_related(
        "author__person", "author__member", "thread__person", "thread__member"
    )
    return list(found.prefetch_related("author__member__council_seats", "thread__member__council_seats"))


def thread(sitting: Sitting, registration: int) -> list[HelpMessage]:
    """The latest messages of one thread, oldest first."""
    found = (
        HelpMessage.objects.filter(sitting=sitting, thread=registration)
        .select_related("author__person", "author__member")
        .prefetch_related("author__member__council_seats")
        .order_by("-pk")[:MESSAGES_SHOWN]
    )
    return list(reversed(found))


def threads(sitting: Sitting) -> list[Thread]:
    """All threads, those without an answer first, then the latest."""
    messages = _messages(sitting)
    counts = Counter(message.thread_id for message in messages)
    last = {message.thread_id: message for message in messages}
    rows = [Thread(message.thread, counts[owner], message) for owner, message in last.items()]
    rows.sort(key=lambda row: (row.last.author_id != row.owner.pk, -row.last.pk))
    return rows
