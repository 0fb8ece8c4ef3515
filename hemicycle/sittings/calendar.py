"""The sittings of a consultation, and those that were taken off its calendar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from hemicycle.journal.models import Entry
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.rules.sitting_kinds import PRACTICE, SittingKind
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation


def calendars(consultations: Iterable[Consultation]) -> dict[int, list[Sitting]]:
    """The sittings of each consultation, in time: ``{consultation: sittings}``."""
    by_key = {consultation.pk: consultation for consultation in consultations}
    by_consultation: dict[int, list[Sitting]] = {key: [] for key in by_key}
    for sitting in Sitting.objects.filter(consultation__in=by_key).select_related("presiding__person"):
        sitting.consultation = by_key[sitting.consultation_id]
        by_consultation[sitting.consultation_id].append(sitting)
    for key, consultation in by_key.items():
        consultation.sittings_planned = sum(
            sitting.kind == SittingKind.SITTING.value for sitting in by_consultation[key]
        )
    return by_consultation


#: In the journal's entry of the act that takes them away.
REMOVED = "removed"


def removed_fact(sitting: Sitting) -> list[Any]:
    """What the journal keeps of a sitting that is taken off: its key, number, hours, sequence and kind."""
    hours = [sitting.opens_at.isoformat(), sitting.closes_at.isoformat()]
    return [sitting.pk, sitting.number, *hours, sitting.sequence, sitting.kind]


def practice(consultation: Consultation) -> list[Sitting]:
    """The rehearsals and test sessions, in time (rule 47)."""
    rows = Sitting.objects.filter(consultation=consultation, kind__in=PRACTICE).select_related("presiding__person")
    found = list(rows.order_by("opens_at", "number", "pk"))
    for row in found:
        row.consultation = consultation
    return found


def planned_practice(consultation: Consultation, key: int) -> Sitting | None:
    """A rehearsal or a test session that was not opened yet; None of any other sitting."""
    rows = Sitting.objects.filter(consultation=consultation, kind__in=PRACTICE, state=SittingState.PLANNED.value)
    found = rows.filter(pk=key).first()
    if found is not None:
        found.consultation = consultation
    return found


def removed(consultation: Consultation) -> list[tuple[Sitting, datetime]]:
    """The sittings that were taken off, as they were, and when: people have them in their own calendars. Not saved."""
    acts = Entry.objects.filter(
        place=f"plan:{consultation.pk}", act=Action.PLAN_EDIT.value, **{f"data__{REMOVED}__isnull": False}
    )
    return [
        (
            Sitting(
                pk=key,
                consultation=consultation,
                number=number,
                opens_at=datetime.fromisoformat(opens),
                closes_at=datetime.fromisoformat(closes),
                sequence=sequence + 1,
                # Entries from before there were rehearsals do not say it.
                kind=kind[0] if kind else SittingKind.SITTING.value,
            ),
            act.at,
        )
        for act in acts.order_by("pk")
        for key, number, opens, closes, sequence, *kind in act.data[REMOVED]
    ]
