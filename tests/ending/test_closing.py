"""A closed consultation: what is refused in it, what is still done, and that it is reopened and archived on record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.queries import open_for_registration
from hemicycle.correspondence.actions import drafts, reminders
from hemicycle.ending import actions, queries
from hemicycle.ending.models import EndingStep
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.actions import registrations
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import Step
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import presiding
from tests.correspondence.conftest import asked  # noqa: F401 - a fixture
from tests.factories import START

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.correspondence.conftest import Asked
    from tests.factories import World


def by(world: World, who: str = "secretariat") -> Performer:
    return Performer(world[who].person)


def close(world: World, who: str = "secretariat", why: str = " The  report is out. ") -> EndingStep:
    return actions.close(world.consultation.pk, by(world, who), START, why)


def refused(act: Callable[[], object]) -> RuleCode:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.reason.code  # type: ignore[return-value]


@pytest.fixture
def over(world: World) -> World:
    """Its sitting has ended."""
    world.sitting.state = SittingState.ENDED.value
    world.sitting.save()
    return world


def test_the_secretariat_closes_it_with_a_reason_on_record(over: World) -> None:
    step = close(over)
    assert (step.why, step.by, step.at) == ("The report is out.", over["secretariat"].person, START)
    assert Consultation.objects.get().closed_at == START
    entry = Entry.objects.get()
    assert (entry.act, entry.place) == ("consultation.end", f"consultation:{over.consultation.pk}")
    assert entry.data == {"what": "closed", "why": "The report is out."}
    assert refused(lambda: close(over)) is RuleCode.ENDING_CHANGED


@pytest.mark.parametrize("who", ["chair", "br", "technician"])
def test_nobody_else_does(over: World, who: str) -> None:
    assert refused(lambda: close(over, who)) is RuleCode.NOT_PERMITTED
    assert not Consultation.objects.get().closed


def test_it_is_not_closed_while_a_sitting_goes_on(world: World) -> None:
    assert world.sitting.state == SittingState.OPEN.value
    assert refused(lambda: close(world)) is RuleCode.SITTING_UNDER_WAY
    assert not EndingStep.objects.exists()


def test_acts_of_people_and_of_sittings_are_refused_in_it(over: World) -> None:
    pk = over.consultation.pk
    over.sitting.state = SittingState.PLANNED.value
    over.sitting.save()
    close(over)
    row = over["br"]
    assert (
        refused(lambda: registrations.step(pk, by(over), START, Step.WITHDRAW, row.pk)) is RuleCode.CONSULTATION_CLOSED
    )
    leads = Participant.registered(over["vice_chair"])
    assert refused(lambda: presiding.open_sitting(over.sitting.pk, leads, START)) is RuleCode.CONSULTATION_CLOSED
    assert [entry.act for entry in Entry.objects.all()] == ["consultation.end"]
    actions.reopen(pk, by(over), START, "A delegate withdrew.")
    registrations.step(pk, by(over), START, Step.WITHDRAW, row.pk)


def test_who_may_not_act_is_told_that_and_not_that_it_is_closed(over: World) -> None:
    close(over)
    assert (
        refused(lambda: registrations.step(over.consultation.pk, by(over, "jp"), START, Step.CONFIRM, over["br"].pk))
        is not RuleCode.CONSULTATION_CLOSED
    )


def test_a_reply_is_neither_drafted_nor_reminded_of(asked: Asked) -> None:  # noqa: F811 - the fixture
    Consultation.objects.update(closed_at=START)
    enquiry = type(asked.enquiry).objects.get(pk=asked.enquiry.pk)
    person = asked.world["br"].person
    assert (
        refused(lambda: drafts.save_draft(enquiry, asked.member("br"), person, START, {}))
        is RuleCode.CONSULTATION_CLOSED
    )
    for days in (7, 2, 1):
        assert reminders.remind_due(enquiry.deadline.moment - timedelta(days=days)) == 0


def test_nobody_registers_for_it_any_more(over: World) -> None:
    assert open_for_registration(START) == [over.consultation]
    close(over)
    assert open_for_registration(START) == []


def test_it_is_archived_once_closed_and_taken_out_by_reopening(over: World) -> None:
    pk = over.consultation.pk
    assert refused(lambda: actions.archive(pk, by(over), START)) is RuleCode.ENDING_CHANGED
    close(over)
    actions.archive(pk, by(over), START)
    assert [row.pk for row in queries.archived_of(over["br"].person)] == [over["br"].pk]
    actions.take_out(pk, by(over), START)
    assert (Consultation.objects.get().closed, Consultation.objects.get().archived_at) == (True, None)
    actions.archive(pk, by(over), START)
    actions.reopen(pk, by(over), START, "A reply came late.")
    assert (Consultation.objects.get().closed, Consultation.objects.get().archived_at) == (False, None)
    done = [step.what for step in queries.steps(over.consultation)]
    assert done == ["reopened", "archived", "taken_out", "archived", "closed"]
