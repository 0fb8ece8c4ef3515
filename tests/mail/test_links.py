"""Personal links: for one purpose, good for a time, once, and only while nobody revoked them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.db import close_old_connections, connection

from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import links
from hemicycle.mail.links import Purpose, State
from hemicycle.mail.message import compose
from hemicycle.mail.models import Delivery, PersonalLink
from hemicycle.mail.notices import notify
from hemicycle.people.actions.consultation import RegistrationSettings, edit
from hemicycle.people.models import Registration
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.registration import Opening
from tests.classes import SETTINGS
from tests.factories import START

if TYPE_CHECKING:
    from tests.factories import World

LATER = START + timedelta(hours=1)


def registration(world: World, name: str = "br") -> Registration:
    return Registration.objects.select_related("consultation").get(pk=world[name].pk)


def secret_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def test_a_link_to_enter_is_good_once(world: World) -> None:
    link, address = links.make(registration(world), Purpose.ENTER, START)
    found = links.find(secret_of(address))
    assert found == link
    assert links.state(link, LATER) is State.GOOD
    assert links.use(link, LATER)
    assert not links.use(link, LATER)
    link.refresh_from_db()
    assert links.state(link, LATER) is State.USED


def test_a_link_to_the_registration_stays_good(world: World) -> None:
    link, _ = links.make(registration(world), Purpose.REGISTRATION, START)
    assert links.use(link, START)
    assert links.use(link, LATER)
    link.refresh_from_db()
    assert link.used_at == START
    assert links.state(link, LATER) is State.GOOD


def test_a_link_to_the_registration_that_was_used_is_good_for_a_day(world: World) -> None:
    link, _ = links.make(registration(world), Purpose.REGISTRATION, START)
    assert links.use(link, LATER)
    link.refresh_from_db()
    last = LATER + links.AFTER_FIRST_USE - timedelta(seconds=1)
    assert links.state(link, last) is State.GOOD
    assert links.use(link, last)
    assert links.state(link, LATER + links.AFTER_FIRST_USE) is State.USED
    assert not links.use(link, LATER + links.AFTER_FIRST_USE)
    assert link.expires_at > LATER + links.AFTER_FIRST_USE


def test_no_link_is_good_for_more_than_a_week_whatever_a_consultation_has_stored(world: World) -> None:
    world.consultation.settings = {**SETTINGS, "link_hours": 2160}
    world.consultation.save()
    link, _ = links.make(registration(world), Purpose.REGISTRATION, START)
    assert link.expires_at == START + timedelta(days=7)


def test_a_link_to_test_is_good_until_the_last_day_of_the_consultation(world: World) -> None:
    link, address = links.make(registration(world), Purpose.TEST, START)
    consultation = world.consultation
    assert consultation.day(link.expires_at - timedelta(seconds=1)) == consultation.last_day
    assert consultation.day(link.expires_at) == consultation.last_day + timedelta(days=1)
    assert links.tester(address.rstrip("/").rpartition("/")[2], link.expires_at - timedelta(seconds=1)) is not None
    assert links.tester(address.rstrip("/").rpartition("/")[2], link.expires_at) is None
    late, _ = links.make(registration(world), Purpose.TEST, link.expires_at + timedelta(days=3))
    assert late.expires_at > link.expires_at + timedelta(days=3)


@pytest.mark.parametrize("purpose", [Purpose.ENTER, Purpose.REGISTRATION])
def test_it_expires_after_the_hours_of_the_consultation(world: World, purpose: Purpose) -> None:
    world.consultation.settings = {**SETTINGS, "link_hours": 2}
    world.consultation.save()
    link, _ = links.make(registration(world), purpose, START)
    assert link.expires_at == START + timedelta(hours=2)
    assert links.state(link, link.expires_at) is State.EXPIRED
    assert not links.use(link, link.expires_at)
    assert links.use(link, link.expires_at - timedelta(seconds=1))


def test_a_link_already_sent_keeps_its_end_whatever_is_set_afterwards(world: World) -> None:
    sent, _ = links.make(registration(world), Purpose.REGISTRATION, START)
    wanted = RegistrationSettings(Opening(None, None), {}, 365, frozenset(), link_hours=2)
    edit(world.consultation.pk, Performer(world["secretariat"].person), START, wanted)
    sent.refresh_from_db()
    later, _ = links.make(registration(world), Purpose.REGISTRATION, START)
    assert (sent.expires_at, later.expires_at) == (START + timedelta(hours=72), START + timedelta(hours=2))


def test_only_the_digest_is_kept(world: World) -> None:
    link, address = links.make(registration(world), Purpose.ENTER, START)
    secret = secret_of(address)
    assert len(secret) == 43
    assert secret not in str(PersonalLink.objects.values_list().get(pk=link.pk))
    assert links.find(secret[:-1]) is None
    assert links.find(link.digest) is None


def test_revoked_by_the_secretariat_or_oneself_and_by_nobody_else(world: World) -> None:
    for who, allowed in (("secretariat", True), ("br", True), ("jp", False), ("chair", False), ("technician", False)):
        link, _ = links.make(registration(world), Purpose.ENTER, START)
        performer = Performer(world[who].person)
        if allowed:
            links.revoke(world.consultation.pk, performer, START, world["br"].pk, link.pk)
        else:
            with pytest.raises(Refusal):
                links.revoke(world.consultation.pk, performer, START, world["br"].pk, link.pk)
        link.refresh_from_db()
        assert links.state(link, LATER) is (State.REVOKED if allowed else State.GOOD)
        assert links.use(link, LATER) is not allowed


def test_a_link_is_revoked_as_one_of_its_registration(world: World) -> None:
    link, _ = links.make(registration(world), Purpose.ENTER, START)
    with pytest.raises(Refusal, match="no_such_link"):
        links.revoke(world.consultation.pk, Performer(world["secretariat"].person), START, world["jp"].pk, link.pk)
    assert links.use(link, LATER)


def test_sent_anew_to_the_address_of_the_registration_and_not_without_end(world: World) -> None:
    stranger = Performer(address="192.0.2.9", system="link")
    for _ in range(links.PER_HOUR):
        links.send(world.consultation.pk, stranger, START, world["br"].pk, Purpose.ENTER)
    with pytest.raises(Refusal, match="links_too_many"):
        links.send(world.consultation.pk, Performer(world["secretariat"].person), START, world["br"].pk, Purpose.ENTER)
    links.send(world.consultation.pk, stranger, START + timedelta(hours=2), world["br"].pk, Purpose.ENTER)
    assert set(Delivery.objects.values_list("address", flat=True)) == {"br@example.org"}
    assert not PersonalLink.objects.exists()  # made when the mail is
    assert (
        Entry.objects.filter(act="link.send", system="link", origin__address="192.0.2.9").count() == links.PER_HOUR + 1
    )


def test_not_to_whom_was_forgotten_or_is_of_another_consultation(world: World) -> None:
    person = world["br"].person
    person.is_active = False
    person.save()
    by = Performer(world["secretariat"].person)
    for key in (world["br"].pk, 999_999):
        with pytest.raises(Refusal, match="no_such_registration"):
            links.send(world.consultation.pk, by, START, key, Purpose.ENTER)
    with pytest.raises(Refusal, match="no_such_link"):
        links.revoke(world.consultation.pk, by, START, world["br"].pk, 999_999)


def test_of_many_who_use_it_at_once_one_does(world: World) -> None:
    link, _ = links.make(registration(world), Purpose.ENTER, START)
    ready = Barrier(8)

    def use(_: int) -> bool:
        close_old_connections()
        try:
            ready.wait(10)
            return links.use(link, LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, range(8))) == 1


@pytest.mark.parametrize("template", ["confirmed", "connection_test_link"])
def test_the_mail_that_confirms_a_registration_has_a_link_to_test_the_connection(world: World, template: str) -> None:
    notify(registration(world), template, START)
    delivery = Delivery.objects.get(mailing__template=template)
    asked: list[Purpose] = []

    def link(purpose: Purpose) -> str:
        asked.append(purpose)
        return f"https://example.org/{purpose.value}"

    message = compose(delivery, link)

    assert Purpose.TEST in asked
    assert "https://example.org/test" in message.body
