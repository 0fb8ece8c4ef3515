"""A registration's whole life, and who may do what with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import close_old_connections, connection

from hemicycle.consultations import queries
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people import act
from hemicycle.people.actions import registrations
from hemicycle.people.changes import PROMOTED
from hemicycle.people.details import clean
from hemicycle.people.models import FocalPoint, Member, Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import Step
from tests.classes import SETTINGS, with_quotas
from tests.factories import START
from tests.support.registrations import as_, code, details, member, submit

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from tests.factories import World


def focal_point(world: World, member: Member) -> Performer:
    person = Person.objects.create_user(f"focal-{member.code}@example.org", "Mr. Focal")
    FocalPoint.objects.create(consultation=world.consultation, member=member, person=person, start=START)
    return Performer(person, "192.0.2.3")


def step(world: World, by: Performer, what: Step, row: Registration, words: str = "") -> Registration:
    return registrations.step(world.consultation.pk, by, START, what, row.pk, words=words)


def test_rule_01_from_registering_to_confirmed(world: World, registration_steps: list[str]) -> None:
    focal, secretariat = focal_point(world, member(world, "br")), as_(world, "secretariat")
    row = submit(world, "new", function="Director")
    assert (row.status, row.function, row.person.email) == ("pending", "Director", "new@example.org")
    assert code(lambda: step(world, secretariat, Step.CONFIRM, row)) == "registration_step"
    assert step(world, focal, Step.ENDORSE, row).status == "endorsed"
    assert code(lambda: step(world, focal, Step.CONFIRM, row)) == "not_registered"
    assert step(world, secretariat, Step.CONFIRM, row).status == "confirmed"
    acts = list(Entry.objects.filter(place=f"registration:{row.pk}").values_list("act", "subject", "capacity"))
    assert acts == [
        ("registration.submit", "BR", ""),
        ("registration.endorse", "BR", "council_state"),
        ("registration.confirm", "BR", "secretariat"),
    ]
    assert registration_steps == ["registration.submit", "registration.endorse", "registration.confirm"]


def test_without_a_focal_point_the_secretariat_confirms_and_that_is_recorded(world: World) -> None:
    row = submit(world, "new")
    assert step(world, as_(world, "secretariat"), Step.CONFIRM, row).status == "confirmed"
    assert Entry.objects.get(act="registration.confirm").data["without_focal_point"] is True


def test_nobody_confirms_endorses_or_refuses_who_may_not(world: World) -> None:
    row = submit(world, "new")
    focal_of_another = focal_point(world, member(world, "jp"))
    own = Performer(row.person)
    for what in (Step.ENDORSE, Step.CONFIRM, Step.REFUSE, Step.REOPEN):
        for by in (own, focal_of_another, as_(world, "br"), as_(world, "technician"), as_(world, "vice_chair")):
            refused = code(lambda what=what, by=by: step(world, by, what, row, "words"))  # type: ignore[misc]
            assert refused in {"not_registered", "no_mandate", "not_permitted", "registration_not_confirmed"}
    row.refresh_from_db()
    assert row.status == "pending"


def test_a_refusal_needs_words_and_can_be_taken_up_again(world: World) -> None:
    secretariat = as_(world, "secretariat")
    row = submit(world, "new")
    assert code(lambda: step(world, secretariat, Step.REFUSE, row, "  ")) == "refusal_needs_words"
    assert step(world, secretariat, Step.REFUSE, row, "Not a delegate.").status_reason == "Not a delegate."
    assert step(world, secretariat, Step.REOPEN, row).status == "pending"


def test_somebody_registers_once_and_again_after_withdrawing(world: World) -> None:
    row = submit(world, "new")
    assert code(lambda: submit(world, "new")) == "registered_already"
    step(world, Performer(row.person), Step.WITHDRAW, row)
    again = submit(world, "new", "jp")
    assert (again.pk, again.member, again.status) == (row.pk, member(world, "jp"), "pending")


def test_rule_01_not_before_it_opens_nor_after_it_closes(world: World) -> None:
    world.consultation.registration_opens_at = START + timedelta(days=1)
    world.consultation.save()
    assert code(lambda: submit(world, "new")) == "registration_not_open"
    world.consultation.registration_opens_at = None
    world.consultation.registration_closes_at = START - timedelta(seconds=1)
    world.consultation.save()
    assert code(lambda: submit(world, "new")) == "registration_closed"
    assert not Registration.objects.filter(person__email="new@example.org").exists()
    focal = focal_point(world, member(world, "br"))

    def nominate(by: Performer) -> Registration:
        return registrations.nominate(world.consultation.pk, by, START, member=member(world, "br"), details=details())

    assert code(lambda: nominate(focal)) == "registration_closed"
    assert nominate(as_(world, "secretariat")).status == "endorsed"


def test_rule_01_not_after_the_last_day_but_by_the_secretariat(world: World) -> None:
    world.consultation.settings = {**SETTINGS}
    world.consultation.last_day = START.date()
    world.consultation.save()
    midnight = datetime(2020, 6, 10, tzinfo=world.consultation.zone)
    focal, br = focal_point(world, member(world, "br")), member(world, "br")
    person = Person.objects.create_user("late@example.org", "Ms. Late")

    def register(at: datetime) -> Registration:
        key = world.consultation.pk
        return registrations.submit(key, Performer(person), at, member=br, details=details("late"))

    def nominate(by: Performer) -> Registration:
        return registrations.nominate(world.consultation.pk, by, midnight, member=br, details=details())

    assert code(lambda: register(midnight)) == "consultation_over"
    assert code(lambda: nominate(focal)) == "consultation_over"
    assert register(midnight - timedelta(seconds=1)).status == "pending"
    assert nominate(as_(world, "secretariat")).status == "endorsed"
    assert queries.open_for_registration(midnight) == []
    assert queries.open_for_registration(midnight - timedelta(seconds=1)) == [world.consultation]


def test_a_member_that_takes_no_part(world: World) -> None:
    world.consultation.invitations.filter(member=member(world, "br")).delete()
    assert code(lambda: submit(world, "new")) == "member_not_invited"


def test_only_the_secretariat_enters_other_roles(world: World) -> None:
    focal = focal_point(world, member(world, "br"))

    def enter(by: Performer) -> Registration:
        return registrations.nominate(
            world.consultation.pk, by, START, member=None, details=details(), role=Role.INTERPRETER
        )

    assert code(lambda: enter(focal)) == "not_registered"
    assert enter(as_(world, "secretariat")).role == "interpreter"


def sector(world: World, count: int) -> list[Registration]:
    """A minute after each other."""
    return [submit(world, f"sector-{n}", "sector", at=START + timedelta(minutes=n)) for n in range(count)]


def test_rule_03_the_fourth_of_a_sector_waits_and_moves_up_in_order(
    world: World, registration_steps: list[str]
) -> None:
    first, second, third, fourth = sector(world, 4)
    assert [row.status for row in (first, second, third, fourth)] == ["pending", "pending", "waiting", "waiting"]
    step(world, Performer(second.person), Step.WITHDRAW, second)
    third.refresh_from_db()
    fourth.refresh_from_db()
    assert (third.status, fourth.status) == ("pending", "waiting")
    assert PROMOTED in registration_steps


def test_rule_03_who_has_waited_longest_moves_up_whoever_was_entered_first(world: World) -> None:
    """Somebody who withdrew and registers anew has the old row, and a new moment of asking."""
    placed, back, waits = sector(world, 4)[1:]
    assert (placed.status, back.status, waits.status) == ("pending", "waiting", "waiting")
    step(world, Performer(back.person), Step.WITHDRAW, back)
    back = submit(world, "sector-2", "sector", at=START + timedelta(minutes=9))
    assert (back.pk < waits.pk, back.status) == (True, "waiting")
    step(world, Performer(placed.person), Step.WITHDRAW, placed)
    back.refresh_from_db()
    waits.refresh_from_db()
    assert (back.status, waits.status) == ("waiting", "pending")


@pytest.mark.parametrize("status", ["pending", "endorsed", "waiting", "withdrawn", "refused"])
def test_a_secretariat_that_is_not_confirmed_does_nothing(world: World, status: str) -> None:
    row, officer = submit(world, "new"), world["secretariat"]
    officer.status = status
    officer.save()
    for what in (Step.CONFIRM, Step.REFUSE, Step.ENDORSE):
        refused = code(lambda what=what: step(world, Performer(officer.person), what, row, "words"))  # type: ignore[misc]
        assert refused in {"registration_not_confirmed", "no_mandate"}
    row.refresh_from_db()
    assert row.status == "pending"


def test_rule_03_replacing_who_withdrew_takes_their_place(world: World) -> None:
    first, _second, waiting = sector(world, 3)
    focal = focal_point(world, member(world, "sector"))
    made = registrations.nominate(
        world.consultation.pk, focal, START, member=member(world, "sector"), details=details(), replaces=first.pk
    )
    first.refresh_from_db()
    waiting.refresh_from_db()
    assert (first.status, made.status, waiting.status) == ("withdrawn", "endorsed", "waiting")
    assert made.replaces == first
    again = lambda: registrations.nominate(  # noqa: E731 - an act to be refused
        world.consultation.pk, focal, START, member=member(world, "sector"), details=details("x"), replaces=first.pk
    )
    assert code(again) == "not_to_be_replaced"


def test_rule_03_other_classes_have_no_quota_by_default(world: World) -> None:
    assert {submit(world, f"br-{number}").status for number in range(6)} == {"pending"}


@pytest.mark.parametrize(("unit", "waits"), [("member", 1), ("class", 3)])
def test_rule_03_the_quotas_unit_is_a_setting(world: World, unit: str, waits: int) -> None:
    world.consultation.settings = with_quotas(council_state=(5, unit))
    world.consultation.save()
    # Of the class four are confirmed before anybody registers here, two of them Brazil's.
    rows = [submit(world, f"br-{number}") for number in range(4)]
    assert [row.status for row in rows].count("waiting") == waits


@pytest.mark.crowd
def test_rule_03_a_hundred_at_once_never_exceed_a_quota(world: World) -> None:
    barrier = Barrier(20)

    def register(worker: int) -> None:
        barrier.wait()
        try:
            for number in range(5):
                submit(world, f"s{worker}-{number}", "sector")
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(register, range(20)))
    rows = Registration.objects.filter(member=member(world, "sector"))
    assert rows.count() == 101
    assert rows.exclude(status=RegistrationStatus.WAITING.value).count() == 3


def test_a_delegation_has_one_head(world: World) -> None:
    secretariat = as_(world, "secretariat")
    first, second = (submit(world, name, delegation_role="head") for name in ("one", "two"))
    step(world, secretariat, Step.CONFIRM, first)
    assert code(lambda: step(world, secretariat, Step.CONFIRM, second)) == "has_head_already"


def test_a_change_takes_back_nothing_that_was_done_while_it_waited(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, desk, real = submit(world, "new"), as_(world, "secretariat"), act.carry_out
    step(world, desk, Step.ENDORSE, row)

    def overtaken(*given: Any, **rest: Any) -> AbstractContextManager[act.Act]:
        monkeypatch.setattr(registrations, "carry_out", real)
        step(world, desk, Step.CONFIRM, row)
        return real(*given, **rest)

    monkeypatch.setattr(registrations, "carry_out", overtaken)
    registrations.change(world.consultation.pk, Performer(row.person), START, row.pk, details(function="Director"))
    row.refresh_from_db()
    assert (row.status, row.confirmed_by, row.function) == ("confirmed", desk.person, "Director")


def test_somebody_changes_what_they_said_but_not_of_others(world: World) -> None:
    row = submit(world, "new")
    changed = registrations.change(
        world.consultation.pk,
        Performer(row.person),
        START,
        row.pk,
        details("new", function="Head", days=("2020-06-09",)),
    )
    assert (changed.function, changed.days) == ("Head", ["2020-06-09"])
    assert changed.is_for(START.date())
    assert not changed.is_for(START.date() + timedelta(days=1))
    assert (
        code(lambda: registrations.change(world.consultation.pk, as_(world, "jp"), START, row.pk, details("new")))
        == "no_mandate"
    )


def test_a_registration_of_another_consultation_is_not_there(world: World) -> None:
    row = submit(world, "new")
    assert (
        code(lambda: registrations.step(0, as_(world, "secretariat"), START, Step.CONFIRM, row.pk))
        == "no_such_registration"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana\tMaria \n Silva ", "Ana Maria Silva"),
        ("A\x00n\x1ba", "Ana"),
        ("\u202eadmin\u202c", "admin"),
        ("<b>Ana</b>", "<b>Ana</b>"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_text_is_made_safe_to_keep(typed: str, kept: str) -> None:
    assert clean(typed) == kept
