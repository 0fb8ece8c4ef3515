"""Further addresses on a Member's page: seen by the secretariat alone, added, changed, removed, refused with words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.people.models import Contact, Member
from tests.factories import SLUG
from tests.support.html import html_of
from tests.web.members.test_members import page, send, words

if TYPE_CHECKING:
    from tests.factories import World
    from tests.web.members.test_members import ClientOf

GENEVA = {"name": "Permanent Mission, Geneva", "email": "Mission@example.org", "language": ""}


def test_one_is_added_changed_and_removed(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    assert "No further addresses yet." in words(client.get(page()))
    assert send(client, "further", **GENEVA).status_code == 302
    seen = words(client.get(page()))
    assert "The further address is saved." in seen
    assert "Permanent Mission, Geneva mission@example.org · language of the letter to the Member" in seen
    assert "No contacts yet." in seen
    changed = {"name": "", "email": "mission@example.org", "language": "fr"}
    assert send(client, "further", "mission@example.org", **changed).status_code == 302
    seen = words(client.get(page()))
    assert "mission@example.org · Français" in seen
    assert "mission@example.org mission@example.org" not in seen
    assert send(client, "further-remove", "mission@example.org").status_code == 302
    assert "The further address is removed." in words(client.get(page()))
    assert not Contact.objects.exists()


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_stays(world: World, client_of: ClientOf) -> None:
    client = client_of(world["secretariat"])
    refused = send(client, "further", name="Mission 🙂", email="nowhere", language="xx")
    assert refused.status_code == 422
    seen = words(refused)
    for said in ("Remove the emoji", "valid email address", "is not one of the available choices"):
        assert said in seen
    assert 'value="nowhere"' in html_of(refused)
    assert send(client, "further", **GENEVA).status_code == 302
    again = send(client, "further", **GENEVA)
    assert again.status_code == 422
    assert "This Member already has this address. Change that entry." in words(again)
    gone = send(client, "further", "gone@example.org", **GENEVA)
    assert gone.status_code == 409
    assert "The Member no longer has this address" in words(gone)


@pytest.mark.parametrize(("language", "said"), [("fr", "au plus 5"), ("ar", "5"), ("ru", "не более 5")])
def test_a_sixth_is_refused_in_the_readers_language(
    world: World, client_of: ClientOf, language: str, said: str
) -> None:
    for number in range(5):
        Contact.objects.create(member=Member.objects.get(code="BR"), email=f"{number}@example.org", copies=True)
    client = client_of(world["secretariat"])
    client.cookies["django_language"] = language
    refused = send(client, "further", **GENEVA)
    assert refused.status_code == 422
    assert said in words(refused)
    assert "further" not in words(refused)
    assert Contact.objects.count() == 5


@pytest.mark.parametrize("who", ["br", "chair", "technician"])
def test_nobody_else_sees_or_enters_them(world: World, client_of: ClientOf, who: str) -> None:
    Contact.objects.create(member=Member.objects.get(code="BR"), email="mission@example.org", copies=True)
    client = client_of(world[who])
    assert "mission@example.org" not in html_of(client.get(page()))
    assert "Further addresses" not in words(client.get(page()))
    assert send(client, "further", **GENEVA).status_code == 403
    assert send(client, "further-remove", "mission@example.org").status_code == 403
    assert Contact.objects.count() == 1


def test_the_search_finds_one_without_a_name(world: World, client_of: ClientOf) -> None:
    Contact.objects.create(member=Member.objects.get(code="BR"), email="mission@example.org", copies=True)
    found = words(
        client_of(world["secretariat"]).get(reverse("desk_search", args=[SLUG]), {"q": "mission@example.org"})
    )
    assert "mission@example.org Brazil" in found
