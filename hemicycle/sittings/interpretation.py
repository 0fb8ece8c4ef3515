"""Which channels speak now, and whose light waits for them (rule 55)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.interpretation import channels_to_wait_for, waits_until
from hemicycle.sittings.models import Speech

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.settings import Settings
    from hemicycle.sittings.act import Act
    from hemicycle.sittings.models import Sitting, Turn


def speaking(sitting: Sitting) -> dict[int, datetime]:
    """Who speaks now, as the steward hears: ``{registration: since}``."""
    return dict(Speech.objects.filter(sitting=sitting).values_list("registration", "since"))


def channels_speaking(sitting: Sitting) -> dict[str, datetime]:
    """The channels on which the interpreter on air speaks now: ``{language: since}``."""
    now = speaking(sitting)
    if not now:
        return {}
    seats = sitting.booth_seats.filter(left_at=None, on_air_since__isnull=False, registration__in=now)
    return {language: now[person] for language, person in seats.values_list("language", "registration")}


def wait_seconds(sitting: Sitting, settings: Settings) -> int:
    """For how long a speaker's light waits at most: as who presides has set it, or as the consultation has it."""
    own = sitting.interpretation_wait
    return settings.interpretation_wait_seconds if own is None else own


def begin_wait(act: Act, turn: Turn) -> None:
    """Say for which channels the light of who is given the floor waits; the caller saves it."""
    seconds = wait_seconds(act.sitting, act.settings)
    found = channels_to_wait_for(channels_speaking(act.sitting), turn.language, seconds)
    turn.waits_for = [code for code in act.sitting.booths if code in found]
    turn.waits_until = waits_until(act.at, seconds) if turn.waits_for else None
    turn.light_at = None
    if turn.waits_for:
        act.facts.update(waits_for=turn.waits_for)
