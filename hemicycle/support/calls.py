"""Calls with picture of the help desk: reads of them, and what ends them."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from hemicycle.rules.floor import SittingState
from hemicycle.rules.help_calls import CALL_LASTS, OFFER_LASTS, CallState
from hemicycle.sittings import enforcement
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.models import Sitting
from hemicycle.support import cases
from hemicycle.support.models import HelpCall

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.support.models import HelpCase

log = logging.getLogger(__name__)


def find(consultation: Consultation, key: int) -> HelpCall | None:
    """A call of a consultation, with its two persons."""
    return _whole(HelpCall.objects.filter(case__consultation=consultation, pk=key)).first()


def of_cases(cases: Iterable[HelpCase], at: datetime) -> dict[int, HelpCall]:
    """The call that is offered or runs in each of these cases, by the case's key."""
    rows = _whole(HelpCall.objects.filter(case__in=[case.pk for case in cases], ended_at=None))
    return {row.case_id: row for row in rows if row.state(at) is not CallState.OVER}


def of_person(consultation: Consultation, registration: int) -> HelpCall | None:
    """The call that was offered last to somebody in any of their cases, and was not ended."""
    rows = HelpCall.objects.filter(case__consultation=consultation, case__registration=registration, ended_at=None)
    return _whole(rows).order_by("-pk").first()


def end(case: HelpCase, at: datetime, by: Registration | None = None) -> list[int]:
    """End what is offered or runs in a case; the keys of what was. The rooms are closed after the commit."""
    ended = []
    for call in HelpCall.objects.select_for_update().filter(case=case, ended_at=None):
        call.ended_at, call.ended_by = min(at, call.until), by
        call.save(update_fields=["ended_at", "ended_by"])
        transaction.on_commit(partial(close_room, call, at))
        ended.append(call.pk)
    if ended:
        tell_rooms(case)
    return ended


def tell_rooms(case: HelpCase) -> None:
    """After the commit, let its person's page of a sitting that is in session know, wherever the case began."""
    cases.tell_room(case)
    states = [SittingState.OPEN.value, SittingState.SUSPENDED.value]
    rows = Sitting.objects.filter(consultation=case.consultation_id, state__in=states)
    names = frozenset({f"help.{case.registration_id}"})
    for key in rows.values_list("pk", flat=True):
        if key == case.sitting_id:
            continue
        Sitting.objects.filter(pk=key).update(sequence=F("sequence") + 1)
        transaction.on_commit(partial(documents_changed.send, sender=Sitting, sitting=key, names=names))


def close_room(call: HelpCall, at: datetime) -> bool:
    """Disconnect both and delete their room; whether the media engine has taken that."""
    if not enforcement.close_room(call.room):
        return False
    HelpCall.objects.filter(pk=call.pk, room_closed_at=None).update(room_closed_at=at)
    return True


def left_open(at: datetime) -> list[HelpCall]:
    """Calls that are over, and whose rooms are not known to be closed."""
    lapsed = Q(joined_at=None, offered_at__lte=at - OFFER_LASTS) | Q(joined_at__lte=at - CALL_LASTS)
    rows = HelpCall.objects.filter(Q(ended_at__isnull=False) | lapsed, room_closed_at=None)
    return list(rows.select_related("case").order_by("pk"))


def _whole(rows: QuerySet[HelpCall]) -> QuerySet[HelpCall]:
    return rows.select_related("case__registration__person", "case__consultation", "offered_by__person")
