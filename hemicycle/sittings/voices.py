"""The voice of who presides beside the floor: whether it is on, and when it is over whatever they press (rule 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Allowed, Decision
from hemicycle.rules.voices import may_be_heard
from hemicycle.sittings.enforcement import HOLDING_STATES
from hemicycle.sittings.models import PresidingVoice, Sitting

if TYPE_CHECKING:
    from datetime import datetime


def voice_of(sitting: Sitting | int) -> PresidingVoice | None:
    """The voice that is on."""
    return PresidingVoice.objects.filter(sitting=sitting, ended_at=None).first()


def decide(sitting: Sitting, registration: int, since: datetime) -> Decision:
    """Whether who presides may be heard as the sitting stands, by the connection that they had at that moment."""
    here = sitting.attendances.filter(registration=registration, left_at=None, joined_at__lte=since)
    holds = sitting.turns.filter(registration=registration, state__in=HOLDING_STATES)
    return may_be_heard(SittingState(sitting.state), here=here.exists(), holds=holds.exists())


def settle(sitting: Sitting, at: datetime) -> bool:
    """End a voice with what it rests on: the lead, the open sitting, the connection; returns whether it did.

    Who takes the floor is heard by that from then on. Who comes back by another connection presses again: the page in
    which they pressed is gone.
    """
    voice = voice_of(sitting)
    if voice is None:
        return False
    presides = voice.registration_id == sitting.presiding_id
    if presides and isinstance(decide(sitting, voice.registration_id, voice.began_at), Allowed):
        return False
    end(voice, at)
    return True


def end(voice: PresidingVoice, at: datetime) -> None:
    """Write down when it ended."""
    voice.ended_at = at
    voice.save(update_fields=["ended_at"])
