"""One registration at the desk: what is known of it, what happened, what can be done; and entering somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.actions import bulk, registrations
from hemicycle.people.models import Registration
from hemicycle.rules.registration import Step
from tests.support.registrations import answer_for, as_, submit

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[object], Client]

OTHERS = ("br", "no", "palestine", "sector", "chair", "vice_chair", "french", "captioner", "technician")
PAGES = ("registration_desk", "registration_desk_change", "registration_new")


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def address(page: str, *more: int) -> str:
    return reverse(page, args=["test", *more])


def page_of(row: Registration) -> str:
    return address("registration_desk", row.pk)


def given(name: str = "Ms. New One", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "family_name": "",
        "email": "new.one@example.org",
        "language": "fr",
        "time_zone": "",
        "phone": "",
        "function": "Director",
        "delegation_role": "",
        "attendance": "every",
        "accessibility": "",
        "role_choice": "delegate",
        "member": "",
        **changes,
    }


def entered() -> Registration | None:
    return Registration.objects.filter(person__email="new.one@example.org").first()


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("page", PAGES)
def test_it_is_the_secretariats_alone(page: str, who: str, world: World, client_of: ClientOf) -> None:
    more = [] if page == "registration_new" else [world["br"].pk]
    client = client_of(world[who])
    assert client.get(address(page, *more)).status_code == 403
    assert client.post(address(page, *more), {"step": "withdraw"}).status_code == 403
    world["br"].refresh_from_db()
    assert world["br"].status == "confirmed"


def test_a_registration_of_another_consultation_is_not_there(world: World, desk: Client) -> None:
    assert desk.get(address("registration_desk", 999_999)).status_code == 404
    row = world["br"]
    world.consultation.pk, world.consultation.slug = None, "other"
    world.consultation.save()
    row.consultation = world.consultation
    row.save()
    assert desk.get(page_of(row)).status_code == 404
    assert desk.post(page_of(row), {"step": "withdraw"}).status_code == 404


def test_what_is_known_is_shown_and_nothing_of_it_is_markup(world: World, desk: Client) -> None:
    row = submit(
        world,
        "new",
        function="<i>Director</i>",
        accessibility="Captions\nand breaks",
        delegation_role="adviser",
        days=("2020-06-09",),
    )
    answer_for(world, row)
    page = desk.get(page_of(row)).content.decode()
    for words in ("&lt;i&gt;Director", "Captions<br>and breaks", "Adviser", "Tuesday 9 June 2020", "Ms. Gh", "Brazil"):
        assert words in page


def test_what_happened_is_told_in_words_single_acts_bulk_acts_and_places_that_came_free(
    world: World, desk: Client
) -> None:
    first, second = submit(world, "one", "sector"), submit(world, "two", "sector")
    third = submit(world, "three", "sector")
    assert third.status == "waiting"
    secretariat = as_(world, "secretariat")
    bulk.step_all(
        world.consultation.pk, secretariat, timezone.now(), Step.REFUSE, [first.pk, second.pk], words="Not of it."
    )
    of_third = [(what, became) for _of, what, _who, became, _more in desk.get(page_of(third)).context["history"]]
    assert of_third == [
        ("Got a place from the waiting list", "Awaiting the focal point"),
        ("Registered", "On the waiting list"),
    ]
    answer = desk.get(page_of(first))
    latest, what, who, became, remarks = answer.context["history"][0]
    assert (what, who, became, latest.words) == ("Refused", "Secretariat", "Refused", "Not of it.")
    assert remarks == ["Done with 2 registrations at once."]
    desk.cookies["django_language"] = "ar"
    assert 'dir="rtl"' in desk.get(page_of(first)).content.decode()


def test_somebody_replaced_reads_so_in_the_history(world: World, desk: Client) -> None:
    desk.post(address("registration_new") + f"?replaces={world['br2'].pk}", given())
    made = entered()
    assert made is not None
    assert (made.replaces, made.member, made.role) == (world["br2"], world["br"].member, "delegate")
    assert desk.get(page_of(world["br2"])).context["history"][0][1] == "Replaced by another person"
    assert made.person.name in desk.get(page_of(world["br2"])).content.decode()


def test_mails_are_shown_with_their_fate(world: World, desk: Client) -> None:
    mailing = Mailing.objects.create(consultation=world.consultation, template="words", at=timezone.now())
    Delivery.objects.create(
        mailing=mailing,
        person=world["br"].person,
        registration=world["br"],
        address="br@example.org",
        language="en",
        token="t",
        state="bounced",
        answer="550 <unknown>",
    )
    page = desk.get(page_of(world["br"])).content.decode()
    assert "Bounced" in page
    assert "550 &lt;unknown&gt;" in page


def test_probably_the_same_person_is_linked(world: World, desk: Client) -> None:
    first, second = submit(world, "elena duarte", "jp"), submit(world, "elena duartes", "jp")
    assert page_of(second) in desk.get(page_of(first)).content.decode()


@pytest.mark.parametrize(
    ("start", "step", "end"),
    [
        ("pending", "confirm", "confirmed"),
        ("endorsed", "confirm", "confirmed"),
        ("pending", "endorse", "endorsed"),
        ("confirmed", "withdraw", "withdrawn"),
        ("withdrawn", "reopen", "pending"),
    ],
)
def test_each_step_from_its_button(start: str, step: str, end: str, world: World, desk: Client) -> None:
    row = world["br2"]
    row.status = start
    row.save()
    assert f'value="{step}"' in desk.get(page_of(row)).content.decode()
    assert desk.post(page_of(row), {"step": step}).status_code == 302
    row.refresh_from_db()
    assert row.status == end


def test_refusing_without_words_says_so_and_a_stale_step_too(world: World, desk: Client) -> None:
    row = world["br2"]
    answer = desk.post(page_of(row), {"step": "refuse", "words": "  "})
    assert (answer.status_code, b"Enter the reason for the refusal" in answer.content) == (422, True)
    answer = desk.post(page_of(row), {"step": "reopen", "words": "typed"})
    assert answer.status_code == 409
    assert b"This cannot be done with the present status of the registration" in answer.content
    assert b"typed" in answer.content
    assert desk.post(page_of(row), {"step": "nonsense"}).status_code == 404


def test_confirming_is_not_offered_while_a_focal_point_has_to_endorse_it(world: World, desk: Client) -> None:
    row = submit(world, "new")
    answer_for(world, row)
    assert 'value="confirm"' not in desk.get(page_of(row)).content.decode()


def test_it_is_changed_with_the_booths_of_an_interpreter(world: World, desk: Client) -> None:
    changed = address("registration_desk_change", world["french"].pk)
    assert b"Tick at least one language" in desk.post(changed, given("Ms. French")).content
    desk.post(changed, given("Ms. French", booth_languages=["es", "ru"]))
    world["french"].refresh_from_db()
    assert (world["french"].booth_languages, world["french"].person.name) == (["es", "ru"], "Ms. French")
    of_delegate = desk.get(address("registration_desk_change", world["br"].pk)).content
    assert b"booth_languages" not in of_delegate


def test_what_is_over_is_not_changed_and_nothing_typed_is_lost(world: World, desk: Client) -> None:
    row = world["br2"]
    row.status = "refused"
    row.save()
    answer = desk.post(address("registration_desk_change", row.pk), given("Ms. Typed"))
    assert answer.status_code == 409
    assert b"Ms. Typed" in answer.content


@pytest.mark.parametrize("role", ["chair", "vice_chair", "secretariat", "interpreter", "captioner", "technician"])
def test_people_of_every_role_are_entered(role: str, world: World, desk: Client) -> None:
    booths: dict[str, Any] = {"booth_languages": ["ar", "en"]} if role == "interpreter" else {}
    answer = desk.post(address("registration_new"), given(role_choice=role, **booths))
    row = entered()
    assert row is not None
    assert answer.headers["Location"] == page_of(row)
    assert (row.role, row.status, row.member, row.nominated_by) == (role, "endorsed", None, world["secretariat"].person)
    assert row.booth_languages == booths.get("booth_languages", [])


def test_rule_38_who_entered_somebody_is_told_that_a_colleague_confirms_them(world: World, desk: Client) -> None:
    desk.post(address("registration_new"), given(role_choice="chair"))
    row = entered()
    assert row is not None
    shown = desk.get(page_of(row)).content
    assert b"A colleague of the secretariat must confirm it." in shown
    assert b'value="confirm"' not in shown
    answer = desk.post(page_of(row), {"step": "confirm"})
    assert (answer.status_code, b"a colleague must confirm it" in answer.content) == (409, True)
    row.entered_by = world["chair"].person
    row.save()
    assert b'value="confirm"' in desk.get(page_of(row)).content
    assert desk.post(page_of(row), {"step": "confirm"}).status_code == 302
    confirmed = desk.get(page_of(row)).content.decode()
    assert all(words in confirmed for words in ("Confirmed by", "Last changed by", "Ms. Secretariat"))


def test_rule_38_who_is_not_independent_is_told_who_can_confirm_it(world: World, desk: Client) -> None:
    desk.post(address("registration_new"), given(role_choice="chair"))
    row, first = entered(), world["secretariat"]
    assert row is not None
    other = world["technician"]
    Registration.objects.filter(pk=other.pk).update(role="secretariat")
    Registration.objects.filter(pk=row.pk).update(entered_by=world["chair"].person)
    Registration.objects.filter(pk=first.pk).update(entered_by=world["chair"].person)
    shown = desk.get(page_of(row)).content.decode()
    assert "the same person entered you both" in shown
    assert "Can be confirmed by:" in shown
    assert other.person.name in shown.partition("Can be confirmed by:")[2].partition("</p>")[0]
    assert 'value="confirm"' not in shown
    answer = desk.post(page_of(row), {"step": "confirm"})
    assert (answer.status_code, b"not admitted by either of you" in answer.content) == (409, True)
    Registration.objects.filter(pk=other.pk).update(confirmed_by=world["chair"].person)
    assert b"Ask the operator of this installation" in desk.get(page_of(row)).content


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"role_choice": "delegate"}, b"Choose the Member that the delegate represents."),
        ({"role_choice": "chair", "member": "BR"}, b"Only a delegate represents a Member."),
        ({"role_choice": "interpreter"}, b"Tick at least one language for an interpreter."),
        ({"role_choice": "emperor"}, b"Select a valid choice"),
        ({"member": "XX"}, b"does not take part in the consultation"),
        ({"member": "BR", "email": "nonsense"}, b"This is not an e-mail address"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict[str, Any], words: bytes, desk: Client) -> None:
    answer = desk.post(address("registration_new"), given(**changes))
    assert answer.status_code == 422
    assert words in answer.content
    assert b"Ms. New One" in answer.content
    assert entered() is None


def test_somebody_registered_already_is_not_entered_twice(desk: Client) -> None:
    answer = desk.post(address("registration_new"), given(member="BR", email="JP@example.org"))
    assert answer.status_code == 409
    assert b"This person is already registered for the consultation" in answer.content


def test_who_is_registered_already_takes_another_role_in_the_way_that_is_said(world: World, desk: Client) -> None:
    row, another = world["jp"], given(role_choice="technician", email=world["jp"].person.email)
    refused = desk.post(address("registration_new"), another)
    assert b"withdraw it, then enter the person again" in refused.content
    changing = desk.get(address("registration_desk_change", row.pk)).content
    assert b'name="function"' in changing
    assert b'name="role_choice"' not in changing
    assert b'name="member"' not in changing
    desk.post(page_of(row), {"step": "withdraw", "mandates": "end"})
    assert desk.post(address("registration_new"), another).status_code == 302
    row.refresh_from_db()
    assert (row.role, row.member) == ("technician", None)


def test_rule_03_who_is_entered_where_the_quota_is_full_waits(world: World, desk: Client) -> None:
    for number in range(2):
        submit(world, f"s{number}", "sector")
    desk.post(address("registration_new"), given(member="sm-orbicom"))
    row = entered()
    assert row is not None
    assert row.status == "waiting"


@pytest.mark.parametrize("key", ["x", "999999", "-1"])
def test_nobody_there_to_be_replaced(key: str, desk: Client) -> None:
    assert desk.get(address("registration_new") + f"?replaces={key}").status_code == 404


def test_an_interpreters_place_is_nobodys_quota(world: World, desk: Client) -> None:
    assert desk.get(address("registration_new") + f"?replaces={world['french'].pk}").status_code == 404


def test_queries_do_not_grow_with_what_happened(world: World, desk: Client) -> None:
    row = submit(world, "new")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(page_of(row)).status_code == 200
        return len(asked)

    def back_and_forth(times: int) -> None:
        for _ in range(times):
            for step in (Step.WITHDRAW, Step.REOPEN):
                registrations.step(world.consultation.pk, as_(world, "secretariat"), timezone.now(), step, row.pk)

    back_and_forth(1)
    queries()
    few = queries()
    back_and_forth(3)
    assert queries() == few
