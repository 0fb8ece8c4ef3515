"""Messages that acts send by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core import mail as outbox
from django.utils import timezone

from hemicycle.correspondence.notices import PLACEHOLDERS, TEXTS
from hemicycle.journal.record import Performer
from hemicycle.mail import answers, heads, notices
from hemicycle.mail.message import calendar_wanted
from hemicycle.mail.models import Delivery, Mailing, PersonalLink
from hemicycle.mail.placeholders import GENERAL, LETTER, REGISTERED, used
from hemicycle.mail.sending import Sender
from hemicycle.mail.texts import TEMPLATES, worded
from hemicycle.people.actions import focal_points, registrations
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.details import Details
from hemicycle.people.models import FocalPoint, Person, Registration
from hemicycle.rules.registration import Step
from tests.factories import START
from tests.support.mail import draft, send, to

if TYPE_CHECKING:
    from typing import Any

    import pytest

    from tests.factories import World


def test_our_texts_name_only_what_can_be_filled_in() -> None:
    for name, template in TEMPLATES.items():
        known = set(GENERAL) | (set(REGISTERED) if template.registered else set())
        known |= set(LETTER) if name == "letter" else set()
        known |= set(PLACEHOLDERS) if name in TEXTS else set()
        known |= set(heads.PLACEHOLDERS) if name in heads.TEXTS else set()
        for texts in worded(name):
            for text in texts.values():
                assert used(text) <= known, (name, text)


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
        ("confirmed", "new@example.org"),
        ("refused", "new@example.org"),
    ]
    Sender().round()
    # The confirmation was overtaken before its turn came.
    assert Delivery.objects.get(mailing__template="confirmed").answer == answers.OVERTAKEN
    assert "Not <accredited>" in outbox.outbox[-1].body


def test_who_answers_for_a_member_and_who_no_longer_does_is_told(world: World) -> None:
    br, by, at = world["br"].member, Performer(world["secretariat"].person), timezone.now()
    assert br is not None
    for who, language in (("first", "en"), ("second", "fr")):
        wanted = Mandate(email=f"{who}@example.org", name=f"Ms. {who.title()}", language=language)
        focal_points.name(world.consultation.pk, by, at, member=br, wanted=wanted)
    Sender().round()
    told = [(row.mailing.template, row.address, row.state) for row in Delivery.objects.order_by("pk")]
    assert told == [
        ("mandate", "first@example.org", "sent"),
        ("mandate", "second@example.org", "sent"),
        ("mandate_ended", "first@example.org", "sent"),
    ]
    assert f"/consultations/test/delegations/{br.code}/" in outbox.outbox[0].body


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
    assert PersonalLink.objects.get().registration_id == world["br"].pk


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
