"""A letter that was sent and asks, in the consultation of ``tests.factories``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.correspondence.models import Enquiry, Letter, Option, Question
from hemicycle.journal.record import Performer
from hemicycle.people.models import FocalPoint, Member, Person, Upload
from tests.classes import COUNCIL_STATE, KEYS
from tests.factories import DEFERRED, World, in_list, make_world
from tests.support.addressing import address
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


SENT = datetime(2020, 5, 14, 8, tzinfo=UTC)
#: 22 May 2020, 23:59:59 in Geneva.
END = datetime(2020, 5, 22, 21, 59, 59, tzinfo=UTC)
NOW = END - timedelta(days=2)
LATE = END + timedelta(hours=1)


@dataclass
class Asked:
    """A letter with three items, put to the Council States, and a focal point for two of them."""

    world: World
    enquiry: Enquiry
    questions: list[Question]

    def performer(self, name: str) -> Performer:
        """Somebody of the consultation, who acts."""
        return Performer(self.world[name].person)

    def member(self, name: str) -> Member:
        """The Member of somebody's registration."""
        member = self.world[name].member
        assert member is not None
        return member

    def mandate(self, name: str, *, start: datetime = SENT) -> FocalPoint:
        """Make somebody their Member's focal point."""
        return FocalPoint.objects.create(
            consultation=self.world.consultation,
            member=self.member(name),
            person=self.world[name].person,
            start=start,
        )

    def paper(self, person: Person) -> Upload:
        """A letter that arrived on paper, scanned."""
        return Upload.objects.create(
            file=ContentFile(b"%PDF-1.7", name="scan.pdf"),
            name="scan.pdf",
            media_type="application/pdf",
            size=8,
            sha256="0" * 64,
            uploaded_by=person,
            uploaded_at=NOW,
        )


def make_letter(
    world: World,
    number: int = 1005,
    *,
    sent: bool = True,
    at: datetime = SENT,
    to: Collection[str] = KEYS,
) -> Letter:
    """A letter of the consultation, sent to some classes."""
    return address(
        Letter.objects.create(
            consultation=world.consultation,
            series="DM-20",
            number=number,
            dated=SENT.date(),
            state=Letter.State.SENT if sent else Letter.State.DRAFT,
            sent_at=at if sent else None,
        ),
        to,
    )


def make_extension(world: World, number: int = 1006, *, at: datetime = SENT + timedelta(hours=1)) -> Letter:
    """A letter that went to the Council States, later than the one that asks them."""
    return make_letter(world, number, at=at, to=(COUNCIL_STATE.value,))


@pytest.fixture
def world(transactional_db: None) -> World:  # noqa: ARG001 - opens the database
    """The consultation of ``tests.factories``."""
    return make_world()


@pytest.fixture
def asked(world: World, settings: object, tmp_path: Path) -> Asked:
    """The letter, and focal points of Brazil and Japan."""
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = tmp_path  # type: ignore[attr-defined]
    enquiry = Enquiry.objects.create(
        letter=make_letter(world),
        kind=Enquiry.Kind.ITEMS,
        asked=[COUNCIL_STATE.value],
        deadline_day=date(2020, 5, 22),
    )
    questions = [
        Question.objects.create(enquiry=enquiry, **in_list(DEFERRED, number), title={"en": f"Item {number}"})
        for number in (1, 2, 3)
    ]
    made = Asked(world, enquiry, questions)
    made.mandate("br")
    made.mandate("jp")
    return made


@pytest.fixture
def options(asked: Asked) -> Asked:
    """A choice of two options with conditions, as DM-20/1004 asked it."""
    Enquiry.objects.update(kind=Enquiry.Kind.OPTIONS, conditions=True)
    with without_guards():
        Question.objects.exclude(pk=asked.questions[0].pk).delete()
    asked.questions = asked.questions[:1]
    for place, words in enumerate(("A virtual consultation", "A physical session only"), start=1):
        Option.objects.create(question=asked.questions[0], key="ab"[place - 1], position=place, label={"en": words})
    asked.enquiry.refresh_from_db()
    return asked
