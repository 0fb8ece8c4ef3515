"""What the journal keeps of the agenda and its time plan, and what their refusals rest on."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.agenda.actions import items, plan, publishing
from hemicycle.agenda.actions.plan import Draft
from hemicycle.agenda.changes import agenda_changed
from hemicycle.agenda.messages import refusal_message
from hemicycle.agenda.models import WHAT_CHANGES_LENGTH, AgendaPublication, Programme
from hemicycle.journal.models import Entry
from hemicycle.rules.candidates import Choice
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.time_plan import Frame
from hemicycle.sittings.actions import planning
from hemicycle.sittings.actions.planning import Hours
from hemicycle.verification.facts import CANDIDATES
from tests.factories import START, URGENT
from tests.support.agenda import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import Fact
    from tests.support.agenda import Agenda


def kept() -> list[tuple[str, str, dict[str, Any]]]:
    """Act, place and facts of each entry, in order."""
    # What an agenda is recomputed from is tried where it is (tests/verification).
    return [
        (act, place, {name: value for name, value in data.items() if name != CANDIDATES})
        for act, place, data in Entry.objects.order_by("pk").values_list("act", "place", "data")
    ]


def refused(act: Callable[[], object]) -> tuple[int, str, dict[str, Fact]]:
    with pytest.raises(Refusal) as error:
        act()
    reason = error.value.reason
    assert refusal_message(reason)
    return int(reason.rule or 0), reason.code.value, dict(reason.facts)


def editions(agenda: Agenda) -> tuple[int, int]:
    found, _made = Programme.objects.get_or_create(consultation=agenda.consultation)
    return found.agenda_edition, found.plan_edition


def test_a_choice_and_what_joins_and_leaves(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1, 2])
    item, chair = agenda.item(1), agenda.performer()
    urgent = [agenda.item(number, URGENT).pk for number in (1, 2, 3)]
    items.choose(item, chair, NOW, Choice.CONFIRMED, words={}, seen=None)
    items.choose(
        item,
        chair,
        NOW + timedelta(hours=1),
        Choice.REMOVED,
        words={"en": " Too  early ", "ar": " ", "xx": "?"},
        seen=Choice.CONFIRMED,
    )
    place, what = f"item:{item.pk}", {"listing": "deferred", "number": 1}
    joined = [key for key in urgent if key in kept()[0][2]["joined"]]
    assert kept() == [
        (
            "agenda.choose",
            place,
            {**what, "before": "", "after": "confirmed", "words": {}, "joined": [*joined, item.pk], "left": []},
        ),
        (
            "agenda.choose",
            place,
            {
                **what,
                "before": "confirmed",
                "after": "removed",
                "words": {"en": "Too early"},
                "joined": [],
                "left": [item.pk],
            },
        ),
    ]
    row = agenda.item(1)
    assert (row.choice, row.choice_words, row.choice_by, row.position) == (
        "removed",
        {"en": "Too early"},
        chair.person,
        None,
    )
    assert row.choice_at == NOW + timedelta(hours=1)


def test_refusals_of_a_choice(agenda: Agenda) -> None:
    agenda.answers("br", yes=[1])
    item, chair = agenda.item(1), agenda.performer()

    def choose(choice: Choice | None, words: str, seen: Choice | None = None) -> None:
        items.choose(item, chair, NOW, choice, words={"fr": words}, seen=seen)

    assert refused(lambda: choose(Choice.CONFIRMED, "", Choice.REMOVED)) == (0, "draft_changed_meanwhile", {})
    assert refused(lambda: choose(Choice.REMOVED, " ")) == (0, "choice_needs_words", {})
    assert refused(lambda: choose(None, "")) == (0, "choice_needs_words", {})
    rule, code, facts = refused(lambda: choose(Choice.REMOVED, "x" * 100_000))
    assert (rule, code, facts["length"]) == (0, "choice_words_too_long", 100_000)
    longest = facts["longest"]
    assert isinstance(longest, int)
    assert refused(lambda: choose(Choice.REMOVED, "x" * (longest + 1)))[1] == "choice_words_too_long"
    choose(Choice.REMOVED, "x" * longest)
    key, confirm = agenda.consultation.pk, items.confirm
    assert refused(lambda: confirm(key, chair, NOW, [item.pk])) == (0, "item_was_removed", {"number": 1})
    assert refused(lambda: confirm(key, chair, NOW, [])) == (0, "items_not_chosen", {})
    assert refused(lambda: confirm(key, chair, NOW, [item.pk, 0])) == (0, "items_not_chosen", {})


def test_an_item_that_is_moved(agenda: Agenda) -> None:
    first, last = agenda.item(1, URGENT), agenda.item(3, URGENT)
    before, _plan = editions(agenda)
    heard: list[int] = []
    agenda_changed.connect(hear := lambda consultation, **_: heard.append(consultation))
    items.move(agenda.consultation.pk, agenda.performer(), NOW, item=last.pk, before=first.pk, edition=before)
    agenda_changed.disconnect(hear)
    assert kept() == [("plan.edit", f"item:{last.pk}", {"moved": last.pk, "before": 3, "after": 1})]
    assert (agenda.order(), editions(agenda)[0]) == (["u3", "u1", "u2"], before + 1)


def test_a_plan_that_is_edited_and_estimated(agenda: Agenda) -> None:
    first, second = agenda.item(1, URGENT), agenda.item(2, URGENT)
    key, desk, place = agenda.consultation.pk, agenda.performer("secretariat"), f"plan:{agenda.consultation.pk}"
    frame = Frame(introduction=5, pause=10, pause_after=60, closing=15)
    draft = Draft(frame, {first.pk: 45, second.pk: second.minutes}, {second.pk: 1})
    plan.edit(key, desk, NOW, draft, edition=editions(agenda)[1])
    changed = {
        str(first.pk): {"before": [first.minutes, 0], "after": [45, 0]},
        str(second.pk): {"before": [second.minutes, 0], "after": [second.minutes, 1]},
    }
    said = {"introduction": 5, "pause": 10, "pause_after": 60, "closing": 15}
    assert kept() == [("plan.edit", place, {"items": changed, "frame": said})]
    assert [
        (row.minutes, row.minutes_set, row.earliest) for row in (agenda.item(1, URGENT), agenda.item(2, URGENT))
    ] == [
        (45, True, 0),
        (second.minutes, False, 1),
    ]
    programme = Programme.objects.get(consultation=agenda.consultation)
    assert programme.frame == frame
    before = programme.plan_edition
    assert plan.use_estimates(key, desk, NOW, edition=before) >= 1
    assert kept()[-1][:2] == ("plan.edit", place)
    assert kept()[-1][2]["estimated"][str(first.pk)] == 45
    assert editions(agenda)[1] == before + 1
    assert not agenda.item(1, URGENT).minutes_set


def test_what_is_published(agenda: Agenda) -> None:
    key, desk = agenda.consultation.pk, agenda.performer("secretariat")
    agenda_edition, plan_edition = editions(agenda)
    made = publishing.publish_agenda(
        key, desk, NOW, edition=agenda_edition, symbol=" VC/1 ", words={"en": "unused"}, titles_stand=True
    )
    planned = planning.publish_plan(
        key, desk, NOW, editions=(agenda_edition, plan_edition), symbol="VC/2", titles_stand=True
    )
    assert kept() == [
        ("plan.edit", f"publication:{made.pk}", {"symbol": "VC/1", "words": {"en": "unused"}}),
        ("plan.edit", f"publication:{planned.pk}", {"symbol": "VC/2", "words": {}}),
    ]
    kinds = list(AgendaPublication.objects.order_by("pk").values_list("kind", "base", "revision", "what_changes"))
    assert kinds == [(made.kind, "VC/1", 0, {}), (planned.kind, "VC/2", 0, {})]
    assert (made.published_at, made.published_by) == (NOW, desk.person)

    def again(words: str) -> object:
        return publishing.publish_agenda(key, desk, NOW, edition=agenda_edition, words={"ru": words}, titles_stand=True)

    assert refused(lambda: again("The order")) == (0, "nothing_is_different", {})
    facts: dict[str, Fact] = {"longest": WHAT_CHANGES_LENGTH, "length": 100_000}
    assert refused(lambda: again("x" * 100_000)) == (0, "what_changes_too_long", facts)


def test_hours_that_are_set(agenda: Agenda) -> None:
    key, desk, first = agenda.consultation.pk, agenda.performer("secretariat"), agenda.sitting
    wanted = [
        Hours(date(2020, 6, 9), time(12), time(15), sitting=first.pk),
        Hours(date(2020, 6, 15), time(12), time(14)),
    ]
    before = editions(agenda)[1]
    rows = planning.set_calendar(key, desk, NOW, wanted, edition=before)
    assert [(row.number, row.opens_at, row.presiding) for row in rows] == [
        (1, START, first.presiding),
        (2, START + timedelta(days=6), first.presiding),
    ]
    agenda.consultation.refresh_from_db()
    assert agenda.consultation.last_day == date(2020, 6, 15)
    said = [[row.pk, row.opens_at.isoformat(), row.closes_at.isoformat()] for row in rows]
    assert kept() == [("plan.edit", f"plan:{key}", {"sittings": said})]
    assert editions(agenda)[1] == before + 1
    first.refresh_from_db()
    first.state = "open"
    first.save()
    moved = [Hours(date(2020, 6, 9), time(13), time(15), sitting=first.pk)]
    for hours in (moved, []):
        call = lambda hours=hours: planning.set_calendar(key, desk, NOW, hours, edition=before + 1)  # noqa: E731
        assert refused(call) == (0, "sitting_began", {"sitting": 1})
    unknown = [Hours(date(2020, 6, 9), time(12), time(15), sitting=0)]
    assert refused(lambda: planning.set_calendar(key, desk, NOW, unknown, edition=before + 1)) == (
        0,
        "no_such_sitting",
        {},
    )
