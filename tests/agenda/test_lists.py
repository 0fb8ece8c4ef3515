"""The lists in which items are put to Members are settings of a consultation (rule 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.actions import lists
from hemicycle.agenda.actions.lists import LISTS
from hemicycle.agenda.advice import assessments, read_advice
from hemicycle.agenda.queries import put
from hemicycle.agenda.snapshots import agenda as snapshot
from hemicycle.consultations.item_lists import ItemList, lists_of
from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.correspondence.models import Letter
from hemicycle.journal.models import Entry
from hemicycle.rules.candidates import ListRule
from hemicycle.rules.reasons import Refusal
from tests.factories import DEFERRED, URGENT
from tests.support.agenda import NOW
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.agenda import Agenda

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
INFORMATION = ItemList(key="information", name={"en": "For information"}, rule=ListRule.INFORMATION)


def refused(act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.reason.code.value, dict(caught.value.reason.facts)


def add(agenda: Agenda, wanted: ItemList = INFORMATION, who: str = "secretariat") -> None:
    LISTS.add(agenda.consultation.pk, agenda.performer(who), NOW, wanted)
    agenda.consultation.refresh_from_db()


def change(agenda: Agenda, key: str = DEFERRED, **new: object) -> None:
    before = lists_of(agenda.consultation)[key]
    wanted = before.model_copy(update=new)
    desk = agenda.performer("secretariat")
    LISTS.change(agenda.consultation.pk, desk, NOW, wanted, seen=seen_of(before))
    agenda.consultation.refresh_from_db()


def drop(agenda: Agenda, key: str) -> None:
    LISTS.remove(agenda.consultation.pk, agenda.performer("secretariat"), NOW, key)
    agenda.consultation.refresh_from_db()


def keys(agenda: Agenda) -> list[str]:
    return list(lists_of(agenda.consultation))


def not_sent(agenda: Agenda) -> None:
    """The letter about the items is a draft still."""
    with without_guards():
        Letter.objects.filter(pk=agenda.enquiry.letter_id).update(state=Letter.State.DRAFT, sent_at=None)


def test_a_list_is_added_changed_moved_and_removed_each_on_record(agenda: Agenda) -> None:
    add(agenda)
    change(agenda, "information", phrase={"en": "what is for information", "fr": " \x00"})
    LISTS.move(agenda.consultation.pk, agenda.performer("secretariat"), NOW, "information", up=True)
    agenda.consultation.refresh_from_db()
    assert keys(agenda) == [URGENT, "information", DEFERRED]
    assert lists_of(agenda.consultation)["information"].phrase == {"en": "what is for information"}
    drop(agenda, "information")
    assert keys(agenda) == [URGENT, DEFERRED]
    place = f"consultation:{agenda.consultation.pk}"
    entries = Entry.objects.filter(act="consultation.edit", place=place, data__list="information").order_by("pk")
    assert [entry.data["after"] is None for entry in entries] == [False, False, False, True]


def test_a_list_with_items_is_not_removed(agenda: Agenda) -> None:
    assert refused(lambda: drop(agenda, DEFERRED)) == ("list_has_items", {"items": 3})
    agenda.consultation.items.filter(listing=DEFERRED).delete()
    assert refused(lambda: drop(agenda, DEFERRED)) == ("list_was_put", {"letters": "DM-20/1005"})
    assert keys(agenda) == [URGENT, DEFERRED]


def test_what_members_were_asked_of_a_list_stays(agenda: Agenda) -> None:
    for new in ({"rule": ListRule.STAYS}, {"least_yes": 3}, {"name": {"en": "Others"}}):
        assert refused(lambda new=new: change(agenda, **new)) == ("list_was_put", {"letters": "DM-20/1005"})  # type: ignore[misc]
    change(agenda, name={"en": "Proposed for the physical session", "fr": "Renvoyés"})
    assert lists_of(agenda.consultation)[DEFERRED].name["fr"] == "Renvoyés"
    assert agenda.question(1).list_name == {"en": "Proposed for the physical session"}


def test_a_draft_has_the_new_name_of_a_list_at_once(agenda: Agenda) -> None:
    not_sent(agenda)
    change(agenda, name={"en": "Others"}, rule=ListRule.STAYS)
    assert agenda.question(1).list_name == {"en": "Others"}


def test_a_list_needs_a_name_and_a_key_of_its_own(agenda: Agenda) -> None:
    nameless = INFORMATION.model_copy(update={"name": {"en": "  "}})
    assert refused(lambda: add(agenda, nameless))[0] == "list_without_name"
    assert refused(lambda: add(agenda, INFORMATION.model_copy(update={"key": URGENT})))[0] == "list_key_taken"
    assert refused(lambda: change(agenda, URGENT, name={"en": "x" * 101}))[0] == "text_too_long"
    assert refused(lambda: add(agenda, who="chair"))[0] == "not_permitted"


def test_of_two_who_change_a_list_the_second_is_told(agenda: Agenda) -> None:
    seen = seen_of(lists_of(agenda.consultation)[DEFERRED])
    change(agenda, phrase={"en": "the others"})
    wanted = lists_of(agenda.consultation)[DEFERRED].model_copy(update={"phrase": {"en": "mine"}})
    desk = agenda.performer("secretariat")
    late = refused(lambda: LISTS.change(agenda.consultation.pk, desk, NOW, wanted, seen=seen))
    assert late[0] == "draft_changed_meanwhile"


def test_how_many_must_ask_is_said_for_each_list(agenda: Agenda) -> None:
    not_sent(agenda)
    change(agenda, least_yes=2)
    with without_guards():
        Letter.objects.filter(pk=agenda.enquiry.letter_id).update(state=Letter.State.SENT, sent_at=NOW)
    agenda.answers("br", yes=[1])
    agenda.answers("jp", yes=[1, 2])
    advice = read_advice(agenda.consultation)
    said = {row.item.number: row.candidate.reason.code for row in assessments(agenda.consultation, advice)[3:]}
    assert said == {1: "asked_for", 2: "not_asked_for", 3: "not_asked_for"}


def test_items_for_information_are_listed_in_the_agenda_and_stand_on_no_place(agenda: Agenda) -> None:
    add(agenda)
    item = agenda.item(3)
    item.listing = "information"
    item.save()
    advice = read_advice(agenda.consultation)
    rows = assessments(agenda.consultation, advice)
    content = snapshot(agenda.consultation, rows, advice, NOW.date())
    assert [row["item"] for row in content["information"]] == [item.pk]
    assert item.pk not in {row["item"] for row in content["items"]}
    assert content["lists"]["information"] == {"en": "For information"}


def test_items_stand_in_the_order_of_their_lists(agenda: Agenda) -> None:
    LISTS.move(agenda.consultation.pk, agenda.performer("secretariat"), NOW, DEFERRED, up=True)
    agenda.consultation.refresh_from_db()
    assert [item.listing for item in put(agenda.consultation)] == [DEFERRED] * 3 + [URGENT] * 3


def test_how_many_must_ask_stays_once_members_were_asked_about_a_list_that_follows_it(agenda: Agenda) -> None:
    def set_least(least: int) -> bool:
        return lists.set_least_yes(agenda.consultation.pk, agenda.performer("secretariat"), NOW, least)

    assert refused(lambda: set_least(3)) == ("least_yes_was_put", {"letters": "DM-20/1005"})
    assert not set_least(1), "what it is already is no act"
    not_sent(agenda)
    assert set_least(3)
    entry = Entry.objects.filter(act="consultation.edit").get()
    assert entry.data == {"least_yes": [1, 3]}
    change(agenda, least_yes=2)
    with without_guards():
        Letter.objects.filter(pk=agenda.enquiry.letter_id).update(state=Letter.State.SENT, sent_at=NOW)
    assert set_least(4), "a list with a number of its own does not follow it"
