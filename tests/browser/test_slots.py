"""A row of slots is made, one is booked by keyboard from the first page, and the technician sees who comes; axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.signed_in import is_usable, opens
from tests.browser.test_readiness import tab_to
from tests.support.slots import held_session
from tests.web.support.test_connection_tests import measured_of

if TYPE_CHECKING:
    from tests.browser.signed_in import Opens
    from tests.factories import World

__all__ = ["opens"]

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def test_a_slot_is_made_booked_and_seen(opens: Opens, world: World) -> None:
    measured_of(world, "br")
    session, of = held_session(world.consultation), f"/consultations/{world.consultation.slug}"
    desk = opens(world["secretariat"].person, f"{of}/desk/sittings/{session.pk}/slots/")
    desk.fill("#id_closes", "12:30")
    desk.select_option("#id_technician", str(world["technician"].pk))
    desk.click("button[value=make]")
    desk.wait_for_selector("text=2 slots are added.")
    is_usable(desk)

    delegate = opens(world["br"].person, "/", viewport=PHONE)
    tab_to(delegate, f'[href="{of}/test-slots/"]')
    delegate.keyboard.press("Enter")
    delegate.wait_for_url(f"**{of}/test-slots/")
    is_usable(delegate)
    tab_to(delegate, "button[value=book]")
    delegate.keyboard.press("Enter")
    delegate.wait_for_selector("text=Your test slot")
    is_usable(delegate)

    technician = opens(world["technician"].person, f"{of}/desk/my-slots/", "ar", viewport=PHONE)
    assert "Ms. Br" in technician.locator("tbody").inner_text()
    is_usable(technician)
    technician.click("tbody a[href*=connection-tests]")
    technician.wait_for_url("**/connection-tests/*/")

    desk.click("tbody a >> nth=0")
    desk.wait_for_url("**/slots/*/")
    is_usable(desk)
    desk.click("button[value=remove]")
    desk.wait_for_selector("text=1 person is told by e-mail.")
