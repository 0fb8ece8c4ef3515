"""The one reply engine: who answers, what counts, and that nothing is lost."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from hemicycle.correspondence.actions import condition_states, enquiries, replies, summaries
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Enquiry, Reply, ReplyVersion
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models import FocalPoint, Invitation, Member, Person
from hemicycle.people.uploads import look
from hemicycle.rules.replies import Channel
from tests.correspondence.conftest import END, LATE, NOW, SENT, make_letter
from tests.correspondence.replying import code, give, stands, yes
from tests.factories import a_body
from tests.support.addressing import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.correspondence.conftest import Asked


def test_rule_13_a_focal_point_answers_with_a_receipt_and_may_change_it(asked: Asked) -> None:
    assert give(asked).receipt == "DM-20/1005-BR-1"
    assert give(asked, "br", 2).receipt == "DM-20/1005-BR-2"
    assert stands(asked) == ("counted", 2)
    assert Reply.objects.get().versions.count() == 2
    entry = Entry.objects.last()
    assert entry is not None
    assert (entry.act, entry.subject, entry.capacity) == ("reply.give", "BR", "council_state")
    assert entry.data["receipt"] == "DM-20/1005-BR-2"


def test_rule_13_nobody_answers_without_the_mandate_or_for_another_state(asked: Asked) -> None:
    assert code(lambda: give(asked, "br2")) == "no_mandate"
    other = lambda: replies.submit(  # noqa: E731
        asked.enquiry, asked.performer("jp"), NOW, member=asked.member("br"), answer=yes(asked, 1)
    )
    assert code(other) == "no_mandate"
    assert code(lambda: give(asked, "gh")) == "no_mandate"
    FocalPoint.objects.filter(person=asked.world["jp"].person).update(end=NOW)
    assert code(lambda: give(asked, "jp")) == "mandate_over"
    assert not Reply.objects.exists()


def test_only_those_asked_answer_and_only_once_the_letter_is_out(asked: Asked) -> None:
    asked.mandate("no")
    assert code(lambda: give(asked, "no")) == "member_not_asked"
    draft = Enquiry.objects.create(
        letter=make_letter(asked.world, 1006, sent=False),
        kind="items",
        asked=["council_state"],
        deadline_day=END.date(),
    )
    asked.enquiry = draft
    assert code(lambda: give(asked)) == "not_asked_yet"


def test_rule_22_nothing_is_settled_where_nothing_differs(asked: Asked) -> None:
    """It would set aside what another person said without anybody being told."""
    give(asked, "br", 1)
    asked.mandate("br2", start=NOW)
    at = NOW + timedelta(minutes=1)
    assert code(lambda: give(asked, "br2", 2, at=at, settles=True)) == "nothing_to_settle"
    assert stands(asked) == ("counted", 1)


def test_rule_22_two_people_differ_until_the_focal_point_settles_it(asked: Asked) -> None:
    give(asked, "br", 1)
    asked.mandate("br2", start=NOW)
    give(asked, "br2", 2, at=NOW + timedelta(minutes=1))
    assert stands(asked) == ("conflict", None)
    chair = asked.performer("chair")
    assert code(lambda: enquiries.declare(asked.enquiry, chair, LATE)) == "replies_unsettled"
    give(asked, "br2", 2, at=NOW + timedelta(minutes=2), settles=True)
    assert stands(asked) == ("counted", 3)


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (lambda _asked: Answer({}), "answer_empty"),
        (lambda _asked: Answer({987654: "yes"}), "question_not_asked"),
        (lambda asked: Answer({asked.questions[0].pk: "perhaps"}), "no_such_option"),
        (lambda asked: Answer({asked.questions[0].pk: "yes"}, (("form", "Only if"),)), "no_conditions_asked"),
    ],
)
def test_what_does_not_fit_what_was_asked(asked: Asked, answer: Callable[[Asked], Answer], refusal: str) -> None:
    wanted = answer(asked)
    performer, member = asked.performer("br"), asked.member("br")
    assert code(lambda: replies.submit(asked.enquiry, performer, NOW, member=member, answer=wanted)) == refusal
    assert not Entry.objects.filter(act="reply.give").exists()


def test_an_item_that_was_withdrawn_meanwhile_takes_no_answer_and_keeps_what_was_said(asked: Asked) -> None:
    give(asked, "br", 1, 2)
    enquiries.withdraw_question(asked.questions[0], asked.performer("secretariat"), NOW, words={"en": "Taken up"})
    assert code(lambda: give(asked, "jp", 1)) == "question_withdrawn"
    assert str(asked.questions[0].pk) in Reply.objects.get().versions.get().choices


def test_conditions_are_kept_up_to_their_length_and_withdrawn_by_their_focal_point(asked: Asked) -> None:
    Enquiry.objects.update(conditions=True)

    def conditional(words: str) -> ReplyVersion:
        answer = Answer({asked.questions[0].pk: "yes"}, (("duration", words), ("other", " ")))
        return replies.submit(asked.enquiry, asked.performer("br"), NOW, member=asked.member("br"), answer=answer)

    assert code(lambda: conditional("x" * 20_001)) == "condition_too_long"
    (condition,) = conditional("x" * 20_000).conditions.all()
    assert len(condition.words) == 20_000
    assert code(lambda: condition_states.withdraw(condition, asked.performer("jp"), NOW)) == "no_mandate"
    condition_states.withdraw(condition, asked.performer("br"), NOW, words="Settled by phone")
    assert code(lambda: condition_states.withdraw(condition, asked.performer("br"), NOW)) == "condition_is_so"
    condition.refresh_from_db()
    assert (condition.state, condition.state_words, len(condition.words)) == ("withdrawn", "Settled by phone", 20_000)
    assert condition.state_by == asked.world["br"].person


def test_what_only_a_person_does_is_not_done_by_a_clock(asked: Asked) -> None:
    clock, version = Performer(system="clock"), give(asked)
    paper = Source(Channel.PAPER, None, NOW, file=look(ContentFile(b"%PDF-1.7", name="scan.pdf")))
    acts: dict[str, Callable[[], object]] = {
        "a person enters an answer": lambda: replies.enter(
            asked.enquiry, clock, NOW, member=asked.member("jp"), answer=yes(asked, 1), source=paper
        ),
        "a person confirms": lambda: replies.confirm(version, clock, NOW),
        "a person compares": lambda: replies.return_entry(version, clock, NOW, words="No"),
        "a person writes a summary": lambda: summaries.draw_up(asked.enquiry, clock, NOW),
    }
    entries = Entry.objects.count()
    for said, act in acts.items():
        with pytest.raises(LookupError, match=said):
            act()
    assert Entry.objects.count() == entries


@pytest.mark.crowd
def test_200_focal_points_at_once_lose_nothing(asked: Asked) -> None:
    """Eight at a time, as a web process with its threads would; each reply has its receipt."""
    members = Member.objects.bulk_create(
        Member(body=a_body(), code=f"X{number}", kind="palestine") for number in range(200)
    )
    Enquiry.objects.update(asked=["observer_palestine"])
    consultation = asked.world.consultation
    Invitation.objects.bulk_create(Invitation(consultation=consultation, member=member) for member in members)
    people = Person.objects.bulk_create(
        Person(email=f"x{number}@example.org", name=f"Ms. X{number}") for number in range(200)
    )
    FocalPoint.objects.bulk_create(
        FocalPoint(consultation=consultation, member=member, person=person, start=SENT)
        for member, person in zip(members, people, strict=True)
    )
    address(asked.enquiry.letter)
    failures: list[BaseException] = []
    waiting = list(zip(members, people, strict=True))

    def work() -> None:
        try:
            while True:
                try:
                    member, person = waiting.pop()
                except IndexError:
                    break
                replies.submit(asked.enquiry, Performer(person), NOW, member=member, answer=yes(asked, 1))
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert Reply.objects.filter(status="counted").count() == 200
    assert Entry.objects.filter(act="reply.give").count() == 200
