"""How a ballot decides: chosen with its letter, printed in it, begun with what the consultation usually chooses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.consultations.settings import settings_of
from hemicycle.correspondence.models import Enquiry, VotingProcedure
from hemicycle.rules.ballots import Basis, Broken, Missed, Mode, Quorum, Share, Unit
from tests.support.enquiries import make_letter
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.correspondence.models import Letter
    from hemicycle.people.models import Registration
    from tests.factories import World

MODE = {
    "majority": "two_thirds.cast",
    "quorum_unit": "percent",
    "quorum": "50",
    "quorum_missed": "extension",
    "silence_broken": "again",
    "open_votes": "on",
}
CHOSEN = Mode(Basis.CAST, Share.TWO_THIRDS, Quorum(Unit.PERCENT, 50), Missed.EXTENSION, broken=Broken.AGAIN, open=True)


@pytest.fixture
def desk(world: World, client_of: Callable[[Registration], Client]) -> Client:
    return client_of(world["secretariat"])


@pytest.fixture
def letter(world: World) -> Letter:
    return make_letter(world, 1011, None)


def ask(desk: Client, letter: Letter, **more: str) -> tuple[int, str]:
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    sent = {"act": "save", "kind": "ballot", "asked": "council_state", "day": day, "zone": "Europe/Zurich"}
    answer = desk.post(reverse("letter_asks", args=["test", letter.pk]), {**sent, "questions_en": "The dates", **more})
    return answer.status_code, html_of(answer) if answer.status_code != 302 else ""


def test_the_mode_is_chosen_with_the_questions_and_shown_in_the_letter(desk: Client, letter: Letter) -> None:
    assert ask(desk, letter, **MODE)[0] == 302
    assert VotingProcedure.objects.get().mode == CHOSEN
    page = html_of(desk.get(reverse("letter_asks", args=["test", letter.pk])))
    assert '<option value="two_thirds.cast" selected' in page
    letter.texts.create(language="en", subject="The dates", body="Please vote.")
    preview = html_of(desk.get(reverse("letter_preview", args=["test", letter.pk]), {"language": "en"}))
    assert "Approval: two thirds of the Members voting for or against." in preview
    assert "Quorum: replies from 50% of the Members entitled to vote." in preview


def test_a_quorum_that_nobody_can_reach_is_refused_and_nothing_is_lost(desk: Client, letter: Letter) -> None:
    status, page = ask(desk, letter, **{**MODE, "quorum": "101"})
    assert (status, Enquiry.objects.count()) == (200, 0) or (status, Enquiry.objects.count()) == (422, 0)
    assert "Enter a number of replies, or a percentage from 1 to 100." in page
    assert "The dates" in page


def test_a_vote_with_conditions_is_refused(desk: Client, letter: Letter) -> None:
    _status, page = ask(desk, letter, conditions="on", **MODE)
    assert "A vote cannot come with conditions." in page
    assert Enquiry.objects.count() == 0


def test_what_only_asks_has_no_mode_and_loses_the_one_that_it_had(desk: Client, letter: Letter) -> None:
    ask(desk, letter, **MODE)
    ask(desk, letter, kind="items", **MODE)
    assert (Enquiry.objects.get().kind, VotingProcedure.objects.count()) == ("items", 0)


def test_a_ballot_begins_with_what_the_consultation_usually_chooses(desk: Client, letter: Letter, world: World) -> None:
    place = reverse("letterhead", args=["test"])
    assert desk.post(place, {"act": "ballot_mode", **MODE}).status_code == 302
    world.consultation.refresh_from_db()
    assert settings_of(world.consultation.settings).ballot_mode.as_rule() == CHOSEN
    ask(desk, letter)
    assert VotingProcedure.objects.get().mode == CHOSEN
    refused = desk.post(place, {"act": "ballot_mode", **MODE, "quorum": "0"})
    assert "Enter a number of replies, or a percentage from 1 to 100." in html_of(refused)


def test_the_chair_does_not_choose_it(
    world: World, client_of: Callable[[Registration], Client], letter: Letter
) -> None:
    assert ask(client_of(world["chair"]), letter, **MODE)[0] == 403
