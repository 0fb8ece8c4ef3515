"""Whoever has not answered is reminded: on the days that are set, once for each, until they answer."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from hemicycle.correspondence import queries
from hemicycle.correspondence.actions import reminders, replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Addressee, Enquiry, Reminder, Reply
from hemicycle.journal.models import Entry
from hemicycle.mail.audience import Recipient
from hemicycle.mail.message import text
from hemicycle.mail.models import Delivery
from hemicycle.people.models import Contact, Person, VoteSuspension
from hemicycle.rules.reminders import moment
from hemicycle.rules.replies import Channel
from tests.correspondence.conftest import END, LATE, NOW, make_extension
from tests.correspondence.replying import code, give
from tests.support.extending import extend
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from datetime import datetime

    from tests.correspondence.conftest import Asked


def on(asked: Asked, days: int) -> datetime:
    return moment(asked.enquiry.deadline, days)


def to(template: str = "reply_reminder") -> list[str]:
    return sorted(Delivery.objects.filter(mailing__template=template).values_list("address", flat=True))


def test_those_who_have_not_answered_are_reminded_once_for_each_day(asked: Asked) -> None:
    ghana = asked.member("gh")
    Contact.objects.create(member=ghana, name="Mission", email="mission@example.org", language="fr")
    give(asked, "jp", at=on(asked, 7) - timedelta(hours=1))
    assert reminders.remind_due(on(asked, 7) - timedelta(seconds=1)) == 0
    assert reminders.remind_due(on(asked, 7)) == 2
    assert to() == ["br@example.org", "mission@example.org"]
    assert reminders.remind_due(on(asked, 7) + timedelta(hours=5)) == 0
    give(asked, "br", at=on(asked, 7) + timedelta(hours=6))
    assert reminders.remind_due(on(asked, 2)) == 1
    assert reminders.remind_due(on(asked, 1)) == 1
    assert reminders.remind_due(LATE) == 0
    assert to() == ["br@example.org", *["mission@example.org"] * 3]
    assert [entry.data["days"] for entry in Entry.objects.filter(act="reply.remind").order_by("pk")] == [7, 2, 1]


@pytest.mark.parametrize(("kind", "reminded"), [(Enquiry.Kind.BALLOT, ["BR"]), (Enquiry.Kind.ITEMS, ["BR", "GH"])])
def test_rule_36_of_a_ballot_only_who_was_entitled_to_vote_is_reminded(
    asked: Asked, kind: Enquiry.Kind, reminded: list[str]
) -> None:
    """As it was written down when the letter was sent: Brazil's vote that was suspended since counts in it."""
    asked.mandate("gh")
    Enquiry.objects.update(kind=kind)
    with without_guards():
        Addressee.objects.filter(member=asked.member("gh")).update(may_vote=False)
    Reply.objects.create(enquiry=asked.enquiry, member=asked.member("jp"), status="counted")
    VoteSuspension.objects.create(member=asked.member("br"), start=NOW.date(), reason="arrears")
    asked.enquiry.refresh_from_db()
    assert [row.code for row in queries.missing(asked.enquiry, NOW.date())] == reminded
    assert reminders.remind_due(on(asked, 7)) == len(reminded)
    assert to() == [f"{name.lower()}@example.org" for name in reminded]
    reminders.remind(asked.enquiry, asked.performer("secretariat"), on(asked, 7) + timedelta(hours=1))
    assert {row.member.code for row in Reminder.objects.filter(days=None)} == set(reminded)


def test_the_mail_is_in_the_readers_language_and_says_until_when(asked: Asked) -> None:
    asked.world["br"].person.language = "fr"
    asked.world["br"].person.save()
    reminders.remind_due(on(asked, 2))
    delivery = Delivery.objects.get(address="br@example.org")
    assert delivery.language == "fr"
    assert "22 mai 2020" in delivery.mailing.body["fr"]
    english = delivery.mailing.body["en"]
    assert "22 May 2020, 24:00 (Geneva time, UTC+2)" in english
    assert f"/consultations/test/enquiries/{asked.enquiry.pk}/reply/" in english
    assert "{name}" in english


def test_rule_17_the_mail_gives_the_readers_own_time_beside_genevas(asked: Asked) -> None:
    person = asked.world["br"].person
    for zone, own in (
        ("America/Sao_Paulo", "; your own time: 22 May 2020, 19:00 (Sao Paulo time, UTC−3)"),
        ("", ""),
    ):
        Person.objects.filter(pk=person.pk).update(time_zone=zone)
        Delivery.objects.all().delete()
        queued = reminders.remind_due(on(asked, 2 if zone else 1))
        delivery = Delivery.objects.get(address="br@example.org")
        said = text(delivery.mailing, asked.world.consultation, Recipient.of(delivery), lambda _purpose: "")
        assert queued
        assert f"The deadline is 22 May 2020, 24:00 (Geneva time, UTC+2){own}." in said.plain


