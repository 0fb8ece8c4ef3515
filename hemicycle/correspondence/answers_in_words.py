"""Reads choices out of the words of a message: a line for each question, which names it and one of its options. Pure.

``3: Yes`` and ``C20/21 - No`` are read, and ``Yes`` alone where there is one question. Nothing is guessed: where a line
names a question and no option, or two options, the message waits for a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What parts the name of a question from the choice.
_PARTED = re.compile(r"^(?P<name>.{1,80}?)\s*(?:[:：=\t]|\s[-–—]\s)\s*(?P<choice>.+)$")
#: Below it stands what is quoted.
_QUOTES = re.compile(
    r"^(-{2,}\s*\w.*\w\s*-{2,}|_{10,}|On .{5,200} wrote:|Le .{5,200} a écrit\s?:|El .{5,200} escribió:)$"
)
_ENDS = " \t.,;!?*_\"'“”«»()[]"


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it may be named and answered.

    Attributes:
        names: By which a line may name it: its number, the symbol of its document.
        options: The option by each of the words that say it, folded.
    """

    key: int
    names: frozenset[str]
    options: Mapping[str, str]


def choices_of(text: str, questions: Sequence[AskedQuestion]) -> dict[int, str] | None:
    """The option for each question that is answered; none where the words are not clear."""
    chosen: dict[int, str] = {}
    lines = own_lines(text)
    for line in lines:
        parted = _PARTED.match(line)
        if parted is None:
            continue
        named = [question for question in questions if folded(parted["name"]) in question.names]
        if len(named) != 1:
            continue
        (question,) = named
        choice = question.options.get(folded(parted["choice"]))
        if choice is None or chosen.get(question.key, choice) != choice:
            return None
        chosen[question.key] = choice
    if not chosen and len(questions) == 1:
        return _alone(lines, questions[0])
    return chosen or None


def own_lines(text: str) -> list[str]:
    """The lines that the sender wrote, without what is quoted."""
    lines = []
    for line in text.splitlines():
        plain = line.strip()
        if _QUOTES.match(plain):
            break
        if plain and not plain.startswith(">"):
            lines.append(plain)
    return lines


def folded(words: str) -> str:
    """As words are compared: without case, outer punctuation and a sign of numbers."""
    return " ".join(words.strip(_ENDS).casefold().removeprefix("no. ").removeprefix("#").split())


def _alone(lines: Sequence[str], question: AskedQuestion) -> dict[int, str] | None:
    """The one option that a line says by itself."""
    said = {question.options[folded(line)] for line in lines if folded(line) in question.options}
    return {question.key: said.pop()} if len(said) == 1 else None
