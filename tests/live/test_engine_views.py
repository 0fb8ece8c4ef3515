"""What the media engine and the steward tell late, never, or in another order than it happened."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING

import jwt
import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from hemicycle.live import publishing, push
from hemicycle.media.engine import MediaUnavailable, Participant, Source, Track
from hemicycle.sittings import passes
from hemicycle.sittings.actions import floor, room, speaker
from hemicycle.sittings.changes import ALL, documents_changed
from hemicycle.sittings.enforcement import identity
from tests.factories import START
from tests.support.floor import by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World
    from tests.support.room import RecordingEngine


@pytest.fixture(autouse=True)
def _clock_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    caches["process"].clear()
    monkeypatch.setattr(push, "engine_epoch", lambda: None)


def tell(address: str, content: object) -> Answer:
    return Client().post(
        address,
        json.dumps(content),
        content_type="application/json",
        headers={"Authorization": f"Bearer {settings.STEWARD_KEY}"},
    )


def holds(world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch, session: str, *tracks: Track) -> None:
    """Japan is in the media engine with these tracks, signed in, whatever its webhooks told."""
    store = SessionStore()
    store.create()
    code = passes.issue(world.sitting, world["jp"], store.session_key or "", has_second_factor=False)
    here: Future[list[Participant]] = Future()
    here.set_result([Participant(identity(world["jp"].pk), session, START, frozenset(), tracks, code)])
    monkeypatch.setattr(engine, "participants", lambda _room: here)


def test_whoever_the_webhooks_lost_is_here_with_what_they_publish(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    japan = world["jp"]
    speaker.ask(world.sitting.pk, by(world, "jp"), timezone.now(), language="en")
    # The webhook of the track came; the one of joining, before it, did not.
    room.published(world.sitting, japan.pk, room.Told("TR_sound", "microphone"), timezone.now())
    tracks = (Track("TR_sound", Source.MICROPHONE, muted=True), Track("TR_picture", Source.CAMERA, muted=False))
    holds(world, engine, monkeypatch, "PA_jp", *tracks)
    assert tell("/steward/sittings", {}).status_code == 200
    assert [attendance.session for attendance in world.sitting.attendances.filter(left_at=None)] == ["PA_jp"]
    known = sorted(world.sitting.publications.values_list("sid", "source"))
    assert known == [("TR_picture", "camera"), ("TR_sound", "microphone")]
    assert engine.muted == {"TR_sound": True, "TR_picture": True}, "next: publishes early, muted"


def test_the_clock_puts_out_whose_registration_is_withdrawn(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    japan = world["jp"]
    room.joined(world.sitting, japan.pk, "PA_jp", timezone.now())
    holds(world, engine, monkeypatch, "PA_jp")
    japan.status = "withdrawn"
    japan.save()
    assert tell("/steward/sittings", {}).status_code == 200
    assert identity(japan.pk) in engine.removed
    assert not world.sitting.attendances.filter(left_at=None).exists()


def test_one_fact_that_the_media_engine_cannot_confirm_does_not_lose_the_others(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = speaker.ask(world.sitting.pk, by(world, "jp"), timezone.now(), language="en")
    floor.give(world.sitting.pk, by(world, "vice_chair"), timezone.now(), turn=turn.pk)
    away: Future[list[Participant]] = Future()
    away.set_exception(MediaUnavailable("away"))
    monkeypatch.setattr(engine, "participants", lambda _room: away)
    facts = [
        {"kind": "intrusion", "identity": identity(world["gh"].pk), "source": "microphone"},
        {"kind": "connected", "identity": identity(world["jp"].pk)},
    ]
    assert tell("/steward/facts", {"sitting": world.sitting.pk, "facts": facts}).status_code == 204
    turn.refresh_from_db()
    assert turn.state == "connected"


def test_what_the_engines_list_shows_beyond_the_floor_is_cut_off_though_every_track_is_known(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    japan = world["jp"]
    turn = speaker.ask(world.sitting.pk, by(world, "jp"), timezone.now(), language="en")
    floor.give(world.sitting.pk, by(world, "vice_chair"), timezone.now(), turn=turn.pk)
    room.joined(world.sitting, japan.pk, "PA_jp", timezone.now())
    for sid in ("TR_first", "TR_second"):
        world.sitting.publications.create(registration=japan, source="microphone", sid=sid, since=START)
    tracks = [Track(sid, Source.MICROPHONE, muted=False) for sid in ("TR_first", "TR_second")]
    holds(world, engine, monkeypatch, "PA_jp", *tracks)
    assert tell("/steward/sittings", {}).status_code == 200
    intrusion = world.sitting.intrusions.get()
    assert (intrusion.how, intrusion.track) == ("published", "TR_second")


def test_the_clock_puts_out_whose_session_ended(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds(world, engine, monkeypatch, "PA_jp")
    tell("/steward/sittings", {})
    assert world.sitting.attendances.filter(left_at=None).exists()
    Session.objects.all().delete()
    caches["process"].clear()
    tell("/steward/sittings", {})
    assert not world.sitting.attendances.filter(left_at=None).exists()
    assert identity(world["jp"].pk) in engine.removed


def test_the_webhook_of_joining_brings_the_pass(world: World, engine: RecordingEngine) -> None:
    store = SessionStore()
    store.create()
    code = passes.issue(world.sitting, world["jp"], store.session_key or "", has_second_factor=False)
    for attributes, present in (({}, False), ({"pass": "guessed"}, False), ({"pass": code}, True)):
        person = {"sid": "PA_jp", "identity": identity(world["jp"].pk), "attributes": attributes}
        told = {"event": "participant_joined", "room": {"name": world.sitting.room}, "participant": person}
        assert webhook({**told, "createdAt": "1591700400"}).status_code == 204
        assert world.sitting.attendances.filter(left_at=None).exists() is present
    assert engine.removed == [identity(world["jp"].pk)] * 2


#: Documents of a sitting in which nobody sits in a booth, with what who presides reads of the booths' messages.
EVERYTHING = len(ALL) + 1


@pytest.fixture
def published() -> Iterator[list[int]]:
    """How many documents go out together."""
    numbers: list[int] = []

    def hear(*, names: frozenset[str], **_: object) -> None:
        numbers.append(len(names))

    documents_changed.connect(hear, weak=False)
    yield numbers
    documents_changed.disconnect(hear)


def clock_ticks() -> None:
    caches["process"].delete("steward:clock")
    assert tell("/steward/sittings", {}).status_code == 200


@pytest.mark.usefixtures("world", "engine")
def test_the_clock_publishes_everything_once_into_each_memory_of_the_push_engine(
    published: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for epoch, times in (("first", 1), (None, 1), ("first", 1), ("second", 2)):
        monkeypatch.setattr(push, "engine_epoch", lambda epoch=epoch: epoch)
        clock_ticks()
        clock_ticks()
        assert published == [EVERYTHING] * times


@pytest.mark.usefixtures("engine")
def test_the_clock_publishes_what_another_process_had_unsent_when_it_ended(
    world: World, published: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "engine_epoch", lambda: "first")
    clock_ticks()
    published.clear()
    with monkeypatch.context() as another:
        another.setattr(push, "publish", lambda _sitting, names: names)
        another.setattr(publishing.unsent, "keep", lambda *_: None)
        publishing.publish(world.sitting.pk, frozenset({"queue"}))
    clock_ticks()
    clock_ticks()
    assert published == [EVERYTHING]


def webhook(told: dict[str, object]) -> Answer:
    body = json.dumps(told).encode()
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    claims = {"iss": settings.LIVEKIT_KEY, "exp": int(time.time()) + 60, "sha256": digest}
    signature = jwt.encode(claims, settings.LIVEKIT_SECRET, algorithm="HS256")
    headers = {"Authorization": signature}
    return Client().post("/media/webhook", body, content_type="application/webhook+json", headers=headers)
