"""Documents are posted, held back until a moment, and withdrawn (rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.documents.actions.documents import find
from hemicycle.documents.changes import reading_changed
from hemicycle.documents.models import WORDS_LENGTH
from hemicycle.documents.posting import post_prepared
from hemicycle.documents.writing import actor, first_of
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.documents import may_embargo, may_withdraw
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.documents.models import Document
    from hemicycle.journal.record import Performer


def post_document(document: Document, performer: Performer, at: datetime) -> Document:
    """Post a document that is prepared: from now on, or from the end of its embargo, every reader sees it.

    Raises:
        Refusal: it is posted already, has no file, or does not say what it changes.
    """
    with carry_out(
        document.consultation_id, performer, Action.DOCUMENT_POST, at, corrects=lambda: bool(document.change)
    ) as act:
        row = find(document.pk)
        act.place = f"document:{row.pk}"
        post_prepared(act, row)
    return row


def post_all(consultation: int, performer: Performer, at: datetime, keys: Iterable[int]) -> list[str]:
    """Post several that are prepared, in one act; returns their symbols.

    Raises:
        Refusal: one of them cannot be posted; none is.
    """
    with carry_out(consultation, performer, Action.DOCUMENT_POST, at) as act:
        prepared = act.consultation.documents.filter(pk__in=set(keys), posted_at=None).select_related("base")
        # What another one is a version or an addendum of first: its symbol is part of theirs.
        rows = sorted(prepared, key=lambda one: (bool(one.base_id), one.pk))
        for row in rows:
            post_prepared(act, row)
        told = [row.symbol for row in rows]
        act.facts.clear()
        act.facts.update(documents=[row.pk for row in rows], symbols=told)
        if not rows:
            act.cancel()
    return told


def embargo_document(document: Document, performer: Performer, at: datetime, until: datetime | None) -> None:
    """Hold a document back until a moment, or (None) no longer.

    Raises:
        Refusal: readers see it already, it is withdrawn, or the moment has passed.
    """
    with carry_out(document.consultation_id, performer, Action.DOCUMENT_POST, at) as act:
        row = find(document.pk)
        require(may_embargo(row.standing(act.at), until, act.at))
        before, row.embargo_until = row.embargo_until, until
        row.save(update_fields=["embargo_until"])
        act.announce(reading_changed)
        act.place = f"document:{row.pk}"
        act.facts.update(embargo_until=[one.isoformat() if one else None for one in (before, until)])


def withdraw_document(document: Document, performer: Performer, at: datetime, why: Text) -> None:
    """Withdraw a document that is posted: it stays in the list with the reason, and its files open no more.

    Args:
        why: By language.

    Raises:
        Refusal: it is not posted, is withdrawn already, or there is no reason, or too long a one.
    """
    said = clean_texts(why, lines=True)
    if max(map(len, said.values()), default=0) > WORDS_LENGTH:
        raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=WORDS_LENGTH)
    with carry_out(document.consultation_id, performer, Action.DOCUMENT_WITHDRAW, at, corrects=lambda: True) as act:
        row = find(document.pk)
        require(may_withdraw(row.standing(act.at), first_of(said)))
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = at, actor(act), said
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        act.announce(reading_changed)
        act.place = f"document:{row.pk}"
        act.facts.update(symbol=row.symbol, why=said)
