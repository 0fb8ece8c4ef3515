"""Six ready answers that are proposed to every help desk, in the languages of its consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from hemicycle.consultations.languages import FALLBACK, django_language
from hemicycle.consultations.ready_answers import ReadyAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: By key: the name and the text, worded in the language of that moment.
PROPOSED: dict[str, Callable[[], tuple[str, str]]] = {
    "devices": lambda: (
        _("Allow the microphone"),
        _(
            "Click the icon at the left of the address bar, allow the microphone and the camera for this page, and "
            "reload the page. Then choose your headset in the list of devices."
        ),
    ),
    "headset": lambda: (
        _("Sound of the microphone"),
        _(
            "Your voice is not clear enough for the interpreters. Use a headset with a microphone that is connected by "
            "cable, and close other programmes that use the microphone."
        ),
    ),
    "no_sound": lambda: (
        _("No sound"),
        _(
            "Check that the right loudspeaker or headset is chosen and not muted, choose once more the language that "
            "you hear, and reload the page if you still hear nothing."
        ),
    ),
    "network": lambda: (
        _("Network or firewall"),
        _(
            "Your network does not let sound and picture through. Run the connection test: its result has a letter for "
            "the administrator of your network. Until then, use another network, such as that of a mobile phone."
        ),
    ),
    "browser": lambda: (
        _("Another browser"),
        _(
            "Your browser is too old for the sitting. Install the newest version of Chrome, Edge, Firefox or Safari, "
            "and open the same address there."
        ),
    ),
    "later": lambda: (
        _("We are looking into it"),
        _("Thank you for your message. We are looking into it and will answer you here within a few minutes."),
    ),
}


def proposals(languages: Iterable[str]) -> list[ReadyAnswer]:
    """The proposals, in each of these languages in which they are worded."""
    wanted = list(languages)
    return [_in_languages(key, worded, wanted) for key, worded in PROPOSED.items()]


def _in_languages(key: str, worded: Callable[[], tuple[str, str]], languages: Iterable[str]) -> ReadyAnswer:
    with translation.override(FALLBACK):
        name, text = worded()
    names, texts = {FALLBACK: name}, {FALLBACK: text}
    for code in languages:
        with translation.override(django_language(code)):
            own_name, own_text = worded()
        # What is not worded in a language comes in English, and is nothing of that language's own.
        if own_text != text:
            names[code], texts[code] = own_name, own_text
    return ReadyAnswer(key=key, name=names, text=texts)
