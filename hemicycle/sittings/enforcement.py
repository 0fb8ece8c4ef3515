"""What the media server is told: who may publish, and who is muted (rule 11).

The database says how it must be (``holders``); this applies it, after each act for whom the act
touched, and again whenever somebody joins or publishes. Two processes may apply at once: after
applying, each reads the database again and goes on until what it applied is what stands there.
"""

from __future__ import annotations

import json
import logging
from concurrent.futures import wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import OuterRef, Subquery

from hemicycle.media import engine as media
from hemicycle.media.engine import Address, MediaUnavailable, Source
from hemicycle.rules.floor import HOLDING, SittingState, TurnState
from hemicycle.rules.publishing import Holders
from hemicycle.sittings import booth_air
from hemicycle.sittings.models import BoothSeat, Intrusion, Lead, PresidingVoice, Publication, Turn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.media.engine import Engine, Track
    from hemicycle.rules.publishing import Publishing
    from hemicycle.sittings.models import Sitting

log = logging.getLogger(__name__)
HOLDING_STATES = [state.value for state in HOLDING]
#: Intrusions for which somebody was cut off.
CUT = ("published", "unmuted")
#: The one for which they were put out.
FLOODED = "flooded"
ROUNDS = 5
#: Seconds; a call takes a tenth of it.
HEAD_START = 0.03


def address() -> Address:
    """Where the media engine is, and with which key."""
    return Address(settings.LIVEKIT_API, settings.LIVEKIT_KEY, settings.LIVEKIT_SECRET)


def engine() -> Engine:
    """The media engine of this installation."""
    return media.engine(address())


def close_room(name: str) -> bool:
    """Disconnect everybody in a room and delete it; whether the media engine has taken that. Who asks tries again."""
    try:
        engine().close_room(name).result()
    except MediaUnavailable:
        log.warning("media engine unavailable: %s is closed later", name)
        return False
    return True


def identity(registration: int) -> str:
    """A person's identity in the media engine."""
    return f"r{registration}"


def registration_of(name: str) -> int | None:
    """The registration behind an identity; ``None`` for one of ours that is no person, such as the steward."""
    return int(name[1:]) if name[:1] == "r" and name[1:].isdecimal() else None


def holders(sitting_id: int) -> Holders:
    """Who may publish in a sitting, read from the database now."""
    speaker = following = None
    seen = heard = False
    speaks = voice_speaks = ""
    since: dict[int, datetime] = {}
    states = [*HOLDING_STATES, TurnState.NEXT.value]
    turns = Turn.objects.filter(sitting_id=sitting_id, state__in=states)
    for turn in turns.only(
        "registration", "state", "confirm_first", "taken_at", "granted_at", "muted", "asked_at", "next_at", "language"
    ):
        since[turn.registration_id] = turn.asked_at
        if turn.state == TurnState.NEXT.value:
            following = turn.registration_id
        else:
            speaker, seen = turn.registration_id, turn.heard_from is not None
            heard, speaks = seen and not turn.muted, turn.language
    presiding, voice = None, False
    for lead in _leads(sitting_id):
        presiding, voice, voice_speaks = lead.registration_id, lead.speaks is not None, lead.speaks or ""
        since.setdefault(lead.registration_id, lead.start)
    seats = list(BoothSeat.objects.filter(sitting_id=sitting_id, left_at=None).order_by("entered_at", "pk"))
    follow = booth_air.followers(seats)
    booths = {}
    for seat in seats:
        takes_over = follow.get(seat.language) == seat.registration_id
        booths[seat.registration_id] = seat.on_air_since is not None or takes_over
        since.setdefault(seat.registration_id, seat.entered_at)
    barred, flooded = _cut_off(sitting_id, since)
    return Holders(speaker, seen, heard, presiding, voice, following, booths, barred, flooded, speaks, voice_speaks)


def _leads(sitting_id: int) -> QuerySet[Any]:
    """Who presides over the sitting while it is open, and ``speaks``: in which language, while they press to talk."""
    pressing = PresidingVoice.objects.filter(
        sitting=OuterRef("sitting"), registration=OuterRef("registration"), ended_at=None
    )
    open_now = Lead.objects.filter(sitting_id=sitting_id, end=None, sitting__state=SittingState.OPEN.value)
    return open_now.annotate(speaks=Subquery(pressing.values("language")[:1]))


def _cut_off(sitting_id: int, since: Mapping[int, datetime]) -> tuple[frozenset[int], frozenset[int]]:
    """Who of them was cut off, and who flooded the room, since their turn was asked for or their seat taken."""
    known = Intrusion.objects.filter(sitting_id=sitting_id, registration__in=since, how__in=[*CUT, FLOODED])
    rows = [row for row in known.values_list("registration", "how", "at") if row[2] >= since[row[0]]]
    barred = frozenset(person for person, how, _at in rows if how in CUT)
    return barred, frozenset(person for person, how, _at in rows if how == FLOODED)


