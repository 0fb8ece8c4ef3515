"""The registry of the room's commands: each action of the room once, with arguments that fit what carries it out."""

from __future__ import annotations

import inspect

import pytest

from hemicycle.rules.permissions import Action
from hemicycle.sittings.commands import COMMANDS, Arguments, RoomCommand, command

ROOM = (
    *("floor", "queue", "lead", "item", "sitting", "room", "booth", "help", "conclusion", "position"),
    *("statement", "ruling", "voice"),
)
#: Done on a page, asked by an address, or, for a motion, by an argument of ``floor.ask``.
NO_COMMANDS = {
    Action.ROOM_ENTER,
    Action.HELP_READ,
    Action.FLOOR_POINT_OF_ORDER,
    Action.SITTING_REOPEN,
    Action.CONCLUSION_CORRECT,
}
each = pytest.mark.parametrize("known", COMMANDS.values(), ids=list(COMMANDS))


def test_every_action_of_the_room_is_a_command() -> None:
    assert set(COMMANDS) == {action for action in Action if action.split(".")[0] in ROOM} - NO_COMMANDS


def test_no_function_carries_out_two_commands() -> None:
    assert len({known.run for known in COMMANDS.values()}) == len(COMMANDS)


@each
def test_arguments_are_frozen_and_forbid_what_they_do_not_name(known: RoomCommand) -> None:
    assert issubclass(known.arguments, Arguments)
    assert known.arguments.model_config["frozen"] is True
    assert known.arguments.model_config["extra"] == "forbid"


@each
def test_a_command_takes_the_sitting_the_performer_the_moment_and_its_arguments_by_name(known: RoomCommand) -> None:
    parameters = inspect.signature(known.run).parameters
    assert list(parameters)[:3] == ["sitting", "performer", "at"]
    assert list(parameters)[3:] == list(known.arguments.model_fields)
    assert {parameters[name].kind for name in known.arguments.model_fields} <= {inspect.Parameter.KEYWORD_ONLY}


def test_a_name_is_registered_once() -> None:
    before = COMMANDS[Action.FLOOR_ASK]
    with pytest.raises(ValueError, match=r"floor\.ask is registered twice"):
        command(Action.FLOOR_ASK)(before.run)
    assert COMMANDS[Action.FLOOR_ASK] is before
