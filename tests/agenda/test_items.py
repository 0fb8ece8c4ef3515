"""Candidates, the chair's choice and the order of the agenda (rules 13 to 15)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.actions import items
from hemicycle.agenda.advice import ItemAssessment, assessments, read_advice
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import Item, Programme
from hemicycle.correspondence.actions.enquiries import withdraw_question
from hemicycle.correspondence.models import Enquiry, Letter
from hemicycle.journal.models import Entry
from hemicycle.people.models import Member, Seat
from hemicycle.rules.candidates import Choice
from hemicycle.rules.reasons import Refusal
from tests.factories import DEFERRED, URGENT
from tests.support.addressing import address
from tests.support.agenda import NOW, SENT
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django import DjangoAssertNumQueries

    from tests.support.agenda import Agenda


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def found(agenda: Agenda, number: int, listing: str = DEFERRED) -> ItemAssessment:
    heard = read_advice(agenda.consultation)
    rows = assessments(agenda.consultation, heard)
    return next(row for row in rows if (row.item.listing, row.item.number) == (listing, number))


def choose(
    agenda: Agenda,
    number: int,
    choice: Choice | None = Choice.CONFIRMED,
    *,
    listing: str = DEFERRED,
    words: str = "Agreed.",
    seen: Choice | None = None,
    name: str = "chair",
) -> Item:
    return items.choose(
        agenda.item(number, listing), agenda.performer(name), NOW, choice, words={"en": words}, seen=seen
    )


def edition(agenda: Agenda) -> int:
    row = Programme.objects.filter(consultation=agenda.consultation).first()
    return row.agenda_edition if row else 0


def move(agenda: Agenda, item: Item, before: Item | None, name: str = "secretariat", seen: int | None = None) -> None:
    items.move(
        agenda.consultation.pk,
        agenda.performer(name),
        NOW,
        item=item.pk,
        before=before.pk if before else None,
        edition=edition(agenda) if seen is None else seen,
    )


def test_rule_13_counted_replies_of_council_states_alone_speak(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1], no=[2])
    agenda.answers("jp", no=[1, 2])
    agenda.answers("gh", yes=[1], status="conflict")
    agenda.answers("no", yes=[1])  # an observer, who is not asked
    row = found(agenda, 1)
    assert (row.asked.yes, row.asked.no) == (("BR",), ("JP",))
    assert (row.candidate.reason.rule, row.candidate.reason.code) == (14, "asked_for")
    assert found(agenda, 2).candidate.reason.code == "not_asked_for"


def test_rule_13_a_changed_reply_speaks_in_its_last_version(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    agenda.answers("br", no=[1], yes=[3])
    assert found(agenda, 1).asked.no == ("BR",)
    assert found(agenda, 3).asked.yes == ("BR",)


def further_letter(agenda: Agenda, number: int, *items: int, days: int = 3) -> Enquiry:
    """A letter that asks about some items of the second list, so many days after the first one."""
    letter = address(
        Letter.objects.create(
            consultation=agenda.consultation,
            series="DM-20",
            number=number,
            dated=SENT.date(),
            state=Letter.State.SENT,
            sent_at=SENT + timedelta(days=days),
        )
    )
    made = Enquiry.objects.create(
        letter=letter, kind=Enquiry.Kind.ITEMS, asked=["council_state"], deadline_day=agenda.enquiry.deadline_day
    )
    for item in items:
        made.questions.create(listing=DEFERRED, number=item, title={"en": f"Item {item}"})
    return made


def test_rule_13_of_two_letters_that_ask_about_an_item_the_later_one_speaks(agenda: Agenda) -> None:
    """Whichever was written first."""
    agenda.answers("br", yes=[1])
    agenda.answers("jp", yes=[1, 2])
    first = agenda.enquiry
    agenda.enquiry = later = further_letter(agenda, 1004, 1)
    agenda.answers("br", no=[1])
    assert (found(agenda, 1).asked.yes, found(agenda, 1).asked.no) == ((), ("BR",))
    with without_guards():
        Letter.objects.filter(pk=later.letter_id).update(sent_at=SENT - timedelta(days=3))
    assert (found(agenda, 1).asked.yes, found(agenda, 1).asked.no) == (("BR", "JP"), ())
    agenda.enquiry = first


def test_rule_13_a_letter_about_further_items_takes_nothing_from_what_was_answered_before(agenda: Agenda) -> None:
    with without_guards():
        agenda.enquiry.questions.filter(listing=DEFERRED, number=3).delete()
    agenda.answers("br", yes=[1])
    choose(agenda, 1)
    agenda.enquiry = further_letter(agenda, 1006, 3)
    agenda.answers("jp", yes=[3])
    assert found(agenda, 1).asked.yes == ("BR",)
    assert found(agenda, 1).belongs
    assert found(agenda, 3).asked.yes == ("JP",)
    choose(agenda, 3)
    assert agenda.order() == ["u1", "u2", "u3", "d1", "d3"]
    advice = read_advice(agenda.consultation)
    assert advice.letters == "DM-20/1005, DM-20/1006"


def test_rule_13_the_letters_of_each_kind_of_states_add_up(agenda: Agenda) -> None:
    """A State that one of them alone asked is among those that are heard."""
    norway = Member.objects.get(code="NO")
    seat = Seat.objects.create(member=norway, start=SENT.date())
    agenda.enquiry = further_letter(agenda, 1006, 1)
    seat.delete()
    agenda.answers("no", yes=[1])
    assert [state.code for state in read_advice(agenda.consultation).states] == ["BR", "GH", "JP", "NO"]
    assert found(agenda, 1).asked.yes == ("NO",)


def test_rule_05_a_state_speaks_on_an_item_as_what_the_letter_that_asks_about_it_asked_it(agenda: Agenda) -> None:
    """Its seat has ended between two letters: to the second it answers as an observer."""
    japan = Member.objects.get(code="JP")
    agenda.answers("jp", yes=[2])
    japan.organ_seats.update(end=(SENT + timedelta(days=1)).date())
    agenda.enquiry = further_letter(agenda, 1006, 1)
    Enquiry.objects.filter(pk=agenda.enquiry.pk).update(asked=["council_state", "observer_state"])
    agenda.answers("jp", yes=[1])
    agenda.answers("br", no=[1])
    assert (found(agenda, 1).asked.yes, found(agenda, 1).asked.no) == ((), ("BR",))
    assert found(agenda, 2).asked.yes == ("JP",)


def test_an_item_that_a_later_letter_asks_about_is_withdrawn_there_alone(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    agenda.enquiry.questions.filter(listing=DEFERRED, number=1).update(withdrawn_at=NOW)
    assert found(agenda, 1).asked.withdrawn
    further = further_letter(agenda, 1006, 1)
    assert not found(agenda, 1).asked.withdrawn
    further.questions.update(withdrawn_at=NOW)
    assert found(agenda, 1).asked.withdrawn


def test_rule_14_how_many_must_say_yes_is_a_setting(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    agenda.consultation.settings = {**agenda.consultation.settings, "least_yes": 2}
    agenda.consultation.save()
    assert found(agenda, 1).candidate.reason.code == "not_asked_for"


def test_rule_14_without_a_letter_urgent_items_stay_and_no_other_is_a_candidate(agenda: Agenda) -> None:
    with without_guards():
        agenda.enquiry.delete()
    assert found(agenda, 1, URGENT).belongs
    assert not found(agenda, 1).belongs


def test_rule_14_the_chair_confirms_a_candidate_and_it_comes_to_the_end_with_an_estimate(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1, 2])
    assert code(lambda: choose(agenda, 3)) == "not_asked_for"
    chosen = choose(agenda, 1, words=" As three\x00 regions  wish. ")
    assert agenda.order() == ["u1", "u2", "u3", "d1"]
    # Fifteen to take it up, ten for its draft decision.
    assert (chosen.minutes, chosen.minutes_set) == (25, False)
    assert chosen.choice_words == {"en": "As three regions wish."}
    assert chosen.choice_by == agenda.world["chair"].person
    entry = Entry.objects.get(act="agenda.choose")
    assert (entry.place, entry.capacity) == (f"item:{chosen.pk}", "chair")
    assert entry.data["joined"] == [chosen.pk]


@pytest.mark.parametrize("name", ["secretariat", "br", "technician", "french"])
def test_rule_14_only_those_who_lead_choose(name: str, agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    assert code(lambda: choose(agenda, 1, name=name)) == "not_permitted"
    assert agenda.order() == ["u1", "u2", "u3"]


def test_rule_14_an_urgent_item_is_removed_with_words_and_comes_back(agenda: Agenda) -> None:
    assert code(lambda: choose(agenda, 2, Choice.REMOVED, listing=URGENT, words="  ")) == "choice_needs_words"
    choose(agenda, 2, Choice.REMOVED, listing=URGENT, words="It can wait.")
    assert agenda.order() == ["u1", "u3"]
    choose(agenda, 2, None, listing=URGENT, words="It cannot.", seen=Choice.REMOVED)
    assert agenda.order() == ["u1", "u3", "u2"]


def test_minutes_that_somebody_set_outlive_a_removal(agenda: Agenda) -> None:
    Item.objects.filter(pk=agenda.item(2, URGENT).pk).update(minutes=50, minutes_set=True)
    choose(agenda, 2, Choice.REMOVED, listing=URGENT)
    assert choose(agenda, 2, None, listing=URGENT, seen=Choice.REMOVED).minutes == 50


def test_words_of_great_length_are_refused_with_their_number(agenda: Agenda) -> None:
    with pytest.raises(Refusal) as refused:
        choose(agenda, 1, Choice.REMOVED, words="x" * 1001)
    assert refused.value.reason.facts == {"longest": 1000, "length": 1001}


def test_two_who_choose_at_once_are_told(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    choose(agenda, 1, Choice.REMOVED, words="Not now.", name="vice_chair")
    assert code(lambda: choose(agenda, 1)) == "draft_changed_meanwhile"
    assert agenda.item(1).choice == "removed"


def test_many_candidates_are_confirmed_in_one_act(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1, 2])
    keys = [agenda.item(number).pk for number in (1, 2)]
    assert items.confirm(agenda.consultation.pk, agenda.performer(), NOW, keys) == 2
    assert agenda.order() == ["u1", "u2", "u3", "d1", "d2"]
    assert Entry.objects.get(act="agenda.choose").data["confirmed"] == keys
    assert items.confirm(agenda.consultation.pk, agenda.performer(), NOW, keys) == 0


def test_of_many_all_are_candidates_or_none_is_confirmed(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1, 2])
    first, second, third = (agenda.item(number).pk for number in (1, 2, 3))

    def confirm(*keys: int, name: str = "chair") -> str:
        return code(lambda: items.confirm(agenda.consultation.pk, agenda.performer(name), NOW, keys))

    assert confirm(first, third) == "not_asked_for"
    assert confirm() == "items_not_chosen"
    assert confirm(first, 10_000) == "items_not_chosen"
    assert confirm(first, name="secretariat") == "not_permitted"
    choose(agenda, 2, Choice.REMOVED)
    assert confirm(first, second) == "item_was_removed"
    assert agenda.order() == ["u1", "u2", "u3"]


def test_an_item_that_is_withdrawn_leaves_when_the_agenda_is_drawn_up(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    choose(agenda, 1)
    withdraw_question(agenda.question(1), agenda.performer("secretariat"), NOW, words={"en": "Taken back."})
    assert found(agenda, 1).decision.reason.code == "item_withdrawn"
    assert agenda.order() == ["u1", "u2", "u3", "d1"]  # nothing goes by itself
    items.draw_up(agenda.consultation.pk, agenda.performer("secretariat"), NOW)
    assert agenda.order() == ["u1", "u2", "u3"]
    assert code(lambda: choose(agenda, 1, seen=Choice.CONFIRMED)) == "item_withdrawn"
    again = lambda: items.draw_up(agenda.consultation.pk, agenda.performer("secretariat"), NOW)  # noqa: E731
    assert code(again) == "agenda_up_to_date"


def test_an_item_whose_states_take_their_yes_back_leaves_when_it_is_drawn_up(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    choose(agenda, 1)
    agenda.answers("br", no=[1])
    items.draw_up(agenda.consultation.pk, agenda.performer("chair"), NOW)
    assert agenda.order() == ["u1", "u2", "u3"]


def test_items_move_up_down_and_to_the_end(agenda: Agenda) -> None:
    first, second, third = (agenda.item(number, URGENT) for number in (1, 2, 3))
    move(agenda, third, first)
    assert agenda.order() == ["u3", "u1", "u2"]
    move(agenda, third, None)
    assert agenda.order() == ["u1", "u2", "u3"]
    move(agenda, second, first, name="chair")
    assert agenda.order() == ["u2", "u1", "u3"]
    assert Entry.objects.filter(act="plan.edit").count() == 3


def test_a_move_of_an_older_agenda_is_refused(agenda: Agenda) -> None:
    first, second = agenda.item(1, URGENT), agenda.item(2, URGENT)
    move(agenda, second, first)
    assert code(lambda: move(agenda, first, second, seen=0)) == "draft_changed_meanwhile"
    assert agenda.order() == ["u2", "u1", "u3"]


def test_a_move_of_something_else_is_refused(agenda: Agenda) -> None:
    first = agenda.item(1, URGENT)
    assert code(lambda: move(agenda, agenda.item(1), first)) == "item_not_on_agenda"
    assert code(lambda: move(agenda, first, agenda.item(1))) == "item_not_on_agenda"
    assert code(lambda: move(agenda, first, first)) == "item_not_on_agenda"
    assert code(lambda: move(agenda, first, None, name="br")) == "not_permitted"


def test_an_item_that_was_opened_in_a_sitting_stays(agenda: Agenda) -> None:
    agenda.sitting.discussions.create(item=agenda.item(1, URGENT), start=NOW)
    assert code(lambda: choose(agenda, 1, Choice.REMOVED, listing=URGENT)) == "item_discussed"
    assert agenda.order() == ["u1", "u2", "u3"]
    assert agenda.item(1, URGENT).choice == ""


def test_queries_do_not_grow_with_items_and_states(
    agenda: Agenda, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def read() -> None:
        assessments(agenda.consultation, read_advice(agenda.consultation))

    agenda.answers("br", yes=[1])
    with django_assert_num_queries(7):
        read()
    for name in ("jp", "gh"):
        agenda.answers(name, yes=[1, 2, 3])
    for number in (1006, 1007):
        agenda.enquiry = further_letter(agenda, number, 1, 2)
        agenda.answers("jp", no=[1, 2])
    with django_assert_num_queries(7):
        read()
