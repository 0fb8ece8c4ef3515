"""Rule 21 by mail: an answer to a letter becomes a reply that waits for confirmation, or waits itself."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from hemicycle.arrivals import actions, addressing, keeping, processing
from hemicycle.arrivals.models import Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.correspondence import notices
from hemicycle.correspondence.actions import replies
from hemicycle.correspondence.answers_in_words import AskedQuestion, choices_of, own_lines
from hemicycle.correspondence.models import LetterMail, ReplyVersion
from hemicycle.journal.record import Performer
from hemicycle.mail.message import compose
from hemicycle.mail.models import Delivery
from hemicycle.rules.ballots import Mode
from hemicycle.rules.reasons import Refusal
from tests.arrivals.mails import mail
from tests.support.balloting import put_to_vote
from tests.support.enquiries import ask_with_conditions

if TYPE_CHECKING:
    from pytest_django import Settings

    from hemicycle.correspondence.models import Enquiry
    from tests.factories import World

QUESTIONS = (
    AskedQuestion(1, frozenset({"1", "c20/1"}), {"yes": "yes", "oui": "yes", "no": "no", "non": "no"}),
    AskedQuestion(2, frozenset({"2", "c20/2"}), {"yes": "yes", "no": "no"}),
)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Dear Sir,\n\n1: Yes\n2: No\n\nRegards", {1: "yes", 2: "no"}),
        ("C20/1 - oui.\nC20/2 – no", {1: "yes", 2: "no"}),
        ("1: yes\n> 2: no", {1: "yes"}),
        ("1: yes\n-----Original Message-----\n2: no", {1: "yes"}),
        ("1: yes\n1: no", None),
        ("1: perhaps", None),
        ("We agree.", None),
        ("Yes", None),
        ("", None),
    ],
)
def test_rule_21_choices_are_read_where_they_are_clear(text: str, chosen: dict[int, str] | None) -> None:
    assert choices_of(text, QUESTIONS) == chosen


def test_rule_21_one_question_is_answered_by_one_line() -> None:
    assert choices_of("Dear Sir,\n\nYes.\n\nRegards", QUESTIONS[:1]) == {1: "yes"}
    assert choices_of("Yes\nNo", QUESTIONS[:1]) is None
    assert own_lines("a\n\n> b\nOn 3 June, the secretariat wrote:\nc") == ["a"]


@pytest.fixture
def enquiry(world: World, settings: Settings) -> Enquiry:
    settings.EMAIL_IN, settings.MAIL_IN_AUTHSERV = "reply@council.example", "mx.council.example"
    made = ask_with_conditions(world)
    Delivery.objects.all().delete()
    return made


def arrive(subject: str, text: str, sender: str = "gh@example.org", **named: Any) -> Arrival:
    message = mail(
        subject, text, sender, identifier=f"<{subject}{text}@example.org>".replace(" ", "").replace("\n", ""), **named
    )
    to = addressing.all_addressed(["reply@council.example"])
    kept = keeping.keep(BytesIO(message.as_bytes()), Arrival.Way.SMTP, sender, to)
    processing.process_waiting()
    return Arrival.objects.get(pk=kept[0].pk)


@pytest.mark.usefixtures("enquiry")
def test_rule_21_an_answer_by_mail_waits_for_confirmation(world: World) -> None:
    row = arrive("Re: DM-20/1004", "Dear colleagues,\n\n1: A virtual consultation\n\nRegards")
    version = ReplyVersion.objects.latest("pk")
    assert (row.state, row.place, version.channel, version.entered_by) == ("filed", "letter", "mail", None)
    assert (version.person, version.reply.member) == (world["gh"].person, world["gh"].member)
    assert (version.source, version.received_at, version.reply.status) == (row.original, row.at, "unconfirmed")
    assert list(version.choices.values()) == ["a"]
    replies.confirm(version, Performer(world["secretariat"].person), timezone.now())
    version.reply.refresh_from_db()
    assert version.reply.status == "counted"


@pytest.mark.usefixtures("enquiry")
def test_rule_21_the_sender_gets_a_link_of_their_own_to_confirm_by(world: World) -> None:
    arrive("Re: DM-20/1004", "1: A virtual consultation")
    notices.queue_waiting()
    told = Delivery.objects.get(mailing__template="reply_by_mail")
    assert told.person == world["gh"].person
    message = compose(told, lambda _purpose: "").message()
    assert "member=GH&take=1" in str(message.get_payload(0))
    assert message["Reply-To"] == f"reply+{told.token}@council.example"
    assert not Delivery.objects.filter(mailing__template="arrival_received").exists()


@pytest.mark.parametrize(
    ("subject", "text", "sender", "code"),
    [
        ("Re: DM-20/1004", "We will tell you next week.", "gh@example.org", ArrivalCode.ANSWER_UNCLEAR),
        ("Re: DM-20/1004", "1: A virtual consultation", "no@example.org", ArrivalCode.NO_MANDATE),
        ("Re: DM-20/9999", "1: A virtual consultation", "gh@example.org", ArrivalCode.PLACE_UNKNOWN),
    ],
)
@pytest.mark.usefixtures("enquiry")
def test_what_is_not_certain_waits(subject: str, text: str, sender: str, code: ArrivalCode) -> None:
    before = ReplyVersion.objects.count()
    row = arrive(subject, text, sender)
    assert (row.state, row.why["code"], ReplyVersion.objects.count()) == ("waiting", code.value, before)


@pytest.mark.parametrize(("mode", "taken"), [(Mode(), False), (Mode(open=True), True)])
@pytest.mark.usefixtures("enquiry")
def test_rule_37_a_sealed_vote_is_not_taken_from_a_message(world: World, mode: Mode, taken: bool) -> None:  # noqa: FBT001
    put_to_vote(world, mode)
    row = arrive("Re: DM-20/1011", "1: Approve")
    assert ReplyVersion.objects.filter(reply__enquiry__letter__number=1011).exists() is taken
    assert (row.state, row.why["code"]) == (("filed", "certain") if taken else ("waiting", "vote_by_message"))


def test_what_answers_a_declared_result_waits(enquiry: Enquiry) -> None:
    type(enquiry).objects.update(declared_at=timezone.now())
    row = arrive("Re: DM-20/1004", "1: A virtual consultation")
    assert (row.state, row.why["code"]) == ("waiting", "place_over")


def test_a_reply_that_came_of_it_keeps_it_where_it_is(world: World, enquiry: Enquiry) -> None:
    row, by = arrive("Re: DM-20/1004", "1: A virtual consultation"), Performer(world["secretariat"].person)
    with pytest.raises(Refusal) as refused:
        actions.take_back(row, by, timezone.now())
    assert refused.value.reason.code is ArrivalCode.COUNTS_ALREADY
    version = ReplyVersion.objects.latest("pk")
    replies.return_entry(version, by, timezone.now(), words="It says something else")
    actions.take_back(row, by, timezone.now())
    row.refresh_from_db()
    assert (row.state, LetterMail.objects.count()) == ("waiting", 0)
    actions.file(row, by, timezone.now(), kind="letter", value=str(enquiry.letter_id), member=world["gh"].member)
    assert LetterMail.objects.get().letter == enquiry.letter
