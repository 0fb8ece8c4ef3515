"""What the journal keeps of each act on people: who, as what, about which Member, and what was changed."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hemicycle.consultations.participation import QuotaSetting
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.actions import (
    bulk,
    consultation,
    focal_points,
    invitations,
    members,
    names,
    persons,
    registrations,
)
from hemicycle.people.actions import seats_and_votes as seats
from hemicycle.people.actions.consultation import RegistrationSettings
from hemicycle.people.actions.members import ContactRecord, MemberRecord
from hemicycle.people.actions.undoing import undo
from hemicycle.people.details import Details
from hemicycle.people.models import Person, Registration
from hemicycle.rules.capacity import Period, Role, Seating
from hemicycle.rules.registration import Opening, QuotaUnit, Step
from tests.classes import SECTOR_MEMBER
from tests.factories import START
from tests.support.registrations import a_note, mandate

if TYPE_CHECKING:
    from hemicycle.people.models import Member
    from tests.factories import World

DAY = timedelta(days=1)
DETAILS = Details(
    email="ana@example.org",
    name="Ms. Ana Silva",
    family_name="Silva",
    language="fr",
    phone="+41 22 730 51 11",
    function="Director",
    days=("2020-06-09",),
    accessibility="A ramp",
)


def desk(world: World) -> Performer:
    return Performer(world["secretariat"].person, "192.0.2.2")


def member(world: World, name: str = "br") -> Member:
    found = world[name].member
    assert found is not None
    return found


def kept(*, act: str = "") -> list[tuple[str, str, dict[str, Any]]]:
    """Act, place and facts of each entry, in order."""
    entries = Entry.objects.filter(act__startswith=act).order_by("pk")
    return list(entries.values_list("act", "place", "data"))


def test_a_registration(world: World) -> None:
    key, person = world.consultation.pk, Person.objects.create_user("ana@example.org", "Ana")
    row = registrations.submit(key, Performer(person, "192.0.2.9"), START, member=member(world), details=DETAILS)
    registrations.change(key, desk(world), START, row.pk, Details(email=DETAILS.email, name="Ms. Ana Silva"))
    registrations.step(key, desk(world), START + DAY, Step.CONFIRM, row.pk, words=" Welcome ")
    registrations.step(key, Performer(person), START + DAY, Step.WITHDRAW, row.pk, words="Ill")
    place = f"registration:{row.pk}"
    assert kept() == [
        ("registration.submit", place, {"status": "pending", "role": "delegate"}),
        ("registration.change", place, {"changed": ["function", "days"]}),
        (
            "registration.confirm",
            place,
            {"before": "pending", "after": "confirmed", "words": "Welcome", "without_focal_point": True},
        ),
        ("registration.withdraw", place, {"before": "confirmed", "after": "withdrawn", "words": "Ill"}),
    ]
    who = Entry.objects.order_by("pk").values_list("actor", "capacity", "subject", "origin__address", "at")
    assert list(who) == [
        (person.pk, "", "BR", "192.0.2.9", START),
        (world["secretariat"].person_id, "secretariat", "BR", "192.0.2.2", START),
        (world["secretariat"].person_id, "secretariat", "BR", "192.0.2.2", START + DAY),
        (person.pk, "council_state", "BR", None, START + DAY),
    ]
    row.refresh_from_db()
    assert (row.status, row.status_reason, row.asked_at) == ("withdrawn", "Ill", START)


def test_what_somebody_said_of_themselves_is_kept_with_them(world: World) -> None:
    person = Person.objects.create_user("ana@example.org", "Ana")
    row = registrations.submit(world.consultation.pk, Performer(person), START, member=member(world), details=DETAILS)
    row.refresh_from_db()
    person.refresh_from_db()
    assert (row.function, row.days, row.accessibility, row.delegation_role) == (
        "Director",
        ["2020-06-09"],
        "A ramp",
        "",
    )
    assert (person.name, person.family_name, person.language) == ("Ms. Ana Silva", "Silva", "fr")
    assert person.phone == "+41 22 730 51 11"


def test_somebody_in_anothers_place(world: World) -> None:
    leaves = world["br2"]
    made = registrations.nominate(
        world.consultation.pk, desk(world), START, member=member(world), details=DETAILS, replaces=leaves.pk
    )
    other = Details(email="booth@example.org", name="Mr. Booth", booth_languages=("fr",))
    booth = registrations.nominate(
        world.consultation.pk, desk(world), START, member=None, details=other, role=Role.INTERPRETER
    )
    assert kept() == [
        (
            "registration.nominate",
            f"registration:{made.pk}",
            {"status": "endorsed", "role": "delegate", "replaces": leaves.pk},
        ),
        ("registration.nominate", f"registration:{booth.pk}", {"status": "endorsed", "role": "interpreter"}),
    ]
    made.refresh_from_db()
    booth.refresh_from_db()
    assert (made.nominated_by, made.replaces, made.member) == (desk(world).person, leaves, leaves.member)
    assert (booth.member, booth.booth_languages, booth.nominated_by) == (None, ["fr"], desk(world).person)


def test_a_waiting_list_that_moves(world: World) -> None:
    rows = []
    for number in range(3):
        person = Person.objects.create_user(f"s{number}@example.org", "Sector")
        details = Details(email=person.email, name="Sector")
        at = START + number * timedelta(minutes=1)
        rows.append(
            registrations.submit(
                world.consultation.pk, Performer(person), at, member=member(world, "sector"), details=details
            )
        )
    waits = rows[-1]
    assert kept()[-1][2] == {
        "status": "waiting",
        "role": "delegate",
        "quota": {"R": {"size": 3, "taken": 3, "unit": "sector"}},
    }
    registrations.step(world.consultation.pk, desk(world), START, Step.REFUSE, rows[0].pk, words="Not accredited")
    assert kept()[-1][2] == {
        "before": "pending",
        "after": "refused",
        "words": "Not accredited",
        "promoted": {str(waits.pk): "pending"},
    }


def test_many_at_once_and_taken_back(world: World) -> None:
    key, people = world.consultation.pk, [world["br"], world["br2"]]
    keys = [row.pk for row in people]
    Registration.objects.filter(pk=keys[1]).update(status_reason="As asked")
    bulk.step_all(key, desk(world), START, Step.WITHDRAW, keys, words=" Cancelled ")
    (done,) = kept()
    moved = {"before": "confirmed", "after": "withdrawn"}
    facts = {
        "words": "Cancelled",
        "count": 2,
        "registrations": {str(keys[0]): moved, str(keys[1]): {**moved, "words_before": "As asked"}},
    }
    assert done == ("registration.withdraw", f"registrations:{key}", facts)
    entry = Entry.objects.get().pk
    undo(key, desk(world), START, entry)
    again = {"before": "withdrawn", "after": "confirmed"}
    assert kept(act="registration.undo") == [
        (
            "registration.undo",
            f"entry:{entry}",
            {
                "undoes": "registration.withdraw",
                "count": 2,
                "registrations": {str(pk): {**again, "words_before": "Cancelled"} for pk in keys},
            },
        )
    ]
    reasons = dict(Registration.objects.filter(pk__in=keys).values_list("pk", "status_reason"))
    assert reasons == {keys[0]: "", keys[1]: "As asked"}


def test_mandates(world: World) -> None:
    key, brazil = world.consultation.pk, member(world)
    wanted = mandate("ana@example.org", " Ms.  Ana ", "fr", end=START + 9 * DAY)
    own = focal_points.name(key, desk(world), START, member=brazil, wanted=wanted)
    other = mandate("Ben@example.org", "Ben", start=START + DAY, end=START + 2 * DAY)
    given = focal_points.delegate(key, Performer(own.person), START, member=brazil, wanted=other)
    focal_points.withdraw(key, desk(world), START + DAY, own.pk, words="Left", since=START + 3 * DAY)
    end = [moment.isoformat() for moment in (START, START + 9 * DAY, START + DAY, START + 2 * DAY, START + 3 * DAY)]
    note = sha256(a_note().read()).hexdigest()
    assert kept() == [
        (
            "focal_point.name",
            f"focal_point:{own.pk}",
            {"instrument": note, "person": own.person_id, "start": end[0], "end": end[1], "ended": []},
        ),
        (
            "focal_point.delegate",
            f"focal_point:{given.pk}",
            {"instrument": note, "person": given.person_id, "start": end[2], "end": end[3]},
        ),
        ("focal_point.withdraw", f"focal_point:{own.pk}", {"words": "Left", "since": end[4], "ended": [own.pk]}),
    ]
    assert list(Entry.objects.order_by("pk").values_list("capacity", "subject")) == [
        ("secretariat", "BR"),
        ("council_state", "BR"),
        ("secretariat", "BR"),
    ]
    assert (own.person.name, own.person.language, given.person.email) == ("Ms. Ana", "fr", "ben@example.org")
    assert (given.delegated_by, given.end) == (own, START + 2 * DAY)


def test_members(world: World) -> None:
    key, by = world.consultation.pk, desk(world)
    record = MemberRecord(
        "FR",
        kind="state",
        region="B",
        names={"en": ("France", "The French Republic")},
        names_from="List of 4 May",
        contacts=[ContactRecord("Mission", "mission@example.org")],
    )
    members.add(key, by, START, record)
    seats.add_seat(key, by, START, "FR", Seating(date(2019, 1, 1)))
    seats.end_seat(key, by, START, "FR", start=date(2019, 1, 1), end=date(2022, 12, 31))
    seats.suspend_vote(key, by, START, "FR", Period(date(2020, 1, 1), date(2020, 2, 1)), reason="arrears")
    seats.restore_vote(key, by, START, "FR", date(2020, 1, 10))
    names.check_name(key, by, START, "FR", "en", seen=("France", "The French Republic"), source="List")
    invitations.invite(key, by, START, "FR")
    invitations.invite(key, by, START, "FR")
    invitations.take_out(key, by, START, "FR")
    seat = ["2019-01-01", ""]
    suspended = ["2020-01-01", "2020-02-01", "arrears"]
    facts = [facts for _act, place, facts in kept() if place == "member:FR"]
    assert [entry.pop("body") for entry in facts] == [world.consultation.body.slug] * Entry.objects.count()
    assert [entry["members"]["FR"] if "members" in entry else entry for entry in facts] == [
        {
            "made": "state",
            "region": ["", "B"],
            "names": {"en": [["France", ""], ["France", "The French Republic"]]},
            "contacts": [0, 1],
        },
        {"seats": [[], [seat]]},
        {"seats": [[seat], [["2019-01-01", "2022-12-31"]]]},
        {"suspensions": [[], [suspended]]},
        {"suspensions": [[suspended], [["2020-01-01", "2020-01-09", "arrears"]]]},
        {"checked": "en", "name": ["France", "The French Republic"], "source": "List"},
        {"invited": True},
        {"invited": False},
        {"taken_out": True},
    ]


def test_what_is_set_for_registration(world: World) -> None:
    opening = Opening(START - DAY, START + DAY)
    wanted = RegistrationSettings(
        opening, {SECTOR_MEMBER.value: QuotaSetting(size=2, unit=QuotaUnit.CLASS)}, 30, frozenset({Role.CHAIR})
    )
    consultation.edit(world.consultation.pk, desk(world), START, wanted)
    ((act, place, facts),) = kept()
    assert (act, place) == ("consultation.edit", f"consultation:{world.consultation.pk}")
    changed = facts["changed"]
    assert changed["opens"] == [None, (START - DAY).isoformat()]
    assert changed["closes"] == [None, (START + DAY).isoformat()]
    assert changed["quotas"][1] == {"sector_member": {"size": 2, "unit": "class"}}
    assert changed["second_factor"] == [[], ["chair"]]
    assert (changed["retention_days"][1], set(changed)) == (
        30,
        {"opens", "closes", "quotas", "retention_days", "second_factor", "open_after_end"},
    )
    consultation.edit(world.consultation.pk, desk(world), START, wanted)
    assert kept()[-1][2] == {"changed": {}}


def test_somebody_who_signs_up(world: World) -> None:
    made = persons.sign_up(world.consultation, "new@example.org", START, language="ru", address="192.0.2.9")
    again = persons.sign_up(world.consultation, "NEW@example.org", START, language="fr", address="192.0.2.9")
    assert (made, made.name, made.language) == (again, "new@example.org", "ru")
    assert kept() == [("person.signed_up", f"person:{made.pk}", {"consultation": world.consultation.pk})]
    assert Entry.objects.values_list("actor", "origin__address", "at").get() == (made.pk, "192.0.2.9", START)
