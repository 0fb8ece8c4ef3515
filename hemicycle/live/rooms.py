"""Which room the media engine has made for a sitting.

After the engine, or its Redis, has forgotten a room, the next who joins has it made again. Where the first one still
plays, on another node, people would sit in two rooms and hear half of each other. So the identifier is kept and shown
in the document ``sitting``: whose page is in another room comes over, and the journal says when it happened.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from hemicycle.live.models import EngineRoom
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.actions.room import MEDIA

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.sittings.models import Sitting

log = logging.getLogger(__name__)


def of(sitting: Sitting) -> str:
    """Identifier of its room; empty before there was one."""
    return EngineRoom.objects.filter(sitting=sitting).values_list("sid", flat=True).first() or ""


def note(sitting: Sitting, sid: str, at: datetime) -> None:
    """The engine has this room for the sitting. Another one than before is an act, which everybody is told of."""
    if not sid or of(sitting) == sid:
        return
    with carry_out(sitting.pk, MEDIA, "room.made", at) as act:
        before = of(act.sitting)
        if before == sid:  # somebody else who joined has noted it meanwhile
            act.cancel()
            return
        EngineRoom.objects.update_or_create(sitting=act.sitting, defaults={"sid": sid})
        act.facts.update(room=sid, before=before)
        act.changes("sitting")
        if before:
            log.warning("the media engine has made the room of sitting %s again: %s, not %s", sitting.pk, sid, before)
