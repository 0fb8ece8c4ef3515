"""What each room command takes. A command comes as ``{id, command, arguments}``, once or several times."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from hemicycle.rules.permissions import Action

Language = Literal["ar", "zh", "en", "fr", "ru", "es"]


def _storable(text: str) -> str:
    """PostgreSQL stores every character but one."""
    if "\0" in text:
        raise ValueError("a text holds no NUL")
    return text


Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_storable)
]
Message = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(_storable)
]
#: Key of a row: 64 bits at most.
Key = Annotated[int, Field(ge=0, lt=2**63)]


class Arguments(BaseModel):
    """No arguments, or the base of some."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ask(Arguments):
    """``floor.ask``: for ``point_of_order`` the permission of the same name counts."""

    language: Language
    point_of_order: bool = False
    confirm_first: bool = False


class OfTurn(Arguments):
    """A command about one turn."""

    turn: Key


class Ready(OfTurn):
    """``floor.ready``: what the next speaker's page found."""

    microphone: bool
    camera: bool


class Fail(OfTurn):
    """``floor.fail``: the speaker's page cannot go on."""

    cause: Literal["no_device", "permission_denied", "network"]


class Next(Arguments):
    """``floor.next``: to the head of the queue, which the console showed as ``expected``."""

    expected: Key | None = None


class OfPerson(Arguments):
    """A command about somebody."""

    registration: Key


class Invite(OfPerson):
    """``floor.invite``: to somebody who did not ask, or to oneself."""

    language: Language
    override: Words | Literal[""] = ""


class Mute(OfTurn):
    """``floor.mute``, or unmute."""

    muted: bool


class Extend(OfTurn):
    """``floor.extend``: more time."""

    seconds: int = Field(ge=10, le=1800)


class Speaks(OfTurn):
    """``floor.language``: correct the language spoken on the floor."""

    language: Language


class Move(OfTurn):
    """``queue.move``: just before another turn, or to the end; the reason is recorded."""

    before: Key | None = None
    reason: Words


class Remove(OfPerson):
    """``room.remove``."""

    reason: Words


class OfItem(Arguments):
    """``item.open``."""

    item: Key


class CloseItem(OfItem):
    """``item.close``; without an outcome it is only interrupted."""

    outcome: str = Field(default="", max_length=40)


class Booth(Arguments):
    """``booth.enter``."""

    language: Language


class Post(Arguments):
    """``help.post``: in one's own thread."""

    text: Message


class Answer(OfPerson):
    """``help.answer``: a technician, in somebody's thread."""

    text: Message


class Command(BaseModel):
    """What the room sends.

    Attributes:
        id: Chosen by the client; the same one again has the first one's answer and no second effect.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    command: Action
    arguments: dict[str, object] = Field(default_factory=dict)


ARGUMENTS: dict[Action, type[Arguments]] = {
    Action.FLOOR_ASK: Ask,
    Action.FLOOR_WITHDRAW: OfTurn,
    Action.FLOOR_READY: Ready,
    Action.FLOOR_TAKE: OfTurn,
    Action.FLOOR_FINISH: OfTurn,
    Action.FLOOR_FAIL: Fail,
    Action.FLOOR_GIVE: OfTurn,
    Action.FLOOR_NEXT: Next,
    Action.FLOOR_INVITE: Invite,
    Action.FLOOR_TAKE_BACK: OfTurn,
    Action.FLOOR_PUT_BACK: OfTurn,
    Action.FLOOR_MUTE: Mute,
    Action.FLOOR_EXTEND: Extend,
    Action.FLOOR_LANGUAGE: Speaks,
    Action.QUEUE_MOVE: Move,
    Action.QUEUE_CLOSE: Arguments,
    Action.QUEUE_OPEN: Arguments,
    Action.LEAD_PASS: OfPerson,
    Action.ITEM_OPEN: OfItem,
    Action.ITEM_CLOSE: CloseItem,
    Action.SITTING_OPEN: Arguments,
    Action.SITTING_SUSPEND: Arguments,
    Action.SITTING_RESUME: Arguments,
    Action.SITTING_END: Arguments,
    Action.ROOM_REMOVE: Remove,
    Action.ROOM_READMIT: OfPerson,
    Action.BOOTH_ENTER: Booth,
    Action.BOOTH_LEAVE: Arguments,
    Action.BOOTH_ON_AIR: Arguments,
    Action.BOOTH_OFF_AIR: Arguments,
    Action.HELP_POST: Post,
    Action.HELP_ANSWER: Answer,
}
