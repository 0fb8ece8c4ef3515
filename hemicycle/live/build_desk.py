"""The documents of the technicians, and of a participant's thread with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from hemicycle.live import rooms
from hemicycle.live.build_parts import cause, iso, iso_or_none, who, who_of_turn
from hemicycle.live.desk_documents import (
    BadSoundRow,
    DeskDocument,
    HelpCallDocument,
    HelpDocument,
    HelpMessageDocument,
    HelpRequestDocument,
    HelpThread,
    IntrusionRow,
    TurnRow,
)
from hemicycle.rules.floor import TurnState
from hemicycle.rules.help_requests import RequestOutcome
from hemicycle.sittings import booth_signals, queries
from hemicycle.support import calls, requests
from hemicycle.support import queries as support

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.rules.capacity import Classes
    from hemicycle.sittings.models import Sitting
    from hemicycle.support.models import HelpMessage


def _message(message: HelpMessage, classes: Classes, on: date) -> HelpMessageDocument:
    return HelpMessageDocument(
        id=message.pk, who=who(message.writer, classes, on), text=message.text, at=iso(message.at)
    )


def help_thread(sitting: Sitting, registration: int) -> HelpDocument:
    """One participant's thread with the technicians."""
    on, classes = queries.day(sitting), sitting.consultation.classes
    messages = [_message(message, classes, on) for message in support.thread(sitting, registration)]
    return HelpDocument(
        seq=sitting.sequence,
        messages=messages,
        call=_call(sitting, registration),
        requests=requests_to(sitting, registration),
    )


def requests_to(sitting: Sitting, registration: int) -> list[HelpRequestDocument]:
    """What was asked of their page."""
    return [
        HelpRequestDocument(
            id=row.pk,
            by=row.asked_by.person.name,
            case=row.case_id,
            kind=row.of,
            device=row.device,
            label=row.label,
            asked_at=iso(row.asked_at),
            agreed=row.agreed,
            until=iso(row.until),
            ended=row.ended_at is not None,
            outcome=RequestOutcome(row.outcome) if row.outcome else None,
        )
        for row in requests.latest(sitting, registration)
    ]


def _call(sitting: Sitting, registration: int) -> HelpCallDocument | None:
    """What is offered to them, wherever their case began: they look at this page."""
    call = calls.of_person(sitting.consultation, registration)
    if call is None:
        return None
    return HelpCallDocument(
        id=call.pk,
        by=call.offered_by.person.name,
        address=reverse("video_call", args=[sitting.consultation.slug, call.pk]),
        until=iso(call.until),
        joined=call.joined_at is not None,
    )


def desk(sitting: Sitting) -> DeskDocument:
    """For technicians and the secretariat: who needs help, the latest turns, who was cut off."""
    on, classes = queries.day(sitting), sitting.consultation.classes
    threads = [
        HelpThread(
            who=who(thread.owner, classes, on),
            case=thread.case.pk,
            number=thread.case.number,
            assignee=thread.case.assignee.person.name if thread.case.assignee else None,
            messages=thread.messages,
            last=_message(thread.last, classes, on),
            unanswered=thread.case.waiting_since is not None,
        )
        for thread in support.threads(sitting)
    ]
    turns = [
        TurnRow(
            turn=row.pk,
            who=who_of_turn(row),
            language=row.language,
            state=TurnState(row.state),
            cause=cause(row),
            asked_at=iso(row.asked_at),
            next_at=iso_or_none(row.next_at),
            granted_at=iso_or_none(row.granted_at),
            connected_at=iso_or_none(row.connected_at),
            audible_at=iso_or_none(row.audible_at),
            ended_at=iso_or_none(row.ended_at),
        )
        for row in queries.latest_turns(sitting)
    ]
    cut = sitting.intrusions.order_by("-pk")[: queries.TURNS_SHOWN]
    known = queries.persons(intrusion.registration_id for intrusion in cut)
    intrusions = [
        IntrusionRow(
            who=who(known[row.registration_id], classes, on),
            how=row.how,
            seen_by=row.seen_by,
            at=iso(row.at),
            cut_at=iso_or_none(row.cut_at),
        )
        for row in cut
    ]
    return DeskDocument(
        seq=sitting.sequence,
        threads=threads,
        turns=turns,
        intrusions=intrusions,
        bad_sounds=_bad_sounds(sitting),
        room_made_again_at=iso_or_none(rooms.made_again_at(sitting)),
    )


def _bad_sounds(sitting: Sitting) -> list[BadSoundRow]:
    told = booth_signals.bad_sounds(sitting)
    cases = support.latest_cases(sitting, {rows[0].turn.registration_id for rows in told})
    return [
        BadSoundRow(
            turn=rows[0].turn_id,
            who=who_of_turn(rows[0].turn),
            booths=list(dict.fromkeys(row.language for row in rows)),
            at=iso(rows[-1].raised_at),
            ends_at=iso(max(row.ends_at for row in rows)),
            case=cases.get(rows[0].turn.registration_id),
        )
        for rows in told
    ]
