"""The shifts of a booth as bars over the time of its sitting, which the form says in words beneath."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.web.toolkit.bars import Part, per_cent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hemicycle.rules.shifts import Shift
    from hemicycle.sittings.models import Sitting


@dataclass(frozen=True)
class Lane:
    """Somebody's shifts in one booth."""

    name: str
    bars: list[Part]


def lanes_of(sitting: Sitting, shifts: Sequence[Shift], names: Mapping[int, str]) -> list[Lane]:
    """A line for each person, in the order in which they begin."""
    opens, whole = sitting.opens_at, sitting.ends_at - sitting.opens_at
    lanes: dict[int, list[Part]] = {}
    for shift in sorted(shifts, key=lambda row: row.begins):
        begins, ends = (min(max((at - opens) / whole, 0.0), 1.0) for at in (shift.begins, shift.ends))
        if ends > begins:
            part = Part("shift", per_cent(100 * begins), per_cent(100 * (ends - begins)))
            lanes.setdefault(shift.person, []).append(part)
    return [Lane(names[person], bars) for person, bars in lanes.items() if person in names]