def test_an_extension_has_reminders_of_its_own(asked: Asked) -> None:
    assert reminders.remind_due(on(asked, 2)) == 3
    letter, the_day_before = make_extension(asked.world), on(asked, 1)
    desk = asked.performer("secretariat")
    extend(asked.enquiry, desk, the_day_before, letter=letter, day=date(2020, 5, 26))
    later = Enquiry.objects.get(pk=asked.enquiry.pk)
    assert reminders.remind_due(the_day_before + timedelta(minutes=1)) == 0
    assert reminders.remind_due(moment(later.deadline, 2)) == 3


def test_nobody_is_reminded_of_what_was_not_sent_is_declared_or_is_silence(asked: Asked) -> None:
    with without_guards():
        asked.enquiry.letter.__class__.objects.update(state="draft", sent_at=None)
    assert reminders.remind_due(on(asked, 2)) == 0
    asked.enquiry.letter.__class__.objects.update(state="sent", sent_at=END - timedelta(days=9))
    Enquiry.objects.update(kind="silence")
    assert reminders.remind_due(on(asked, 2)) == 0
    desk = asked.performer("secretariat")
    assert code(lambda: reminders.remind(asked.enquiry, desk, NOW)) == "silence_needs_no_answer"
    Enquiry.objects.update(kind="items", declared_at=NOW)
    assert reminders.remind_due(on(asked, 1)) == 0
    assert code(lambda: reminders.remind(asked.enquiry, desk, NOW)) == "result_declared"


def test_the_secretariat_reminds_when_it_wishes_and_not_twice_at_once(asked: Asked) -> None:
    desk = asked.performer("secretariat")
    assert code(lambda: reminders.remind(asked.enquiry, asked.performer("chair"), NOW)) == "not_permitted"
    made = reminders.remind(asked.enquiry, desk, NOW)
    assert (made.days, made.mailing.sent_by) == (None, desk.person)
    assert code(lambda: reminders.remind(asked.enquiry, desk, NOW + timedelta(minutes=1))) == "reminded_just_now"
    reminders.remind(asked.enquiry, desk, NOW + timedelta(minutes=10))
    # Automatic messages does not mind.
    assert reminders.remind_due(on(asked, 1)) == 3
    for name in ("br", "jp"):
        give(asked, name)
    paper = replies.Source(Channel.PAPER, asked.paper(asked.world["secretariat"].person), NOW)
    answer = Answer({asked.questions[0].pk: "yes"})
    replies.enter(asked.enquiry, desk, NOW, member=asked.member("gh"), answer=answer, source=paper)
    late = NOW + timedelta(hours=1)
    assert code(lambda: reminders.remind(asked.enquiry, desk, late)) == "nobody_to_remind"


def test_where_nobody_can_be_reached_it_is_said(asked: Asked) -> None:
    desk = asked.performer("secretariat")
    for name in ("br", "jp"):
        give(asked, name)
    assert code(lambda: reminders.remind(asked.enquiry, desk, NOW)) == "mail_to_nobody"
    assert not Reminder.objects.exists()
    # By itself it is noted, so that it is not tried every minute.
    assert reminders.remind_due(on(asked, 1)) == 1
    assert reminders.remind_due(on(asked, 1)) == 0


@pytest.mark.parametrize("days", [[0], [61], [-1, 7]])
def test_days_out_of_bounds_are_refused(asked: Asked, days: list[int]) -> None:
    desk = asked.performer("secretariat")
    assert code(lambda: reminders.set_days(asked.enquiry, desk, NOW, days)) == "reminder_days_wrong"
    reminders.set_days(asked.enquiry, desk, NOW, [1, 3, 3])
    assert Enquiry.objects.get().reminder_days == [3, 1]
    reminders.set_days(asked.enquiry, desk, NOW, [])
    assert reminders.remind_due(on(asked, 1)) == 0


def test_two_workers_at_once_remind_once(asked: Asked) -> None:
    at, failures = on(asked, 2), []

    def work() -> None:
        try:
            reminders.remind_due(at)
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert Reminder.objects.count() == 3
    assert to() == ["br@example.org", "jp@example.org"]
