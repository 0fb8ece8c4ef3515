"""How far mails are: what failed and was made good is not counted, and the desk shows what is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from hemicycle.mail import mailings, progress
from hemicycle.mail.audience import Recipient
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.mail.notices import notify
from hemicycle.mail.queueing import deliver
from hemicycle.mail.sending import Sender
from tests.factories import SLUG, START
from tests.support.mail import draft, send, to
from tests.support.registrations import as_

if TYPE_CHECKING:
    from tests.factories import World

State = Delivery.State
PAGES = [f"/consultations/{SLUG}/desk/people/", f"/consultations/{SLUG}/desk/members/"]


def shown(world: World, page: str) -> str:
    desk = Client()
    desk.force_login(world["secretariat"].person)
    return " ".join(desk.get(page).content.decode().split())


def waiting(world: World, page: str) -> str:
    """The number beside the entry of messages in the navigation."""
    link = shown(world, page).partition(f'href="/consultations/{SLUG}/desk/mail/"')[2].partition("</a>")[0]
    found = re.search(r'class="count num">(\d+)', link)
    return found[1] if found else ""


def undelivered(world: World) -> int:
    found = progress.undelivered(world.consultation)
    return found.number if found else 0


@pytest.mark.parametrize("state", [State.FAILED, State.BOUNCED])
def test_a_failure_is_shown_on_the_desks_pages_until_a_later_mail_makes_it_good(world: World, state: str) -> None:
    mailing = send(world, draft(to(world, "br", "jp")), 2)
    row = mailing.deliveries.get(person=world["br"].person)
    Delivery.objects.update(state=state)
    for page in PAGES:
        assert waiting(world, page) == "2"
    mailings.resend(world.consultation.pk, as_(world, "secretariat"), timezone.now(), row.pk, "new@example.org")
    assert undelivered(world) == 2
    Sender().round()
    assert undelivered(world) == 1
    for page in PAGES:
        assert waiting(world, page) == "1"
    done = progress.written(world.consultation)[0][1]
    assert (done.sent, done.failed + done.bounced, done.total) == (1, 1, 2)
    assert progress.progress(mailing.deliveries.all()) == done


def test_what_goes_out_by_itself_is_made_good_by_the_same_text(world: World) -> None:
    row = world["br"]
    notify(row, "confirmed", START)
    Delivery.objects.update(state=State.FAILED)
    notify(row, "enter_link", START)
    Sender().round()
    assert undelivered(world) == 1, "another text says something else"
    notify(row, "confirmed", START)
    Sender().round()
    assert undelivered(world) == 0
    assert dict(progress.by_itself(world.consultation))["confirmed"].failed == 0


def test_one_letter_is_not_made_good_by_another_nor_by_a_mail_to_somebody_else(world: World) -> None:
    def post(template: str, who: str) -> None:
        mailing = Mailing.objects.create(
            consultation=world.consultation, template=template, subject={"en": "S"}, body={"en": "B"}, at=START
        )
        deliver(mailing, [Recipient.registered(world[who])], START)

    post("letter", "br")
    post("enter_link", "br")
    Delivery.objects.update(state=State.BOUNCED)
    post("letter", "br")
    post("enter_link", "jp")
    Sender().round()
    assert undelivered(world) == 2


def test_everything_that_was_sent_to_one_person_is_at_their_registration(world: World) -> None:
    row, member = world["br"], world["br"].member
    assert member is not None
    mailing = Mailing.objects.create(
        consultation=world.consultation,
        template="letter",
        subject={"en": "DM-20/1005: Virtual consultation"},
        body={"en": "B"},
        at=START,
    )
    deliver(mailing, [Recipient.focal_point(row.person, member)], START)
    notify(row, "confirmed", START)
    notify(world["jp"], "confirmed", START)
    assert [delivery.mailing.template for delivery in progress.deliveries_to(row)] == ["confirmed", "letter"]
    page = shown(world, f"/consultations/{SLUG}/desk/people/{row.pk}/")
    assert "DM-20/1005: Virtual consultation" in page
    assert "Registration confirmed" in page
    Delivery.objects.filter(mailing=mailing).update(person=world["jp"].person)
    assert "DM-20/1005" not in shown(world, f"/consultations/{SLUG}/desk/people/{row.pk}/")


def test_a_failure_is_not_made_good_by_what_was_sent_before_it(world: World) -> None:
    notify(world["br"], "confirmed", START)
    notify(world["br"], "confirmed", START)
    later = Delivery.objects.latest("pk")
    Delivery.objects.filter(pk=later.pk).update(state=State.BOUNCED)
    Sender().round()
    assert undelivered(world) == 1
