"""A letter or a language version is handed in for clearance, and a second person clears it or returns it (rule 40)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hemicycle.correspondence import clearance_notices, clearing, letter_queries
from hemicycle.correspondence.models import Clearance, LanguageVersion
from hemicycle.correspondence.models.letters import WORDS_LENGTH
from hemicycle.correspondence.reasons import CorrespondenceCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.people.independence import are_independent
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.clearance import may_clear, may_give_back, may_hand_in
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require
from hemicycle.rules.versions import may_edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.correspondence.models import Letter
    from hemicycle.correspondence.models.clearances import HandedInForClearance
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Person


@contextmanager
def _act(
    target: Letter | LanguageVersion, performer: Performer, action: Action, at: datetime
) -> Iterator[tuple[Act, Letter | LanguageVersion, Person]]:
    """An act of a person on what was not sent, with all that it would go out with."""
    letter = target.letter if isinstance(target, LanguageVersion) else target
    with carry_out(letter.consultation_id, performer, action, at, corrects=lambda: letter.corrects) as act:
        row = _read_again(target)
        require(may_edit(sent=row.sent))
        if performer.person is None:
            raise LookupError("clearance is between persons")
        act.place = f"letter:{letter.pk}"
        act.facts.update(letter=letter.symbol)
        if isinstance(row, LanguageVersion):
            act.facts.update(language=row.language)
        yield act, row, performer.person


def _read_again(target: Letter | LanguageVersion) -> Letter | LanguageVersion:
    """As it is under the lock."""
    if not isinstance(target, LanguageVersion):
        return letter_queries.whole().get(pk=target.pk)
    row = LanguageVersion.objects.get(pk=target.pk)
    row.letter = letter_queries.whole().get(pk=row.letter_id)
    return row


def _is_empty(row: Letter | LanguageVersion) -> bool:
    if isinstance(row, LanguageVersion):
        return not (row.body or row.questions or row.annexes.exists())
    return not row.texts.all()


def hand_in(
    target: Letter | LanguageVersion, performer: Performer, at: datetime, words: str = ""
) -> HandedInForClearance:
    """Hand a letter or a language version in, as it is now, for somebody else to clear.

    Args:
        words: To whoever clears it.

    Raises:
        Refusal: it has no text yet, or was handed in as it is; it was sent.
    """
    said = _short(words)
    with _act(target, performer, Action.LETTER_WRITE, at) as (act, row, person):
        if _is_empty(row):
            raise Refusal(CorrespondenceCode.LETTER_WITHOUT_WORDS)
        before = clearing.latest_of(row)
        require(may_hand_in(before.handed_in if before else None, clearing.fingerprint(row, before)))
        digest = clearing.fingerprint(row)
        made = row.clearances.create(digest=digest, words=said, handed_in_by=person, handed_in_at=at)
        act.facts.update(did="handed in", digest=digest, words=said)
        clearance_notices.tell_of_handing_in(made, at)
    return made


def clear(target: Letter | LanguageVersion, performer: Performer, at: datetime, seen: str) -> HandedInForClearance:
    """Clear what another one handed in.

    Args:
        seen: Digest of what was looked at (``clearing.fingerprint``).

    Raises:
        Refusal: it does not wait for that; it was changed; this person handed it in, or is not independent of who did.
    """
    with _act(target, performer, Action.LETTER_CLEAR, at) as (act, row, person):
        handed = clearing.latest_of(row)
        digest = clearing.fingerprint(row, handed)
        let_in = handed is not None and not are_independent(act.consultation, handed.handed_in_by_id, person)
        require(may_clear(handed.handed_in if handed else None, digest, person.pk, seen=seen, let_in=let_in))
        made = _decide(handed, Clearance.Outcome.CLEARED, person, at)
        act.facts.update(did="cleared", digest=digest)
    return made


def give_back(
    target: Letter | LanguageVersion, performer: Performer, at: datetime, seen: str, words: str
) -> HandedInForClearance:
    """Return what another one handed in.

    Args:
        seen: As for ``clear``.
        words: What is to be changed.

    Raises:
        Refusal: as for ``clear``; or nothing says what is to be changed.
    """
    said = _short(words)
    with _act(target, performer, Action.LETTER_CLEAR, at) as (act, row, person):
        handed = clearing.latest_of(row)
        digest = clearing.fingerprint(row, handed)
        let_in = handed is not None and not are_independent(act.consultation, handed.handed_in_by_id, person)
        before = handed.handed_in if handed else None
        require(may_give_back(before, digest, person.pk, seen=seen, let_in=let_in, words=said))
        made = _decide(handed, Clearance.Outcome.RETURNED, person, at, said)
        act.facts.update(did="returned", digest=digest, words=said)
    return made


def _decide(
    row: HandedInForClearance | None, outcome: Clearance.Outcome, person: Person, at: datetime, words: str = ""
) -> HandedInForClearance:
    if row is None:
        raise LookupError("the rules let nobody decide on what nobody handed in")
    row.outcome, row.outcome_words, row.decided_by, row.decided_at = outcome.value, words, person, at
    row.save(update_fields=["outcome", "outcome_words", "decided_by", "decided_at"])
    clearance_notices.tell_of_decision(row, at)
    return row


def _short(text: str) -> str:
    words = clean(text)
    if len(words) > WORDS_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=WORDS_LENGTH)
    return words


def require_clearance(consultation: int, performer: Performer, at: datetime, *, needed: bool) -> None:
    """Say whether letters of a consultation are sent only once a second person cleared them."""
    with carry_out(consultation, performer, Action.CONSULTATION_EDIT, at) as act:
        row = act.consultation
        before = act.settings.clearance
        if before == needed:
            act.cancel()
            return
        row.settings = {**row.settings, "clearance": needed}
        row.save(update_fields=["settings"])
        act.facts.update(changed={"clearance": [before, needed]})
