"""What is written in cases, within an act: a case is opened, a person writes, the desk answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max

from hemicycle.rules import help_cases as rules
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Sitting
from hemicycle.support.models import HelpCase, HelpMessage
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.rules.help_cases import Channel

Kind = HelpMessage.Kind


def opened(  # noqa: PLR0913 - whose, by which way, when, and where
    consultation: Consultation,
    channel: Channel,
    at: datetime,
    *,
    registration: Registration | None = None,
    stranger: str = "",
    call_back: str = "",
    sitting: Sitting | None = None,
) -> HelpCase:
    """A new case under the next number. The consultation is locked: no two take one number."""
    last = HelpCase.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0
    return HelpCase.objects.create(
        consultation=consultation,
        number=last + 1,
        channel=channel.value,
        registration=registration,
        stranger=stranger,
        call_back=call_back,
        sitting=sitting,
        opened_at=at,
    )


def locked(consultation: int, key: int) -> HelpCase:
    """A case for an act to change. The act has locked the consultation, so that two at once come one after the other.

    Raises:
        Refusal: there is no such case in this consultation.
    """
    rows = HelpCase.objects.select_for_update(of=("self",)).filter(pk=key, consultation=consultation)
    row = rows.select_related("registration__person", "assignee__person", "consultation").first()
    if row is None:
        raise Refusal(SupportCode.NO_SUCH_CASE)
    return row


def in_sitting(sitting: Sitting, registration: Registration) -> HelpCase | None:
    """The latest case of somebody in a sitting, for an act to change."""
    rows = HelpCase.objects.select_for_update(of=("self",)).filter(sitting=sitting, registration=registration)
    return rows.order_by("-pk").first()


def require_no_flood(registration: Registration, at: datetime) -> None:
    """Refuse a person who writes faster than anybody reads.

    Raises:
        Refusal: they do.
    """
    lately = HelpMessage.objects.filter(
        case__registration=registration, kind=Kind.QUESTION, at__gt=at - rules.FLOOD_WITHIN
    )
    require(rules.may_write(lately.count()))


def ask(case: HelpCase, author: Registration | None, at: datetime, text: str) -> HelpMessage:
    """The person writes: they wait from the first message that is not answered."""
    wait_for_desk(case, at)
    case.save()
    return HelpMessage.objects.create(case=case, kind=Kind.QUESTION, author=author, text=text, at=at)


def note_of_booths(case: HelpCase, at: datetime, text: str) -> HelpMessage:
    """The booths say something of the person: the desk is waited for as if they had written, and they see nothing."""
    wait_for_desk(case, at)
    case.save()
    return HelpMessage.objects.create(case=case, kind=Kind.NOTE, text=text, at=at)


def wait_for_desk(case: HelpCase, at: datetime) -> None:
    """It is for the desk to do something; what was solved is open again. To be saved."""
    status = rules.after_question(case.state)
    if case.solved:
        case.solved_at, case.cause = None, ""
    case.status = status.value
    case.waiting_since = case.waiting_since or at


def reply(case: HelpCase, author: Registration, at: datetime, text: str) -> HelpMessage:
    """The desk writes to the person; who answers a case that nobody has has it."""
    case.status = rules.after_answer(case.state).value
    attend(case, author, at)
    case.save()
    return HelpMessage.objects.create(case=case, kind=Kind.ANSWER, author=author, text=text, at=at)


def attend(case: HelpCase, by: Registration, at: datetime) -> None:
    """Somebody of the desk is there for the person: they wait no more. To be saved."""
    case.assignee = case.assignee or by
    case.answered_at = case.answered_at or at
    case.waiting_since = None


def tell_room(case: HelpCase) -> None:
    """After the commit, let the pages of the sitting know, of those that are not over, where it began."""
    if case.sitting_id is None:
        return
    rows = Sitting.objects.filter(pk=case.sitting_id).exclude(state=SittingState.ENDED.value)
    if rows.update(sequence=F("sequence") + 1):
        names = frozenset({"desk", f"help.{case.registration_id}"})
        transaction.on_commit(partial(documents_changed.send, sender=Sitting, sitting=case.sitting_id, names=names))