@dataclass
class Applying:
    """Changes on their way to the media engine.

    Attributes:
        later: Permissions that nobody hears anything of, still to be sent: ``[(room, identity, sources)]``.
    """

    changes: Mapping[int, Publishing]
    futures: list[Future[None]] = field(default_factory=list)
    later: list[tuple[str, str, frozenset[Source]]] = field(default_factory=list)


def as_told(held: Holders, sequence: int) -> dict[str, Any]:
    """The holders as the steward is told of them, in the list of sittings and by their room."""
    return {
        "sequence": sequence,
        "speaker": identity(held.speaker) if held.speaker else None,
        "seen": held.seen,
        "heard": held.heard,
        "presiding": identity(held.presiding) if held.presiding else None,
        "voice": held.voice,
        "next": identity(held.following) if held.following else None,
        "booths": [identity(person) for person in held.booths],
        "on_air": [identity(person) for person, on_air in held.booths.items() if on_air],
        "barred": [identity(person) for person in sorted(held.barred)],
        "flooded": [identity(person) for person in sorted(held.flooded)],
    }


def begin(sitting: Sitting, changes: Mapping[int, Publishing], after: Holders | None = None) -> Applying:
    """Send what changed to the media engine, without waiting, but for what lets somebody be heard.

    What opens and what mutes goes out together, whatever opens first, and what opens is given a head start: this
    process does not turn to other work before it is done. The permissions of those who are not heard come last
    (``go_on``): tracks go and come by them, over which every page in the room negotiates anew.

    Args:
        after: Who holds the floor by the act that changed it: the room announces it, so that the steward knows, also
            while the web process is away.
    """
    act = Applying(changes)
    opened: list[Future[None]] = []
    tracks: dict[int, list[Publication]] = {}
    # The microphone first: what is said counts more than what is seen.
    for track in Publication.objects.filter(sitting=sitting, registration__in=changes).order_by("-source"):
        tracks.setdefault(track.registration_id, []).append(track)
    for registration, publishing in changes.items():
        sent = _mute(sitting.room, registration, publishing, tracks.get(registration, []))
        permission = sitting.room, identity(registration), _granted(publishing)
        if publishing.heard:
            sent.append(engine().permit(*permission))
            opened += sent[:1]
        else:
            act.later.append(permission)
        act.futures += sent
    if after is not None:
        act.futures.append(engine().announce(sitting.room, json.dumps(as_told(after, sitting.sequence))))
    wait(opened, HEAD_START)
    return act


def _mute(room: str, registration: int, publishing: Publishing, tracks: list[Publication]) -> list[Future[None]]:
    """Mute or unmute what they publish and may go on publishing."""
    goes_out = {Source.MICROPHONE.value: publishing.heard, Source.CAMERA.value: publishing.seen}
    known = [track for track in tracks if track.source in goes_out]
    return [engine().mute(room, identity(registration), track.sid, not goes_out[track.source]) for track in known]


def _granted(publishing: Publishing) -> frozenset[Source]:
    sources = {Source.MICROPHONE: publishing.microphone, Source.CAMERA: publishing.camera}
    return frozenset(source for source, may in sources.items() if may)


def go_on(applying: Applying) -> None:
    """Send what had to wait for what is heard; once the pages know the new map."""
    applying.futures += [engine().permit(*permission) for permission in applying.later]
    applying.later = []


def finish(sitting: Sitting, applying: Applying) -> None:
    """Wait for what was sent; then look whether the database says something else by now, and apply that.

    A media engine that does not answer is logged and left: everything is applied again when its
    people come back.
    """
    for _ in range(ROUNDS):
        if not applying.changes:
            return  # nobody may do otherwise than before: there is nothing that could be out of date
        go_on(applying)
        try:
            for future in applying.futures:
                future.result()
        except MediaUnavailable:
            log.warning("media engine unavailable: sitting %s is applied when its people rejoin", sitting.pk)
            return
        now = holders(sitting.pk)
        stale = {
            registration: now.publishing(registration)
            for registration, applied in applying.changes.items()
            if not now.publishing(registration).same_as(applied)
        }
        if not stale:
            return
        applying = begin(sitting, stale)


def tracks_of(sitting: Sitting, registration: int) -> list[Track]:
    """What somebody has in the media engine at this moment.

    Raises:
        MediaUnavailable: the engine does not answer.
    """
    here = engine().participants(sitting.room).result()
    return [track for person in here if person.identity == identity(registration) for track in person.tracks]


def apply(sitting: Sitting, registration: int) -> None:
    """Make the media engine hold one person to what the database says."""
    finish(sitting, begin(sitting, {registration: holders(sitting.pk).publishing(registration)}))
