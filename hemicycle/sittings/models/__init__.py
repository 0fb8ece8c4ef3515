"""A sitting with its presiding officers, items, turns and booths, and who is in its room."""

from hemicycle.sittings.models.booth_messages import BoothMessage
from hemicycle.sittings.models.booth_signals import BoothSignal
from hemicycle.sittings.models.duties import BoothDuty, BoothLanguages
from hemicycle.sittings.models.presence import (
    Attendance,
    BoothSeat,
    Intrusion,
    Publication,
    Removal,
    RoomPass,
    Speech,
)
from hemicycle.sittings.models.rulings import Ruling
from hemicycle.sittings.models.shifts import BoothShift, ShiftMailing
from hemicycle.sittings.models.sittings import Discussion, LastAct, Lead, Prolongation, Reopening, Sitting
from hemicycle.sittings.models.turns import Turn
from hemicycle.sittings.models.voices import PresidingVoice

__all__ = [
    "Attendance",
    "BoothDuty",
    "BoothLanguages",
    "BoothMessage",
    "BoothSeat",
    "BoothShift",
    "BoothSignal",
    "Discussion",
    "Intrusion",
    "LastAct",
    "Lead",
    "PresidingVoice",
    "Prolongation",
    "Publication",
    "Removal",
    "Reopening",
    "RoomPass",
    "Ruling",
    "ShiftMailing",
    "Sitting",
    "Speech",
    "Turn",
]
