"""Cases of the help desk, outside a sitting: a person asks, and the desk takes, answers, hands over and solves."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hemicycle.people import queries as people
from hemicycle.people.act import Act, carry_out
from hemicycle.people.models import Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules import help_cases as rules
from hemicycle.rules.help_cases import CaseCause, CaseStatus, Channel
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.support import calls, cases, mailing, requests
from hemicycle.support.models import MESSAGE_LENGTH, HelpCase, HelpMessage
from hemicycle.support.queries import workers
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.journal.record import Performer


def ask(consultation: int, performer: Performer, at: datetime, text: str) -> HelpCase:
    """Open a case of one's own.

    Raises:
        Refusal: the text is empty or too long, or too many messages came within a minute.
    """
    with carry_out(consultation, performer, Action.HELP_POST, at) as act:
        mine = acting(act)
        cases.require_no_flood(mine, at)
        case = cases.opened(act.consultation, Channel.CHAT, at, registration=mine)
        message = cases.ask(case, mine, at, _checked(text))
        journalled(act, case, message=message.pk)
    return case


def ask_again(consultation: int, performer: Performer, at: datetime, key: int, text: str) -> HelpCase:
    """Write in a case of one's own, which is reopened where it was solved.

    Raises:
        Refusal: it is not theirs, was solved too long ago, or as in ``ask``.
    """
    with carry_out(consultation, performer, Action.HELP_POST, at) as act:
        mine, case = acting(act), cases.locked(consultation, key)
        if case.registration_id != mine.pk:
            raise Refusal(SupportCode.NO_SUCH_CASE)
        cases.require_no_flood(mine, at)
        if case.solved:
            require(rules.may_reopen(case.state, case.solved_at, at, own=True))
        message = cases.ask(case, mine, at, _checked(text))
        journalled(act, case, message=message.pk)
        cases.tell_room(case)
    return case


def enter_call(  # noqa: PLR0913 - who calls, from where, and what they say
    consultation: int,
    performer: Performer,
    at: datetime,
    *,
    registration: int | None,
    stranger: str,
    call_back: str,
    text: str,
) -> HelpCase:
    """Enter a call that one has taken: a case of one's own from the beginning.

    Raises:
        Refusal: nobody is named, or the text is empty or too long.
    """
    with carry_out(consultation, performer, Action.HELP_ANSWER, at) as act:
        by, person = acting(act), None
        if registration is not None:
            person = Registration.objects.filter(pk=registration, consultation=consultation).first()
            if person is None:
                raise Refusal(PeopleCode.NO_SUCH_REGISTRATION)
        elif not stranger:
            raise Refusal(SupportCode.CALLER_MISSING)
        case = cases.opened(
            act.consultation,
            Channel.TELEPHONE,
            at,
            registration=person,
            stranger="" if person else stranger,
            call_back=call_back,
        )
        message = cases.ask(case, by, at, _checked(text))
        case.status = CaseStatus.IN_WORK.value
        cases.attend(case, by, at)
        case.save()
        journalled(act, case, message=message.pk, step="call")
    return case


def take(consultation: int, performer: Performer, at: datetime, key: int) -> None:
    """Have a case from now on.

    Raises:
        Refusal: somebody else was quicker, who is named; or it is solved.
    """
    with at_case(consultation, performer, at, key, "take") as (act, case):
        by = acting(act)
        holder = case.assignee.person.name if case.assignee else ""
        require(rules.may_take(case.state, holder, mine=case.assignee_id == by.pk))
        case.assignee = by
        if case.state is not CaseStatus.WAITING:
            case.status = CaseStatus.IN_WORK.value


def hand_over(consultation: int, performer: Performer, at: datetime, key: int, *, to: int, text: str) -> None:
    """Let somebody else of the desk have a case, with a private note where there is one.

    Raises:
        Refusal: it is solved, or they do not work at the desk.
    """
    with at_case(consultation, performer, at, key, "hand_over") as (act, case):
        require(rules.may_go_on(case.state))
        _give(act, case, _worker(act, to), text)


def hand_over_all(consultation: int, performer: Performer, at: datetime, *, to: int, text: str) -> int:
    """Let somebody else of the desk have every open case of one's own, as between two shifts; how many those are.

    Raises:
        Refusal: there are none, or they do not work at the desk.
    """
    with carry_out(consultation, performer, Action.HELP_ANSWER, at) as act:
        mine = HelpCase.objects.filter(consultation=consultation, assignee=acting(act))
        keys = list(mine.exclude(status=CaseStatus.SOLVED.value).order_by("pk").values_list("pk", flat=True))
        if not keys:
            raise Refusal(SupportCode.NO_CASES_OF_ONES_OWN)
        worker = _worker(act, to)
        for key in keys:
            case = cases.locked(consultation, key)
            _give(act, case, worker, text)
            case.save()
            cases.tell_room(case)
        act.facts.update(step="hand_over_all", cases=keys, to=worker.pk)
    return len(keys)


def answer(consultation: int, performer: Performer, at: datetime, key: int, text: str) -> None:
    """Write to the person of a case, by e-mail where they wrote one.

    Raises:
        Refusal: a stranger who wrote no e-mail has nowhere to read it; or the text is empty or too long.
    """
    with at_case(consultation, performer, at, key, "answer") as (act, case):
        mail = mailing.latest_of(case)
        if case.registration is None and mail is None:
            raise Refusal(SupportCode.STRANGER_READS_NOTHING)
        message = cases.reply(case, acting(act), at, _checked(text))
        if mail is not None:
            mailing.send(case, mail, at, text, act.performer.person)
        act.facts.update(message=message.pk)


def note(consultation: int, performer: Performer, at: datetime, key: int, text: str) -> None:
    """Write a private note, which the person never sees."""
    with at_case(consultation, performer, at, key, "note") as (act, case):
        act.facts.update(message=_noted(act, case, _checked(text)).pk)


def wait(consultation: int, performer: Performer, at: datetime, key: int) -> None:
    """It is for the person to do something now.

    Raises:
        Refusal: it is solved.
    """
    with at_case(consultation, performer, at, key, "wait") as (act, case):
        require(rules.may_go_on(case.state))
        cases.attend(case, acting(act), at)
        case.status = CaseStatus.WAITING.value


def solve(consultation: int, performer: Performer, at: datetime, key: int, cause: CaseCause) -> None:
    """The trouble is over.

    Raises:
        Refusal: it is solved already.
    """
    with at_case(consultation, performer, at, key, "solve") as (act, case):
        require(rules.may_go_on(case.state))
        cases.attend(case, acting(act), at)
        case.status, case.cause, case.solved_at = CaseStatus.SOLVED.value, cause.value, at
        calls.end(case, at)
        requests.end(case, at)
        act.facts.update(cause=cause.value)


def reopen(consultation: int, performer: Performer, at: datetime, key: int) -> None:
    """Take a case up again at the desk.

    Raises:
        Refusal: it is open.
    """
    with at_case(consultation, performer, at, key, "reopen") as (_act, case):
        require(rules.may_reopen(case.state, case.solved_at, at, own=False))
        case.status, case.cause, case.solved_at = CaseStatus.REOPENED.value, "", None


@contextmanager
def at_case(
    consultation: int, performer: Performer, at: datetime, key: int, step: str
) -> Iterator[tuple[Act, HelpCase]]:
    """One act of the desk on a case, which is saved and told of when it is done."""
    with carry_out(consultation, performer, Action.HELP_ANSWER, at) as act:
        case = cases.locked(consultation, key)
        yield act, case
        case.save()
        journalled(act, case, step=step)
        cases.tell_room(case)


def journalled(act: Act, case: HelpCase, **facts: object) -> None:
    """Say in the journal what happened in a case."""
    act.place = f"helpcase:{case.pk}"
    act.facts.update(case=case.number, **facts)


def acting(act: Act) -> Registration:
    """The registration of who acts; whether it is confirmed was asked already."""
    person = act.performer.person
    found = people.registration_in_act(person, act.consultation) if person else None
    if found is None:
        raise Refusal(PeopleCode.NO_SUCH_REGISTRATION)
    return found


def _worker(act: Act, key: int) -> Registration:
    worker = next((row for row in workers(act.consultation, act.day) if row.pk == key), None)
    if worker is None:
        raise Refusal(SupportCode.NO_SUCH_WORKER)
    return worker


def _give(act: Act, case: HelpCase, worker: Registration, text: str) -> None:
    if case.assignee_id != worker.pk:
        calls.end(case, act.at)  # it was between its person and who had it
        requests.end(case, act.at)
    case.assignee = worker
    if case.state in {CaseStatus.NEW, CaseStatus.REOPENED}:
        case.status = CaseStatus.IN_WORK.value
    if text:
        _noted(act, case, _checked(text))


def _noted(act: Act, case: HelpCase, text: str) -> HelpMessage:
    author = acting(act)
    return HelpMessage.objects.create(case=case, kind=HelpMessage.Kind.NOTE, author=author, text=text, at=act.at)


def _checked(text: str) -> str:
    if not text:
        raise Refusal(SupportCode.MESSAGE_EMPTY)
    if len(text) > MESSAGE_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=MESSAGE_LENGTH)
    return text
