"""A name that mixes scripts or looks like another's is taken once it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from hemicycle.imports.models import Import
from hemicycle.people.models import FocalPoint, Member, MemberName, Person, Registration
from tests.factories import SLUG
from tests.support.imports import as_csv, begin, check
from tests.support.registrations import a_note, member

if TYPE_CHECKING:
    from tests.factories import World
    from tests.support.html import Response

#: Of "Ms. Br", with a Cyrillic letter.
FALSE = "Ms. Вr"
NEW = f"/consultations/{SLUG}/desk/people/new/"
MIXED, LOOKS = "mixes letters of several scripts", "This looks like"


def client(person: Person) -> Client:
    made = Client()
    made.force_login(person)
    return made


@pytest.fixture
def desk(world: World) -> Client:
    """The secretariat."""
    return client(world["secretariat"].person)


def text(answer: Response) -> str:
    return " ".join(answer.content.decode().split())


def given(name: str = FALSE, **changes: Any) -> dict[str, Any]:
    return {
        "email": "new@example.org",
        "name": name,
        "language": "en",
        "role_choice": "delegate",
        "member": "BR",
        **changes,
    }


def test_the_secretariat_is_warned_and_confirms(desk: Client) -> None:
    answer = desk.post(NEW, given())
    shown = text(answer)
    assert (answer.status_code, MIXED in shown, f"{LOOKS} another name: Ms. Br." in shown) == (422, True, True)
    assert f'value="{FALSE}"' in shown, "nothing typed is lost"
    assert "The name is correct as written" in shown
    assert desk.post(NEW, given(name_confirmed="Ms. Another")).status_code == 422, "another name was confirmed"
    assert desk.post(NEW, given(name_confirmed=FALSE)).status_code == 302
    assert Registration.objects.get(person__email="new@example.org").person.name == FALSE


def test_a_focal_point_is_warned_and_told_nobodys_name(world: World) -> None:
    FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, "jp"), person=world["jp"].person, start=timezone.now()
    )
    focal, address = client(world["jp"].person), f"/consultations/{SLUG}/delegations/JP/nominate/"
    shown = text(focal.post(address, given()))
    assert (f"{LOOKS} another person’s name." in shown, "Ms. Br" in shown) == (True, False)
    assert focal.post(address, given(name_confirmed=FALSE)).status_code == 302


def test_who_changes_nothing_of_a_name_is_not_warned_again(world: World) -> None:
    Person.objects.filter(pk=world["jp"].person_id).update(name=FALSE)
    own, address = client(world["jp"].person), f"/consultations/{SLUG}/registration/change/"
    assert own.post(address, given(function="Director")).status_code == 302
    assert own.post(address, given("Ms. Вr2")).status_code == 422


def test_naming_a_focal_point_warns_too(desk: Client) -> None:
    address = f"/consultations/{SLUG}/delegations/BR/name/"
    wanted = {"email": "new@example.org", "name": FALSE, "language": "en"}
    assert MIXED in text(desk.post(address, {**wanted, "instrument": a_note()}))
    assert desk.post(address, {**wanted, "instrument": a_note(), "name_confirmed": FALSE}).status_code == 302


def test_a_second_member_of_the_same_or_a_confusable_name_is_warned_about(desk: Client) -> None:
    name, wanted = "", dict[str, str]()
    for name in ("Orbicom", "Sm-Orbicom", "Ѕm-Оrbicom"):
        wanted = {"kind": "sector_member", "code": "sm-second", "group": "R", "name": name}
        answer = desk.post("/consultations/test/members/new/", wanted)
        looks = "another name: Sm-Orbicom" in text(answer)
        assert (answer.status_code, looks) == ((302, False) if name == "Orbicom" else (422, True))
        Member.objects.filter(code="sm-second").delete()
    answer = desk.post("/consultations/test/members/new/", {**wanted, "name_confirmed": name})
    assert answer.status_code == 302
    page = "/consultations/test/members/sm-second/"
    renamed = {"act": "name", "key": "en", "short": "Brazil", "official": ""}
    assert "another name: Brazil" in text(desk.post(page, renamed))
    assert desk.post(page, {**renamed, "name_confirmed": "Brazil"}).status_code == 302
    assert MemberName.objects.get(member__code="sm-second", language="en").name == "Brazil"


def test_a_files_names_are_confirmed_before_it_is_imported(world: World, desk: Client) -> None:
    import_ = check(world, ("new@example.org", FALSE, "JP"), ("other@example.org", "Ms. Plain", "JP"))
    address = f"/consultations/{SLUG}/desk/imports/{import_.pk}/"
    assert import_.counts["names"] == 1
    assert "1 name mixes scripts or looks like another." in text(desk.get(address))
    refused = desk.post(address)
    assert (refused.status_code, "Check the rows below, and confirm that these names are correct" in text(refused)) == (
        422,
        True,
    )
    assert not Registration.objects.filter(person__email="new@example.org").exists()
    desk.post(address, {"names_confirmed": "1"})
    assert Registration.objects.filter(person__email="new@example.org").exists()


def test_a_file_of_members_is_looked_at_too(world: World) -> None:
    head = ("code", "kind", "sector", "name_en")
    lines = [("sm-second", "sector_member", "R", "Вrazil"), ("sm-third", "sector_member", "R", "Other Name")]
    import_ = check(world, *lines, head=head, kind="members")
    found = [problem["reason"]["code"] for row in import_.rows.all() for problem in row.problems]
    assert (found, import_.counts["names"]) == (["import_name_mixed", "import_name_looks_like"], 1)


def test_two_rows_of_one_file_that_look_alike_are_found(world: World) -> None:
    assert begin(world, as_csv([("email", "name", "member"), ("a@example.org", "Ms. Pop", "JP")])).state == "checking"
    import_ = check(world, ("a@example.org", "Ms. Pop", "JP"), ("b@example.org", "Ms. Рор", "JP"))
    found = [problem["reason"]["code"] for row in import_.rows.all() for problem in row.problems]
    assert "import_name_looks_like" in found
    assert Import.objects.count() == 2
