"""What a letter prints around its text, and fills into it: given by language, and not always in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hemicycle.consultations import own_words
from hemicycle.consultations.item_lists import lists_of
from hemicycle.consultations.language_parts import Wording
from hemicycle.consultations.languages import falling_back_to, localized, localized_in
from hemicycle.correspondence import letter_queries
from hemicycle.mail.placeholders import used

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from hemicycle.consultations.languages import Text
    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import LanguageVersion, Letter
    from hemicycle.rules.capacity import ParticipationClass


class Part(StrEnum):
    """Something that is given by language."""

    BODY = "body"
    ADDRESS = "address"
    EMBLEM = "emblem"
    PLACE = "place"
    DEPARTMENT = "department"
    CONTACT = "contact"
    ADDRESSEES = "addressees"
    TITLE = "title"
    COPIES = "copies"
    CONSULTATION = "consultation"
    SESSION = "physical_session"
    LISTS = "lists"


@dataclass(frozen=True)
class Foreign:
    """A part that has no words in a language.

    Attributes:
        language: In which it is printed instead.
    """

    part: Part
    language: str


def foreign(letter: Letter, language: str) -> tuple[Foreign, ...]:
    """What a letter would print in another language among its text in one. Reads its texts and annexes."""
    return _foreign(letter, language, _named(letter, language))


def foreign_of_version(version: LanguageVersion) -> tuple[Foreign, ...]:
    """The same of a language version that is added to a letter, with the head and the foot that the letter has."""
    texts = [version.subject, version.body, *(annex.body for annex in version.annexes.all())]
    return _foreign(version.letter, version.language, _names(texts))


def _foreign(letter: Letter, language: str, named: Collection[str]) -> tuple[Foreign, ...]:
    found: dict[Foreign, None] = {}
    with falling_back_to(letter.consultation.languages.last_resort):
        for part, text in _printed(letter, named):
            if any(text.values()) and not text.get(language):
                found[Foreign(part, localized_in(text, language))] = None
    return tuple(found)


def _printed(letter: Letter, named: Collection[str]) -> Iterator[tuple[Part, Text]]:
    """The parts of a letter, in their order on paper; what is filled in, as far as it is named."""
    head, consultation = letter_queries.letterhead_of(letter), letter.consultation
    if head is not None and head.emblem_id is not None:
        yield Part.EMBLEM, head.emblem_words
    if head is not None and any(head.body.values()):
        yield Part.BODY, head.body
        yield Part.ADDRESS, head.address
    else:
        yield Part.CONSULTATION, consultation.title
    yield Part.DEPARTMENT, letter.department
    if head is not None:
        yield Part.PLACE, head.place
    yield Part.CONTACT, letter.contact
    for one in letter_queries.classes_addressed(letter):
        yield Part.ADDRESSEES, _addressed(one)
    for part, text in _filled_in(consultation):
        if part in named:
            yield part, text
    yield Part.TITLE, letter.signatory_title
    yield Part.COPIES, letter.copies


def _named(letter: Letter, language: str) -> set[str]:
    """What stands in braces in a language, in the text of a letter and in its annexes."""
    texts = [words for text in letter.texts.all() if text.language == language for words in (text.subject, text.body)]
    texts += [text.body for annex in letter.annexes.all() for text in annex.texts.all() if text.language == language]
    return _names(texts)


def _names(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in used(text)}


def _filled_in(consultation: Consultation) -> Iterator[tuple[Part, Text]]:
    """What stands in braces of a consultation's own words."""
    yield Part.CONSULTATION, consultation.title
    yield Part.SESSION, consultation.physical_session
    for row in lists_of(consultation).values():
        yield Part.LISTS, row.phrase or row.name


def marked(letter: Letter, language: str, text: str) -> str:
    """A text of a letter in a language, in which words of the consultation in another one are marked (``own_words``).

    They were filled in for good when the letter was sent: they are found by what they are now.
    """
    words = _foreign_words(letter, language, [text for _part, text in _filled_in(letter.consultation)])
    if not words:
        return text
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.sub("|".join(longest_first), lambda found: own_words.in_its_language(found[0], words[found[0]]), text)


def addressees(letter: Letter, language: str) -> tuple[Wording, ...]:
    """How a letter names in a language whom it goes to, each line in the language in which it names them."""
    words = _foreign_words(letter, language, [_addressed(one) for one in letter_queries.classes_addressed(letter)])
    lines = letter_queries.addressed_as(letter, language)
    return tuple(Wording.printed(line, words.get(line, language)) for line in lines)


def _addressed(one: ParticipationClass) -> Text:
    return dict(one.names.addressed or one.names.one)


def _foreign_words(letter: Letter, language: str, texts: Iterable[Text]) -> Mapping[str, str]:
    """What stands in for texts that have no words in a language, with the language that this is in."""
    with falling_back_to(letter.consultation.languages.last_resort):
        return {
            localized(text, language): localized_in(text, language)
            for text in texts
            if any(text.values()) and not text.get(language)
        }
