"""What the media engine and the steward tell us. Neither is a person: both sign what they say."""

from __future__ import annotations

import hmac
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection
from django.db.models import Q
from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from hemicycle.consultations.settings import settings_of
from hemicycle.fields.keys import key_of
from hemicycle.live import push, rooms
from hemicycle.live.publishing import UNSENT_KEY
from hemicycle.media import webhooks
from hemicycle.media.engine import MediaUnavailable
from hemicycle.people.access import Requirement, requires
from hemicycle.rules.floor import SittingState
from hemicycle.rules.publishing import beyond
from hemicycle.sittings import enforcement, interpretation, queries
from hemicycle.sittings.actions import interpretation as speech
from hemicycle.sittings.actions import intrusions, room, turns, voice
from hemicycle.sittings.documentation_changes import follow_embargoes
from hemicycle.sittings.models import Attendance, Sitting

if TYPE_CHECKING:
    from django.http import HttpRequest

log = logging.getLogger(__name__)
GOING_ON = [SittingState.OPEN.value, SittingState.SUSPENDED.value]
RECONCILE_SECONDS = 10
#: The steward also asks at the moment of each act, when this process has better to do than the clock's work.
CLOCK_SECONDS = 0.8
#: Where a process keeps which memory of the push engine it has published everything into.
EPOCH_KEY = "push:epoch"
#: Where a process keeps until when it has looked for embargoes that ended.
EMBARGOES_KEY = "embargoes:until"
#: So far back a process looks that has not looked before: what ended while none was here is told late.
EMBARGOES_BACK = timedelta(hours=1)


