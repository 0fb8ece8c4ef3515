"""The one reply engine: who answers, what counts, and that nothing is lost."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from hemicycle.correspondence import queries
from hemicycle.correspondence.actions import condition_states, enquiries, replies, summaries
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Draft, Enquiry, Reply, ReplyVersion
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.people.models import FocalPoint, Invitation, Member, Person, Registration
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Channel
from tests.correspondence.conftest import END, LATE, NOW, SENT, make_extension, make_letter
from tests.factories import make_world
from tests.support.addressing import address
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.correspondence.conftest import Asked

SOON = NOW + timedelta(hours=1)


def yes(asked: Asked, *numbers: int, no: tuple[int, ...] = ()) -> Answer:
    keys = {question.number: question.pk for question in asked.questions}
    return Answer({keys[n]: "yes" for n in numbers} | {keys[n]: "no" for n in no})


def give(asked: Asked, name: str = "br", *numbers: int, **more: object) -> ReplyVersion:
    at = more.pop("at", NOW)
    return replies.submit(
        asked.enquiry,
        asked.performer(name),
        at,  # type: ignore[arg-type]
        member=asked.member(name),
        answer=yes(asked, *(numbers or (1,))),
        **more,  # type: ignore[arg-type]
    )


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    assert refusal_message(refused.value.reason)
    return refused.value.reason.code


def stands(asked: Asked, name: str = "br") -> tuple[str, int | None]:
    reply = Reply.objects.select_related("counted").get(enquiry=asked.enquiry, member=asked.member(name))
    return reply.status, reply.counted.number if reply.counted else None


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


def test_rule_18_late_is_recorded_and_counts_when_the_chair_accepts_it(asked: Asked) -> None:
    late = give(asked, at=LATE)
    assert stands(asked) == ("late", None)
    chair = asked.performer("chair")
    assert code(lambda: replies.accept_late(late, chair, LATE, words=" ")) == "acceptance_needs_words"
    desk = asked.performer("secretariat")
    assert code(lambda: replies.accept_late(late, desk, LATE, words="The post was slow")) == "not_permitted"
    replies.accept_late(late, chair, LATE, words="The post was slow")
    assert stands(asked) == ("counted", 1)


def test_rule_18_nothing_after_the_result_is_declared(asked: Asked) -> None:
    late = give(asked, at=LATE)
    chair = asked.performer("chair")
    assert code(lambda: enquiries.declare(asked.enquiry, chair, NOW)) == "deadline_still_runs"
    enquiries.declare(asked.enquiry, chair, LATE)
    assert code(lambda: replies.accept_late(late, chair, LATE, words="After all")) == "result_declared"
    assert code(lambda: give(asked, at=LATE)) == "result_declared"
    assert code(lambda: enquiries.declare(asked.enquiry, chair, LATE)) == "result_declared"
    # Nor is anything entered that came on paper in time.
    desk, source = (
        asked.performer("secretariat"),
        Source(Channel.PAPER, asked.paper(asked.world["secretariat"].person), NOW),
    )
    entered = lambda: replies.enter(  # noqa: E731 - an act to be refused
        asked.enquiry, desk, LATE, member=asked.member("gh"), answer=yes(asked, 1), source=source
    )
    assert code(entered) == "result_declared"
    assert not Reply.objects.filter(member=asked.member("gh")).exists()


def test_rule_21_the_result_waits_for_what_waits_for_a_second_person(asked: Asked) -> None:
    desk, chair = asked.performer("secretariat"), asked.performer("chair")
    source = Source(Channel.PAPER, asked.paper(asked.world["secretariat"].person), NOW)
    replies.enter(asked.enquiry, desk, LATE, member=asked.member("gh"), answer=yes(asked, 1), source=source)
    with pytest.raises(Refusal) as refused:
        enquiries.declare(asked.enquiry, chair, LATE)
    assert (refused.value.reason.code, refused.value.reason.facts) == ("replies_unsettled", {"replies": 1})
    asked.enquiry.refresh_from_db()
    assert asked.enquiry.declared_at is None


def test_rule_19_an_extension_is_for_everybody_and_comes_with_a_letter(asked: Asked) -> None:
    desk = asked.performer("secretariat")

    def extend(number: int, at: object = NOW, *, sent: bool = True) -> object:
        letter = make_extension(asked.world, number) if sent else make_letter(asked.world, number, sent=False)
        return enquiries.extend(asked.enquiry, desk, at, letter=letter, day=date(2020, 5, 29))  # type: ignore[arg-type]

    assert code(lambda: extend(1006, sent=False)) == "extension_needs_letter"
    assert code(lambda: extend(1007, LATE)) == "deadline_passed"
    extend(1008)
    give(asked, at=LATE)
    give(asked, "jp", at=LATE)
    assert [stands(asked, name) for name in ("br", "jp")] == [("counted", 1)] * 2


def test_rule_21_a_paper_counts_once_a_second_person_has_confirmed_it(asked: Asked) -> None:
    desk = asked.performer("secretariat")
    paper = Source(Channel.PAPER, asked.paper(asked.world["secretariat"].person), NOW, signed_by="H.E. Ms. Ama")

    def entered(source: Source) -> ReplyVersion:
        answer = yes(asked, 1, no=(2,))
        return replies.enter(asked.enquiry, desk, SOON, member=asked.member("gh"), answer=answer, source=source)

    assert code(lambda: entered(Source(Channel.PHONE, None, NOW))) == "source_missing"
    assert code(lambda: entered(Source(Channel.PAPER, paper.upload, SOON + timedelta(days=1)))) == (
        "received_in_the_future"
    )
    version = entered(paper)
    assert stands(asked, "gh") == ("unconfirmed", None)
    assert code(lambda: replies.confirm(version, desk, SOON)) == "needs_second_person"
    assert code(lambda: replies.confirm(version, asked.performer("gh"), SOON)) in {"no_mandate", "not_permitted"}
    colleague = asked.world["technician"]
    colleague.role = "secretariat"
    colleague.save()
    replies.confirm(version, asked.performer("technician"), SOON)
    assert stands(asked, "gh") == ("counted", 1)
    assert (version.received_at, version.entered_at) == (NOW, SOON)


def second(asked: Asked) -> Performer:
    """The technician becomes one of the secretariat too."""
    Registration.objects.filter(pk=asked.world["technician"].pk).update(role="secretariat")
    return asked.performer("technician")


def on_paper(asked: Asked, *numbers: int, at: datetime = SOON, confirmed: bool = True, **more: object) -> ReplyVersion:
    """Ghana answers on paper, received before it is entered."""
    source = Source(
        Channel.PAPER,
        asked.paper(asked.world["secretariat"].person),
        more.pop("received", NOW),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )
    desk, ghana = asked.performer("secretariat"), asked.member("gh")
    version = replies.enter(asked.enquiry, desk, at, member=ghana, answer=yes(asked, *numbers), source=source)
    return replies.confirm(version, second(asked), at) if confirmed else version


def test_rule_21_what_is_entered_after_the_deadline_counts_once_the_chair_accepts_it(asked: Asked) -> None:
    """However early it is said to have come: two people of the secretariat do not let a late answer in."""
    version = on_paper(asked, 1, at=LATE)
    assert stands(asked, "gh") == ("late", None)
    assert Reply.objects.get().why["code"] == "entered_late"
    assert queries.late_undecided(asked.enquiry) == [version]
    replies.accept_late(version, asked.performer("chair"), LATE, words="The stamp is of Wednesday")
    assert stands(asked, "gh") == ("counted", 1)
    assert Reply.objects.get().why["code"] == "entered_late_accepted"


def test_rule_21_a_later_paper_that_says_so_takes_the_place_of_an_earlier_one(asked: Asked) -> None:
    on_paper(asked, 1)
    on_paper(asked, 2)
    assert stands(asked, "gh") == ("conflict", None)
    replacing = on_paper(asked, 2, 3, confirmed=False, replaces=True)
    assert stands(asked, "gh") == ("conflict", None)
    replies.confirm(replacing, second(asked), SOON)
    assert stands(asked, "gh") == ("counted", 3)
    enquiries.declare(asked.enquiry, asked.performer("chair"), LATE)


def test_rule_21_a_paper_replaces_nothing_where_nothing_came_on_paper(asked: Asked) -> None:
    assert code(lambda: on_paper(asked, 1, replaces=True)) == "nothing_to_replace"
    on_paper(asked, 1, confirmed=False)
    replies.return_entry(Reply.objects.get().versions.get(), second(asked), SOON, words="It says no")
    assert code(lambda: on_paper(asked, 1, replaces=True)) == "nothing_to_replace"


def test_rule_21_a_paper_received_before_the_letter_was_sent_is_none(asked: Asked) -> None:
    assert code(lambda: on_paper(asked, 1, received=SENT - timedelta(seconds=1))) == "received_before_asked"
    on_paper(asked, 1, received=SENT)


def test_rule_21_whom_the_enterer_let_in_does_not_confirm_what_they_entered(asked: Asked) -> None:
    version, colleague = on_paper(asked, 1, confirmed=False), second(asked)
    rows = Registration.objects.filter(pk=asked.world["technician"].pk)
    rows.update(confirmed_by=asked.world["secretariat"].person)
    assert code(lambda: replies.confirm(version, colleague, SOON)) == "needs_independent_person"
    assert code(lambda: replies.return_entry(version, colleague, SOON, words="No")) == "needs_independent_person"
    rows.update(confirmed_by=asked.world["chair"].person)
    replies.confirm(version, colleague, SOON)


def test_rule_18_who_accepted_a_late_answer_and_why_is_not_overwritten(asked: Asked) -> None:
    late = give(asked, at=LATE)
    replies.accept_late(late, asked.performer("chair"), LATE, words="Force majeure")
    again = lambda: replies.accept_late(late, asked.performer("vice_chair"), LATE, words="Other words")  # noqa: E731
    assert code(again) == "accepted_already"
    late.refresh_from_db()
    assert (late.accepted_by, late.accepted_why) == (asked.world["chair"].person, "Force majeure")


@pytest.mark.parametrize("bond", ["mandate", "mandate over", "registration elsewhere", "answer"])
def test_rule_18_nobody_accepts_for_their_own_state(asked: Asked, bond: str) -> None:
    late, vice = give(asked, at=LATE), asked.world["vice_chair"].person
    if bond.startswith("mandate"):
        row = asked.mandate("br", start=NOW)
        FocalPoint.objects.filter(pk=row.pk).update(person=vice, end=None if bond == "mandate" else LATE - timedelta(1))
    elif bond == "answer":
        with without_guards():
            ReplyVersion.objects.filter(pk=late.pk).update(person=vice)
    else:
        other = make_world(slug="other").consultation
        Registration.objects.create(
            consultation=other, person=vice, member=asked.member("br"), role="delegate", status="confirmed"
        )

    def accept(by: str) -> None:
        replies.accept_late(late, asked.performer(by), LATE, words="Force majeure")

    assert code(lambda: accept("vice_chair")) == "own_state"
    accept("chair")
    assert stands(asked) == ("counted", 1)


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
    enquiries.withdraw_question(asked.questions[0], asked.performer("secretariat"), NOW, words="Taken up elsewhere")
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


def test_a_draft_counts_for_nothing_and_is_gone_once_submitted(asked: Asked) -> None:
    br = asked.world["br"].person
    replies.save_draft(asked.enquiry, asked.member("br"), br, NOW, {"choices": {"1": "yes"}})
    assert not Reply.objects.exists()
    assert code(lambda: replies.save_draft(asked.enquiry, asked.member("jp"), br, NOW, {})) == "no_mandate"
    give(asked)
    assert not Draft.objects.exists()


def test_only_the_draft_of_this_person_to_this_letter_is_thrown_away(asked: Asked) -> None:
    br, jp, letter = asked.world["br"].person, asked.world["jp"].person, make_letter(asked.world, 1006)
    other = Enquiry.objects.create(letter=letter, kind="items", asked=asked.enquiry.asked, deadline_day=END.date())
    for enquiry, name in ((asked.enquiry, "br"), (other, "br"), (asked.enquiry, "jp")):
        replies.save_draft(enquiry, asked.member(name), asked.world[name].person, NOW, {"choices": {}})
    asked.mandate("br2")
    replies.save_draft(asked.enquiry, asked.member("br"), asked.world["br2"].person, NOW, {"choices": {}})
    replies.discard_draft(asked.enquiry, asked.member("br"), br)
    assert set(Draft.objects.values_list("enquiry", "person")) == {
        (other.pk, br.pk),
        (asked.enquiry.pk, jp.pk),
        (asked.enquiry.pk, asked.world["br2"].person_id),
    }


def test_what_only_a_person_does_is_not_done_by_a_clock(asked: Asked) -> None:
    clock, version, letter = Performer(system="clock"), give(asked), make_extension(asked.world)
    paper = Source(Channel.PAPER, None, NOW, file=ContentFile(b"%PDF-1.7", name="scan.pdf"))
    acts: dict[str, Callable[[], object]] = {
        "a person enters an answer": lambda: replies.enter(
            asked.enquiry, clock, NOW, member=asked.member("jp"), answer=yes(asked, 1), source=paper
        ),
        "a person confirms": lambda: replies.confirm(version, clock, NOW),
        "a person compares": lambda: replies.return_entry(version, clock, NOW, words="No"),
        "a person extends a deadline": lambda: enquiries.extend(
            asked.enquiry, clock, NOW, letter=letter, day=date(2020, 5, 29)
        ),
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
    members = Member.objects.bulk_create(Member(code=f"X{number}", kind="palestine") for number in range(200))
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
