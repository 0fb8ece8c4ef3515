"""Rules 34 and 37: a letter puts flagged conclusions to a decision by correspondence, each on both authorities."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from hemicycle.correspondence import grounds
from hemicycle.correspondence.actions import enquiries, questions
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.actions.sending import check
from hemicycle.correspondence.letter_queries import whole
from hemicycle.correspondence.models import DeclaredResult, Enquiry, Letter
from hemicycle.correspondence.placeholders import Filler
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.outcome.actions import balloting
from hemicycle.outcome.actions.balloting import Wanted
from hemicycle.outcome.ballots import ballots_of, candidates
from hemicycle.outcome.models import BallotedConclusion, Urgency
from hemicycle.outcome.report_content import compiled
from hemicycle.rules.ballots import BallotOutcome, Mode
from hemicycle.rules.reasons import Refusal
from tests.outcome.test_urgency import authorise, concluded, flag, take_back
from tests.support.addressing import address
from tests.support.balloting import DAY, close, vote
from tests.support.enquiries import mandate
from tests.support.floor import refused

if TYPE_CHECKING:
    from tests.outcome.acting import Acting

__all__ = ["concluded"]


@pytest.fixture
def urgent(concluded: Acting) -> Acting:
    """Its conclusion is flagged, and the authority recorded."""
    flag(concluded)
    authorise(concluded)
    return concluded


def draft(acting: Acting, *items: int, silence: bool = False, who: str = "secretariat") -> Letter:
    key, by = acting.world.consultation.pk, Performer(acting.world[who].person)
    return balloting.draft_letter(key, by, acting.at(), Wanted(items or (acting.item,), silence=silence))


def not_drafted(acting: Acting, *items: int, who: str = "secretariat") -> tuple[int | None, str]:
    with pytest.raises(Refusal) as error:
        draft(acting, *items, who=who)
    return refused(error)


def problems(acting: Acting, letter: Letter) -> set[str]:
    return {reason.code.value for reason in check(whole().get(pk=letter.pk), acting.at()).problems}


def test_rule_34_the_letter_asks_one_question_for_each_conclusion_as_it_was_read(urgent: Acting) -> None:
    letter = draft(urgent)
    enquiry = Enquiry.objects.get(letter=letter)
    question = enquiry.questions.get()
    item = urgent.world.items[0]
    assert (enquiry.kind, question.title, question.number) == ("ballot", item.title, item.number)
    assert question.text == {"en": "One."}
    assert enquiry.procedure.mode == Mode()
    assert set(enquiry.asked) <= set(letter.addressed)
    assert question.conclusion.urgency.ending.discussion.item == item
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.act, entry.data["did"], entry.data["letter"]) == ("letter.write", "ballot", letter.symbol)
    assert "{deadline}" in letter.texts.get(language="en").body


def test_rule_35_a_silence_procedure_is_drafted_with_72_hours_from_the_moment_of_sending(urgent: Acting) -> None:
    enquiry = Enquiry.objects.get(letter=draft(urgent, silence=True))
    assert (enquiry.kind, enquiry.hours) == ("silence", 72)
    assert enquiry.procedure.mode.silence


def test_rule_34_no_ballot_without_authority_or_on_an_item_that_is_not_flagged(
    concluded: Acting,
) -> None:
    assert not_drafted(concluded) == (34, "not_urgent")
    flag(concluded)
    assert not_drafted(concluded) == (34, "ballot_without_authority")
    take_back(concluded)
    assert not_drafted(concluded) == (34, "not_urgent")
    assert Letter.objects.count() == 0
    key, by = concluded.world.consultation.pk, Performer(concluded.world["secretariat"].person)
    with pytest.raises(Refusal) as error:
        balloting.draft_letter(key, by, concluded.at(), Wanted(()))
    assert refused(error) == (None, "ballot_of_nothing")


def test_a_conclusion_is_put_to_one_ballot_at_a_time(urgent: Acting) -> None:
    letter = draft(urgent)
    assert not_drafted(urgent) == (None, "ballot_open_already")
    (candidate,) = candidates(urgent.world.consultation)
    assert candidate.decision.reason.facts == {"letter": letter.symbol}
    letter.delete()
    assert BallotedConclusion.objects.count() == 0
    draft(urgent)


def test_rule_34_an_item_that_was_taken_up_again_is_no_longer_what_was_flagged(urgent: Acting) -> None:
    letter = draft(urgent)
    assert "ballot_of_old_conclusion" not in problems(urgent, letter)
    urgent.open()
    assert "ballot_of_old_conclusion" in problems(urgent, letter)
    letter.delete()
    assert not_drafted(urgent) == (None, "ballot_of_old_conclusion")


def test_only_the_secretariat_drafts_it(urgent: Acting) -> None:
    for who in ("chair", "br", "technician"):
        assert not_drafted(urgent, who=who) == (2, "not_permitted")


def test_its_questions_stay_as_they_were_made_while_it_is_decided_how_they_are_asked(urgent: Acting) -> None:
    letter = draft(urgent)
    by, enquiry = Performer(urgent.world["secretariat"].person), Enquiry.objects.get(letter=letter)
    asking = Asking.of(enquiry)
    longer = Asking(
        "ballot", asking.asked, asking.day + timedelta(days=5), questions=asking.questions, mode=Mode(open=True)
    )
    questions.ask(letter, by, urgent.at(), longer)
    enquiry = Enquiry.objects.get(letter=letter)
    assert (enquiry.deadline_day, enquiry.procedure.open_votes) == (longer.day, True)
    assert grounds.authorities(enquiry).keys() == {enquiry.questions.get().pk}
    for kind, asked in (("ballot", (Put(9, {"en": "Another"}),)), ("items", asking.questions)):
        with pytest.raises(Refusal) as error:
            questions.ask(letter, by, urgent.at(), Asking(kind, asking.asked, asking.day, questions=asked))
        assert refused(error) == (None, "questions_are_fixed")


def test_a_vote_comes_without_conditions(urgent: Acting) -> None:
    letter = draft(urgent)
    by, asking = Performer(urgent.world["secretariat"].person), Asking.of(Enquiry.objects.get(letter=letter))
    with_conditions = Asking("ballot", asking.asked, asking.day, conditions=True, questions=asking.questions)
    with pytest.raises(Refusal) as error:
        questions.ask(letter, by, urgent.at(), with_conditions)
    assert refused(error) == (None, "vote_without_conditions")


def sent(acting: Acting, letter: Letter) -> Enquiry:
    """It went out four days ago, to all who are addressed."""
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=timezone.now() - 4 * DAY)
    address(Letter.objects.get(pk=letter.pk))
    for name in ("br", "jp"):
        mandate(acting.world[name], timezone.now() - 5 * DAY)
    Enquiry.objects.filter(letter=letter).update(deadline_day=(timezone.now() + 2 * DAY).date())
    return Enquiry.objects.get(letter=letter)


def declare(acting: Acting, enquiry: Enquiry) -> None:
    enquiries.declare(enquiry, Performer(acting.world["chair"].person), timezone.now())


def of_item(acting: Acting) -> dict[str, Any]:
    found: dict[str, Any] = compiled(acting.world.consultation)["items"][0]
    return found


def approved(acting: Acting) -> Enquiry:
    """All who vote approve, which is enough of those entitled."""
    enquiry = sent(acting, draft(acting))
    others = enquiry.letter.addressees.exclude(member__in=[acting.world[name].member for name in ("br", "jp")])
    assert others.filter(may_vote=True).count() <= 1
    for name in ("br", "jp"):
        vote(acting.world, enquiry, name, "approve")
    enquiry = close(enquiry)
    declare(acting, enquiry)
    return enquiry


def test_rule_34_a_conclusion_is_decided_by_a_declared_ballot_and_the_item_ends_as_before(urgent: Acting) -> None:
    enquiry = approved(urgent)
    content = DeclaredResult.objects.get(enquiry=enquiry).content["ballot"]["results"][0]
    assert content["outcome"] == "approved"
    assert content["authority"]["flagged"] < content["authority"]["authorised"]
    flagged = Urgency.objects.get()
    (ballot,) = ballots_of([flagged])[flagged.pk]
    assert (ballot.letter, ballot.outcome, ballot.decides) == (enquiry.letter.symbol, BallotOutcome.APPROVED, True)
    item = of_item(urgent)
    assert item["outcome"] == "proposed_conclusion", "rule 26: the item decides nothing"
    assert [row["outcome"] for row in item["ballots"]] == ["approved"]
    assert not_drafted(urgent) == (None, "ballot_decided_already")


def test_a_decision_that_is_not_declared_is_none(urgent: Acting) -> None:
    enquiry = sent(urgent, draft(urgent))
    vote(urgent.world, enquiry, "br", "approve")
    close(enquiry)
    flagged = Urgency.objects.get()
    (ballot,) = ballots_of([flagged])[flagged.pk]
    assert (ballot.outcome, ballot.decides) == (None, False)
    assert "ballots" not in of_item(urgent)


def test_a_silence_procedure_is_begun_again_with_a_letter_that_refers_to_the_earlier_one(urgent: Acting) -> None:
    first = sent(urgent, draft(urgent, silence=True))
    vote(urgent.world, first, "br", "object")
    declare(urgent, first)
    letter = draft(urgent)
    again = Enquiry.objects.get(letter=letter)
    assert again.procedure.follows == first
    body = letter.texts.get(language="en").body
    assert "{earlier_letter}" in body
    assert first.letter.symbol in Filler(whole().get(pk=letter.pk), "en", marking=True)(body)
    assert Entry.objects.order_by("-pk")[0].data["follows"] == first.letter.symbol
    assert [row["outcome"] for row in of_item(urgent)["ballots"]] == ["broken"]
