"""A consultation that nothing came of is deleted, by two of the secretariat; any other one is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.actions import letterheads
from hemicycle.correspondence.actions.letterheads import Heading
from hemicycle.documents.models import Document
from hemicycle.ending import deleting
from hemicycle.ending.models import DeletionRequest
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models import Member, Person, Registration, Upload
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.ending import Hindrance
from hemicycle.rules.floor import SittingState
from hemicycle.rules.reasons import Refusal
from tests.factories import START, a_body
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import World


def refused(act: Callable[[], object]) -> RuleCode:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.reason.code  # type: ignore[return-value]


@pytest.fixture
def two(world: World) -> list[Performer]:
    """A consultation of which there is no more than its secretariat, of two, with a file and a letterhead."""
    world.sitting.state = SittingState.PLANNED.value
    world.sitting.presiding = None
    world.sitting.save()
    world.sitting.leads.all().delete()
    with without_guards():
        Document.objects.update(posted_at=None)
    Registration.objects.exclude(role=Role.SECRETARIAT.value).delete()
    second = Person.objects.create_user("second@example.org", "Mr. Second")
    Registration.objects.create(
        consultation=world.consultation, person=second, role=Role.SECRETARIAT.value, status="confirmed"
    )
    first = Performer(world["secretariat"].person)
    letterheads.set_up(world.consultation.pk, first, START, Heading(body={"en": "Body"}))
    return [first, Performer(second)]


def test_another_one_confirms_and_all_of_it_goes_but_what_is_shared(world: World, two: list[Performer]) -> None:
    first, second = two
    pk, members, people = world.consultation.pk, Member.objects.count(), Person.objects.count()
    upload = Upload.objects.create(
        file=ContentFile(b"%PDF", "one.pdf"),
        name="one.pdf",
        media_type="application/pdf",
        size=4,
        sha256="0",
        uploaded_by=world["secretariat"].person,
        uploaded_at=START,
    )
    document = Document.objects.first()
    assert document is not None
    document.files.create(language="en", upload=upload, by=world["secretariat"].person, at=START)
    assert deleting.hindrances(world.consultation) == []
    assert refused(lambda: deleting.ask(pk, first, START, "tset")) is RuleCode.OTHER_NAME_TYPED
    assert refused(lambda: deleting.confirm(pk, second, START)) is RuleCode.ENDING_CHANGED
    deleting.ask(pk, first, START, " test ")
    assert refused(lambda: deleting.confirm(pk, first, START)) is RuleCode.DELETED_BY_ANOTHER
    counts = deleting.confirm(pk, second, START)
    assert counts["agenda.Item"] == 3
    assert counts["correspondence.Letterhead"] == 1
    connection.check_constraints()
    for model in (Consultation, Registration, Item, Document, DeletionRequest, Upload):
        assert not model._meta.base_manager.exists(), model
    assert (Member.objects.count(), Person.objects.count()) == (members, people)
    done = Entry.objects.filter(act="consultation.delete").order_by("pk")
    assert [entry.data["what"] for entry in done] == ["asked", "deleted"]
    assert done[1].data["rows"] == counts


def test_whoever_asked_or_another_one_takes_it_back(world: World, two: list[Performer]) -> None:
    first, second = two
    pk = world.consultation.pk
    deleting.ask(pk, first, START, "test")
    assert refused(lambda: deleting.ask(pk, second, START, "test")) is RuleCode.ENDING_CHANGED
    deleting.take_back(pk, second, START)
    assert refused(lambda: deleting.confirm(pk, second, START)) is RuleCode.ENDING_CHANGED
    assert Consultation.objects.exists()


@pytest.mark.usefixtures("two")
def test_the_other_consultation_loses_nothing(world: World, two: list[Performer]) -> None:
    other = Consultation.objects.create(
        body=a_body(), slug="other", title={"en": "Other"}, first_day=START.date(), last_day=START.date()
    )
    Item.objects.create(consultation=other, listing="urgent", number=1, title={"en": "Kept"})
    deleting.ask(world.consultation.pk, two[0], START, "test")
    deleting.confirm(world.consultation.pk, two[1], START)
    assert [item.title for item in Item.objects.all()] == [{"en": "Kept"}]


def test_what_something_came_of_is_kept(world: World) -> None:
    assert deleting.hindrances(world.consultation) == [Hindrance.DOCUMENTS, Hindrance.SITTINGS, Hindrance.PEOPLE]
    performer = Performer(world["secretariat"].person)
    pk = world.consultation.pk
    assert refused(lambda: deleting.ask(pk, performer, START, "test")) is RuleCode.SOMETHING_CAME_OF_IT
    DeletionRequest.objects.create(consultation=world.consultation, by=world["chair"].person, at=START)
    assert refused(lambda: deleting.confirm(pk, performer, START)) is RuleCode.SOMETHING_CAME_OF_IT
