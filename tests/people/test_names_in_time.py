"""A Member's name as at a day: the United Nations' short form, a new one from a day on, and a correction."""

from __future__ import annotations

from datetime import UTC, date, datetime
from string import ascii_uppercase
from typing import TYPE_CHECKING

import pytest

from hemicycle.consultations.languages import LANGUAGES
from hemicycle.journal.models import Entry
from hemicycle.people import queries
from hemicycle.people.actions import names
from hemicycle.people.actions.members import MemberRecord, put
from hemicycle.people.member_names import member_name, unchecked_languages
from hemicycle.people.models import Member
from hemicycle.people.participants import participants
from hemicycle.people.state_names import cldr_name, listed_name, listed_names
from tests.factories import START, a_body
from tests.people.test_members import desk, wrong

if TYPE_CHECKING:
    from tests.factories import World

RENAMED = date(2022, 6, 1)
BEFORE, AFTER = date(2020, 6, 9), date(2022, 6, 1)


def state(code: str) -> Member:
    return Member.objects.get_or_create(body=a_body(), code=code, defaults={"kind": "state", "region": "B"})[0]


def called(code: str, language: str, *days: date) -> list[str]:
    member = Member.objects.prefetch_related("names").get(code=code)
    return [member_name(member, language, on=day) for day in days]


def write(world: World, record: MemberRecord, at: datetime = START) -> None:
    put(world.consultation.pk, desk(world), at, record)


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("KP", "en", "Democratic People's Republic of Korea"),
        ("KR", "en", "Republic of Korea"),
        ("CD", "en", "Democratic Republic of the Congo"),
        ("CG", "fr", "Congo"),
        ("MM", "en", "Myanmar"),
        ("MD", "fr", "République de Moldova"),
        ("TL", "fr", "Timor-Leste"),
        ("VN", "es", "Viet Nam"),
        ("BN", "en", "Brunei Darussalam"),
        ("GB", "ru", "Соединенное Королевство Великобритании и Северной Ирландии"),
        ("GB", "en", "United Kingdom of Great Britain and Northern Ireland"),
        ("US", "es", "Estados Unidos de América"),
        ("IR", "en", "Iran (Islamic Republic of)"),
        ("RU", "zh", "俄罗斯联邦"),
        ("LA", "ar", "جمهورية لاو الديمقراطية الشعبية"),
        ("BR", "fr", "Brésil"),
    ],
)
def test_a_state_has_its_short_name_of_the_united_nations(code: str, language: str, name: str) -> None:
    assert member_name(_unsaved(code), language) == name


def _unsaved(code: str) -> Member:
    member = Member(code=code, kind="state")
    member.read_names = []
    return member


def test_no_name_of_cldr_that_the_united_nations_do_not_use_is_shown() -> None:
    refused = {
        "North Korea", "South Korea", "Congo - Kinshasa", "Congo - Brazzaville", "Myanmar (Burma)", "Vietnam", "Brunei",
        "Corée du Nord", "Congo-Kinshasa", "Myanmar (Birmanie)", "Moldavie", "Timor oriental", "Великобритания",
        "Estados Unidos", "英国", "朝鲜", "Palestinian Territories", "Cape Verde", "Bosnia & Herzegovina",
    }  # fmt: skip
    codes = [first + second for first in ascii_uppercase for second in ascii_uppercase]
    shown = {listed.name for code in codes for language in LANGUAGES for listed in listed_names(code, language)}
    assert len(shown) > 1000
    assert not shown & refused
    assert refused <= {cldr_name(code, language) for code in codes for language in LANGUAGES}


def test_a_list_says_since_when_a_state_is_called_so() -> None:
    days = [date(2019, 2, 13), date(2019, 2, 14), date(2022, 5, 31), date(2022, 6, 1)]
    names_of = {code: [listed_name(code, "en", day) for day in days] for code in ("MK", "TR")}
    assert [listed.name for listed in names_of["TR"] if listed] == ["Turkey"] * 3 + ["Türkiye"]
    assert [listed.name for listed in names_of["MK"] if listed] == [
        "The former Yugoslav Republic of Macedonia", *["North Macedonia"] * 3
    ]  # fmt: skip


def test_what_is_not_certain_is_marked_and_what_somebody_compared_is_not(world: World) -> None:
    member = state("VA")
    assert unchecked_languages(member, LANGUAGES) == [*LANGUAGES]
    assert unchecked_languages(member, ("pt", "en")) == ["pt", "en"]
    assert unchecked_languages(state("FR"), LANGUAGES) == []
    names.check_name(
        world.consultation.pk, desk(world), START, "VA", "en", seen=("Holy See", ""), source="List of 4 May"
    )
    assert unchecked_languages(member, LANGUAGES) == [code for code in LANGUAGES if code != "en"]


