"""Members are of a body: another body has Members of its own, of its own kinds, whatever their codes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.consultations.bodies import BodySettings, body_settings
from hemicycle.consultations.keyed_rows import seen_of
from hemicycle.consultations.models import Body, Consultation
from hemicycle.consultations.presets import preset
from hemicycle.consultations.settings import settings_of
from hemicycle.imports import present, vocabulary
from hemicycle.journal.record import Performer
from hemicycle.people import queries, voting
from hemicycle.people.actions import classes, invitations, members, seats_and_votes
from hemicycle.people.member_names import in_list_order, member_name, members_by_code, names_of_members
from hemicycle.people.member_record import MemberRecord
from hemicycle.people.models import Member
from hemicycle.people.selection import Selection
from hemicycle.rules.capacity import ParticipationClass, Seating, SeatNeed
from hemicycle.rules.reasons import Refusal
from tests.factories import START, World, a_body, make_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps

#: Three kinds, one of them without a prefix; titular and deputy members.
TRIPARTITE = {
    "kinds": [
        {"key": "government", "one": {"en": "Government"}, "codes": "country", "region": "must", "seats": True},
        {"key": "employers", "one": {"en": "Employers"}, "group": "may", "seats": True, "votes": True},
        {"key": "workers", "one": {"en": "Workers"}, "prefix": "w-", "seats": True},
    ],
    "regions": [{"key": "africa", "name": {"en": "Africa"}}],
    "groups": [{"key": "north", "name": {"en": "North"}}, {"key": "south"}],
    "organ": {
        "name": {"en": "Governing Body"},
        "member": {"en": "Titular member"},
        "deputy": {"en": "Deputy member"},
    },
}


@pytest.fixture
def there(world: World) -> World:
    """A consultation of another body, whose Members have the same codes."""
    assert world.consultation.body == a_body()
    return make_world(slug="there", body=a_body("union"))


@pytest.fixture
def tripartite(world: World) -> World:
    """The world's body has three kinds."""
    Body.objects.filter(pk=world.consultation.body_id).update(settings=TRIPARTITE)
    return world


def by(world: World) -> Performer:
    return Performer(world["secretariat"].person)


def put(world: World, code: str, kind: str | None = None, **more: object) -> Member:
    names = {"en": (f"The {code}", "")}
    record = MemberRecord(code, kind, names=names, **more)  # type: ignore[arg-type]  # of a test's own
    return members.put(world.consultation.pk, by(world), START, record)


