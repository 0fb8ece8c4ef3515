"""What came back to an enquiry, as the desk counts it, and as a matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.correspondence import results
from hemicycle.correspondence.actions import enquiries, replies
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.matrix import matrix, sides
from hemicycle.correspondence.models import Reply
from hemicycle.people.actions.members import MemberRecord, put
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Invitation, Member, Seat
from hemicycle.rules.replies import Status
from tests.correspondence.conftest import LATE, NOW, SENT
from tests.factories import a_body
from tests.support.addressing import address

if TYPE_CHECKING:
    from datetime import date, datetime

    from hemicycle.correspondence.results import Returns
    from tests.correspondence.conftest import Asked

TODAY = NOW.date()


def give(asked: Asked, name: str, said: dict[int, str], at: datetime = NOW) -> None:
    keys = {question.number: question.pk for question in asked.questions}
    answer = Answer({keys[number]: choice for number, choice in said.items()})
    replies.submit(asked.enquiry, asked.performer(name), at, member=asked.member(name), answer=answer)


def found(asked: Asked) -> Returns:
    enquiry = results.find(asked.world.consultation, asked.enquiry.pk)
    return results.returns(enquiry, TODAY)


def codes(members: list[Member]) -> list[str]:
    return [member.code for member in members]


def test_who_answered_who_is_late_and_who_is_missing(asked: Asked) -> None:
    give(asked, "br", {1: "yes", 2: "no"})
    give(asked, "jp", {1: "yes"}, LATE)
    now = found(asked)
    assert [(row.member.code, row.status) for row in now.rows] == [
        ("BR", Status.COUNTED),
        ("GH", Status.MISSING),
        ("JP", Status.LATE),
    ]
    assert now.counts == {Status.COUNTED: 1, Status.MISSING: 1, Status.LATE: 1}


def test_once_the_deadline_has_passed_members_keep_the_names_that_they_had_then(asked: Asked) -> None:
    def named(today: date) -> list[str]:
        enquiry = results.find(asked.world.consultation, asked.enquiry.pk)
        return [member_name(row.member, "en") for row in results.returns(enquiry, today).rows]

    last = asked.enquiry.deadline.local.date()
    for code, since in (("BR", last), ("GH", last + timedelta(days=1))):
        record = MemberRecord(code, names={"en": (f"New {code}", "")}, names_since=since)
        put(asked.world.consultation.pk, asked.performer("secretariat"), NOW, record)
    assert named(last - timedelta(days=1)) == ["Brazil", "Ghana", "Japan"]
    assert named(last + timedelta(days=900)) == ["New BR", "Ghana", "Japan"]


def test_rule_13_only_what_counts_is_tallied_and_every_option_is_named(asked: Asked) -> None:
    give(asked, "br", {1: "yes", 2: "no"})
    give(asked, "jp", {1: "yes"}, LATE)
    first, second, third = asked.questions
    tally = found(asked).tally
    assert {option: codes(members) for option, members in tally[first.pk].items()} == {"yes": ["BR"], "no": []}
    assert codes(tally[second.pk]["no"]) == ["BR"]
    assert set(tally[third.pk]) == {"yes", "no"}


def test_the_mark_changes_with_everything_that_the_desk_shows(asked: Asked) -> None:
    marks = [found(asked).mark]
    give(asked, "br", {1: "yes"})
    marks.append(found(asked).mark)
    give(asked, "br", {1: "no"})
    marks.append(found(asked).mark)
    give(asked, "jp", {1: "no"}, LATE)
    marks.append(found(asked).mark)
    enquiries.withdraw_question(asked.questions[2], asked.performer("secretariat"), NOW, words={"en": "Taken up"})
    marks.append(found(asked).mark)
    enquiries.declare(asked.enquiry, asked.performer("chair"), LATE)
    marks.append(found(asked).mark)
    assert len(set(marks)) == 6
    assert found(asked).mark == marks[-1]


def test_rule_13_the_matrix_and_the_items_side_say_the_same(asked: Asked) -> None:
    give(asked, "br", {1: "yes", 2: "no"})
    give(asked, "jp", {2: "no"})
    now = found(asked)
    made = matrix(now, now.questions, now.rows)
    assert [row.answers for row in made.rows] == [("yes", "no", ""), ("", "", ""), ("", "no", "")]
    assert made.options == ("yes", "no")
    assert made.rows[0].counts == {"yes": 1, "no": 1}
    side = sides(now)
    assert [(question.number("yes"), question.number("no"), question.silent) for question in side] == [
        (1, 0, 1),
        (0, 2, 0),
        (0, 0, 2),
    ]
    assert codes(side[1].by_option["no"]) == ["BR", "JP"]


def test_progress_of_every_enquiry_takes_as_many_queries_with_more_members(asked: Asked) -> None:
    give(asked, "br", {1: "yes"})

    def count() -> tuple[int, list[results.Progress]]:
        with CaptureQueriesContext(connection) as captured:
            made = results.progress(asked.world.consultation, TODAY)
        return len(captured), made

    few, (progress,) = count()
    assert (progress.asked, progress.counted, progress.missing) == (3, 1, 2)
    for number in range(40):
        member = Member.objects.create(body=a_body(), code=f"X{number}", kind="state")
        Seat.objects.create(member=member, start=SENT.date())
        Invitation.objects.create(consultation=asked.world.consultation, member=member)
        Reply.objects.create(enquiry=asked.enquiry, member=member, status="conflict")
    address(asked.enquiry.letter)
    more, (progress,) = count()
    assert (progress.asked, progress.counts[Status.CONFLICT], progress.missing) == (43, 40, 2)
    assert more == few
