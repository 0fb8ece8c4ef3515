"""What is posted, withdrawn or no longer held back while people sit: the room's links follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.documents.changes import reading_changed
from hemicycle.documents.queries import embargo_ended
from hemicycle.sittings.agenda_changes import tell_rooms

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


def on_change(*, consultation: int, **_: Any) -> None:
    """Publish what there is to read in each sitting that somebody is in."""
    tell_rooms(consultation, "documentation")


def follow_embargoes(consultations: Collection[int], since: datetime, until: datetime) -> None:
    """The same where an embargo ended after one moment and until another, which is no act: the clock asks."""
    for consultation in embargo_ended(consultations, since, until):
        tell_rooms(consultation, "documentation")


def listen() -> None:
    """Called once, when Django is ready."""
    reading_changed.connect(on_change, dispatch_uid="documentation of sittings")
