"""Reads of what booths told about a turn (rule 54)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.booth_signals import Signal, by_booth

if TYPE_CHECKING:
    from hemicycle.rules.booth_signals import Given
    from hemicycle.sittings.models import BoothSignal, Sitting, Turn

#: So many of the turns whose sound was bad are shown to the technicians.
TURNS_SHOWN = 10


def of_turn(turn: Turn) -> list[Given]:
    """All that was told while it went on, in the order of telling."""
    return [row.given for row in turn.signals.all()]


def booths_of(turn: Turn) -> dict[Signal, int]:
    """How many booths told each thing of a turn; nothing that none did."""
    given = of_turn(turn)
    counts = {signal: len(by_booth(given, signal)) for signal in Signal}
    return {signal: booths for signal, booths in counts.items() if booths}


def of_latest(sitting: Sitting) -> tuple[int | None, list[Given]]:
    """The latest turn of which a booth told anything, and what."""
    last = sitting.booth_signals.order_by("-pk").first()
    if last is None:
        return None, []
    return last.turn_id, [row.given for row in sitting.booth_signals.filter(turn=last.turn_id)]


def bad_sounds(sitting: Sitting) -> list[list[BoothSignal]]:
    """By turn, the latest first, when booths told that its sound is bad."""
    rows = sitting.booth_signals.filter(kind=Signal.BAD_SOUND.value)
    by_turn: dict[int, list[BoothSignal]] = {}
    for row in rows.select_related("turn__registration__person", "turn__member"):
        by_turn.setdefault(row.turn_id, []).append(row)
    latest = sorted(by_turn.values(), key=lambda told: -told[-1].pk)
    return latest[:TURNS_SHOWN]
