"""Single acts on a Member: its names, seats, votes, contacts, and where it takes part."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Addressee, Draft, Enquiry, Letter
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people import queries, voting
from hemicycle.people.actions import contacts, invitations, names, removing_members, seats_and_votes
from hemicycle.people.actions.members import ContactRecord, MemberRecord, put
from hemicycle.people.member_names import member_name
from hemicycle.people.messages import refusal_message
from hemicycle.people.models import Member, Registration, Seat
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Period, Seating
from hemicycle.rules.reasons import Refusal
from tests.classes import COUNCIL, COUNCIL_STATE, OBSERVER_STATE
from tests.factories import START, a_body
from tests.people.test_members import desk, wrong
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World


def act(world: World, what: Callable[..., Any], *arguments: Any, **named: Any) -> None:
    what(world.consultation.pk, desk(world), START, *arguments, **named)


def member(code: str = "BR") -> Member:
    return Member.objects.prefetch_related("names", "organ_seats", "vote_suspensions").get(code=code)


def test_a_seat_that_ends_does_not_rewrite_the_past(world: World) -> None:
    act(world, seats_and_votes.end_seat, "BR", start=date(2019, 1, 1), end=date(2020, 6, 30))
    act(world, seats_and_votes.add_seat, "BR", Seating(date(2023, 1, 1)))
    days = [date(2018, 12, 31), date(2019, 1, 1), date(2020, 6, 30), date(2020, 7, 1), date(2023, 1, 1)]
    council, observer = COUNCIL_STATE, OBSERVER_STATE
    assert [queries.class_of(member(), COUNCIL, day) for day in days] == [observer, council, council, observer, council]


def test_what_cannot_be_so_with_seats(world: World) -> None:
    add, end = seats_and_votes.add_seat, seats_and_votes.end_seat
    assert wrong(lambda: act(world, add, "BR", Seating(date(2022, 1, 1)))) == "periods_overlap"
    assert wrong(lambda: act(world, add, "PS", Seating(date(2022, 1, 1)))) == "kind_without_seats"
    assert wrong(lambda: act(world, add, "XX", Seating(date(2022, 1, 1)))) == "no_such_member"
    assert wrong(lambda: act(world, end, "BR", start=date(2019, 1, 1), end=date(2018, 1, 1))) == "period_order"
    assert wrong(lambda: act(world, end, "BR", start=date(2019, 1, 2), end=date(2020, 1, 1))) == "no_such_period"
    assert member().organ_seats.get().end is None


def test_a_seat_entered_by_mistake_is_taken_out_and_recorded(world: World) -> None:
    act(world, seats_and_votes.remove_seat, "BR", start=date(2019, 1, 1))
    assert queries.class_of(member(), COUNCIL, START.date()) == OBSERVER_STATE
    assert Entry.objects.latest("pk").data["members"]["BR"]["seats"] == [[["2019-01-01", ""]], []]


def test_a_vote_is_suspended_and_restored_from_days(world: World) -> None:
    act(world, seats_and_votes.suspend_vote, "BR", Period(date(2020, 6, 10)), reason="arrears")
    act(world, seats_and_votes.restore_vote, "BR", date(2020, 6, 12))
    votes = {day: voting.may_vote(member(), COUNCIL_STATE, date(2020, 6, day)) for day in range(9, 14)}
    assert votes == {9: True, 10: False, 11: False, 12: True, 13: True}
    assert wrong(lambda: act(world, seats_and_votes.restore_vote, "BR", date(2020, 6, 12))) == "vote_not_suspended"


def test_a_suspension_that_never_was_in_force_leaves_nothing(world: World) -> None:
    act(world, seats_and_votes.suspend_vote, "BR", Period(date(2020, 6, 10)), reason="")
    overlapping = Period(date(2020, 1, 1), date(2020, 6, 10))
    suspend = seats_and_votes.suspend_vote
    assert wrong(lambda: act(world, suspend, "BR", overlapping, reason="")) == "periods_overlap"
    act(world, seats_and_votes.restore_vote, "BR", date(2020, 6, 10))
    assert not member().vote_suspensions.exists()


def test_a_suspension_entered_by_mistake_is_taken_out_and_recorded(world: World) -> None:
    suspend, remove = seats_and_votes.suspend_vote, seats_and_votes.remove_suspension
    act(world, suspend, "BR", Period(date(2020, 1, 1), date(2020, 2, 1)), reason="arrears")
    act(world, suspend, "BR", Period(date(2020, 6, 1)), reason="more arrears")
    assert wrong(lambda: act(world, remove, "BR", start=date(2020, 1, 2))) == "no_such_period"
    assert wrong(lambda: act(world, remove, "NO", start=date(2020, 1, 1))) == "no_such_period"
    act(world, remove, "BR", start=date(2020, 1, 1))
    assert voting.may_vote(member(), COUNCIL_STATE, date(2020, 1, 15))
    assert not voting.may_vote(member(), COUNCIL_STATE, date(2020, 6, 15))
    entry, left = Entry.objects.latest("pk"), ["2020-06-01", "", "more arrears"]
    assert (entry.place, entry.act, entry.at) == ("member:BR", "member.edit", START)
    assert entry.data["members"]["BR"] == {"suspensions": [[["2020-01-01", "2020-02-01", "arrears"], left], [left]]}
    assert entry.actor == world["secretariat"].person
    assert wrong(lambda: act(world, remove, "XX", start=date(2020, 6, 1))) == "no_such_member"


def test_a_name_of_cldr_is_checked_and_then_kept(world: World) -> None:
    act(world, names.check_name, "BR", "fr", seen=("Brésil", ""), source="Terminology database")
    row = member().names.get()
    assert (row.name, row.source, row.checked) == ("Brésil", "Terminology database", True)
    # Saying the same again is no change; saying something else needs somebody to check it again.
    act(world, put, MemberRecord("BR", names={"fr": ("Brésil", "")}))
    assert member().names.get().checked
    act(world, put, MemberRecord("BR", names={"fr": ("Le Brésil", "République fédérative du Brésil")}))
    assert not member().names.get().checked
    act(world, put, MemberRecord("BR", names={"fr": ("", "")}))
    assert not member().names.exists()
    assert member_name(member(), "fr") == "Brésil"


def test_what_was_changed_meanwhile_is_not_checked(world: World) -> None:
    check = names.check_name
    act(world, put, MemberRecord("BR", names={"fr": ("Bresil", "")}))
    for language, seen, source, code in (
        ("fr", ("Brésil", ""), "List", "name_changed_meanwhile"),
        ("ru", ("Бразилия", "Республика"), "List", "name_changed_meanwhile"),
        ("xx", ("Brasilien", ""), "List", "name_language"),
        ("fr", ("Bresil", ""), " \n", "name_source_missing"),
        ("fr", ("Bresil", ""), "L" * 41, "text_too_long"),
    ):
        assert wrong(lambda: act(world, check, "BR", language, seen=seen, source=source)) == code  # noqa: B023
    assert wrong(lambda: act(world, check, "sm-orbicom", "fr", seen=("", ""), source="L")) == "name_changed_meanwhile"


def test_contacts_are_added_changed_and_removed(world: World) -> None:
    act(world, contacts.put_contact, "BR", ContactRecord("Mission", "mission@example.org", "+41 22 000 00 00", "fr"))
    act(world, contacts.put_contact, "BR", ContactRecord("Ministry", "ministry@example.org"))
    twice = ContactRecord("Other", "Mission@example.org")
    assert wrong(lambda: act(world, contacts.put_contact, "BR", twice)) == "contact_twice"
    act(world, contacts.put_contact, "BR", ContactRecord("Office", "o@example.org"), instead_of="mission@example.org")
    assert set(member().contacts.values_list("name", flat=True)) == {"Ministry", "Office"}
    act(world, contacts.remove_contact, "BR", "o@example.org")
    assert wrong(lambda: act(world, contacts.remove_contact, "BR", "o@example.org")) == "no_such_contact"
    assert member().contacts.get().name == "Ministry"


def test_a_member_with_people_is_not_taken_out(world: World) -> None:
    out = invitations.take_out
    assert wrong(lambda: act(world, out, "NO")) == "member_has_registrations"
    Registration.objects.filter(member__code="NO").update(status=RegistrationStatus.WITHDRAWN.value)
    act(world, out, "NO")
    assert not queries.is_invited(world.consultation, member("NO"))
    assert wrong(lambda: act(world, out, "NO")) == "member_takes_no_part"
    act(world, invitations.invite, "NO")
    act(world, invitations.invite, "NO")
    assert queries.is_invited(world.consultation, member("NO"))


def test_two_seats_added_at_once_do_not_overlap(world: World) -> None:
    # Two consultations, each with its own lock: the Member's is what keeps them apart.
    other = Consultation.objects.create(
        body=a_body(), slug="other", title={"en": "Other"}, first_day=START, last_day=START
    )
    Registration.objects.create(
        consultation=other,
        person=world["secretariat"].person,
        role="secretariat",
        status=RegistrationStatus.CONFIRMED.value,
    )
    gate = Barrier(2)

    def add(consultation: int) -> str:
        try:
            gate.wait()
            seats_and_votes.add_seat(consultation, desk(world), START, "NO", Seating(date(2023, 1, 1)))
        except Refusal as refused:
            return refused.reason.code
        finally:
            connection.close()
        return "added"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(add, [world.consultation.pk, other.pk]))
    assert outcomes == ["added", "periods_overlap"]
    assert member("NO").organ_seats.count() == 1


@pytest.mark.parametrize("who", ["br", "chair", "technician"])
def test_only_the_secretariat_changes_members(world: World, who: str) -> None:
    def invite() -> None:
        invitations.invite(world.consultation.pk, Performer(world[who].person), START, "BR")

    assert wrong(invite) == "not_permitted"


def test_a_member_that_nobody_uses_is_removed_and_the_journal_keeps_that_it_was(world: World) -> None:
    remove = removing_members.remove_member
    made = Member.objects.create(body=a_body(), code="KE", kind="state")
    made.names.create(language="en", name="Kenia", source="typed")
    Seat.objects.create(member=made, start=date(2019, 1, 1))
    act(world, contacts.put_contact, "KE", ContactRecord("Office", "o@example.org"))
    act(world, remove, "KE")
    assert not Member.objects.filter(code="KE").exists()
    entry = Entry.objects.latest("pk")
    assert (entry.place, entry.act, entry.data["removed"]) == ("member:KE", "member.edit", "state")
    assert wrong(lambda: act(world, remove, "KE")) == "no_such_member"


def test_a_member_in_use_stays_and_it_is_said_for_what(world: World) -> None:
    def uses(code: str) -> dict[str, object]:
        with pytest.raises(Refusal) as refused:
            act(world, removing_members.remove_member, code)
        assert refused.value.reason.code == "member_in_use"
        assert refusal_message(refused.value.reason)
        return {name: number for name, number in refused.value.reason.facts.items() if number}

    assert uses("BR") == {"invitations": 1, "registrations": 2}
    made = Member.objects.create(body=a_body(), code="KE", kind="state")
    settings = world.consultation.settings
    named = [{**row, "members": ["KE"]} if row["key"] == "council_state" else row for row in settings["classes"]]
    Consultation.objects.update(settings={**settings, "classes": named})
    assert uses("KE") == {"classes": 1}
    Consultation.objects.update(settings=settings)
    letter = Letter.objects.create(consultation=world.consultation, series="DM-20", number=1, dated=START.date())
    Addressee.objects.create(letter=letter, member=made, capacity="observer_state", may_vote=False)
    assert uses("KE") == {"letters": 1}
    with without_guards():
        Addressee.objects.all().delete()
    asked = Enquiry.objects.create(letter=letter, kind="items", deadline_day=START.date())
    Draft.objects.create(enquiry=asked, member=made, person=world["br"].person, saved_at=START)
    assert uses("KE") == {"others": 1}
    assert Member.objects.filter(code="KE").exists()
