"""Who publishes or unmutes beyond what they may is cut off and recorded (rule 11); a report of it is a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from hemicycle.rules.floor import TurnState
from hemicycle.rules.publishing import FLOOD, beyond, forgiven
from hemicycle.sittings import enforcement
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.actions import voice
from hemicycle.sittings.enforcement import FLOODED
from hemicycle.sittings.models import (
    Attendance,
    BoothSeat,
    Intrusion,
    Lead,
    PresidingVoice,
    Publication,
    Sitting,
    Turn,
)

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.media.engine import Track
    from hemicycle.rules.publishing import Publishing

PERFORMERS = {"steward": Performer(system="steward"), "webhook": Performer(system="media")}
#: What the media server was told a moment ago arrives a moment later: that is no intrusion.
MOMENT = timedelta(seconds=1)
#: A person who comes back for it is forgiven no more often than one connection is.
REMEMBERED = timedelta(minutes=5)

PUBLISHED, UNMUTED, OPEN, SETTLED, WITHHELD = "published", "unmuted", "open", "settled", "withheld"
#: How a track that may be published came to be heard.
OPENED = (UNMUTED, OPEN)


@dataclass(frozen=True)
class Sighting:
    """What a watcher saw of somebody.

    Attributes:
        seen_by: ``webhook`` or ``steward``.
        track: Identifier of the track, where one is meant.
        how: ``published``, ``unmuted`` or ``open`` (when the steward came), where the watcher knows; ``withheld`` where
            they let only some receive it, ``flooded`` where they were put out for several that nobody may publish.
        session: Identifier of the connection.
        since: When that connection began, as far as is known.
        never: Nobody may publish such a track, or so often, whoever has the floor: no list can be too old to say so.
    """

    seen_by: str
    at: datetime
    track: str = ""
    how: str = ""
    session: str = ""
    since: datetime | None = None
    never: bool = False


def look(sitting: Sitting, registration: int, sighting: Sighting) -> bool:
    """Somebody published or unmuted; where they may not, they are cut off and it is recorded, once for a track.

    The one who tells may look at an old picture: the database says what is permitted, the media engine what is
    there. What is gone already, taken with the permission or cut by the steward, is recorded all the same. Whose
    client only settles is muted again: that is recorded as such, and nobody is accused.

    Returns:
        Whether there was anything beyond what they may.

    Raises:
        MediaUnavailable: the engine does not answer.
    """
    person = Registration.objects.filter(pk=registration, consultation_id=sitting.consultation_id).first()
    if person is None:
        return False
    if sighting.how in (WITHHELD, FLOODED):
        _put_out(sitting, person, sighting)
        return True
    publishing = enforcement.holders(sitting.pk).publishing(registration)
    tracks = enforcement.tracks_of(sitting, registration)
    excess = beyond(publishing, tracks)
    if excess.published:
        # Of a flood of them the first says it all.
        rest = [track for track in excess.published if track not in excess.never]
        tracks_told = [track.sid for track in [*rest, *excess.never[:1]]]
        how = FLOODED if len(excess.never) >= FLOOD else PUBLISHED
        _cut(sitting, person, replace(sighting, never=not rest), how, tracks_told)
    elif excess.unmuted and not sighting.never:
        _opened(sitting, person, sighting, excess.unmuted)
    elif sighting.track and (sighting.never or _was_beyond(sitting, person, sighting, publishing)):
        _over_already(sitting, person, sighting, [track for track in tracks if track.sid == sighting.track])
    else:
        return False
    return True


def _opened(sitting: Sitting, person: Registration, sighting: Sighting, tracks: tuple[Track, ...]) -> None:
    known = {track.sid: _known(sitting, person, track, sighting.at) for track in tracks}
    if not all(_settles(sitting, person, track, sighting) for track in known.values()):
        _cut(sitting, person, sighting, UNMUTED, list(known))
        return
    enforcement.apply(sitting, person.pk)
    # That a track is open as it is published is how publishing begins; that it was opened is worth knowing.
    if sighting.how == UNMUTED:
        _record(sitting, person, sighting, SETTLED, list(known))


def _over_already(sitting: Sitting, person: Registration, sighting: Sighting, still: list[Track]) -> None:
    """The steward muted or cut it, or it went with the permission, before anybody looked.

    Args:
        still: The track, where it is still there.
    """
    how = sighting.how
    if how in OPENED and still:
        if not _settles(sitting, person, _known(sitting, person, still[0], sighting.at), sighting):
            _cut(sitting, person, sighting, UNMUTED, [sighting.track])
            return
        how = SETTLED
    if sighting.how == OPEN:
        # Nobody saw when it was opened: as it was published, or it went with a floor.
        enforcement.apply(sitting, person.pk)
        return
    # What is gone is not cut a second time: what they have published since, as they may, would go with it.
    _record(sitting, person, sighting, how, [sighting.track])
    enforcement.apply(sitting, person.pk)


def _put_out(sitting: Sitting, person: Registration, sighting: Sighting) -> None:
    """End their connection: the media server keeps until then whom they let receive it, or what they asked to publish.

    Where the steward has ended it, they may be back with another one.
    """
    name = enforcement.identity(person.pk)
    here = enforcement.engine().participants(sitting.room).result()
    if any(other.identity == name and track.sid == sighting.track for other in here for track in other.tracks):
        enforcement.engine().remove(sitting.room, name).result()
    _record(sitting, person, sighting, sighting.how, [sighting.track])
    enforcement.apply(sitting, person.pk)


def _known(sitting: Sitting, person: Registration, track: Track, at: datetime) -> Publication:
    """The track; one of which nobody has told yet was published a moment ago."""
    with transaction.atomic():
        locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
        defaults = {"registration": person, "source": str(track.source), "since": at}
        return Publication.objects.get_or_create(sitting=locked, sid=track.sid, defaults=defaults)[0]


def _settles(sitting: Sitting, person: Registration, track: Publication, sighting: Sighting) -> bool:
    here = sitting.attendances.filter(registration=person, left_at=None).order_by("-pk").first()
    settled = sitting.intrusions.filter(registration=person, how=SETTLED)
    lately = settled.filter(Q(session=here.session if here else "") | Q(at__gt=sighting.at - REMEMBERED))
    return forgiven(
        sighting.at - track.since,
        # What was told before it was muted again is that same opening.
        opened_before=settled.filter(track=track.sid, cut_at__lt=sighting.at).exists(),
        forgiven_before=lately.exclude(track=track.sid).count(),
    )


def _was_beyond(sitting: Sitting, person: Registration, sighting: Sighting, publishing: Publishing) -> bool:
    """Whether what was seen can only have been beyond what they might: what was permitted a moment ago was not."""
    source = sitting.publications.filter(sid=sighting.track).values_list("source", flat=True).first()
    if sighting.how in OPENED:
        lets_out = publishing.lets_out(source or "microphone")
        return not lets_out and not _had_right(sitting, person, sighting.at - MOMENT, heard=True)
    if sighting.how != PUBLISHED or publishing.permitted:
        return False
    return not _had_right(sitting, person, sighting.since or sighting.at - MOMENT, heard=False)


def _had_right(sitting: Sitting, person: Registration, since: datetime, *, heard: bool) -> bool:
    """Whether they might publish, or be heard, at some time from ``since`` on."""
    began = Q(granted_at__isnull=False) if heard else Q(granted_at__isnull=False) | Q(next_at__isnull=False)
    # Who was next and waits again was so until a moment that nobody wrote down.
    ended = Q(ended_at__gte=since) | Q(state=TurnState.ASKED.value)
    held = Turn.objects.filter(began, ended, sitting=sitting, registration=person)
    seats = BoothSeat.objects.filter(sitting=sitting, registration=person, left_at__gte=since)
    return held.exists() or seats.exists() or _presided(sitting, person, since, heard=heard)


def _presided(sitting: Sitting, person: Registration, since: datetime, *, heard: bool) -> bool:
    """Whether they might publish as who presides, or were heard as such."""
    own = {"sitting": sitting, "registration": person}
    if heard:
        return PresidingVoice.objects.filter(Q(ended_at=None) | Q(ended_at__gte=since), **own).exists()
    return Lead.objects.filter(Q(end=None) | Q(end__gte=since), **own).exists()


def _record(sitting: Sitting, person: Registration, sighting: Sighting, how: str, tracks: list[str]) -> bool:
    """One entry in the journal, one row for each track; returns whether any of it was not recorded before."""
    with carry_out(sitting.pk, PERFORMERS[sighting.seen_by], "room.cut_off", sighting.at) as act:
        # A track that was cut off is not cut off a second time, whatever it looked like the second time.
        same = enforcement.CUT if how in enforcement.CUT else (how,)
        recorded = act.sitting.intrusions.filter(track__in=filter(None, tracks), how__in=same)
        new = set(tracks) - set(recorded.values_list("track", flat=True))
        session = sighting.session or _session(act.sitting, person)
        if not new or _is_known_for_it(act.sitting, person, replace(sighting, session=session, how=how)):
            act.cancel()
            return False
        for track in sorted(new):
            Intrusion.objects.create(
                sitting=act.sitting,
                registration=person,
                how=how,
                seen_by=sighting.seen_by,
                track=track,
                session=session,
                at=sighting.at,
                cut_at=timezone.now(),
            )
        act.facts.update(registration=person.pk, how=how)
        act.changes("desk")
    return True


def _is_known_for_it(sitting: Sitting, person: Registration, seen: Sighting) -> bool:
    """Whether this connection is: twenty microphones at once are one intrusion, whoever tells of which."""
    same = [FLOODED, PUBLISHED] if seen.never and seen.how == PUBLISHED else [FLOODED]
    lately = sitting.intrusions.filter(registration=person, how__in=same, at__gt=seen.at - REMEMBERED)
    return bool(seen.session) and lately.filter(session=seen.session).exists()


def _session(sitting: Sitting, person: Registration) -> str:
    here = Attendance.objects.filter(sitting=sitting, registration=person, left_at=None)
    return here.order_by("-pk").values_list("session", flat=True).first() or ""


def _cut(sitting: Sitting, person: Registration, sighting: Sighting, how: str, tracks: list[str]) -> None:
    """Remove what they publish and record it, then grant what they have a right to now: what goes out, or nothing."""
    name, engine = enforcement.identity(person.pk), enforcement.engine()
    # What a connection has asked to publish besides would come with what is granted: a flood ends it.
    is_flood = how == FLOODED
    (engine.remove(sitting.room, name) if is_flood else engine.permit(sitting.room, name, frozenset())).result()
    Publication.objects.filter(sitting=sitting, registration=person).delete()
    _record(sitting, person, sighting, how, tracks)
    voice.unpublished(sitting, person.pk, sighting.at)
    enforcement.apply(sitting, person.pk)
