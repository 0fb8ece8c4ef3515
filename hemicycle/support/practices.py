"""Reads of practices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.support.models import Practice

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration


def latest(registrations: Collection[Registration]) -> dict[int, Practice]:
    """The practice of each registration that tells most: the latest that counts, or else the latest."""
    rows = Practice.objects.filter(registration__in=registrations).order_by("finished_at", "pk")
    return {row.registration_id: row for row in sorted(rows, key=lambda row: row.counts)}


def practised_before(consultation: Consultation, moment: datetime) -> dict[int, datetime]:
    """When who practised alone before a moment did so last, by registration."""
    rows = Practice.objects.filter(registration__consultation=consultation, finished_at__lt=moment)
    return {row.registration_id: row.finished_at for row in rows.order_by("finished_at", "pk") if row.counts}
