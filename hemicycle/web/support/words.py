"""Connection tests in words: the sentence of a verdict, what was found, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hemicycle.consultations.joins import beside, listed
from hemicycle.consultations.languages import reader_language
from hemicycle.people.member_names import member_name
from hemicycle.rules.connection_tests import Cause, Grade, Subject, Verdict
from hemicycle.rules.measured import Lack, Purpose
from hemicycle.support.models import ConnectionTest
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import _StrPromise

    from hemicycle.rules.connection_tests import Finding

SUBJECTS: dict[Subject, _StrPromise] = {
    Subject.MICROPHONE: gettext_lazy("Microphone"),
    Subject.CAMERA: gettext_lazy("Camera"),
    Subject.NETWORK: gettext_lazy("Network"),
    Subject.LINE: gettext_lazy("Line"),
    Subject.BROWSER: gettext_lazy("Browser"),
    Subject.STATE: gettext_lazy("Updates of the meeting room"),
    Subject.CLOCK: gettext_lazy("Clock"),
}
GRADES: dict[Grade, _StrPromise] = {
    Grade.GOOD: pgettext_lazy("connection test", "Good"),
    Grade.USABLE: pgettext_lazy("connection test", "Usable"),
    Grade.IMPROVE: pgettext_lazy("connection test", "Improve"),
    Grade.FAILS: pgettext_lazy("connection test", "Fails"),
}
TONES: dict[Grade, str] = {Grade.GOOD: "live", Grade.USABLE: "live", Grade.IMPROVE: "wait", Grade.FAILS: "stop"}
VERDICTS: dict[Verdict, _StrPromise] = {
    Verdict.READY: pgettext_lazy("connection test", "Ready"),
    Verdict.USABLE: pgettext_lazy("connection test", "Usable, to improve"),
    Verdict.UNUSABLE: pgettext_lazy("connection test", "Not usable"),
}
VERDICT_TONES: dict[Verdict, str] = {Verdict.READY: "live", Verdict.USABLE: "wait", Verdict.UNUSABLE: "stop"}
#: What is to be mended, in the fewest words, for lists.
CAUSES: dict[Cause, _StrPromise] = {
    Cause.MICROPHONE_DENIED: gettext_lazy("Microphone not allowed"),
    Cause.MICROPHONE_MISSING: gettext_lazy("No microphone"),
    Cause.MICROPHONE_BUSY: gettext_lazy("Microphone in use elsewhere"),
    Cause.MICROPHONE_LOST: gettext_lazy("Microphone lost"),
    Cause.MICROPHONE_SKIPPED: gettext_lazy("Microphone not tested"),
    Cause.MICROPHONE_SILENT: gettext_lazy("Microphone silent"),
    Cause.MICROPHONE_QUIET: gettext_lazy("Microphone too quiet"),
    Cause.MICROPHONE_CLIPPED: gettext_lazy("Microphone distorted"),
    Cause.MICROPHONE_NOISE: gettext_lazy("Background noise"),
    Cause.MICROPHONE_HUM: gettext_lazy("Hum"),
    Cause.MICROPHONE_ECHO: gettext_lazy("Echo"),
    Cause.MICROPHONE_NOT_HEARD: gettext_lazy("Own voice not heard"),
    Cause.MICROPHONE_UNMEASURED: gettext_lazy("Microphone not measured"),
    Cause.CAMERA_DENIED: gettext_lazy("Camera not allowed"),
    Cause.CAMERA_MISSING: gettext_lazy("No camera"),
    Cause.CAMERA_BUSY: gettext_lazy("Camera in use elsewhere"),
    Cause.CAMERA_LOST: gettext_lazy("Camera lost"),
    Cause.CAMERA_SKIPPED: gettext_lazy("Camera not tested"),
    Cause.CAMERA_DARK: gettext_lazy("Picture too dark"),
    Cause.CAMERA_BRIGHT: gettext_lazy("Picture too bright"),
    Cause.CAMERA_SLOW: gettext_lazy("Picture jerky"),
    Cause.NETWORK_BLOCKED: gettext_lazy("Network blocks sound"),
    Cause.NETWORK_UNANSWERED: gettext_lazy("Media server not reached"),
    Cause.NETWORK_UNTESTED: gettext_lazy("Network not tested"),
    Cause.MEDIA_AWAY: gettext_lazy("Media server unavailable"),
    Cause.LINE_UNMEASURED: gettext_lazy("Line not measured"),
    Cause.LINE_DELAY: gettext_lazy("Long delay"),
    Cause.LINE_JITTER: gettext_lazy("Uneven delay"),
    Cause.LINE_LOSS_UP: gettext_lazy("Loss, sending"),
    Cause.LINE_LOSS_DOWN: gettext_lazy("Loss, receiving"),
    Cause.LINE_NARROW_UP: gettext_lazy("Low bandwidth, sending"),
    Cause.LINE_NARROW_DOWN: gettext_lazy("Low bandwidth, receiving"),
    Cause.LINE_SLOW_START: gettext_lazy("Slow start of sound"),
    Cause.BROWSER_INSECURE: gettext_lazy("Address without encryption"),
    Cause.BROWSER_LACKS: gettext_lazy("Browser too old"),
    Cause.STATE_BLOCKED: gettext_lazy("Updates blocked"),
    Cause.CLOCK_OFF: gettext_lazy("Clock wrong"),
    Cause.INTERRUPTED: gettext_lazy("Test interrupted"),
}
LACKS: dict[Lack, _StrPromise] = {
    Lack.SECURE_CONTEXT: gettext_lazy("an encrypted address"),
    Lack.DEVICES: gettext_lazy("access to microphones and cameras"),
    Lack.WEBRTC: gettext_lazy("sound and picture in real time (WebRTC)"),
    Lack.AUDIO: gettext_lazy("audio processing"),
    Lack.MODULES: gettext_lazy("current JavaScript"),
    Lack.WEBSOCKET: gettext_lazy("WebSocket"),
    Lack.STORAGE: gettext_lazy("storage of settings"),
}
#: What an administrator of a network can mend, as the letter tells them.
OF_NETWORK: dict[Cause, _StrPromise] = {
    Cause.NETWORK_TCP: gettext_lazy("UDP is blocked: sound and picture go over TCP, with more delay."),
    Cause.NETWORK_RELAY: gettext_lazy(
        "Port 443 alone is open: sound and picture go through the relay, with more delay."
    ),
    Cause.NETWORK_BLOCKED: gettext_lazy("Sound and picture do not pass at all."),
    Cause.NETWORK_UNANSWERED: gettext_lazy(
        "Sound and picture cannot start: a proxy or firewall blocks WebSocket connections, or a proxy asks for a user "
        "name and password."
    ),
    Cause.STATE_FALLBACK: gettext_lazy("WebSocket connections are blocked."),
    Cause.STATE_BLOCKED: gettext_lazy("Neither WebSocket connections nor HTTP streams pass."),
}
#: What leaves a test without the part that counts, for any reason.
_INCOMPLETE = frozenset({Cause.NETWORK_UNTESTED, Cause.INTERRUPTED, Cause.LINE_UNMEASURED})


def number(value: float, digits: int = 0) -> str:
    """A figure in the reader's language."""
    return str(format_decimal(round(value, digits), locale=reader_language()))


