"""Keeps a message as it came: before anything is read of it, and before its sender's server is told that it is taken.

The same bytes that come again for a consultation are kept once: a server that did not hear our answer sends them again.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from hemicycle.arrivals.models import ADDRESS_LENGTH, Arrival
from hemicycle.journal.locks import made_once
from hemicycle.people.uploads import store_stream

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.arrivals.addressing import Addressed

log = logging.getLogger(__name__)
MEDIA_TYPE, NAME = "message/rfc822", "message.eml"
#: So much of the disk stays free for everything else, in bytes, beside what a message may have.
SPARE = 200 << 20
_PIECE = 1 << 16


@dataclass(frozen=True)
class Full(Exception):
    """There is no room, or too many came: it is to be sent again later.

    Attributes:
        answer: What a mail server is told (RFC 5321, 3463).
    """

    answer: str


NO_ROOM = Full("452 4.3.1 Insufficient system storage; try again later")
TOO_MANY = Full("452 4.3.2 Too many messages at this moment; try again later")
TOO_MANY_OF_SENDER = Full("450 4.7.1 Too many messages from this sender; try again in an hour")


def limit() -> int:
    """The bytes of the largest message that is taken."""
    return int(settings.MAIL_IN_MEGABYTES) << 20


def require_room(sender: str, at: datetime) -> None:
    """Ask before a message is taken.

    Raises:
        Full: there is no room for it, or too many came.
    """
    if free_bytes() < SPARE + limit():
        raise NO_ROOM
    recent = Arrival.objects.filter(at__gt=at - timedelta(minutes=1)).count()
    if recent >= settings.MAIL_IN_PER_MINUTE:
        raise TOO_MANY
    of_sender = Arrival.objects.filter(envelope_from=sender[:ADDRESS_LENGTH].lower(), at__gt=at - timedelta(hours=1))
    if sender and of_sender.count() >= settings.MAIL_IN_PER_SENDER:
        raise TOO_MANY_OF_SENDER


def free_bytes() -> int:
    """Of the disk on which messages are kept."""
    folder = Path(storages["uploads"].path(""))
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(there).free


def keep(
    file: IO[bytes], way: Arrival.Way, sender: str, to: Sequence[Addressed], at: datetime | None = None
) -> list[Arrival]:
    """Keep a message, once for each consultation that it was sent to.

    Args:
        file: The message, at any place; it stays open.
        sender: The return path.
        to: The addresses of ours, at least one.
        at: When it came; now, where nothing is said.

    Returns:
        What was kept now; nothing of what was kept already.

    Raises:
        Full: the disk is.
    """
    digest = _digest(file)
    by_consultation: dict[int, list[Addressed]] = {}
    for one in to:
        by_consultation.setdefault(one.consultation.pk, []).append(one)
    kept = Arrival.objects.filter(sha256=digest, consultation__in=by_consultation)
    missing = by_consultation.keys() - set(kept.values_list("consultation", flat=True))
    if not missing:
        return []
    file.seek(0)
    try:
        wanted = {key: by_consultation[key] for key in sorted(missing)}
        return _kept(file, digest, way, sender, wanted, at or timezone.now())
    except OSError as error:
        log.warning("a message could not be kept: %s", error)
        raise NO_ROOM from error


def _kept(
    file: IO[bytes], digest: str, way: Arrival.Way, sender: str, to: dict[int, list[Addressed]], at: datetime
) -> list[Arrival]:
    made = list[Arrival]()
    with transaction.atomic():
        original = store_stream(file, NAME, MEDIA_TYPE, digest, at)
        for consultation, addresses in to.items():
            row = Arrival(
                consultation_id=consultation,
                at=at,
                way=way,
                envelope_from=sender[:ADDRESS_LENGTH].lower(),
                envelope_to=[one.address.lower()[:ADDRESS_LENGTH] for one in addresses if one.address],
                original=original,
                sha256=digest,
            )
            if made_once(row):
                made.append(row)
        if not made:  # another connection kept it meanwhile
            transaction.set_rollback(True)
    if not made:
        original.file.storage.delete(str(original.file.name))
    return made


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
