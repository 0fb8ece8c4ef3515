"""What is told of acts on replies: kept with the act, worded by the worker as it was at the act, each mail once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import OperationalError

from hemicycle.correspondence import notices
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.models import Reply, ReplyNotice
from hemicycle.mail.models import Mailing
from hemicycle.mail.queueing import queue
from hemicycle.ops.worker import Rounds
from tests.correspondence.conftest import LATE, NOW, make_extension
from tests.correspondence.replying import SOON, code, give, on_paper, second
from tests.support.extending import extend

if TYPE_CHECKING:
    from tests.correspondence.conftest import Asked


def said() -> list[tuple[str, str]]:
    """Template and English body of each mailing, in order."""
    return [(row.template, row.body["en"]) for row in Mailing.objects.order_by("pk")]


def test_an_act_keeps_what_is_to_be_told_and_words_nothing(asked: Asked) -> None:
    give(asked)
    assert code(lambda: give(asked, "gh")) == "no_mandate"
    assert ReplyNotice.objects.count() == 1
    assert not Mailing.objects.exists()
    assert notices.queue_waiting() == 1
    assert notices.queue_waiting() == 0
    assert [template for template, _body in said()] == ["reply_receipt"]


def test_the_worker_queues_it(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "RETENTION", False)
    give(asked)
    rounds = Rounds("test")

    def sends(**_: Any) -> int:
        rounds.stop()
        return 0

    monkeypatch.setattr("hemicycle.ops.worker.Sender.round", lambda _self, **named: sends(**named))
    rounds.run()
    assert [template for template, _body in said()] == ["reply_receipt"]


def test_a_receipt_tells_how_it_was_at_its_act_however_late_the_worker_comes(asked: Asked) -> None:
    give(asked, "br", 1)
    asked.mandate("br2", start=NOW)
    give(asked, "br2", 2, at=SOON)
    letter, desk = make_extension(asked.world), asked.performer("secretariat")
    extend(asked.enquiry, desk, SOON, letter=letter, day=date(2020, 5, 29))
    late = give(asked, "jp", at=LATE)
    notices.queue_waiting()
    first, second, told, of_japan = said()
    assert [row[0] for row in (first, second, told, of_japan)] == [
        "reply_receipt",
        "reply_receipt",
        "reply_conflict",
        "reply_receipt",
    ]
    assert "Received in time: it counts." in first[1]
    assert "The deadline is 22 May 2020" in first[1]
    assert "Received in time: it counts." not in second[1]
    assert late.receipt in of_japan[1]
    assert "The deadline is 29 May 2020" in of_japan[1]


def test_a_late_receipt_says_that_it_waits_though_the_chair_has_accepted_it_since(asked: Asked) -> None:
    late = give(asked, at=LATE)
    replies.accept_late(late, asked.performer("chair"), LATE.replace(hour=23, minute=30), words="The post was slow")
    notices.queue_waiting()
    receipt, accepted = said()
    assert (receipt[0], accepted[0]) == ("reply_late", "reply_accepted")
    assert "it is recorded as late, and does not count unless the Chair accepts it" in receipt[1]
    assert "does not count unless" not in accepted[1]


def test_a_receipt_knows_of_no_paper_that_a_second_person_confirmed_since(asked: Asked) -> None:
    """Which by now has settled the difference that the receipt tells of."""
    asked.mandate("gh")
    on_paper(asked, 1)
    replacing = on_paper(asked, 2, replaces=True, confirmed=False)
    give(asked, "gh", 2, at=SOON)
    replies.confirm(replacing, second(asked), SOON + timedelta(minutes=1))
    assert Reply.objects.get().status == "counted"
    notices.queue_waiting()
    receipt = next(body for template, body in said() if template == "reply_receipt")
    assert "None of them counts until the focal point settles the matter" in receipt
    assert "A later reply has replaced it" not in receipt


def test_what_cannot_be_worded_is_logged_and_stops_nothing(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    give(asked)
    give(asked, "jp")
    broken = iter((True, False))

    def fails_once(*arguments: Any, **named: Any) -> Mailing:
        if next(broken):
            raise LookupError("no words")
        return queue(*arguments, **named)

    monkeypatch.setattr(notices, "queue", fails_once)
    assert notices.queue_waiting() == 2
    assert len(said()) == 1
    assert "no mail could be queued after reply.give" in caplog.text
    assert not ReplyNotice.objects.exists()


def test_a_notice_that_the_database_was_too_busy_for_stays_until_the_next_time(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(asked)
    with monkeypatch.context() as busy:

        def deadlock(*_arguments: Any, **_named: Any) -> Mailing:
            raise OperationalError("deadlock detected")

        busy.setattr(notices, "queue", deadlock)
        with pytest.raises(OperationalError):
            notices.queue_waiting()
    assert ReplyNotice.objects.count() == 1
    assert notices.queue_waiting() == 1
    assert [template for template, _body in said()] == ["reply_receipt"]


def test_a_worker_that_is_killed_half_way_leaves_the_notice_and_no_mail(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(asked)
    with monkeypatch.context() as killed:

        def dies(_notice: ReplyNotice) -> None:
            raise SystemExit

        killed.setattr(ReplyNotice, "delete", dies)
        with pytest.raises(SystemExit):
            notices.queue_waiting()
    assert not Mailing.objects.exists()
    assert notices.queue_waiting() == 1
    assert len(said()) == 1
