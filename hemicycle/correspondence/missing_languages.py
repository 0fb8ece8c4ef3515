"""What a letter lacks in some language: nothing stands in for it but what the sender chooses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.models import Annex, LetterText
from hemicycle.correspondence.printed_parts import Foreign, foreign
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
    PARTS = "parts"
    ANNEX = "annex"
    QUESTIONS = "questions"


#: With these a letter goes out in its language all the same, where the sender says so.
_AS_IT_IS = frozenset({Lacks.TRANSLATION, Lacks.CHANGES, Lacks.PARTS})


@dataclass(frozen=True)
class Gap:
    """Something that a letter does not have in a language.

    Attributes:
        key: As ``Letter.stand_ins`` names it: ``fr``; ``2.fr`` for annex 2; ``q.fr`` for the questions.
        lacks: ``TRANSLATION``: there is a text, which is a draft still; it can go out as it is. ``CHANGES``: it names
            what the version changes, which is not said in this language; it can go out with the words of another one.
            ``PARTS``: the text is there, but not all that is printed around it, or filled in.
        number: Of the annex.
        instead: Languages of which one can stand in.
        parts: What would be printed in another language, where there is a text; whatever else that lacks.
    """

    key: str
    language: str
    lacks: Lacks
    instead: tuple[str, ...]
    number: int = 0
    parts: tuple[Foreign, ...] = ()

    @property
    def of_letter(self) -> bool:
        """Whether it is about the letter's own text, or what is printed around that."""
        return self.lacks is Lacks.LETTER or self.lacks in _AS_IT_IS


def gaps(letter: Letter) -> list[Gap]:
    """Everything that a letter lacks, language by language. Reads all that its text needs, and its letterhead."""
    texts = {text.language: text for text in letter.texts.all()}
    languages = letter.languages
    parts = {code: foreign(letter, code) for code in languages if code in texts}
    lacks = {code: _lacks(letter, texts.get(code), parts.get(code)) for code in languages}
    ready = [code for code in languages if lacks[code] is None]
    written = (*ready, *(code for code in languages if code in texts and code not in ready))
    lacking = [Gap(code, code, what, written, parts=parts.get(code, ())) for code, what in lacks.items() if what]
    for annex in letter.annexes.all():
        lacking += _of_annex(annex, languages, texts)
    return lacking + _of_questions(letter, texts)


def _mixes(letter: Letter, text: LetterText) -> bool:
    """Whether a text would have a sentence in another language in it."""
    names = used(text.subject) | used(text.body)
    return "what_changes" in names and not letter.what_changes.get(text.language)


def _lacks(letter: Letter, text: LetterText | None, parts: Collection[Foreign] | None) -> Lacks | None:
    """The first of what is lacking in a language."""
    if text is None:
        return Lacks.LETTER
    if _mixes(letter, text):
        return Lacks.CHANGES
    if text.state == LetterText.State.DRAFT:
        return Lacks.TRANSLATION
    return Lacks.PARTS if parts else None


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
    texts += [question.text for question in questions if question.text]
    there = tuple(code for code in letter.languages if texts and all(text.get(code) for text in texts))
    missing = [code for code in letter.languages if code in written and code not in there]
    return [Gap(f"{QUESTIONS}.{code}", code, Lacks.QUESTIONS, there) for code in missing]


def chosen(lacking: Iterable[Gap], stand_ins: Mapping[str, str]) -> tuple[dict[str, str], list[Gap]]:
    """The choices that hold, and the gaps for which none does.

    A draft, or a text with parts in another language, stands in for another one only where it goes out in its own.
    Where another language stands in for the whole letter, nothing is to be chosen for its annexes.
    """
    everything = list(lacking)
    drafts = {gap.language for gap in everything if gap.lacks in _AS_IT_IS}
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
