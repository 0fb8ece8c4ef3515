"""Acts on replies at the same moment: who waits for whom, and that nothing falls between two of them.

On PostgreSQL the acts really are under way together; SQLite has one that writes at a time, and proves what comes of it.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier, Event
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from hemicycle.correspondence import declared
from hemicycle.correspondence.actions import acknowledging, condition_states, enquiries, replies, summaries
from hemicycle.correspondence.actions.replies import assess_again
from hemicycle.correspondence.answers import Answer, require_fitting
from hemicycle.correspondence.models import Acknowledgement, Condition, Enquiry, Reply, ReplyVersion
from hemicycle.correspondence.summaries import Basis
from hemicycle.journal.models import Entry
from hemicycle.rules.reasons import Refusal
from tests.correspondence.conftest import LATE, NOW, make_extension, make_letter
from tests.support.extending import extend

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.correspondence.results import Returns
    from tests.correspondence.conftest import Asked

pytestmark = pytest.mark.crowd
POSTGRES = connection.vendor == "postgresql"
#: Seconds until a thread that nobody comes to meet is given up.
PATIENCE = 30.0


def run(act: Callable[[], object]) -> str:
    """Act in a thread with a connection of its own; the refusal's code, "" for done."""
    try:
        act()
    except Refusal as refused:
        return refused.reason.code
    finally:
        connection.close()
    return ""


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def let_come(second: Future[str]) -> None:
    """Until the second act is done, or waits for this one; on SQLite it does from its beginning."""
    given_up = time.monotonic() + PATIENCE
    while POSTGRES and not second.done() and not waits_for_a_lock():
        if time.monotonic() > given_up:
            raise TimeoutError("the second act neither waits nor ends")
        time.sleep(0.01)


