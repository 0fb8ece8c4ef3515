"""A declared result is frozen: not declared while something waits, and changed by nothing afterwards (rule 18)."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.agenda.advice import read_advice
from hemicycle.correspondence import conditions, declared, results
from hemicycle.correspondence.actions import condition_states, enquiries, replies
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.matrix import matrix
from hemicycle.correspondence.models import Addressee, Condition, DeclaredResult, Enquiry, Reply, ReplyVersion
from hemicycle.journal.models import Entry
from hemicycle.people.models import Member
from hemicycle.rules.replies import Channel, Status
from tests.correspondence.conftest import END, LATE, NOW, make_letter
from tests.correspondence.replying import code, give, stands, yes
from tests.correspondence.test_conditions import note
from tests.factories import a_body
from tests.support.guards import without_guards
from tests.support.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps

    from hemicycle.correspondence.results import Returns
    from tests.correspondence.conftest import Asked

TODAY = LATE.date()
HOUR = timedelta(hours=1)


def second(asked: Asked) -> None:
    """The technician becomes one of the secretariat too."""
    colleague = asked.world["technician"]
    colleague.role = "secretariat"
    colleague.save()


def entered(asked: Asked, name: str = "br", *numbers: int) -> ReplyVersion:
    paper = Source(Channel.PAPER, asked.paper(asked.world["secretariat"].person), NOW)
    desk, answer = asked.performer("secretariat"), yes(asked, *(numbers or (2,)))
    return replies.enter(asked.enquiry, desk, LATE, member=asked.member(name), answer=answer, source=paper)


def declare(asked: Asked) -> DeclaredResult:
    enquiries.declare(asked.enquiry, asked.performer("chair"), LATE)
    return DeclaredResult.objects.get(enquiry=asked.enquiry)


def said(asked: Asked) -> Returns:
    return results.returns(results.find(asked.world.consultation, asked.enquiry.pk), TODAY)


def test_rule_18_nothing_is_declared_while_a_version_waits_for_its_second_person(asked: Asked) -> None:
    """Also where an earlier version counts: the one that waits could take its place afterwards."""
    second(asked)
    give(asked, "br", 1)
    waiting = entered(asked)
    assert stands(asked) == ("counted", 1)
    assert code(lambda: declare(asked)) == "replies_unsettled"
    replies.return_entry(waiting, asked.performer("technician"), LATE, words="The note says no")
    declare(asked)


def test_rule_18_nothing_is_declared_while_a_condition_waits_for_its_second_person(asked: Asked) -> None:
    second(asked)
    Enquiry.objects.update(conditions=True)
    conditional = Answer({asked.questions[0].pk: "yes"}, (("form", "In person"),))
    given = replies.submit(asked.enquiry, asked.performer("br"), NOW, member=asked.member("br"), answer=conditional)
    condition, desk = given.conditions.get(), asked.performer("secretariat")
    condition_states.write_down(condition, desk, LATE, Condition.State.MET, words="It is in person", file=note())
    assert code(lambda: declare(asked)) == "replies_unsettled"
    condition_states.drop(condition, asked.performer("technician"), LATE)
    declare(asked)


def test_rule_18_after_the_declaration_no_act_changes_anything(asked: Asked) -> None:
    second(asked)
    Enquiry.objects.update(conditions=True)
    conditional = Answer({asked.questions[0].pk: "yes"}, (("form", "In person"),))
    given = replies.submit(asked.enquiry, asked.performer("br"), NOW, member=asked.member("br"), answer=conditional)
    late = give(asked, "jp", 1, at=LATE)
    result = declare(asked)
    waiting = ReplyVersion.objects.create(
        reply=given.reply, number=9, channel="paper", source=asked.paper(asked.world["secretariat"].person),
        entered_by=asked.world["secretariat"].person, received_at=NOW, receipt="X",
    )  # fmt: skip
    before, entries = json.dumps(result.content), Entry.objects.count()
    condition, desk, colleague = given.conditions.get(), asked.performer("secretariat"), asked.performer("technician")
    brazil, met = asked.performer("br"), Condition.State.MET
    acts: tuple[Callable[[], object], ...] = (
        lambda: replies.confirm(waiting, colleague, LATE),
        lambda: replies.return_entry(waiting, colleague, LATE, words="No"),
        lambda: replies.accept_late(late, asked.performer("chair"), LATE, words="Why not"),
        lambda: give(asked, "br", 2),
        lambda: give(asked, "br", 2, settles=True),
        lambda: entered(asked, "gh"),
        lambda: condition_states.withdraw(condition, brazil, LATE),
        lambda: condition_states.write_down(condition, desk, LATE, met, words="By telephone", file=note()),
        lambda: condition_states.confirm(condition, colleague, LATE),
        lambda: condition_states.drop(condition, colleague, LATE),
        lambda: declare(asked),
    )
    assert [code(act) for act in acts] == ["result_declared"] * len(acts)
    withdraw = lambda: enquiries.withdraw_question(asked.questions[0], desk, LATE, words={"en": "Gone"})  # noqa: E731
    assert code(withdraw) == "question_of_result"
    assert Entry.objects.count() == entries
    assert json.dumps(DeclaredResult.objects.get().content) == before


def test_rule_18_what_was_declared_is_read_from_what_was_frozen(asked: Asked) -> None:
    """Even where the tables beneath would say otherwise by now."""
    Enquiry.objects.update(conditions=True)
    answer = Answer({asked.questions[0].pk: "yes", asked.questions[1].pk: "no"}, (("form", "In person"),))
    given = replies.submit(asked.enquiry, asked.performer("br"), NOW, member=asked.member("br"), answer=answer)
    give(asked, "jp", 3, at=LATE)
    live = said(asked)
    declare(asked)
    Reply.objects.update(status="conflict", counted=None)
    with without_guards():
        Addressee.objects.filter(member=asked.member("gh")).delete()
    Condition.objects.update(state="met")
    frozen = said(asked)
    assert frozen.declared == DeclaredResult.objects.get()
    assert frozen.counts == live.counts == {Status.COUNTED: 1, Status.LATE: 1, Status.MISSING: 1}
    assert [row.member.code for row in frozen.rows] == [row.member.code for row in live.rows]
    assert [row.counted for row in frozen.rows] == [given, None, None]
    assert [row.why["code"] for row in frozen.rows if row.reply] == ["reply_counted", "reply_late"]
    assert frozen.tally.items() == live.tally.items()
    made = matrix(frozen, frozen.questions, frozen.rows)
    assert [row.answers for row in made.rows] == [("yes", "no", ""), ("", "", ""), ("", "", "")]
    (progress,) = results.progress(asked.world.consultation, TODAY)
    assert (progress.asked, progress.counted, progress.missing) == (3, 1, 1)
    enquiry = results.find(asked.world.consultation, asked.enquiry.pk)
    assert [(row.counts, row.condition.state) for row in conditions.stated(enquiry)] == [(True, "standing")]
    advice = read_advice(asked.world.consultation)
    assert advice.said == {"BR": {("deferred", 1): "yes", ("deferred", 2): "no"}}


def test_rule_18_the_digest_is_of_the_canonical_form_that_is_given_out(asked: Asked) -> None:
    give(asked, "br", 1)
    result = declare(asked)
    canonical = declared.canonical(result.content)
    assert result.digest == hashlib.sha256(canonical).hexdigest()
    assert json.loads(canonical) == result.content
    # Made again from what was read back, by nothing but the words that describe it.
    again = json.dumps(json.loads(canonical), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(again.encode()).hexdigest() == result.digest
    first, *_others = asked.questions
    assert result.content == {
        "format": 1,
        "letter": "DM-20/1005",
        "kind": "items",
        "deadline": END.isoformat(),
        "declared": LATE.isoformat(),
        "questions": [
            {"key": question.pk, "listing": "deferred", "number": question.number, "withdrawn": False}
            for question in asked.questions
        ],
        "headings": [],
        "asked": [{"member": member, "capacity": "council_state", "may_vote": True} for member in ("BR", "GH", "JP")],
        "denominator": 3,
        "entitled": 3,
        "replies": [
            {
                "member": "BR",
                "status": "counted",
                "why": {"rule": 13, "code": "reply_counted", "facts": {"version": 1}},
                "receipt": "DM-20/1005-BR-1",
                "channel": "online",
                "received": NOW.isoformat(),
                "entered": None,
                "accepted": None,
                "choices": {str(first.pk): "yes"},
                "conditions": [],
            }
        ],
    }


def test_what_was_declared_takes_as_many_queries_with_more_members(asked: Asked) -> None:
    give(asked, "br", 1)
    many = Enquiry.objects.create(
        letter=make_letter(asked.world, 1006), kind="items", asked=asked.enquiry.asked, deadline_day=END.date()
    )
    question = many.questions.create(number=1, title={"en": "Item"})
    for number in range(20):
        member = Member.objects.create(body=a_body(), code=f"X{number}", kind="state")
        Addressee.objects.create(letter=many.letter, member=member, capacity="council_state", may_vote=True)
        reply = Reply.objects.create(enquiry=many, member=member, status="counted")
        reply.counted = reply.versions.create(
            number=1, choices={str(question.pk): "yes"}, received_at=NOW, receipt=f"R{number}"
        )
        reply.save()
    numbers = []
    for enquiry in (asked.enquiry, many):
        enquiries.declare(enquiry, asked.performer("chair"), LATE)
        current = results.find(asked.world.consultation, enquiry.pk)
        with CaptureQueriesContext(connection) as captured:
            returned = results.returns(current, TODAY)
        numbers.append((len(captured), returned.counts[Status.COUNTED]))
    assert numbers == [(numbers[0][0], 1), (numbers[0][0], 20)]


def test_rule_18_results_that_were_declared_already_are_frozen_as_they_stand(
    migrate_back: Callable[..., Apps], asked: Asked
) -> None:
    """The migration keeps what the act would have kept then: headings of conditions were no settings."""
    Enquiry.objects.update(conditions=True)
    answer = Answer({asked.questions[0].pk: "yes"}, (("form", "In person"), ("other", "À Genève")))
    replies.submit(asked.enquiry, asked.performer("br"), NOW, member=asked.member("br"), answer=answer)
    give(asked, "jp", 3, at=LATE)
    result = declare(asked)
    then = {key: value for key, value in result.content.items() if key != "headings"}
    kept = (then, result.denominator, result.counts, declared.digest(then))
    migrate_back(("correspondence", "0007_what_becomes_of_what_came_on_paper"))
    migrate()
    again = DeclaredResult.objects.get()
    assert (again.content, again.denominator, again.counts, again.digest) == kept
