"""Items are entered, changed and withdrawn; what was put to Members in a letter never changes silently (rule 20)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.actions import editing
from hemicycle.agenda.advice import assessments, read_advice
from hemicycle.agenda.item_record import ItemRecord
from hemicycle.agenda.models import Item, Programme
from hemicycle.journal.models import Entry
from hemicycle.rules.reasons import Refusal
from tests.factories import DEFERRED, URGENT
from tests.support.agenda import NOW
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.support.agenda import Agenda

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.reason.code.value


def add(agenda: Agenda, number: int = 9, listing: str = DEFERRED, who: str = "secretariat", **more: Any) -> Item:
    record = ItemRecord(listing, number, **{"title": {"en": "New", "ru": " \x00"}, **more})
    return editing.add_item(agenda.consultation.pk, agenda.performer(who), NOW, record)


def change(agenda: Agenda, item: Item, *, knows: bool = False, **new: Any) -> str:
    row = Item.objects.select_related("document").get(pk=item.pk)
    before = ItemRecord.of(row)
    desk = agenda.performer("secretariat")
    return editing.change_item(row, desk, NOW, replace(before, **new), seen=before.digest, knows=knows)


def withdraw(agenda: Agenda, item: Item, words: str = "Taken up elsewhere") -> None:
    editing.withdraw_item(item, agenda.performer("secretariat"), NOW, words={"en": words})


def test_an_item_is_added_and_changed_on_record(agenda: Agenda) -> None:
    made = add(agenda, symbol="C20/11", minutes=50, unchecked=("en", "fr"), proposal=True)
    assert (made.title, made.unchecked, made.minutes, made.minutes_set) == ({"en": "New"}, ["en"], 50, True)
    assert made.document is not None
    assert made.proposes
    change(agenda, made, number=10, symbol="", minutes=None, proposal=False, title={"en": "Newer"})
    made.refresh_from_db()
    assert (made.number, made.minutes_set, made.title) == (10, False, {"en": "Newer"})
    assert not made.document_id
    first, second = Entry.objects.filter(act="agenda_item.edit", place=f"item:{made.pk}").order_by("pk")
    assert (first.data["before"], second.data["before"]["number"], second.data["after"]["number"]) == (None, 9, 10)


@pytest.mark.parametrize(
    ("record", "refused"),
    [
        ({"listing": "none"}, "no_such_list"),
        ({"number": 0}, "item_number"),
        ({"number": 1}, "item_number_taken"),
        ({"title": {"en": "\x00"}}, "item_without_title"),
        ({"title": {"en": "x" * 1001}}, "text_too_long"),
        ({"symbol": "C20/99"}, "no_such_document"),
        ({"minutes": 601}, "minutes_out_of_range"),
        ({"speaks_first": ("nobody",)}, "no_such_class_first"),
    ],
)
def test_what_cannot_be_kept_is_refused(agenda: Agenda, record: dict[str, Any], refused: str) -> None:
    before = Item.objects.count()
    assert code(lambda: add(agenda, **record)) == refused
    assert Item.objects.count() == before


def test_only_the_secretariat_edits_items(agenda: Agenda) -> None:
    assert code(lambda: add(agenda, who="chair")) == "not_permitted"


def test_rule_20_list_number_and_document_of_an_item_that_was_put_stay(agenda: Agenda) -> None:
    for new in ({"listing": URGENT, "number": 9}, {"number": 9}, {"symbol": "C20/12"}):
        assert code(lambda new=new: change(agenda, agenda.item(1), **new)) == "item_was_put"  # type: ignore[misc]
    change(agenda, agenda.item(1), minutes=20)
    assert agenda.item(1).minutes == 20


def test_rule_20_a_title_that_was_put_is_changed_knowingly_and_the_letter_keeps_its_own(agenda: Agenda) -> None:
    assert (
        code(lambda: change(agenda, agenda.item(1), title={"en": "Other", "fr": "Différé 1"})) == "item_title_was_put"
    )
    change(agenda, agenda.item(1), title={"en": "Deferred 1", "fr": "Différé 1", "es": "Aplazado 1"})
    assert change(agenda, agenda.item(1), title={"en": "Other"}, knows=True) == ""
    assert agenda.item(1).title == {"en": "Other"}
    assert agenda.question(1).title == {"en": "Deferred 1", "fr": "Différé 1"}


def test_letters_being_written_are_named_when_a_title_changes(agenda: Agenda) -> None:
    with without_guards():
        agenda.enquiry.letter.state = "draft"
        agenda.enquiry.letter.save()
    assert change(agenda, agenda.item(1), title={"en": "Other"}) == "DM-20/1005"
    assert change(agenda, agenda.item(1), minutes=20) == ""


def test_of_two_who_change_an_item_the_second_is_told(agenda: Agenda) -> None:
    item = agenda.item(1)
    seen = ItemRecord.of(item)
    change(agenda, item, minutes=20)
    late = replace(seen, minutes=30)
    desk = agenda.performer("secretariat")
    assert code(lambda: editing.change_item(item, desk, NOW, late, seen=seen.digest)) == "draft_changed_meanwhile"


def test_a_change_of_an_item_of_the_agenda_raises_the_editions_of_its_drafts(agenda: Agenda) -> None:
    change(agenda, agenda.item(1, URGENT), minutes=20)
    programme = Programme.objects.get(consultation=agenda.consultation)
    assert (programme.agenda_edition, programme.plan_edition) == (1, 1)
    change(agenda, agenda.item(1), minutes=20)  # it is on no agenda
    programme.refresh_from_db()
    assert (programme.agenda_edition, programme.plan_edition) == (1, 1)


def test_an_item_is_withdrawn_once_no_sent_letter_asks_about_it(agenda: Agenda) -> None:
    assert code(lambda: withdraw(agenda, agenda.item(1))) == "item_is_asked"
    agenda.enquiry.questions.filter(listing=DEFERRED, number=1).update(withdrawn_at=NOW)
    assert code(lambda: withdraw(agenda, agenda.item(1), " ")) == "item_withdrawal_needs_words"
    withdraw(agenda, agenda.item(1))
    assert code(lambda: withdraw(agenda, agenda.item(1))) == "item_withdrawn_already"
    assert agenda.item(1).withdrawn_why == {"en": "Taken up elsewhere"}


def test_a_withdrawn_item_belongs_on_no_agenda_until_that_is_taken_back(agenda: Agenda) -> None:
    made = add(agenda, listing=URGENT)

    def belongs() -> bool:
        rows = assessments(agenda.consultation, read_advice(agenda.consultation))
        return next(row.belongs for row in rows if row.item.pk == made.pk)

    assert belongs()
    withdraw(agenda, made)
    assert not belongs()
    editing.restore_item(made, agenda.performer("secretariat"), NOW)
    assert belongs()
    restore = lambda: editing.restore_item(made, agenda.performer("secretariat"), NOW)  # noqa: E731 - said twice
    assert code(restore) == "item_not_withdrawn"


def test_an_item_is_removed_only_while_nothing_refers_to_it(agenda: Agenda) -> None:
    desk = agenda.performer("secretariat")
    assert code(lambda: editing.remove_item(agenda.item(1), desk, NOW)) == "item_in_use"
    made = add(agenda)
    editing.remove_item(made, desk, NOW)
    assert not Item.objects.filter(pk=made.pk).exists()
