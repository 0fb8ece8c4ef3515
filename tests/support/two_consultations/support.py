"""A connection test of Brazil behind a firewall, and a personal link to test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.mail import links
from hemicycle.support.actions import connection_tests
from hemicycle.support.measurements import Measurements
from hemicycle.support.models import ConnectionTest
from tests.support.measuring import measured

if TYPE_CHECKING:
    from tests.support.two_consultations.whole import Whole


def complete(whole: Whole) -> None:
    """Add them to a consultation."""
    key, at = whole.consultation.pk, whole.now
    by, brazil = whole.performer("br"), whole["br"]
    test = connection_tests.begin(key, by, at, brazil.pk)
    ConnectionTest.objects.filter(pk=test.pk).update(room="connection-test", room_closed_at=at)
    blocked = {way: {"state": "fails", "ms": None} for way in ("udp", "tcp")}
    found = Measurements.model_validate(measured(line={"way": "relay"}, ways=blocked))
    connection_tests.finish(key, by, at, test.pk, found)
    _link, address = links.make(brazil, links.Purpose.TEST, at)
    whole.objects.update(connection_test=test.pk, token_test=address.rstrip("/").rpartition("/")[2])
