"""Who publishes or unmutes without the floor is cut off (rule 11), and who may is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.sittings.actions import floor, room
from hemicycle.sittings.enforcement import identity
from tests.support.floor import BOTH, NOTHING, ask, at, by

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.room import RecordingEngine


def test_rule_11_who_publishes_without_the_floor_is_cut_off(world: World, engine: RecordingEngine) -> None:
    ghana = identity(world["gh"].pk)
    engine.publishes(ghana, "TR_gh")
    room.published(world.sitting, world["gh"].pk, "microphone", "TR_gh", at(1))
    assert engine.permitted[ghana] == NOTHING
    intrusion = world.sitting.intrusions.get()
    assert (intrusion.how, intrusion.seen_by) == ("published", "webhook")


def test_rule_11_a_next_speaker_who_unmutes_alone_is_cut_off_and_muted_again(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    room.published(world.sitting, world["jp"].pk, "microphone", "TR_jp", at(2))
    engine.publishes(identity(world["jp"].pk), "TR_jp", muted=True)
    room.intrusion(world.sitting, world["jp"].pk, "steward", at(5))
    assert not world.sitting.intrusions.exists(), "muted again before anybody looked"
    engine.publishes(identity(world["jp"].pk), "TR_jp")
    room.intrusion(world.sitting, world["jp"].pk, "steward", at(5))
    assert world.sitting.intrusions.get().how == "unmuted"
    assert engine.permitted[identity(world["jp"].pk)] == BOTH, "still next: may publish again, muted"
    assert world.sitting.publications.count() == 0


def test_rule_11_who_has_just_published_early_is_muted_again_and_no_intruder(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    japan = identity(world["jp"].pk)
    engine.publishes(japan, "TR_jp")
    room.published(world.sitting, world["jp"].pk, "microphone", "TR_jp", at(2))
    # The client had not finished publishing when the server muted it, and tells its own state now.
    engine.publishes(japan, "TR_jp")
    engine.muted.clear()
    room.intrusion(world.sitting, world["jp"].pk, "steward", at(3))
    assert engine.muted["TR_jp"] is True
    assert not world.sitting.intrusions.exists()


def test_rule_11_who_shows_another_source_than_they_may_is_an_intruder_at_once(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    engine.publishes(identity(world["jp"].pk), "TR_screen", source=None)
    room.intrusion(world.sitting, world["jp"].pk, "steward", at(2))
    assert world.sitting.intrusions.get().how == "published"


@pytest.mark.parametrize("seen_by", ["steward", "webhook"])
def test_rule_11_a_late_report_of_publishing_does_not_hide_that_they_unmuted(
    world: World, engine: RecordingEngine, seen_by: str
) -> None:
    ask(world, "jp", 1)
    engine.publishes(identity(world["jp"].pk), "TR_jp")
    room.published(world.sitting, world["jp"].pk, "microphone", "TR_jp", at(2))
    assert not world.sitting.intrusions.exists(), "publishing early is no intrusion"
    # The server has muted the track, so that it is unmuted now is their own doing.
    if seen_by == "steward":
        room.intrusion(world.sitting, world["jp"].pk, "steward", at(5))
    else:
        room.published(world.sitting, world["jp"].pk, "microphone", "TR_jp", at(5))
    intrusion = world.sitting.intrusions.get()
    assert (intrusion.how, intrusion.seen_by) == ("unmuted", seen_by)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.system) == ("room.cut_off", "steward" if seen_by == "steward" else "media")


def test_rule_11_the_steward_may_report_early_publishing_before_the_webhook_does(
    world: World, engine: RecordingEngine
) -> None:
    ask(world, "jp", 1)
    engine.publishes(identity(world["jp"].pk), "TR_jp")
    room.intrusion(world.sitting, world["jp"].pk, "steward", at(2))
    assert engine.muted["TR_jp"] is True
    room.published(world.sitting, world["jp"].pk, "microphone", "TR_jp", at(2))
    assert not world.sitting.intrusions.exists()


def test_rule_11_an_old_report_of_the_steward_changes_nothing(world: World, engine: RecordingEngine) -> None:
    turn = ask(world, "jp", 1)
    room.published(world.sitting, world["jp"].pk, "microphone", "TR_jp", at(2))
    floor.give(world.sitting.pk, by(world, "vice_chair"), at(3), turn=turn.pk)
    engine.publishes(identity(world["jp"].pk), "TR_jp")
    room.intrusion(world.sitting, world["jp"].pk, "steward", at(4))
    assert not world.sitting.intrusions.exists()
    assert engine.muted["TR_jp"] is False
