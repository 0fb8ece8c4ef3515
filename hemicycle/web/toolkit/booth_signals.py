"""Words for what booths told of a turn (rule 54)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from hemicycle.consultations import joins
from hemicycle.rules.booth_signals import Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNALS = {
    Signal.SLOW_DOWN: gettext_lazy("Slow down"),
    Signal.WAIT: gettext_lazy("Speaker, wait"),
    Signal.BAD_SOUND: gettext_lazy("Sound is bad"),
}


def told_text(told: Mapping[Signal, int]) -> str:
    """As in "Slow down (2), Sound is bad (1)": with how many booths did; empty where none told anything."""
    return joins.beside(f"{SIGNALS[signal]} ({booths})" for signal, booths in told.items())
