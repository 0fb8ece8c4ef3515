"""The document of who speaks now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.live.booth_documents import SpeechDocument
from hemicycle.live.build_parts import iso
from hemicycle.sittings import interpretation

if TYPE_CHECKING:
    from hemicycle.sittings.models import Sitting


def speech(sitting: Sitting) -> SpeechDocument:
    """Who speaks, as the steward hears."""
    now = interpretation.speaking(sitting)
    return SpeechDocument(
        seq=sitting.speech_changes, speaking={person: iso(since) for person, since in sorted(now.items())}
    )
