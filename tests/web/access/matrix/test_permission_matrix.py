"""Every address of two whole consultations, opened by everybody.

What is expected follows from the table of permissions (``rules.permissions``) and from what each address states
(``web.access.page``). An address that states nothing fails here, and one whose objects stand in no table, or whose
answer a cache may keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hemicycle.rules.permissions import PERMISSIONS, Action
from hemicycle.sittings.commands import COMMANDS
from hemicycle.web.access.route_permissions import routes
from tests.factories import SLUG
from tests.support.two_consultations.whole import OTHER
from tests.web.access.matrix.addresses import addresses, undeclared
from tests.web.access.matrix.caches import FORMS, NOBODYS, kept
from tests.web.access.matrix.expected import STEPS, Reply, answered, expected
from tests.web.access.matrix.requests import client_of, tried
from tests.web.access.matrix.visitors import VISITORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.two_consultations.whole import Whole
    from tests.web.access.matrix.addresses import Address
    from tests.web.access.matrix.visitors import Visitor


def test_every_address_says_what_it_asks_and_how_it_is_filled_in() -> None:
    assert not [route.name for route in routes() if route.requires is None]
    assert not undeclared()


def opened_by(visitor: Visitor, both: dict[str, Whole]) -> Iterator[tuple[Address, Reply]]:
    """What somebody opens, and what is answered; where they are refused for one reason, one object will do."""
    refused = set()
    for address in addresses(both):
        if visitor.home == SLUG and address.slug not in {SLUG, ""}:
            continue  # whoever is at home there opens this consultation's, as they would open that one's
        if visitor.home == OTHER == address.slug and not address.foreign:
            continue  # as whoever is at home here opens their own
        wanted = expected(visitor, "get", address)
        filling = address.filling
        part = visitor.part(address.slug)
        member = filling.member if part.member or part.held else ""
        reason = (address.route.path, address.slug, member, filling.action, wanted)
        if wanted is not Reply.OPEN and not (wanted is Reply.NOT_FOUND and address.foreign):
            if reason in refused:
                continue
            refused.add(reason)
        yield address, wanted


def test_what_caches_may_keep_is_the_answer_of_an_address(both: dict[str, Whole]) -> None:
    assert {address.name for address in addresses(both)} >= FORMS | NOBODYS


@pytest.mark.parametrize("who", VISITORS)
def test_rule_02_an_address_opens_for_whom_the_table_permits(who: str, both: dict[str, Whole]) -> None:
    visitor = VISITORS[who]
    client, wrong = client_of(visitor, both), []
    for address, wanted in opened_by(visitor, both):
        response, written = tried(client, "get", address.path)
        if may_be_kept := kept(address, response):
            wrong.append(may_be_kept)
        found = answered(response, visitor, address, "get")
        if found is Reply.NO_METHOD or (address.name in STEPS and found is not Reply.SIGN_IN):
            continue
        if found is not wanted or (written and wanted is not Reply.OPEN):
            wrong.append(f"{address}: {found.value} ({response.status_code}), not {wanted.value}; wrote {written}")
    assert not wrong, "\n".join([who, *wrong])


def test_every_action_of_the_table_is_asked_somewhere_or_is_a_command() -> None:
    """The room's commands are actions; what else an address asks is one of the table's too."""
    assert {route.requires for route in routes() if isinstance(route.requires, Action)} <= set(PERMISSIONS)
    assert set(COMMANDS) <= set(PERMISSIONS)
