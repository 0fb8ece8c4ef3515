"""A passkey in a real browser, with Chromium's own authenticator in software: added, then signed in with."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest

from hemicycle.ops.simulation.cast import session_of
from tests.browser.conftest import new_context

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.factories import World

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.usefixtures("stack")
def test_a_passkey_is_added_and_signs_in(launch: Callable[..., Browser], world: World) -> None:
    # A passkey is for a name: no browser makes one for a number such as 127.0.0.1.
    here = f"http://localhost:{urlsplit(settings.PUBLIC_ADDRESS).port}"
    context = new_context(launch(), locale="en", base_url=here)
    key = session_of(world["br"].person)
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    record_authentication(request, world["br"].person, "code")  # a moment ago
    request.session.save()
    context.add_cookies([{"name": "sessionid", "value": key, "url": here}])
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto("/accounts/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Its name").fill("My computer")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.get_by_role("link", name="I have saved them").click()
    page.get_by_text("My computer", exact=True).first.wait_for()
    with page.expect_navigation():  # to go on sooner would take back that they sign out
        page.get_by_role("button", name="Sign out").first.click()

    page.goto(f"/accounts/login/?next=/sittings/{world.sitting.pk}/people/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{here}/sittings/{world.sitting.pk}/people/")
    page.goto("/accounts/security/")
    page.get_by_text("Last used").first.wait_for()
    assert problems == []
    context.close()
