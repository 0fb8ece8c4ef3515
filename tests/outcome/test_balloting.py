"""Rules 34 and 37: a letter puts flagged conclusions to a decision by correspondence, each on both authorities."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hemicycle.correspondence import grounds
from hemicycle.correspondence.actions import questions
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.actions.sending import check
from hemicycle.correspondence.letter_queries import whole
from hemicycle.correspondence.models import Enquiry, Letter
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.outcome.actions import balloting
from hemicycle.outcome.actions.balloting import Wanted
from hemicycle.outcome.ballots import candidates
from hemicycle.outcome.models import BallotedConclusion
from hemicycle.rules.ballots import Mode
from hemicycle.rules.reasons import Refusal
from tests.outcome.test_urgency import authorise, concluded, flag, take_back
from tests.support.floor import refused

if TYPE_CHECKING:
    from tests.outcome.acting import Acting

__all__ = ["concluded"]


@pytest.fixture
def urgent(concluded: Acting) -> Acting:  # noqa: F811 - the fixture
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
    assert (entry.act, entry.facts["did"], entry.facts["letter"]) == ("letter.write", "ballot", letter.symbol)
    assert "{deadline}" in letter.texts.get(language="en").body


def test_rule_35_a_silence_procedure_is_drafted_with_72_hours_from_the_moment_of_sending(urgent: Acting) -> None:
    enquiry = Enquiry.objects.get(letter=draft(urgent, silence=True))
    assert (enquiry.kind, enquiry.hours) == ("silence", 72)
    assert enquiry.procedure.mode.silence


def test_rule_34_no_ballot_without_authority_or_on_an_item_that_is_not_flagged(
    concluded: Acting,  # noqa: F811 - the fixture
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
