"""Out of the room, one by one or all at its end: what was held in it is free again, and connections are closed."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.media.engine import MediaUnavailable
from hemicycle.rules.floor import Cause, TurnState
from hemicycle.sittings import booth_air, booth_messages, changes, enforcement, speaker_queue
from hemicycle.sittings.models import Attendance, Sitting

if TYPE_CHECKING:
    from hemicycle.sittings.act import Act

log = logging.getLogger(__name__)


def put_out(act: Act, registration: int) -> None:
    """End somebody's turn, withdraw their request, free their seat; after the commit, disconnect them."""
    turns = act.sitting.turns.filter(registration=registration)
    turns.filter(state__in=enforcement.HOLDING_STATES).update(state=TurnState.ENDED.value, ended_at=act.at)
    turns.filter(state__in=speaker_queue.PENDING_STATES).update(
        state=TurnState.WITHDRAWN.value, cause=Cause.WITHDRAWN.value, ended_at=act.at
    )
    seats = act.sitting.booth_seats.filter(registration=registration, left_at=None)
    for seat in seats.select_related("sitting"):
        booth_air.release(seat, act.at)
    if seats.update(left_at=act.at):
        act.changes(booth_messages.own(registration))
    act.changes("turn", "queue", "map", "booths", "presence", "desk")
    disconnect_after(act, registration)


def disconnect_after(act: Act, registration: int) -> None:
    """Disconnect somebody once the act is committed."""
    transaction.on_commit(partial(_disconnect, act.sitting, registration))


def disconnect(person: int) -> None:
    """Close a person's connections in every room, as one of their sessions is ended.

    For the push engine nobody knows which session a connection was made in: whose session goes on joins again by
    itself, within a second or two; the ended one is given no new token. In the media engine the ended one is put out
    again at each return (``actions.room.came``), whatever token it kept.
    """
    here = Attendance.objects.filter(registration__person=person, left_at=None).select_related("sitting")
    for attendance in here:
        _disconnect(attendance.sitting, attendance.registration_id)


def _disconnect(sitting: Sitting, registration: int) -> None:
    changes.removed.send(sender=Sitting, sitting=sitting.pk, registration=registration)
    enforcement.engine().remove(sitting.room, enforcement.identity(registration))


def clear(act: Act) -> None:
    """Nobody is in an ended sitting, neither in a booth nor as a listener."""
    seats = act.sitting.booth_seats.filter(left_at=None)
    act.changes(*booth_messages.own_of(seats.values_list("registration", flat=True)))
    seats.update(left_at=act.at, on_air_since=None, handover_since=None)
    act.sitting.attendances.filter(left_at=None).update(left_at=act.at)
    act.sitting.publications.all().delete()
    act.sitting.passes.all().delete()
    act.changes("map", "booths", "presence")


def close(room: str) -> None:
    """Disconnect everybody from a room of the media engine; it is not made again for a sitting that has ended."""
    try:
        enforcement.engine().close_room(room).result()
    except MediaUnavailable:
        log.warning("media engine unavailable: %s goes with it", room)
