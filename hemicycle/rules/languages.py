"""Which languages a consultation may have, when they may change, and which are spoken in a sitting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: More than any body interprets into, and as many as a list of channels shows.
MOST_LANGUAGES = 12


@dataclass(frozen=True)
class LanguageUse:
    """How often a language is used already: what exists in it would be shown nowhere any more.

    Attributes:
        letters: That were sent in it.
        papers: That were published in it.
        registrations: Of interpreters of its booth that are not over.
        turns: In which it was spoken, or is to be.
        seats: That were taken in its booth.
    """

    letters: int = 0
    papers: int = 0
    registrations: int = 0
    turns: int = 0
    seats: int = 0


def may_have(documents: Collection[str], fallback: str, sittings: Collection[str]) -> Decision:
    """Whether these may be the languages of a consultation.

    Args:
        fallback: Which stands in for a missing one; empty for none in particular.
        sittings: None for those of the documents.
    """
    if not 1 <= len(documents) <= MOST_LANGUAGES or len(sittings) > MOST_LANGUAGES:
        return refuse(RuleCode.LANGUAGES_NUMBER, most=MOST_LANGUAGES)
    if fallback and fallback not in documents:
        return refuse(RuleCode.FALLBACK_NOT_AMONG)
    return allow(RuleCode.NOTHING_AGAINST)


def removed(before: Collection[str], after: Collection[str]) -> Iterator[str]:
    """The languages that go, in their order."""
    return (code for code in before if code not in after)


def may_change_booths(before: Collection[str], after: Collection[str], *, sitting: int | None) -> Decision:
    """Whether the languages of a sitting may change at this moment: no booth comes or goes while it goes on.

    Args:
        sitting: Number of the sitting that is open or suspended, of those that would change.
    """
    if sitting is not None and set(before) != set(after):
        return refuse(RuleCode.BOOTHS_IN_SITTING, sitting=sitting)
    return allow(RuleCode.NOTHING_AGAINST)


def may_remove_language(name: str, use: LanguageUse) -> Decision:
    """Whether a language may be taken away: not one that is used.

    Args:
        name: Of the language, in itself.
    """
    if use.letters or use.papers:
        return refuse(RuleCode.LANGUAGE_WRITTEN, language=name, letters=use.letters, papers=use.papers)
    if use.registrations or use.turns or use.seats:
        return refuse(
            RuleCode.LANGUAGE_SPOKEN,
            language=name,
            registrations=use.registrations,
            turns=use.turns,
            seats=use.seats,
        )
    return allow(RuleCode.NOTHING_AGAINST)


def may_speak_in(language: str, spoken: Collection[str]) -> Decision:
    """Whether a language is one of the sitting's: of its floor and of its booths.

    Args:
        spoken: The languages of the sitting.
    """
    if language not in spoken:
        return refuse(RuleCode.NOT_A_LANGUAGE_HERE, language=language)
    return allow(RuleCode.NOTHING_AGAINST)
