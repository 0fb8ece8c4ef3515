"""The page of roles in the secretariat, and what pages show to somebody with a narrower one."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from hemicycle.people.models import Person, Registration, ScopeGrant
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.scopes import Scope
from tests.support.html import html_of
from tests.web.desk.test_navigation import links

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

DESK = "/consultations/test/desk/"
ROLES = f"{DESK}roles/"


@pytest.fixture
def colleague(world: World) -> Registration:
    person = Person.objects.create_user("colleague@example.org", "Ms. Colleague")
    return Registration.objects.create(
        consultation=world.consultation,
        person=person,
        role=Role.SECRETARIAT.value,
        status=RegistrationStatus.CONFIRMED.value,
    )


@pytest.fixture
def desk(world: World, client_of: ClientOf) -> Client:
    return client_of(world["secretariat"])


def with_role(row: Registration, scope: Scope) -> Registration:
    row.scope_grants.create(scope=scope.value, start=timezone.now().date(), granted_at=timezone.now())
    return row


def exported(desk: Client) -> str:
    return desk.get(ROLES, {"format": "csv"}).content.decode()


def nav(page: str) -> list[str]:
    """The pages of the consultation that the navigation leads to."""
    return [path for path in links(page) if path.startswith("/consultations/test/")]


def test_who_has_which_role_is_listed_and_given_and_withdrawn(
    desk: Client, world: World, colleague: Registration
) -> None:
    assert exported(desk).count("Whole secretariat") == 2
    today = world.consultation.day(timezone.now()).isoformat()
    given = {"act": "grant", "registration": colleague.pk, "scope": "letters", "start": today, "end": ""}
    page = html_of(desk.post(ROLES, given, follow=True))
    assert "The role is granted" in page
    assert exported(desk).count("Letters and replies") == 1
    row = ScopeGrant.objects.get(scope="letters")
    page = html_of(desk.post(ROLES, {"act": "withdraw", "key": row.pk}, follow=True))
    assert "The role is withdrawn" in page
    assert world["secretariat"].person.name in exported(desk)


def test_who_looks_gives_no_role_to_themselves(desk: Client, world: World) -> None:
    key = world["secretariat"].pk
    assert f'<option value="{key}"' not in html_of(desk.get(ROLES))
    today = world.consultation.day(timezone.now()).isoformat()
    answer = desk.post(ROLES, {"act": "grant", "registration": key, "scope": "letters", "start": today})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not ScopeGrant.objects.exists()


def test_a_withdrawal_that_is_refused_is_explained(desk: Client, world: World, colleague: Registration) -> None:
    with_role(world["secretariat"], Scope.WHOLE)
    row = ScopeGrant.objects.get()
    page = html_of(desk.get(ROLES))
    assert f'name="key" value="{row.pk}"' not in page
    answer = desk.post(ROLES, {"act": "withdraw", "key": row.pk})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "You cannot change, limit or withdraw your own role" in html_of(answer)
    assert colleague.pk


def test_wrong_days_keep_what_was_typed(desk: Client, world: World, colleague: Registration) -> None:
    given = {
        "act": "grant",
        "registration": colleague.pk,
        "scope": "agenda",
        "start": "2019-01-01",
        "end": "2019-01-02",
    }
    answer = desk.post(ROLES, given)
    page = html_of(answer)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "A role begins today or later" in page
    assert 'value="2019-01-01"' in page
    assert world.consultation.pk


@pytest.mark.parametrize(
    ("scope", "opens", "refuses"),
    [
        (Scope.REGISTRATION, "people", "letters"),
        (Scope.LETTERS, "letters", "people"),
        (Scope.AGENDA, "agenda", "settings"),
    ],
)
def test_the_navigation_shows_the_pages_that_open(
    colleague: Registration, client_of: ClientOf, scope: Scope, opens: str, refuses: str
) -> None:
    client = client_of(with_role(colleague, scope))
    shown = nav(html_of(client.get(ROLES)))
    assert f"{DESK}{opens}/" in shown
    assert f"{DESK}{refuses}/" not in shown
    for path in shown:
        assert client.get(path).status_code == HTTPStatus.OK, path
    assert client.get(f"{DESK}{refuses}/").status_code == HTTPStatus.FORBIDDEN
    assert f'href="{DESK}"' in html_of(client.get("/"))


def test_read_only_sees_every_page_of_the_desk_and_sends_nothing(
    colleague: Registration, desk: Client, client_of: ClientOf
) -> None:
    client = client_of(with_role(colleague, Scope.READ_ONLY))
    every = nav(html_of(desk.get(ROLES)))
    assert nav(html_of(client.get(ROLES))) == every
    for path in every:
        page = html_of(client.get(path))
        main = page.partition("<main")[2].partition("</main>")[0]
        sends = re.findall(r'<form method="post".*?</form>', main, re.DOTALL)
        assert [form for form in sends if 'name="act" value="seen"' not in form] == [], path
    documents = reverse("documents_list", args=["test"])
    assert client.post(documents, {"act": "seen"}).status_code == HTTPStatus.FOUND, "what they have seen is their own"
    assert client.post(documents, {"act": "post"}).status_code == HTTPStatus.FORBIDDEN
    settings = html_of(client.get(f"{DESK}settings/"))
    assert "<fieldset disabled" in settings
    assert "lets you read this page" in settings
    assert 'name="retention_days"' in settings
    assert client.post(f"{DESK}settings/", {"retention_days": "1"}).status_code == HTTPStatus.FORBIDDEN
    assert "lets you read this page" not in html_of(desk.get(f"{DESK}settings/"))


def test_read_only_may_still_sign_out_and_choose_a_language(colleague: Registration, client_of: ClientOf) -> None:
    page = html_of(client_of(with_role(colleague, Scope.READ_ONLY)).get(f"{DESK}settings/"))
    assert page.count('method="post"') >= 1


def test_somebody_whose_role_has_ended_opens_no_page_of_the_desk(
    world: World, colleague: Registration, client_of: ClientOf
) -> None:
    row = with_role(colleague, Scope.LETTERS)
    row.scope_grants.update(end=world.consultation.day(timezone.now()), withdrawn_at=timezone.now())
    client = client_of(row)
    assert f"{DESK}letters/" not in nav(html_of(client.get(ROLES)))
    assert client.get(f"{DESK}letters/").status_code == HTTPStatus.FORBIDDEN
