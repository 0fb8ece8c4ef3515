"""A letter as its readers get it now: as it was sent, with the language versions that were added since (rule 20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.missing_languages import QUESTIONS, is_there, is_whole, stand_in
from hemicycle.correspondence.models import Annex, LanguageVersion
from hemicycle.correspondence.models.letters import SENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.consultations.languages import Text
    from hemicycle.correspondence.models import (
        AnnexText,
        Enquiry,
        LanguageVersionAnnex,
        Letter,
        LetterText,
        Option,
        Question,
    )


@dataclass(frozen=True)
class Issued:
    """A letter with what was added to it.

    Attributes:
        added: The language versions that count, by language.
    """

    letter: Letter
    added: Mapping[str, LanguageVersion]

    def stand_in(self, language: str, *, part: str = "") -> str:
        """The language in which something goes out to readers of a language, as ``missing_languages.stand_in``.

        Who reads in none of its languages, or in one that the consultation did not have when it was sent, gets the
        language that stands in for missing ones.
        """
        version = self.added.get(language)
        if version is None:
            unmet = not part and self.letter.sent and language not in self.letter.stand_ins
            if unmet and self.text(language) is None:
                language = self.letter.consultation.languages.last_resort
            return stand_in(self.letter.stand_ins, language, part=part)
        return version.stand_ins.get(f"{part}.{language}", language) if part else language

    def text(self, language: str) -> LetterText | LanguageVersion | None:
        """Subject and body in this very language."""
        version = self.added.get(language)
        if version is not None and version.body:
            return version
        return next((text for text in self.letter.texts.all() if text.language == language), None)

    def annex(self, annex: Annex, language: str) -> AnnexText | LanguageVersionAnnex | None:
        """Title, words and file of an annex in this very language."""
        version = self.added.get(language)
        rows = version.annexes.all() if version is not None else ()
        own = next((row for row in rows if row.annex_id == annex.pk), None)
        return own or next((text for text in annex.texts.all() if text.language == language), None)

    def words_of(self, language: str) -> Mapping[str, str]:
        """Titles of questions and labels of options that were added in a language, by their keys."""
        version = self.added.get(language)
        return version.questions if version is not None else {}

    @property
    def languages(self) -> list[str]:
        """Those in which there is a letter to read."""
        written = {text.language for text in self.letter.texts.all()} | set(self.added)
        return [code for code in self.letter.languages if code in written and self.stand_in(code) == code]

    @property
    def subjects(self) -> Text:
        """What the letter is about, by language."""
        said = {text.language: text.subject for text in self.letter.texts.all()}
        return said | {code: version.subject for code, version in self.added.items() if version.subject}

    @property
    def what_changes(self) -> Text:
        """What a letter that corrects another one changes, by language."""
        said = {code: version.what_changes for code, version in self.added.items() if version.what_changes}
        return {**self.letter.what_changes, **said}


def issued(letter: Letter) -> Issued:
    """With the language versions that were sent. Reads ``letter.language_versions``: prefetch for lists."""
    return Issued(letter, {row.language: row for row in letter.language_versions.all() if row.sent})


def as_sent(letter: Letter) -> Issued:
    """As it went out on its own day, or goes out now."""
    return Issued(letter, {})


def with_draft(version: LanguageVersion) -> Issued:
    """As its readers will get it once a version that is being written is sent too."""
    version.stand_ins = still_standing_in(version)
    now = issued(version.letter)
    return Issued(now.letter, {**now.added, version.language: version})


@dataclass(frozen=True)
class Lacking:
    """What the readers of a language got in another one when the letter went out.

    Attributes:
        text: Whether the letter itself; ``instead`` is the language in which they got it.
        annexes: Those that do not exist in the language.
        questions: Those whose title, or an option of theirs, has no words in the language.
    """

    text: bool
    instead: str
    annexes: tuple[Annex, ...]
    questions: tuple[Question, ...]

    def __bool__(self) -> bool:
        return self.text or bool(self.annexes or self.questions)


def lacking(letter: Letter, language: str) -> Lacking:
    """What can be added to a letter that was sent, in a language. Reads all that its text needs."""
    instead = stand_in(letter.stand_ins, language)
    if instead == language and not any(text.language == language for text in letter.texts.all()):
        return Lacking(text=False, instead="", annexes=(), questions=())  # it went out to no reader of this language
    annexes = tuple(
        annex
        for annex in letter.annexes.all()
        if not any(is_there(annex, text, language) for text in annex.texts.all())
    )
    asked = questions_inside(letter)
    rows = asked.questions.all() if asked is not None else ()
    return Lacking(
        text=instead != language,
        instead=instead,
        annexes=annexes,
        questions=tuple(row for row in rows if not all(text.get(language) for text in _texts(row))),
    )


def _texts(question: Question) -> list[Text]:
    return [question.title, *(option.label for option in question.options.all())]


def questions_inside(letter: Letter) -> Enquiry | None:
    """What stands in a letter as questions: its own, or those which an annex lists."""
    own: Enquiry | None = getattr(letter, "enquiry", None)
    if own is not None:
        return own
    listed = any(annex.kind == Annex.Kind.QUESTIONS for annex in letter.annexes.all())
    return letter_queries.enquiry_of(letter) if listed else None


def still_standing_in(version: LanguageVersion) -> dict[str, str]:
    """What a version lacks, with the language that stays in its place, as ``Letter.stand_ins`` has it."""
    letter, language = version.letter, version.language
    missing = lacking(letter, language)
    parts = [str(annex.number) for annex in unwritten(version, missing)]
    if unsaid(version, missing):
        parts.append(QUESTIONS)
    return {f"{part}.{language}": stand_in(letter.stand_ins, missing.instead, part=part) for part in parts}


def unwritten(version: LanguageVersion, missing: Lacking) -> list[Annex]:
    """The annexes that do not exist in the language, with those of the version either."""
    written = {row.annex_id: row for row in version.annexes.all()}
    return [annex for annex in missing.annexes if annex.pk not in written or not is_whole(annex, written[annex.pk])]


def unsaid(version: LanguageVersion, missing: Lacking) -> list[Question]:
    """The questions that have no words in the language, with those of the version either."""
    said, language = version.questions, version.language
    return [
        row
        for row in missing.questions
        if not (row.title.get(language) or said.get(question_key(row)))
        or any(not (option.label.get(language) or said.get(option_key(option))) for option in row.options.all())
    ]


def question_key(question: Question) -> str:
    """As ``LanguageVersion.questions`` names the title of a question."""
    return f"q{question.pk}"


def option_key(option: Option) -> str:
    """As ``LanguageVersion.questions`` names the label of an option."""
    return f"o{option.pk}"


def words_added(enquiry: Enquiry, language: str) -> dict[str, str]:
    """Titles of questions and labels of options that were added in a language, by their keys; one query."""
    rows = LanguageVersion.objects.filter(letter=enquiry.letter_id, language=language, state=SENT)
    return next(iter(rows.values_list("questions", flat=True)), {})


def addable(letter: Letter) -> list[str]:
    """The languages in which something can be added still."""
    there = issued(letter).added
    return [code for code in letter.languages if code not in there and lacking(letter, code)] if letter.sent else []


def later_letters(letter: Letter) -> list[Letter]:
    """The letters that were sent since and correct one, or correct what corrects it, in their order."""
    found: list[Letter] = []
    for row in letter_queries.corrections(letter):
        found += [row, *later_letters(row)]
    return sorted(found, key=lambda row: (row.sent_at is not None and row.sent_at.isoformat(), row.pk))


def what_became(letter: Letter) -> dict[str, list[str]]:
    """What has become of a letter that was sent, as ``LanguageVersion.later``; nothing where it is as it was."""
    enquiry = letter_queries.whose_deadline(letter)
    extended: list[str] = []
    if enquiry is not None and letter.sent_at is not None:
        rows = enquiry.extensions.exclude(letter=letter).filter(given_at__gt=letter.sent_at)
        extended = [row.letter.symbol for row in rows.select_related("letter")]
    said = {"corrected": [row.symbol for row in later_letters(letter)], "extended": extended}
    return {name: symbols for name, symbols in said.items() if symbols}
