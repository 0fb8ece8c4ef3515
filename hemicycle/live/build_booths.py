"""The document of the booths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.live import interpretation_documents as shapes
from hemicycle.live.build_parts import iso, iso_or_none, who
from hemicycle.rules.relay import Hears, heard
from hemicycle.sittings import enforcement, queries, relay, shifts

if TYPE_CHECKING:
    from hemicycle.sittings.models import Sitting


def booths(sitting: Sitting) -> shapes.BoothsDocument:
    """Who sits in each booth, whether anybody does, what it hears, and who is to work there when."""
    seats = queries.seats(sitting)
    here = {attendance.registration_id for attendance in queries.present(sitting)}
    known = queries.persons(seat.registration_id for seat in seats)
    classes, on = sitting.consultation.classes, queries.day(sitting)
    taken: dict[str, list[shapes.SeatDocument]] = {code: [] for code in sitting.booths}
    for seat in seats:
        if seat.language in taken:
            taken[seat.language].append(
                shapes.SeatDocument(
                    who=who(known[seat.registration_id], classes, on),
                    entered_at=iso(seat.entered_at),
                    on_air_since=iso_or_none(seat.on_air_since),
                    handover_since=iso_or_none(seat.handover_since),
                    present=seat.registration_id in here,
                )
            )
    staffed = {code for code, there in taken.items() if any(seat.present for seat in there)}
    hears = _hears(sitting, staffed)
    planned = _shifts(sitting)
    rows = [
        shapes.BoothDocument(
            language=code, staffed=code in staffed, hears=hears[code], seats=there, shifts=planned.get(code, [])
        )
        for code, there in taken.items()
    ]
    return shapes.BoothsDocument(seq=sitting.sequence, booths=rows)


def _shifts(sitting: Sitting) -> dict[str, list[shapes.ShiftDocument]]:
    found: dict[str, list[shapes.ShiftDocument]] = {}
    for row in shifts.of_sitting(sitting) if sitting.booths else ():
        found.setdefault(row.language, []).append(
            shapes.ShiftDocument(
                registration=row.registration_id,
                name=row.registration.person.name,
                begins_at=iso(row.begins_at),
                ends_at=iso(row.ends_at),
            )
        )
    return found


def _hears(sitting: Sitting, staffed: set[str]) -> dict[str, shapes.HearsDocument]:
    if not sitting.booths:
        return {}
    floor = enforcement.holders(sitting.pk).language
    found = heard(floor, relay.booths_of(sitting), staffed, sitting.most_relays)
    return {code: _told(hears) for code, hears in found.items()}


def _told(hears: Hears) -> shapes.HearsDocument:
    return shapes.HearsDocument(source=hears.source, pivot=hears.pivot, deputy=hears.deputy, relays=hears.relays)
