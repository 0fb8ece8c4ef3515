"""The link of an administrator: mailed, kept as a digest, good once and for a day."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from hemicycle.config.redaction import blotted
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail import administrator_links as links
from hemicycle.mail.links import State
from hemicycle.people.models import AdministratorLink
from tests.factories import START

pytestmark = pytest.mark.django_db

OPERATOR = Performer(system="operator")
LATER = START + timedelta(hours=1)


def made(address: str = "ana@example.org") -> tuple[AdministratorLink, str]:
    secret = links.invite(OPERATOR, START, address, "Ms. Ana").address.rstrip("/").rpartition("setup.")[2]
    found = links.find(secret)
    assert found is not None
    return found, secret


def test_it_is_mailed_and_stands_nowhere_else() -> None:
    link, secret = made()
    assert secret in mail.outbox[0].body
    assert mail.outbox[0].to == ["ana@example.org"]
    assert secret not in link.digest
    assert not any(secret in str(entry.data) for entry in Entry.objects.all())
    assert secret not in blotted(f"GET /links/setup.{secret}/", ())


def test_it_is_good_once() -> None:
    link, _secret = made()
    assert links.state(link, LATER) is State.GOOD
    assert links.use(link, LATER)
    assert not links.use(link, LATER)
    link.refresh_from_db()
    assert links.state(link, LATER) is State.USED


def test_it_ends_after_a_day() -> None:
    link, _secret = made()
    late = START + timedelta(hours=links.HOURS)
    assert links.state(link, late) is State.EXPIRED
    assert not links.use(link, late)


def test_a_new_one_ends_the_one_before() -> None:
    link, _secret = made()
    made()
    link.refresh_from_db()
    assert links.state(link, LATER) is State.REVOKED
    assert not links.use(link, LATER)


def test_it_opens_nothing_to_somebody_whose_access_was_ended() -> None:
    link, secret = made()
    person = link.administrator.person
    person.is_active = False
    person.save()
    found = links.find(secret)
    assert found is not None
    assert links.state(found, LATER) is State.REVOKED
    assert not links.use(found, LATER)


def test_where_no_mail_can_be_sent_the_link_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_arguments: object) -> int:
        raise SMTPException

    monkeypatch.setattr(links, "send_mail", away)
    invited = links.invite(OPERATOR, START, "ana@example.org", "Ms. Ana")
    assert not invited.mailed
    assert AdministratorLink.objects.get().used_at is None
