"""What a letter lacks in some language: nothing stands in for it but what the sender chooses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.models import Annex, LetterText
from hemicycle.mail.placeholders import used

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from hemicycle.correspondence.models import AnnexText, LanguageVersionAnnex, Letter

#: Stands for the questions in a key, as the number does for an annex.
QUESTIONS = "q"


class Lacks(StrEnum):
    """What is lacking."""

    LETTER = "letter"
    TRANSLATION = "translation"
    CHANGES = "changes"
    ANNEX = "annex"
    QUESTIONS = "questions"


@dataclass(frozen=True)
class Gap:
    """Something that a letter does not have in a language.

    Attributes:
        key: As ``Letter.stand_ins`` names it: ``fr``; ``2.fr`` for annex 2; ``q.fr`` for the questions.
        lacks: ``TRANSLATION``: there is a text, which is a draft still; it can go out as it is. ``CHANGES``: it names
            what the version changes, which is not said in this language; it can go out with the words of another one.
        number: Of the annex.
        instead: Languages of which one can stand in.
    """

    key: str
    language: str
    lacks: Lacks
    instead: tuple[str, ...]
    number: int = 0

    @property
    def of_letter(self) -> bool:
        """Whether the letter's own text is missing or a draft."""
        return self.lacks in {Lacks.LETTER, Lacks.TRANSLATION, Lacks.CHANGES}


def gaps(letter: Letter) -> list[Gap]:
    """Everything that a letter lacks, language by language. Reads its texts, annexes and questions."""
    texts = {text.language: text for text in letter.texts.all()}
    mixed = {code for code, text in texts.items() if _mixes(letter, text)}
    languages = letter.languages
    ready = [
        code
        for code in languages
        if code in texts and texts[code].state != LetterText.State.DRAFT and code not in mixed
    ]
    written = (*ready, *(code for code in languages if code in texts and code not in ready))
    lacking = [Gap(code, code, _lacks(code, texts, mixed), written) for code in languages if code not in ready]
    for annex in letter.annexes.all():
        lacking += _of_annex(annex, languages, texts)
    return lacking + _of_questions(letter, texts)


def _mixes(letter: Letter, text: LetterText) -> bool:
    """Whether a text would have a sentence in another language in it."""
    names = used(text.subject) | used(text.body)
    return "what_changes" in names and not letter.what_changes.get(text.language)


def _lacks(code: str, written: Collection[str], mixed: Collection[str]) -> Lacks:
    if code in mixed:
        return Lacks.CHANGES
    return Lacks.TRANSLATION if code in written else Lacks.LETTER


def _of_annex(annex: Annex, languages: Iterable[str], written: Collection[str]) -> list[Gap]:
    there = tuple(code for code in languages if any(is_there(annex, text, code) for text in annex.texts.all()))
    return [
        Gap(f"{annex.number}.{code}", code, Lacks.ANNEX, there, annex.number)
        for code in languages
        if code in written and code not in there
    ]


def is_there(annex: Annex, text: AnnexText, language: str) -> bool:
    """Whether this is what an annex has in a language: its file, where it is one; else its words."""
    return text.language == language and is_whole(annex, text)


def is_whole(annex: Annex, text: AnnexText | LanguageVersionAnnex) -> bool:
    """Whether an annex can go out with this: its file, where it is one; else its words."""
    if annex.kind == Annex.Kind.FILE:
        return text.upload_id is not None
    return bool(text.body) if annex.kind == Annex.Kind.TEXT else bool(text.title)


def _of_questions(letter: Letter, written: Collection[str]) -> list[Gap]:
    """Of the questions that stand in a letter: those of an annex, or of a choice, which stand in the letter itself."""
    enquiry = letter_queries.enquiry_of(letter)
    if enquiry is None:
        return []
    questions = list(enquiry.questions.all())
    texts = [question.title for question in questions]
    texts += [option.label for question in questions for option in question.options.all()]
    there = tuple(code for code in letter.languages if texts and all(text.get(code) for text in texts))
    missing = [code for code in letter.languages if code in written and code not in there]
    return [Gap(f"{QUESTIONS}.{code}", code, Lacks.QUESTIONS, there) for code in missing]


def chosen(lacking: Iterable[Gap], stand_ins: Mapping[str, str]) -> tuple[dict[str, str], list[Gap]]:
    """The choices that hold, and the gaps for which none does.

    A draft stands in for another language only where it goes out in its own. Where another language stands in for
    the whole letter, nothing is to be chosen for its annexes.
    """
    everything = list(lacking)
    drafts = {gap.language for gap in everything if gap.lacks in {Lacks.TRANSLATION, Lacks.CHANGES}}
    held: dict[str, str] = {}
    open_ones: list[Gap] = []
    for gap in everything:
        wanted = stand_ins.get(gap.key, "")
        if gap.of_letter:
            fits = wanted in gap.instead and (wanted not in drafts or stand_ins.get(wanted) == wanted)
        elif stand_in(stand_ins, gap.language) != gap.language:
            continue
        else:
            fits = wanted in gap.instead
        if fits:
            held[gap.key] = wanted
        else:
            open_ones.append(gap)
    return held, open_ones


def out(letter: Letter) -> list[str]:
    """The languages in which a letter goes out. Reads ``letter.texts``."""
    written = {text.language for text in letter.texts.all()}
    return [code for code in letter.languages if code in written and stand_in(letter.stand_ins, code) == code]


def stand_in(stand_ins: Mapping[str, str], language: str, *, part: str = "") -> str:
    """The language in which something goes out to readers of a language.

    Args:
        part: Number of the annex, or ``QUESTIONS``; the letter itself without it.
    """
    return stand_ins.get(f"{part}.{language}" if part else language, language)
