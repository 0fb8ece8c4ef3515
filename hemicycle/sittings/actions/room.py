"""What the media engine and the steward tell: who came and went, what is published, who is out of place."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from hemicycle.journal.record import Performer
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus, may_enter
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refused
from hemicycle.sittings import enforcement
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.changes import ALL, documents_changed
from hemicycle.sittings.models import Attendance, BoothSeat, Intrusion, Publication, Sitting
from hemicycle.sittings.queries import day
from hemicycle.sittings.removal import put_out

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.media.engine import Track

MEDIA = Performer(system="media")
STEWARD = Performer(system="steward")
CLOCK = Performer(system="clock")
#: After a client has published, it tells the media engine its own state, which undoes a mute that came before that.
#: Only what is unmuted later than this is its owner's doing.
SETTLING = timedelta(seconds=2)


def _person(sitting: Sitting, registration: int) -> Registration | None:
    return Registration.objects.filter(pk=registration, consultation_id=sitting.consultation_id).first()


def joined(sitting: Sitting, registration: int, session: str, at: datetime) -> None:
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
        act.sitting.attendances.create(registration=person, session=session, joined_at=at)
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
    """Put out whoever is here and whose registration is no longer confirmed, or not for this day (rule 1)."""
    here = sitting.attendances.filter(left_at=None).select_related("registration")
    present, on = {row.registration_id: row.registration for row in here}, day(sitting)
    for registration, row in present.items():
        if row.status == RegistrationStatus.CONFIRMED.value and row.is_for(on):
            continue
        with carry_out(sitting.pk, CLOCK, "room.put_out", at) as act:
            act.sitting.attendances.filter(registration=registration, left_at=None).update(left_at=at)
            Publication.objects.filter(sitting=sitting, registration=registration).delete()
            act.facts.update(registration=registration)
            put_out(act, registration)


def published(sitting: Sitting, registration: int, source: str, sid: str, at: datetime) -> None:
    """A track is in the media engine: it is muted, heard or removed, as its owner may publish."""
    person = _person(sitting, registration)
    if person is None:
        return
    with transaction.atomic():
        locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
        _track, is_new = Publication.objects.update_or_create(
            sitting=locked,
            sid=sid,
            defaults={"registration": person, "source": source},
            create_defaults={"registration": person, "source": source, "since": at},
        )
    publishing = enforcement.holders(sitting.pk).publishing(registration)
    if is_new and publishing.permitted:
        enforcement.apply(sitting, registration)
    else:
        intrusion(sitting, registration, "webhook", at)


def unpublished(sitting: Sitting, sid: str) -> None:
    """A track is gone."""
    Publication.objects.filter(sitting=sitting, sid=sid).delete()


def intrusion(sitting: Sitting, registration: int, seen_by: str, at: datetime) -> None:
    """Somebody published or unmuted; where they may not, they are cut off and it is recorded (rule 11).

    The one who tells may look at an old picture: the database says what is permitted, the media engine
    what is there. Who has only just published early, as they may, is muted again (``SETTLING``).
    """
    person = _person(sitting, registration)
    publishing = enforcement.holders(sitting.pk).publishing(registration)
    if person is None:
        return
    beyond = enforcement.beyond(sitting, registration, publishing)
    if not beyond.published and not beyond.unmuted:
        return
    if not beyond.published and _settling(sitting, person, beyond.unmuted, at):
        enforcement.apply(sitting, registration)
        return
    how = "published" if beyond.published else "unmuted"
    _cut(sitting, registration)
    with carry_out(sitting.pk, STEWARD if seen_by == "steward" else MEDIA, "room.cut_off", at) as act:
        Intrusion.objects.create(
            sitting=act.sitting,
            registration_id=registration,
            how=how,
            seen_by=seen_by,
            at=at,
            cut_at=timezone.now(),
        )
        act.facts.update(registration=registration, how=how)
        act.changes("desk")


def _settling(sitting: Sitting, person: Registration, tracks: Collection[Track], at: datetime) -> bool:
    """Whether all of these were published a moment ago; those of which nobody has told yet were."""
    with transaction.atomic():
        locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
        known = [
            Publication.objects.get_or_create(
                sitting=locked,
                sid=track.sid,
                defaults={"registration": person, "source": str(track.source), "since": at},
            )[0]
            for track in tracks
        ]
    return all(at - track.since < SETTLING for track in known)


def _cut(sitting: Sitting, registration: int) -> None:
    """Remove what they publish, then grant again what they have a right to: a muted place, or nothing."""
    name = enforcement.identity(registration)
    enforcement.engine().permit(sitting.room, name, frozenset()).result()
    Publication.objects.filter(sitting=sitting, registration=registration).delete()
    enforcement.apply(sitting, registration)


def publish_again(sitting: Sitting) -> None:
    """Tell everybody every document of the sitting afresh, as after the push engine died."""
    threads = sitting.help_messages.values_list("thread", flat=True).distinct()
    names = ALL | {f"help.{thread}" for thread in threads}
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
            BoothSeat.objects.filter(pk=seat.pk).update(on_air_since=None)
            act.facts.update(registration=seat.registration_id, language=seat.language)
            act.changes("booths", "map")
