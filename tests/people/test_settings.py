"""What the secretariat sets for registration, and who comes off the waiting list by it (rule 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.consultations.participation import QuotaSetting
from hemicycle.journal.models import Entry
from hemicycle.people.actions.consultation import RegistrationSettings, edit, foresee
from hemicycle.people.changes import PROMOTED
from hemicycle.rules.registration import Opening, QuotaUnit
from tests.classes import COUNCIL_STATE, SECTOR_MEMBER, SETTINGS, with_quotas
from tests.factories import START
from tests.support.registrations import as_, code, statuses, submit

if TYPE_CHECKING:
    from pytest_django import Settings

    from hemicycle.people.models import Registration
    from tests.factories import World

SECTORS, COUNCIL = SECTOR_MEMBER, COUNCIL_STATE


def wanted(opening: Opening | None = None, **sizes: int) -> RegistrationSettings:
    """Quotas by the class, of so many places each."""
    quotas = {name: QuotaSetting(size=size, unit=QuotaUnit.CLASS) for name, size in sizes.items()}
    return RegistrationSettings(opening or Opening(None, None), quotas, 90, frozenset())


def waiting(world: World) -> list[Registration]:
    """One of the Sectors is confirmed already, two are placed, three wait; the second of them asked first."""
    rows = [submit(world, f"s{number}", "sector") for number in range(4)]
    first = submit(world, "s9", "sector", at=START - timedelta(minutes=1))
    assert statuses(*rows, first) == ["pending", "pending", "waiting", "waiting", "waiting"]
    return [first, rows[2], rows[3]]


def test_rule_03_who_comes_off_the_waiting_list_is_foreseen_and_nothing_is_written(
    world: World, registration_steps: list[str]
) -> None:
    rows = waiting(world)
    entries = Entry.objects.count()
    registration_steps.clear()
    for size, moving in ((3, 0), (2, 0), (4, 1), (5, 2), (9, 3)):
        assert foresee(world.consultation, START, wanted(sector_member=size)) == rows[:moving]
    assert foresee(world.consultation, START, wanted(council_state=1)) == rows, "a class without a quota"
    assert statuses(*rows) == ["waiting"] * 3
    assert (Entry.objects.count(), registration_steps) == (entries, [])
    done = edit(world.consultation.pk, as_(world, "secretariat"), START, wanted(sector_member=5))
    assert done == rows[:2]
    assert statuses(*rows) == ["pending", "pending", "waiting"]
    assert registration_steps == [PROMOTED] * 2
    assert Entry.objects.latest("pk").data["promoted"] == {str(row.pk): "pending" for row in rows[:2]}


def test_what_is_set_is_kept_beside_the_other_settings(world: World) -> None:
    world.consultation.settings = {**SETTINGS, "least_yes": 2}
    world.consultation.save()
    opening = Opening(START, START + timedelta(days=1))
    edit(world.consultation.pk, as_(world, "secretariat"), START, wanted(opening, sector_member=5))
    world.consultation.refresh_from_db()
    now = world.consultation.opening
    assert (now.opens, now.closes) == (opening.opens, opening.closes)
    assert world.consultation.settings == {
        **with_quotas(sector_member=(5, "class")),
        "least_yes": 2,
        "retention_days": 90,
        "link_hours": 72,
        "several_capacities": False,
        "open_after_end": False,
        "help_phone": "",
    }


def test_registration_that_would_close_before_it_opens_is_refused(world: World) -> None:
    backwards = Opening(START, START - timedelta(days=1))
    act = lambda: edit(world.consultation.pk, as_(world, "secretariat"), START, wanted(backwards))  # noqa: E731
    assert code(act) == "closes_before_it_opens"
    world.consultation.refresh_from_db()
    assert world.consultation.opening == Opening(None, None)


def test_what_the_installation_requires_is_not_kept_for_being_saved_with_the_rest(
    world: World, settings: Settings
) -> None:
    settings.SECOND_FACTOR = ["chair"]
    same = replace(wanted(), second_factor=frozenset({"chair"}), link_hours=5)
    edit(world.consultation.pk, as_(world, "secretariat"), START, same)
    world.consultation.refresh_from_db()
    assert "second_factor" not in world.consultation.settings
    assert world.consultation.settings["link_hours"] == 5
    edit(world.consultation.pk, as_(world, "secretariat"), START, wanted())
    world.consultation.refresh_from_db()
    assert world.consultation.settings["second_factor"] == []
    assert Entry.objects.latest("pk").data["changed"] == {"second_factor": [["chair"], []], "link_hours": [5, 72]}
