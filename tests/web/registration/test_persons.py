"""Somebody who represents no Member: their class, entered, confirmed, found, on every list, and heard in the room."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.actions import letters
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.actions.questions import Asking
from hemicycle.correspondence.models import Enquiry
from hemicycle.people.models import Person, Registration
from hemicycle.rules.capacity import RIGHTS_OF_PERSONS
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.models import Turn
from hemicycle.web.registration.class_form import RIGHTS
from tests.classes import EXPERTS, with_experts
from tests.factories import START, make_world, meet_now
from tests.support.commands import send
from tests.support.enquiries import make_letter
from tests.support.html import html_of
from tests.support.registrations import as_
from tests.web.registration.test_classes import GIVEN as OF_CLASS
from tests.web.registration.test_registration_desk import given

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World
    from tests.support.room import ConnectedPage, RecordingEngine

    ClientOf = Callable[[Registration | Person | None], Client]

pytestmark = pytest.mark.django_db
OF_PERSONS = {
    **{name: value for name, value in OF_CLASS.items() if name != "members"},
    "key": "expert",
    "one_en": "Invited expert",
    "belong": "persons",
    "rights": ["speak"],
    "times": "1",
}
ENTERED = given(role_choice="class:expert", delegation_role="head")


@pytest.fixture
def world(
    engine: RecordingEngine,  # noqa: ARG001
    client_documents: ConnectedPage,  # noqa: ARG001
    db: None,  # noqa: ARG001
) -> World:
    """Its sitting is planned for now."""
    world = meet_now(make_world(opened=False))
    world.consultation.settings = {**world.consultation.settings, "second_factor": []}
    world.consultation.save()
    return world


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


@pytest.fixture
def expert(world: World) -> Registration:
    """One who is confirmed, in a consultation with such a class."""
    kept = {**world.consultation.settings, "classes": with_experts()["classes"]}
    world.consultation.settings = kept
    world.consultation.save()
    person = Person.objects.create_user("ana@example.org", "Ms. Ana Lima", family_name="Lima")
    return Registration.objects.create(
        consultation=world.consultation, person=person, role="delegate", person_class="expert", status="confirmed"
    )


def address(page: str, *more: object) -> str:
    return reverse(page, args=["test", *more])


def test_a_class_of_persons_is_added_somebody_is_entered_confirmed_and_speaks(
    world: World, desk: Client, client_of: ClientOf
) -> None:
    assert desk.post(address("participation_class_new"), OF_PERSONS).status_code == 302
    page = html_of(desk.get(address("participation_classes")))
    assert "People who represent no Member" in page
    assert "0 people" in page
    offered = html_of(desk.get(address("registration_new")))
    assert "Invited expert" in offered
    assert "Represents no Member" in offered
    entered = desk.post(address("registration_new"), ENTERED)
    row = Registration.objects.get(person__email="new.one@example.org")
    assert entered.headers["Location"] == address("registration_desk", row.pk)
    assert (row.person_class, row.member, row.delegation_role, row.status) == ("expert", None, "", "endorsed")
    shown = html_of(desk.get(entered.headers["Location"]))
    assert "Invited expert" in shown
    assert "Replace this participant" not in shown
    assert desk.get(address("registration_new"), {"replaces": row.pk}).status_code == 404
    assert desk.post(entered.headers["Location"], {"step": "confirm"}).status_code == 302
    world.sitting.state = SittingState.OPEN.value
    world.sitting.leads.create(registration=world["vice_chair"], start=world.sitting.opens_at)
    world.sitting.save()
    own = client_of(row.person)
    home = html_of(own.get(reverse("home")))
    assert "Invited expert" in home
    assert "Delegation" not in home
    room = own.get(reverse("room", args=[world.sitting.pk])).context["context"]
    assert (room["me"]["member"], room["me"]["capacity"], "floor.ask" in room["me"]["may"]) == (None, "expert", True)
    assert next(one for one in room["capacities"] if one["key"] == "expert")["name"] == "Invited expert"
    asked = send(own, world.sitting.pk, "floor.ask", {"language": "en"})
    assert json.loads(asked.content)["ok"], asked.content
    turn = Turn.objects.get(registration=row)
    assert (turn.member, turn.capacity, turn.state) == (None, "expert", "next")
    leading = client_of(world["vice_chair"])
    assert json.loads(send(leading, world.sitting.pk, "floor.next", {"expected": turn.pk}).content)["ok"]
    turn.refresh_from_db()
    assert turn.state == "granted"
    assert json.loads(send(own, world.sitting.pk, "floor.finish", {"turn": turn.pk}).content)["ok"]
    turns = html_of(desk.get(reverse("turns", args=[world.sitting.pk])))
    assert "Invited expert" in turns


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kinds": ["state"]}, "This class is of people who represent no Member. Leave this out."),
        ({"members": "PE"}, "This class is of people who represent no Member. Leave this out."),
        ({"seat": "titular"}, "This class is of people who represent no Member. Leave this out."),
        ({"rights": ["speak", "vote"]}, "cannot be given these rights: Vote by correspondence. Remove the ticks."),
        ({"belong": ""}, "This field is required."),
        ({"belong": "everybody"}, "Select a valid choice"),
    ],
)
def test_what_is_a_members_is_refused_with_words_and_what_was_typed_stays(
    world: World, desk: Client, changes: dict[str, Any], words: str
) -> None:
    answer = desk.post(address("participation_class_new"), {**OF_PERSONS, **changes})
    assert answer.status_code == 422
    page = html_of(answer)
    assert words in page
    assert "Invited expert" in page
    world.consultation.refresh_from_db()
    assert "expert" not in world.consultation.classes.by_key


def test_the_form_says_what_is_a_members_alone(desk: Client) -> None:
    page = html_of(desk.get(address("participation_class_new")))
    assert "for people who represent no Member, leave them empty." in page
    of_members = re.findall(r'<label\s+class="tick of-members"\s*>\s*<input[^>]*value="(\w+)"', page)
    assert set(of_members) == set(RIGHTS) - RIGHTS_OF_PERSONS
    assert {"object", "vote"} <= set(of_members)
    # The style tells by it whether Members were named.
    assert re.search(r'<textarea name="members"[^>]* placeholder=" "', page)


def test_a_class_of_persons_is_changed_and_one_in_use_stays_one(
    world: World, desk: Client, expert: Registration
) -> None:
    here = address("participation_class", "expert")
    form = desk.get(here).context["form"]
    stands = {name: value for name, value in form.initial.items() if value not in (None, "")}
    assert stands["belong"] == "persons"
    assert desk.post(here, {**stands, "seconds": "60", "act": "save"}).status_code == 302
    world.consultation.refresh_from_db()
    changed = settings_of(world.consultation.settings).classes[-1]
    assert changed == EXPERTS.model_copy(update={"seconds": 60})
    again = {**desk.get(here).context["form"].initial, "belong": "members", "members": "PE", "times": "1"}
    answer = desk.post(here, {**again, "act": "save"})
    assert "This class is in use" in html_of(answer)
    assert expert.person_class == "expert"
    removed = desk.post(address("participation_classes"), {"act": "remove", "row": "expert"})
    assert "registrations: 1" in html_of(removed)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"member": "BR"}, "Only a delegate represents a Member. Choose none."),
        ({"role_choice": "class:council_state"}, "Select a valid choice"),
        ({"role_choice": "class:gone"}, "Select a valid choice"),
    ],
)
@pytest.mark.usefixtures("expert")
def test_nobody_is_entered_in_a_class_of_members(desk: Client, changes: dict[str, Any], words: str) -> None:
    answer = desk.post(address("registration_new"), {**ENTERED, **changes})
    assert answer.status_code == 422
    assert words in html_of(answer)
    assert not Registration.objects.filter(person__email="new.one@example.org").exists()


def test_every_list_and_paper_names_them_with_their_class(
    world: World, desk: Client, expert: Registration, client_of: ClientOf
) -> None:
    listed = desk.get(address("people_desk"), {"q": "invited lima"}).context
    assert [row.capacity for row in listed["rows"]] == ["Invited expert"]
    for query in ({"capacity": "expert"}, {"sort": "capacity"}, {"sort": "member"}):
        assert "Ms. Ana Lima" in html_of(desk.get(address("people_desk"), query))
    table = desk.get(address("people_desk"), {"format": "csv", "q": "lima"})
    assert "Invited expert" in b"".join(table).decode()
    own = client_of(expert.person)
    for reader, page in (
        (own, reverse("home")),
        (own, address("participants")),
        (own, address("registration")),
        (own, address("guide")),
        (own, reverse("people", args=[world.sitting.pk])),
        (desk, address("registration_desk", expert.pk)),
        (desk, address("registration_desk_change", expert.pk)),
        (desk, address("papers")),
        (desk, address("registration_settings")),
        (desk, address("permissions")),
        (desk, address("write_mail")),
    ):
        answer = reader.get(page)
        assert answer.status_code == 200, page
        assert "Invited expert" in html_of(answer) or page == address("registration_desk_change", expert.pk), page
    for kind in ("pdf", "docx", "csv", "xlsx"):
        assert own.get(address("participants"), {"format": kind, "language": "en"}).status_code == 200
    for paper in ("badges-a6", "plates"):
        asked = {"paper": paper, "paper_language": "ar", "capacity": "expert", "format": "pdf"}
        assert desk.get(address("papers"), asked).status_code == 200
    for reader in (desk, client_of(world["chair"])):  # who sees everybody, and who sees the participants
        assert "Invited expert" in html_of(reader.get(address("desk_search"), {"q": "lima"}))
        assert "Ms. Ana Lima" in html_of(reader.get(address("desk_search"), {"q": "invited expert"}))


def test_what_they_see_of_their_own_registration_names_no_focal_point(
    expert: Registration, client_of: ClientOf, desk: Client
) -> None:
    own = client_of(expert.person)
    form = own.get(address("registration_change"))
    assert "delegation_role" not in form.context["form"].fields
    answer = own.post(address("registration_withdraw"), follow=True)
    page = html_of(answer)
    assert "Your registration is withdrawn." in page
    assert "Only the secretariat can register you again" in page
    assert "Register again" not in page
    register = html_of(own.get(address("register")))
    assert "You were registered by the secretariat, and represented no Member." in register
    assert desk.post(address("registration_desk", expert.pk), {"step": "reopen"}).status_code == 302
    assert "The secretariat will review and confirm it." in html_of(own.get(address("registration")))
    other = Person.objects.create_user("other@example.org", "Mr. Other")
    assert "are registered by the secretariat. Write to it." in html_of(client_of(other).get(address("register")))


@pytest.mark.usefixtures("expert")
def test_letters_and_lists_of_members_know_no_class_of_persons(world: World, desk: Client) -> None:
    letter = make_letter(world, 1, None)
    for page in (
        address("letter_desk", letter.pk),
        address("letter_asks", letter.pk),
        address("members_desk"),
        address("members"),
    ):
        answer = desk.get(page)
        assert answer.status_code == 200, page
        assert "Invited expert" not in html_of(answer), page
    head = Head("DM-20", 1, START.date(), ("council_state", "expert"), "Dr. A")
    assert letters.edit(letter, as_(world, "secretariat"), START, head).addressed == ["council_state"]
    with pytest.raises(Refusal) as refused:
        Asking(Enquiry.Kind.OPTIONS.value, ("expert",), START.date(), questions=()).cleaned(world.consultation.classes)
    assert refused.value.reason.code == "enquiry_to_nobody"
