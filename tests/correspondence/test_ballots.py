"""Rules 35 to 37: the votes on a question are counted by its mode, sealed until the close, and frozen when declared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hemicycle.correspondence import notices, results, seen_replies
from hemicycle.correspondence.actions import enquiries, summaries
from hemicycle.correspondence.ballots import ballots_of, turnout
from hemicycle.correspondence.declared import FORMAT
from hemicycle.correspondence.models import DeclaredResult, ReplyVersion, VotingProcedure
from hemicycle.correspondence.result_notices import in_a_line
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.mail.models import Mailing
from hemicycle.people.models import VoteSuspension
from hemicycle.rules.ballots import BallotOutcome, Basis, Broken, Cast, Missed, Mode, Quorum, Unit
from hemicycle.rules.reasons import Refusal
from hemicycle.verification import facts
from tests.factories import make_world
from tests.support.balloting import DAY, close, put_to_vote, vote
from tests.support.floor import refused

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.correspondence.ballots import BallotOn
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.correspondence.results import Returns
    from tests.factories import World


@pytest.fixture
def world(transactional_db: None) -> World:  # noqa: ARG001 - opens the database
    return make_world()


def returned(enquiry: Enquiry, at: datetime | None = None) -> Returns:
    current = results.find(enquiry.letter.consultation, enquiry.pk)
    moment = at or timezone.now()
    return results.returns(current, moment.date(), *results.VERSIONS, at=moment)


def counted(enquiry: Enquiry) -> list[BallotOn]:
    return ballots_of(returned(enquiry))


def declare(world: World, enquiry: Enquiry) -> DeclaredResult:
    enquiries.declare(enquiry, Performer(world["chair"].person), timezone.now())
    return DeclaredResult.objects.get(enquiry=enquiry)


def test_rule_37_each_question_of_a_letter_is_counted_apart(world: World) -> None:
    enquiry = put_to_vote(world, None, "The dates", "The place")
    vote(world, enquiry, "br", "approve", "reject")
    vote(world, enquiry, "jp", "approve", "abstain")
    dates, place = counted(close(enquiry))
    entitled = dates.result.votes.entitled
    assert (dates.result.outcome, dates.result.needed) == (BallotOutcome.APPROVED, entitled // 2 + 1)
    assert dates.result.votes.counts == {Cast.FOR: 2, Cast.NO_REPLY: entitled - 2}
    assert place.result.outcome is BallotOutcome.NOT_APPROVED
    assert place.result.votes.counts == {Cast.AGAINST: 1, Cast.ABSTAINED: 1, Cast.NO_REPLY: entitled - 2}
    assert not dates.decides, "nobody gave authority for it"


def test_rule_37_a_vote_is_changeable_until_the_deadline_and_the_last_one_counts(world: World) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "reject", at=timezone.now() - 2 * DAY)
    vote(world, enquiry, "br", "approve")
    enquiry = close(enquiry)
    vote(world, enquiry, "jp", "approve", at=timezone.now())
    (one,) = counted(enquiry)
    assert (one.result.votes.counts[Cast.FOR], one.result.votes.counts[Cast.LATE]) == (1, 1)
    assert ReplyVersion.objects.count() == 3


def test_rule_36_a_member_whose_vote_is_suspended_is_not_counted_and_does_not_vote(world: World) -> None:
    japan = world["jp"].member
    assert japan
    day = (timezone.now() - 30 * DAY).date()
    VoteSuspension.objects.create(member=japan, start=day, reason="Arrears of contributions")
    enquiry = put_to_vote(world)
    row = enquiry.letter.addressees.get(member=japan)
    assert not row.may_vote
    with pytest.raises(Refusal) as error:
        vote(world, enquiry, "jp", "approve")
    assert refused(error)[1] == "ballot_needs_vote"
    vote(world, enquiry, "br", "approve")
    (one,) = counted(close(enquiry))
    assert one.result.votes.entitled == enquiry.letter.addressees.filter(may_vote=True).count()


def test_rule_37_votes_are_sealed_until_the_close_and_turnout_is_not(world: World) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "approve")
    found = returned(enquiry)
    assert found.sealed
    assert all(not row.choices for row in found.rows)
    assert all(not version.choices for row in found.rows if row.reply for version in row.reply.versions.all())
    assert found.tally == {enquiry.questions.get().pk: {"approve": [], "reject": [], "abstain": []}}
    assert ballots_of(found) == []
    assert turnout(found)[0] == 1
    assert results.choices([found.enquiry]) == {enquiry.pk: {}}
    assert not returned(close(enquiry)).sealed


def test_rule_37_where_nobody_says_when_they_look_votes_are_sealed(world: World) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "approve")
    current = results.find(enquiry.letter.consultation, close(enquiry).pk)
    assert results.returns(current, timezone.now().date()).sealed


def test_a_mode_that_says_so_leaves_votes_open_and_an_objection_is_never_sealed(world: World) -> None:
    opened = put_to_vote(world, Mode(open=True))
    vote(world, opened, "br", "approve")
    assert not returned(opened).sealed
    silence = put_to_vote(world, Mode(silence=True), number=1012)
    assert not returned(silence).sealed


def test_no_summary_is_generated_of_sealed_votes(world: World) -> None:
    enquiry = put_to_vote(world)
    with pytest.raises(Refusal) as error:
        summaries.draw_up(enquiry, Performer(world["secretariat"].person), timezone.now())
    assert refused(error) == (None, "votes_sealed")


def test_the_journal_keeps_of_a_sealed_vote_a_digest_that_its_nonce_opens(world: World) -> None:
    version = vote(world, put_to_vote(world), "br", "approve")
    data = Entry.objects.order_by("-pk")[0].data
    assert "choices" not in data
    how: dict[str, Any] = {name: getattr(version, name) for name in ("channel", "settles", "replaces")}
    assert data["answer"] == facts.answer(version.choices, [], version.nonce, **how)
    (question,) = version.choices
    tried = {facts.answer({question: option}, [], **how) for option in ("approve", "reject", "abstain")}
    assert data["answer"] not in tried, "who has the journal cannot try the few votes that there are"
    opened = vote(world, put_to_vote(world, Mode(open=True), number=1012), "br", "approve")
    assert (opened.nonce, Entry.objects.order_by("-pk")[0].data["choices"]) == ("", opened.choices)


def test_who_answers_for_the_member_sees_its_vote_and_the_desk_does_not(world: World) -> None:
    enquiry, now = put_to_vote(world), timezone.now()
    version = vote(world, enquiry, "br", "approve")
    consultation = enquiry.letter.consultation

    def seen(who: str, *, sees_all: bool) -> seen_replies.Reader:
        return seen_replies.reader(consultation, world[who].person, now, (enquiry.pk, "BR"), sees_all=sees_all)

    assert seen("br", sees_all=False).versions[0].choices == version.choices
    desk = seen("secretariat", sees_all=True)
    assert (set(desk.sealed), desk.versions[0].choices) == ({version.pk}, {})
    at_desk = seen_replies.at_desk(version, now, compares=True)
    assert at_desk.sealed == {version.pk}, "it came online: nobody compares it"
    assert not seen_replies.at_desk(version, now + 30 * DAY, compares=False).sealed


def test_rule_18_the_declared_result_freezes_mode_outcome_and_steps(world: World) -> None:
    enquiry = put_to_vote(world, Mode(Basis.CAST))
    vote(world, enquiry, "br", "approve")
    result = declare(world, close(enquiry))
    content = result.content
    assert (content["format"], content["ballot"]["mode"]["basis"]) == (FORMAT, "cast")
    (row,) = content["ballot"]["results"]
    assert (row["outcome"], row["needed"], row["counts"]["for"], row["authority"]) == ("approved", 1, 1, None)
    assert [step["code"] for step in row["steps"]] == [
        "ballot_entitled",
        "abstention_is_no_approval",
        "enough_approve",
    ]
    (one,) = counted(enquiry)
    assert (one.declared, one.result.outcome, one.result.needed) == (True, BallotOutcome.APPROVED, 1)
    assert [step.code.value for step in one.steps] == [step["code"] for step in row["steps"]]
    with pytest.raises(Refusal) as error:
        vote(world, enquiry, "jp", "reject", at=timezone.now())
    assert refused(error) == (18, "result_declared")
    with pytest.raises(IntegrityError), transaction.atomic():
        VotingProcedure.objects.update(share="two_thirds")
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclaredResult.objects.update(denominator=1)


def test_a_result_that_was_declared_before_modes_were_kept_says_what_it_said(world: World) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "approve")
    found = replace(returned(close(enquiry)), declared=DeclaredResult(content={"questions": []}))
    assert ballots_of(found) == []


def test_a_quorum_that_is_missed_has_no_result(world: World) -> None:
    mode = Mode(Basis.CAST, quorum=Quorum(Unit.REPLIES, 2), missed=Missed.EXTENSION)
    enquiry = put_to_vote(world, mode)
    vote(world, enquiry, "br", "approve")
    (one,) = counted(close(enquiry))
    assert (one.result.outcome, one.decides) == (BallotOutcome.QUORUM_MISSED, False)
    assert in_a_line(returned(enquiry)).startswith("Quorum not reached: ")


def test_rule_35_an_objection_breaks_a_silence_procedure_and_what_follows_was_set(world: World) -> None:
    enquiry = put_to_vote(world, Mode(silence=True, broken=Broken.BALLOT))
    vote(world, enquiry, "br", "object")
    result = declare(world, enquiry)
    (row,) = result.content["ballot"]["results"]
    assert (row["outcome"], row["steps"][-1]["facts"]["then"]) == ("broken", "ballot")


def test_the_chair_alone_declares(world: World) -> None:
    enquiry = close(put_to_vote(world))
    with pytest.raises(Refusal) as error:
        enquiries.declare(enquiry, Performer(world["secretariat"].person), timezone.now())
    assert refused(error) == (2, "not_permitted")


def test_rule_37_no_message_says_what_was_voted_before_the_close(world: World) -> None:
    enquiry = put_to_vote(world)
    vote(world, enquiry, "br", "approve", at=timezone.now() - 2 * DAY)
    vote(world, enquiry, "br", "reject")
    while notices.queue_waiting():
        pass
    bodies = [body for mailing in Mailing.objects.all() for body in mailing.body.values()]
    assert bodies
    assert not [body for body in bodies if "Approve" in body or "Reject" in body]
