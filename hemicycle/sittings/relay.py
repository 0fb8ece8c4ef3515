"""From which languages the booths of a sitting work, and what each of them hears (rule 53)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.floor import SittingState
from hemicycle.rules.relay import WorksFrom
from hemicycle.sittings.models import BoothLanguages, Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable


def kept(sitting: Sitting) -> dict[str, WorksFrom]:
    """What is set for the booths of a sitting, by one query; a booth that nothing is set for is not named."""
    rows = BoothLanguages.objects.filter(sitting=sitting)
    return {row.language: WorksFrom(frozenset(row.works_from), tuple(row.pivots)) for row in rows}


def booths_of(sitting: Sitting) -> dict[str, WorksFrom]:
    """From what each booth works, in the order of the sitting's languages: from all where nothing is set."""
    known, every = kept(sitting), frozenset(sitting.booths)
    return {code: known.get(code, WorksFrom(every)) for code in sitting.booths}


def alike(sitting: Sitting, among: Iterable[Sitting] | None = None) -> list[Sitting]:
    """The other sittings of a consultation that have not ended and have the same languages.

    Args:
        among: Its sittings, where they were read already.
    """
    rows = Sitting.objects.filter(consultation=sitting.consultation_id).select_related("consultation")
    ended, booths = SittingState.ENDED.value, set(sitting.booths)
    return [
        row
        for row in (rows if among is None else among)
        if row.pk != sitting.pk and row.state != ended and set(row.booths) == booths
    ]
