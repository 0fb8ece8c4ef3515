"""A consultation words one of our texts itself, and goes back to ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hemicycle.mail.mailings import BODY_LENGTH, SUBJECT_LENGTH
from hemicycle.mail.models import OwnText
from hemicycle.mail.own_texts import EDITABLE, Words, defaults, digest, own_texts
from hemicycle.mail.placeholders import faults
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from hemicycle.journal.record import Performer


def faults_of(name: str, words: Words) -> list[Reason]:
    """What is wrong with the words of a text in one language; words that are empty are none, and ours hold."""
    subject, body = words
    if not subject and not body:
        return []
    if not (subject and body):
        return [Reason(MailCode.TEXT_HALF_WRITTEN)]
    if len(subject) > SUBJECT_LENGTH or len(body) > BODY_LENGTH:
        return [Reason(MailCode.MAIL_TOO_LONG, {"subject": SUBJECT_LENGTH, "body": BODY_LENGTH})]
    text = EDITABLE[name]
    return faults(subject, body, text.known, text.required)


def cleaned(words: Words) -> Words:
    """The words, safe to keep."""
    return Words(clean(words.subject), clean(words.body, lines=True))


@dataclass(frozen=True)
class Written:
    """What somebody wrote of one of our texts.

    Attributes:
        words: By language; a language that is not named stays as it is.
        seen: ``digest`` of what the writer began with.
        checked: Languages whose words the writer compared with the others: they are kept as of now, changed or not.
    """

    words: Mapping[str, Words]
    seen: str
    checked: Collection[str] = ()


def edit(consultation: int, performer: Performer, at: datetime, name: str, written: Written) -> list[str]:
    """Keep a consultation's own words of one of our texts; the language of words that are ours, or empty, keeps none.

    Returns:
        The languages that changed.

    Raises:
        Refusal: another person changed the text since; a placeholder is unknown, missing or broken.
    """
    wanted = {code: cleaned(text) for code, text in written.words.items()}
    for text in wanted.values():
        for reason in faults_of(name, text):
            raise Refusal(reason)
    ours = {code: cleaned(text) for code, text in defaults(name).items()}
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        kept = own_texts(act.consultation, name)
        if digest(kept) != written.seen:
            raise Refusal(MailCode.TEXT_CHANGED_MEANWHILE)
        changed: dict[str, Any] = {}
        for code, text in wanted.items():
            row, looked_at = kept.get(code), code in written.checked and any(text)
            # Our words that somebody compared stay the consultation's own, with the day on which that was.
            own = text if any(text) and (text != ours.get(code) or looked_at or text == _words(row)) else None
            if own == _words(row) and not looked_at:
                continue
            changed[code] = [_words(row), own]
            if own is None:
                _rows(act.consultation.pk, name).filter(language=code).delete()
                continue
            row = row or OwnText(consultation=act.consultation, name=name, language=code)
            row.subject, row.body = own
            row.changed_by, row.changed_at = performer.person, at
            row.save()
        if not changed:
            act.cancel()
        act.facts.update(text=name, did="worded", changed=changed)
        if compared := [code for code in written.checked if code in changed]:
            act.facts["checked"] = sorted(compared)
    return list(changed)


def restore(consultation: int, performer: Performer, at: datetime, name: str) -> list[str]:
    """Go back to our text in every language.

    Returns:
        The languages that changed.
    """
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        changed = {code: [_words(row), None] for code, row in own_texts(act.consultation, name).items()}
        _rows(act.consultation.pk, name).delete()
        if not changed:
            act.cancel()
        act.facts.update(text=name, did="restored", changed=changed)
    return list(changed)


def _rows(consultation: int, name: str) -> QuerySet[OwnText]:
    return OwnText.objects.filter(consultation=consultation, name=name)


def _words(row: OwnText | None) -> Words | None:
    return Words(row.subject, row.body) if row else None
