"""What other rooms and clients are told after each act on the agenda, and what such an act leaves as it was."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.agenda import publishing
from hemicycle.agenda.actions import items, plan
from hemicycle.agenda.actions.plan import Draft
from hemicycle.agenda.actions.publishing import publish_agenda
from hemicycle.agenda.changes import agenda_changed, items_leaving
from hemicycle.agenda.models import AgendaPublication, Item, Programme
from hemicycle.consultations.models import Consultation
from hemicycle.journal.models import Entry
from hemicycle.rules.candidates import Choice
from hemicycle.rules.time_plan import Frame
from hemicycle.sittings.actions import planning
from hemicycle.sittings.actions.planning import Hours
from hemicycle.sittings.changes import documents_changed
from tests.factories import URGENT, a_body
from tests.support.agenda import NOW, Agenda, make_agenda, more_sittings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AGENDA, PLAN = AgendaPublication.Kind.AGENDA, AgendaPublication.Kind.TIME_PLAN


@pytest.fixture
def agenda(transactional_db: None) -> Agenda:  # noqa: ARG001 - what is told after a commit is told
    """See ``make_agenda``."""
    return make_agenda()


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """Consultations whose agenda changed, items that leave it, and documents of sittings, in their order."""
    heard: list[Any] = []

    def hear_agenda(*, consultation: int, **_: Any) -> None:
        heard.append(("agenda", consultation))

    def hear_items(*, items: list[int], **_: Any) -> None:
        heard.append(("leaving", list(items)))

    def hear_documents(*, sitting: int, names: frozenset[str], **_: Any) -> None:
        heard.append((sitting, sorted(names)))

    signals = ((agenda_changed, hear_agenda), (items_leaving, hear_items), (documents_changed, hear_documents))
    for signal, hear in signals:
        signal.connect(hear)
    yield heard
    for signal, hear in signals:
        signal.disconnect(hear)


def editions(agenda: Agenda) -> tuple[int, int]:
    row, _made = Programme.objects.get_or_create(consultation=agenda.consultation)
    return row.agenda_edition, row.plan_edition


def choose(agenda: Agenda, choice: Choice | None, seen: Choice | None = None) -> None:
    items.choose(agenda.item(1), agenda.performer(), NOW, choice, words={"en": "So it is."}, seen=seen)


ACTS: dict[str, Callable[[Agenda], object]] = {
    "choose": lambda agenda: choose(agenda, Choice.CONFIRMED),
    "confirm": lambda agenda: items.confirm(
        agenda.consultation.pk, agenda.performer(), NOW, [agenda.item(1).pk, agenda.item(2).pk]
    ),
    "draw_up": lambda agenda: items.draw_up(agenda.consultation.pk, agenda.performer("secretariat"), NOW),
    "move": lambda agenda: items.move(
        agenda.consultation.pk,
        agenda.performer(),
        NOW,
        item=agenda.item(1, URGENT).pk,
        before=None,
        edition=editions(agenda)[0],
    ),
    "edit": lambda agenda: plan.edit(
        agenda.consultation.pk, agenda.performer(), NOW, Draft(Frame()), edition=editions(agenda)[1]
    ),
    "use_estimates": lambda agenda: plan.use_estimates(
        agenda.consultation.pk, agenda.performer(), NOW, edition=editions(agenda)[1]
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_on_the_agenda_is_told_once_and_raises_one_edition(
    agenda: Agenda, told: list[Any], name: str
) -> None:
    agenda.answers("br", yes=[1, 2])
    if name == "draw_up":
        Item.objects.filter(pk=agenda.item(2).pk).update(choice="confirmed")
    before = editions(agenda)
    ACTS[name](agenda)
    assert [one for one in told if one[0] == "agenda"] == [("agenda", agenda.consultation.pk)]
    raised = (0, 1) if name in {"edit", "use_estimates"} else (1, 0)
    assert editions(agenda) == (before[0] + raised[0], before[1] + raised[1])


def test_candidates_that_are_confirmed_together_and_an_agenda_that_is_drawn_up(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1, 2])
    key, chair = agenda.consultation.pk, agenda.performer()
    choose(agenda, Choice.CONFIRMED)
    first, second = agenda.item(1), agenda.item(2)
    later = NOW + timedelta(hours=1)
    assert items.confirm(key, chair, later, [first.pk, second.pk]) == 1
    agenda.answers("br", no=[1], yes=[2])
    items.draw_up(key, agenda.performer("secretariat"), later)
    entries = list(Entry.objects.order_by("pk").values_list("act", "place", "capacity", "data"))[1:]
    place = f"consultation:{key}"
    assert entries == [
        ("agenda.choose", place, "chair", {"confirmed": [second.pk], "joined": [second.pk], "left": []}),
        ("plan.edit", place, "secretariat", {"joined": [], "left": [first.pk]}),
    ]
    row = agenda.item(2)
    assert (row.choice, row.choice_words, row.choice_at, row.choice_by) == ("confirmed", {}, later, chair.person)
    assert (agenda.item(1).choice_at, agenda.item(1).choice_words) == (NOW, {"en": "So it is."})


def test_items_that_leave_are_told_before_they_go_and_come_back_free_of_their_sitting(
    agenda: Agenda, told: list[Any]
) -> None:
    agenda.answers("br", yes=[1])
    choose(agenda, Choice.CONFIRMED)
    key = agenda.item(1).pk
    Item.objects.filter(pk=key).update(earliest=2, minutes=99)
    told.clear()
    choose(agenda, Choice.REMOVED, Choice.CONFIRMED)
    assert told == [("leaving", [key]), ("agenda", agenda.consultation.pk)]
    choose(agenda, Choice.CONFIRMED, Choice.REMOVED)
    assert (agenda.item(1).earliest, agenda.item(1).minutes, agenda.item(1).position) == (0, 25, 4)


def test_an_agenda_of_another_consultation_is_not_touched(agenda: Agenda) -> None:
    other = Consultation.objects.create(body=a_body(), slug="other", title={"en": "Other"}, first_day=NOW, last_day=NOW)
    strange = Item.objects.create(
        consultation=other, listing=URGENT, number=1, title={"en": "X"}, document=agenda.item(1).document, position=7
    )
    for name in ("choose", "move", "edit", "use_estimates"):
        agenda.answers("br", yes=[1, 2])
        ACTS[name](agenda)
    strange.refresh_from_db()
    assert (strange.position, strange.minutes_set) == (7, False)


def test_clients_of_a_sitting_hear_of_its_hours_and_items_where_somebody_is_in_it(
    agenda: Agenda, told: list[Any]
) -> None:
    first, second = more_sittings(agenda, 2)
    key, desk = agenda.consultation.pk, agenda.performer("secretariat")
    hours = [Hours(date(2020, 6, 9 + place), time(12), time(15), row.pk) for place, row in enumerate((first, second))]
    planning.set_calendar(key, desk, NOW, hours, edition=editions(agenda)[1])
    planning.publish_plan(key, desk, NOW, editions=editions(agenda), symbol="VC/2", titles_stand=True)
    assert told == []
    first.attendances.create(registration=agenda.world["br"], session="PA_1", joined_at=NOW)
    before = dict(agenda.consultation.sittings.values_list("pk", "sequence"))
    planning.set_calendar(key, desk, NOW, hours, edition=editions(agenda)[1])
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(minutes=90)
    planning.publish_plan(key, desk, NOW, editions=editions(agenda), words={"en": "More time"}, titles_stand=True)
    # Shifts follow the hours; and who presides, which is set with them, reads what booths wrote to who presides.
    moved = ["booths", f"chat.{first.presiding_id}", "items", "sitting"]
    assert told == [(first.pk, moved), (first.pk, ["items"])]
    after = dict(agenda.consultation.sittings.values_list("pk", "sequence"))
    assert {row: after[row] - before[row] for row in after} == {first.pk: 2, second.pk: 2}
    told.clear()
    agenda.consultation.sittings.filter(pk=first.pk).update(state="ended")
    planning.set_calendar(key, desk, NOW, hours, edition=editions(agenda)[1])
    Item.objects.filter(pk=agenda.item(1, URGENT).pk).update(minutes=95)
    planning.publish_plan(key, desk, NOW, editions=editions(agenda), words={"en": "Even more"}, titles_stand=True)
    assert told == []


def test_versions_stand_latest_first_and_each_kind_and_consultation_has_its_own(agenda: Agenda) -> None:
    key, desk, of = agenda.consultation.pk, agenda.performer("secretariat"), agenda.consultation
    assert (publishing.latest(of, AGENDA), publishing.latest_agendas([of])) == (None, {})
    assert (publishing.suggested_symbol(of, AGENDA), publishing.suggested_symbol(of, PLAN)) == (
        "AGENDA-2020",
        "TIME-PLAN-2020",
    )
    first = publish_agenda(key, desk, NOW, edition=editions(agenda)[0], symbol="VC/1", titles_stand=True)
    planned = planning.publish_plan(key, desk, NOW, editions=editions(agenda), symbol="VC/2", titles_stand=True)
    ACTS["move"](agenda)
    second = publish_agenda(key, desk, NOW, edition=editions(agenda)[0], words={"en": "The order"}, titles_stand=True)
    assert (publishing.latest(of, AGENDA), publishing.latest(of, PLAN)) == (second, planned)
    assert (publishing.versions(of, AGENDA), publishing.versions(of, PLAN)) == ([second, first], [planned])
    assert publishing.latest_agendas([of]) == {key: second}
    other = Consultation.objects.create(body=a_body(), slug="other", title={"en": "Other"}, first_day=NOW, last_day=NOW)
    assert (publishing.latest(other, AGENDA), publishing.versions(other, AGENDA)) == (None, [])
    assert publishing.latest_agendas([other]) == {}
