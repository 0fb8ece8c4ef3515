"""The secretariat's list of registrations: counted, filtered, searched, taken away, and acted on in bulk."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hemicycle.journal.models import Entry
from hemicycle.people.models import MemberName, Person, Registration
from hemicycle.rules.undo import UNDO_FOR
from tests.support.registrations import answer_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

OTHERS = ("br", "no", "palestine", "sector", "chair", "vice_chair", "french", "captioner", "technician")


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def add(world: World, name: str, member_of: str = "br", status: str = "pending", **changes: Any) -> Registration:
    own = {key: changes.pop(key) for key in ("language", "family_name") if key in changes}
    email = changes.pop("email", f"{name.replace(' ', '.')}@example.org")
    return Registration.objects.create(
        consultation=world.consultation,
        person=Person.objects.create_user(email, name, **own),
        member=world[member_of].member,
        role="delegate",
        status=status,
        **changes,
    )


def address(page: str = "people_desk", *more: int) -> str:
    return reverse(page, args=["test", *more])


def names(client: Client, **asked: str) -> list[str]:
    asked["format"] = "csv"
    answer = client.get(address(), asked)
    return [row["Name"] for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))]


def keys(*rows: Registration) -> str:
    return ",".join(str(row.pk) for row in rows)


def status(row: Registration) -> str:
    row.refresh_from_db()
    return row.status


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("page", ["people_desk", "people_acts", "people_undo"])
def test_it_is_the_secretariats_alone(page: str, who: str, world: World, client_of: ClientOf) -> None:
    client = client_of(world[who])
    ask = client.post if page == "people_undo" else client.get
    assert ask(address(page), {"step": "confirm", "registration": str(world["br"].pk)}).status_code == 403


def test_nor_is_it_another_consultations_secretariats(world: World, client_of: ClientOf, desk: Client) -> None:
    assert desk.get(reverse("people_desk", args=["other"])).status_code == 404
    world["secretariat"].status = "withdrawn"
    world["secretariat"].save()
    assert client_of(world["secretariat"]).get(address()).status_code == 403


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"member": "JP"}, ["Ms. Jp"]),
        ({"capacity": "observer_state"}, ["Ms. Pe", "Ms. No"]),
        ({"capacity": "council_state", "status": "pending"}, ["Émile Zola"]),
        ({"capacity": "interpreter"}, ["Ms. French2", "Ms. French"]),
        ({"capacity": "nobody"}, []),
        ({"region": "A"}, ["Ms. Br2", "Ms. Br", "Émile Zola"]),
        ({"language": "fr"}, ["Émile Zola"]),
        ({"day": "2020-06-10", "member": "BR"}, ["Ms. Br2", "Ms. Br"]),
        ({"day": "2020-06-09", "member": "BR"}, ["Ms. Br2", "Ms. Br", "Émile Zola"]),
        ({"need": "accessibility"}, ["Émile Zola"]),
        ({"need": "nothing"}, []),
        ({"q": "EMILE brazil"}, ["Émile Zola"]),
        ({"q": "zola@"}, ["Émile Zola"]),
        ({"q": "%"}, []),
    ],
)
def test_the_list_is_filtered_and_searched(
    asked: dict[str, str], expected: list[str], world: World, desk: Client
) -> None:
    brazil = world["br"].member
    assert brazil is not None
    brazil.region = "A"
    brazil.save()
    add(
        world,
        "Émile Zola",
        email="zola@example.org",
        language="fr",
        days=["2020-06-09"],
        accessibility="Captions",
        asked_at=timezone.now() - timedelta(days=9),
    )
    assert names(desk, **asked) == expected


def test_waiting_for_the_secretariat_is_what_it_can_decide(world: World, desk: Client) -> None:
    add(world, "Endorsed", status="endorsed")
    add(world, "Not answered for", status="pending")
    answer_for(world, add(world, "Answered for", "jp"))
    assert names(desk, need="decision", sort="name") == ["Endorsed", "Not answered for"]


def test_who_may_be_registered_twice(world: World, desk: Client) -> None:
    add(world, "Elena Duarte")
    add(world, "Mrs. Elena Duarté", email="other@example.org")
    add(world, "Elena Duarte", "jp", email="third@example.org")
    assert sorted(names(desk, need="duplicates", member="BR")) == ["Elena Duarte", "Mrs. Elena Duarté"]


@pytest.mark.parametrize(("language", "word"), [("ar", "البرازيل"), ("zh-hans", "巴西"), ("ru", "бразилия")])
def test_a_member_is_searched_in_the_readers_language(language: str, word: str, world: World, desk: Client) -> None:
    add(world, "محمد الهاشمي")
    desk.cookies["django_language"] = language
    page = desk.get(address(), {"q": word}).content.decode()
    assert "Ms. Br2" in page
    assert "محمد الهاشمي" in page
    assert "Ms. Jp" not in page
    assert "محمد الهاشمي" in desk.get(address(), {"q": "الهاشمي"}).content.decode()


def test_names_stand_in_the_readers_order(world: World, desk: Client) -> None:
    for name in ("Zoë", "émile", "Adam"):
        add(world, name, family_name=name)
    assert [name for name in names(desk, sort="name") if "Ms." not in name] == ["Adam", "émile", "Zoë"]
    members = [row.member for row in (world["no"], world["br"], world["gh"]) if row.member]
    for member, name in zip(members, ("Ärger", "Zebra", "Apfel"), strict=True):
        MemberName.objects.create(member=member, language="en", name=name, source="test")
    found = names(desk, sort="member")
    assert found.index("Ms. Gh") < found.index("Ms. No") < found.index("Ms. Br")
    # Whoever speaks for no Member comes last, whichever way.
    assert {found[-1], names(desk, sort="-member")[-1]} <= {
        "Ms. French",
        "Ms. French2",
        "Ms. Chair",
        "Ms. Captioner",
    } | {
        "Ms. Vice_Chair",
        "Ms. Secretariat",
        "Ms. Technician",
    }


def test_the_census_counts_everybody_by_status_class_and_language(world: World, desk: Client) -> None:
    add(world, "New", language="zh")
    context = desk.get(address(), {"q": "nobody at all"}).context
    assert (context["census"].total, context["census"].by_status["pending"]) == (16, 1)
    council = next(row for row in context["capacities"] if row.value == "council_state")
    assert {count.value: count.number for count in council.counts if count.number} == {"confirmed": 4, "pending": 1}
    assert [(count.value, count.number) for count in context["languages"] if count.number] == [("en", 15), ("zh", 1)]


def test_a_long_list_is_paged_and_a_page_beyond_the_last_is_the_last(world: World, desk: Client) -> None:
    people = Person.objects.bulk_create(Person(email=f"p{n}@example.org", name=f"P {n}") for n in range(120))
    Registration.objects.bulk_create(
        Registration(consultation=world.consultation, person=person, member=world["br"].member, role="delegate")
        for person in people
    )
    first, last = desk.get(address()), desk.get(address(), {"page": "99", "status": "pending"})
    assert len(first.context["rows"]) == 100
    assert len(last.context["rows"]) == 20
    assert b'href="?status=pending&amp;page=1"' in last.content


@pytest.mark.parametrize(
    "asked", [{}, {"sort": "member"}, {"q": "ms", "capacity": "council_state"}, {"format": "xlsx"}]
)
def test_queries_do_not_grow_with_the_rows(asked: dict[str, str], world: World, desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            assert desk.get(address(), asked).status_code == 200
        return len(asked_for)

    add(world, "Ms. One")
    queries()  # who needs a second factor is remembered from here on
    few = queries()
    add(world, "Ms. Two", "jp", nominated_by=world["chair"].person)
    add(world, "Ms. Three", "no", nominated_by=world["jp"].person)
    assert queries() == few


def test_a_file_has_what_was_filtered_and_no_formula(world: World, desk: Client) -> None:
    add(world, "=HYPERLINK(1)", function="+cmd", accessibility="@sum", status="refused", status_reason="-1")
    add(world, "Other")
    answer = desk.get(address(), {"format": "xlsx", "status": "refused"})
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    header, row = list(sheet.iter_rows(values_only=True))
    cells = dict(zip(header, row, strict=True))
    assert cells["Name"] == "'=HYPERLINK(1)"
    assert (cells["Function"], cells["Accessibility requirements"], cells["Reason"]) == (
        "'+cmd",
        "'@sum",
        "'-1",
    )


def test_markup_in_a_name_is_shown_as_it_is(world: World, desk: Client) -> None:
    add(world, "<b>Eve</b>", email="eve@example.org")
    page = desk.get(address()).content
    assert b"&lt;b&gt;Eve&lt;/b&gt;" in page
    assert b"<b>Eve" not in page


def test_what_will_happen_is_said_first_and_for_whom_it_cannot(world: World, desk: Client) -> None:
    row = add(world, "New", status="endorsed")
    chosen = [str(row.pk), str(world["br"].pk), "999999", "x"]
    answer = desk.get(address("people_acts"), {"step": "confirm", "registration": chosen, "q": "kept"})
    assert answer.context["statuses"] == [("Confirmed", 1)]
    assert [registration.pk for registration, _why in answer.context["impossible"]] == [world["br"].pk]
    assert answer.context["keys"] == keys(row)
    assert f'href="{address()}?q=kept"' in answer.content.decode()
    assert status(row) == "endorsed"


def test_all_that_match_are_those_of_the_filter_and_search(world: World, desk: Client) -> None:
    rows = [add(world, f"New {number}", status="endorsed") for number in range(3)]
    add(world, "New other", "jp", status="endorsed")
    answer = desk.get(address("people_acts"), {"step": "confirm", "all": "1", "member": "BR", "q": "new"})
    assert {move.row.pk for move in answer.context["outcome"].moves} == {row.pk for row in rows}


@pytest.mark.parametrize("step", ["endorse", "delete", ""])
def test_there_is_no_other_bulk_act(step: str, world: World, desk: Client) -> None:
    assert desk.get(address("people_acts"), {"step": step, "registration": keys(world["br"])}).status_code == 404
    assert desk.post(address("people_acts"), {"step": step, "keys": keys(world["br"])}).status_code == 404


def test_nobody_chosen(desk: Client) -> None:
    answer = desk.get(address("people_acts"), {"step": "confirm", "q": "kept"}, follow=True)
    assert answer.redirect_chain == [(f"{address()}?q=kept", 302)]
    assert b"No one is selected" in answer.content


def test_done_with_those_shown_and_taken_back_once(world: World, desk: Client) -> None:
    rows = [add(world, f"New {number}", status="endorsed") for number in range(2)]
    answer = desk.post(address("people_acts"), {"step": "confirm", "keys": keys(*rows)}, follow=True)
    assert b"2 registrations now have the status: Confirmed." in answer.content
    entry = answer.context["undoable"].entry
    assert [status(row) for row in rows] == ["confirmed", "confirmed"]
    answer = desk.post(address("people_undo"), {"entry": entry}, follow=True)
    assert [status(row) for row in rows] == ["endorsed", "endorsed"]
    assert answer.context["undoable"] is None
    again = desk.post(address("people_undo"), {"entry": entry}, follow=True)
    assert b"This has already been undone" in again.content
    assert Entry.objects.filter(act="registration.undo").count() == 1


@pytest.mark.parametrize("entry", ["", "x", "999999", "٣"])
def test_there_is_nothing_to_take_back(entry: str, desk: Client) -> None:
    answer = desk.post(address("people_undo"), {"entry": entry}, follow=True)
    assert b"This cannot be done with any of the registrations selected" in answer.content


def test_a_colleague_is_offered_no_undo_and_cannot(world: World, client_of: ClientOf, desk: Client) -> None:
    row = add(world, "New", status="endorsed")
    desk.post(address("people_acts"), {"step": "confirm", "keys": keys(row)})
    colleague = client_of(
        Registration.objects.create(
            consultation=world.consultation,
            person=Person.objects.create_user("colleague@example.org", "Mr. Colleague"),
            role="secretariat",
            status="confirmed",
        )
    )
    assert colleague.get(address()).context["undoable"] is None
    entry = Entry.objects.get(act="registration.confirm").pk
    answer = colleague.post(address("people_undo"), {"entry": entry}, follow=True)
    assert b"Only the person who did this can undo it" in answer.content
    assert status(row) == "confirmed"


def test_after_ten_minutes_no_undo_is_offered(world: World, desk: Client) -> None:
    Entry.objects.create(
        at=timezone.now() - UNDO_FOR - timedelta(seconds=1),
        actor=world["secretariat"].person,
        act="registration.confirm",
        place=f"registrations:{world.consultation.pk}",
        data={"count": 1, "registrations": {}},
    )
    assert desk.get(address()).context["undoable"] is None


def test_a_stale_choice_is_done_with_whom_it_still_can(world: World, desk: Client) -> None:
    first, second = add(world, "One", status="endorsed"), add(world, "Two", status="endorsed")
    second.status = "withdrawn"
    second.save()
    answer = desk.post(address("people_acts"), {"step": "confirm", "keys": keys(first, second)}, follow=True)
    assert b"1 registration is unchanged: another user changed it in the meantime." in answer.content
    assert (status(first), status(second)) == ("confirmed", "withdrawn")
    answer = desk.post(address("people_acts"), {"step": "confirm", "keys": keys(first, second)})
    assert answer.status_code == 409
    assert b"This cannot be done with any of the registrations selected" in answer.content


def test_refusing_without_words_keeps_the_choice_and_refusing_with_them_tells_why(world: World, desk: Client) -> None:
    rows = [add(world, f"New {number}") for number in range(2)]
    answer = desk.post(address("people_acts"), {"step": "refuse", "keys": keys(*rows), "words": " "})
    assert answer.status_code == 422
    assert b"Enter the reason for the refusal" in answer.content
    assert answer.context["keys"] == keys(*rows)
    desk.post(address("people_acts"), {"step": "refuse", "keys": keys(*rows), "words": "Not of the delegation."})
    assert {(status(row), row.status_reason) for row in rows} == {("refused", "Not of the delegation.")}


def test_badges_of_all_that_match_are_those_of_the_confirmed(world: World, desk: Client) -> None:
    add(world, "Not confirmed", status="pending")
    answer = desk.get(address("papers"), {"all": "1", "q": "brazil"})
    assert {badge.registration.pk for badge in answer.context["chosen"]} == {world["br"].pk, world["br2"].pk}


def test_a_mail_to_all_that_match_names_them(world: World, desk: Client) -> None:
    rows = [add(world, f"New {number}", status="endorsed") for number in range(2)]
    answer = desk.get(address("mailings"), {"all": "1", "status": "endorsed"}, follow=True)
    assert answer.status_code == 200
    assert ",".join(str(row.pk) for row in reversed(rows)) in answer.content.decode()
