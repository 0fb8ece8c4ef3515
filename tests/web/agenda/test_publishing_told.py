"""Publishing tells whom its form says it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.mail.models import Delivery
from tests.agenda.test_notices import confirmed, told
from tests.support.agenda import agenda
from tests.support.html import html_of
from tests.support.time_plan import PUBLISH

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.support.agenda import Agenda

    ClientOf = Callable[[object], Client]

__all__ = ["agenda"]


def test_whoever_publishes_sees_how_many_are_told_and_may_tell_nobody(agenda: Agenda, client_of: ClientOf) -> None:
    client, number = client_of(agenda.world["secretariat"]), len(confirmed(agenda))
    page = html_of(client.get(PUBLISH))
    assert f"the focal points by e-mail ({number} persons)" in page
    sent = {"titles_stand": "on", "editions": "0.0", "symbol": "VC/3"}
    done = html_of(client.post(PUBLISH, {**sent, "tell": "on"}, follow=True))
    assert f"VC/3 is published. {number} persons are being informed by e-mail." in done
    assert told() == confirmed(agenda)
    Delivery.objects.all().delete()
    agenda.consultation.items.filter(position=1).update(minutes=60)
    assert "VC/3/Rev.1 is published." in html_of(client.post(PUBLISH, {**sent, "words-en": "More"}, follow=True))
    assert not told()
