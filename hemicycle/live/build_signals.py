"""What booths tell about the speaker: to each other and to the technicians."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.live.booth_documents import SignalDocument, SignalsDocument
from hemicycle.live.build_parts import iso
from hemicycle.rules.booth_signals import Signal, by_booth
from hemicycle.sittings import booth_signals

if TYPE_CHECKING:
    from hemicycle.sittings.models import Sitting


def signals(sitting: Sitting) -> SignalsDocument:
    """What each booth told of the latest turn of which any did (rule 54)."""
    turn, given = booth_signals.of_latest(sitting)
    told = [
        SignalDocument(language=booth, kind=kind, ends_at=iso(until))
        for kind in Signal
        for booth, until in sorted(by_booth(given, kind).items())
    ]
    return SignalsDocument(seq=sitting.sequence, turn=turn, signals=told)