def share(value: float) -> str:
    """A share as per cent, to a tenth."""
    return str(format_percent(round(value, 3), format="#,##0.#\N{NO-BREAK SPACE}%", locale=reader_language()))


def headline(test: ConnectionTest) -> str:
    """What a finished test comes to, as one or two sentences to its person."""
    causes = set(test.causes)
    listens = test.purpose == Purpose.LISTENER.value
    if test.verdict == Verdict.UNUSABLE.value:
        return _("You would not hear the sitting from here.") if listens else _("You would not be heard from here.")
    if Cause.MEDIA_AWAY in causes:
        return _("The media server was not available. Repeat the test later: this is not a fault of yours.")
    if causes & _INCOMPLETE:
        return _("The test is incomplete. Repeat it.")
    good = _("You will hear the sitting.") if listens else _("You will be heard.")
    if test.kind == ConnectionTest.Kind.ENTRY:
        good = _("The connection worked.")
    if not causes:
        return good
    more = ngettext("%(number)s thing to improve.", "%(number)s things to improve.", len(causes)) % {
        "number": number(len(causes))
    }
    return _("%(good)s %(more)s") % {"good": good, "more": more}


def about(test: ConnectionTest) -> str:
    """Whose test it is, for whom, when and from where it was run, and how long it took."""
    registration = test.registration
    zone = registration.consultation.zone
    seconds = number(test.measured["seconds"]) if test.measured else ""
    return beside(
        [
            registration.person.name,
            member_name(registration.member) if registration.member else "",
            labels.moment(test.begun_at, zone, named=True),
            test.place,
            _("%(seconds)s seconds") % {"seconds": seconds} if seconds else "",
        ]
    )


