"""Members: made and changed; names, seats and votes; everything as at a date (rule 5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people import queries, voting
from hemicycle.people.actions.members import ContactRecord, MemberRecord, put
from hemicycle.people.member_names import member_name
from hemicycle.people.messages import refusal_message
from hemicycle.people.models import Member
from hemicycle.rules.reasons import Refusal
from tests.classes import COUNCIL, COUNCIL_STATE, OBSERVER_STATE
from tests.factories import START

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tests.factories import World


def desk(world: World) -> Performer:
    return Performer(world["secretariat"].person, "192.0.2.4")


def wrong(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def record(code: str = "FR", **changes: Any) -> MemberRecord:
    return MemberRecord(**{"code": code, "kind": "state", "region": "B", **changes})


def made(world: World, wanted: MemberRecord) -> Member:
    return put(world.consultation.pk, desk(world), START, wanted)


def test_a_record_makes_a_member_with_all_that_it_says(world: World) -> None:
    member = made(
        world,
        record(
            names={"fr": ("France", "République française"), "en": ("France", "")},
            seats=[(date(2023, 1, 1), None, False), (date(2015, 1, 1), date(2018, 12, 31), False)],
            suspensions=[(date(2016, 1, 1), date(2016, 3, 1), "arrears")],
            contacts=[ContactRecord("Mission permanente", "Mission@Example.org", language="fr")],
        ),
    )
    assert member_name(member, "fr") == "France"
    # In English the record says what CLDR says: nothing is kept, and later CLDR is followed.
    assert [(name.language, name.official, name.checked) for name in member.names.all()] == [
        ("fr", "République française", False)
    ]
    classes = {
        day: queries.class_of(member, COUNCIL, day) for day in (date(2018, 12, 31), date(2019, 1, 1), date(2023, 1, 1))
    }
    assert list(classes.values()) == [COUNCIL_STATE, OBSERVER_STATE, COUNCIL_STATE]
    assert not voting.may_vote(member, COUNCIL_STATE, date(2016, 3, 1))
    assert voting.may_vote(member, COUNCIL_STATE, date(2016, 3, 2))
    assert not voting.may_vote(member, OBSERVER_STATE, date(2016, 3, 2))
    assert member.contacts.get().email == "mission@example.org"
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.place, entry.capacity) == ("member.edit", "member:FR", "secretariat")
    assert "example.org" not in str(entry.data)  # the journal outlives personal data


def test_what_a_record_does_not_say_is_left_as_it_is(world: World) -> None:
    made(world, record(seats=[(date(2019, 1, 1), None, False)], names={"ru": ("Франция", "Французская Республика")}))
    member = made(world, MemberRecord("FR", region="C"))
    assert (member.region, member.organ_seats.count(), member.names.count()) == ("C", 1, 1)


def test_a_member_has_a_name_in_a_language_of_the_consultation_and_keeps_one(world: World) -> None:
    """Whichever it is: it stands in for the missing ones, where English is none of them too."""
    world.consultation.settings["languages"] = {"documents": ["de", "fr"]}
    world.consultation.save()
    new = {"kind": "sector_member", "region": None, "group": "R"}
    assert wrong(lambda: made(world, record("sm-new", names={"en": ("New", "")}, **new))) == "member_name_missing"
    member = made(world, record("sm-new", names={"fr": ("Nouveau", "")}, **new))
    assert [member_name(member, language) for language in ("de", "fr", "en")] == ["Nouveau"] * 3
    taken = MemberRecord("sm-new", names={"fr": ("", "")})
    assert wrong(lambda: made(world, taken)) == "member_name_missing"
    member = made(world, MemberRecord("sm-new", names={"fr": ("", ""), "de": ("Neu", "")}))
    assert member_name(member, "fr") == "Neu"
    world.consultation.settings["languages"] = {"documents": ["ar"]}
    world.consultation.save()
    member = made(world, MemberRecord("sm-new", names={"ar": ("", "")}, group="T"))
    assert (member.group, member_name(member, "ar")) == ("T", "Neu"), "named before in another language"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (record(kind=None), "member_kind_missing"),
        (record("FRA"), "member_code_country"),
        (record("sm-Été", kind="sector_member", region=None, group="R"), "member_code_slug"),
        (record("BR", kind="sector_member", region=None, group="R"), "member_kind_fixed"),
        (record(region=""), "member_region"),
        (record(region="F"), "member_region"),
        (record(group="R"), "kind_without_group"),
        (record("sm-new", kind="sector_member", region=None), "member_group"),
        (record("sm-new", kind="sector_member", group="R"), "kind_without_region"),
        (record("sm-new", kind="sector_member", region=None, group="R"), "member_name_missing"),
        (
            record("sm-new", kind="sector_member", region=None, group="R", names={"de": ("Neu", "")}),
            "member_name_missing",
        ),
        (record(names={"xx": ("Frankreich", "")}), "name_language"),
        (record(names={"fr": ("F" * 301, "")}), "text_too_long"),
        (record(names={"fr": ("F" * 10_000_000, "")}), "text_too_long"),
        (record(seats=[(date(2020, 1, 2), date(2020, 1, 1), False)]), "period_order"),
        (record(seats=[(date(202, 1, 1), None, False)]), "day_far_off"),
        (record(seats=[(date(2020, 1, 1), None, False), (date(2021, 1, 1), None, False)]), "periods_overlap"),
        (
            record(seats=[(date(2020, 6, 1), None, False), (date(2020, 1, 1), date(2020, 6, 1), False)]),
            "periods_overlap",
        ),
        (record(suspensions=[(date(2020, 1, 1), None, "W" * 301)]), "text_too_long"),
        (MemberRecord("sm-orbicom", seats=[(date(2020, 1, 1), None, False)]), "kind_without_seats"),
        (MemberRecord("PS", suspensions=[(date(2020, 1, 1), None, "")]), "kind_without_votes"),
        (record("ioe", kind="employer"), "member_kind_missing"),
        (record(contacts=[ContactRecord("", "a@example.org")]), "contact_name_missing"),
        (record(contacts=[ContactRecord("Office", "nowhere")]), "contact_address"),
        (record(contacts=[ContactRecord("A", "a@example.org"), ContactRecord("B", "A@example.org")]), "contact_twice"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_written(world: World, wanted: MemberRecord, code: str) -> None:
    before = list(Member.objects.values_list("code", "kind", "region")), Entry.objects.count()
    assert wrong(lambda: made(world, wanted)) == code
    assert (list(Member.objects.values_list("code", "kind", "region")), Entry.objects.count()) == before


def test_a_name_is_kept_without_what_would_mislead(world: World) -> None:
    name = "\u202eecnarF\u0000 <b>of</b>\n old"
    member = made(world, record(names={"en": (name, "")}))
    assert member.names.get().name == "ecnarF <b>of</b> old"


def test_a_delegate_changes_no_member(world: World) -> None:
    delegate = Performer(world["br"].person)
    assert wrong(lambda: put(world.consultation.pk, delegate, START, MemberRecord("BR", region="A"))) == "not_permitted"
