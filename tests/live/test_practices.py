"""A practice that somebody finished in their page is kept, with what they skipped, and counts if they were heard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from hemicycle.journal.models import Entry
from hemicycle.people.models import Registration
from hemicycle.rules.practice import PRACTICES_AN_HOUR
from hemicycle.support.models import Practice
from tests.factories import SLUG
from tests.live.test_permissions import sign_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.factories import World

FINISH = f"/consultations/{SLUG}/practice/finish"


def finish(client: Client, **changes: Any) -> Answer:
    told = {"kind": "delegate", "seconds": 95, "skipped": []} | changes
    return client.post(FINISH, told, content_type="application/json")


def test_a_practice_is_kept_and_stands_in_the_journal(world: World) -> None:
    answer = finish(sign_in(world, "br"), skipped=["listen", "list", "cough"])

    assert answer.json()["practised"] is True
    made = Practice.objects.get()
    assert (made.registration, made.kind, made.seconds) == (world["br"], "delegate", 95)
    assert made.skipped == ["list", "listen"]
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.actor_id, entry.place) == ("practice.finish", world["br"].person_id, f"practice:{made.pk}")
    assert entry.data["skipped"] == ["list", "listen"]


@pytest.mark.parametrize("skipped", ["ask", "speak"])
def test_one_in_which_they_were_not_heard_is_kept_and_does_not_count(world: World, skipped: str) -> None:
    assert finish(sign_in(world, "br"), skipped=[skipped]).json()["practised"] is False
    assert not Practice.objects.get().counts


def test_an_interpreter_practises_in_a_booth(world: World) -> None:
    client = sign_in(world, "french")
    assert finish(client).json()["reason"]["code"] == "practice_of_another_kind"
    assert finish(client, kind="interpreter", skipped=["hand_over", "take_back"]).json()["practised"] is True


@pytest.mark.parametrize("who", ["technician", "secretariat", "vice_chair"])
def test_who_neither_asks_for_the_floor_nor_interprets_practises_nothing(world: World, who: str) -> None:
    assert finish(sign_in(world, who)).status_code == 403
    assert not Practice.objects.exists()


def test_who_is_not_confirmed_or_not_registered_practises_nothing(world: World) -> None:
    client = sign_in(world, "br")
    Registration.objects.filter(pk=world["br"].pk).update(status="withdrawn")
    assert finish(client).status_code == 403
    assert Client().post(FINISH).status_code in {302, 401}
    assert not Practice.objects.exists()


def test_so_many_an_hour_are_kept(world: World) -> None:
    client, now = sign_in(world, "br"), timezone.now()
    moments = [now] * (PRACTICES_AN_HOUR - 1) + [now - timedelta(minutes=61)] * 9
    Practice.objects.bulk_create(
        Practice(registration=world["br"], kind="delegate", finished_at=moment, seconds=9) for moment in moments
    )
    assert finish(client).status_code == 200
    answer = finish(client)
    assert answer.status_code == 429
    assert f"{PRACTICES_AN_HOUR} practices an hour" in answer.json()["message"]
    assert finish(sign_in(world, "jp")).status_code == 200, "another person's count is their own"


@pytest.mark.parametrize(
    "changes",
    [{"kind": "chair"}, {"seconds": -1}, {"seconds": 1e9}, {"skipped": ["sing"]}, {"skipped": ["ask"] * 99}, {"by": 1}],
)
def test_what_no_page_sends_is_refused(world: World, changes: dict[str, Any]) -> None:
    answer = finish(sign_in(world, "br"), **changes)
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert not Practice.objects.exists()
