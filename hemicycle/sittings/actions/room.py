"""What the media engine tells: who came and went, and what is published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus, may_enter
from hemicycle.rules.floor import SittingState
from hemicycle.rules.publishing import ONE_EACH
from hemicycle.rules.reasons import Refused
from hemicycle.sittings import booth_air, booth_messages, enforcement, passes
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.actions import voice
from hemicycle.sittings.actions.intrusions import PUBLISHED, Sighting, look
from hemicycle.sittings.changes import ALL, documents_changed
from hemicycle.sittings.models import Attendance, BoothSeat, Publication, RoomPass, Sitting
from hemicycle.sittings.queries import day
from hemicycle.sittings.removal import disconnect_after, put_out

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.sittings.act import Act

MEDIA = Performer(system="media")
STEWARD = Performer(system="steward")
CLOCK = Performer(system="clock")


@dataclass(frozen=True)
class Told:
    """A track of which the media engine told.

    Attributes:
        source: ``microphone`` or ``camera``; anything else for what nobody may publish.
        session: Identifier of the connection that publishes it; empty where only the track is known.
    """

    sid: str
    source: str
    session: str = ""


def _person(sitting: Sitting, registration: int) -> Registration | None:
    return Registration.objects.filter(pk=registration, consultation_id=sitting.consultation_id).first()


def came(sitting: Sitting, registration: int, session: str, code: str, at: datetime) -> None:
    """The media engine tells of a connection and its pass. Without a session that goes on nobody is in a room."""
    room_pass = passes.find(sitting, registration, code)
    if room_pass is None or passes.ended(sitting, [room_pass], at):
        enforcement.engine().remove(sitting.room, enforcement.identity(registration))
        return
    joined(sitting, registration, session, at, room_pass)


def joined(sitting: Sitting, registration: int, session: str, at: datetime, room_pass: RoomPass | None = None) -> None:
    """Somebody's connection to the media engine is up. Who may not be here goes out again (rule 1).

    Their permissions are applied anew: the token that they came with may grant less than they have
    now, or more than they have any longer.
    """
    person = _person(sitting, registration)
    state = Sitting.objects.values_list("state", flat=True).get(pk=sitting.pk)
    removed = sitting.removals.filter(registration=registration, readmitted_at=None).exists()
    status = RegistrationStatus(person.status) if person else None
    for_day = person is None or person.is_for(day(sitting))
    entering = may_enter(status, SittingState(state), registered_for_day=for_day, removed=removed)
    if person is None or isinstance(entering, Refused):
        enforcement.engine().remove(sitting.room, enforcement.identity(registration))
        return
    with carry_out(sitting.pk, MEDIA, "room.joined", at) as act:
        sessions = act.sitting.attendances.filter(registration=person)
        if sessions.filter(session=session).exists():
            act.cancel()
            return
        sessions.filter(left_at=None).update(left_at=at)
        act.sitting.attendances.create(registration=person, session=session, room_pass=room_pass, joined_at=at)
        # What a connection before this one published is gone with it.
        Publication.objects.filter(sitting=act.sitting, registration=person).delete()
        act.facts.update(registration=person.pk)
        act.changes("presence", "booths")
    enforcement.apply(sitting, registration)


def left(sitting: Sitting, registration: int, session: str, at: datetime) -> None:
    """A connection to the media engine is gone. The seat in a booth and the place in the queue stay."""
    open_session = sitting.attendances.filter(registration=registration, session=session, left_at=None)
    if not open_session.exists():
        return
    with carry_out(sitting.pk, MEDIA, "room.left", at) as act:
        if not open_session.update(left_at=at):
            act.cancel()
            return
        Publication.objects.filter(sitting=sitting, registration=registration).delete()
        act.facts.update(registration=registration)
        act.changes("presence", "booths")


def reconcile_attendance(sitting: Sitting, present: Collection[str], at: datetime) -> None:
    """Close the sessions that the media engine no longer holds: it forgets to tell when it dies.

    Args:
        present: Sessions that it holds now.
    """
    gone = sitting.attendances.filter(left_at=None).exclude(session__in=present)
    # A session younger than this list may not be on it yet.
    for attendance in gone.filter(joined_at__lt=at):
        left(sitting, attendance.registration_id, attendance.session, at)


def put_out_unregistered(sitting: Sitting, at: datetime) -> None:
    """Put out everybody present whose registration is not confirmed any more, or not for this day (rule 1)."""
    here = sitting.attendances.filter(left_at=None).select_related("registration")
    present, on = {row.registration_id: row.registration for row in here}, day(sitting)
    for registration, row in present.items():
        if row.status == RegistrationStatus.CONFIRMED.value and row.is_for(on):
            continue
        with carry_out(sitting.pk, CLOCK, "room.put_out", at) as act:
            _gone(act, registration)
            put_out(act, registration)


def put_out_signed_out(sitting: Sitting, at: datetime) -> None:
    """End the connections of those whose session has ended.

    Turn, place in the queue and seat stay, as they do when a connection breaks: they are the person's, who may be
    back by another sign-in.
    """
    for room_pass in passes.ended(sitting, passes.here(sitting), at):
        with carry_out(sitting.pk, CLOCK, "room.signed_out", at) as act:
            _gone(act, room_pass.registration_id)
            act.changes("presence", "booths")
            disconnect_after(act, room_pass.registration_id)


def _gone(act: Act, registration: int) -> None:
    act.sitting.attendances.filter(registration=registration, left_at=None).update(left_at=act.at)
    Publication.objects.filter(sitting=act.sitting, registration=registration).delete()
    act.facts.update(registration=registration)


def published(sitting: Sitting, registration: int, track: Told, at: datetime) -> None:
    """A track is in the media engine: it is muted, heard or removed, as its owner may publish."""
    person = _person(sitting, registration)
    if person is None:
        return
    with transaction.atomic():
        locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
        mine = Publication.objects.filter(sitting=locked, registration=person, source=track.source)
        is_second = mine.exclude(sid=track.sid).exists()
        _track, is_new = Publication.objects.update_or_create(
            sitting=locked,
            sid=track.sid,
            defaults={"registration": person, "source": track.source},
            create_defaults={"registration": person, "source": track.source, "since": at},
        )
    publishing = enforcement.holders(sitting.pk).publishing(registration)
    if is_new and publishing.may_send(track.source) and not is_second:
        enforcement.apply(sitting, registration)
        return
    here = sitting.attendances.filter(registration=person, session=track.session).first()
    since = here.joined_at if here else None
    never = track.source not in ONE_EACH
    sighting = Sighting("webhook", at, track.sid, PUBLISHED, track.session, since, never=never)
    if not look(sitting, registration, sighting) and publishing.permitted:
        enforcement.apply(sitting, registration)


def unpublished(sitting: Sitting, sid: str, at: datetime) -> None:
    """A track is gone."""
    gone = Publication.objects.filter(sitting=sitting, sid=sid)
    owner = gone.values_list("registration", flat=True).first()
    gone.delete()
    if owner is not None:
        voice.unpublished(sitting, owner, at)


def publish_again(sitting: Sitting) -> None:
    """Tell everybody every document of the sitting afresh, as after the push engine died."""
    threads = sitting.help_cases.exclude(registration=None).values_list("registration", flat=True).distinct()
    names = ALL | {f"help.{thread}" for thread in threads} | booth_messages.own_here(sitting)
    send = partial(documents_changed.send, sender=Sitting, sitting=sitting.pk, names=names)
    transaction.on_commit(send)


def empty_booths(sitting: Sitting, absent_seconds: int, at: datetime) -> None:
    """Take an interpreter off air who has been on air out of the media engine for ``absent_seconds``."""
    present = set(Attendance.objects.filter(sitting=sitting, left_at=None).values_list("registration", flat=True))
    on_air = BoothSeat.objects.filter(sitting=sitting, left_at=None, on_air_since__isnull=False)
    for seat in on_air.exclude(registration__in=present):
        last = (
            Attendance.objects.filter(sitting=sitting, registration=seat.registration_id)
            .order_by("-left_at")
            .values_list("left_at", flat=True)
            .first()
        )
        since = max(filter(None, [last, seat.on_air_since]))
        if (at - since).total_seconds() < absent_seconds:
            continue
        with carry_out(sitting.pk, STEWARD, "booth.lost", at) as act:
            follower = booth_air.release(seat, at)
            act.facts.update(registration=seat.registration_id, language=seat.language)
            if follower is not None:
                act.facts.update(to=follower.registration_id)
            act.changes("booths", "map")
