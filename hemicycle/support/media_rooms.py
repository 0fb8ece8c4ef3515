"""Rooms of the media engine that are of no sitting: for a connection test, of one person; for a call, of two."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from hemicycle.media.engine import MediaUnavailable, Source
from hemicycle.media.tokens import listener_token, publisher_token
from hemicycle.rules.connection_tests import TEST_LASTS
from hemicycle.rules.help_calls import CALL_LASTS
from hemicycle.sittings import enforcement
from hemicycle.support import calls
from hemicycle.support.models import ConnectionTest, HelpCall

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)
#: For which the tokens of a test let its page join; who has joined stays.
TOKEN_SECONDS = 600
#: An engine closes the room of a test by itself after so long, where nobody else does. To it those who listen are
#: nobody, so that this is more than a test lasts.
EMPTY_SECONDS = int(TEST_LASTS.total_seconds()) + 60
#: A call is joined at once: who comes back asks again.
CALL_TOKEN_SECONDS = 60
CALL_EMPTY_SECONDS = int(CALL_LASTS.total_seconds()) + 60
_SOURCES = frozenset({Source.MICROPHONE, Source.CAMERA})


def open_room(test: ConnectionTest) -> dict[str, str] | None:
    """Make the room: ``{address, sender, receiver}``, two tokens; ``None`` while the engine is away.

    The sender may publish a microphone and a camera there; the receiver only listens.
    """
    name = f"connection-test-{test.pk}"
    try:
        sid = enforcement.engine().ensure_room(name, EMPTY_SECONDS).result()
    except MediaUnavailable:
        sid = ""
    if not sid:
        log.warning("media engine unavailable: connection test %s goes without it", test.pk)
        return None
    ConnectionTest.objects.filter(pk=test.pk, room="").update(room=name)
    address = enforcement.address()
    return {
        "address": settings.LIVEKIT_ADDRESS,
        "sender": publisher_token(address, name, "sender", TOKEN_SECONDS, _SOURCES),
        "receiver": listener_token(address, name, "receiver", "", TOKEN_SECONDS),
    }


def open_call(call: HelpCall, registration: int) -> dict[str, str] | None:
    """Make the room of a call, or find it: ``{address, token}`` for one of the two; ``None`` without the engine."""
    try:
        sid = enforcement.engine().ensure_room(call.room, CALL_EMPTY_SECONDS).result()
    except MediaUnavailable:
        sid = ""
    if not sid:
        log.warning("media engine unavailable: %s is not joined", call.room)
        return None
    who = enforcement.identity(registration)
    token = publisher_token(enforcement.address(), call.room, who, CALL_TOKEN_SECONDS, _SOURCES)
    return {"address": settings.LIVEKIT_ADDRESS, "token": token}


def close_room(test: ConnectionTest, at: datetime) -> bool:
    """Disconnect everybody in it and delete it; whether the engine has taken that."""
    if not test.room or test.room_closed_at is not None:
        return True
    if not enforcement.close_room(test.room):
        return False
    ConnectionTest.objects.filter(pk=test.pk, room_closed_at=None).update(room_closed_at=at)
    return True


def close_abandoned(at: datetime) -> int:
    """Close the rooms of tests and calls that are over and left theirs open; how many were closed."""
    left = ConnectionTest.objects.exclude(room="").filter(room_closed_at=None)
    closed = 0
    for test in left.filter(begun_at__lt=at - TEST_LASTS).order_by("pk"):
        if not close_room(test, at):
            break
        closed += 1
    return closed + _close_calls(at)


def _close_calls(at: datetime) -> int:
    """Close the rooms of calls that are over, and say of those that time ended that they are."""
    closed = 0
    for call in calls.left_open(at):
        with transaction.atomic():
            lapsed = HelpCall.objects.filter(pk=call.pk, ended_at=None).update(ended_at=call.until)
            if lapsed:
                calls.tell_rooms(call.case)
        if not calls.close_room(call, at):
            break
        closed += 1
    return closed
