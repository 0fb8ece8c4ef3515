"""A letter on its way through clearance, on the pages of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.correspondence.models import Clearance
from hemicycle.people.models import Registration
from tests.web.letters.test_letters import DESK, complete, desk, hidden, page, send

if TYPE_CHECKING:
    from django.test import Client

    from hemicycle.correspondence.models import Letter
    from tests.factories import World
    from tests.web.letters.test_letters import ClientOf

__all__ = ["desk"]


@pytest.fixture
def colleague(world: World, desk: Client, client_of: ClientOf) -> Client:
    """A second one of the secretariat; letters need clearance."""
    Registration.objects.filter(pk=world["technician"].pk).update(role="secretariat")
    assert desk.post(f"{DESK}letterhead/", {"act": "clearance", "clearance": "on"}).status_code == 302
    return client_of(world["technician"])


def look(client: Client, letter: Letter) -> str:
    return page(client.get(f"{DESK}{letter.pk}/preview/?language=en"))


def act(client: Client, letter: Letter, name: str, **more: Any) -> str:
    return page(client.post(f"{DESK}{letter.pk}/preview/", {"act": name, **more}, follow=True))


def test_the_setting_is_shown_and_changed(desk: Client, colleague: Client) -> None:
    assert "checked" in page(colleague.get(f"{DESK}letterhead/"))
    assert desk.post(f"{DESK}letterhead/", {"act": "clearance"}).status_code == 302
    assert "checked" not in page(desk.get(f"{DESK}letterhead/"))


def test_a_letter_goes_from_hand_to_hand(desk: Client, colleague: Client, world: World) -> None:
    made = complete(desk, world)
    assert "This letter has not been cleared yet" in page(desk.get(f"{DESK}{made.pk}/send/"))
    assert send(desk, made).status_code == 409
    assert "Not submitted for clearance" in look(desk, made)
    assert "The letter is submitted" in act(desk, made, "hand_in", words="For the Chair")
    assert "Clear the letter" not in look(desk, made)
    assert "A colleague who did not submit it must clear it" in look(desk, made)
    seen = look(colleague, made)
    assert "For the Chair" in seen
    assert "The letter is returned" in act(colleague, made, "give_back", seen=hidden(seen, "seen"), words="The date")
    assert "The date" in look(desk, made)
    act(desk, made, "hand_in")
    assert "The letter is cleared" in act(colleague, made, "clear", seen=hidden(look(colleague, made), "seen"))
    check = page(desk.get(f"{DESK}{made.pk}/send/"))
    assert "Cleared by" in check
    assert "Ms. Technician" in check
    assert send(desk, made).status_code == 302
    assert "Clearance" not in look(desk, made)


def test_whoever_clears_what_was_changed_meanwhile_is_told(desk: Client, colleague: Client, world: World) -> None:
    made = complete(desk, world)
    act(desk, made, "hand_in")
    seen = hidden(look(colleague, made), "seen")
    desk.post(f"{DESK}{made.pk}/", {"act": "annex_add", "kind": "text"})
    assert "The letter was changed after it was submitted, or after you opened" in act(
        colleague, made, "clear", seen=seen
    )
    assert Clearance.objects.get().outcome == ""
    assert "Changed since it was submitted" in look(desk, made)


def test_what_no_form_of_the_page_sends_is_not_done(desk: Client, colleague: Client, world: World) -> None:
    made = complete(desk, world)
    assert colleague.post(f"{DESK}{made.pk}/preview/", {"act": "steal"}).status_code == 400
