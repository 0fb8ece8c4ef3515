"""What the help desk asks of somebody's page: it is asked, answered by its person, reported, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, StringConstraints

from hemicycle.rules import help_requests as rules
from hemicycle.rules.help_cases import CaseStatus
from hemicycle.rules.help_requests import RequestKind, RequestOutcome
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.commands import Arguments, Key, command, storable
from hemicycle.sittings.models import RoomPass
from hemicycle.support import cases, live_connections, requests
from hemicycle.support.models import DEVICE_LENGTH, HelpRequest
from hemicycle.support.reasons import SupportCode

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Registration
    from hemicycle.sittings.act import Act
    from hemicycle.support.models import HelpCase

Device = Annotated[str, StringConstraints(max_length=DEVICE_LENGTH), AfterValidator(storable)]


class Ask(Arguments):
    """``help.ask``: of the person of a case. ``device`` is one that their watched page has told."""

    case: Key
    kind: RequestKind
    device: Device = ""


class Consent(Arguments):
    """``help.consent``: the person's yes or no to one request."""

    request: Key
    agreed: bool


class Report(Arguments):
    """``help.report``: what became of what they agreed to."""

    request: Key
    outcome: RequestOutcome


class OfRequest(Arguments):
    """A command about one request."""

    request: Key


@command(Action.HELP_ASK, Ask)
def ask(sitting: int, performer: Performer, at: datetime, *, case: int, kind: RequestKind, device: str) -> HelpRequest:
    """Ask something of the page of a case's person. Who asks in a case that nobody has has it.

    Raises:
        Refusal: the case is solved or somebody else's, its person is not in this sitting, something is asked of them
            already, or the device is not in their list.
    """
    with carry_out(sitting, performer, Action.HELP_ASK, at, beside_others=True) as act:
        row, by = cases.locked(act.sitting.consultation_id, case), act.registration
        unfinished = requests.open_ones(row.registration_id, at) if row.registration_id else []
        decision = rules.may_ask(
            solved=row.solved,
            mine=row.assignee_id in {None, by.pk},
            here=RoomPass.objects.filter(sitting=act.sitting, registration=row.registration_id).exists(),
            waits=any(one.of is not RequestKind.WATCH or one.agreed is None or one.of is kind for one in unfinished),
        )
        require(decision)
        known = _devices(act, row, kind)
        require(rules.may_name(kind, device, frozenset(known)))
        _take(row, by)
        request = HelpRequest.objects.create(
            case=row,
            sitting=act.sitting,
            asked_by=by,
            kind=kind.value,
            device=device,
            label=known.get(device, ""),
            asked_at=at,
        )
        act.facts.update(request=request.pk, case=row.number, kind=kind.value)
        act.changes(f"help.{row.registration_id}", "desk")
    return request


@command(Action.HELP_CONSENT, Consent)
def consent(sitting: int, performer: Performer, at: datetime, *, request: int, agreed: bool) -> None:
    """Say yes or no to a request to one's own page.

    Raises:
        Refusal: there is no such request of theirs, or it is over.
    """
    with carry_out(sitting, performer, Action.HELP_CONSENT, at, beside_others=True) as act:
        row = _own(act, request)
        require(rules.may_answer(row.state(at)))
        row.agreed, row.answered_at = agreed, at
        row.save(update_fields=["agreed", "answered_at"])
        if not agreed:
            requests.finish(row, at)
        _told(act, row, agreed=agreed)


@command(Action.HELP_REPORT, Report)
def report(sitting: int, performer: Performer, at: datetime, *, request: int, outcome: RequestOutcome) -> None:
    """Say what became of a measure that one agreed to.

    Raises:
        Refusal: there is no such request of theirs, or nothing is to be told of it.
    """
    with carry_out(sitting, performer, Action.HELP_REPORT, at, beside_others=True) as act:
        row = _own(act, request)
        require(rules.may_report(row.of, row.state(at)))
        row.outcome = outcome.value
        requests.finish(row, at)
        _told(act, row, outcome=outcome.value)


@command(Action.HELP_END, OfRequest)
def end(sitting: int, performer: Performer, at: datetime, *, request: int) -> None:
    """Stop being watched; or, as who asked, take a question back or look no longer.

    Raises:
        Refusal: there is no such request of theirs, or nothing of it can be ended.
    """
    with carry_out(sitting, performer, Action.HELP_END, at, beside_others=True) as act:
        row = _found(act, request)
        own = row is not None and row.case.registration_id == act.registration.pk
        if row is None or not (own or row.asked_by_id == act.registration.pk):
            raise Refusal(SupportCode.NO_SUCH_HELP_REQUEST)
        require(rules.may_end(row.of, row.state(at), own=own))
        requests.finish(row, at)
        _told(act, row)


def _found(act: Act, key: int) -> HelpRequest | None:
    rows = HelpRequest.objects.select_for_update(of=("self",)).filter(pk=key, sitting=act.sitting)
    return rows.select_related("case").first()


def _own(act: Act, key: int) -> HelpRequest:
    row = _found(act, key)
    if row is None or row.case.registration_id != act.registration.pk:
        raise Refusal(SupportCode.NO_SUCH_HELP_REQUEST)
    return row


def _devices(act: Act, case: HelpCase, kind: RequestKind) -> dict[str, str]:
    """What may be named: the devices of that kind which the person's watched page has told."""
    watch = requests.watch_of(act.sitting, case.registration_id or 0, act.at) if kind in rules.OF_DEVICE else None
    figures = live_connections.newest(watch) if watch else None
    return figures.labels(kind) if figures else {}


def _take(case: HelpCase, by: Registration) -> None:
    if case.assignee_id is not None:
        return
    case.assignee = by
    if case.state in {CaseStatus.NEW, CaseStatus.REOPENED}:
        case.status = CaseStatus.IN_WORK.value
    case.save(update_fields=["assignee", "status"])


def _told(act: Act, request: HelpRequest, **facts: object) -> None:
    act.facts.update(request=request.pk, case=request.case.number, kind=request.kind, **facts)
    act.changes(f"help.{request.case.registration_id}")
