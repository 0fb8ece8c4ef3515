"""A command of the room is looked up, checked, and carried out once: the same one again has the first one's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from pydantic import BaseModel, ConfigDict, Field

from hemicycle.live.models import CommandReceipt
from hemicycle.live.reasons import LiveCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.commands import COMMANDS

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.sittings.act import Participant


class Command(BaseModel):
    """What the room sends, once or several times.

    Attributes:
        id: Chosen by the client; the same one again has the first one's answer and no second effect.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    command: Action
    arguments: dict[str, object] = Field(default_factory=dict)


@dataclass(frozen=True)
class NotCarriedOut(Exception):
    """A command that names nothing to do, or with arguments that are not of its form.

    Attributes:
        details: What is wrong, for whoever writes a client: not shown to persons.
    """

    details: str


def carry_out(sitting: int, performer: Participant, command: Command, at: datetime) -> dict[str, Any]:
    """Carry out a command once; returns its ``result``.

    Raises:
        Refusal: the procedure does not permit it.
        NotCarriedOut: there is no such room command.
        pydantic.ValidationError: its arguments are not of its form.
    """
    known = COMMANDS.get(command.command)
    if known is None:
        raise NotCarriedOut(f"{command.command} is not a room command")
    arguments = known.arguments.model_validate(command.arguments)
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
            made = known.run(sitting, performer, at, **arguments.model_dump())
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
