"""Room commands: which action each one calls. The same command again has the first one's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from hemicycle.live.arguments import ARGUMENTS, Command
from hemicycle.live.models import CommandReceipt
from hemicycle.live.reasons import LiveCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.actions import booths, floor, presiding
from hemicycle.support import actions as support

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from hemicycle.sittings.act import Performer

ACTIONS: dict[Action, Callable[..., Any]] = {
    Action.FLOOR_ASK: floor.ask,
    Action.FLOOR_WITHDRAW: floor.withdraw,
    Action.FLOOR_READY: floor.ready,
    Action.FLOOR_TAKE: floor.take,
    Action.FLOOR_FINISH: floor.finish,
    Action.FLOOR_FAIL: floor.fail,
    Action.FLOOR_GIVE: floor.give,
    Action.FLOOR_NEXT: floor.give_next,
    Action.FLOOR_INVITE: floor.invite,
    Action.FLOOR_TAKE_BACK: floor.take_back,
    Action.FLOOR_PUT_BACK: floor.put_back,
    Action.FLOOR_MUTE: floor.mute,
    Action.FLOOR_EXTEND: floor.extend,
    Action.FLOOR_LANGUAGE: floor.correct_language,
    Action.QUEUE_MOVE: presiding.move,
    Action.QUEUE_CLOSE: presiding.close_list,
    Action.QUEUE_OPEN: presiding.open_list,
    Action.LEAD_PASS: presiding.pass_lead,
    Action.ITEM_OPEN: presiding.open_item,
    Action.ITEM_CLOSE: presiding.close_item,
    Action.SITTING_OPEN: presiding.open_sitting,
    Action.SITTING_SUSPEND: presiding.suspend,
    Action.SITTING_RESUME: presiding.resume,
    Action.SITTING_END: presiding.end,
    Action.ROOM_REMOVE: presiding.remove,
    Action.ROOM_READMIT: presiding.readmit,
    Action.BOOTH_ENTER: booths.enter,
    Action.BOOTH_LEAVE: booths.leave,
    Action.BOOTH_ON_AIR: booths.on_air,
    Action.BOOTH_OFF_AIR: booths.off_air,
    Action.HELP_POST: support.post,
    Action.HELP_ANSWER: support.answer,
}


@dataclass(frozen=True)
class NotCarriedOut(Exception):
    """A command that names nothing to do, or with arguments that are not of its form.

    Attributes:
        details: What is wrong, for whoever writes a client: not shown to persons.
    """

    details: str


def carry_out(sitting: int, performer: Performer, command: Command, at: datetime) -> dict[str, Any]:
    """Carry out a command once; returns its ``result``.

    Raises:
        Refusal: the procedure does not permit it.
        NotCarriedOut: there is no such room command.
        pydantic.ValidationError: its arguments are not of its form.
    """
    if performer.registration is None:
        raise LookupError("a command is a person's")
    if command.command not in ACTIONS:
        raise NotCarriedOut(f"{command.command} is not a room command")
    arguments = ARGUMENTS[command.command].model_validate(command.arguments)
    receipts = CommandReceipt.objects.filter(registration=performer.registration, key=command.id)
    earlier = receipts.first()
    if earlier is not None:
        return earlier.answer
    try:
        with transaction.atomic():
            receipt = CommandReceipt(
                sitting_id=sitting, registration=performer.registration, key=command.id, answer={}, at=at
            )
            receipt.save(force_insert=True)
            made = ACTIONS[command.command](sitting, performer, at, **arguments.model_dump())
            if made is not None:
                receipt.answer = {"made": made.pk}
                receipt.save(update_fields=["answer"])
    except IntegrityError as error:
        earlier = receipts.first()
        if earlier is not None:
            return earlier.answer
        # The database's own constraint, where two acts met that no lock could order.
        raise Refusal(LiveCode.MET_ANOTHER) from error
    return receipt.answer
