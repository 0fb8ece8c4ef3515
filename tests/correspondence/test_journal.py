"""What the journal keeps of letters and replies, and what each version of a reply keeps of who did what with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.correspondence.actions import condition_states, correcting, enquiries, letters, reminders, replies
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.correcting import Correction
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.actions.replies import Source
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.changes import reply_changed
from hemicycle.correspondence.messages import refusal_message
from hemicycle.correspondence.models import Condition, DeclaredResult, Enquiry, LetterText
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.rules.reasons import Refusal
from hemicycle.rules.replies import Channel
from hemicycle.rules.versions import Change
from hemicycle.verification.facts import ANSWER
from tests.correspondence.conftest import END, LATE, NOW, make_extension
from tests.correspondence.test_conditions import note
from tests.support.declaring import declare_at_once
from tests.support.extending import extend
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hemicycle.rules.reasons import Fact
    from tests.correspondence.conftest import Asked
    from tests.factories import World

MINUTE = timedelta(minutes=1)
SOON = NOW + timedelta(hours=1)
UNTIL = END.isoformat()


@pytest.fixture
def told() -> Iterator[list[tuple[int | None, str]]]:
    """The version and the act of each reply that changed."""
    heard: list[tuple[int | None, str]] = []

    def hear(*, version: int | None, act: str, **_: Any) -> None:
        heard.append((version, act))

    reply_changed.connect(hear)
    yield heard
    reply_changed.disconnect(hear)


def kept(*, act: str = "") -> list[tuple[str, str, dict[str, Any]]]:
    """Act, place and facts of each entry, in order."""
    entries = Entry.objects.filter(act__startswith=act).order_by("pk")
    # What a version is compared with is tried where it is (tests/verification).
    return [
        (act, place, {name: value for name, value in data.items() if name != ANSWER})
        for act, place, data in entries.values_list("act", "place", "data")
    ]


def refused(act: Callable[[], object]) -> tuple[int, str, dict[str, Fact]]:
    with pytest.raises(Refusal) as error:
        act()
    reason = error.value.reason
    assert refusal_message(reason)
    return int(reason.rule or 0), reason.code.value, dict(reason.facts)


def colleague(asked: Asked) -> Performer:
    """A second person of the secretariat."""
    asked.world["technician"].role = "secretariat"
    asked.world["technician"].save()
    return asked.performer("technician")


def yes(asked: Asked, *numbers: int) -> Answer:
    return Answer({question.pk: "yes" for question in asked.questions if question.number in numbers})


def test_a_reply_that_comes_late_and_is_accepted(asked: Asked, told: list[tuple[int | None, str]]) -> None:
    brazil, chair = asked.member("br"), asked.performer("chair")
    version = replies.submit(asked.enquiry, asked.performer("br"), LATE, member=brazil, answer=yes(asked, 1))
    replies.accept_late(version, chair, LATE + MINUTE, words=" The post was slow\x00 ")
    place = f"reply:{version.reply_id}"
    common = {
        "letter": "DM-20/1005",
        "receipt": "DM-20/1005-BR-1",
        "choices": {str(asked.questions[0].pk): "yes"},
        "received": LATE.isoformat(),
    }
    assert kept() == [
        ("reply.give", place, {**common, "asked_as": "council_state", "before": "missing", "after": "late"}),
        ("reply.accept", place, {**common, "before": "late", "after": "counted", "words": "The post was slow"}),
    ]
    assert list(Entry.objects.order_by("pk").values_list("subject", "capacity")) == [
        ("BR", "council_state"),
        ("BR", "chair"),
    ]
    version.refresh_from_db()
    assert (version.accepted_by, version.accepted_at, version.accepted_why) == (
        chair.person,
        LATE + MINUTE,
        "The post was slow",
    )
    assert told == [(version.pk, "reply.give"), (version.pk, "reply.accept")]
    reply = version.reply
    reply.refresh_from_db()
    assert reply.why == {"rule": 18, "code": "late_accepted", "facts": {"version": 1}}


def test_a_paper_that_is_returned_entered_anew_and_confirmed(asked: Asked) -> None:
    desk, second = asked.performer("secretariat"), colleague(asked)
    assert desk.person is not None
    source = Source(Channel.PAPER, asked.paper(desk.person), NOW, signed_by=" H.E.  Ms. Ama ")
    ghana = asked.member("gh")
    wrong = replies.enter(asked.enquiry, desk, SOON, member=ghana, answer=yes(asked, 1), source=source)
    assert refused(lambda: replies.return_entry(wrong, second, SOON, words=" ")) == (0, "return_needs_words", {})
    assert refused(lambda: replies.return_entry(wrong, desk, SOON, words="No")) == (
        21,
        "needs_second_person",
        {"version": 1},
    )
    replies.return_entry(wrong, second, SOON + MINUTE, words="Item 2, not 1")
    right = replies.enter(asked.enquiry, desk, SOON + 2 * MINUTE, member=ghana, answer=yes(asked, 2), source=source)
    replies.confirm(right, second, SOON + 3 * MINUTE)
    facts = [facts for _act, _place, facts in kept()]
    assert [(entry["receipt"], entry["before"], entry["after"]) for entry in facts] == [
        ("DM-20/1005-GH-1", "missing", "unconfirmed"),
        ("DM-20/1005-GH-1", "unconfirmed", "missing"),
        ("DM-20/1005-GH-2", "missing", "unconfirmed"),
        ("DM-20/1005-GH-2", "unconfirmed", "counted"),
    ]
    assert (facts[1]["words"], facts[1]["returned"]) == ("Item 2, not 1", True)
    assert {place for _act, place, _facts in kept()} == {f"reply:{right.reply_id}"}
    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.returned_by, wrong.returned_at, wrong.returned_why) == (second.person, SOON + MINUTE, "Item 2, not 1")
    assert (right.channel, right.source, right.signed_by) == ("paper", source.upload, "H.E. Ms. Ama")
    assert (right.entered_by, right.confirmed_by, right.confirmed_at) == (desk.person, second.person, SOON + 3 * MINUTE)
    assert (right.number, right.received_at) == (2, NOW)


def test_an_extension_and_the_result(asked: Asked) -> None:
    desk, chair, place = asked.performer("secretariat"), asked.performer("chair"), f"enquiry:{asked.enquiry.pk}"
    letter = make_extension(asked.world)
    made = extend(asked.enquiry, desk, NOW, letter=letter, day=date(2020, 5, 29))
    until = "2020-05-29T21:59:59+00:00"
    assert (made.letter, made.given_at, made.given_by) == (letter, NOW, desk.person)
    replies.submit(asked.enquiry, asked.performer("br"), LATE, member=asked.member("br"), answer=yes(asked, 1))
    assert refused(lambda: enquiries.declare(asked.enquiry, chair, LATE)) == (
        0,
        "deadline_still_runs",
        {"deadline": until},
    )
    declared = END + timedelta(days=8)
    enquiries.declare(asked.enquiry, chair, declared)
    asked.enquiry.refresh_from_db()
    assert (asked.enquiry.declared_at, asked.enquiry.declared_by) == (declared, chair.person)
    facts = {"counted": 1, "denominator": 3, "digest": DeclaredResult.objects.get().digest}
    assert kept(act="result") == [("result.declare", place, facts)]


def test_a_question_that_is_withdrawn(asked: Asked) -> None:
    desk, question = asked.performer("secretariat"), asked.questions[1]

    def withdraw(words: str) -> None:
        enquiries.withdraw_question(question, desk, NOW, words={"en": words})

    assert refused(lambda: withdraw(" ")) == (0, "question_withdrawal_needs_words", {})
    assert refused(lambda: withdraw("x" * 5001))[:2] == (0, "text_too_long")
    withdraw(" Taken up  elsewhere ")
    assert refused(lambda: withdraw("Again")) == (0, "withdrawn_already", {"number": 2})
    facts = {"withdrawn": question.pk, "listing": "deferred", "number": 2, "words": {"en": "Taken up elsewhere"}}
    assert kept() == [("letter.write", f"enquiry:{asked.enquiry.pk}", facts)]
    question.refresh_from_db()
    assert (question.withdrawn_at, question.withdrawn_why) == (NOW, {"en": "Taken up elsewhere"})
    declare_at_once(asked.enquiry)
    other = asked.questions[0]
    late = lambda: enquiries.withdraw_question(other, desk, NOW, words={"en": "Late"})  # noqa: E731 - an act to be refused
    assert refused(late) == (0, "question_of_result", {})


def test_a_condition_that_is_met_or_withdrawn(asked: Asked, told: list[tuple[int | None, str]]) -> None:
    Enquiry.objects.update(conditions=True)
    desk, brazil = asked.performer("secretariat"), asked.performer("br")
    answer = Answer({asked.questions[0].pk: "yes"}, (("duration", "Two days"), ("other", "In person")))
    version = replies.submit(asked.enquiry, brazil, NOW, member=asked.member("br"), answer=answer)
    first, second = version.conditions.order_by("number")
    assert [(row.number, row.heading, row.words) for row in (first, second)] == [
        (1, "duration", "Two days"),
        (2, "other", "In person"),
    ]
    told.clear()
    met = Condition.State.MET
    condition_states.withdraw(first, brazil, NOW + MINUTE, words="No longer")
    condition_states.write_down(second, desk, NOW + 2 * MINUTE, met, words="By telephone", file=note())
    condition_states.confirm(second, colleague(asked), NOW + 3 * MINUTE)
    place = f"reply:{version.reply_id}"
    assert kept()[1:] == [
        (
            "reply.give",
            place,
            {"condition": first.pk, "before": "standing", "after": "withdrawn", "words": "No longer"},
        ),
        (
            "conditions.sort",
            place,
            {"condition": second.pk, "before": "standing", "proposed": "met", "words": "By telephone"},
        ),
        (
            "conditions.sort",
            place,
            {"condition": second.pk, "before": "standing", "after": "met", "words": "By telephone"},
        ),
    ]
    assert told == [(None, "reply.give"), (None, "conditions.sort"), (None, "conditions.sort")]
    second.refresh_from_db()
    assert (second.state, second.state_words, second.state_at) == ("met", "By telephone", NOW + 3 * MINUTE)


def test_a_letter_as_it_is_written(world: World) -> None:
    desk = Performer(world["secretariat"].person)
    head = Head(" DM-20 ", 1007, date(2020, 5, 14), ("council_state", "nobody"), " Dr.  A ", {"en": "Chair", "xx": "?"})
    letter = letters.begin(world.consultation.pk, desk, NOW, head, template="blank")
    place = f"letter:{letter.pk}"
    letter.refresh_from_db()
    assert (letter.symbol, letter.addressed, letter.signatory) == ("DM-20/1007", ["council_state"], "Dr. A")
    assert (letter.signatory_title, letter.template, letter.state) == ({"en": "Chair"}, "blank", "draft")
    letters.write(letter, desk, NOW, {"fr": Words("Objet", "Texte"), "en": Words("Subject", "Text", "checked")})
    questions = (Put(4, {"en": "Item 4"}, "urgent", "C20/4"), Put(5, {"en": "Item 5"}))
    asking.ask(letter, desk, NOW, Asking("items", ("council_state",), date(2020, 5, 22), questions=questions))
    asking.ask_nothing(letter, desk, NOW)
    letters.edit(letter, desk, NOW, Head("DM-20", 1008, date(2020, 5, 15), ("council_state",), "Dr. B"))
    letters.discard(letter, desk, NOW)
    assert kept() == [
        ("letter.write", place, {"letter": "DM-20/1007", "template": "blank", "did": "begun"}),
        ("letter.write", place, {"letter": "DM-20/1007", "did": "texts", "languages": ["en", "fr"]}),
        (
            "letter.write",
            place,
            {"letter": "DM-20/1007", "did": "asks", "kind": "items", "asked": ["council_state"], "questions": 2},
        ),
        ("letter.write", place, {"letter": "DM-20/1007", "did": "asks nothing"}),
        ("letter.write", place, {"letter": "DM-20/1008", "did": "head"}),
        ("letter.write", place, {"letter": "DM-20/1008", "did": "discarded"}),
    ]


def test_a_revision_has_the_words_of_what_it_replaces(asked: Asked) -> None:
    desk, letter = asked.performer("secretariat"), asked.enquiry.letter
    letter.texts.create(language="en", subject="Agenda", body="Please answer.", state=LetterText.State.CHECKED)
    letter.addressed, letter.signatory, letter.signatory_title = ["council_state"], "Dr. A", {"en": "Chair"}
    with without_guards():
        letter.save()
    made = correcting.correct(letter, desk, NOW, Correction(Change.REVISION, {"en": " The date "}, date(2020, 5, 16)))
    made.refresh_from_db()
    assert (made.symbol, made.replaces, made.what_changes) == ("DM-20/1005/Rev.1", letter, {"en": "The date"})
    assert (made.dated, made.addressed, made.signatory) == (date(2020, 5, 16), ["council_state"], "Dr. A")
    assert (made.signatory_title, made.state) == ({"en": "Chair"}, "draft")
    assert list(made.texts.values_list("language", "subject", "body", "state")) == [
        ("en", "Agenda", "Please answer.", "draft")
    ]
    facts = {"letter": "DM-20/1005/Rev.1", "replaces": "DM-20/1005", "words": {"en": "The date"}, "did": "correction"}
    assert kept() == [("letter.write", f"letter:{made.pk}", facts)]


def test_reminders(asked: Asked) -> None:
    desk, place = asked.performer("secretariat"), f"enquiry:{asked.enquiry.pk}"
    reminders.set_days(asked.enquiry, desk, NOW, [1, 3, 3])
    asked.enquiry.refresh_from_db()
    assert asked.enquiry.reminder_days == [3, 1]
    assert refused(lambda: reminders.set_days(asked.enquiry, desk, NOW, [61])) == (
        0,
        "reminder_days_wrong",
        {"most": 60},
    )
    made = reminders.remind(asked.enquiry, desk, NOW)
    assert (made.days, made.deadline, made.at) == (None, END, NOW)
    assert refused(lambda: reminders.remind(asked.enquiry, desk, NOW + MINUTE)) == (
        0,
        "reminded_just_now",
        {"minutes": 10},
    )
    facts = {"letter": "DM-20/1005", "days": None, "members": ["BR", "GH", "JP"], "mails": 2}
    assert kept() == [("reply.remind", place, {"reminder_days": [3, 1]}), ("reply.remind", place, facts)]
