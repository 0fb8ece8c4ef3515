"""Messages to and from the help desk in a sitting. They go by the push engine: they work when media does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, StringConstraints

from hemicycle.people.models import Registration
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.help_cases import Channel, takes_up
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.commands import Arguments, OfPerson, command, storable
from hemicycle.support import cases
from hemicycle.support.models import MESSAGE_LENGTH

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.sittings.models import Sitting
    from hemicycle.support.models import HelpCase, HelpMessage

Message = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MESSAGE_LENGTH), AfterValidator(storable)
]


class Post(Arguments):
    """``help.post``: in one's own case."""

    text: Message


@command(Action.HELP_POST, Post)
def post(sitting: int, performer: Performer, at: datetime, *, text: str) -> HelpMessage:
    """Ask the help desk: in one's open case of this sitting, in one that was solved a short while ago, or in a new one.

    Raises:
        Refusal: too many messages within a minute.
    """
    with carry_out(sitting, performer, Action.HELP_POST, at, beside_others=True) as act:
        mine = act.registration
        cases.require_no_flood(mine, at)
        case = _case(act.sitting, mine, at)
        message = cases.ask(case, mine, at, text)
        act.facts.update(message=message.pk, case=case.pk)
        act.changes(f"help.{mine.pk}", "desk")
    return message


class Answer(OfPerson):
    """``help.answer``: somebody of the desk, in somebody's case."""

    text: Message


@command(Action.HELP_ANSWER, Answer)
def answer(sitting: int, performer: Performer, at: datetime, *, registration: int, text: str) -> HelpMessage:
    """Write to somebody, in their latest case of this sitting."""
    with carry_out(sitting, performer, Action.HELP_ANSWER, at, beside_others=True) as act:
        owner = Registration.objects.filter(pk=registration, consultation=act.sitting.consultation).first()
        if owner is None:
            raise Refusal(RuleCode.NOT_REGISTERED)
        case = cases.in_sitting(act.sitting, owner) or _opened(act.sitting, owner, at)
        message = cases.reply(case, act.registration, at, text)
        act.facts.update(message=message.pk, case=case.pk)
        act.changes(f"help.{owner.pk}", "desk")
    return message


def _case(sitting: Sitting, registration: Registration, at: datetime) -> HelpCase:
    case = cases.in_sitting(sitting, registration)
    if case is not None and takes_up(case.state, case.solved_at, at):
        return case
    return _opened(sitting, registration, at)


def _opened(sitting: Sitting, registration: Registration, at: datetime) -> HelpCase:
    return cases.opened(sitting.consultation, Channel.CHAT, at, registration=registration, sitting=sitting)
