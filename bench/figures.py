"""What a measurement tells: a figure with its median and 95th percentile, and the limit beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least ``share`` of them do not exceed (nearest rank).

    Args:
        values: At least one.
        share: Above 0, up to 1.
    """
    return sorted(values)[math.ceil(share * len(values)) - 1]


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        values: One a run.
        limit: The same measured with what stands beside it, bare LiveKit or Indico, in the same run.
        notes: What else was found, by name.
    """

    values: Sequence[float]
    unit: str = "ms"
    limit: Figure | None = None
    notes: dict[str, float] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """The value in the middle."""
        return percentile(self.values, 0.5)

    def as_json(self) -> dict[str, Any]:
        """``{median, p95, n, unit}``, with ``limit`` of the same form and the notes where there are any."""
        content: dict[str, Any] = {
            "median": _rounded(self.median),
            "p95": _rounded(percentile(self.values, 0.95)),
            "n": len(self.values),
            "unit": self.unit,
        }
        if self.limit is not None:
            content["limit"] = self.limit.as_json()
        return content | {name: _rounded(value) for name, value in self.notes.items()}


def _rounded(value: float) -> float:
    return round(value, 3 if abs(value) < 1 else 1)