def while_answering(
    monkeypatch: pytest.MonkeyPatch, asked: Asked, second: Callable[[], object], **answer: Any
) -> list[str]:
    """Somebody answers; once their act has read deadline and declaration, and before it is done, another act comes.

    Returns:
        What came of the answer, and of the other act.
    """
    inside, there = Event(), Event()
    coming: list[Future[str]] = []

    def held(enquiry: Enquiry, given: Answer) -> None:
        require_fitting(enquiry, given)
        inside.set()
        assert there.wait(PATIENCE)
        let_come(coming[0])

    monkeypatch.setattr(replies, "require_fitting", held)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(run, partial(give, asked, "br", **answer))
        assert inside.wait(PATIENCE)
        monkeypatch.setattr(replies, "require_fitting", require_fitting)
        coming.append(pool.submit(run, second))
        there.set()
        return [first.result(), coming[0].result()]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Every act in a thread of its own, all released together."""
    barrier = Barrier(len(acts))

    def meet(act: Callable[[], object]) -> str:
        barrier.wait(PATIENCE)
        return run(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(meet, acts))


def give(asked: Asked, name: str, number: int = 1, **more: Any) -> ReplyVersion:
    answer = Answer({asked.questions[number - 1].pk: "yes"}, more.pop("conditions", ()))
    return replies.submit(
        asked.enquiry, asked.performer(name), more.pop("at", NOW), member=asked.member(name), answer=answer, **more
    )


def test_answers_of_two_states_do_not_wait_for_each_other(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    both = Barrier(2 if POSTGRES else 1)

    def met(enquiry: Enquiry, answer: Answer) -> None:
        both.wait(PATIENCE)
        require_fitting(enquiry, answer)

    monkeypatch.setattr(replies, "require_fitting", met)
    assert at_once(partial(give, asked, "br"), partial(give, asked, "jp")) == ["", ""]
    assert Reply.objects.filter(status="counted").count() == 2


def test_rule_18_an_answer_beside_the_declaration_is_in_the_result(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    chair = asked.performer("chair")
    declare = partial(enquiries.declare, asked.enquiry, chair, LATE)
    assert while_answering(monkeypatch, asked, declare) == ["", ""]
    result = declared.result_of(Enquiry.objects.get())
    assert result
    assert [reply["receipt"] for reply in result.content["replies"]] == ["DM-20/1005-BR-1"]


def test_rule_18_whoever_answers_beside_the_declaration_is_counted_or_refused(asked: Asked) -> None:
    chair = asked.performer("chair")
    declare = partial(enquiries.declare, asked.enquiry, chair, LATE)
    *answers, declaration = at_once(partial(give, asked, "br"), partial(give, asked, "jp"), declare)
    assert declaration == ""
    assert set(answers) <= {"", "result_declared"}
    result = declared.result_of(Enquiry.objects.get())
    assert result
    counted = {reply["member"] for reply in result.content["replies"]}
    assert counted == {code for code, came in zip(("BR", "JP"), answers, strict=True) if not came}
    assert counted == set(Reply.objects.filter(status="counted").values_list("member__code", flat=True))


def test_rule_19_an_answer_beside_the_extension_that_makes_it_timely_counts(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, desk = make_extension(asked.world), asked.performer("secretariat")
    extension = partial(extend, asked.enquiry, desk, NOW, letter=letter, day=date(2020, 5, 29))
    assert while_answering(monkeypatch, asked, extension, at=LATE) == ["", ""]
    reply = Reply.objects.get()
    assert reply.status == "counted"
    assert reply.enquiry.deadline.met(LATE)


def test_rule_22_two_answers_of_one_state_know_of_each_other(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    second = asked.mandate("br2", start=NOW)
    asked.world.consultation.focal_points.filter(member=second.member).exclude(pk=second.pk).update(end=NOW)
    differs = partial(give, asked, "br2", 2, at=NOW)
    monkeypatch.setattr("hemicycle.people.act.require", lambda _decision: None)  # both answer for it at this moment
    assert while_answering(monkeypatch, asked, differs) == ["", ""]
    assert list(ReplyVersion.objects.values_list("number", flat=True)) == [1, 2]
    assert Reply.objects.get().status == "conflict"


def test_first_answers_of_one_state_at_once_are_versions_of_one_reply(asked: Asked) -> None:
    assert at_once(*[partial(give, asked, "br", number % 3 + 1) for number in range(6)]) == [""] * 6
    reply = Reply.objects.get()
    assert list(reply.versions.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert (reply.status, reply.counted and reply.counted.number) == ("counted", 6)
    stood = reply.status, reply.counted_id, reply.why
    assess_again(reply)
    assert (reply.status, reply.counted_id, reply.why) == stood


def test_a_condition_is_withdrawn_once_whoever_clicks_at_once(asked: Asked) -> None:
    Enquiry.objects.update(conditions=True)
    give(asked, "br", conditions=(("agenda", "Only on Fridays"),))
    row = Condition.objects.select_related("version__reply__enquiry__letter", "version__reply__member").get()
    withdraw = partial(condition_states.withdraw, row, asked.performer("br"), NOW)
    assert sorted(at_once(withdraw, withdraw)) == ["", "condition_is_so"]
    assert Entry.objects.filter(data__after="withdrawn").count() == 1


def test_a_summary_is_drawn_up_and_attached_at_once(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither waits for what the other holds while it holds what the other waits for."""
    desk, letter = asked.performer("secretariat"), make_letter(asked.world, 1007, sent=False)
    summaries.draw_up(asked.enquiry, desk, NOW)
    inside, there = Event(), Event()
    coming: list[Future[str]] = []
    basis_of = Basis.of

    def held(returned: Returns) -> Basis:
        inside.set()
        assert there.wait(PATIENCE)
        let_come(coming[0])
        return basis_of(returned)

    monkeypatch.setattr(Basis, "of", held)
    with ThreadPoolExecutor(2) as pool:
        drawing = pool.submit(run, partial(summaries.draw_up, asked.enquiry, desk, LATE))
        assert inside.wait(PATIENCE)
        coming.append(pool.submit(run, partial(summaries.attach, asked.enquiry, desk, LATE, letter)))
        there.set()
        assert [drawing.result(), coming[0].result()] == ["", ""]
    assert letter.annexes.get().summarizes == asked.enquiry


def test_a_letter_is_acknowledged_once_by_all_who_do_so_at_once(asked: Asked) -> None:
    letter = asked.enquiry.letter
    acts = [
        partial(acknowledging.acknowledge, letter, asked.performer(name), NOW, asked.member(name))
        for name in ("br", "br", "jp")
    ]
    assert at_once(*acts) == ["", "", ""]
    assert Acknowledgement.objects.count() == 2