def where(test: ConnectionTest) -> str:
    """In a list: code, place, and what is to be mended."""
    return beside([test.code, test.place, *(CAUSES[one] for one in test.causes)])


def status(test: ConnectionTest, *, over: bool) -> tuple[str, str]:
    """A test in a list: words, and their colour.

    Args:
        over: It ended, finished or not.
    """
    if test.verdict:
        verdict = Verdict(test.verdict)
        return str(VERDICTS[verdict]), VERDICT_TONES[verdict]
    return (_("Not finished"), "") if over else (_("In progress"), "wait")


def causes(test: ConnectionTest) -> str:
    """What is to be mended, in short."""
    return beside(CAUSES[one] for one in test.causes)


def sentences(subject: Subject, findings: tuple[Finding, ...], measured: Mapping[str, Any]) -> list[str]:
    """What was found of a subject: the facts of it, then each cause with what to do."""
    facts = _FACTS.get(subject)
    found = [facts(measured)] if facts is not None else []
    return [words for words in (*found, *(_said(one, measured) for one in findings)) if words]


def _said(finding: Finding, measured: Mapping[str, Any]) -> str:
    if finding.cause is Cause.BROWSER_LACKS:
        lacks = listed(LACKS[Lack(one)] for one in measured["browser"]["lacks"])
        return _("Missing: %(lacks)s. Use a current version of Chrome, Edge, Firefox or Safari.") % {"lacks": lacks}
    words = _SENTENCES.get(finding.cause)
    return str(words) if words is not None else ""


def _microphone(measured: Mapping[str, Any]) -> str:
    found = measured["microphone"]
    level = found["level_db"]
    of_speech = _("speech %(level)s dB") % {"level": number(level)} if level is not None else ""
    noise = found["noise_db"]
    of_noise = _("background %(level)s dB") % {"level": number(noise)} if noise is not None else ""
    return beside([found["label"], of_speech, of_noise])


def _camera(measured: Mapping[str, Any]) -> str:
    found = measured["camera"]
    size = f"{found['width']} × {found['height']}" if found["width"] and found["height"] else ""
    frames = found["frames"]
    rate = _("%(number)s pictures a second") % {"number": number(frames)} if frames is not None else ""
    return beside([found["label"], size, rate])


def _line(measured: Mapping[str, Any]) -> str:
    found = measured["line"]
    if found is None or found["way"] == "none":
        return ""
    parts = [
        _("Round trip %(number)s ms") % {"number": number(found["round_trip_ms"])}
        if found["round_trip_ms"] is not None
        else "",
        _("variation %(number)s ms") % {"number": number(found["jitter_ms"])} if found["jitter_ms"] is not None else "",
        _("lost %(up)s sending") % {"up": share(found["lost_up"])} if found["lost_up"] is not None else "",
        _("lost %(down)s receiving") % {"down": share(found["lost_down"])} if found["lost_down"] is not None else "",
        _("%(number)s kbit/s sent") % {"number": number(found["kbit_up"])} if found["kbit_up"] is not None else "",
        _("%(number)s kbit/s received") % {"number": number(found["kbit_down"])}
        if found["kbit_down"] is not None
        else "",
        _("first sound after %(number)s ms") % {"number": number(found["first_sound_ms"])}
        if found["first_sound_ms"] is not None
        else "",
    ]
    return beside(parts)


