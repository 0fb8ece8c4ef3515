"""What there is to read follows posting, withdrawal and the end of an embargo, and tells nothing before (rule 20)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from hemicycle.agenda.models import Item
from hemicycle.contributions import shown as contributions
from hemicycle.documents.actions import documents, posting
from hemicycle.documents.models import Document
from hemicycle.documents.record import DocumentRecord
from hemicycle.live import push
from hemicycle.sittings.models import Sitting
from tests.contributions.contributing import Contributing
from tests.factories import URGENT
from tests.live.test_engine_views import tell
from tests.live.test_permissions import sign_in

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.factories import World
    from tests.support.room import ConnectedPage

pytestmark = pytest.mark.postgres
SYMBOL, TITLE = "C20/80", "On the budget"
HOUR = timedelta(hours=1)


@dataclass
class Clock:
    """The moment, as everything that reads the clock of the machine has it."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def passes(self, time: timedelta) -> None:
        self.moment += time
        caches["process"].delete("steward:clock")


@pytest.fixture
def clock(world: World, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """In the sitting of the world, which people are in."""
    made = Clock(datetime.now(UTC))
    monkeypatch.setattr(timezone, "now", made.now)
    monkeypatch.setattr(push, "engine_epoch", lambda: None)
    caches["process"].clear()
    world.sitting.attendances.create(registration=world["jp"], session="PA_jp", joined_at=made.moment)
    return made


@pytest.fixture
def contributing(world: World, clock: Clock) -> Contributing:
    """Brazil's contribution has its number, and a document that is to be held back for an hour."""
    made = Contributing(world)
    made.deadline(None)
    row = made.submit(at=clock.moment)
    made.number(row, SYMBOL, at=clock.moment)
    posting.embargo_document(held_back(), made.by("secretariat"), clock.moment, clock.moment + HOUR)
    made.post(row, at=clock.moment)
    return made


def held_back() -> Document:
    return Document.objects.get(symbol=SYMBOL)


def ticks() -> None:
    assert tell("/steward/sittings", {}).status_code == 200


def shown(page: ConnectedPage) -> dict[int, tuple[str, list[str]]]:
    """Of each item, its document and its contributions, as a page holds them."""
    return {
        row["item"]: (row["document"], [one["symbol"] for one in row["contributions"]])
        for row in page.held["documentation"]["items"]
    }


def sequence(world: World) -> int:
    return Sitting.objects.values_list("sequence", flat=True).get(pk=world.sitting.pk)


def item(world: World) -> Item:
    return Item.objects.get(consultation=world.consultation, listing=URGENT, number=1)


@pytest.mark.usefixtures("contributing")
def test_rule_20_what_is_held_back_is_neither_pushed_nor_answered_until_its_moment(
    world: World, clock: Clock, client_documents: ConnectedPage
) -> None:
    key = item(world).pk
    ticks()
    for who in ("jp", "no", "chair", "french", "technician", "secretariat"):
        client = sign_in(world, who)
        answered = client.get(reverse("documents", args=[world.sitting.pk])).content.decode()
        opened = client.get(reverse("room", args=[world.sitting.pk])).content.decode()
        for text in (answered, opened, json.dumps(client_documents.held)):
            assert SYMBOL not in text
            assert TITLE not in text
    before = sequence(world)
    clock.passes(HOUR)
    ticks()
    assert shown(client_documents)[key][1] == [SYMBOL]
    assert client_documents.held["documentation"]["items"][0]["contributions"][0]["members"] == ["BR"]
    assert sequence(world) > before, "a number that no page has seen"
    answered = sign_in(world, "jp").get(reverse("documents", args=[world.sitting.pk])).json()["documents"]
    assert answered["documentation"] == client_documents.held["documentation"]


@pytest.mark.usefixtures("contributing")
def test_the_end_of_an_embargo_is_told_once(world: World, clock: Clock, client_documents: ConnectedPage) -> None:
    ticks()
    clock.passes(HOUR)
    ticks()
    told, number = client_documents.published.count("documentation"), sequence(world)
    clock.passes(timedelta(seconds=2))
    ticks()
    assert (client_documents.published.count("documentation"), sequence(world)) == (told, number)


@pytest.mark.usefixtures("contributing")
def test_one_that_ended_while_no_process_was_here_is_told_by_the_next(
    world: World, clock: Clock, client_documents: ConnectedPage
) -> None:
    clock.passes(HOUR + timedelta(minutes=1))
    caches["process"].clear()
    ticks()
    assert shown(client_documents)[item(world).pk][1] == [SYMBOL]


def test_an_embargo_that_is_lifted_is_an_act_and_told_as_one(
    world: World, clock: Clock, contributing: Contributing, client_documents: ConnectedPage
) -> None:
    posting.embargo_document(held_back(), contributing.by("secretariat"), clock.moment, None)
    assert shown(client_documents)[item(world).pk][1] == [SYMBOL]


def test_a_withdrawn_contribution_has_no_link_any_more(
    world: World, clock: Clock, contributing: Contributing, client_documents: ConnectedPage
) -> None:
    posting.embargo_document(held_back(), contributing.by("secretariat"), clock.moment, None)
    posting.withdraw_document(held_back(), contributing.by("secretariat"), clock.moment, {"en": "Sent by mistake"})
    assert shown(client_documents).get(item(world).pk, ("", []))[1] == []


def prepared(world: World, clock: Clock, symbol: str) -> Document:
    desk = Contributing(world).by("secretariat")
    made = documents.add_document(world.consultation.pk, desk, clock.moment, DocumentRecord(symbol, {"en": "Budget"}))
    documents.give(made, desk, clock.moment, "en", link="https://example.org/paper")
    return made


def test_the_document_of_an_item_is_there_once_it_is_posted_and_marked_once_it_is_withdrawn(
    world: World, clock: Clock, client_documents: ConnectedPage
) -> None:
    desk, made = Contributing(world).by("secretariat"), prepared(world, clock, "C20/90")
    Item.objects.filter(pk=item(world).pk).update(document=made)
    posting.post_document(made, desk, clock.moment)
    assert shown(client_documents)[item(world).pk][0] == "C20/90"
    posting.withdraw_document(made, desk, clock.moment, {"en": "A mistake"})
    assert shown(client_documents)[item(world).pk][0] == "C20/90"
    [row] = [row for row in client_documents.held["documentation"]["items"] if row["item"] == item(world).pk]
    assert row["withdrawn"] is True


def test_many_that_are_posted_together_are_told_once(
    world: World, clock: Clock, client_documents: ConnectedPage
) -> None:
    desk = Contributing(world).by("secretariat")
    keys = [prepared(world, clock, f"C20/{number}").pk for number in (91, 92, 93)]
    client_documents.published.clear()
    posting.post_all(world.consultation.pk, desk, clock.moment, keys)
    assert client_documents.published == ["documentation"]


def test_a_sitting_that_nobody_is_in_is_told_nothing(
    world: World, clock: Clock, client_documents: ConnectedPage
) -> None:
    world.sitting.attendances.all().delete()
    number = sequence(world)
    posting.post_document(prepared(world, clock, "C20/94"), Contributing(world).by("secretariat"), clock.moment)
    assert client_documents.published == []
    assert sequence(world) == number


@pytest.mark.usefixtures("contributing")
def test_contributions_are_read_by_a_constant_number_of_queries(
    world: World, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clock.passes(HOUR)
    with django_assert_num_queries(5):
        assert sum(map(len, contributions.shown(world.consultation, clock.moment).values())) == 1
    more = Contributing(world)
    for number in (81, 82):
        row = more.submit("jp", at=clock.moment, title=f"Paper {number}")
        more.number(row, f"C20/{number}", at=clock.moment)
        more.post(row, at=clock.moment)
    with django_assert_num_queries(5):
        assert sum(map(len, contributions.shown(world.consultation, clock.moment).values())) == 3


def test_a_page_leads_to_the_document_by_the_address_that_it_makes(world: World) -> None:
    symbol = world.items[0].document.symbol if world.items[0].document else ""
    client: Client = sign_in(world, "jp")
    context = client.get(reverse("room", args=[world.sitting.pk])).context["context"]
    assert f"{context['urls']['document']}{symbol}/" == reverse("document", args=[world.consultation.slug, symbol])
