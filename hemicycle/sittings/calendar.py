"""The sittings of a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    return by_consultation
