"""Three urgent items, three that are proposed for the physical session, and a letter that asks about all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.agenda.actions import naming
from hemicycle.agenda.models import Item
from hemicycle.correspondence.models import Enquiry, Letter, Question, Reply, ReplyVersion
from hemicycle.documents.models import Document
from hemicycle.journal.record import Performer
from hemicycle.rules.floor import SittingState
from tests.classes import COUNCIL_STATE
from tests.factories import DEFERRED, START, World, in_list, make_world
from tests.support.addressing import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.models import Sitting

SENT = datetime(2020, 5, 14, 8, tzinfo=UTC)
NOW = datetime(2020, 5, 25, 8, tzinfo=UTC)


@dataclass
class Agenda:
    """The consultation with its items, its sitting planned, and the enquiry about them."""

    world: World
    enquiry: Enquiry

    @property
    def consultation(self) -> Consultation:
        return self.world.consultation

    @property
    def sitting(self) -> Sitting:
        return self.world.sitting

    def performer(self, name: str = "chair") -> Performer:
        """Somebody of the consultation, who acts."""
        return Performer(self.world[name].person)

    def item(self, number: int, listing: str = DEFERRED) -> Item:
        """An item as it is now."""
        return Item.objects.get(consultation=self.consultation, listing=listing, number=number)

    def question(self, number: int, listing: str = DEFERRED) -> Question:
        """The question about an item."""
        return self.enquiry.questions.get(listing=listing, number=number)

    def answers(
        self,
        name: str,
        yes: Iterable[int] = (),
        no: Iterable[int] = (),
        listing: str = DEFERRED,
        status: str = "counted",
    ) -> Reply:
        """A Member's reply, in another version where there is one."""
        member = self.world[name].member
        reply, _made = Reply.objects.get_or_create(enquiry=self.enquiry, member=member)
        number = reply.versions.count() + 1
        choices = {str(self.question(item, listing).pk): "yes" for item in yes}
        choices |= {str(self.question(item, listing).pk): "no" for item in no}
        version: ReplyVersion = reply.versions.create(
            number=number, choices=choices, received_at=SENT, receipt=f"{self.enquiry.pk}-{name}-{number}"
        )
        reply.status, reply.counted = status, version if status == "counted" else None
        reply.save()
        return reply

    def order(self) -> list[str]:
        """The agenda: ``u1`` is the first urgent item, ``d1`` the first one of the other list."""
        rows = Item.objects.filter(consultation=self.consultation, position__isnull=False).order_by("position")
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))
        return [f"{row.listing[0]}{row.number}" for row in rows]


def make_agenda(world: World | None = None) -> Agenda:
    """See ``Agenda``; in a consultation that there is, or in one of its own with a sitting that has not begun."""
    world = world or make_world(opened=False)
    for number in (1, 2, 3):
        document = Document.objects.create(
            consultation=world.consultation,
            symbol=f"C20/1{number}",
            title={"en": "Doc"},
            contains=["decision"] if number == 1 else [],
            posted_at=START,
        )
        Item.objects.create(
            consultation=world.consultation,
            listing=DEFERRED,
            number=number,
            title={"en": f"Deferred {number}", "fr": f"Différé {number}"},
            document=document,
        )
    letter = address(
        Letter.objects.create(
            consultation=world.consultation,
            series="DM-20",
            number=1005,
            dated=SENT.date(),
            state=Letter.State.SENT,
            sent_at=SENT,
        )
    )
    enquiry = Enquiry.objects.create(
        letter=letter,
        kind=Enquiry.Kind.ITEMS,
        asked=[COUNCIL_STATE.value],
        deadline_day=date(2020, 5, 22),
    )
    for item in Item.objects.filter(consultation=world.consultation):
        put_to(enquiry, item)
    return Agenda(world, enquiry)


def put_to(enquiry: Enquiry, item: Item) -> Question:
    """Ask about an item."""
    question: Question = enquiry.questions.create(**in_list(item.listing, item.number), title=item.title)
    return question


def name_states(agenda: Agenda) -> None:
    """The agenda that goes out names who asked for an item or advised against it."""
    naming.name_states(agenda.consultation.pk, agenda.performer("secretariat"), NOW, named=True)
    agenda.consultation.refresh_from_db()


def more_sittings(agenda: Agenda, days: int) -> list[Sitting]:
    """So many sittings in all, one each day, at the hours of the first."""
    for day in range(1, days):
        agenda.consultation.sittings.create(
            number=day + 1,
            opens_at=START + timedelta(days=day),
            closes_at=START + timedelta(days=day, hours=3),
            presiding=agenda.sitting.presiding,
            state=SittingState.PLANNED.value,
        )
    return list(agenda.consultation.sittings.order_by("opens_at"))


@pytest.fixture
def agenda(db: None) -> Agenda:  # noqa: ARG001 - opens the database
    """See ``make_agenda``."""
    return make_agenda()