class Fact(BaseModel):
    """Something that the steward saw."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["connected", "audible", "speaks", "pauses", "intrusion"]
    identity: str
    source: str = ""
    how: Literal["", "published", "unmuted", "open", "withheld", "flooded"] = ""
    track: str = ""
    session: str = ""
    at: AwareDatetime | None = None
    since: AwareDatetime | None = None
    never: bool = False


class Facts(BaseModel):
    """Facts of one sitting."""

    model_config = ConfigDict(extra="forbid")

    sitting: int
    facts: list[Fact]


def _of_room(name: str) -> Sitting | None:
    """The sitting of a room; ``None`` for one that was replaced: what happens there is over."""
    key = key_of(name.removeprefix("sitting-").partition("-")[0])
    sitting = Sitting.objects.filter(pk=key).first() if key is not None else None
    return sitting if sitting is not None and sitting.room == name else None


@requires(Requirement.NOBODY)
@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Whether the web process and its database work: for whoever watches them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@requires(Requirement.SIGNATURE)
@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """The media engine tells: somebody joined or left, a track was published or is gone."""
    try:
        event = webhooks.parse(enforcement.address(), request.body, request.headers.get("Authorization", ""))
    except webhooks.Forged:
        return HttpResponseForbidden()
    sitting = _of_room(event.room) if event else None
    person = enforcement.registration_of(event.identity) if event else None
    if event is None or sitting is None or person is None:
        return HttpResponse(status=204)
    at = timezone.now()
    try:
        match event.kind:
            case "joined":
                room.came(sitting, person, event.session, event.room_pass, at)
            case "left":
                room.left(sitting, person, event.session, at)
            case "published":
                room.published(sitting, person, room.Told(event.track, str(event.source), event.session), at)
            case "unpublished":
                room.unpublished(sitting, event.track, at)
    except MediaUnavailable as error:
        log.warning("media engine went away while it told of %s: %s", event.kind, error)
    return HttpResponse(status=204)


def _is_steward(request: HttpRequest) -> bool:
    expected = f"Bearer {settings.STEWARD_KEY}"
    return hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected.encode())


@requires(Requirement.SIGNATURE)
@csrf_exempt
@require_POST
def steward_sittings(request: HttpRequest) -> HttpResponse:
    """The sittings that go on and who may be heard in each. Asked at least every second, so also the clock."""
    if not _is_steward(request):
        return HttpResponseForbidden()
    now = timezone.now()
    # A planned sitting counts from the first person in its room.
    inhabited = Attendance.objects.filter(left_at=None, sitting__state=SittingState.PLANNED.value)
    either = Q(state__in=GOING_ON) | Q(pk__in=inhabited.values("sitting"))
    going_on = list(Sitting.objects.filter(either).select_related("consultation"))
    if caches["process"].add("steward:clock", 1, CLOCK_SECONDS):
        _tick(going_on, now)
    return JsonResponse({"now": now.isoformat(), "sittings": [_snapshot(sitting) for sitting in going_on]})


def _snapshot(sitting: Sitting) -> dict[str, Any]:
    # The sequence was read before the holders, so that these are never older than it says.
    current = queries.holding(sitting, enforcement.HOLDING_STATES)
    return {
        **enforcement.as_told(enforcement.holders(sitting.pk), sitting.sequence),
        "id": sitting.pk,
        "room": sitting.room,
        "turn": current.pk if current else None,
        "connected": bool(current and current.connected_at),
        "audible": bool(current and current.audible_at),
        "speaking": [enforcement.identity(person) for person in interpretation.speaking(sitting)],
    }


def _tick(going_on: list[Sitting], now: datetime) -> None:
    """What time alone brings about: turns time out, embargoes end, one engine lost people, one lacks documents."""
    own = caches["process"]
    reconcile = own.add("steward:reconciled", 1, RECONCILE_SECONDS)
    epoch = push.engine_epoch()
    lacks = epoch is not None and (own.get(EPOCH_KEY) != epoch or UNSENT_KEY in cache)
    if lacks:
        # First: what the engine does not take now is noted again.
        cache.delete(UNSENT_KEY)
    for sitting in going_on:
        seconds = settings_of(sitting.consultation.settings).connect_seconds
        turns.expire(sitting, seconds, now)
        voice.expire(sitting, now)
        room.empty_booths(sitting, seconds, now)
        room.put_out_unregistered(sitting, now)
        room.put_out_signed_out(sitting, now)
        if lacks:
            room.publish_again(sitting)
        if reconcile:
            _reconcile(sitting)
    if lacks:
        own.set(EPOCH_KEY, epoch, None)
    looked: datetime = own.get(EMBARGOES_KEY) or now - EMBARGOES_BACK
    follow_embargoes({sitting.consultation_id for sitting in going_on}, looked, now)
    own.set(EMBARGOES_KEY, now, None)


def _reconcile(sitting: Sitting) -> None:
    asked = datetime.now(UTC)
    try:
        here = enforcement.engine().participants(sitting.room).result()
    except MediaUnavailable:
        return
    if not here:
        rooms.complete(sitting)
    room.reconcile_attendance(sitting, {participant.sid for participant in here}, asked)
    sessions = set(sitting.attendances.filter(left_at=None).values_list("session", flat=True))
    tracks = set(sitting.publications.values_list("sid", flat=True))
    held = enforcement.holders(sitting.pk)
    # A webhook that got lost, or came before the one that it follows: who is here is here, with what they publish.
    for participant in here:
        person = enforcement.registration_of(participant.identity)
        if person is None:
            continue
        unknown = [track for track in participant.tracks if track.sid not in tracks]
        if participant.sid not in sessions:
            room.came(sitting, person, participant.sid, participant.room_pass, asked)
            unknown = list(participant.tracks)
        for track in unknown:
            room.published(sitting, person, room.Told(track.sid, str(track.source), participant.sid), asked)
        if not unknown and beyond(held.publishing(person), participant.tracks):
            intrusions.look(sitting, person, intrusions.Sighting("webhook", asked, session=participant.sid))


@requires(Requirement.SIGNATURE)
@csrf_exempt
@require_POST
def steward_facts(request: HttpRequest) -> HttpResponse:
    """What the steward saw in one sitting."""
    if not _is_steward(request):
        return HttpResponseForbidden()
    try:
        report = Facts.model_validate_json(request.body)
    except ValidationError:
        return HttpResponse(status=400)
    sitting = Sitting.objects.filter(pk=report.sitting).first()
    if sitting is None:
        return HttpResponse(status=404)
    at = timezone.now()
    for fact in report.facts:
        person = enforcement.registration_of(fact.identity)
        if person is None:
            continue
        try:
            _take(sitting, person, fact, at)
        except MediaUnavailable as error:
            # Told again after the steward's next list, if it is still so.
            log.warning("media engine went away while the steward told of %s: %s", fact.kind, error)
    return HttpResponse(status=204)


def _take(sitting: Sitting, person: int, fact: Fact, at: datetime) -> None:
    match fact.kind:
        case "connected":
            turns.connected(sitting.pk, person, at)
        case "audible":
            turns.audible(sitting.pk, person, at)
        case "speaks" | "pauses":
            speech.heard(sitting.pk, person, at, speaks=fact.kind == "speaks")
        case "intrusion":
            seen = intrusions.Sighting(
                "steward", fact.at or at, fact.track, fact.how, fact.session, fact.since, never=fact.never
            )
            if not intrusions.look(sitting, person, seen):
                # It may have cut, by an older list, somebody who may.
                enforcement.apply(sitting, person)
