"""Who is told that the agenda or the time plan was published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hemicycle.agenda import notices
from hemicycle.agenda.models import AgendaPublication
from hemicycle.mail.models import Delivery, Mailing
from hemicycle.people.models import FocalPoint, Person, Registration
from tests.support import time_plan
from tests.support.agenda import NOW, agenda
from tests.support.mail import nothing_after_commit
from tests.support.time_plan import PAGE

if TYPE_CHECKING:
    import pytest

    from tests.support.agenda import Agenda

__all__ = ["agenda"]


def told() -> set[str]:
    return set(Delivery.objects.values_list("address", flat=True))


def confirmed(agenda: Agenda) -> set[str]:
    rows = Registration.objects.filter(consultation=agenda.consultation, status="confirmed")
    return set(rows.values_list("person__email", flat=True))


def test_confirmed_participants_and_focal_points_are_told_once_and_nobody_else(agenda: Agenda) -> None:
    first, second = agenda.world["jp"], agenda.world["gh"]
    Registration.objects.filter(pk=first.pk).update(status="pending")
    focal = Person.objects.create_user("focal@example.org", "Ms. Focal", language="fr")
    begins = NOW - timedelta(days=9)
    for row in (first, second):
        assert row.member
        FocalPoint.objects.create(consultation=agenda.consultation, member=row.member, person=focal, start=begins)
    published = time_plan.publish(agenda, tell=True)
    assert notices.told(published) == Delivery.objects.count()
    assert told() == confirmed(agenda) | {"focal@example.org"}
    assert first.person.email not in told()
    assert Delivery.objects.filter(address="focal@example.org").count() == 1


def test_the_mail_names_the_version_and_what_it_changes(agenda: Agenda) -> None:
    time_plan.publish(agenda)
    agenda.consultation.items.filter(position=1).update(minutes=60)
    time_plan.publish(agenda, "More time for item 1.", tell=True)
    mailing = Mailing.objects.get()
    assert "VC/3/Rev.1" in mailing.subject["en"]
    assert "Changes in this revision: More time for item 1." in mailing.body["en"]
    assert PAGE in mailing.body["en"]
    assert mailing.sent_by == agenda.world["secretariat"].person


def test_a_mail_that_cannot_be_queued_undoes_nothing(agenda: Agenda, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_arguments: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(notices, "queue", breaks)
    published = time_plan.publish(agenda, tell=True)
    assert notices.told(published) == 0
    assert AgendaPublication.objects.filter(pk=published.pk).exists()


def test_the_mails_are_there_once_the_act_is_done_though_the_process_ended_in_that_moment(agenda: Agenda) -> None:
    with nothing_after_commit():
        time_plan.publish(agenda, tell=True)
    assert told() == confirmed(agenda)
