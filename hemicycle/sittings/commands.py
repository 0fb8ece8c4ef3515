"""The room's commands: each is registered beside the action that carries it out, under the name of its permission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.permissions import Action

#: Code of a language: whether it is one of the sitting's is asked by the action.
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


def storable(text: str) -> str:
    """A text as it came: PostgreSQL stores every character but one.

    Raises:
        ValueError: it holds a NUL.
    """
    if "\0" in text:
        raise ValueError("a text holds no NUL")
    return text


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(storable)]
#: The same, where they may be left out.
OptionalWords = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(storable)]
#: Key of a row: 64 bits at most.
Key = Annotated[int, Field(ge=0, lt=2**63)]


class Arguments(BaseModel):
    """No arguments, or the base of some."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OfTurn(Arguments):
    """A command about one turn."""

    turn: Key


class OfPerson(Arguments):
    """A command about somebody."""

    registration: Key


@dataclass(frozen=True)
class RoomCommand:
    """What the room may send.

    Attributes:
        arguments: What it takes.
        run: Takes the sitting's key, who performs it, the moment, and the arguments by name; gives back the row that
            it made, or nothing.
    """

    arguments: type[Arguments]
    run: Callable[..., Any]


#: By name, which is that of their permission too. Filled when the applications are loaded.
COMMANDS: dict[Action, RoomCommand] = {}
_Run = TypeVar("_Run", bound="Callable[..., Any]")


def command(action: Action, arguments: type[Arguments] = Arguments) -> Callable[[_Run], _Run]:
    """Register an action of the room as the command of this name.

    Raises:
        ValueError: there is a command of this name already.
    """

    def register(run: _Run) -> _Run:
        if action in COMMANDS:
            raise ValueError(f"{action} is registered twice")
        COMMANDS[action] = RoomCommand(arguments, run)
        return run

    return register
