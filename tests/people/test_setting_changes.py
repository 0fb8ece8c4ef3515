"""Who changed a setting last is read out of the journal, whatever act it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.actions import lists
from hemicycle.agenda.actions.naming import name_states
from hemicycle.consultations.settings import SittingDays
from hemicycle.correspondence.actions.clearing import require_clearance
from hemicycle.correspondence.actions.enquiries import limit_extensions
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer, record
from hemicycle.people.actions import classes
from hemicycle.people.actions.beginning import BEGIN
from hemicycle.people.actions.consultation import RegistrationSettings, edit
from hemicycle.people.models import Registration
from hemicycle.people.setting_changes import SettingChange, setting_changes
from hemicycle.rules.registration import Opening
from hemicycle.sittings.actions.beforehand import limit_days
from hemicycle.sittings.actions.languages import set_languages_of_sittings
from hemicycle.sittings.models import Sitting
from tests.classes import SECTOR_MEMBER
from tests.factories import START, URGENT, make_world
from tests.support.registrations import as_

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.factories import World

HOUR = timedelta(hours=1)


def test_the_last_act_that_touched_a_setting_is_found(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key, desk, chair = world.consultation.pk, as_(world, "secretariat"), as_(world, "chair")
    wanted = RegistrationSettings(Opening(None, None), {}, 90, frozenset(), open_after_end=True)
    edit(key, desk, START, wanted)
    edit(key, desk, START + HOUR, replace(wanted, retention_days=80, several_capacities=True))
    limit_days(key, desk, START + 2 * HOUR, SittingDays(most=9))
    name_states(key, chair, START + 3 * HOUR, named=True)
    Sitting.objects.update(state="planned")
    set_languages_of_sittings(key, chair, START + 4 * HOUR, {world.sitting.pk: ("en", "fr")})
    record(Performer(system="clock"), "consultation.edit", f"consultation:{key}", START, {"setting": "clearance"})
    with django_assert_num_queries(1):
        found = setting_changes(world.consultation)
        assert [(row.at, row.actor) for name in ("retention_days", "sitting_days", "states_on_agenda") if (
            row := found.of(name)
        )] == [
            (START + HOUR, desk.person),
            (START + 2 * HOUR, desk.person),
            (START + 3 * HOUR, chair.person),
        ]  # fmt: skip
    assert found.of("quotas", "several_capacities") == SettingChange(START + HOUR, desk.person)
    assert found.of("clearance") == SettingChange(START, None)
    assert found.of("languages") is None, "of a sitting alone"
    assert found.of("link_hours") is None
    assert found.set_up is None


@pytest.mark.parametrize("act", [BEGIN, "consultation.import"])
def test_a_consultation_came_with_its_settings(world: World, act: str) -> None:
    facts = {"slug": "test", "preset": "", "copied": "council-2026"}
    record(as_(world, "secretariat"), act, f"consultation:{world.consultation.pk}", START, facts)
    other = make_world(slug="other")
    assert setting_changes(world.consultation).set_up == SettingChange(
        START, world["secretariat"].person, "council-2026"
    )
    assert setting_changes(other.consultation).set_up is None


def test_an_entry_that_does_not_name_its_consultation_is_of_the_one_in_which_its_person_acts(world: World) -> None:
    other = make_world(slug="other")
    desk, chair = as_(world, "secretariat"), as_(world, "chair")

    def recorded(performer: Performer, place: str, capacity: str, act: str = "consultation.edit") -> None:
        record(performer, act, place, START, {"before": 1, "after": 2}, capacity=capacity)

    recorded(desk, "class:state", "secretariat")
    recorded(desk, "list:urgent", "chair")  # in a role that they do not have here
    recorded(desk, "text:invitation", "secretariat", "agenda.edit")
    recorded(as_(other, "chair"), "list:urgent", "chair")
    found = setting_changes(world.consultation)
    assert (found.of("class"), found.of("list"), found.of("text")) == (SettingChange(START, desk.person), None, None)
    recorded(chair, "list:urgent", "chair")
    assert setting_changes(world.consultation).of("list") == SettingChange(START, chair.person)
    Registration.objects.filter(pk=other["chair"].pk).update(person=chair.person)
    assert setting_changes(world.consultation).of("list") is None, "nothing says of which of the two"


def test_what_changes_nothing_is_no_act(world: World) -> None:
    key, desk = world.consultation.pk, as_(world, "secretariat")
    lists.LISTS.move(key, desk, START, URGENT, up=True)
    classes.CLASSES.move(key, desk, START, SECTOR_MEMBER.value, up=False)
    limit_days(key, desk, START, None)
    name_states(key, desk, START, named=False)
    limit_extensions(key, desk, START, None)
    require_clearance(key, desk, START, needed=False)
    assert not Entry.objects.exists()
