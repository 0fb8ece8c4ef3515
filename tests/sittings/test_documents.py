"""After any acts, what clients hold is what would be built afresh."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hemicycle.live import build
from hemicycle.outcome.actions import asking, closing, drafting, positions
from hemicycle.outcome.models import Position
from hemicycle.outcome.queries import draft_of
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.floor import HOLDING
from hemicycle.rules.item_requests import Carryover
from hemicycle.rules.motions import Motion, Verdict
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import (
    booths,
    floor,
    interpretation,
    intrusions,
    items,
    presiding,
    room,
    rulings,
    speaker,
    turns,
    undoing,
    voice,
)
from hemicycle.sittings.actions.intrusions import Sighting
from hemicycle.sittings.models import LastAct, Turn
from hemicycle.support.actions import help_desk as support
from tests.factories import START, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.support.room import ConnectedPage

SPEAKERS = ("br", "jp", "gh", "br2", "no", "pe", "palestine", "sector")
PRESIDING_ROLES = ("vice_chair", "chair")
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
DOCUMENTS = (
    "sitting",
    "queue",
    "turn",
    "map",
    "items",
    "documentation",
    "conclusion",
    "statements",
    "speech",
    "booths",
    "presence",
    "desk",
)

Step = tuple[str, int, int, str, bool]
ACTS = (
    "ask ask ask withdraw give_next give finish take_back put_back mute extend move close_list open_list pass_lead "
    "undo rule "
    "open_item close_item suspend resume remove readmit enter_booth on_air off_air leave_booth joined left published "
    "connected audible expire intrusion language invite ready help answer fail take open_item draft "
    "talk hush unpublished talk chair_joined chair_published "
    "speaks pauses speaks pauses go_ahead wait "
    "draft read ask_about resume_item object defer state record withdraw_position strike"
)
steps: st.SearchStrategy[Step] = st.tuples(
    st.sampled_from(ACTS.split()),
    st.integers(0, 7),
    st.integers(0, 7),
    st.sampled_from(LANGUAGES),
    st.booleans(),
)


class Script:
    """Turns a generated step into the action that it names, on whatever is there to act on."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clock = 0

    def at(self) -> datetime:
        return START + timedelta(seconds=self.clock)

    def _by(self, name: str) -> Participant:
        return Participant.registered(self.world[name], "127.0.0.1")

    def _turn(self, states: list[str], index: int) -> int:
        found = list(Turn.objects.filter(sitting=self.world.sitting, state__in=states).order_by("pk"))
        return found[index % len(found)].pk if found else 0

    def run(self, step: Step) -> None:
        name, a, b, language, flag = step
        self.clock += 1 + a
        asks, leader = SPEAKERS[a], PRESIDING_ROLES[b % 2]
        key, person = self.world.sitting.pk, self.world[SPEAKERS[a]].pk
        waiting = self._turn(["asked", "next"], b)
        held = self._turn([state.value for state in HOLDING], 0)
        holder = next((n for n in self.world.people if self._holds(n, held)), asks)
        waits = next((n for n in self.world.people if self._holds(n, waiting)), asks)
        interpreter = "french2" if flag else "french"
        item = self.world.items[a % 3].pk
        outcome = ["", "noted", "deferred", "proposed_conclusion"][b % 4]
        said = Position.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        done = LastAct.objects.values_list("pk", flat=True).first() or 0
        moved = Turn.objects.filter(point_of_order=True).order_by("-pk").values_list("pk", flat=True).first()
        acts: dict[str, Callable[[], Any]] = {
            "ask": lambda: speaker.ask(
                key,
                self._by(asks),
                self.at(),
                language=language,
                motion=[*Motion, None, None, None][(a + 2 * b) % 10],
                confirm_first=flag,
            ),
            "withdraw": lambda: speaker.withdraw(key, self._by(waits), self.at(), turn=waiting),
            "ready": lambda: speaker.ready(key, self._by(waits), self.at(), turn=waiting, microphone=True, camera=flag),
            "take": lambda: speaker.take(key, self._by(holder), self.at(), turn=held),
            "fail": lambda: speaker.fail(key, self._by(holder), self.at(), turn=held, cause="no_device"),
            "give_next": lambda: floor.give_next(key, self._by(leader), self.at()),
            "give": lambda: floor.give(key, self._by(leader), self.at(), turn=waiting),
            "invite": lambda: floor.invite(
                key, self._by(leader), self.at(), registration=person, language=language, override="words"
            ),
            "finish": lambda: speaker.finish(key, self._by(holder), self.at(), turn=held),
            "take_back": lambda: floor.take_back(key, self._by(leader), self.at(), turn=held),
            "put_back": lambda: floor.put_back(key, self._by(leader), self.at(), turn=held),
            "mute": lambda: floor.mute(key, self._by(leader), self.at(), turn=held, muted=flag),
            "extend": lambda: floor.extend(key, self._by(leader), self.at(), turn=held, seconds=60),
            "language": lambda: floor.correct_language(
                key, self._by("technician"), self.at(), turn=held, language=language
            ),
            "move": lambda: presiding.move(
                key, self._by(leader), self.at(), turn=waiting, before=None, reason="agreed"
            ),
            "close_list": lambda: presiding.close_list(key, self._by(leader), self.at()),
            "open_list": lambda: presiding.open_list(key, self._by(leader), self.at()),
            "pass_lead": lambda: presiding.pass_lead(
                key, self._by(leader), self.at(), registration=self.world[PRESIDING_ROLES[a % 2]].pk
            ),
            "open_item": lambda: items.open_item(
                key, self._by(leader), self.at(), item=item, requests=[None, *Carryover][b % 4]
            ),
            "undo": lambda: undoing.undo(key, self._by(leader), self.at(), act=done),
            "rule": lambda: rulings.rule(
                key,
                self._by(leader),
                self.at(),
                turn=moved or None,
                verdict=list(Verdict)[a % 3] if moved else None,
                words="As the rules have it.",
            ),
            "close_item": lambda: closing.close_item(
                key, self._by(leader), self.at(), item=item, outcome=outcome, seen=2**40, words="No time is left."
            ),
            "draft": lambda: drafting.draft_in_room(
                key,
                self._by("secretariat"),
                self.at(),
                item=item,
                language=language,
                text="One two three"[: a + b],
                seen=draft_of(item).number(language),
                follows=0,
            ),
            "read": lambda: asking.read(key, self._by(leader), self.at(), item=item),
            "ask_about": lambda: asking.ask(key, self._by(leader), self.at(), item=item, seconds=5),
            "resume_item": lambda: asking.resume(key, self._by(leader), self.at(), item=item),
            "object": lambda: positions.object_(key, self._by(asks), self.at(), item=item),
            "defer": lambda: positions.defer(
                key, self._by(asks), self.at(), item=item, kind=PositionKind.SUSPEND_DEBATE
            ),
            "state": lambda: positions.state(key, self._by(asks), self.at(), item=item, kind=PositionKind.SUPPORT),
            "record": lambda: positions.record(
                key, self._by(leader), self.at(), item=item, registration=person, kind=PositionKind.OBJECTION
            ),
            "withdraw_position": lambda: positions.withdraw(key, self._by(asks), self.at(), position=said),
            "strike": lambda: positions.record_withdrawal(key, self._by(leader), self.at(), position=said),
            "suspend": lambda: presiding.suspend(key, self._by(leader), self.at()),
            "resume": lambda: presiding.resume(key, self._by(leader), self.at()),
            "remove": lambda: presiding.remove(
                key, self._by(leader), self.at(), registration=person, reason="disturbs"
            ),
            "readmit": lambda: presiding.readmit(key, self._by(leader), self.at(), registration=person),
            "enter_booth": lambda: booths.enter(key, self._by(interpreter), self.at(), language="fr"),
            "on_air": lambda: booths.on_air(key, self._by(interpreter), self.at()),
            "off_air": lambda: booths.off_air(key, self._by(interpreter), self.at()),
            "leave_booth": lambda: booths.leave(key, self._by(interpreter), self.at()),
            "joined": lambda: room.joined(self.world.sitting, person, f"PA_{a}{b}", self.at()),
            "left": lambda: room.left(self.world.sitting, person, f"PA_{a}{b}", self.at()),
            "published": lambda: room.published(
                self.world.sitting, person, room.Told(f"TR_{a}", "microphone"), self.at()
            ),
            "chair_published": lambda: room.published(
                self.world.sitting, self.world[leader].pk, room.Told(f"TR_{a}", "microphone"), self.at()
            ),
            "connected": lambda: turns.connected(key, self.world[holder].pk, self.at()),
            "audible": lambda: turns.audible(key, self.world[holder].pk, self.at()),
            "expire": lambda: turns.expire(self.world.sitting, 20, self.at() + timedelta(seconds=30 * b)),
            "intrusion": lambda: intrusions.look(self.world.sitting, person, Sighting("steward", self.at())),
            "chair_joined": lambda: room.joined(
                self.world.sitting, self.world[leader].pk, f"PA_{leader}{a}", self.at()
            ),
            "speaks": lambda: interpretation.heard(key, self.world[interpreter].pk, self.at(), speaks=True),
            "pauses": lambda: interpretation.heard(key, self.world[interpreter].pk, self.at(), speaks=False),
            "go_ahead": lambda: interpretation.go_ahead(key, self._by(leader), self.at(), turn=held),
            "wait": lambda: interpretation.set_wait(key, self._by(leader), self.at(), seconds=3 * b),
            "talk": lambda: voice.on(key, self._by(leader), self.at(), language=language),
            "hush": lambda: voice.off(key, self._by(leader), self.at()),
            "unpublished": lambda: room.unpublished(self.world.sitting, f"TR_{a}", self.at()),
            "help": lambda: support.post(key, self._by(asks), self.at(), text="No sound"),
            "answer": lambda: support.answer(
                key, self._by("technician"), self.at(), registration=person, text="Reload"
            ),
        }
        acts[name]()

    def _holds(self, name: str, turn: int) -> bool:
        return Turn.objects.filter(pk=turn, registration=self.world[name]).exists()


# The world is made anew for each example by `django_fresh`; the rest of the fixtures may stay.
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(steps, min_size=5, max_size=40))
def test_clients_hold_what_would_be_built_afresh(
    script: list[Step], django_fresh: Callable[[], World], client_documents: ConnectedPage
) -> None:
    world = django_fresh()
    client_documents.held.clear()
    client_documents.receive(world.sitting.pk, DOCUMENTS)
    play = Script(world)
    done = 0
    for step in script:
        try:
            play.run(step)
            done += 1
        except Refusal:
            continue  # refused acts change nothing: the comparison below holds for them as well
    for name in [*DOCUMENTS, *(n for n in client_documents.held if n.startswith("help."))]:
        held = dict(client_documents.held[name])
        fresh = build.document(world.sitting.pk, name).model_dump(mode="json")
        assert held.pop("seq") <= fresh.pop("seq")
        assert held == fresh, f"{name} after {done} acts"
    holding = Turn.objects.filter(sitting=world.sitting, state__in=[state.value for state in HOLDING])
    assert holding.count() <= 1
