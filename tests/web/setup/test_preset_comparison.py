"""Rules and settings say from which preset a consultation was begun, and what differs from it, or from another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from hemicycle.consultations.presets import preset
from hemicycle.journal.record import Performer, record
from hemicycle.mail.administrator_links import invite
from hemicycle.people.actions.beginning import BEGIN, NewBody, NewConsultation, begin
from hemicycle.people.models import Registration
from tests.factories import START
from tests.support.html import html_of

if TYPE_CHECKING:
    from django.test import Client

    from hemicycle.consultations.models import Consultation
    from tests.factories import World
    from tests.web.setup.test_setup_pages import ClientOf

COUNCIL = "Virtual consultation of a council"


@pytest.fixture
def begun(world: World) -> Consultation:  # noqa: ARG001 - another consultation beside it
    """A consultation of a new body, both as the preset has them."""
    person = invite(Performer(system="operator"), START, "ana@example.org", "Ms. Ana").administrator.person
    wanted = NewConsultation(
        slug="begun",
        title={"en": "Begun"},
        time_zone="UTC",
        first_day=START.date(),
        last_day=START.date(),
        physical_session={},
        preset="council",
        body=NewBody("union", {"en": "Union"}),
    )
    return begin(Performer(person), START, wanted)


@pytest.fixture
def desk(begun: Consultation, client_of: ClientOf) -> Client:
    return client_of(Registration.objects.get(consultation=begun))


def address(of: Consultation) -> str:
    return reverse("all_settings", args=[of.slug])


def differing(client: Client, of: Consultation, **asked: str) -> dict[str, Any]:
    rows = client.get(address(of), asked).context["table"].rows
    return {line.row.field: line for line in rows if line.differs}


def test_what_was_begun_from_a_preset_differs_once_it_is_changed(begun: Consultation, desk: Client) -> None:
    page = html_of(desk.get(address(begun)))
    assert f"Begun from the preset “{COUNCIL}”." in page
    assert f"0 settings now differ from the preset “{COUNCIL}”." in page
    begun.settings = {**begun.settings, "link_hours": 5}
    begun.save()
    begun.body.settings = {**begun.body.settings, "regions": []}
    begun.body.save()
    found = differing(desk, begun)
    assert set(found) == {"link_hours", "regions"}
    assert (found["link_hours"].value, found["link_hours"].preset) == ("5 hours", "72 hours")
    assert "Africa (region D)" in found["regions"].preset
    page = html_of(desk.get(address(begun)))
    assert f"2 settings now differ from the preset “{COUNCIL}”." in page
    assert page.count(">Differs</span>") == 2
    only = desk.get(address(begun), {"differing": "yes"})
    assert {line.row.field for line in only.context["table"].rows} == set(found)
    file = desk.get(address(begun), {"format": "csv"}).content.decode("utf-8-sig")
    assert ",Value,In the preset,Default," in file.splitlines()[0]


def test_a_difference_that_the_words_do_not_tell_is_one(begun: Consultation, desk: Client) -> None:
    classes = [dict(row) for row in preset("council").settings["classes"]]
    classes[0]["seconds"] = 17
    begun.settings = {**begun.settings, "classes": classes}
    begun.save()
    found = differing(desk, begun)
    assert set(found) == {"classes"}
    assert found["classes"].value == found["classes"].preset


def test_it_is_compared_with_another_preset(begun: Consultation, desk: Client) -> None:
    found = differing(desk, begun, preset="tripartite")
    assert {"classes", "languages", "kinds", "organ"} <= set(found)
    assert found["organ"].preset.startswith("\N{FIRST STRONG ISOLATE}Governing Body")
    assert found["organ"].value.startswith("\N{FIRST STRONG ISOLATE}Council")
    page = html_of(desk.get(address(begun), {"preset": "tripartite"}))
    assert f"Begun from the preset “{COUNCIL}”." in page
    begun.refresh_from_db()
    assert begun.body.slug == "union"
    assert "titular" not in str(begun.body.settings)


def test_a_copy_is_compared_with_the_preset_behind_it(begun: Consultation, client_of: ClientOf) -> None:
    person = Registration.objects.get(consultation=begun).person
    wanted = NewConsultation(
        slug="again",
        title={"en": "Again"},
        time_zone="UTC",
        first_day=START.date(),
        last_day=START.date(),
        physical_session={},
        copied=begun.pk,
    )
    again = begin(Performer(person), START, wanted)
    page = html_of(client_of(Registration.objects.get(consultation=again)).get(address(again)))
    assert "Copied from “begun”." in page
    assert f"Begun from the preset “{COUNCIL}”." in page
    assert "0 settings now differ" in page


def test_where_nobody_knows_of_a_preset_none_is_named_until_one_is_chosen(world: World, client_of: ClientOf) -> None:
    client, of = client_of(world["secretariat"]), world.consultation
    page = html_of(client.get(address(of), {"differing": "yes"}))
    assert "Begun from the preset" not in page
    assert "In the preset" not in page
    assert client.get(address(of), {"differing": "yes"}).context["table"].rows
    assert set(differing(client, of, preset="council")) >= {"clearance", "lists"}
    place = f"consultation:{of.pk}"
    record(Performer(world["chair"].person), BEGIN, place, START, {"preset": "gone", "copied": ""})
    page = html_of(client.get(address(of)))
    assert "Begun from the preset “gone”." in page
    assert "In the preset" not in page