def _browser(measured: Mapping[str, Any]) -> str:
    found = measured["browser"]
    named = " ".join(filter(None, (found["name"], found["version"])))
    if named and found["platform"]:
        return _("%(browser)s on %(system)s") % {"browser": named, "system": found["platform"]}
    return str(named)


def _clock(measured: Mapping[str, Any]) -> str:
    found = measured["clock_ms"]
    if found is None:
        return ""
    return _("Difference to the server: %(number)s s") % {"number": number(abs(found) / 1000, 1)}


_FACTS: dict[Subject, Callable[[Mapping[str, Any]], str]] = {
    Subject.MICROPHONE: _microphone,
    Subject.CAMERA: _camera,
    Subject.LINE: _line,
    Subject.BROWSER: _browser,
    Subject.CLOCK: _clock,
}
_SENTENCES: dict[Cause, _StrPromise] = {
    Cause.MICROPHONE_GOOD: gettext_lazy("Clear, at the right level."),
    Cause.MICROPHONE_NOT_NEEDED: gettext_lazy("Not needed: you take part by listening."),
    Cause.MICROPHONE_DENIED: gettext_lazy(
        "The browser was not allowed to use the microphone. Allow it beside the address of this page, then repeat the "
        "test."
    ),
    Cause.MICROPHONE_MISSING: gettext_lazy("No microphone was found. Connect one, then repeat the test."),
    Cause.MICROPHONE_BUSY: gettext_lazy(
        "Another program uses the microphone. Close other meeting programs, then repeat the test."
    ),
    Cause.MICROPHONE_LOST: gettext_lazy(
        "The microphone was disconnected during the test. Check its cable or battery, then repeat the test."
    ),
    Cause.MICROPHONE_SKIPPED: gettext_lazy("The microphone was not tested. Repeat the test with it."),
    Cause.MICROPHONE_SILENT: gettext_lazy(
        "The microphone was silent. Check its mute switch, or choose another microphone, then repeat the test."
    ),
    Cause.MICROPHONE_QUIET: gettext_lazy("Your voice was too quiet. Come closer or raise the level in the settings."),
    Cause.MICROPHONE_CLIPPED: gettext_lazy("Your voice was distorted. Move back a little or lower the level."),
    Cause.MICROPHONE_NOISE: gettext_lazy(
        "The background is loud beside your voice. Use a headset, or choose a quieter place."
    ),
    Cause.MICROPHONE_HUM: gettext_lazy(
        "The microphone hums. Use another cable or socket, or run the computer from its battery."
    ),
    Cause.MICROPHONE_ECHO: gettext_lazy("The loudspeaker was picked up again. Use a headset."),
    Cause.MICROPHONE_NOT_HEARD: gettext_lazy(
        "You did not hear your own voice. Check the loudspeaker or headset and its volume."
    ),
    Cause.MICROPHONE_UNMEASURED: gettext_lazy(
        "The level was not measured. Repeat the test and read the sentence aloud."
    ),
    Cause.CAMERA_GOOD: gettext_lazy("Clear picture."),
    Cause.CAMERA_NOT_NEEDED: gettext_lazy("Not needed."),
    Cause.CAMERA_DENIED: gettext_lazy(
        "The browser was not allowed to use the camera. You will be heard but not seen; allow it beside the address of "
        "this page."
    ),
    Cause.CAMERA_MISSING: gettext_lazy("No camera was found. You will be heard but not seen."),
    Cause.CAMERA_BUSY: gettext_lazy("Another program uses the camera. Close other meeting programs."),
    Cause.CAMERA_LOST: gettext_lazy("The camera was disconnected during the test. Check its cable."),
    Cause.CAMERA_SKIPPED: gettext_lazy("The camera was not tested."),
    Cause.CAMERA_DARK: gettext_lazy("Your face is dark. Put a light in front of you."),
    Cause.CAMERA_BRIGHT: gettext_lazy("The picture is too bright. Turn away from the window or dim the light."),
    Cause.CAMERA_SLOW: gettext_lazy("Few pictures a second. Close other programs, or add light."),
    Cause.NETWORK_UDP: gettext_lazy("By the fastest way (UDP)."),
    Cause.NETWORK_TCP: gettext_lazy(
        "By the second fastest way (TCP): your network blocks the fastest one (UDP). It can be used."
    ),
    Cause.NETWORK_RELAY: gettext_lazy(
        "By port 443 only: your network blocks the two faster ways. It can be used, with more delay."
    ),
    Cause.NETWORK_BLOCKED: gettext_lazy(
        "Your network lets no sound or picture through. Hand the letter to its administrator, or use another network, "
        "for example that of a mobile phone."
    ),
    Cause.NETWORK_UNANSWERED: gettext_lazy(
        "Sound and picture cannot start: your network blocks WebSocket, or its proxy asks for a password. If the "
        "browser asks for the user name and password of a proxy, enter them and repeat the test. Otherwise hand the "
        "letter to the administrator of your network, or use another network."
    ),
    Cause.NETWORK_UNTESTED: gettext_lazy("Sound and picture were not sent. Repeat the test."),
    Cause.MEDIA_AWAY: gettext_lazy(
        "The media server was not available, so that sound and picture could not be sent. Your network is not the "
        "cause. Repeat the test later."
    ),
    Cause.LINE_UNMEASURED: gettext_lazy("The line was not measured. Repeat the test."),
    Cause.LINE_GOOD: gettext_lazy("Reliable in both directions."),
    Cause.LINE_DELAY: gettext_lazy("The delay is long. Pause before you answer; avoid VPN where possible."),
    Cause.LINE_JITTER: gettext_lazy("The delay varies. Use a cable in place of Wi-Fi."),
    Cause.LINE_LOSS_UP: gettext_lazy(
        "Some of what you send is lost. Use a cable in place of Wi-Fi, or another network."
    ),
    Cause.LINE_LOSS_DOWN: gettext_lazy(
        "Some of what you receive is lost. Use a cable in place of Wi-Fi, or another network."
    ),
    Cause.LINE_NARROW_UP: gettext_lazy("Little can be sent. Stop other transfers, or take part without a camera."),
    Cause.LINE_NARROW_DOWN: gettext_lazy("Little can be received. Stop other transfers, or use another network."),
    Cause.LINE_SLOW_START: gettext_lazy("The first sound took long. Wait for the green light before you speak."),
    Cause.BROWSER_GOOD: gettext_lazy("Everything needed is available."),
    Cause.BROWSER_INSECURE: gettext_lazy(
        "The address of the page is not encrypted, so that the browser allows no microphone. Open it with https://."
    ),
    Cause.STATE_GOOD: gettext_lazy("The list of speakers and the lights arrive at once (WebSocket)."),
    Cause.STATE_FALLBACK: gettext_lazy(
        "Your network blocks WebSocket. The list of speakers and the lights arrive by another way, a little later."
    ),
    Cause.STATE_BLOCKED: gettext_lazy(
        "The list of speakers and the lights do not arrive by themselves. Hand the letter to the administrator of your "
        "network."
    ),
    Cause.CLOCK_GOOD: gettext_lazy("Accurate."),
    Cause.CLOCK_OFF: gettext_lazy("The clock of this device is wrong. Set its time automatically."),
    Cause.INTERRUPTED: gettext_lazy("The test was interrupted. Repeat it and keep its page open until the result."),
}
