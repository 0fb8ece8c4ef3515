"""The guide for a role, on one page: what to do before, on the day, in the room, and when something fails.

The same in more words is in ``docs/guides/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hemicycle.consultations.joins import listed
from hemicycle.rules.capacity import PRESIDING_ROLES, ParticipationClass, Right, Role
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from hemicycle.rules.capacity import Capacity, Classes

_COMPUTER = gettext_lazy(
    "Use a computer or tablet with a current browser, and a headset. A cable is better than Wi-Fi. "
    "Nothing needs to be installed."
)
_SIGN_IN = gettext_lazy("Sign in with the address you registered with: a code is sent by e-mail.")
_CALENDAR = gettext_lazy("Add the sittings to your calendar: it shows them in your own time.")
_EARLY = gettext_lazy("Open the page fifteen minutes before the sitting. The button to enter is at the top.")
_DEVICES = gettext_lazy(
    "Choose microphone, camera and headset, and say a few words: the bar moves. Nobody hears or sees you yet."
)
_HEAR = gettext_lazy("Choose what you want to hear: the floor, or a language. You can change it at any time.")
_MICROPHONE = gettext_lazy(
    "No microphone: allow it with the icon in the address bar, or plug in another one. While you are next, "
    "your place is kept."
)
_CONNECTION = gettext_lazy(
    "No connection: wait. The page reconnects by itself, and your place on the list of speakers is kept. If it "
    "does not, use another network."
)
_TECHNICIANS = gettext_lazy("Anything else: write to the technicians under “Help”. That works without sound, too.")
_ASK = gettext_lazy("Press “Ask for the floor” and choose the language that you will speak.")
_LIGHT = gettext_lazy(
    "You are next: your microphone opens by itself, and nobody hears you. You have the floor: speak at the green light."
)
_PACE = gettext_lazy(
    "Speak at a pace that interpreters can follow. Your time is counted, and nobody cuts you off for it. "
    "Press “Finish”."
)

_BEFORE = (_COMPUTER, _SIGN_IN, _CALENDAR)
_DAY = (_EARLY, _DEVICES, _HEAR)
_FAILS = (_MICROPHONE, _CONNECTION, _TECHNICIANS)

_FOLLOW = (
    gettext_lazy("Follow the sitting in the room, in the language that you choose."),
    gettext_lazy("The stage shows who speaks, for whom, and in which language."),
)

#: In the room, by role.
_ROOM: dict[Role, tuple[_StrPromise, ...]] = {
    **dict.fromkeys(
        PRESIDING_ROLES,
        (
            gettext_lazy("Open the sitting, then the item. The bar shows the forecast end of the sitting."),
            gettext_lazy("Give the floor to the next speaker. The card shows whether their microphone is ready."),
            gettext_lazy("Mute, take the floor back, give one minute more: each action has a button and a key."),
            gettext_lazy(
                "Close the item as a proposed conclusion, deferred or noted. Virtual consultations take no decisions."
            ),
        ),
    ),
    Role.INTERPRETER: (
        gettext_lazy("Choose your booth, then what you hear: the floor, or another booth as relay."),
        gettext_lazy("The large button puts you on air and off again. Wait until it reads ON AIR."),
        gettext_lazy("Hold the cough button to be silent. Hand over to your partner with one press."),
        gettext_lazy("If the speaker speaks a language other than the one shown, correct it."),
    ),
    Role.SECRETARIAT: (
        gettext_lazy("Confirm registrations and answer focal points until the sitting begins."),
        gettext_lazy("Follow participants’ questions at the technicians’ desk."),
        gettext_lazy(
            "If the presiding officer is disconnected, hand over the chair to the Chair or a Vice-Chair in the "
            "presiding officer’s console."
        ),
        gettext_lazy("Afterwards, export the turns with their times."),
    ),
    Role.TECHNICIAN: (
        gettext_lazy(
            "Answer those waiting first; they are marked. Only they, you and the secretariat can read the messages."
        ),
        gettext_lazy("Each turn shows when it was granted, connected and heard, and why it failed."),
        gettext_lazy("Connected and not heard: the microphone is muted in their computer or on the headset."),
        gettext_lazy("Correct the language of the floor if the speaker speaks another one."),
    ),
    Role.CAPTIONER: _FOLLOW,
}
#: Where a role differs from the others before the room, or when something fails.
_OWN_BEFORE: dict[Role, tuple[_StrPromise, ...]] = {
    Role.INTERPRETER: (
        gettext_lazy("Use a computer with a current browser, a headset with a good microphone, and a cable."),
        _SIGN_IN,
        _CALENDAR,
    ),
}
_OWN_FAILS: dict[Role, tuple[_StrPromise, ...]] = {
    Role.INTERPRETER: (
        gettext_lazy("NO MICROPHONE: allow it with the icon in the address bar, or plug one in. Press the button."),
        gettext_lazy("Your partner lost the connection: take over. A seat left for twenty seconds becomes free."),
        gettext_lazy("Anything else: send a message to the technicians from the booth."),
    ),
    **dict.fromkeys(
        PRESIDING_ROLES,
        (
            gettext_lazy(
                "The next speaker has no microphone: give the floor to another one first, and come back to them."
            ),
            gettext_lazy(
                "Your connection is lost: it is restored automatically. The secretariat can hand over the chair."
            ),
            gettext_lazy("No interpreter in a booth: write to the technicians from the room, or suspend."),
        ),
    ),
    Role.TECHNICIAN: (
        gettext_lazy(
            "One person has no sound: ask what their connection icon shows, then ask them to try another network."
        ),
        gettext_lazy("“Over TCP” works, with a slight delay. “Updates delayed” resolves by itself."),
        gettext_lazy("Several people at once: tell the operator."),
    ),
}
_PICTURES: dict[Role, str] = {
    **dict.fromkeys(PRESIDING_ROLES, "lead"),
    Role.INTERPRETER: "interpret",
    Role.SECRETARIAT: "desk",
    Role.TECHNICIAN: "desk",
    Role.CAPTIONER: "follow",
}


@dataclass(frozen=True)
class Phase:
    """What to do at one time, with a picture: a template of ``web/registration/guide/``."""

    title: str
    picture: str
    lines: tuple[_StrPromise | str, ...]


@dataclass(frozen=True)
class Guide:
    """The guide for one class or role."""

    role: str
    phases: list[Phase]


def guide(capacity: Capacity, classes: Classes) -> Guide:
    """The guide for a class or role of a consultation, in the present language."""
    role = None if isinstance(capacity, ParticipationClass) else capacity
    picture, lines = (_PICTURES[role], _ROOM[role]) if role else _in_class(capacity, classes)
    before, fails = (_OWN_BEFORE.get(role, _BEFORE), _OWN_FAILS.get(role, _FAILS)) if role else (_BEFORE, _FAILS)
    return Guide(
        labels.capacity(capacity),
        [
            Phase(_("Before the day"), "web/registration/guide/before.html", before),
            Phase(_("On the day"), "web/registration/guide/day.html", _DAY),
            Phase(_("In the room"), f"web/registration/guide/{picture}.html", lines),
            Phase(_("Troubleshooting"), "web/registration/guide/help.html", fails),
        ],
    )


def _in_class(capacity: Capacity, classes: Classes) -> tuple[str, tuple[_StrPromise | str, ...]]:
    """The picture and the lines for who is in a class: what it may do in the room, and when it speaks."""
    if not isinstance(capacity, ParticipationClass) or not capacity.has(Right.SPEAK):
        return "follow", _FOLLOW
    return "speak", (_ASK, *filter(None, [_order(capacity, classes), _rights(capacity)]), _LIGHT, _PACE)


def _order(capacity: ParticipationClass, classes: Classes) -> str:
    """Who speaks before whom; nothing where there is one class that speaks."""
    others = [one for one in classes if one.has(Right.SPEAK) and one != capacity]
    beside = [one for one in others if one.priority == capacity.priority and one.alternates and capacity.alternates]
    before = [one for one in others if one.priority < capacity.priority]
    if before:
        return _("These speak before you: %(classes)s.") % {"classes": _named(before)}
    if beside:
        return _("These speak in turn: %(classes)s.") % {"classes": _named([capacity, *beside])}
    if others:
        return _("%(class)s speak first, in the order of their requests.") % {"class": labels.capacity_group(capacity)}
    return ""


def _rights(capacity: ParticipationClass) -> str:
    said = []
    if capacity.has(Right.POINT_OF_ORDER):
        said.append(_("A point of order takes precedence over the list of speakers."))
    if capacity.times is not None and capacity.of_persons:
        words = ngettext(
            "You speak %(times)d time on an item, unless the presiding officer allows more.",
            "You speak %(times)d times on an item, unless the presiding officer allows more.",
            capacity.times,
        )
        said.append(words % {"times": capacity.times})
    elif capacity.times is not None:
        words = ngettext(
            "A delegation speaks %(times)d time on an item, unless the presiding officer allows more.",
            "A delegation speaks %(times)d times on an item, unless the presiding officer allows more.",
            capacity.times,
        )
        said.append(words % {"times": capacity.times})
    return " ".join(said)


def _named(classes: list[ParticipationClass]) -> str:
    return listed(labels.capacity_group(one) for one in classes)
