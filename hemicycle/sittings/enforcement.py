"""What the media server is told: who may publish, and who is muted (rule 11).

The database says how it must be (``holders``); this applies it, after each act for whom the act
touched, and again whenever somebody joins or publishes. Two processes may apply at once: after
applying, each reads the database again and goes on until what it applied is what stands there.
"""

from __future__ import annotations

import logging
from concurrent.futures import wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings

from hemicycle.media import engine as media
from hemicycle.media.engine import Address, MediaUnavailable, Source
from hemicycle.rules.floor import HOLDING, TurnState
from hemicycle.rules.publishing import Holders
from hemicycle.sittings.models import BoothSeat, Publication, Turn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from hemicycle.media.engine import Engine, Track
    from hemicycle.rules.publishing import Publishing
    from hemicycle.sittings.models import Sitting

log = logging.getLogger(__name__)
HOLDING_STATES = [state.value for state in HOLDING]
ROUNDS = 5
#: Seconds; a call takes a tenth of it.
HEAD_START = 0.03


def address() -> Address:
    """Where the media engine is, and with which key."""
    return Address(settings.LIVEKIT_API, settings.LIVEKIT_KEY, settings.LIVEKIT_SECRET)


def engine() -> Engine:
    """The media engine of this installation."""
    return media.engine(address())


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
    states = [*HOLDING_STATES, TurnState.NEXT.value]
    turns = Turn.objects.filter(sitting_id=sitting_id, state__in=states)
    for turn in turns.only("registration", "state", "confirm_first", "taken_at", "granted_at", "muted"):
        if turn.state == TurnState.NEXT.value:
            following = turn.registration_id
        else:
            speaker, seen = turn.registration_id, turn.heard_from is not None
            heard = seen and not turn.muted
    seats = BoothSeat.objects.filter(sitting_id=sitting_id, left_at=None).values_list("registration", "on_air_since")
    return Holders(speaker, seen, heard, following, {person: since is not None for person, since in seats})


@dataclass
class Applying:
    """Changes on their way to the media engine."""

    changes: Mapping[int, Publishing]
    futures: list[Future[None]] = field(default_factory=list)


def begin(sitting: Sitting, changes: Mapping[int, Publishing]) -> Applying:
    """Send what changed to the media engine, without waiting, but for what lets somebody be heard.

    That one call is given a head start: neither this process nor the engine turns to other work before it is done.
    """
    act = Applying(changes)
    tracks: dict[int, list[Publication]] = {}
    # The microphone first: what is said counts more than what is seen.
    for track in Publication.objects.filter(sitting=sitting, registration__in=changes).order_by("-source"):
        tracks.setdefault(track.registration_id, []).append(track)
    for registration, publishing in changes.items():
        sent = _send(sitting.room, registration, publishing, tracks.get(registration, []))
        act.futures += sent
        if publishing.heard:
            wait(sent[:1], HEAD_START)
    return act


def _send(room: str, registration: int, publishing: Publishing, tracks: list[Publication]) -> list[Future[None]]:
    name = identity(registration)
    sources = {Source.MICROPHONE: publishing.microphone, Source.CAMERA: publishing.camera}
    granted = frozenset(source for source, may in sources.items() if may)
    goes_out = {Source.MICROPHONE.value: publishing.heard, Source.CAMERA.value: publishing.seen}
    permitted = [track for track in tracks if track.source in goes_out and publishing.permitted]
    mutes = [engine().mute(room, name, track.sid, not goes_out[track.source]) for track in permitted]
    return [*mutes, engine().permit(room, name, granted)]


def finish(sitting: Sitting, applying: Applying) -> None:
    """Wait for what was sent; then look whether the database says something else by now, and apply that.

    A media engine that does not answer is logged and left: everything is applied again when its
    people come back.
    """
    for _ in range(ROUNDS):
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


@dataclass(frozen=True)
class Beyond:
    """Tracks that somebody has in the media engine beyond what they may.

    Attributes:
        published: Of a source that they may not publish.
        unmuted: Of one that they may, but not let out.
    """

    published: tuple[Track, ...]
    unmuted: tuple[Track, ...]


def beyond(sitting: Sitting, registration: int, publishing: Publishing) -> Beyond:
    """Look at what somebody has in the media engine at this moment.

    Raises:
        MediaUnavailable: the engine does not answer.
    """
    goes_out = {Source.MICROPHONE: publishing.heard, Source.CAMERA: publishing.seen}
    permitted = {Source.MICROPHONE: publishing.microphone, Source.CAMERA: publishing.camera}
    here = engine().participants(sitting.room).result()
    tracks = [track for person in here if person.identity == identity(registration) for track in person.tracks]
    may = [track for track in tracks if track.source and permitted[track.source]]
    return Beyond(
        published=tuple(track for track in tracks if track not in may),
        unmuted=tuple(track for track in may if track.source and not track.muted and not goes_out[track.source]),
    )


def apply(sitting: Sitting, registration: int) -> None:
    """Make the media engine hold one person to what the database says."""
    finish(sitting, begin(sitting, {registration: holders(sitting.pk).publishing(registration)}))
