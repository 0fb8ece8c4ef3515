"""A page that does not keep to the rules: refused by the media server, heard by nobody, cut off (rule 11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.rules.publishing import SETTLING
from hemicycle.sittings import enforcement
from hemicycle.sittings.models import Intrusion, Turn
from tests.browser.conftest import PATIENCE, SECOND, SPEAKER, Person, wait_until
from tests.browser.test_floor import ask, give_next

if TYPE_CHECKING:
    from hemicycle.media.engine import Track
    from tests.factories import World

pytestmark = pytest.mark.browser
Visit = Callable[..., Person]
LIVEKIT = Path(__file__).parents[2] / "frontend/node_modules/livekit-client/dist/livekit-client.umd.js"

#: A client of one's own making: joins, keeps every token that it is handed, publishes and unmutes as it likes.
CLIENT = """
window.rogue = {
  async access() {
    const csrf = JSON.parse(document.getElementById("context").textContent).csrf;
    const answer = await fetch(location.pathname + "join", { method: "POST", headers: { "X-CSRFToken": csrf } });
    return (await answer.json()).media;
  },
  async connect(address, token) {
    this.room = new LivekitClient.Room();
    this.tokens = [];
    await this.room.connect(address, token, { autoSubscribe: false });
    const signals = this.room.engine.client;
    const usual = signals.onTokenRefresh;
    signals.onTokenRefresh = (token) => { this.tokens.push(token); usual?.(token); };
  },
  async command(command, args) {
    const csrf = JSON.parse(document.getElementById("context").textContent).csrf;
    const body = JSON.stringify({ id: crypto.randomUUID(), command, arguments: args });
    const headers = { "X-CSRFToken": csrf };
    const answer = await fetch(location.pathname + "commands", { method: "POST", headers, body });
    return answer.status;
  },
  async publish(patience) {
    const track = await LivekitClient.createLocalAudioTrack();
    this.publication = await Promise.race([
      this.room.localParticipant.publishTrack(track),
      new Promise((_, refuse) => setTimeout(() => refuse(new Error(`not published in ${patience} ms`)), patience)),
    ]);
  },
};
"""


def rogue(visit: Visit, name: str) -> Person:
    """Somebody registered, with a client of their own making, on the product's page."""
    person = visit(name, hertz=SECOND, bypass_csp=True)
    person.page.add_script_tag(path=str(LIVEKIT))
    person.page.evaluate(CLIENT)
    return person


def join(person: Person) -> dict[str, Any]:
    """Join with the token that the server gives; returns ``{address, token}``."""
    access: dict[str, Any] = person.page.evaluate(
        "async () => { const a = await rogue.access(); await rogue.connect(a.address, a.token); return a; }"
    )
    return access


def publishes(person: Person, patience: int = PATIENCE) -> str:
    """Try to publish a microphone: "" where it worked, else what the client was told, after so many ms at most."""
    outcome: str = person.page.evaluate(
        "async (patience) => { try { await rogue.publish(patience); return ''; } catch (e) { return `${e}`; } }",
        patience,
    )
    return outcome


def held(world: World, person: Person) -> list[Track]:
    """What the media server holds of somebody now."""
    here = enforcement.engine().participants(world.sitting.room).result()
    return [track for one in here if one.identity == person.identity for track in one.tracks]


def test_who_publishes_without_the_floor_is_refused_by_the_media_server(visit: Visit) -> None:
    listener = visit("no").enter(listen_only=True)
    intruder = rogue(visit, "gh")
    join(intruder)
    assert "permission" in publishes(intruder).lower()
    assert listener.hears() == []


def test_a_token_from_when_they_had_the_floor_is_heard_by_nobody_and_cut_off(visit: Visit, world: World) -> None:
    listener = visit("pe").enter(listen_only=True)
    speaker = visit("br", hertz=SPEAKER).enter()
    leader = visit("vice_chair", "console").enter(listen_only=True)
    intruder = rogue(visit, "gh")
    access = join(intruder)
    assert intruder.page.evaluate("() => rogue.command('floor.ask', { language: 'en' })") == 200
    leader.sees("Ms. Gh, Ghana")
    # Next: the media server hands out a token that grants publishing.
    intruder.page.wait_for_function("() => rogue.room.localParticipant.permissions?.canPublish")
    assert publishes(intruder) == ""
    leader.click("Give the floor")
    listener.wait_to_hear(SECOND)
    leader.click("Take the floor back")
    listener.wait_for_silence()
    kept = intruder.page.evaluate("() => rogue.tokens")
    assert kept, "the media server handed out tokens with the grant"
    ask(speaker)
    give_next(leader, "Br")
    listener.wait_to_hear(SPEAKER)
    intruder.page.evaluate("async () => { await rogue.room.disconnect(); }")
    for token in kept:
        intruder.page.evaluate("([address, token]) => rogue.connect(address, token)", [access["address"], token])
        publishes(intruder, patience=5000)  # it may never be answered
        for _ in range(10):
            assert [round(sound["hertz"], -1) for sound in listener.hears()] in ([SPEAKER], [])
            listener.page.wait_for_timeout(100)
        intruder.page.wait_for_function("() => !rogue.room.localParticipant.permissions?.canPublish")
        intruder.page.evaluate("async () => { await rogue.room.disconnect(); }")
    listener.wait_to_hear(SPEAKER)
    holding = Turn.objects.get(sitting=world.sitting, state__in=["connected", "audible"])
    assert holding.registration == world["br"]


def test_a_next_speaker_who_unmutes_alone_is_heard_by_nobody_and_cut_off(visit: Visit, world: World) -> None:
    listener = visit("pe").enter(listen_only=True)
    intruder = rogue(visit, "gh")
    join(intruder)
    assert intruder.page.evaluate("() => rogue.command('floor.ask', { language: 'en' })") == 200
    intruder.page.wait_for_function("() => rogue.room.localParticipant.permissions?.canPublish")
    assert publishes(intruder) == ""
    intruder.page.wait_for_timeout(SETTLING / timedelta(milliseconds=1))
    wait_until(intruder, lambda: [track.muted for track in held(world, intruder)] == [True])
    cut_off = Intrusion.objects.filter(sitting=world.sitting).exclude(how="settled")
    assert not cut_off.exists(), "publishing early is no intrusion"
    # The client may not have heard of that mute yet: unmuting is a change only for who is muted.
    intruder.page.evaluate(
        "async () => { const { track } = rogue.publication; await track.mute(); await track.unmute(); }"
    )
    for _ in range(20):
        assert listener.hears() == []
        listener.page.wait_for_timeout(100)
    wait_until(intruder, cut_off.exists)
    intrusion = cut_off.get()
    assert all(track.muted for track in held(world, intruder))
    assert (intrusion.registration, intrusion.how, intrusion.seen_by) == (world["gh"], "unmuted", "steward")


def test_a_token_of_another_sitting_opens_nothing_here(visit: Visit) -> None:
    intruder = rogue(visit, "gh")
    access = join(intruder)
    forged = access["token"][:-4] + "AAAA"
    refused = "async ([a, t]) => { try { await rogue.connect(a, t); return ''; } catch (e) { return `${e}`; } }"
    assert intruder.page.evaluate(refused, [access["address"], forged]) != ""
