"""Items themselves: added, changed, withdrawn, removed. What was put to Members in a letter stays as it was put."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from hemicycle.agenda.changes import agenda_changed, items_leaving, speaking_order_changing
from hemicycle.agenda.item_record import ItemRecord, against_what_was_put, objections
from hemicycle.agenda.models import Item
from hemicycle.agenda.order import programme_under
from hemicycle.agenda.put import letters, put_by_place
from hemicycle.agenda.reasons import AgendaCode
from hemicycle.contributions.queries import contributed_to
from hemicycle.people.act import Act, carry_out
from hemicycle.people.details import clean_texts
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from hemicycle.agenda.item_record import Objection
    from hemicycle.consultations.languages import Text
    from hemicycle.documents.models import Document
    from hemicycle.journal.record import Performer

#: Of why an item is withdrawn, in one language, in characters.
WHY_LENGTH = 1000


def add_item(consultation: int, performer: Performer, at: datetime, record: ItemRecord) -> Item:
    """Add an item to its list.

    Raises:
        Refusal: its number is taken, or something of it cannot be kept.
    """
    with carry_out(consultation, performer, Action.ITEM_EDIT, at) as act:
        wanted = record.cleaned()
        _raise_first(objections(wanted, *_known(act)))
        _require_free(act, wanted, None)
        row = keep(act, Item(consultation=act.consultation), wanted)
        act.place = f"item:{row.pk}"
        act.facts.update(before=None, after=asdict(wanted))
    return row


def change_item(
    item: Item, performer: Performer, at: datetime, record: ItemRecord, *, seen: str, knows: bool = False
) -> str:
    """Change an item.

    Args:
        seen: ``ItemRecord.digest`` of what it was when the change began.
        knows: They know that letters that were sent keep their own title.

    Returns:
        Symbols of letters that are still being written and keep the former title until their questions are saved again.

    Raises:
        Refusal: somebody has changed it meanwhile; it was put to Members, so that its list, number and document stay,
            and its titles unless ``knows``; contributions name its list and number; others would speak first on it
            while it is discussed and somebody waits; or as for ``add_item``.
    """
    with carry_out(item.consultation_id, performer, Action.ITEM_EDIT, at) as act:
        row = Item.objects.select_related("document").get(pk=item.pk)
        before, wanted = ItemRecord.of(row), record.cleaned()
        if before.digest != seen:
            raise Refusal(AgendaCode.DRAFT_CHANGED_MEANWHILE)
        puts = put_by_place(act.consultation).get((row.listing, row.number), [])
        moved = (before.listing, before.number) != (wanted.listing, wanted.number)
        if moved and (row.listing, row.number) in contributed_to(act.consultation):
            raise Refusal(AgendaCode.ITEM_HAS_CONTRIBUTIONS)
        found = [*objections(wanted, *_known(act)), *against_what_was_put(before, wanted, puts)]
        _raise_first(one for one in found if not (knows and one.reason.code is AgendaCode.ITEM_TITLE_WAS_PUT))
        _require_free(act, wanted, row.pk)
        keep(act, row, wanted)
        act.place = f"item:{row.pk}"
        act.facts.update(before=asdict(before), after=asdict(wanted))
    return letters(puts, sent=False) if before.title != wanted.title else ""


def withdraw_item(item: Item, performer: Performer, at: datetime, *, words: Text) -> None:
    """Withdraw an item: it is put to nobody any more and belongs on no agenda. What was said of it stays on record.

    Args:
        words: Why, in at least one language.

    Raises:
        Refusal: it was withdrawn already; there are no words; or a letter that was sent still asks about it, and its
            question is withdrawn there, so that everybody who is asked sees it.
    """
    with carry_out(item.consultation_id, performer, Action.ITEM_EDIT, at) as act:
        row = Item.objects.get(pk=item.pk)
        said = clean_texts(words)
        if row.withdrawn_at is not None:
            raise Refusal(AgendaCode.ITEM_WITHDRAWN_ALREADY)
        if not said:
            raise Refusal(AgendaCode.ITEM_WITHDRAWAL_NEEDS_WORDS)
        if any(len(text) > WHY_LENGTH for text in said.values()):
            raise Refusal(PeopleCode.TEXT_TOO_LONG, limit=WHY_LENGTH)
        puts = put_by_place(act.consultation).get((row.listing, row.number), [])
        asked = [put for put in puts if put.sent and put.question.withdrawn_at is None]
        if asked:
            raise Refusal(AgendaCode.ITEM_IS_ASKED, letters=letters(asked, sent=True))
        if row.position is not None:
            items_leaving.send(sender=Item, items=[row.pk])
        row.withdrawn_at, row.withdrawn_why = at, said
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        act.place = f"item:{row.pk}"
        act.facts.update(withdrawn=True, listing=row.listing, number=row.number, words=said)


def restore_item(item: Item, performer: Performer, at: datetime) -> None:
    """Take a withdrawal back.

    Raises:
        Refusal: it is not withdrawn.
    """
    with carry_out(item.consultation_id, performer, Action.ITEM_EDIT, at) as act:
        row = Item.objects.get(pk=item.pk)
        if row.withdrawn_at is None:
            raise Refusal(AgendaCode.ITEM_NOT_WITHDRAWN)
        row.withdrawn_at, row.withdrawn_why = None, {}
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        act.place = f"item:{row.pk}"
        act.facts.update(withdrawn=False, listing=row.listing, number=row.number)


def remove_item(item: Item, performer: Performer, at: datetime) -> None:
    """Remove an item that was entered by mistake.

    Raises:
        Refusal: a letter asks about it, something was contributed to it, it stands on the agenda or in a version that
            was published, or the chair has chosen; it can be withdrawn instead.
    """
    with carry_out(item.consultation_id, performer, Action.ITEM_EDIT, at) as act:
        row = Item.objects.select_related("document").get(pk=item.pk)
        put = (row.listing, row.number) in put_by_place(act.consultation)
        published = any(
            row.pk in {one["item"] for name in ("items", "removed", "information") for one in content.get(name, ())}
            for content in act.consultation.agenda_publications.values_list("content", flat=True)
        )
        put = put or (row.listing, row.number) in contributed_to(act.consultation)
        if put or published or row.position is not None or row.choice_at is not None:
            raise Refusal(AgendaCode.ITEM_IN_USE)
        act.place = f"item:{row.pk}"
        act.facts.update(before=asdict(ItemRecord.of(row)), after=None)
        row.delete()


def keep(act: Act, row: Item, wanted: ItemRecord) -> Item:
    """Write a record down; an agenda that has the item follows."""
    require_order_may_change(act, row, wanted)
    filled(row, wanted, act.consultation.documents.get(symbol=wanted.symbol) if wanted.symbol else None).save()
    if row.position is not None:
        agenda_follows(act)
    return row


def require_order_may_change(act: Act, row: Item, wanted: ItemRecord) -> None:
    """Let the sittings object where other classes are to speak first on an item that is there.

    Raises:
        Refusal: the item is under discussion, and somebody who waits would be moved (rule 6).
    """
    if row.pk and row.speaks_first != list(wanted.speaks_first):
        after = wanted.speaks_first
        speaking_order_changing.send(sender=Item, item=row, after=after, classes=act.classes)


def filled(row: Item, wanted: ItemRecord, document: Document | None) -> Item:
    """The item as a record has it, not saved."""
    row.listing, row.number, row.title = wanted.listing, wanted.number, wanted.title
    row.unchecked, row.proposal = list(wanted.unchecked), wanted.proposal
    row.document, row.speaks_first = document, list(wanted.speaks_first)
    if wanted.minutes is None:
        row.minutes_set = False
    else:
        row.minutes, row.minutes_set = wanted.minutes, True
    return row


def agenda_follows(act: Act) -> None:
    """Items of the agenda are others: whoever edits its drafts is told, and so are the sittings."""
    programme = programme_under(act)
    programme.agenda_edition += 1
    programme.plan_edition += 1
    programme.save(update_fields=["agenda_edition", "plan_edition"])
    act.announce(agenda_changed)


def _known(act: Act) -> tuple[list[str], list[str], list[str]]:
    """Keys of the lists, symbols of the documents, and keys of the classes."""
    symbols = act.consultation.documents.values_list("symbol", flat=True)
    return [row.key for row in act.settings.lists], list(symbols), list(act.classes.by_key)


def _require_free(act: Act, wanted: ItemRecord, key: int | None) -> None:
    taken = Item.objects.filter(consultation=act.consultation, listing=wanted.listing, number=wanted.number)
    if taken.exclude(pk=key or 0).exists():
        raise Refusal(AgendaCode.ITEM_NUMBER_TAKEN, number=wanted.number)


def _raise_first(found: Iterable[Objection]) -> None:
    for objection in found:
        raise Refusal(objection.reason)
