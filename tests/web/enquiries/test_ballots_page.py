"""Decisions by correspondence: the list of ballots and silence procedures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.correspondence.models import Enquiry
from tests.support.guards import without_guards
from tests.support.html import html_of
from tests.web.replies.replying import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Registration
    from tests.factories import World


@pytest.mark.parametrize(
    ("kind", "listed"), [("ballot", True), ("silence", True), ("items", False), ("options", False)]
)
def test_only_what_decides_is_listed(
    kind: str,
    listed: bool,  # noqa: FBT001
    world: World,
    client_of: Callable[[Registration], Client],
) -> None:
    ask(world)
    with without_guards():
        Enquiry.objects.update(kind=kind)
    client = client_of(world["secretariat"])
    address = reverse("ballots", args=["test"])
    page = html_of(client.get(address))
    symbol = Enquiry.objects.get().letter.symbol
    assert (f">{symbol}</bdi>" in page) is listed
    assert ("No letter puts anything to a ballot or a silence procedure yet." in page) is not listed
    rows = client.get(address, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + listed
    assert f">{symbol}</bdi>" in html_of(client.get(reverse("enquiries", args=["test"])))


def test_who_may_not_see_replies_does_not_see_it(world: World, client_of: Callable[[Registration], Client]) -> None:
    assert client_of(world["br"]).get(reverse("ballots", args=["test"])).status_code == 403
