"""Messages that acts send by themselves."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core import mail as outbox
from django.utils import timezone
from django.utils.translation import gettext

from hemicycle.consultations import local
from hemicycle.journal.record import Performer
from hemicycle.mail import answers, notices
from hemicycle.mail.message import calendar_wanted
from hemicycle.mail.models import Delivery, Mailing, PersonalLink
from hemicycle.mail.placeholders import faults
from hemicycle.mail.sending import Sender
from hemicycle.mail.texts import TEMPLATES, worded
from hemicycle.people.actions import focal_points, registrations
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.details import Details
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.people.uploads import look
from hemicycle.rules.capacity import Right
from hemicycle.rules.registration import Step
from tests.classes import EXPERT, with_experts
from tests.factories import START
from tests.support.mail import draft, nothing_after_commit, send, to
from tests.support.registrations import a_note

if TYPE_CHECKING:
    from typing import Any

    import pytest

    from tests.factories import World


def test_our_texts_name_only_what_can_be_filled_in() -> None:
    for name, template in TEMPLATES.items():
        subjects, bodies = worded(name)
        for code, subject in subjects.items():
            assert not faults(subject, bodies[code], template.known, template.required), (name, code)


def test_a_consultation_of_any_title_is_named_in_a_sentence() -> None:
    """In a sentence it stands between quotation marks; in a subject, after a colon."""
    named = 0
    for name, template in TEMPLATES.items():
        subject, body = template.subject(), template.body()
        named += body.count("{consultation}")
        assert body.count("{consultation}") == body.count("the consultation “{consultation}”"), name
        assert "{consultation}" not in subject or subject.endswith(": {consultation}"), name
    assert named > 20


def test_the_steps_of_a_registration_are_told(world: World) -> None:
    secretariat, member = Performer(world["secretariat"].person), world["br"].member
    assert member
    FocalPoint.objects.create(consultation=world.consultation, member=member, person=world["br"].person, start=START)
    person = Person.objects.create_user("new@example.org", "Ms. New", language="fr")
    wanted = Details("new@example.org", "Ms. New", language="fr")
    row = registrations.submit(world.consultation.pk, Performer(person), START, member=member, details=wanted)
    focal = Performer(world["br"].person)
    registrations.step(world.consultation.pk, focal, START, Step.ENDORSE, row.pk)
    registrations.step(world.consultation.pk, secretariat, START, Step.CONFIRM, row.pk)
    registrations.step(world.consultation.pk, secretariat, START, Step.REFUSE, row.pk, words="Not <accredited>")
    assert list(Mailing.objects.order_by("pk").values_list("template", "deliveries__address")) == [
        ("received", "new@example.org"),
        ("endorsement_wanted", "br@example.org"),
        ("endorsed", "new@example.org"),
        ("confirmed", "new@example.org"),
        ("delegate_confirmed", "br@example.org"),
        ("refused", "new@example.org"),
        ("delegate_refused", "br@example.org"),
    ]
    Sender().round()
    # The confirmation was overtaken before its turn came.
    assert Delivery.objects.get(mailing__template="confirmed").answer == answers.OVERTAKEN
    bodies = {str(message.subject): str(message.body) for message in outbox.outbox}
    assert any("Not <accredited>" in body for body in bodies.values())
    for step in ("A registration awaits your endorsement", "Confirmed for Brazil", "Refused for Brazil"):
        assert "Ms. New" in bodies[f"{step}: Test Consultation"], "it says whom it is about"


def test_a_class_that_is_kept_out_of_sittings_reads_nothing_of_them_when_it_is_confirmed(world: World) -> None:
    secretariat = Performer(world["secretariat"].person)
    said = {}
    for hidden in (frozenset[Right](), frozenset({Right.ENTER})):
        world.consultation.settings = with_experts(hidden=hidden, rights=frozenset())
        world.consultation.save()
        name = f"apart{len(hidden)}"
        person = Person.objects.create_user(f"{name}@example.org", f"Ms. {name}")
        row = Registration.objects.create(
            consultation=world.consultation,
            person=person,
            role="delegate",
            person_class=EXPERT.value,
            status="pending",
        )
        registrations.step(world.consultation.pk, secretariat, START, Step.CONFIRM, row.pk)
        Sender().round()
        (message,) = (row for row in outbox.outbox if row.to == [person.email])
        said[Mailing.objects.latest("pk").template] = f"{message.body}"
        assert ("is confirmed" in message.subject, len(message.attachments)) == (True, 0 if hidden else 1)
    assert list(said) == ["confirmed", "confirmed_apart"]
    assert ["sitting" in words and "test your connection" in words for words in said.values()] == [True, False]
    assert "sitting" not in said["confirmed_apart"]
    assert "Your personal link: http" in said["confirmed_apart"]


def test_mails_about_registrations_and_mandates_are_there_once_the_act_is_done(world: World) -> None:
    """They are kept with the act: a process that ends in that moment loses none."""
    by, member = Performer(world["secretariat"].person), world["br"].member
    assert member
    wanted = Mandate(instrument=look(a_note()), email="first@example.org", name="Ms. First", language="en")
    details = Details("new@example.org", "Ms. New", language="fr")
    person = Person.objects.create_user("new@example.org", "Ms. New", language="fr")
    with nothing_after_commit():
        focal_points.name(world.consultation.pk, by, timezone.now(), member=member, wanted=wanted)
        registrations.submit(world.consultation.pk, Performer(person), START, member=member, details=details)
    assert list(Mailing.objects.order_by("pk").values_list("template", flat=True)) == [
        "mandate", "received", "endorsement_wanted"
    ]  # fmt: skip


def test_who_answers_for_a_member_and_who_no_longer_does_is_told(world: World) -> None:
    br, by, at = world["br"].member, Performer(world["secretariat"].person), timezone.now()
    assert br is not None
    for who, language in (("first", "en"), ("second", "fr")):
        wanted = Mandate(
            instrument=look(a_note()), email=f"{who}@example.org", name=f"Ms. {who.title()}", language=language
        )
        focal_points.name(world.consultation.pk, by, at, member=br, wanted=wanted)
    Sender().round()
    told = [(row.mailing.template, row.address, row.state) for row in Delivery.objects.order_by("pk")]
    assert told == [
        ("mandate", "first@example.org", "sent"),
        ("mandate", "second@example.org", "sent"),
        ("mandate_ended", "first@example.org", "sent"),
    ]
    assert f"/consultations/test/delegations/{br.code}/" in outbox.outbox[0].body


def test_a_delegate_is_told_that_it_is_a_delegation_by_whom_and_until_when_and_the_principal_gets_a_copy(
    world: World,
) -> None:
    br, by, at = world["br"].member, Performer(world["secretariat"].person), timezone.now()
    assert br is not None
    key, until = world.consultation.pk, at + timedelta(days=3)
    wanted = Mandate(email="first@example.org", name="Ms. First", language="fr", instrument=look(a_note()))
    first = focal_points.name(key, by, at, member=br, wanted=wanted)
    Person.objects.create_user("deputy@example.org", "Mr. Deputy", time_zone="America/Sao_Paulo")
    wanted = Mandate(email="deputy@example.org", name="Mr. Deputy", end=until)
    focal_points.delegate(key, Performer(first.person), at, member=br, wanted=wanted)
    Sender().round()
    told = {(row.mailing.template, row.address): row for row in Delivery.objects.all()}
    assert set(told) == {
        ("mandate", "first@example.org"),
        ("mandate_delegated", "deputy@example.org"),
        ("mandate_delegated_copy", "first@example.org"),
    }
    by_address = {message.to[0]: str(message.body) for message in outbox.outbox}
    begins, ends = (moment.replace(second=0, microsecond=0) for moment in (at, until))
    deputy = by_address["deputy@example.org"]
    assert "Ms. First, focal point of Brazil, has delegated to you" in deputy
    for label, moment in (("From", begins), ("Until", ends)):
        geneva, own = (local.moment(moment, ZoneInfo(zone)) for zone in ("Europe/Zurich", "America/Sao_Paulo"))
        assert f"{label}: {geneva}; your own time: {own}\n" in deputy
        # The principal's zone is not known.
        assert own not in by_address["first@example.org"]
    copy = told["mandate_delegated_copy", "first@example.org"].mailing.body["en"]
    assert "Mr. Deputy acts for {member}" in copy
    assert f"Until: {local.moment(ends, world.consultation.zone)}" in copy


def test_the_copy_to_who_delegated_names_the_delegate_as_they_typed_the_name(world: World) -> None:
    br, at = world["br"], timezone.now()
    assert br.member is not None
    Person.objects.create_user("known@example.org", "Ms. Helene Corbaz")
    FocalPoint.objects.create(consultation=world.consultation, member=br.member, person=br.person, start=at)
    wanted = Mandate(email="known@example.org", name="Mr. Typed", end=at + timedelta(days=3))
    focal_points.delegate(world.consultation.pk, Performer(br.person), at, member=br.member, wanted=wanted)
    Sender().round()
    bodies = {message.to[0]: str(message.body) for message in outbox.outbox}
    assert "Mr. Typed acts for Brazil" in bodies["br@example.org"]
    assert "Corbaz" not in bodies["br@example.org"]
    assert "Ms. Helene Corbaz" in bodies["known@example.org"]


def test_the_confirmation_brings_the_link_and_the_calendar(world: World) -> None:
    def calendar(*, registration: Registration, **_: Any) -> bytes:
        return f"BEGIN:VCALENDAR {registration.pk}".encode()

    calendar_wanted.connect(calendar)
    notices.notify(Registration.objects.get(pk=world["br"].pk), "confirmed", timezone.now())
    Sender().round()
    calendar_wanted.disconnect(calendar)
    message = outbox.outbox[-1]
    assert re.search(r"/links/[\w-]{43}/", str(message.body))
    assert ("calendar.ics", f"BEGIN:VCALENDAR {world['br'].pk}", "text/calendar") in message.attachments
    links = PersonalLink.objects.values_list("purpose", "registration")
    assert sorted(links) == [("enter", world["br"].pk), ("test", world["br"].pk)]


def test_what_a_mail_brings_is_in_the_terms_of_its_body(world: World) -> None:
    def calendar(**_: Any) -> bytes:
        return gettext("Members").encode()

    body = world.consultation.body
    body.settings = {**body.settings, "terms": {"en": [{"ours": "Members", "own": "Parties"}]}}
    body.save()
    calendar_wanted.connect(calendar)
    notices.notify(Registration.objects.get(pk=world["br"].pk), "confirmed", timezone.now())
    Sender().round()
    calendar_wanted.disconnect(calendar)
    assert ("calendar.ics", "Parties", "text/calendar") in outbox.outbox[-1].attachments
    assert gettext("Members") == "Members"


def test_a_mail_that_cannot_be_queued_does_not_break_the_act(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(notices, "_queue", broken)
    by = Performer(world["br"].person)
    row = registrations.step(world.consultation.pk, by, START, Step.WITHDRAW, world["br"].pk)
    assert row.status == "withdrawn"
    assert not Mailing.objects.exists()


def test_a_mail_that_cannot_be_put_together_fails(world: World) -> None:
    mailing = send(world, draft(to(world, "br", "jp")), 2)
    Mailing.objects.filter(pk=mailing.pk).update(body={"en": "{gone}"})
    assert Sender().round() == 0
    assert {row.answer for row in mailing.deliveries.all()} == {answers.NOT_COMPOSED}
