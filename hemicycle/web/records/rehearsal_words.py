"""Words of the report of a rehearsal: what became of a turn, sound, ways, ratings, the state of a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hemicycle.consultations.bodies import called
from hemicycle.rules.connection_figures import BAND_ENDS, Became, Sound
from hemicycle.rules.rehearsal_comments import CommentState
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.web.support.words import number, share

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from hemicycle.consultations.bodies import BodySettings
    from hemicycle.sittings.models import Sitting

BECAME: dict[Became, _StrPromise] = {
    Became.HEARD: pgettext_lazy("a turn", "Heard"),
    Became.FAILED: pgettext_lazy("a turn", "Not heard"),
    Became.UNDER_WAY: pgettext_lazy("a turn", "Under way"),
}
BECAME_TONES = {Became.HEARD: "live", Became.FAILED: "stop", Became.UNDER_WAY: "wait"}
SOUNDS: dict[Sound, _StrPromise] = {
    Sound.GOOD: pgettext_lazy("sound", "Good"),
    Sound.IMPROVE: pgettext_lazy("sound", "To improve"),
    Sound.FAILS: pgettext_lazy("sound", "Not usable"),
    Sound.UNTESTED: pgettext_lazy("sound", "Not tested"),
}
SOUND_TONES = {Sound.GOOD: "live", Sound.IMPROVE: "wait", Sound.FAILS: "stop", Sound.UNTESTED: ""}
#: As ``rules.measured.Way`` has them; empty where nothing was measured.
WAYS: dict[str, _StrPromise] = {
    "udp": gettext_lazy("UDP"),
    "tcp": gettext_lazy("TCP"),
    "relay": gettext_lazy("Relay (TLS, port 443)"),
    "none": gettext_lazy("No way found"),
    "": pgettext_lazy("sound", "Not tested"),
}
RATED: dict[str, _StrPromise] = {
    "sound": gettext_lazy("Sound"),
    "picture": pgettext_lazy("of a camera", "Picture"),
    "interpretation": gettext_lazy("Interpretation"),
    "speaking": gettext_lazy("Taking the floor"),
}
STATES: dict[CommentState, _StrPromise] = {
    CommentState.RECEIVED: pgettext_lazy("a comment", "Not answered"),
    CommentState.NOTED: pgettext_lazy("a comment", "Noted"),
    CommentState.IN_HAND: pgettext_lazy("a comment", "In progress"),
    CommentState.DONE: pgettext_lazy("a comment", "Done"),
}
STATE_TONES = {
    CommentState.RECEIVED: "wait",
    CommentState.NOTED: "",
    CommentState.IN_HAND: "",
    CommentState.DONE: "live",
}
_TITLES: dict[SittingKind, _StrPromise] = {
    SittingKind.REHEARSAL: gettext_lazy("Report of the rehearsal"),
    SittingKind.TEST: gettext_lazy("Report of the test session"),
}


def title(sitting: Sitting) -> str:
    """What its report is called."""
    return str(_TITLES.get(SittingKind(sitting.kind)) or _("Participation and connections"))


def seconds(value: float | None) -> str:
    """As in "2.4 s"; a dash where there are none."""
    return "–" if value is None else _("%(number)s s") % {"number": number(value, 1)}


def part(of: int, whole: int) -> str:
    """As in "12 (40 %)"; the number alone of nothing."""
    if not whole:
        return number(of)
    return _("%(number)s (%(share)s)") % {"number": number(of), "share": share(of / whole)}


def band(place: int) -> str:
    """The band of ``connection_figures.BAND_ENDS``: "3–5 s"."""
    if place == 0:
        return _("up to %(end)d s") % {"end": BAND_ENDS[0]}
    if place == len(BAND_ENDS):
        return _("over %(end)d s") % {"end": BAND_ENDS[-1]}
    return _("%(start)d–%(end)d s") % {"start": BAND_ENDS[place - 1], "end": BAND_ENDS[place]}


def region(body: BodySettings, key: str) -> str:
    """The name of a region; of those without one, that they have none."""
    return called(body.regions, key) if key else _("No region")


def browser(name: str) -> str:
    """Its name; of those without a test, that."""
    return name or str(SOUNDS[Sound.UNTESTED])
