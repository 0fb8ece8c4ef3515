"""The page on which outcomes are named, and where their names are read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Sitting
from tests.factories import URGENT
from tests.support.html import html_of
from tests.support.time_plan import publish
from tests.web.test_pages import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.support.agenda import Agenda

    ClientOf = Callable[[object], Client]

PAGE = "/consultations/test/desk/outcomes/"


def typed(client: Client, **names: str) -> dict[str, str]:
    form = client.get(PAGE).context["form"]
    return {**{name: form[name].value() or "" for name in form.fields}, **names}


def test_names_are_typed_kept_and_refused_where_they_say_a_decision(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    assert "Empty in all languages: “Deferred”." in html_of(client.get(PAGE))
    sent = typed(client, deferred_en="Carried over", deferred_fr="Reporté")
    assert client.post(PAGE, sent).headers["Location"] == PAGE
    refused = client.post(PAGE, typed(client, noted_en="Adopted"))
    page = html_of(refused)
    assert (refused.status_code, "“Adopted” says that something was decided." in page) == (422, True)
    assert 'value="Carried over"' in page
    assert 'value="Adopted"' in page
    late = client.post(PAGE, sent)
    assert (late.status_code, "Another user changed these words" in html_of(late)) == (409, True)
    agenda.consultation.refresh_from_db()
    assert agenda.consultation.settings["outcomes"] == {"deferred": {"en": "Carried over", "fr": "Reporté"}}
    client.post(PAGE, typed(client))
    assert "Nothing was changed." in html_of(client.get(PAGE))


def test_the_time_plan_and_the_room_say_them(agenda: Agenda, client_of: ClientOf) -> None:
    client = client_of(agenda.world["secretariat"])
    client.post(PAGE, typed(client, deferred_en="Carried over"))
    publish(agenda)
    now = timezone.now()
    Sitting.objects.filter(pk=agenda.sitting.pk).update(
        state=SittingState.OPEN.value, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=2)
    )
    agenda.sitting.discussions.create(
        item=agenda.item(1, URGENT), start=now - timedelta(minutes=50), end=now, outcome="deferred"
    )
    delegate = client_of(agenda.world["jp"])
    assert "Carried over" in html_of(delegate.get(reverse("time_plan", args=["test"])))
    names = context(delegate.get(reverse("room", args=[agenda.sitting.pk])).content)["outcomes"]
    assert names == {"proposed_conclusion": "Proposed conclusion", "deferred": "Carried over", "noted": "Noted"}
