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
from tests.web.access.matrix.caches import FORMS, NOBODYS
from tests.web.access.matrix.expected import STEPS, Reply, expected
from tests.web.access.matrix.harvest import READERS, Opened, open_as
from tests.web.access.matrix.requests import client_of
from tests.web.access.matrix.visitors import VISITORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


@pytest.fixture
def opened_already(who: str, request: pytest.FixtureRequest) -> Mapping[tuple[str, str], Opened]:
    """What was opened to find the forms of pages: those who are shown them are shown the most of all."""
    opened: Mapping[tuple[str, str], Opened] = request.getfixturevalue("whole_harvest").opened if who in READERS else {}
    return opened


@pytest.mark.parametrize(
    "who",
    [
        pytest.param(who, marks=pytest.mark.xdist_group("harvest") if who in READERS else pytest.mark.alike)
        for who in VISITORS
    ],
)
def test_rule_02_an_address_opens_for_whom_the_table_permits(
    who: str, both: dict[str, Whole], opened_already: Mapping[tuple[str, str], Opened]
) -> None:
    visitor = VISITORS[who]
    client, wrong = client_of(visitor, both), []
    for address, wanted in opened_by(visitor, both):
        opened = opened_already.get((who, address.path)) or open_as(visitor, client, address)[0]
        if opened.may_be_kept:
            wrong.append(opened.may_be_kept)
        if opened.found is Reply.NO_METHOD or (address.name in STEPS and opened.found is not Reply.SIGN_IN):
            continue
        if opened.found is not wanted or (opened.written and wanted is not Reply.OPEN):
            told = f"{opened.found.value} ({opened.status}), not {wanted.value}; wrote {opened.written}"
            wrong.append(f"{address}: {told}")
    assert not wrong, "\n".join([who, *wrong])


def test_every_action_of_the_table_is_asked_somewhere_or_is_a_command() -> None:
    """The room's commands are actions; what else an address asks is one of the table's too."""
    assert {route.requires for route in routes() if isinstance(route.requires, Action)} <= set(PERMISSIONS)
    assert set(COMMANDS) <= set(PERMISSIONS)
