"""A small consultation whose registration is open, on a database with threads of its own where a test asks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.correspondence.models import Draft, Enquiry, Letter, Reply, ReplyVersion
from hemicycle.journal.record import Performer, record
from hemicycle.live.models import CommandReceipt
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.actions import bulk, registrations
from hemicycle.people.models import Administrator, Contact, FocalPoint, Person, Registration, Upload
from hemicycle.rules.registration import Step
from hemicycle.sittings.models import BoothMessage, Removal, RoomPass
from hemicycle.support.models import HelpCall, HelpCase, HelpRequest, Practice, RehearsalComment, Slot, SlotBooking
from tests.factories import START, make_world
from tests.support.help_desk import answers, asks

if TYPE_CHECKING:
    from tests.factories import World

#: When the time of the personal data of the consultation has come, and a word of somebody real.
OVER = datetime(2021, 6, 12, 22, tzinfo=UTC)
SECRET = "PLANTED"


@pytest.fixture
def world(transactional_db: None) -> World:  # noqa: ARG001 - opens the database
    """The consultation of ``tests.factories``."""
    return make_world()


@pytest.fixture
def ghana(world: World) -> Registration:
    """Somebody real, with all that is kept of a person who did everything; each word of it holds SECRET."""
    row = Registration.objects.select_related("person", "member").get(pk=world["gh"].pk)
    person, member = row.person, row.member
    assert member
    Person.objects.filter(pk=person.pk).update(
        made_up=False, name=f"Ms. {SECRET}", phone=SECRET, email=f"{SECRET}@example.org"
    )
    Registration.objects.filter(pk=row.pk).update(asked_at=START, proposed_name=SECRET, proposed_family_name=SECRET)
    RoomPass.objects.create(sitting=world.sitting, registration=row, session_key=SECRET, code=SECRET)
    given = Administrator.objects.create(person=person, since=START, withdrawn_at=START)
    given.links.create(digest=SECRET, made_at=START, expires_at=START)
    desk = Performer(world["secretariat"].person, "192.0.2.1")
    registrations.step(world.consultation.pk, desk, START, Step.WITHDRAW, row.pk, words=f"{SECRET} is ill")
    bulk.step_all(world.consultation.pk, desk, START, Step.REOPEN, [row.pk], words=f"{SECRET} is well")
    record(Performer(system="link", address="192.0.2.9"), "x", f"registration:{row.pk}", START)
    record(Performer(person, "192.0.2.9"), "x", "", START, {"registrations": 3})
    letter = Letter.objects.create(consultation=world.consultation, number=1, dated=START)
    reply = Reply.objects.create(
        enquiry=Enquiry.objects.create(letter=letter, kind=Enquiry.Kind.OPTIONS, deadline_day=START), member=member
    )
    ReplyVersion.objects.create(reply=reply, number=1, signed_by=SECRET, received_at=START, receipt="1")
    Draft.objects.create(enquiry=reply.enquiry, member=member, person=person, content={"said": SECRET}, saved_at=START)
    upload = Upload(
        name=f"{SECRET}.pdf", media_type="x", size=1, uploaded_by=world["secretariat"].person, uploaded_at=START
    )
    upload.file.save("note.pdf", ContentFile(b"note"))
    FocalPoint.objects.create(
        consultation=world.consultation,
        member=member,
        person=person,
        start=START,
        instrument=upload,
        withdrawn_why=SECRET,
        stays_why=SECRET,
        typed_name=SECRET,
    )
    contact = Contact.objects.create(member=member, name=SECRET, email=f"{SECRET}@example.net", phone=SECRET)
    mailing = Mailing.objects.create(consultation=world.consultation, template="x", at=START)
    Delivery.objects.create(
        mailing=mailing, contact=contact, member=member, address=contact.email, language="en", token="t"
    )
    Practice.objects.create(registration=row, kind="delegate", finished_at=START, seconds=95, skipped=["listen"])
    RehearsalComment.objects.create(
        sitting=world.sitting, registration=row, text=SECRET, response=SECRET, given_at=START, changed_at=START
    )
    for who, text in ((row, SECRET), (world["br"], "No sound")):
        asks(world.sitting, who, START, text)
    for who, author in ((row, world["technician"]), (world["br"], row)):
        answers(world.sitting, who, author, START, SECRET)
    for case in HelpCase.objects.filter(registration__in=(row, world["br"])):
        HelpCall.objects.create(case=case, offered_by=row, offered_at=START, ended_at=START)
        HelpRequest.objects.create(
            case=case, sitting=world.sitting, asked_by=row, kind="camera", device=SECRET, label=SECRET, asked_at=START
        )
    HelpCase.objects.filter(registration=row).update(stranger=SECRET, call_back=SECRET)
    slot = Slot.objects.create(sitting=world.sitting, begins_at=START, minutes=15, places=1)
    SlotBooking.objects.create(slot=slot, registration=row, booked_by=person, booked_at=START, told_at=START)
    Removal.objects.create(sitting=world.sitting, registration=row, reason=SECRET, at=START)
    BoothMessage.objects.create(sitting=world.sitting, author=row, circle="partner", booth="fr", text=SECRET, at=START)
    CommandReceipt.objects.create(
        sitting=world.sitting,
        registration=row,
        key="00000000-0000-0000-0000-000000000001",
        answer={"to": SECRET},
        at=START,
    )
    return row
