"""A language version of a letter that was sent, while it is written; nothing of the letter itself changes (rule 20)."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.correspondence import clearing, letter_queries, placeholders
from hemicycle.correspondence.actions.letters import Words, digest
from hemicycle.correspondence.changes import version_tried
from hemicycle.correspondence.issued import issued, lacking, option_key, question_key
from hemicycle.correspondence.models import LanguageVersion, LanguageVersionAnnex
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.act import Act, carry_out
from hemicycle.people.details import clean
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.versions import may_add_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from hemicycle.correspondence.actions.annexes import AnnexWords
    from hemicycle.correspondence.issued import Lacking
    from hemicycle.correspondence.models import Letter
    from hemicycle.journal.record import Performer

#: As the journal calls it.
DID = "language version"


@dataclass(frozen=True)
class VersionWords:
    """What is written of a letter in a language.

    Attributes:
        what_changes: Of a letter that corrects another one.
        questions: As ``LanguageVersion.questions``.
        annexes: By the key of the annex.
        seen: Digest (``digest_of``) of what was there when writing began; empty where there was nothing.
    """

    subject: str = ""
    body: str = ""
    what_changes: str = ""
    questions: Mapping[str, str] = field(default_factory=dict)
    annexes: Mapping[int, AnnexWords] = field(default_factory=dict)
    seen: str = ""

    def cleaned(self) -> VersionWords:
        """The same, safe to keep.

        Raises:
            Refusal: a text is too long.
        """
        text = Words(self.subject, self.body).cleaned()
        said = {key: _short(words) for key, words in self.questions.items()}
        return VersionWords(
            text.subject,
            text.body,
            _short(self.what_changes),
            {key: words for key, words in said.items() if words},
            {key: words.cleaned() for key, words in self.annexes.items()},
            self.seen,
        )


def _short(text: str) -> str:
    words = clean(text)
    if len(words) > WORDS_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=WORDS_LENGTH)
    return words


def find(letter: Letter, language: str) -> LanguageVersion | None:
    """The version of a letter in a language, whether it was sent or not, with the letter as it was given."""
    row = letter.language_versions.filter(language=language).prefetch_related("annexes__upload").first()
    if row is not None:
        row.letter = letter
    return row


def digest_of(version: LanguageVersion | None) -> str:
    """Tells whether a version is still what somebody began to change; empty where there is none."""
    if version is None or version.pk is None:
        return ""
    annexes = sorted((row.annex_id, row.title, row.body, row.upload_id or 0) for row in version.annexes.all())
    content = [version.subject, version.body, version.what_changes, version.questions, annexes]
    return digest(json.dumps(content, sort_keys=True, ensure_ascii=False))


@contextmanager
def _draft(
    letter: Letter, language: str, performer: Performer, at: datetime
) -> Iterator[tuple[Act, Letter, LanguageVersion | None]]:
    """An act on a version that has not been sent, if there is one.

    Raises:
        Refusal: there is nothing to add in this language, or this person does not write letters.
    """
    with carry_out(letter.consultation_id, performer, Action.LETTER_WRITE, at, corrects=lambda: letter.corrects) as act:
        row = letter_queries.whole().get(pk=letter.pk)
        require_addable(row, language)
        act.place = f"letter:{row.pk}"
        act.facts.update(letter=row.symbol, language=language)
        version = find(row, language)
        before = clearing.latest_of(version) if version is not None else None
        yield act, row, version
        if before is None or before.outcome == before.Outcome.RETURNED:
            return
        now = find(row, language)
        if now is None or clearing.fingerprint(now, before) != before.digest:
            act.facts.update(clearance="withdrawn")


def require_addable(letter: Letter, language: str) -> None:
    """Let nothing be added where another language did not stand in, or twice (rule 20).

    Raises:
        Refusal: it is so.
    """
    stood_in = language in letter.languages and bool(lacking(letter, language))
    require(may_add_language(sent=letter.sent, stood_in=stood_in, added=language in issued(letter).added))


def write(letter: Letter, language: str, performer: Performer, at: datetime, words: VersionWords) -> LanguageVersion:
    """Write what a letter lacks in a language; begun with the first words that are kept.

    Raises:
        Refusal: there is nothing to add in this language, or nothing was written; somebody else changed it meanwhile;
            a text is too long, has only the half of it, or names what cannot be filled in.
    """
    ready = words.cleaned()
    with _draft(letter, language, performer, at) as (act, row, there):
        if ready.seen != digest_of(there):
            raise Refusal(CorrespondenceCode.LETTER_TEXT_CHANGED_MEANWHILE)
        missing = lacking(row, language)
        annexes = {key: text for key, text in ready.annexes.items() if key in {annex.pk for annex in missing.annexes}}
        bodies = [ready.subject, ready.body, *(text.body for text in annexes.values())]
        placeholders.require_sound(bodies, placeholders.known(row))
        if bool(ready.subject) != bool(ready.body):
            raise Refusal(CorrespondenceCode.LETTER_HALF_WRITTEN)
        made = there or LanguageVersion(letter=row, language=language)
        made.subject, made.body = (ready.subject, ready.body) if missing.text else ("", "")
        made.what_changes = ready.what_changes if row.replaces_id else ""
        made.questions = _of_letter(ready.questions, missing)
        made.save()
        _write_annexes(made, annexes)
        if not (made.body or made.what_changes or made.questions or made.annexes.exists()):
            raise Refusal(CorrespondenceCode.VERSION_EMPTY)
        act.facts.update(did=DID, annexes=sorted(annexes))
        kept = find(row, language)
    return kept or made


def _of_letter(said: Mapping[str, str], missing: Lacking) -> dict[str, str]:
    """Words of the questions and options that lack them, and of nothing else."""
    keys = {question_key(row) for row in missing.questions}
    keys |= {option_key(option) for row in missing.questions for option in row.options.all()}
    return {key: words for key, words in said.items() if key in keys}


def _write_annexes(version: LanguageVersion, texts: Mapping[int, AnnexWords]) -> None:
    for key, words in texts.items():
        row = version.annexes.filter(annex=key).first() or LanguageVersionAnnex(version=version, annex_id=key)
        row.title, row.body, row.upload = words.title, words.body, words.upload or row.upload
        if row.title or row.body or row.upload_id:
            row.save()
        elif row.pk:
            row.delete()


def discard(letter: Letter, language: str, performer: Performer, at: datetime) -> None:
    """Delete a version that was never sent; the letter stays as it went out.

    Raises:
        Refusal: it was sent, or there is none.
    """
    with _draft(letter, language, performer, at) as (act, _row, version):
        if version is None:
            raise Refusal(CorrespondenceCode.VERSION_EMPTY)
        act.facts.update(did=f"{DID} discarded")
        version.delete()


def try_out(letter: Letter, language: str, performer: Performer, at: datetime) -> None:
    """Send the mail of a draft to whoever asks for it, marked as a test; it stands in no log of the letter.

    Raises:
        Refusal: it was sent, or nothing is written.
    """
    with _draft(letter, language, performer, at) as (act, _row, version):
        if version is None or performer.person is None:
            raise Refusal(CorrespondenceCode.VERSION_EMPTY)
        act.facts.update(did="tried out")
        told = partial(version_tried.send, sender=LanguageVersion, version=version.pk, person=performer.person.pk)
        transaction.on_commit(told)
