"""The pages without a violation that axe finds, in both directions of writing; ``test_correspondence`` has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import violations
from tests.browser.signed_in import opens
from tests.factories import meet_now

if TYPE_CHECKING:
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser

CONSULTATION_PAGES = [
    "permissions/",
    "documents/C20/1/",
    "participants/",
    "guide/",
    "registration/",
    "registration/change/",
    "delegations/BR/",
    "delegations/BR/name/",
    "delegations/BR/nominate/",
    "desk/",
    "desk/search/?q=br",
    "desk/search/?q=nobody",
    "desk/sittings/",
    "desk/members/",
    "desk/people/",
    "desk/people/new/",
    "desk/imports/",
    "desk/papers/",
    "desk/mail/",
    "desk/mail/write/",
    "desk/settings/",
    "desk/body/",
    "desk/body/kinds/state/",
    "desk/body/groups/new/",
    "desk/sources/",
    "desk/sources/five_days/",
    "desk/agenda/publish/",
]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_on_the_pages(opens: Opens, world: World, language: str) -> None:
    meet_now(world)
    page = opens(world["secretariat"].person, f"/sittings/{world.sitting.pk}/desk/", language, locale=language)
    consultation = f"/consultations/{world.consultation.slug}/"
    addresses = [
        "/",
        "/consultations/test/members/",
        "/consultations/test/members/new/",
        "/consultations/test/members/BR/",
        "/accounts/security/",
        *(consultation + page for page in CONSULTATION_PAGES),
        f"{consultation}desk/people/{world['br'].pk}/",
        f"{consultation}desk/people/{world['br'].pk}/change/",
        f"/sittings/{world.sitting.pk}/people/",
        f"/sittings/{world.sitting.pk}/desk/turns/",
        "/no/such/page/",
    ]
    found: dict[str, list[str]] = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok or address == "/no/such/page/", address
        found[address] = violations(page)
    page.context.clear_cookies()
    page.goto(f"{consultation}register/")
    found["registering"] = violations(page)
    page.goto("/accounts/login/")
    found["signing in"] = violations(page)
    assert {address: what for address, what in found.items() if what} == {}
