"""Pages of a silence procedure: asked for in hours, shown as broken, extended as often as is set."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from hemicycle.consultations.local import long_date
from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import DeadlineExtension, Enquiry
from hemicycle.journal.record import Performer
from tests.support.guards import without_guards
from tests.support.html import html_of
from tests.web.letters.test_letters import DESK, begin, desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

__all__ = ["desk"]

ASKS = {"kind": "silence", "asked": ["council_state"], "zone": "Europe/Zurich", "questions_en": "The proposal"}


def test_a_deadline_in_hours_is_asked_for_kept_and_shown(desk: Client) -> None:
    made = begin(desk, template="blank")
    where = f"{DESK}{made.pk}/asks/"
    assert desk.post(where, {**ASKS, "hours": "72"}).status_code == 302
    assert Enquiry.objects.get().hours == 72
    form = html_of(desk.get(where))
    assert 'value="72"' in form
    assert "72 hours after it is sent" in html_of(desk.get(f"{DESK}{made.pk}/"))
    assert desk.get(DESK).status_code == 200
    assert desk.get("/consultations/test/desk/enquiries/?format=csv").status_code == 200


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Enter the day of the deadline, or a number of hours."),
        ({"hours": "72", "day": "2031-01-01"}, "not both"),
        ({"hours": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_deadline_is_a_day_or_hours(desk: Client, typed: dict[str, str], words: str) -> None:
    made = begin(desk, template="blank")
    refused = desk.post(f"{DESK}{made.pk}/asks/", {**ASKS, **typed})
    assert refused.status_code == 422
    assert words in html_of(refused)
    assert "The proposal" in html_of(refused)
    assert not Enquiry.objects.exists()


def test_it_is_shown_as_broken_to_the_desk_and_to_every_member(
    enquiry: Enquiry, world: World, client_of: Callable[..., Client]
) -> None:
    Enquiry.objects.update(kind="silence")
    enquiry.refresh_from_db()
    secretariat, brazil = client_of(world["secretariat"]), client_of(world["br"])
    pages = {
        secretariat: ["desk/enquiries/", f"desk/enquiries/{enquiry.pk}/", "letters/DM-20/1005/"],
        brazil: [f"enquiries/{enquiry.pk}/reply/", "letters/DM-20/1005/"],
    }
    for reader, paths in pages.items():
        for path in paths:
            assert "roken" not in html_of(reader.get(f"/consultations/test/{path}"))
    desk_ = html_of(secretariat.get(f"/consultations/test/desk/enquiries/{enquiry.pk}/"))
    assert "No objection stated" in desk_
    assert "Missing" not in desk_
    first = enquiry.questions.all()[0]
    performer, member = Performer(world["jp"].person), world["jp"].member
    assert member is not None
    replies.submit(enquiry, performer, timezone.now(), member=member, answer=Answer({first.pk: "object"}))
    for reader, paths in pages.items():
        for path in paths:
            assert "roken" in html_of(reader.get(f"/consultations/test/{path}")), path
    chair = client_of(world["chair"])
    declare = f"/consultations/test/desk/enquiries/{enquiry.pk}/declare/"
    assert "Declare the result" in html_of(chair.get(declare))
    assert chair.post(declare).status_code == 302
    letter = "/consultations/test/letters/DM-20/1005/"
    assert re.search(r"The result was declared on .*? The silence is broken\. 1 reply", html_of(brazil.get(letter)))
    assert "The result was declared" not in html_of(secretariat.get(letter)), "which has a desk of it"


def test_once_it_is_extended_its_pages_say_until_when(
    enquiry: Enquiry, world: World, client_of: Callable[..., Client]
) -> None:
    Enquiry.objects.update(kind="silence")
    enquiry.refresh_from_db()
    member = world["jp"].member
    assert member is not None
    objection = Answer({enquiry.questions.all()[0].pk: "object"})
    at = timezone.now()
    replies.submit(enquiry, Performer(world["jp"].person), at, member=member, answer=objection)
    DeadlineExtension.objects.create(
        enquiry=enquiry, letter=enquiry.letter, day=date(2031, 7, 1), given_at=at, given_by=world["chair"].person
    )
    day = long_date(at.astimezone(ZoneInfo(enquiry.zone)).date())
    desk_, reader = client_of(world["secretariat"]), client_of(world["br"])
    of_desk = f"Broken on {day}; extended until 1 July 2031"
    for path in ("desk/enquiries/", f"desk/enquiries/{enquiry.pk}/"):
        page = html_of(desk_.get(f"/consultations/test/{path}"))
        assert of_desk in page, path
        assert " left</span>" in page, path
    assert of_desk in desk_.get("/consultations/test/desk/enquiries/?format=csv").content.decode()
    for path in (f"enquiries/{enquiry.pk}/reply/", "letters/DM-20/1005/"):
        page = html_of(reader.get(f"/consultations/test/{path}"))
        assert f"An objection was received on {day}," in page, path
        assert "The deadline was then extended to 1 July 2031, 24:00" in page, path
        assert "the silence is broken" not in page, path
    with without_guards():
        DeadlineExtension.objects.update(day=date(2020, 7, 1))
        Enquiry.objects.update(deadline_day=date(2020, 6, 30))
    assert f'<span class="chip wait">Broken on {day}; extended until' in html_of(
        desk_.get("/consultations/test/desk/enquiries/")
    )


def test_how_often_a_deadline_is_extended_is_set_beside_the_letterhead(desk: Client, world: World) -> None:
    place = f"{DESK}letterhead/"

    def most() -> int | None:
        world.consultation.refresh_from_db()
        return settings_of(world.consultation.settings).most_extensions

    assert desk.post(place, {"act": "extensions", "most_extensions": "1"}).headers["Location"] == place
    assert most() == 1
    assert 'name="most_extensions" value="1"' in html_of(desk.get(place))
    refused = desk.post(place, {"act": "extensions", "most_extensions": "-1"})
    assert refused.status_code == 422
    assert "greater than or equal to 0" in html_of(refused)
    assert most() == 1
    desk.post(place, {"act": "extensions", "most_extensions": ""})
    assert most() is None
