"""Of those who may lead only who leads acts, in everything that is the leader's (rule 4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.journal.models import Entry
from hemicycle.live import rooms
from hemicycle.outcome.actions import asking, closing, positions
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import PERMISSIONS, PRESIDING, Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import floor, interpretation, items, presiding, reopening, rulings, undoing, voice
from tests.factories import START

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World

#: Everything that is the leader's, about nobody and nothing: who does not lead is refused before that is looked at.
ACTS: dict[Action, tuple[Callable[..., Any], dict[str, Any]]] = {
    Action.FLOOR_GIVE: (floor.give, {"turn": 0}),
    Action.FLOOR_NEXT: (floor.give_next, {}),
    Action.FLOOR_INVITE: (floor.invite, {"registration": 0, "language": "en"}),
    Action.FLOOR_TAKE_BACK: (floor.take_back, {"turn": 0}),
    Action.FLOOR_PUT_BACK: (floor.put_back, {"turn": 0}),
    Action.FLOOR_MUTE: (floor.mute, {"turn": 0, "muted": True}),
    Action.FLOOR_EXTEND: (floor.extend, {"turn": 0, "seconds": 60}),
    Action.FLOOR_GO_AHEAD: (interpretation.go_ahead, {"turn": 0}),
    Action.VOICE_ON: (voice.on, {"language": "en"}),
    Action.VOICE_OFF: (voice.off, {}),
    Action.QUEUE_MOVE: (presiding.move, {"turn": 0, "before": None, "reason": "words"}),
    Action.QUEUE_CLOSE: (presiding.close_list, {}),
    Action.QUEUE_OPEN: (presiding.open_list, {}),
    Action.ITEM_OPEN: (items.open_item, {"item": 0}),
    Action.ITEM_CLOSE: (closing.close_item, {"item": 0}),
    Action.CONCLUSION_READ: (asking.read, {"item": 0}),
    Action.CONCLUSION_ASK: (asking.ask, {"item": 0}),
    Action.CONCLUSION_RESUME: (asking.resume, {"item": 0}),
    Action.POSITION_RECORD: (positions.record, {"item": 0, "registration": 0, "kind": "objection"}),
    Action.POSITION_RECORD_WITHDRAWAL: (positions.record_withdrawal, {"position": 0}),
    Action.SITTING_OPEN: (presiding.open_sitting, {}),
    Action.SITTING_SUSPEND: (presiding.suspend, {}),
    Action.SITTING_RESUME: (presiding.resume, {}),
    Action.SITTING_PROLONG: (presiding.prolong, {"minutes": 10, "reason": "words"}),
    Action.SITTING_INTERPRETATION_WAIT: (interpretation.set_wait, {"seconds": 3}),
    Action.SITTING_END: (presiding.end, {}),
    Action.SITTING_UNDO: (undoing.undo, {"act": 0}),
    Action.RULING_GIVE: (rulings.rule, {"words": "words"}),
    Action.SITTING_REOPEN: (reopening.reopen, {"reason": "words"}),
    Action.ROOM_REMOVE: (presiding.remove, {"registration": 0, "reason": "words"}),
    Action.ROOM_READMIT: (presiding.readmit, {"registration": 0}),
    Action.ROOM_RENEW: (rooms.renew, {}),
}


@pytest.mark.parametrize("action", ACTS)
def test_rule_04_the_other_leader_does_nothing_that_is_the_leaders(world: World, action: Action) -> None:
    act, arguments = ACTS[action]
    with pytest.raises(Refusal) as refused:
        act(
            world.sitting.pk,
            Participant.registered(world["chair"], "127.0.0.1"),
            START + timedelta(seconds=1),
            **arguments,
        )
    assert (refused.value.reason.rule, refused.value.reason.code) == (4, "does_not_lead")
    assert not Entry.objects.exists()


def test_rule_04_all_that_leaders_alone_may_in_a_room_is_the_leaders() -> None:
    of_leaders = {
        action
        for action, capacities in PERMISSIONS.items()
        if capacities - {Role.TECHNICIAN} == {Role.CHAIR, Role.VICE_CHAIR}
        and action.value.split(".")[0]
        in {"floor", "voice", "queue", "item", "conclusion", "position", "sitting", "room", "ruling"}
    }
    assert set(ACTS) == of_leaders == PRESIDING
