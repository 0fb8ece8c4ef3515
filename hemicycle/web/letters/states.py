"""How far a letter is in each language, for the desk's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import LANGUAGES, NATIVE_NAMES
from hemicycle.correspondence.gaps import stand_in
from hemicycle.correspondence.models import LetterText

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.models import Letter

TONES = {LetterText.State.DRAFT: "wait", LetterText.State.TRANSLATED: "me", LetterText.State.CHECKED: "live"}
MISSING: _StrPromise = _("Missing")


@dataclass(frozen=True)
class LanguageState:
    """A language of a letter.

    Attributes:
        state: In words; ``tone`` is the class of its chip.
        instead: Name of the language that goes out in its place.
    """

    code: str
    name: str
    subject: str
    state: str
    tone: str
    written: bool
    instead: str


def states(letter: Letter) -> list[LanguageState]:
    """The six languages. Reads ``letter.texts``: prefetch for lists."""
    texts = {text.language: text for text in letter.texts.all()}
    found = []
    for code in LANGUAGES:
        text, instead = texts.get(code), stand_in(letter.stand_ins, code)
        found.append(
            LanguageState(
                code,
                NATIVE_NAMES[code],
                text.subject if text else "",
                str(text.get_state_display()) if text else str(MISSING),
                TONES[LetterText.State(text.state)] if text else "",
                text is not None,
                NATIVE_NAMES[instead] if instead != code else "",
            )
        )
    return found
