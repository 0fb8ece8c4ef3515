"""Where the language versions of a letter that was sent are, for the desk's page of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.correspondence import clearing
from hemicycle.correspondence.actions import papers
from hemicycle.correspondence.issued import Lacking, addable, lacking
from hemicycle.correspondence.models import Letter
from hemicycle.mail import progress
from hemicycle.web.letters.preview_page import STANDINGS

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.models import LanguageVersion
    from hemicycle.mail.progress import Progress


@dataclass(frozen=True)
class Addition:
    """A language in which another one stood in.

    Attributes:
        lacks: What its readers got in another language, in words.
        version: What is written of it, or was sent.
        standing: Of a draft that needs clearance, where that is: words, and the class of their chip.
        done: What became of its mails.
    """

    code: str
    name: str
    lacks: str
    version: LanguageVersion | None
    standing: tuple[_StrPromise, str] | None
    done: Progress | None
    may_try_again: bool

    @property
    def running(self) -> bool:
        """Whether its papers are being made, or mails go out."""
        version = self.version
        waits = version is not None and version.papers_state == Letter.PapersState.WAITING
        return waits or bool(self.done and self.done.queued)


def of_letter(letter: Letter, at: datetime) -> list[Addition]:
    """The languages to which something can be added, or was."""
    there = {row.language: row for row in letter.language_versions.all()}
    for row in there.values():
        row.letter = letter
    codes = {*there, *addable(letter)}
    return [_addition(letter, code, there.get(code), at) for code in letter.languages if code in codes]


def _addition(letter: Letter, code: str, version: LanguageVersion | None, at: datetime) -> Addition:
    draft = version if version is not None and not version.sent else None
    mailing = version.mailing if version is not None else None
    return Addition(
        code=code,
        name=NATIVE_NAMES[code],
        lacks=_lacks(lacking(letter, code)),
        version=version,
        standing=STANDINGS[clearing.stands(draft)] if draft is not None and clearing.needed(draft) else None,
        done=progress.progress(mailing.deliveries.all()) if mailing is not None else None,
        may_try_again=version is not None and version.sent and papers.may_try_again(version, at),
    )


def _lacks(missing: Lacking) -> str:
    parts = [_("the letter")] if missing.text else []
    parts += [_("annex %(number)d") % {"number": annex.number} for annex in missing.annexes]
    parts += [_("the questions")] if missing.questions else []
    return listed(parts)
