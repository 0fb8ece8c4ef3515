"""Mandates of people with another capacity, and those of whoever leaves, on the pages (rule 39)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from hemicycle.people.actions import focal_points
from hemicycle.people.models import FocalPoint
from tests.classes import SETTINGS
from tests.factories import SLUG
from tests.support.registrations import a_note, as_, mandate, member

if TYPE_CHECKING:
    from hemicycle.people.models import Person
    from tests.factories import World
    from tests.support.html import Response

MANDATES = f"/consultations/{SLUG}/mandates/"
BRAZIL = f"/consultations/{SLUG}/delegations/BR/"


def client(person: Person) -> Client:
    made = Client()
    made.force_login(person)
    return made


def name(world: World, who: str) -> FocalPoint:
    wanted = mandate(world[who].person.email, "")
    where = world.consultation.pk, as_(world, "secretariat"), timezone.now()
    return focal_points.name(*where, member=member(world, "br"), wanted=wanted)


@pytest.fixture
def offered(world: World) -> FocalPoint:
    """The chair is asked to answer for Brazil."""
    world.consultation.settings = {**SETTINGS, "several_capacities": True}
    world.consultation.save()
    return name(world, "chair")


def text(answer: Response) -> str:
    return " ".join(answer.content.decode().split())


def test_what_is_offered_is_reached_from_the_home_page_and_accepted(world: World, offered: FocalPoint) -> None:
    chair = client(world["chair"].person)
    assert MANDATES in text(chair.get("/"))
    assert "The secretariat entered you as the focal point" in text(chair.get(MANDATES))
    assert "not accepted yet" in text(chair.get(BRAZIL))
    answer = chair.post(MANDATES, {"act": "accept", "mandate": offered.pk}, follow=True)
    assert "You act for Brazil." in text(answer)
    assert "No mandates to accept." in text(answer)
    offered.refresh_from_db()
    assert offered.accepted_at is not None
    assert MANDATES not in text(chair.get("/"))


def test_who_accepts_what_begins_later_reads_from_when_on_they_answer(world: World, offered: FocalPoint) -> None:
    FocalPoint.objects.filter(pk=offered.pk).update(start=timezone.now() + timedelta(days=9))
    answer = text(client(world["chair"].person).post(MANDATES, {"act": "accept", "mandate": offered.pk}, follow=True))
    assert "You act for Brazil from " in answer
    assert "You act for Brazil." not in answer


def test_what_is_offered_is_declined_with_words(world: World, offered: FocalPoint) -> None:
    chair = client(world["chair"].person)
    refused = chair.post(MANDATES, {"act": "decline", "mandate": offered.pk, "words": ""})
    assert (refused.status_code, "Nothing was changed" in text(refused)) == (409, True)
    chair.post(MANDATES, {"act": "decline", "mandate": offered.pk, "words": "I preside."})
    offered.refresh_from_db()
    assert (offered.withdrawn_why, offered.accepted_at) == ("I preside.", None)


def test_nobody_sees_or_accepts_what_is_offered_to_another(world: World, offered: FocalPoint) -> None:
    other = client(world["jp"].person)
    assert "No mandates to accept." in text(other.get(MANDATES))
    assert other.post(MANDATES, {"act": "accept", "mandate": offered.pk}).status_code == 403
    assert other.post(MANDATES, {"act": "accept", "mandate": "x"}).status_code == 409
    assert other.post(MANDATES, {"act": "emperor", "mandate": offered.pk}).status_code == 400
    offered.refresh_from_db()
    assert offered.accepted_at is None


def test_naming_says_that_the_person_has_to_accept(world: World, offered: FocalPoint) -> None:
    desk = client(world["secretariat"].person)
    given = {"email": "jp@example.org", "name": "Ms. Jp", "language": "en", "instrument": a_note()}
    answer = desk.post(f"{BRAZIL}name/", given, follow=True)
    assert "is asked to accept the mandate, and can act only after that." in text(answer)
    without = desk.post(f"{BRAZIL}name/", {**given, "instrument": ""})
    assert (without.status_code, "Attach the note or letter conferring the authority" in text(without)) == (422, True)
    offered.refresh_from_db()
    assert offered.end is not None


def test_somebody_else_is_refused_at_the_form_where_it_is_not_allowed(world: World) -> None:
    desk = client(world["secretariat"].person)
    given = {"email": "chair@example.org", "name": "Ms. Chair", "language": "en", "instrument": a_note()}
    answer = desk.post(f"{BRAZIL}name/", given)
    assert (answer.status_code, "belongs to another Member" in text(answer)) == (409, True)
    assert "chair@example.org" in text(answer), "what was typed is still there"


def test_the_setting_is_kept_and_shown(world: World) -> None:
    desk, page = client(world["secretariat"].person), f"/consultations/{SLUG}/desk/settings/"
    given = {"retention_days": "365", "link_hours": "72", "open_after_end": "on"}
    assert "Several capacities for one person" in text(desk.get(page))
    desk.post(page, {**given, "several_capacities": "on"})
    world.consultation.refresh_from_db()
    assert world.consultation.settings["several_capacities"] is True
    desk.post(page, given)
    world.consultation.refresh_from_db()
    assert world.consultation.settings["several_capacities"] is False


@pytest.mark.parametrize(
    ("page", "act"),
    [
        ("/consultations/{slug}/desk/people/{key}/", {"step": "withdraw"}),
        ("/consultations/{slug}/delegations/BR/withdraw/{key}/", {}),
        ("/consultations/{slug}/desk/people/acts/", {"step": "withdraw", "keys": "{key}"}),
    ],
)
def test_who_withdraws_somebody_is_asked_about_their_mandates(world: World, page: str, act: dict[str, str]) -> None:
    row, focal = world["br"], name(world, "br")
    desk = client(world["secretariat"].person)
    address = page.format(slug=SLUG, key=row.pk)
    query = {"step": "withdraw", "registration": str(row.pk)} if "acts" in address else {}
    assert "Focal points concerned: Ms. Br – Brazil." in text(desk.get(address, query))
    sent = {name: value.format(key=row.pk) for name, value in act.items()}
    again = desk.post(address, {**sent, "mandates": "stay", "stays_why": ""})
    assert (
        again.status_code,
        "Enter the reason for keeping the mandate although the registration ends" in text(again),
    ) == (422, True)
    desk.post(address, {**sent, "mandates": "stay", "stays_why": "Answers letters"})
    focal.refresh_from_db()
    assert (focal.stays_why, focal.end) == ("Answers letters", None)
    row.refresh_from_db()
    assert row.status == "withdrawn"
    shown = text(desk.get(BRAZIL))
    assert "Answers letters" in shown


def test_without_a_word_they_end_and_where_there_are_none_nothing_is_asked(world: World) -> None:
    focal, desk = name(world, "br"), client(world["secretariat"].person)
    jp = f"/consultations/{SLUG}/desk/people/{world['jp'].pk}/"
    assert "Mandates to act for a Member" not in text(desk.get(jp))
    desk.post(f"/consultations/{SLUG}/desk/people/{world['br'].pk}/", {"step": "withdraw"})
    focal.refresh_from_db()
    assert focal.end is not None


def test_who_withdraws_themselves_is_asked_too(world: World) -> None:
    focal, own = name(world, "br"), client(world["br"].person)
    address = f"/consultations/{SLUG}/registration/withdraw/"
    assert "Mandates to act for a Member" in text(own.get(address))
    own.post(address, {"mandates": "stay", "stays_why": "I answer letters"})
    focal.refresh_from_db()
    assert (focal.stays_why, focal.end) == ("I answer letters", None)


def test_whoever_is_replaced_is_asked_about_too(world: World) -> None:
    focal, own = name(world, "br"), client(world["br"].person)
    address = f"{BRAZIL}replace/{world['br'].pk}/"
    assert "Mandates to act for a Member" in text(own.get(address))
    given = {
        "email": "new@example.org",
        "name": "Ms. New",
        "language": "en",
        "mandates": "stay",
        "stays_why": "Letters",
    }
    assert own.post(address, {**given, "stays_why": "Letters"}).status_code == 302
    focal.refresh_from_db()
    assert (focal.stays_why, focal.end) == ("Letters", None)
    in_place = f"/consultations/{SLUG}/desk/people/new/?replaces={world['br2'].pk}"
    assert "Mandates to act for a Member" not in text(client(world["secretariat"].person).get(in_place))
