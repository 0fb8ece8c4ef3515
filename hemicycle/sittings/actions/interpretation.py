"""What the steward hears of speech, and the speaker's light that waits for interpretation (rule 55)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from pydantic import Field

from hemicycle.rules.floor import HOLDING
from hemicycle.rules.interpretation import MOST_WAIT_SECONDS, may_go_ahead
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.actions.floor import holder, require_state, turn_of
from hemicycle.sittings.actions.turns import STEWARD
from hemicycle.sittings.changes import documents_changed
from hemicycle.sittings.commands import Arguments, OfTurn, command
from hemicycle.sittings.interpretation import wait_seconds
from hemicycle.sittings.models import Sitting, Speech, Turn

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer


def heard(sitting: int, registration: int, at: datetime, *, speaks: bool) -> None:
    """The steward hears that somebody begins to speak, or pauses. No act: it happens, and is kept while it lasts."""
    row = Speech(sitting_id=sitting, registration_id=registration, since=at)
    rows = Speech.objects.filter(sitting=sitting, registration=registration)
    if rows.exists() == speaks:
        return
    if speaks:
        Speech.objects.bulk_create([row], ignore_conflicts=True)
    else:
        rows.delete()
    Sitting.objects.filter(pk=sitting).update(speech_changes=F("speech_changes") + 1)
    documents_changed.send(sender=Sitting, sitting=sitting, names=frozenset({"speech"}))
    if not speaks:
        _fell_silent(sitting, registration, at)


def _fell_silent(sitting: int, registration: int, at: datetime) -> None:
    """The speaker's light does not wait any longer for the channels of somebody who pauses."""
    holding = Turn.objects.filter(sitting=sitting, state__in=HOLDING, waits_until__gt=at, light_at=None)
    if not holding.exists():
        return
    with carry_out(sitting, STEWARD, "turn.light", at) as act:
        turn = holder(act)
        languages = act.sitting.booth_seats.filter(registration=registration).values_list("language", flat=True)
        silent = set(languages) & set(turn.waits_for) if turn and turn.light_at is None else set()
        if turn is None or not silent:
            act.cancel()
            return
        turn.waits_for = [code for code in turn.waits_for if code not in silent]
        turn.light_at = None if turn.waits_for else at
        turn.save(update_fields=["waits_for", "light_at"])
        act.facts.update(turn=turn.pk, silent=sorted(silent), green=not turn.waits_for)
        act.changes("turn")


@command(Action.FLOOR_GO_AHEAD, OfTurn)
def go_ahead(sitting: int, performer: Performer, at: datetime, *, turn: int) -> None:
    """Let the speaker begin although interpretation of what was said before is still running."""
    with carry_out(sitting, performer, Action.FLOOR_GO_AHEAD, at) as act:
        current = turn_of(act, turn)
        require_state(current, *HOLDING)
        until = current.waits_until
        require(may_go_ahead(waits=until is not None and current.light_at is None and at < until))
        act.facts.update(turn=turn, waits_for=current.waits_for)
        current.light_at = at
        current.save(update_fields=["light_at"])
        act.changes("turn")


class Wait(Arguments):
    """``sitting.interpretation_wait``.

    Attributes:
        seconds: 0 for not at all.
    """

    seconds: int = Field(ge=0, le=MOST_WAIT_SECONDS)


@command(Action.SITTING_INTERPRETATION_WAIT, Wait)
def set_wait(sitting: int, performer: Performer, at: datetime, *, seconds: int) -> None:
    """Say for how long a speaker's light waits at most, from the next one on."""
    with carry_out(sitting, performer, Action.SITTING_INTERPRETATION_WAIT, at) as act:
        act.facts.update(seconds=seconds, before=wait_seconds(act.sitting, act.settings))
        act.sitting.interpretation_wait = seconds
        act.changes("sitting")
