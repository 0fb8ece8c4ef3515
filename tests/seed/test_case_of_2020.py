"""The case of June 2020 from its first sitting to its last decision, by the acts of the product; made up.

It is the consultation that is over in the demonstration: the same module makes both.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import results
from hemicycle.correspondence.actions import enquiries
from hemicycle.correspondence.ballots import ballots_of, turnout
from hemicycle.journal.models import Entry
from hemicycle.mail.models import Delivery
from hemicycle.ops import seed
from hemicycle.ops.seed import correspondence, earlier, files
from hemicycle.ops.seed.decisions import BALLOT_OF_45, BALLOT_OF_48, EXTENDED, SUSPENDED, Decisions
from hemicycle.outcome.models import Ending, Report
from hemicycle.outcome.report_content import compiled
from hemicycle.outcome.sitting_record import EventKind, presence_of, record_of
from hemicycle.outcome.statements import statements_of
from hemicycle.people import voting
from hemicycle.rules.ballots import BallotOutcome
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings import enforcement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hemicycle.ops.seed.case import Case

NOW = datetime(2026, 11, 25, 9, 33, 17, tzinfo=UTC)
#: By the place of the item: which Member says what defers it.
DEFERRED = {
    3: ("KE", "deferred_by_objection"),
    7: ("JP", "document_deferred_by_wish"),
    12: ("CA", "deferred_by_motion"),
}
RESERVED, WITHDRAWN = (5, "BR"), 8


@pytest.fixture(autouse=True)
def _loaded(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001 - opens the database
    monkeypatch.setattr(correspondence, "load", lambda _consultation: None)
    seed.load()
    with earlier.in_the_past(), translation.override("en"):
        yield


@pytest.fixture
def case() -> Case:
    """After the fourth sitting."""
    case = earlier.begin(NOW)
    for sitting in case.consultation.sittings.order_by("number"):
        case.hold(sitting)
    return case


def test_four_sittings_end_with_an_outcome_for_every_item_and_ballots_decide_what_was_urgent(case: Case) -> None:
    agenda = list(case.consultation.items.filter(position__isnull=False).order_by("position"))
    ended = dict(Ending.objects.values_list("discussion__item__position", "discussion__outcome"))
    assert len(agenda) == 19
    assert set(ended) == {item.position for item in agenda}, "every item has come to an end"
    assert set(ended.values()) == {"proposed_conclusion", "deferred"}, "nothing is decided by a sitting"
    causes = {row.discussion.item.position: row for row in Ending.objects.filter(discussion__outcome="deferred")}
    assert {place: (row.why.facts["member"], row.why.code.value) for place, row in causes.items()} == DEFERRED
    codes = Counter(row.why.code.value for row in Ending.objects.all())
    assert codes["objection_recorded_only"] == 1, "of the observer"
    content = compiled(case.consultation)
    said = {item["position"]: item for item in content["items"]}
    assert [one["member"] for one in said[RESERVED[0]]["attached"]] == [RESERVED[1]]
    assert said[WITHDRAWN]["against"][0]["withdrawn"]
    earlier.report(case)
    _decide(case)
    content = compiled(case.consultation)
    decided = {item["position"] for item in content["items"] if item.get("ballots")}
    assert decided >= {BALLOT_OF_48, BALLOT_OF_45, EXTENDED}
    assert {item["outcome"] for item in content["items"]} == {"proposed_conclusion", "deferred"}, "rule 26"
    assert not Entry.objects.filter(data__outcome__in=["decided", "adopted"]).exists()
    earlier.revise_report(case)
    first, second = Report.objects.order_by("pk")
    assert (first.content["items"][0].get("ballots"), second.symbol) == (None, f"{earlier.REPORT}/Rev.1")
    assert second.submissions.get().symbol == earlier.INPUT


def _decide(case: Case) -> None:
    decisions = Decisions(case)
    decisions.flag()

    # Of 48 entitled 25 must approve.
    first = decisions.ballot_of_48()
    returned = decisions.returned(first)
    assert (turnout(returned), ballots_of(returned)) == ((32, 48), []), "how many voted is seen, and not how"
    with pytest.raises(Refusal):
        enquiries.declare(results.find(case.consultation, first.pk), case.desk.chair, case.at())
    result = decisions.declared(first)
    assert (result.result.needed, result.result.outcome, result.decides) == (25, BallotOutcome.APPROVED, True)
    counts = {name.value: number for name, number in result.result.votes.counts.items() if number}
    assert counts == {"for": 25, "against": 4, "abstained": 3, "no_reply": 16}

    # Of 45 entitled, three votes being suspended, 23 must approve: 22 do.
    second = decisions.ballot_of_45()
    assert not set(decisions.voting(second)) & set(SUSPENDED)
    with pytest.raises(Refusal):
        decisions.vote(second, [SUSPENDED[0]], ["approve"])
    result = decisions.declared(second)
    votes = result.result.votes
    assert (votes.entitled, votes.suspended, result.result.needed) == (45, 3, 23)
    assert (result.result.outcome, result.decides) == (BallotOutcome.NOT_APPROVED, False)
    decisions.restore_votes()

    # One objection breaks a silence at once.
    result = decisions.declared(decisions.broken_silence(), after_deadline=False)
    assert (result.result.outcome, result.decides) == (BallotOutcome.BROKEN, False)

    # Another one is extended, before it is over, and kept.
    fourth = decisions.extended_silence()
    extended = results.find(case.consultation, fourth.pk)
    assert extended.extensions.count() == 1
    assert extended.letter.sent_at is not None
    assert extended.deadline.moment - extended.letter.sent_at > timedelta(days=7)
    result = decisions.declared(fourth)
    assert (result.result.outcome, result.decides) == (BallotOutcome.ACCEPTED, True)


def test_each_sitting_has_speakers_with_their_texts_and_the_voice_of_who_presides(case: Case) -> None:
    for sitting in case.consultation.sittings.all():
        record = record_of(sitting)
        turns, voices = record.of(EventKind.TURN), record.of(EventKind.VOICE)
        assert all(turn.row.connected_at and turn.until for turn in turns)
        assert len(turns) > len(record.of(EventKind.ITEM)), "some items have two speakers"
        assert voices
        assert all(voice.until and voice.item for voice in voices)
        assert len(presence_of(sitting)) > 10
    handed_in = statements_of(case.consultation)
    assert {one.stage.value for one in handed_in} == {"spoken"}
    assert {one.latest.published for one in handed_in} == {True, False}


def test_the_summary_record_says_in_one_language_what_was_handed_in_in_several(case: Case) -> None:
    sitting = case.consultation.sittings.earliest("number")
    made = case.write_summary(sitting, "SR/9")
    assert made.symbol == "SR/9"
    published = str(made.content)
    assert files.case().correction in published, "the correction that was asked for"
    assert "said that:'" not in published, "no paragraph is left to be filled"


def test_the_demonstration_has_it_once_in_the_past_and_nobody_is_written_to() -> None:
    made = seed.earlier_consultation(NOW)
    assert made.body == Consultation.objects.exclude(pk=made.pk).get().body
    assert made.first_day.weekday() == files.consultation().first_day.weekday()
    assert timedelta(weeks=16) <= NOW.date() - made.first_day < timedelta(weeks=17)
    assert Entry.objects.latest("at").at < NOW
    assert all(row.made_up for row in (one.person for one in made.registrations.select_related("person")))
    states = Delivery.objects.filter(mailing__consultation=made).values_list("state", flat=True)
    assert set(states) == {"sent"}
    assert len(voting.voters(made, NOW.date())) == 48, "what was suspended for a ballot is restored"
    entries = Entry.objects.count()
    assert seed.earlier_consultation(NOW + timedelta(days=30)) == made
    assert Entry.objects.count() == entries


def test_the_engines_of_the_installation_answer_again_afterwards() -> None:
    before = enforcement.engine()
    with earlier.in_the_past():
        assert enforcement.engine().participants("sitting-1").result() == []
        assert enforcement.engine() is not before
    assert enforcement.engine() is before
