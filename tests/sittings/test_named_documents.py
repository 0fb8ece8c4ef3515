"""Each act names exactly the documents that it changes: one less leaves clients behind, one more is noise."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import build, rooms
from hemicycle.outcome.actions import asking, closing, drafting, positions, statements
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.permissions import Action
from hemicycle.sittings import queries
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import booths, floor, items, presiding, room, rulings, speaker, turns, undoing, voice
from hemicycle.sittings.changes import ALL
from hemicycle.sittings.commands import COMMANDS
from hemicycle.sittings.enforcement import identity
from hemicycle.sittings.models import RoomPass
from hemicycle.support.actions import help_desk as support
from tests.factories import START, make_world

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from tests.factories import World
    from tests.support.room import ConnectedPage, RecordingEngine

#: What is no command of a person.
SYSTEM = {"room.joined", "room.left", "room.cut_off", "room.put_out", "room.signed_out", "booth.lost"}
SYSTEM |= {"turn.connected", "turn.audible", "turn.failed", "voice.ended"}


def _kinds(names: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


class Watched:
    """A sitting in which each act is compared with what it says of itself."""

    def __init__(self, world: World, client: ConnectedPage) -> None:
        self.world, self.client, self.seconds = world, client, 0
        self.key = world.sitting.pk
        self.named: dict[str, set[str]] = defaultdict(set)
        self.changed: dict[str, set[str]] = defaultdict(set)
        self._before = self._documents()

    def by(self, name: str) -> Participant:
        return Participant.registered(self.world[name], "127.0.0.1")

    def at(self) -> datetime:
        self.seconds += 1
        return START + timedelta(seconds=self.seconds)

    def _documents(self) -> dict[str, dict[str, Any]]:
        names = [*ALL, f"help.{self.world['jp'].pk}"]
        built = {name: build.document(self.key, name).model_dump(mode="json") for name in names}
        return {name: {part: held[part] for part in held if part != "seq"} for name, held in built.items()}

    @contextmanager
    def act(self) -> Iterator[None]:
        """Around one act, which is called as the journal calls it."""
        entries = Entry.objects.count()
        self.client.published.clear()
        yield
        named = _kinds(self.client.published)
        after = self._documents()
        assert Entry.objects.count() == entries + 1
        name = Entry.objects.latest("pk").act
        changed = _kinds(document for document in after if after[document] != self._before[document])
        self._before = after
        assert changed <= named, f"{name} does not name {sorted(changed - named)}"
        self.named[name] |= named
        self.changed[name] |= changed


def undo(watched: Watched) -> None:
    last = build.sitting_document(queries.find_sitting(watched.key)).undo
    assert last
    undoing.undo(watched.key, watched.by("vice_chair"), watched.at(), act=last.act)


def _turns(watched: Watched) -> None:
    """The queue, and turns with every step."""
    key, by, at, leader, world = watched.key, watched.by, watched.at, watched.by("vice_chair"), watched.world
    with watched.act():
        items.open_item(key, leader, at(), item=world.items[0].pk)
    with watched.act():
        observer = speaker.ask(key, by("no"), at(), language="en")
    with watched.act():
        speaker.ready(key, by("no"), at(), turn=observer.pk, microphone=True, camera=False)
    with watched.act():
        japan = speaker.ask(key, by("jp"), at(), language="en", confirm_first=True)
    with watched.act():
        presiding.move(key, leader, at(), turn=observer.pk, before=japan.pk, reason="leaves at noon")
    with watched.act():
        floor.give(key, leader, at(), turn=observer.pk)
    with watched.act():
        floor.put_back(key, leader, at(), turn=observer.pk)
    with watched.act():
        floor.give(key, leader, at(), turn=observer.pk)
    with watched.act():
        turns.connected(key, world["no"].pk, at())
    with watched.act():
        floor.mute(key, leader, at(), turn=observer.pk, muted=True)
    with watched.act():
        floor.mute(key, leader, at(), turn=observer.pk, muted=False)
    with watched.act():
        floor.extend(key, leader, at(), turn=observer.pk, seconds=60)
    with watched.act():
        floor.correct_language(key, by("technician"), at(), turn=observer.pk, language="fr")
    with watched.act():
        speaker.finish(key, by("no"), at(), turn=observer.pk)
    with watched.act():
        closing.close_item(key, leader, at(), item=world.items[0].pk, outcome="noted")
    with watched.act():
        items.open_item(key, leader, at(), item=world.items[0].pk)
    with watched.act():
        items.open_item(key, leader, at(), item=world.items[1].pk, requests=Carryover.PUT_ASIDE)
    with watched.act():
        items.open_item(key, leader, at(), item=world.items[0].pk)
    with watched.act():
        undo(watched)
    with watched.act():
        items.open_item(key, leader, at(), item=world.items[0].pk)


def _undone(watched: Watched) -> None:
    """Who was put aside waits again and speaks; what is done with their turn is undone."""
    key, by, at, leader, world = watched.key, watched.by, watched.at, watched.by("vice_chair"), watched.world
    japan = world.sitting.turns.get(registration=world["jp"], state="next")
    with watched.act():
        floor.give_next(key, leader, at())
    with watched.act():
        speaker.take(key, by("jp"), at(), turn=japan.pk)
    with watched.act():
        floor.take_back(key, leader, at(), turn=japan.pk)
    with watched.act():
        undo(watched)
    with watched.act():
        floor.take_back(key, leader, at(), turn=japan.pk)
    with watched.act():
        moved = speaker.ask(key, by("jp"), at(), language="en", motion=Motion.CLOSURE_OF_DEBATE)
    with watched.act():
        rulings.rule(key, leader, at(), turn=moved.pk, verdict=Verdict.ACCEPTED)
    with watched.act():
        presiding.open_list(key, leader, at())


def _conclusions(watched: Watched) -> None:
    """A text is drafted, read out, asked about and objected to; two items end."""
    key, by, at, leader, world = watched.key, watched.by, watched.at, watched.by("vice_chair"), watched.world
    item = world.items[2].pk
    with watched.act():
        drafting.draft_in_room(key, by("secretariat"), at(), item=item, language="en", text="One", seen=0, follows=0)
    with watched.act():
        items.open_item(key, leader, at(), item=item)
    with watched.act():
        drafting.draft_in_room(key, leader, at(), item=item, language="en", text="One or two", seen=1, follows=0)
    with watched.act():
        statements.hand_in_room(key, by("jp"), at(), item=item, language="en", text="Thank you.", seen=0)
    with watched.act():
        statements.withdraw_in_room(key, by("jp"), at(), item=item)
    with watched.act():
        asking.read(key, leader, at(), item=item)
    with watched.act():
        asking.ask(key, leader, at(), item=item, seconds=5)
    with watched.act():
        objection = positions.object_(key, by("br"), at(), item=item)
    with watched.act():
        positions.withdraw(key, by("br2"), at(), position=objection.pk)
    with watched.act():
        asking.resume(key, leader, at(), item=item)
    with watched.act():
        positions.state(key, by("no"), at(), item=item, kind=PositionKind.SUPPORT)
    with watched.act():
        positions.defer(key, by("jp"), at(), item=item, kind=PositionKind.DEFER_DOCUMENT)
    with watched.act():
        room.joined(world.sitting, world["gh"].pk, "PA_gh", at())
    with watched.act():
        recorded = positions.record(
            key, leader, at(), item=item, registration=world["gh"].pk, kind=PositionKind.OBJECTION
        )
    with watched.act():
        positions.record_withdrawal(key, leader, at(), position=recorded.pk)
    with watched.act():
        rulings.rule(key, leader, at(), words="Statements are limited to two minutes.")
    with watched.act():
        closing.close_item(key, leader, at(), item=item, outcome="deferred", seen=recorded.pk)
    with watched.act():
        room.left(world.sitting, world["gh"].pk, "PA_gh", at())
    with watched.act():
        items.open_item(key, leader, at(), item=world.items[1].pk)


def _failures(watched: Watched) -> None:
    """Turns that fail, and one that is withdrawn."""
    key, by, at, leader, world = watched.key, watched.by, watched.at, watched.by("vice_chair"), watched.world
    with watched.act():
        sector = speaker.ask(key, by("sector"), at(), language="en")
    with watched.act():
        speaker.fail(key, by("sector"), at(), turn=sector.pk, cause="no_device")
    with watched.act():
        floor.give_next(key, leader, at())
    with watched.act():
        turns.audible(key, world["sector"].pk, at())
    with watched.act():
        speaker.fail(key, by("sector"), at(), turn=sector.pk, cause="network")
    with watched.act():
        brazil = speaker.ask(key, by("br"), at(), language="en")
    with watched.act():
        speaker.ask(key, by("gh"), at(), language="en")
    with watched.act():
        speaker.withdraw(key, by("br"), at(), turn=brazil.pk)
    with watched.act():
        floor.give_next(key, leader, at())
    with watched.act():
        turns.expire(world.sitting, 20, at() + timedelta(minutes=1))


def _joining(watched: Watched) -> None:
    for name in ("jp", "br", "french", "french2"):
        with watched.act():
            room.joined(watched.world.sitting, watched.world[name].pk, f"PA_{name}", watched.at())


def _room(watched: Watched, engine: RecordingEngine) -> None:
    """Who is invited, removed and cut off; the help desk."""
    key, by, at, leader, world = watched.key, watched.by, watched.at, watched.by("vice_chair"), watched.world
    with watched.act():
        floor.invite(key, leader, at(), registration=world["jp"].pk, language="en")
    with watched.act():
        speaker.ask(key, by("br"), at(), language="en")
    with watched.act():
        floor.invite(key, leader, at(), registration=world["br"].pk, language="en")
    with watched.act():
        floor.invite(key, leader, at(), registration=world["jp"].pk, language="en")
    with watched.act():
        support.post(key, by("jp"), at(), text="No sound")
    with watched.act():
        support.answer(key, by("technician"), at(), registration=world["jp"].pk, text="Reload the page")
    with watched.act():
        engine.publishes(identity(world["gh"].pk), "TR_gh")
        room.published(world.sitting, world["gh"].pk, room.Told("TR_gh", "microphone"), at())
    for name in ("french2", "jp", "br"):
        if name == "br":
            with watched.act():
                speaker.ask(key, by("br"), at(), language="en")
        if name == "french2":
            with watched.act():
                booths.on_air(key, by("french2"), at())
        with watched.act():
            presiding.remove(key, leader, at(), registration=world[name].pk, reason="disturbs the sitting")
    with watched.act():
        presiding.readmit(key, leader, at(), registration=world["br"].pk)


def _booths(watched: Watched) -> None:
    """Seats and microphones of interpreters."""
    key, by, at, world = watched.key, watched.by, watched.at, watched.world
    with watched.act():
        booths.enter(key, by("french2"), at(), language="fr")
    with watched.act():
        booths.on_air(key, by("french2"), at())
    with watched.act():
        booths.enter(key, by("french2"), at(), language="en")
    with watched.act():
        booths.enter(key, by("french"), at(), language="fr")
    with watched.act():
        booths.on_air(key, by("french"), at())
    with watched.act():
        booths.off_air(key, by("french"), at())
    with watched.act():
        booths.on_air(key, by("french"), at())
    with watched.act():
        booths.leave(key, by("french"), at())
    with watched.act():
        booths.enter(key, by("french"), at(), language="fr")
    with watched.act():
        booths.on_air(key, by("french"), at())
    with watched.act():
        room.left(world.sitting, world["french"].pk, "PA_french", at())
    with watched.act():
        room.empty_booths(world.sitting, 20, at() + timedelta(minutes=1))


def _voice(watched: Watched) -> None:
    """Who presides talks beside the floor."""
    key, at, leader, world = watched.key, watched.at, watched.by("vice_chair"), watched.world
    with watched.act():
        room.joined(world.sitting, world["vice_chair"].pk, "PA_vice_chair", at())
    with watched.act():
        voice.on(key, leader, at(), language="fr")
    with watched.act():
        voice.off(key, leader, at())
    with watched.act():
        voice.on(key, leader, at(), language="en")
    with watched.act():
        world.sitting.publications.create(
            registration=world["vice_chair"], source="microphone", sid="TR_gone", since=START
        )
        room.unpublished(world.sitting, "TR_gone", at())
    with watched.act():
        room.left(world.sitting, world["vice_chair"].pk, "PA_vice_chair", at())


def _withdrawn(watched: Watched) -> None:
    """Registrations that are no longer confirmed."""
    key, by, at, leader, world = watched.key, watched.by, watched.at, watched.by("vice_chair"), watched.world
    for name in ("jp", "french2"):
        with watched.act():
            presiding.readmit(key, leader, at(), registration=world[name].pk)
        with watched.act():
            room.joined(world.sitting, world[name].pk, f"PA_{name}2", at())
    with watched.act():
        booths.enter(key, by("french2"), at(), language="fr")
    with watched.act():
        booths.on_air(key, by("french2"), at())
    with watched.act():
        floor.invite(key, leader, at(), registration=world["jp"].pk, language="en")
    # The second one waits while the first has the floor.
    with watched.act():
        room.joined(world.sitting, world["br"].pk, "PA_br2", at())
    with watched.act():
        speaker.ask(key, by("br"), at(), language="en")
    for name in ("french2", "br"):
        ended = RoomPass.objects.create(sitting=world.sitting, registration=world[name], session_key="over", code=name)
        world.sitting.attendances.filter(session=f"PA_{name}2").update(room_pass=ended)
        with watched.act():
            room.put_out_signed_out(world.sitting, at())
        with watched.act():
            room.joined(world.sitting, world[name].pk, f"PA_{name}3", at())
    for name in ("jp", "french2", "br"):
        watched.world[name].status = "withdrawn"
        watched.world[name].save()
        with watched.act():
            room.put_out_unregistered(world.sitting, at())


def _course(watched: Watched) -> None:
    """The list, the lead, and the sitting from a pause to its end."""
    key, by, at, leader, world = watched.key, watched.by, watched.at, watched.by("vice_chair"), watched.world
    with watched.act():
        presiding.close_list(key, leader, at())
    with watched.act():
        presiding.open_list(key, leader, at())
    with watched.act():
        presiding.pass_lead(key, leader, at(), registration=world["chair"].pk)
    leader = by("chair")
    for name in ("gh", "palestine"):
        with watched.act():
            speaker.ask(key, by(name), at(), language="en")
    with watched.act():
        floor.give_next(key, leader, at())
    with watched.act():
        presiding.suspend(key, leader, at())
    with watched.act():
        presiding.resume(key, leader, at())
    with watched.act():
        room.joined(world.sitting, world["french"].pk, "PA_back", at())
    with watched.act():
        booths.on_air(key, by("french"), at())
    with watched.act():
        rooms.renew(key, by("technician"), at())
    with watched.act():
        room.joined(world.sitting, world["french"].pk, "PA_over", at())
    with watched.act():
        floor.give_next(key, leader, at())
    with watched.act():
        speaker.ask(key, by("gh"), at(), language="en")
    with watched.act():
        over = world.sitting.closes_at + timedelta(minutes=1)
        presiding.prolong(key, leader, over, minutes=10, reason="one statement is left")
    with watched.act():
        presiding.end(key, leader, at())


@pytest.mark.usefixtures("transactional_db")
def test_every_act_names_exactly_the_documents_that_it_changes(
    engine: RecordingEngine, client_documents: ConnectedPage
) -> None:
    engine.sid = ""  # that it has made a room is another act
    watched = Watched(make_world(opened=False), client_documents)
    with watched.act():
        presiding.open_sitting(watched.key, watched.by("vice_chair"), watched.at())
    _turns(watched)
    _undone(watched)
    _conclusions(watched)
    _failures(watched)
    _joining(watched)
    _booths(watched)
    _room(watched, engine)
    _voice(watched)
    _withdrawn(watched)
    _course(watched)
    # A motion is raised by the command of a request.
    acts = {*COMMANDS, Action.FLOOR_POINT_OF_ORDER}
    assert set(watched.named) == SYSTEM | {act.value for act in acts}
    noise = [
        f"{name}: {document}" for name in watched.named for document in watched.named[name] - watched.changed[name]
    ]
    assert not noise, "\n".join(sorted(noise))
