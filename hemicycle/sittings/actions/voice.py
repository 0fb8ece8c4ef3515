"""Who presides presses to talk beside the floor (rule 11); what ends their voice when nobody releases the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.journal.record import Performer
from hemicycle.rules.languages import may_speak_in
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import require
from hemicycle.rules.voices import has_lasted
from hemicycle.sittings import voices
from hemicycle.sittings.act import carry_out
from hemicycle.sittings.commands import Arguments, Language, command
from hemicycle.sittings.models import Publication

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.sittings.models import PresidingVoice, Sitting

CLOCK = Performer(system="clock")
MEDIA = Performer(system="media")


class Talk(Arguments):
    """``voice.on``: in the language that they speak."""

    language: Language


@command(Action.VOICE_ON, Talk)
def on(sitting: int, performer: Performer, at: datetime, *, language: str) -> None:
    """Who presides is heard beside the floor, in their language, until they release the key."""
    with carry_out(sitting, performer, Action.VOICE_ON, at) as act:
        require(may_speak_in(language, act.sitting.languages))
        require(voices.decide(act.sitting, act.registration.pk, at))
        if voices.voice_of(act.sitting) is not None:
            act.cancel()
            return
        act.sitting.voices.create(registration=act.registration, language=language, began_at=at)
        act.facts.update(language=language)


@command(Action.VOICE_OFF)
def off(sitting: int, performer: Performer, at: datetime) -> None:
    """They release the key."""
    with carry_out(sitting, performer, Action.VOICE_OFF, at) as act:
        voice = voices.voice_of(act.sitting)
        if voice is None:
            act.cancel()
            return
        voices.end(voice, at)
        act.facts.update(seconds=_seconds(voice, at))


def expire(sitting: Sitting, at: datetime) -> None:
    """End the voice of who presses for longer than one may at a time: the release of their key was lost."""
    voice = voices.voice_of(sitting)
    if voice is not None and has_lasted(voice.began_at, at):
        _end(sitting, voice, CLOCK, at)


def unpublished(sitting: Sitting, registration: int, at: datetime) -> None:
    """A track of somebody is gone: a voice without a microphone is over."""
    voice = voices.voice_of(sitting)
    if voice is None or voice.registration_id != registration:
        return
    left = Publication.objects.filter(sitting=sitting, registration=registration, source="microphone")
    if not left.exists():
        _end(sitting, voice, MEDIA, at)


def _end(sitting: Sitting, seen: PresidingVoice, performer: Performer, at: datetime) -> None:
    with carry_out(sitting.pk, performer, "voice.ended", at) as act:
        voice = voices.voice_of(act.sitting)
        if voice is None or voice.pk != seen.pk:
            act.cancel()
            return
        voices.end(voice, at)
        act.facts.update(registration=voice.registration_id, seconds=_seconds(voice, at))


def _seconds(voice: PresidingVoice, at: datetime) -> int:
    """How long it was on, in whole seconds."""
    return round((at - voice.began_at).total_seconds())