def test_what_one_secretariat_changes_is_of_its_own_body(world: World, there: World) -> None:
    where = (there.consultation.pk, by(there), START)
    seats_and_votes.remove_seat(*where, "BR", start=date(2019, 1, 1))
    members.put(*where, MemberRecord("BR", region="B", names={"en": ("Brasil", "")}))
    members.put(*where, MemberRecord("FR", "state", "B"))
    own, other = (queries.find_member(one.consultation.body_id, "BR") for one in (world, there))
    assert own is not None
    assert other is not None
    assert (own.region, len(own.seats), member_name(own, "en")) == ("", 1, "Brazil")
    assert (other.region, other.seats, member_name(other, "en")) == ("B", [], "Brasil")
    for act in (
        lambda: invitations.invite(world.consultation.pk, by(world), START, "FR"),
        lambda: invitations.invite_many(world.consultation.pk, by(world), START, ["BR", "FR"]),
        lambda: seats_and_votes.add_seat(world.consultation.pk, by(world), START, "FR", Seating(date(2020, 1, 1))),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.reason.code == "no_such_member"
    assert invitations.invite_many(*where, None) == 1


def test_what_is_read_is_of_the_consultations_body(world: World, there: World) -> None:
    put(there, "FR", "state", region="B")
    body = world.consultation.body
    assert "FR" not in {member.code for member in queries.members(body.pk)}
    assert queries.find_whole_member(body.pk, "FR") is None
    assert "FR" not in dict(names_of_members(body.pk))
    assert members_by_code(["FR"], body) == []
    assert vocabulary.members(body.pk).find("France") is None
    assert vocabulary.members(there.consultation.body_id).find("France") is not None
    brazil = vocabulary.members(body.pk).find("Brazil")
    assert brazil == world["br"].member
    assert "FR" not in {row["code"] for row in present.members(world.consultation)}
    chosen = Selection(capacity="council_state").rows(world.consultation, START)
    assert {row.member.body for row in chosen.select_related("member__body") if row.member} == {body}
    world.consultation.refresh_from_db()  # PostgreSQL orders the keys of JSON
    first = settings_of(world.consultation.settings).classes[0]
    row = first.model_copy(update={"members": frozenset({"FR"})})
    with pytest.raises(Refusal) as refused:
        classes.CLASSES.change(world.consultation.pk, by(world), START, row, seen=seen_of(first))
    assert refused.value.reason.code == "class_of_nobody"


def test_kinds_regions_groups_and_seats_are_those_of_the_body(tripartite: World) -> None:
    made = [
        put(tripartite, "fr", "government", region="Africa"),
        put(tripartite, "IOE", "employers", group="south"),
        put(tripartite, "aoe", "employers", group="north"),
        put(tripartite, "W-ituc", "workers"),
    ]
    assert [member.code for member in made] == ["FR", "ioe", "aoe", "w-ituc"]
    where = (tripartite.consultation.pk, by(tripartite), START)
    seats_and_votes.add_seat(*where, "ioe", Seating(date(2020, 1, 1), deputy=True))
    seats_and_votes.end_seat(*where, "ioe", start=date(2020, 1, 1), end=date(2021, 1, 1))
    seats_and_votes.add_seat(*where, "w-ituc", Seating(date(2020, 1, 1)))
    body = Body.objects.get(pk=tripartite.consultation.body_id)
    found = in_list_order(body.members.filter(kind__in=["workers", "employers"]).prefetch_related("names"), body)
    assert [member.code for member in found] == ["aoe", "ioe", "w-ituc"]
    assert [list(member.seats) for member in found] == [
        *([], [Seating(date(2020, 1, 1), date(2021, 1, 1), deputy=True)], [Seating(date(2020, 1, 1))]),
    ]
    (kept,) = [row for row in present.members(tripartite.consultation) if row["code"] == "ioe"]
    assert kept["seats"] == "2020-01-01/2021-01-01 deputy"
    ioe = made[1]
    named = {need: ParticipationClass(need.value) for need in SeatNeed}
    assert len(named) == 5
    assert voting.seat_on(ioe, date(2020, 6, 1)) == Seating(date(2020, 1, 1), date(2021, 1, 1), deputy=True)


@pytest.mark.parametrize(
    ("code", "more", "reason"),
    [
        ("FR", {"kind": "government"}, "member_region"),
        ("FR", {"kind": "government", "region": "europe"}, "member_region"),
        ("FRA", {"kind": "government", "region": "africa"}, "member_code_country"),
        ("ab", {"kind": "employers"}, "member_code_slug"),
        ("ituc", {"kind": "workers"}, "member_code_slug"),
        ("ioe", {"kind": "employers", "region": "africa"}, "kind_without_region"),
        ("w-x", {"kind": "workers", "group": "north"}, "kind_without_group"),
        ("ioe", {"kind": "employers", "group": "east"}, "member_group"),
        ("w-x", {"kind": "workers", "suspensions": [(date(2020, 1, 1), None, "")]}, "kind_without_votes"),
        ("x-y", {"kind": "state"}, "member_kind_missing"),
    ],
)
def test_what_does_not_fit_the_kind_is_refused(
    tripartite: World, code: str, more: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refusal) as refused:
        put(tripartite, code, **more)  # type: ignore[arg-type]  # of a test's own
    assert refused.value.reason.code == reason


def test_a_member_of_a_kind_that_there_is_no_longer_is_kept(tripartite: World) -> None:
    body = Body.objects.get(pk=tripartite.consultation.body_id)
    assert (body.has.kind("state").called(), body.has.has_kind("state")) == ("state", False)
    assert put(tripartite, "BR").names.get(language="en").name == "The BR"
    assert body.has.rank("state", "east") == (3, 2)
    assert (body.has.place("africa", ""), body.has.place("oceania", "")) == ("Africa", "oceania")
    organ = body.has.organ
    assert organ is not None
    assert (organ.seat(), organ.seat(deputy=True)) == ("Titular member", "Deputy member")


@pytest.mark.parametrize(
    ("kinds", "text", "code"),
    [
        ([], "BR", "br"),
        ([{"key": "state", "codes": "country"}], "br", "BR"),
        ([{"key": "state", "codes": "country"}, {"key": "union"}], "br", "BR"),
        ([{"key": "state", "codes": "country"}, {"key": "union"}], "IOE", "ioe"),
        ([{"key": "state", "codes": "country"}, {"key": "union", "prefix": "u-"}], "U-x", "u-x"),
        ([{"key": "state", "codes": "country"}, {"key": "union", "prefix": "u-"}], "ioe", "IOE"),
    ],
)
def test_a_code_is_written_as_some_kind_of_the_body_has_it(kinds: list[object], text: str, code: str) -> None:
    assert body_settings({"kinds": kinds}).code(text) == code


def test_two_kinds_regions_or_groups_of_one_key_are_refused() -> None:
    for name in ("kinds", "regions", "groups"):
        with pytest.raises(ValueError, match="two have one key"):
            BodySettings.model_validate({name: [{"key": "one"}, {"key": "one"}]})


@pytest.mark.django_db(transaction=True)
def test_what_there_was_becomes_one_bodys_and_back(migrate_back: Callable[..., Apps]) -> None:
    back = (("people", "0016_languages_are_settings"), ("consultations", "0006_ending"))
    then: Any = migrate_back(*back)
    days = {"first_day": START.date(), "last_day": START.date()}
    then.get_model("consultations", "Consultation").objects.create(slug="old", title={"en": "Old"}, **days)
    member = then.get_model("people", "Member").objects.create(code="sm-a", kind="sector_member", sector="R")
    then.get_model("people", "CouncilSeat").objects.create(member=member, start=START.date())
    migrate_back()
    made, kept = Consultation.objects.get(slug="old"), Member.objects.get(code="sm-a")
    assert (kept.kind, kept.group, kept.seats) == ("sector_member", "R", [Seating(START.date())])
    assert made.body == kept.body == Body.objects.get()
    stored = preset("council").body
    # Who sits on the organ had no name of their own then.
    as_then = {**stored, "organ": {name: text for name, text in stored["organ"].items() if name != "person"}}
    assert (made.body.slug, made.body.has) == ("council", body_settings(as_then))
    assert made.body.settings["order"]["alphabet"] == "fr"
    again: Any = migrate_back(*back)
    assert again.get_model("people", "Member").objects.get().sector == "R"
    assert again.get_model("people", "CouncilSeat").objects.count() == 1
    for model in (("people", "CouncilSeat"), ("people", "Member"), ("consultations", "Consultation")):
        again.get_model(*model).objects.all().delete()
