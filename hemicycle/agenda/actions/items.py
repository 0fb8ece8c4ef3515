"""What is on the agenda, and in which order (rule 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.agenda.advice import read_advice, terms
from hemicycle.agenda.models import Item
from hemicycle.agenda.models.items import WORDS_LENGTH
from hemicycle.agenda.order import programme_under, renumber, require_edition, settle
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean_texts
from hemicycle.rules.candidates import Choice, may_choose, may_choose_with, may_confirm_among
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, require

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.consultations.languages import Text
    from hemicycle.journal.record import Performer


def choose(
    item: Item, performer: Performer, at: datetime, choice: Choice | None, *, words: Text, seen: Choice | None
) -> Item:
    """The chair confirms an item or removes it, or takes that back; the agenda is numbered anew.

    Args:
        choice: ``None`` takes back what was chosen before.
        words: Why, in at least one language; a confirmation alone goes without.
        seen: The choice that stood when the chair looked.

    Raises:
        Refusal: it is no candidate, somebody has chosen otherwise meanwhile, there are no words, or it is discussed.
    """
    with carry_out(item.consultation_id, performer, Action.AGENDA_CHOOSE, at) as act:
        row = Item.objects.select_related("document").get(pk=item.pk)
        if row.chosen is not seen:
            raise Refusal(AgendaCode.DRAFT_CHANGED_MEANWHILE)
        said = clean_texts(words)
        require(may_choose_with("".join(said.values()), choice))
        length = max(map(len, said.values()), default=0)
        if length > WORDS_LENGTH:
            raise Refusal(AgendaCode.CHOICE_WORDS_TOO_LONG, longest=WORDS_LENGTH, length=length)
        advice = read_advice(act.consultation)
        if choice is not None:
            require(may_choose(advice.of(row), terms(act.consultation)[row.listing], choice))
        row.choice = choice.value if choice else ""
        row.choice_words, row.choice_at, row.choice_by = said, at, performer.person
        row.save(update_fields=["choice", "choice_words", "choice_at", "choice_by"])
        act.place = f"item:{row.pk}"
        act.facts.update(
            listing=row.listing, number=row.number, before=seen.value if seen else "", after=row.choice, words=said
        )
        settle(act)
    return Item.objects.get(pk=item.pk)


def confirm(consultation: int, performer: Performer, at: datetime, keys: Collection[int]) -> int:
    """The chair confirms many candidates at once; how many were not confirmed yet.

    Raises:
        Refusal: one of them is no candidate, or was removed; nobody is chosen.
    """
    with carry_out(consultation, performer, Action.AGENDA_CHOOSE, at) as act:
        rows = list(Item.objects.filter(consultation=consultation, pk__in=keys))
        if not rows or len(rows) != len(set(keys)):
            raise Refusal(AgendaCode.ITEMS_NOT_CHOSEN)
        advice, set_ = read_advice(act.consultation), terms(act.consultation)
        for row in rows:
            require(may_confirm_among(advice.of(row), set_[row.listing], row.chosen, row.number))
        confirmed = [row for row in rows if row.chosen is None]
        for row in confirmed:
            row.choice, row.choice_words = Choice.CONFIRMED.value, {}
            row.choice_at, row.choice_by = at, performer.person
        Item.objects.bulk_update(confirmed, ["choice", "choice_words", "choice_at", "choice_by"])
        act.facts["confirmed"] = [row.pk for row in confirmed]
        settle(act)
    return len(confirmed)


def draw_up(consultation: int, performer: Performer, at: datetime) -> None:
    """Bring the agenda up to date with what the States said since: what belongs on it comes on, the rest goes.

    Raises:
        Refusal: there was nothing to do, or an item that would go is discussed.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        if not settle(act):
            raise Refusal(AgendaCode.AGENDA_UP_TO_DATE)


def move(consultation: int, performer: Performer, at: datetime, *, item: int, before: int | None, edition: int) -> Item:
    """Move an item of the agenda just before another, or to the end; the item with its new position.

    Args:
        edition: Of the agenda, as it was seen.

    Raises:
        Refusal: the agenda has changed meanwhile, or one of the items is not on it.
    """
    with carry_out(consultation, performer, Action.PLAN_EDIT, at) as act:
        require_edition(programme_under(act).agenda_edition, edition)
        placed = Item.objects.filter(consultation=consultation, position__isnull=False).order_by("position")
        by_key = {row.pk: row for row in placed}
        if item not in by_key or (before is not None and before not in by_key) or item == before:
            raise Refusal(AgendaCode.ITEM_NOT_ON_AGENDA)
        rest = [row for row in by_key.values() if row.pk != item]
        place = len(rest) if before is None else next(index for index, row in enumerate(rest) if row.pk == before)
        former = by_key[item].position
        renumber(act, [*rest[:place], by_key[item], *rest[place:]])
        act.place = f"item:{item}"
        act.facts.update(moved=item, before=former, after=by_key[item].position)
    return by_key[item]
