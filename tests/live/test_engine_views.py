"""What the media engine and the steward tell late, never, or in another order than it happened."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from hemicycle.live import push
from hemicycle.media.engine import MediaUnavailable, Participant, Source, Track
from hemicycle.sittings.actions import floor, room, speaker
from hemicycle.sittings.enforcement import identity
from tests.factories import START
from tests.support.floor import by

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World
    from tests.support.room import RecordingEngine


@pytest.fixture(autouse=True)
def _clock_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(push, "engine_epoch", lambda: None)


def tell(address: str, content: object) -> Answer:
    return Client().post(
        address,
        json.dumps(content),
        content_type="application/json",
        headers={"Authorization": f"Bearer {settings.STEWARD_KEY}"},
    )


def holds(engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch, name: str, session: str, *tracks: Track) -> None:
    """Somebody is in the media engine with these tracks, whatever its webhooks told."""
    here: Future[list[Participant]] = Future()
    here.set_result([Participant(name, session, START, frozenset(), tracks)])
    monkeypatch.setattr(engine, "participants", lambda _room: here)


def test_whoever_the_webhooks_lost_is_here_with_what_they_publish(
    world: World, engine: RecordingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    japan = world["jp"]
    speaker.ask(world.sitting.pk, by(world, "jp"), timezone.now(), language="en")
    # The webhook of the track came; the one of joining, before it, did not.
    room.published(world.sitting, japan.pk, room.Told("TR_sound", "microphone"), timezone.now())
    tracks = (Track("TR_sound", Source.MICROPHONE, muted=True), Track("TR_picture", Source.CAMERA, muted=False))
    holds(engine, monkeypatch, identity(japan.pk), "PA_jp", *tracks)
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
    holds(engine, monkeypatch, identity(japan.pk), "PA_jp")
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
