"""A Member's delegation: seen by whom it is for, changed by whom it is for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.people.models import FocalPoint, Member, Person, Registration
from hemicycle.people.uploads import look
from hemicycle.rules.capacity import Role
from hemicycle.web.delegations.page_actions import ACTIONS
from tests.people.test_uploads import A_PDF, A_PROGRAM
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse

    from tests.factories import World

    ClientOf = Callable[[object], Client]

DAY = timedelta(days=1)
PERSON = {"name": "Ms. Elena Duarte", "family_name": "Duarte", "email": "elena@example.org", "language": "es"}
OTHERS = ("jp", "no", "palestine", "sector", "chair", "vice_chair", "french", "captioner", "technician")
MANDATE = {"email": "deputy@example.org", "name": "Mr. Deputy", "language": "fr"}


def page(code: str = "BR", action: str = "", key: int | None = None) -> str:
    arguments: list[str | int] = ["test", code, *([action] if action else []), *([key] if key is not None else [])]
    return reverse("delegation_act" if action else "delegation", args=arguments)


def member(world: World, name: str = "br") -> Member:
    found = world[name].member
    assert found is not None
    return found


def focal(world: World, name: str = "focal", whose: str = "br", **more: object) -> FocalPoint:
    person, _ = Person.objects.get_or_create(email=f"{name}@example.org", defaults={"name": f"Mr. {name.title()}"})
    fields = {"start": timezone.now() - 9 * DAY, **more}
    return FocalPoint.objects.create(
        consultation=world.consultation, member=member(world, whose), person=person, **fields
    )


def test_a_code_in_small_letters_is_the_same_member(world: World, client_of: ClientOf) -> None:
    client = client_of(world["br"])
    assert client.get(page("br")).status_code == client.get(page("bR")).status_code == 200
    Member.objects.filter(code="PE").update(code="br")
    assert client.get(page("br")).status_code == 403
    assert client.get(page("BR")).status_code == 200


def day(days: int) -> str:
    return f"{timezone.now() + days * DAY:%Y-%m-%d}"


def pending(world: World, name: str = "ana", whose: str = "br", status: str = "pending") -> Registration:
    person = Person.objects.create_user(f"{name}@example.org", f"Ms. {name.title()}")
    return Registration.objects.create(
        consultation=world.consultation, person=person, member=member(world, whose), role="delegate", status=status
    )


def text(response: _MonkeyPatchedWSGIResponse) -> str:
    return html_of(response)


def test_who_answers_and_who_is_in_it(world: World, client_of: ClientOf) -> None:
    row = focal(world)
    focal(world, "deputy", delegated_by=row, start=timezone.now() - DAY, end=timezone.now() + DAY)
    world["br"].delegation_role, world["br2"].delegation_role = "head", "adviser"
    world["br"].save()
    world["br2"].save()
    html = text(client_of(world["secretariat"]).get(page()))
    assert html.count("<h1") == 1
    assert html.index("Head of delegation") < html.index("Ms. Br<") < html.index("Adviser") < html.index("Ms. Br2")
    assert html.index("delegated</span>") < html.index("current</span>")
    assert "delegated by <bdi>Mr. Focal</bdi>" in html
    assert "is not limited for this class" in html
    assert reverse("registration_desk", args=["test", world["br2"].pk]) in html


@pytest.mark.parametrize("who", OTHERS)
def test_other_members_people_and_other_roles_see_and_do_nothing(who: str, world: World, client_of: ClientOf) -> None:
    row, mandate = pending(world), focal(world)
    letter = look(ContentFile(A_PDF, "note.pdf")).keep(world["secretariat"].person, timezone.now())
    FocalPoint.objects.filter(pk=mandate.pk).update(instrument=letter)
    client = client_of(world[who])
    assert client.get(page()).status_code == 403
    assert client.get(reverse("upload", args=["test", "BR", letter.pk])).status_code == 403
    for action in ACTIONS:
        for key in (None, row.pk, mandate.pk):
            assert (
                client.post(page(action=action, key=key), {**MANDATE, "words": "x", "end": day(3)}).status_code == 403
            )
    row.refresh_from_db()
    mandate.refresh_from_db()
    assert (row.status, mandate.end) == ("pending", None)
    assert FocalPoint.objects.count() == 1


def test_the_delegation_reads_and_changes_nothing(world: World, client_of: ClientOf) -> None:
    row, mandate = pending(world), focal(world)
    client = client_of(world["br2"])
    html = text(client.get(page()))
    assert "Only the focal point and the secretariat change it" in html
    assert "ana@example.org" not in html
    assert "<form" not in html.split('<main id="main"')[1]
    for action in ACTIONS:
        key = {"name": None, "delegate": None, "nominate": None, "withdraw-mandate": mandate.pk}.get(action, row.pk)
        response = client.post(page(action=action, key=key), {**MANDATE, "words": "x", "end": day(3)})
        assert response.status_code == 403
        assert b"Nothing was changed" in response.content
    row.refresh_from_db()
    assert row.status == "pending"
    assert FocalPoint.objects.count() == 1


def test_the_focal_point_does_not_what_is_the_secretariats(world: World, client_of: ClientOf) -> None:
    row = pending(world, status="endorsed")
    client = client_of(focal(world).person)
    assert client.post(page(action="name"), MANDATE).status_code == 403
    assert client.post(page(action="confirm", key=row.pk), {"words": ""}).status_code == 403
    row.status = "withdrawn"
    row.save()
    assert client.post(page(action="reopen", key=row.pk), {"words": ""}).status_code == 403


def test_the_secretariat_does_not_delegate_for_a_member(world: World, client_of: ClientOf) -> None:
    focal(world)
    response = client_of(world["secretariat"]).post(page(action="delegate"), {**MANDATE, "end": day(3)})
    assert response.status_code == 403


def test_a_focal_point_of_another_member(world: World, client_of: ClientOf) -> None:
    row, client = pending(world), client_of(focal(world, whose="jp").person)
    assert client.get(page("JP")).status_code == 200
    assert client.get(page("BR")).status_code == 403
    assert client.post(page("JP", "endorse", row.pk), {"words": ""}).status_code == 404


def test_no_such_member_or_action(world: World, client_of: ClientOf) -> None:
    world.consultation.invitations.filter(member=member(world)).delete()
    client = client_of(world["secretariat"])
    assert client.get(page("BR")).status_code == 404
    assert client.get(page("JP", "rename")).status_code == 404
    assert client.get(page("JP", "endorse", 0)).status_code == 404
    assert client.get(page("JP", "nominate", 1)).status_code == 404
    assert client_of(None).get(page("JP")).status_code == 302


def test_the_focal_point_endorses_with_one_button_and_refuses_with_words(world: World, client_of: ClientOf) -> None:
    row, client = pending(world), client_of(focal(world).person)
    response = client.post(page(action="endorse", key=row.pk), follow=True)
    assert b"is endorsed" in response.content
    refused = client.post(page(action="refuse", key=row.pk), {"words": " "})
    assert refused.status_code == 422
    client.post(page(action="refuse", key=row.pk), {"words": "Left the <b>Ministry</b>."})
    row.refresh_from_db()
    assert (row.status, row.status_reason) == ("refused", "Left the <b>Ministry</b>.")
    assert "&lt;b&gt;Ministry" in text(client.get(page()))


def test_a_step_that_somebody_took_meanwhile(world: World, client_of: ClientOf) -> None:
    row, client = pending(world, status="endorsed"), client_of(focal(world).person)
    response = client.post(page(action="endorse", key=row.pk))
    assert response.status_code == 409
    assert "Another user may have changed it" in text(response)


def test_nominating_and_over_the_quota(world: World, client_of: ClientOf) -> None:
    client = client_of(focal(world, whose="sector").person)
    for number in range(3):
        given = {**PERSON, "email": f"n{number}@example.org"}
        response = client.post(page("sm-orbicom", "nominate"), given, follow=True)
        assert ("is on the waiting list" in text(response)) == (number == 2)
    html = text(client.get(page("sm-orbicom")))
    assert "3 of 3 places taken, shared by all Members of the group; 1 person waiting." in html
    assert '<progress class="share" aria-labelledby="places" value="3" max="3">' in html
    assert "Name a replacement" in html


def test_a_replacement_on_a_full_quota(world: World, client_of: ClientOf) -> None:
    client = client_of(focal(world, whose="sector").person)
    for number in range(2):
        client.post(page("sm-orbicom", "nominate"), {**PERSON, "email": f"n{number}@example.org"})
    leaves = Registration.objects.get(person__email="n0@example.org")
    response = client.post(page("sm-orbicom", "replace", leaves.pk), PERSON, follow=True)
    assert "replaces" in text(response)
    made = Registration.objects.get(person__email="elena@example.org")
    leaves.refresh_from_db()
    assert (made.status, made.replaces, leaves.status) == ("endorsed", leaves, "withdrawn")
    again = client.post(page("sm-orbicom", "replace", leaves.pk), {**PERSON, "email": "x@example.org"})
    assert again.status_code == 409
    assert "No replacement can be named for this person" in text(again)
    assert 'value="x@example.org"' in text(again)


def test_what_was_typed_stays_when_the_form_is_wrong_or_it_is_refused(world: World, client_of: ClientOf) -> None:
    client = client_of(focal(world).person)
    wrong = client.post(page(action="nominate"), {**PERSON, "email": "elena"})
    assert wrong.status_code == 422
    assert "This is not an e-mail address" in text(wrong)
    assert 'value="Ms. Elena Duarte"' in text(wrong)
    taken = client.post(page(action="nominate"), {**PERSON, "email": "JP@example.org"})
    assert taken.status_code == 409
    assert "This person is already registered for the consultation" in text(taken)
    assert 'value="Ms. Elena Duarte"' in text(taken)


def test_changing_leaves_alone_and_hides_what_is_the_persons_own(world: World, client_of: ClientOf) -> None:
    row = world["br2"]
    row.person.phone, row.accessibility = "+55 11 91234", "captions"
    row.person.save()
    row.save()
    client = client_of(focal(world).person)
    html = text(client.get(page(action="change", key=row.pk)))
    assert "91234" not in html
    assert "captions" not in html
    given = {"name": "Ms. Br Two", "family_name": "Two", "function": "Director", "delegation_role": "alternate"}
    response = client.post(page(action="change", key=row.pk), {**given, "phone": "1234567", "accessibility": "none"})
    assert response.status_code == 302
    row = Registration.objects.select_related("person").get(pk=row.pk)
    assert (row.function, row.delegation_role, row.accessibility) == ("Director", "alternate", "captions")
    assert (row.person.name, row.person.phone, row.person.email) == ("Ms. Br2", "+55 11 91234", "br2@example.org")
    assert (row.proposed_name, row.proposed_family_name) == ("Ms. Br Two", "Two")


def test_delegated_away_one_sees_and_takes_it_back(world: World, client_of: ClientOf) -> None:
    own = focal(world)
    client = client_of(own.person)
    response = client.post(page(action="delegate"), {**MANDATE, "end": day(5)}, follow=True)
    assert "acts in your place from" in text(response)
    assert "You have delegated your authority" in text(response)
    refused = client.post(page(action="nominate"), PERSON)
    assert refused.status_code == 403
    assert "You have delegated your authority as focal point" in text(refused)
    deputy = FocalPoint.objects.get(delegated_by=own)
    assert client_of(deputy.person).get(page(action="nominate")).status_code == 200
    client.post(page(action="withdraw-mandate", key=deputy.pk), {"words": "Back at work."})
    assert client.post(page(action="nominate"), PERSON).status_code == 302
    over = client_of(deputy.person).get(page())
    assert over.status_code == 403
    assert "You no longer act for <bdi>Brazil</bdi>" in text(over)
    assert "Back at work." in text(over)
    assert client_of(deputy.person).post(page(action="nominate"), PERSON).status_code == 403


def test_the_home_page_leads_a_focal_point_to_their_delegation(world: World, client_of: ClientOf) -> None:
    link = f'href="{page()}"'
    assert link in text(client_of(focal(world).person).get("/"))
    assert link not in text(client_of(focal(world, "past", end=timezone.now() - DAY).person).get("/"))
    assert link in text(client_of(world["br"]).get("/"))
    assert reverse("to_do", args=["test"]) in text(client_of(world["secretariat"]).get("/"))


def test_a_mandate_that_ended_at_a_date(world: World, client_of: ClientOf) -> None:
    row = focal(world, end=timezone.now() - DAY)
    response = client_of(row.person).get(page())
    assert response.status_code == 403
    assert "You no longer act for" in text(response)


def test_dates_that_make_no_sense(world: World, client_of: ClientOf) -> None:
    client = client_of(focal(world, end=timezone.now() + 4 * DAY).person)
    for days, words in (
        ({"end": day(9)}, "a delegation with it"),
        ({"start": day(-3), "end": day(2)}, "has passed"),
        ({"start": day(3), "end": day(1)}, "ends before it starts"),
    ):
        response = client.post(page(action="delegate"), {**MANDATE, **days})
        assert response.status_code == 409
        assert words in text(response)
        assert 'value="Mr. Deputy"' in text(response)
    for wrong in ("", "0001-01-01", "tomorrow", "9999-12-31"):
        assert client.post(page(action="delegate"), {**MANDATE, "end": wrong}).status_code == 422
    assert FocalPoint.objects.count() == 1


def test_naming_with_a_letter_that_is_saved_and_never_shown(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    wrong = client.post(
        page(action="name"), {**MANDATE, "instrument": SimpleUploadedFile("note.pdf", A_PROGRAM, "application/pdf")}
    )
    assert wrong.status_code == 422
    assert "” does not match its name" in text(wrong)
    assert 'value="Mr. Deputy"' in text(wrong)
    assert not FocalPoint.objects.exists()
    letter = SimpleUploadedFile("note é.pdf", A_PDF, "text/html")
    assert client.post(page(action="name"), {**MANDATE, "instrument": letter}).status_code == 302
    row = FocalPoint.objects.get()
    assert row.instrument is not None
    address = reverse("upload", args=["test", "BR", row.instrument.pk])
    for who in (client, client_of(row.person)):
        response = who.get(address)
        assert b"".join(response.streaming_content) == A_PDF  # type: ignore[attr-defined]
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Disposition"].startswith("attachment;")
    assert client_of(world["br2"]).get(address).status_code == 403
    assert client.get(reverse("upload", args=["test", "JP", row.instrument.pk])).status_code == 404
    assert client_of(None).get(address).status_code == 302


def test_three_delegates_take_as_many_queries_as_one(world: World, client_of: ClientOf) -> None:
    focal(world)
    Registration.objects.filter(pk=world["br2"].pk).update(status="withdrawn", replaces=None)
    client = client_of(world["secretariat"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page()).status_code == 200
        return len(captured)

    def more(name: str) -> None:
        Registration.objects.filter(pk=pending(world, name).pk).update(replaces=world["br2"])
        focal(world, f"deputy-{name}", delegated_by=FocalPoint.objects.first(), end=timezone.now() + DAY)

    more("w")
    queries()
    once = queries()
    for name in ("x", "y", "z"):
        more(name)
    assert queries() == once


def test_another_consultations_people(world: World, client_of: ClientOf) -> None:
    person = Person.objects.create_user("else@example.org", "Mr. Else")
    other = type(world.consultation).objects.create(
        body=world.consultation.body,
        slug="other",
        title={"en": "Other"},
        first_day=world.consultation.first_day,
        last_day=world.consultation.last_day,
    )
    Registration.objects.create(consultation=other, person=person, role=Role.SECRETARIAT.value, status="confirmed")
    FocalPoint.objects.create(consultation=other, member=member(world), person=person, start=timezone.now() - DAY)
    client = client_of(person)
    assert client.get(page()).status_code == 403
    assert client.post(page(action="nominate"), PERSON).status_code == 403


def test_who_has_delegated_their_authority_finds_the_letters_and_who_acts_in_their_place(
    world: World, client_of: ClientOf
) -> None:
    row = focal(world)
    delegate = focal(world, "deputy", delegated_by=row, start=timezone.now() - DAY, end=timezone.now() + DAY)
    letters = reverse("letters", args=["test"])
    home = text(client_of(row.person).get("/"))
    assert f"<bdi>{delegate.person.name}</bdi> acts in your place" in home
    assert f'href="{letters}"' in home
    assert client_of(row.person).get(letters).status_code == 200
    assert "acts in your place" not in text(client_of(delegate.person).get("/"))
    row.end = timezone.now()
    row.save()
    assert client_of(row.person).get(letters).status_code == 403
