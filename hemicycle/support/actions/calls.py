"""A call with picture in a case: it is offered, joined by its two persons, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.act import carry_out
from hemicycle.rules import help_calls as rules
from hemicycle.rules.help_calls import CallState
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.support import calls, cases
from hemicycle.support.actions.cases import acting, at_case, journalled
from hemicycle.support.models import HelpCall
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Registration
    from hemicycle.support.models import HelpCase


def offer(consultation: int, performer: Performer, at: datetime, key: int) -> HelpCall:
    """Offer the person of a case that one has a call.

    Raises:
        Refusal: the case is solved, somebody else's or a stranger's, or a call is offered in it already.
    """
    with at_case(consultation, performer, at, key, "offer_call") as (act, case):
        by = acting(act)
        decision = rules.may_offer(
            solved=case.solved,
            mine=case.assignee_id == by.pk,
            registered=case.registration_id is not None,
            running=bool(calls.of_cases([case], at)),
        )
        require(decision)
        calls.end(case, at)  # an offer that nobody took up is over
        call = HelpCall.objects.create(case=case, offered_by=by, offered_at=at)
        calls.tell_rooms(case)
        act.facts.update(call=call.pk)
    return call


def join(consultation: int, performer: Performer, at: datetime, key: int) -> HelpCall:
    """Join a call of one's own, or come back to it. The first time is noted.

    Once both are there, its person waits no more.

    Raises:
        Refusal: there is no such call of theirs, or it is over.
    """
    with carry_out(consultation, performer, Action.HELP_POST, at) as act:
        mine, call, case = _own(act, key)
        require(rules.may_join(call.state(at)))
        moment = "joined_at" if mine.pk == case.registration_id else "desk_joined_at"
        if getattr(call, moment) is not None:
            act.cancel()
            return call
        setattr(call, moment, at)
        call.save(update_fields=[moment])
        if call.joined_at and call.desk_joined_at:
            cases.attend(case, call.offered_by, at)
            case.save()
        journalled(act, case, call=call.pk, step="join_call")
        calls.tell_rooms(case)
    return call


def end(consultation: int, performer: Performer, at: datetime, key: int) -> HelpCall:
    """End a call of one's own, or decline what is offered. What is over stays as it is.

    Raises:
        Refusal: there is no such call of theirs.
    """
    with carry_out(consultation, performer, Action.HELP_POST, at) as act:
        mine, call, case = _own(act, key)
        if call.state(at) is CallState.OVER:
            act.cancel()
            return call
        calls.end(case, at, mine)
        journalled(act, case, call=call.pk, step="end_call")
    return call


def _own(act: Act, key: int) -> tuple[Registration, HelpCall, HelpCase]:
    mine, call = acting(act), calls.find(act.consultation, key)
    if call is None or not call.is_of(mine.pk):
        raise Refusal(SupportCode.NO_SUCH_CALL)
    case = cases.locked(act.consultation.pk, call.case_id)
    call.refresh_from_db(fields=["joined_at", "desk_joined_at", "ended_at"])
    return mine, call, case
