"""Replies after the deadline, while it is extended, and of two people: what counts is said (rules 18, 19 and 22)."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.utils import timezone

from hemicycle.correspondence import notices
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import (
    Letter,
    Question,
    Reply,
    ReplyVersion,
)
from hemicycle.mail.models import Delivery
from tests.correspondence.conftest import Asked
from tests.support.addressing import address
from tests.support.declaring import declare_at_once
from tests.support.extending import extend
from tests.support.guards import without_guards
from tests.support.pdf import text_of
from tests.web.replies.replying import DAY, ask, asked, over, page, said, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from hemicycle.consultations.models import Consultation
    from tests.factories import World

    ClientOf = Callable[[object], Client]

__all__ = ["asked"]


def another_letter(consultation: Consultation, number: int, sent: datetime) -> Letter:
    """A letter to the States of the Council, which may extend the deadline of an earlier one."""
    letter = Letter.objects.create(
        consultation=consultation, series="DM-20", number=number, dated=sent.date(), state="sent", sent_at=sent
    )
    return address(letter, ("council_state",))


def test_rule_18_after_the_deadline_it_is_late_explained_and_taken(
    asked: Asked, client_of: ClientOf, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    over(asked)
    client = client_of(asked.world["br"])
    html = text(client.get(page(asked)))
    assert "The deadline has passed" in html
    assert "recorded as late, and does not count unless the Chair accepts it" in html
    assert "Submit a late reply" in html
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page(asked), said("yes", asked=asked))
    assert Reply.objects.get().status == "late"
    assert "recorded as late" in text(client.get(page(asked, "reply_receipt", "BR", 1)))
    notices.queue_waiting()
    assert Delivery.objects.get().mailing.template == "reply_late"


def test_rule_18_nothing_once_the_result_is_declared(asked: Asked, client_of: ClientOf) -> None:
    declare_at_once(asked.enquiry)
    client = client_of(asked.world["br"])
    assert "The result has been declared" in text(client.get(page(asked)))
    response = client.post(page(asked), said("yes", asked=asked))
    assert response.status_code == 409
    assert "The result has been declared." in text(response)
    assert not ReplyVersion.objects.exists()


def test_rule_19_a_page_that_was_open_while_the_deadline_was_extended_is_in_time(
    asked: Asked, client_of: ClientOf
) -> None:
    client = client_of(asked.world["br"])
    client.get(page(asked))
    now = timezone.now()
    letter = another_letter(asked.world.consultation, 1006, now)
    later = (now + 9 * DAY).date()
    extend(asked.enquiry, asked.performer("secretariat"), now, letter=letter, day=later)
    over(asked)  # the first one
    client.post(page(asked), said("yes", asked=asked))
    assert Reply.objects.get().status == "counted"


@pytest.mark.django_db(transaction=True)
def test_rule_19_an_extension_and_a_reply_at_once_never_leave_it_late(world: World) -> None:
    """Whichever has the lock first: the deadline that holds in the end judges both."""
    now = timezone.now().replace(microsecond=0)
    enquiry = ask(world)
    question = Question.objects.create(enquiry=enquiry, number=1, title={"en": "Item"})
    asked = Asked(world, enquiry, [question])
    asked.mandate("br", start=now - 9 * DAY)
    end = enquiry.deadline.moment
    letter = another_letter(world.consultation, 1007, now)
    failures: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)
        finally:
            connection.close()

    def reply() -> None:
        answer = Answer({question.pk: "yes"})
        replies.submit(enquiry, asked.performer("br"), end + DAY, member=asked.member("br"), answer=answer)

    def extension() -> None:
        later = (end + 3 * DAY).date()
        extend(enquiry, asked.performer("secretariat"), end - DAY, letter=letter, day=later)

    threads = [threading.Thread(target=run, args=[act]) for act in (reply, extension)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert Reply.objects.get().status == "counted"


def test_rule_19_what_was_recorded_before_the_extension_had_its_turn_is_late_no_more(asked: Asked) -> None:
    end = asked.enquiry.deadline.moment
    answer = Answer({asked.questions[0].pk: "yes"})
    replies.submit(asked.enquiry, asked.performer("br"), end + DAY, member=asked.member("br"), answer=answer)
    assert Reply.objects.get().status == "late"
    letter = another_letter(asked.world.consultation, 1008, end)
    later = (end + 3 * DAY).date()
    extend(asked.enquiry, asked.performer("secretariat"), end - DAY, letter=letter, day=later)
    assert Reply.objects.get().status == "counted"


def test_rule_22_two_people_who_differ_are_shown_beside_each_other_and_settled(
    asked: Asked, client_of: ClientOf
) -> None:
    first, second = client_of(asked.world["br"]), client_of(asked.world["br2"])
    first.post(page(asked), said("yes", "no", asked=asked))
    asked.mandate("br2", start=timezone.now())
    html = text(second.get(page(asked)))
    assert "has answered for your Member" in html
    second.post(page(asked), said("no", "no", asked=asked))
    assert Reply.objects.get().status == "conflict"
    assert "Different replies have been received for this Member" in text(
        second.get(page(asked, "reply_receipt", "BR", 2))
    )
    html = text(second.get(page(asked)))
    told = html[html.index('id="conflict"') : html.index("</section>", html.index('id="conflict"'))]
    assert "Ms. Br<" in told
    assert "Ms. Br2" in told
    assert "Item about dates" in told
    assert "Item about posts" not in told  # to it they agree
    assert '<input type="hidden" name="settles" value="1">' in html
    second.post(page(asked), said("no", "no", asked=asked, settles="1"))
    reply = Reply.objects.get()
    assert (reply.status, reply.why["code"]) == ("counted", "settled")


def test_rule_22_whoever_settles_late_is_not_told_to_settle_it(asked: Asked, client_of: ClientOf) -> None:
    client_of(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    asked.mandate("br2", start=timezone.now())
    client = client_of(asked.world["br2"])
    client.post(page(asked), said("no", asked=asked))
    with without_guards():
        ReplyVersion.objects.update(received_at=timezone.now() - 5 * DAY)
    over(asked)
    client.post(page(asked), said("no", asked=asked, settles="1"))
    assert Reply.objects.get().status == "conflict"
    receipt = text(client.get(page(asked, "reply_receipt", "BR", 3)))
    assert "It settles the different replies only if it is accepted." in receipt
    assert "Settle" not in receipt
    assert "None of them counts until the focal point settles the matter" not in receipt
    pdf = client.get(page(asked, "reply_receipt", "BR", 3, format="pdf", language="en"))
    assert "only if it is accepted" in " ".join(text_of(pdf.content).split())
    assert "Settle" in text(client.get(page(asked, "reply_receipt", "BR", 2)))


def test_rule_22_nobody_sets_aside_what_another_said_before_the_two_answers_are_shown(
    asked: Asked, client_of: ClientOf
) -> None:
    client_of(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    asked.mandate("br2", start=timezone.now())
    client = client_of(asked.world["br2"])
    assert 'name="settles"' not in text(client.get(page(asked)))
    answer = client.post(page(asked), said("no", asked=asked, settles="1"))
    assert answer.status_code == 409
    assert "There are no longer different replies to settle" in text(answer)
    assert 'value="no" checked' in text(answer)  # nothing typed is lost
    assert Reply.objects.get().versions.count() == 1


def test_twice_from_two_people_who_agree_is_no_conflict(asked: Asked, client_of: ClientOf) -> None:
    client_of(asked.world["br"]).post(page(asked), said("yes", asked=asked))
    asked.mandate("br2", start=timezone.now())
    client_of(asked.world["br2"]).post(page(asked), said("yes", asked=asked))
    assert Reply.objects.get().status == "counted"
    assert ReplyVersion.objects.count() == 2
