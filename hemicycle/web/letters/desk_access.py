"""A letter as somebody at its desk looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404

from hemicycle.correspondence import letter_queries
from hemicycle.correspondence.actions import language_versions
from hemicycle.correspondence.issued import lacking
from hemicycle.rules.permissions import Action
from hemicycle.web.access.page import Permission
from hemicycle.web.access.permissions import InConsultation, may

if TYPE_CHECKING:
    from django.http import HttpRequest

    from hemicycle.correspondence.issued import Lacking
    from hemicycle.correspondence.models import Annex, AnnexText, LanguageVersion, Letter, LetterText


@dataclass(frozen=True)
class AtLetter(InConsultation):
    """Somebody at the desk of a letter, which has all that its pages need."""

    letter: Letter


@dataclass(frozen=True)
class AtText(AtLetter):
    """Somebody who writes a letter in one language."""

    language: str

    @cached_property
    def texts(self) -> dict[str, LetterText]:
        """What is written, by language."""
        return {text.language: text for text in self.letter.texts.all()}


@dataclass(frozen=True)
class AtVersion(AtLetter):
    """Somebody at the version that is added to a letter in a language.

    Attributes:
        version: What is written of it, with the same letter; None as long as nothing is.
    """

    language: str
    version: LanguageVersion | None

    @cached_property
    def lacking(self) -> Lacking:
        """What its readers got in another language."""
        return lacking(self.letter, self.language)


@dataclass(frozen=True)
class AtAnnex(AtLetter):
    """Somebody who writes an annex of a letter."""

    annex: Annex

    @cached_property
    def texts(self) -> dict[str, AnnexText]:
        """What is written, by language."""
        return {text.language: text for text in self.annex.texts.all()}


def at_letter(action: Action) -> Permission[AtLetter]:
    """To do this with the letter that ``slug`` and ``pk`` name."""
    desk = may(action)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> AtLetter:
        at = desk.check(request, arguments)
        letter = letter_queries.find(at.consultation, arguments.pop("pk"))
        if letter is None:
            raise Http404
        return AtLetter(at.consultation, at.visitor, at.performer, at.now, letter)

    return Permission(action, check)


_WRITE = at_letter(Action.LETTER_WRITE)


def at_version(action: Action) -> Permission[AtVersion]:
    """To do this with the version of the letter that ``slug`` and ``pk`` name, in the language of ``code``."""
    of_letter = at_letter(action)

    def check(request: HttpRequest, arguments: dict[str, Any]) -> AtVersion:
        at, language = of_letter.check(request, arguments), arguments.pop("code")
        version = language_versions.find(at.letter, language)
        if not at.letter.sent or language not in at.letter.languages or not (version or lacking(at.letter, language)):
            raise Http404
        return AtVersion(at.consultation, at.visitor, at.performer, at.now, at.letter, language, version)

    return Permission(action, check)


def _at_text(request: HttpRequest, arguments: dict[str, Any]) -> AtText:
    at, language = _WRITE.check(request, arguments), arguments.pop("code")
    if language not in at.letter.languages:
        raise Http404
    return AtText(at.consultation, at.visitor, at.performer, at.now, at.letter, language)


def _at_annex(request: HttpRequest, arguments: dict[str, Any]) -> AtAnnex:
    at, key = _WRITE.check(request, arguments), arguments.pop("key")
    annex = next((row for row in at.letter.annexes.all() if row.pk == key), None)
    if annex is None:
        raise Http404
    return AtAnnex(at.consultation, at.visitor, at.performer, at.now, at.letter, annex)


#: To write the letter that ``slug`` and ``pk`` name, in the language of ``code``.
WRITE_TEXT = Permission(Action.LETTER_WRITE, _at_text)
#: To write the annex of that letter which ``key`` names.
WRITE_ANNEX = Permission(Action.LETTER_WRITE, _at_annex)
