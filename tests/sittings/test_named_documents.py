"""Each act names exactly the documents that it changes: one less leaves clients behind, one more is noise."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.live import rooms
from hemicycle.outcome.actions import asking, closing, drafting, positions, statements
from hemicycle.rules.booth_chat import Circle
from hemicycle.rules.booth_signals import Signal
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.help_requests import RequestKind, RequestOutcome
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.permissions import Action
from hemicycle.sittings.actions import (
    booth_messages,
    booth_signals,
    booths,
    floor,
    interpretation,
    items,
    presiding,
    room,
    rulings,
    speaker,
    turns,
    voice,
)
from hemicycle.sittings.commands import COMMANDS
from hemicycle.sittings.enforcement import identity
from hemicycle.sittings.models import RoomPass
from hemicycle.support.actions import help_desk as support
from hemicycle.support.actions import help_requests
from hemicycle.support.models import HelpCase
from tests.factories import START, make_world
from tests.sittings.watched import Watched, undo

if TYPE_CHECKING:
    from tests.support.room import ConnectedPage, RecordingEngine

#: What is no command of a person.
SYSTEM = {"room.joined", "room.left", "room.cut_off", "room.put_out", "room.signed_out", "booth.lost"}
SYSTEM |= {"turn.connected", "turn.audible", "turn.light", "turn.failed", "voice.ended"}


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
    _signals(watched)
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


def _signals(watched: Watched) -> None:
    """A booth tells what it has to, and takes it back."""
    key, by, at = watched.key, watched.by, watched.at
    with watched.act():
        booths.enter(key, by("french"), at(), language="fr")
    for kind in Signal:
        with watched.act():
            booth_signals.signal(key, by("french"), at(), kind=kind)
    with watched.act():
        booth_signals.signal(key, by("french"), at(), kind=Signal.SLOW_DOWN, on=False)
    for circle in Circle:
        with watched.act():
            booth_messages.say(key, by("french"), at(), circle=circle, text="One moment")
    with watched.act():
        booths.leave(key, by("french"), at())


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
    _requests(watched)
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
                booth_messages.say(key, by("french2"), at(), circle=Circle.PARTNER, text="I leave")
            with watched.act():
                booths.on_air(key, by("french2"), at())
        with watched.act():
            presiding.remove(key, leader, at(), registration=world[name].pk, reason="disturbs the sitting")
    with watched.act():
        presiding.readmit(key, leader, at(), registration=world["br"].pk)


def _requests(watched: Watched) -> None:
    """What the help desk asks of a page, in a case that nobody has yet."""
    key, by, at, world = watched.key, watched.by, watched.at, watched.world
    RoomPass.objects.create(sitting=world.sitting, registration=world["jp"], session_key="here", code="here")
    case = HelpCase.objects.get(registration=world["jp"]).pk
    with watched.act():
        tcp = help_requests.ask(key, by("technician"), at(), case=case, kind=RequestKind.TCP, device="").pk
    with watched.act():
        help_requests.consent(key, by("jp"), at(), request=tcp, agreed=True)
    with watched.act():
        help_requests.report(key, by("jp"), at(), request=tcp, outcome=RequestOutcome.DONE)
    with watched.act():
        seen = help_requests.ask(key, by("technician"), at(), case=case, kind=RequestKind.WATCH, device="").pk
    with watched.act():
        help_requests.end(key, by("technician"), at(), request=seen)


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
        booths.handover(key, by("french2"), at())
    with watched.act():
        booths.off_air(key, by("french2"), at())
    with watched.act():
        booths.enter(key, by("french"), at(), language="fr")
    with watched.act():
        booths.on_air(key, by("french"), at())
    with watched.act():
        room.left(world.sitting, world["french"].pk, "PA_french", at())
    with watched.act():
        room.empty_booths(world.sitting, 20, at() + timedelta(minutes=1))


def _light(watched: Watched) -> None:
    """A light that waits for a booth: by an act of its own it is green, or who presides lets the speaker begin."""
    key, by, at, leader, world = watched.key, watched.by, watched.at, watched.by("vice_chair"), watched.world
    french = world["french"].pk
    with watched.act():
        interpretation.set_wait(key, leader, at(), seconds=10)
    for name in ("enter", "on_air"):
        with watched.act():
            getattr(booths, name)(key, by("french"), at(), **({"language": "fr"} if name == "enter" else {}))
    for _turn in range(2):
        with watched.act():
            # What the steward hears is no act: it goes out beside the one that follows from it.
            interpretation.heard(key, french, at(), speaks=True)
            floor.invite(key, leader, at(), registration=world["jp"].pk, language="en", override="words")
        turn = world.sitting.turns.get(state="granted")
        with watched.act():
            if _turn:
                interpretation.heard(key, french, at(), speaks=False)
            else:
                interpretation.go_ahead(key, leader, at(), turn=turn.pk)
        with watched.act():
            floor.take_back(key, leader, at(), turn=turn.pk)
    with watched.act():
        booths.off_air(key, by("french"), at())


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
    _light(watched)
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
