"""Which channels speak now, and whose light waits for them (rule 55)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from hemicycle.rules.interpretation import BETWEEN_SENTENCES, channels_to_wait_for, waits_until
from hemicycle.sittings.models import Speech

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.consultations.settings import Settings
    from hemicycle.sittings.act import Act
    from hemicycle.sittings.models import Sitting, Turn


def speaking(sitting: Sitting) -> dict[int, datetime]:
    """Who speaks now, as the steward hears: ``{registration: since}``."""
    return dict(Speech.objects.filter(sitting=sitting, paused_at=None).values_list("registration", "since"))


def channels_in_use(sitting: Sitting, at: datetime) -> dict[str, datetime | None]:
    """The channels whose interpreter on air speaks, or pauses between two sentences: ``{language: paused}``."""
    recent = Q(paused_at=None) | Q(paused_at__gt=at - BETWEEN_SENTENCES)
    paused = dict(Speech.objects.filter(recent, sitting=sitting).values_list("registration", "paused_at"))
    if not paused:
        return {}
    seats = sitting.booth_seats.filter(left_at=None, on_air_since__isnull=False, registration__in=paused)
    return {language: paused[person] for language, person in seats.values_list("language", "registration")}


def wait_seconds(sitting: Sitting, settings: Settings) -> int:
    """For how long a speaker's light waits at most: as who presides has set it, or as the consultation has it."""
    own = sitting.interpretation_wait
    return settings.interpretation_wait_seconds if own is None else own


def begin_wait(act: Act, turn: Turn) -> None:
    """Say for which channels the light of who is given the floor waits; the caller saves it."""
    seconds = wait_seconds(act.sitting, act.settings)
    in_use = channels_in_use(act.sitting, act.at)
    found = channels_to_wait_for(in_use, turn.language, seconds)
    turn.waits_for = [code for code in act.sitting.booths if code in found]
    turn.waits_until = waits_until(act.at, seconds, [in_use[code] for code in turn.waits_for])
    turn.light_at = None
    if turn.waits_for:
        act.facts.update(waits_for=turn.waits_for)


def go_on_waiting(act: Act, turn: Turn, silent: Collection[str]) -> None:
    """The same while it waits, without the channels that have fallen silent; the caller saves it."""
    in_use = channels_in_use(act.sitting, act.at)
    turn.waits_for = [code for code in turn.waits_for if code in in_use and code not in silent]
    if not turn.waits_for:
        turn.light_at = act.at
    elif turn.granted_at is not None:
        seconds = wait_seconds(act.sitting, act.settings)
        turn.waits_until = waits_until(turn.granted_at, seconds, [in_use[code] for code in turn.waits_for])
