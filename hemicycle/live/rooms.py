"""Which room the media engine has made for a sitting, and how it is replaced.

After the engine, or its Redis, has forgotten a room, the next who joins has it made again. Where the first one still
plays, on another node, people would sit in two rooms and hear half of each other. So the identifier is kept and shown
in the document ``sitting``: whose page is in another room comes over, and the journal says when it happened.

An engine can also say that it has made a room into which it lets nobody, and neither closing nor making it mends that.
Then the sitting gets a room of another name: at the word of a technician or of who presides, or as soon as somebody
joins and the engine does not let them.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from hemicycle.live.models import EngineRoom
from hemicycle.media.engine import MediaUnavailable
from hemicycle.rules.permissions import Action
from hemicycle.sittings import admission, enforcement, removal
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.actions.room import MEDIA
from hemicycle.sittings.commands import command
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration

log = logging.getLogger(__name__)
#: Seconds for which a room that let somebody join is not asked about again.
GOOD_SECONDS = 10


def of(sitting: Sitting) -> str:
    """Identifier of its room; empty before there was one."""
    return EngineRoom.objects.filter(sitting=sitting).values_list("sid", flat=True).first() or ""


def made_again_at(sitting: Sitting) -> datetime | None:
    """When its room was made in the place of another one, last."""
    return EngineRoom.objects.filter(sitting=sitting).values_list("made_again_at", flat=True).first()


def enter(sitting: Sitting, registration: Registration, room_pass: str, at: datetime) -> dict[str, str]:
    """What to join the media engine with (``admission.media_access``): a room that lets people join, and is noted.

    Raises:
        MediaUnavailable: the engine does not answer.
    """
    access = admission.media_access(sitting, registration, room_pass)
    if not _is_good(access) and _replace(sitting, registration, room_pass, at):
        sitting.refresh_from_db()
        access = admission.media_access(sitting, registration, room_pass)
    note(sitting, access["room"], at)
    return access


def note(sitting: Sitting, sid: str, at: datetime) -> None:
    """The engine has this room for the sitting. Another one than before is an act, which everybody is told of.

    Args:
        sitting: As it was when the engine was asked for its room.
    """
    if not sid or of(sitting) == sid:
        return
    with carry_out(sitting.pk, MEDIA, "room.made", at) as act:
        before = of(act.sitting)
        # Somebody else who joined has noted it meanwhile, or had it replaced: then this is the old one.
        if before == sid or act.sitting.room != sitting.room:
            act.cancel()
            return
        noted = {"sid": sid} | ({"made_again_at": at} if before else {})
        EngineRoom.objects.update_or_create(sitting=act.sitting, defaults=noted)
        act.facts.update(room=sid, before=before)
        act.changes("sitting")
        if before:
            act.changes("desk")
            log.warning("the media engine has made the room of sitting %s again: %s, not %s", sitting.pk, sid, before)


@command(Action.ROOM_RENEW)
def renew(sitting: int, performer: Performer, at: datetime) -> None:
    """Give the sitting another room in the media engine. Everybody comes over; turn, queue and seats stay."""
    _renew(sitting, performer, at)


def _renew(sitting: int, performer: Performer, at: datetime, instead_of: str = "") -> None:
    with carry_out(sitting, performer, Action.ROOM_RENEW, at) as act:
        before = act.sitting.room
        if instead_of and instead_of != before:  # somebody else who could not join has had it replaced meanwhile
            act.cancel()
            return
        act.sitting.room_number += 1
        # Whoever comes over is told of anew, with what they publish there.
        act.sitting.attendances.filter(left_at=None).update(left_at=at)
        act.sitting.publications.all().delete()
        act.facts.update(room=act.sitting.room)
        act.changes("presence", "booths")
        transaction.on_commit(partial(_move, sitting, before))


def _move(sitting: int, before: str) -> None:
    """Make the new room, so that pages learn of it also where the old one can't be closed; then close that."""
    row = Sitting.objects.get(pk=sitting)
    try:
        note(row, enforcement.engine().ensure_room(row.room).result(), timezone.now())
    except MediaUnavailable:
        log.warning("media engine unavailable: %s is made by the first who joins", row.room)
    removal.close(before)


def complete(sitting: Sitting) -> None:
    """Bring a replacement to its end in which the web process died: nobody is in the new room, for no page knows it."""
    if sitting.room_number > 1:
        _move(sitting.pk, Sitting(pk=sitting.pk, room_number=sitting.room_number - 1).room)


def _is_good(access: dict[str, str]) -> bool:
    """Whether the engine lets people join the room that it says it has; asked once in a while in each process."""
    fresh = caches["process"].add(f"room:good:{access['room']}", 1, GOOD_SECONDS)
    return not fresh or enforcement.engine().lets_join(access["token"]).result()


def _replace(sitting: Sitting, registration: Registration, room_pass: str, at: datetime) -> bool:
    """Replace a room into which the engine lets nobody, if it lets people into another one; whether it does."""
    before = sitting.room
    candidate = Sitting(pk=sitting.pk, room_number=sitting.room_number + 1)
    access = admission.media_access(candidate, registration, room_pass)
    if not enforcement.engine().lets_join(access["token"]).result():
        log.error("the media engine lets nobody join %s, nor a room of another name", before)
        return False
    log.error("the media engine lets nobody join %s, which it says it has: it is replaced", before)
    _renew(sitting.pk, MEDIA, at, instead_of=before)
    return True
