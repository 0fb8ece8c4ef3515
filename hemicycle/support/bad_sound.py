"""Booths say that the sound of a speaker is bad: it is noted in a case for them, which waits for the desk (rule 54)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, to_locale

from hemicycle.consultations.joins import listed
from hemicycle.rules.booth_signals import Signal, asked_until, asking
from hemicycle.rules.help_cases import Channel, takes_up
from hemicycle.sittings import booth_signals
from hemicycle.sittings.changes import sound_is_bad
from hemicycle.support import cases

if TYPE_CHECKING:
    from hemicycle.people.models import Registration
    from hemicycle.sittings.act import Act
    from hemicycle.sittings.models import Turn
    from hemicycle.support.models import HelpCase


def listen() -> None:
    """Note from now on what the booths say."""
    sound_is_bad.connect(_note, dispatch_uid="support.bad_sound")


def _note(*, act: Act, turn: Turn, booth: str, measured: dict[str, Any] | None, **_kwargs: Any) -> None:
    """Within the act, which has locked the consultation as every act on cases does."""
    case = _case(act, turn.registration)
    booths = asking(asked_until(booth_signals.of_turn(turn), Signal.BAD_SOUND), act.at)
    # A note is written once and read by everybody at the desk: it has the language of the installation.
    with translation.override(settings.LANGUAGE_CODE):
        text = f"{_said(turn, booths)} {_measured(booth, measured)}"
    note = cases.note_of_booths(case, act.at, text)
    act.facts.update(message=note.pk, case=case.pk)


def _case(act: Act, registration: Registration) -> HelpCase:
    """Their latest case in this sitting, as where they write themselves; or a new one."""
    case = cases.in_sitting(act.sitting, registration)
    if case is not None and takes_up(case.state, case.solved_at, act.at):
        return case
    return cases.opened(act.sitting.consultation, Channel.BOOTH, act.at, registration=registration, sitting=act.sitting)


def _said(turn: Turn, booths: int) -> str:
    words = ngettext(
        "The sound of {who} is bad, says one booth.", "The sound of {who} is bad, say {count} booths.", booths
    )
    return words.format(who=turn.registration.person.name, count=booths)


def _measured(booth: str, measured: dict[str, Any] | None) -> str:
    """What the booth's page received in the last ten seconds."""
    figures = {name: figure for name, figure in (measured or {}).items() if figure is not None}
    if not figures:
        words = _("Nothing was measured in the booth ({booth}). Ask to see the speaker’s connection.")
        return words.format(booth=booth)
    worded = {
        "lost": (_("packets lost {figure}%"), 100.0),
        "jitter_ms": (_("jitter {figure} ms"), 1.0),
        "round_trip_ms": (_("round trip {figure} ms"), 1.0),
        "kbit": (_("{figure} kbit/s received"), 1.0),
    }
    told = listed(
        each.format(figure=_number(figures[name] * unit)) for name, (each, unit) in worded.items() if name in figures
    )
    return _("Measured in the booth ({booth}) in the last ten seconds: {figures}.").format(booth=booth, figures=told)


def _number(figure: float) -> str:
    return str(format_decimal(round(figure, 1), locale=to_locale(settings.LANGUAGE_CODE)))
