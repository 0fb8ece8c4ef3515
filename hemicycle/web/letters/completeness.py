"""How far a letter is in each language, for the desk's pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hemicycle.consultations.languages import NATIVE_NAMES, localized
from hemicycle.correspondence.issued import issued
from hemicycle.correspondence.missing_languages import is_there
from hemicycle.correspondence.models import LetterText
from hemicycle.correspondence.placeholders import Filler
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.models import Annex, Letter

TONES = {LetterText.State.DRAFT: "wait", LetterText.State.TRANSLATED: "me", LetterText.State.CHECKED: "live"}
MISSING: _StrPromise = _("Missing")


@dataclass(frozen=True)
class LanguageState:
    """A language of a letter.

    Attributes:
        state: In words; ``tone`` is the class of its chip.
        instead: Name of the language that goes out in its place.
        added_at: When it was issued as a language version, after the letter was sent.
    """

    code: str
    name: str
    subject: str
    state: str
    tone: str
    written: bool
    instead: str
    added_at: datetime | None = None


def states(letter: Letter) -> list[LanguageState]:
    """Its languages. Reads ``letter.texts`` and ``letter.language_versions``: prefetch for lists."""
    now = issued(letter)
    texts = {text.language: text for text in letter.texts.all()}
    rows = []
    for code in letter.languages:
        text, instead, added = texts.get(code), now.stand_in(code), now.added.get(code)
        subject = subject_of(letter, text) if text else ""
        if added is not None:
            state, tone = str(added.get_state_display()), TONES[LetterText.State.CHECKED]
            subject = added.subject or subject
        else:
            state = str(text.get_state_display()) if text else str(MISSING)
            tone = TONES[LetterText.State(text.state)] if text else ""
        rows.append(
            LanguageState(
                code,
                NATIVE_NAMES[code],
                subject,
                state,
                tone,
                text is not None or added is not None,
                NATIVE_NAMES[instead] if instead != code else "",
                added.sent_at if added else None,
            )
        )
    return rows


def subject_of(letter: Letter, text: LetterText) -> str:
    """A subject with what stands in braces filled in; as it is written, where that cannot be."""
    if letter.sent:
        return text.subject
    try:
        return Filler(letter, text.language)(text.subject)
    except Refusal:  # nothing is done here: a subject that cannot be filled in is listed all the same
        return text.subject


@dataclass(frozen=True)
class AnnexState:
    """An annex with its title in the reader's language.

    Attributes:
        languages: Code, name, and whether the annex is there in it.
    """

    annex: Annex
    title: str
    languages: list[tuple[str, str, bool]]


def annex_states(letter: Letter) -> list[AnnexState]:
    """The annexes of a letter. Reads them with their texts: prefetch."""
    return [
        AnnexState(
            annex,
            localized({text.language: text.title for text in annex.texts.all()}),
            [
                (code, NATIVE_NAMES[code], any(is_there(annex, text, code) for text in annex.texts.all()))
                for code in letter.languages
            ],
        )
        for annex in letter.annexes.all()
    ]
