"""A consultation gives the words that papers print, in a language of which there is no catalogue of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hemicycle.mail import paper_words
from hemicycle.mail.models import OwnText
from hemicycle.mail.own_texts import digest
from hemicycle.mail.paper_words import NAME, Given, fault, given
from hemicycle.mail.reasons import MailCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.mail.paper_words import Word


class Wording(NamedTuple):
    """What somebody gives in a language, of the words that papers print."""

    language: str
    gives: Given
    words: Sequence[Word]


def seen_of(row: OwnText | None) -> str:
    """Tells whether what is kept is that on top of which somebody writes."""
    return digest({row.language: row} if row else {})


def keep(
    consultation: int,
    performer: Performer,
    at: datetime,
    wording: Wording,
    seen: str | None = None,
) -> int:
    """Keep what papers print in a language; what is no word of theirs, or cannot be printed, is passed over.

    Args:
        seen: ``seen_of`` what the writer began with: what is given stands instead of it. None: it is laid over what is
            kept, whoever gave that.

    Returns:
        How many words changed.

    Raises:
        Refusal: another person changed them since.
    """
    language, gives, words = wording
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = paper_words.kept(act.consultation).get(language)
        if seen is not None and seen != seen_of(row):
            raise Refusal(MailCode.TEXT_CHANGED_MEANWHILE)
        before = given(row, language)
        over = before.forms if seen is None else {}
        wanted = _cleaned(Given({**over, **gives.forms}, gives.number, gives.rule), words)
        changed = {word.key for word in words if before.forms.get(word.key) != wanted.forms.get(word.key)}
        if not changed:
            act.cancel()
        elif not wanted.forms:
            OwnText.objects.filter(consultation=act.consultation, name=NAME, language=language).delete()
        else:
            row = row or OwnText(consultation=act.consultation, name=NAME, language=language)
            row.body = paper_words.write(words, wanted, language).decode()
            row.changed_by, row.changed_at = performer.person, at
            row.save()
        act.facts.update(text=NAME, did="worded", language=language, changed=len(changed), given=len(wanted.forms))
    return len(changed)


def _cleaned(gives: Given, words: Sequence[Word]) -> Given:
    forms = dict[str, tuple[str, ...]]()
    for word in words:
        said = tuple(clean(text, lines=True) for text in gives.forms.get(word.key, ()))
        if said and all(said) and not fault(word, said, gives.number):
            forms[word.key] = said
    return Given(forms, gives.number, gives.rule)
