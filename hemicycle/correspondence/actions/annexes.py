"""Annexes of a letter that is being written: text, the questions that it asks, or a file in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Max

from hemicycle.correspondence import placeholders
from hemicycle.correspondence.actions.letters import clean_body, digest, draft
from hemicycle.correspondence.models import Annex, AnnexText
from hemicycle.correspondence.models.letters import SUBJECT_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.details import clean
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hemicycle.correspondence.models import Enquiry, Letter
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Upload

#: More are a book.
MOST = 50


@dataclass(frozen=True)
class AnnexWords:
    """An annex in one language.

    Attributes:
        upload: A file that takes the place of the one there; without one, that one stays.
        seen: Digest (``actions.letters.digest``) of title and body when writing began.
        basis: Of a text taken from a summary of replies, as ``AnnexText.basis``; without one, that one stays.
    """

    title: str
    body: str = ""
    upload: Upload | None = None
    seen: str = ""
    basis: str = ""

    def cleaned(self) -> AnnexWords:
        """The same, safe to keep.

        Raises:
            Refusal: a text is too long.
        """
        title = clean(self.title)
        if len(title) > SUBJECT_LENGTH:
            raise Refusal(CorrespondenceCode.LETTER_SUBJECT_TOO_LONG, longest=SUBJECT_LENGTH, length=len(title))
        return AnnexWords(title, clean_body(self.body), self.upload, self.seen, self.basis)


def add(
    letter: Letter,
    performer: Performer,
    at: datetime,
    kind: Annex.Kind,
    texts: Mapping[str, AnnexWords] | None = None,
    summarizes: Enquiry | None = None,
) -> Annex:
    """Add an annex after the others.

    Args:
        summarizes: The enquiry whose summary it is made from.

    Raises:
        Refusal: the letter was sent, has many annexes already, or a text cannot be kept.
    """
    ready = _ready(letter, texts or {})
    with draft(letter, performer, at) as (act, row):
        last = row.annexes.aggregate(last=Max("number"))["last"] or 0
        if last >= MOST:
            raise Refusal(CorrespondenceCode.LETTER_ANNEXES_TOO_MANY, most=MOST)
        made = row.annexes.create(number=last + 1, kind=kind.value, summarizes=summarizes)
        placeholders.require_sound([words.body for words in ready.values()], placeholders.known(row))
        _write(made, ready)
        act.facts.update(did="annex added", annex=made.number, kind=made.kind)
    return made


def write(annex: Annex, performer: Performer, at: datetime, texts: Mapping[str, AnnexWords]) -> None:
    """Write an annex in some languages; what has neither title, text nor file is taken away.

    Raises:
        Refusal: the letter was sent; somebody else changed a text meanwhile; a text is too long, or names what
            cannot be filled in.
    """
    ready = _ready(annex.letter, texts)
    with draft(annex.letter, performer, at) as (act, letter):
        row = Annex.objects.prefetch_related("texts").get(pk=annex.pk)
        there = {text.language: text for text in row.texts.all()}
        for code, words in ready.items():
            before = there.get(code)
            if words.seen != (digest(before.title, before.body) if before else ""):
                raise Refusal(CorrespondenceCode.LETTER_TEXT_CHANGED_MEANWHILE)
        placeholders.require_sound([words.body for words in ready.values()], placeholders.known(letter))
        _write(row, ready)
        act.facts.update(did="annex", annex=row.number, languages=sorted(ready))


def _ready(letter: Letter, texts: Mapping[str, AnnexWords]) -> dict[str, AnnexWords]:
    return {code: words.cleaned() for code, words in texts.items() if code in letter.languages}


def _write(annex: Annex, texts: Mapping[str, AnnexWords]) -> None:
    for code, words in texts.items():
        text = annex.texts.filter(language=code).first() or AnnexText(annex=annex, language=code)
        text.title, text.body = words.title, words.body
        text.upload, text.basis = words.upload or text.upload, words.basis or text.basis
        if text.title or text.body or text.upload_id:
            text.save()
        elif text.pk:
            text.delete()


def remove(annex: Annex, performer: Performer, at: datetime) -> None:
    """Take an annex away; those after it move up.

    Raises:
        Refusal: the letter was sent.
    """
    with draft(annex.letter, performer, at) as (act, letter):
        row = Annex.objects.get(pk=annex.pk)
        number = row.number
        row.delete()
        for following in letter.annexes.filter(number__gt=number):
            following.number -= 1
            following.save(update_fields=["number"])
        act.facts.update(did="annex removed", annex=number)


def move_up(annex: Annex, performer: Performer, at: datetime) -> None:
    """Change places with the annex before; the first one stays.

    Raises:
        Refusal: the letter was sent.
    """
    with draft(annex.letter, performer, at) as (act, letter):
        row = Annex.objects.get(pk=annex.pk)
        before = letter.annexes.filter(number=row.number - 1).first()
        if before is None:
            return
        letter.annexes.filter(pk=before.pk).update(number=F("number") + MOST + 1)  # a place of its own meanwhile
        letter.annexes.filter(pk=row.pk).update(number=F("number") - 1)
        letter.annexes.filter(pk=before.pk).update(number=row.number)
        act.facts.update(did="annex moved", annex=row.number, to=row.number - 1)