def test_a_new_name_leaves_what_is_earlier_as_it_was(world: World) -> None:
    write(world, MemberRecord("BR", names={"en": ("New Brazil", "")}, names_since=RENAMED))
    assert called("BR", "en", BEFORE, date(2022, 5, 31), AFTER) == ["Brazil", "Brazil", "New Brazil"]
    assert called("BR", "fr", AFTER) == ["Brésil"]
    write(world, MemberRecord("BR", names={"en": ("Newer Brazil", "")}, names_since=date(2024, 1, 1)))
    assert called("BR", "en", BEFORE, AFTER, date(2024, 1, 1)) == ["Brazil", "New Brazil", "Newer Brazil"]
    assert Entry.objects.latest("pk").data["members"]["BR"] == {
        "new_names": {"en": ["2024-01-01", ["New Brazil", ""], ["Newer Brazil", ""]]}
    }


def test_a_correction_is_of_one_period_and_says_what_it_replaced(world: World) -> None:
    write(world, MemberRecord("BR", names={"en": ("New Brasil", "")}, names_since=RENAMED))
    write(world, MemberRecord("BR", names={"en": ("New Brazil", "")}, names_on=RENAMED))
    assert called("BR", "en", BEFORE, AFTER) == ["Brazil", "New Brazil"]
    assert Entry.objects.latest("pk").data["members"]["BR"]["names"] == {"en": [["New Brasil", ""], ["New Brazil", ""]]}
    write(world, MemberRecord("BR", names={"en": ("Brasil", "")}, names_on=date.min))
    assert called("BR", "en", BEFORE, AFTER) == ["Brasil", "New Brazil"]


def test_a_correction_of_one_name_of_the_list_leaves_the_others(world: World) -> None:
    state("TR")
    write(world, MemberRecord("TR", names={"en": ("Turkey!a", "")}, names_on=BEFORE))
    assert called("TR", "en", BEFORE, AFTER) == ["Turkey!a", "Türkiye"]
    write(world, MemberRecord("TR", names={"en": ("", "")}, names_on=BEFORE))
    assert called("TR", "en", BEFORE, AFTER) == ["Turkey", "Türkiye"]


def test_a_name_of_today_that_somebody_compared_is_no_name_of_before(world: World) -> None:
    state("TR")
    at = datetime(2023, 1, 1, tzinfo=UTC)
    names.check_name(world.consultation.pk, desk(world), at, "TR", "fr", seen=("Türkiye", ""), source="List")
    assert called("TR", "fr", BEFORE, AFTER) == ["Turquie", "Türkiye"]


def test_what_cannot_be_a_new_name(world: World) -> None:
    def renamed(name: str, since: date = RENAMED) -> MemberRecord:
        return MemberRecord("BR", names={"en": (name, "")}, names_since=since)

    assert wrong(lambda: write(world, renamed(""))) == "name_short_missing"
    assert wrong(lambda: write(world, renamed("X", date(202, 6, 1)))) == "day_far_off"
    write(world, renamed("X"))
    assert wrong(lambda: write(world, renamed("Y"))) == "name_begins_that_day"
    # To say the same again is no new name.
    write(world, renamed("X", date(2023, 1, 1)))
    assert Member.objects.get(code="BR").names.filter(since__isnull=False).count() == 1
    assert called("BR", "en", date(2023, 1, 1)) == ["X"]


def test_a_new_name_entered_by_mistake_is_taken_out(world: World) -> None:
    write(world, MemberRecord("BR", names={"en": ("New Brazil", "")}, names_since=RENAMED))
    where = (world.consultation.pk, desk(world), START, "BR", "en")
    assert wrong(lambda: names.take_out_name(*where, date(2022, 6, 2))) == "no_such_period"
    names.take_out_name(*where, RENAMED)
    assert called("BR", "en", BEFORE, AFTER) == ["Brazil", "Brazil"]
    assert Entry.objects.latest("pk").data["members"]["BR"] == {
        "names_removed": {"en": ["2022-06-01", ["New Brazil", ""]]}
    }


def test_the_list_of_participants_names_members_as_on_its_day(world: World) -> None:
    write(world, MemberRecord("BR", names={"en": ("New Brazil", "")}, names_since=RENAMED))

    def listed(day: date) -> set[str]:
        found = [row.registration.member for row in participants(world.consultation, day)]
        return {member_name(member, "en") for member in found if member and member.code == "BR"}

    assert (listed(BEFORE), listed(AFTER)) == ({"Brazil"}, {"New Brazil"})


def test_many_members_are_read_with_their_names_in_as_many_queries_as_one(
    world: World, django_assert_num_queries: object
) -> None:
    write(world, MemberRecord("BR", names={"en": ("New Brazil", "")}, names_since=RENAMED))
    with django_assert_num_queries(3):  # type: ignore[operator]
        read = queries.invited(world.consultation)
        found = {member.code: member_name(member, "en", on=BEFORE) for member in read}
        later = {member.code: member_name(member, "en", on=AFTER) for member in read}
    assert (found["BR"], later["BR"], found["JP"]) == ("Brazil", "New Brazil", "Japan")
