"""The bodies of the installation for its administrators: listed, changed like by a secretariat, and removed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hemicycle.consultations.models import Body, Consultation
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.administrator_links import invite
from hemicycle.people.actions.bodies import AsAdministrator, Part, move, remove_body
from hemicycle.people.models import Contact, Member, MemberName, Seat
from hemicycle.rules.reasons import Refusal
from tests.classes import BODY
from tests.factories import SLUG
from tests.support.html import html_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from hemicycle.people.models import Person, Registration
    from tests.factories import World

    ClientOf = Callable[[Registration | Person | None], Client]

LIST = "/setup/bodies/"
PAGE = f"{LIST}{SLUG}/"
pytestmark = pytest.mark.postgres


@pytest.fixture
def ana(world: World) -> Person:  # noqa: ARG001 - there is a body
    """An administrator who is in no secretariat."""
    return invite(Performer(system="operator"), timezone.now(), "ana@example.org", "Ms. Ana").administrator.person


@pytest.fixture
def client(ana: Person, client_of: ClientOf) -> Client:
    return client_of(ana)


@pytest.fixture
def unused(world: World) -> Body:  # noqa: ARG001 - beside the one that is used
    """A body that no consultation uses, with a Member."""
    made = Body.objects.create(slug="old", name={"en": "Old Board"}, settings=BODY)
    member = Member.objects.create(body=made, code="BR", kind="state")
    MemberName.objects.create(member=member, language="en", name="Brazil", source="made-up")
    Seat.objects.create(member=member, start=date(2019, 1, 1))
    Contact.objects.create(member=member, name="Mission", email="mission@example.org")
    return made


def sent(client: Client, page: str, **changes: Any) -> str:
    """What a page says once its form was sent with these changes."""
    form = client.get(page).context["form"]
    values = {field.html_name: field.value() for field in form}
    wanted = {name: value for name, value in values.items() if value not in {None, False}}
    return html_of(client.post(page, {**wanted, **changes}, follow=True))


def test_every_body_is_listed_and_found_from_the_consultations(client: Client, unused: Body) -> None:
    assert f'href="{PAGE}"' in html_of(client.get(reverse("setup")))
    page = html_of(client.get(LIST))
    assert "Old Board" in page
    assert f'href="{LIST}old/remove/"' in page
    assert f'href="{PAGE}remove/"' not in page
    rows = client.get(LIST, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert rows[1:] == ["Old Board,old,1,0", f"Council,{SLUG},{Member.objects.filter(body__slug=SLUG).count()},1"]
    assert "No rows contain these words." in html_of(client.get(LIST, {"q": "zzz"}))
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(3):
        Body.objects.create(slug=f"more-{number}", name={"en": "More"}, settings=BODY)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(few) == len(many)
    assert unused.slug == "old"


def test_a_body_is_changed_without_being_in_its_secretariat(client: Client, ana: Person, world: World) -> None:
    assert "The body is saved." in sent(client, PAGE, act="words", name_en="The Board")
    body = Body.objects.get(slug=SLUG)
    assert str(body) == "The Board"
    entry = Entry.objects.filter(act="body.edit").latest("pk")
    assert (entry.place, entry.data["body"], entry.actor_id, entry.capacity) == (f"body:{body.pk}", SLUG, ana.pk, "")
    kinds = [kind.key for kind in body.has.kinds]
    new = {"key": "associate", "one_en": "Associate", "codes": "slug", "region": "never", "group": "never"}
    assert "It is added." in sent(client, f"{PAGE}kinds/new/", **new)
    for act, words in (("up", "The order is changed."), ("down", "The order is changed."), ("remove", "It is removed")):
        assert words in html_of(client.post(PAGE, {"act": act, "row": "kinds:associate"}, follow=True))
    assert [kind.key for kind in Body.objects.get(slug=SLUG).has.kinds] == kinds
    page = f"{PAGE}kinds/{kinds[0]}/"
    assert f'<a href="{PAGE}">The Board</a>' in html_of(client.get(page))
    assert "It is saved." in sent(client, page, one_en="Government")
    in_use = html_of(client.post(PAGE, {"act": "remove", "row": f"kinds:{kinds[0]}"}))
    assert "It is in use:" in in_use
    assert client.get(f"{PAGE}kinds/nothing/").status_code == 404
    assert client.get(f"{LIST}nothing/").status_code == 404
    # Names are asked for in the languages of its consultations, or in those of the interface.
    assert 'name="name_pt"' not in html_of(client.get(PAGE))
    world.consultation.settings = {**world.consultation.settings, "languages": {"documents": ["en", "pt"]}}
    world.consultation.save()
    asked = html_of(client.get(PAGE))
    assert 'name="name_pt"' in asked
    assert 'name="name_ru"' not in asked


def test_a_body_is_changed_although_its_consultation_is_closed(client: Client) -> None:
    Consultation.objects.update(closed_at=timezone.now())
    assert "The body is saved." in sent(client, PAGE, act="words", name_en="The Board")


def test_a_body_that_no_consultation_uses_is_removed_once_that_is_asked(client: Client, unused: Body) -> None:
    page, people = f"{LIST}old/remove/", Contact.objects.count()
    asked = html_of(client.get(page))
    assert "1 Member with its names, seats and contacts" in asked
    assert Body.objects.filter(pk=unused.pk).exists()
    assert 'name="name_ru"' in html_of(client.get(f"{LIST}old/")), "no consultation says its languages"
    done = html_of(client.post(page, follow=True))
    assert "Old Board is removed, with its Members." in done
    assert not Body.objects.filter(pk=unused.pk).exists()
    assert (Member.objects.filter(body__slug=SLUG).exists(), Contact.objects.count()) == (True, people - 1)
    entry = Entry.objects.get(act="body.remove")
    assert (entry.place, entry.data["body"], entry.data["members"]) == (f"body:{unused.pk}", "old", ["BR"])
    assert client.get(page).status_code == 404


def test_a_body_that_is_used_stays(client: Client, ana: Person, world: World) -> None:
    page = f"{PAGE}remove/"
    asked = html_of(client.get(page))
    assert "1 consultation is of this body." in asked
    assert "btn-danger" not in asked
    refused = client.post(page)
    assert (refused.status_code, "Consultations of this body: 1." in html_of(refused)) == (409, True)
    assert Body.objects.filter(slug=SLUG).exists()
    with pytest.raises(Refusal, match="no_such_body"):
        remove_body(Performer(ana), timezone.now(), 999_999)
    with pytest.raises(Refusal, match="not_administrator"):
        remove_body(Performer(world["secretariat"].person), timezone.now(), world.consultation.body_id)
    own = AsAdministrator(world.consultation.body_id)
    with pytest.raises(Refusal, match="not_administrator"):
        move(own, Performer(world["secretariat"].person), timezone.now(), Part.KINDS, "state", up=False)


@pytest.mark.parametrize("who", ["secretariat", "chair", "br"])
def test_nobody_but_administrators_opens_them(who: str, world: World, client_of: ClientOf) -> None:
    reader = client_of(world[who])
    for page in (LIST, PAGE, f"{PAGE}remove/", f"{PAGE}kinds/new/"):
        assert reader.get(page).status_code == 403
        assert reader.post(page, {"act": "words"}).status_code in {403, 405}


def test_an_administrator_sees_nothing_of_a_consultation_by_it(client: Client, world: World) -> None:
    assert "Test Consultation" not in html_of(client.get(PAGE))
    for page in ("desk/body/", "desk/", "members/"):
        assert client.get(f"/consultations/{world.consultation.slug}/{page}").status_code == 403
