"""Messages to and from the technicians. They go by the push engine: they work when media does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, StringConstraints

from hemicycle.people.models import Registration
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.commands import Arguments, OfPerson, command, storable
from hemicycle.support.models import HelpMessage

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer

Message = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(storable)
]


class Post(Arguments):
    """``help.post``: in one's own thread."""

    text: Message


@command(Action.HELP_POST, Post)
def post(sitting: int, performer: Performer, at: datetime, *, text: str) -> HelpMessage:
    """Ask the technicians, in one's own thread."""
    with carry_out(sitting, performer, Action.HELP_POST, at) as act:
        mine = act.registration
        message = HelpMessage.objects.create(sitting=act.sitting, thread=mine, author=mine, text=text, at=at)
        act.facts.update(message=message.pk)
        act.changes(f"help.{mine.pk}", "desk")
    return message


class Answer(OfPerson):
    """``help.answer``: a technician, in somebody's thread."""

    text: Message


@command(Action.HELP_ANSWER, Answer)
def answer(sitting: int, performer: Performer, at: datetime, *, registration: int, text: str) -> HelpMessage:
    """A technician writes in somebody's thread."""
    with carry_out(sitting, performer, Action.HELP_ANSWER, at) as act:
        owner = Registration.objects.filter(pk=registration, consultation=act.sitting.consultation).first()
        if owner is None:
            raise Refusal(RuleCode.NOT_REGISTERED)
        message = HelpMessage.objects.create(
            sitting=act.sitting, thread=owner, author=act.registration, text=text, at=at
        )
        act.facts.update(message=message.pk, thread=owner.pk)
        act.changes(f"help.{owner.pk}", "desk")
    return message
