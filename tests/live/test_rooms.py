"""A room that the media engine has forgotten and made again is noticed, written down, and shown to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.journal.models import Entry
from hemicycle.live import build
from tests.live.test_permissions import sign_in

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import ConnectedPage, RecordingEngine


def join(world: World, who: str) -> dict[str, Any]:
    joined: dict[str, Any] = sign_in(world, who).post(f"/sittings/{world.sitting.pk}/join").json()
    return joined


def made(world: World) -> list[dict[str, Any]]:
    entries = Entry.objects.filter(act="room.made", place=f"sitting:{world.sitting.pk}").order_by("pk")
    return list(entries.values_list("data", flat=True))


def test_the_first_who_joins_notes_the_room(world: World, engine: RecordingEngine) -> None:
    assert build.document(world.sitting.pk, "sitting").model_dump()["room"] == ""
    joined = join(world, "br")
    assert joined["media"]["room"] == joined["documents"]["sitting"]["room"] == engine.sid
    assert join(world, "jp")["documents"]["sitting"]["room"] == engine.sid
    assert made(world) == [{"room": engine.sid, "before": ""}]


def test_a_room_that_was_made_again_is_written_down_and_everybody_is_told(
    world: World, engine: RecordingEngine, client_documents: ConnectedPage
) -> None:
    first, engine.sid = join(world, "br"), "RM_2"
    second = join(world, "jp")
    assert made(world)[1:] == [{"room": "RM_2", "before": "RM_1"}]
    told = client_documents.held["sitting"]
    assert told["room"] == "RM_2"
    assert told["seq"] > first["documents"]["sitting"]["seq"]
    assert second["documents"]["sitting"] == told


def test_an_engine_that_is_away_changes_nothing(world: World, engine: RecordingEngine) -> None:
    join(world, "br")
    engine.sid = ""
    join(world, "jp")
    assert len(made(world)) == 1
