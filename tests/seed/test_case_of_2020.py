"""The consultation of June 2020 from its first sitting to its last decision, by the acts of the product; made up.

Four sittings, every item of the agenda, three of them deferred for three causes, a reservation, an observer's objection
and one that is withdrawn; then what was too urgent for the physical session: a ballot with 48 entitled and one with
45, a silence procedure that is broken and one that is extended.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import letter_queries, results
from hemicycle.correspondence.actions import clearing, enquiries, letters, replies, sending
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.ballots import ballots_of, turnout
from hemicycle.correspondence.models import Enquiry, Letter
from hemicycle.correspondence.particulars import Particulars
from hemicycle.correspondence.templates import EXTENSION
from hemicycle.journal.models import Entry
from hemicycle.journal.record import Performer
from hemicycle.live import build
from hemicycle.ops import seed
from hemicycle.ops.seed.letters import Desk
from hemicycle.ops.seed.replying import without_receipts
from hemicycle.outcome.actions import asking, balloting, closing, drafting, positions, reporting, urgency
from hemicycle.outcome.actions.balloting import Wanted
from hemicycle.outcome.models import Ending
from hemicycle.outcome.report_content import compiled
from hemicycle.people.actions import seats_and_votes
from hemicycle.people.models import Member, Registration
from hemicycle.people.queries import authority_of
from hemicycle.rules.ballots import BallotOutcome
from hemicycle.rules.capacity import Period
from hemicycle.rules.conclusions import PositionKind
from hemicycle.rules.reasons import Refusal
from hemicycle.sittings.act import Participant
from hemicycle.sittings.actions import items, presiding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.agenda.models import Item
    from hemicycle.correspondence.ballots import BallotOn
    from hemicycle.sittings.models import Sitting

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
#: By the place of the item: what is said of it, by which State.
DEFERRED = {
    3: ("KE", PositionKind.OBJECTION, "deferred_by_objection"),
    7: ("JP", PositionKind.DEFER_DOCUMENT, "document_deferred_by_wish"),
    12: ("CA", PositionKind.SUSPEND_DEBATE, "deferred_by_motion"),
}
RESERVED, OBSERVED, WITHDRAWN = (5, "BR"), (6, "NO"), (8, "EG")
#: Too urgent for the physical session, and put to the vote in this way.
BALLOT_OF_48, BALLOT_OF_45, BROKEN, EXTENDED = 1, 2, 4, 9
SUSPENDED = ("AR", "BF", "CN")


@dataclass
class Case:
    """The consultation, and the moment that it has come to."""

    consultation: Consultation
    now: datetime
    desk: Desk = field(init=False)
    presiding: Participant = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk.of(self.consultation)

    def at(self, later: timedelta = SECOND) -> datetime:
        self.now += later
        return self.now

    def delegate(self, code: str) -> Participant:
        """The first delegate of a State."""
        rows = Registration.objects.filter(consultation=self.consultation, member__code=code, status="confirmed")
        return Participant.registered(rows.select_related("person", "member").earliest("pk"))

    def hold(self, sitting: Sitting) -> None:
        """A sitting, from its opening to its end."""
        assert sitting.presiding
        self.now, self.presiding = sitting.opens_at, Participant.registered(sitting.presiding)
        presiding.open_sitting(sitting.pk, self.presiding, self.at())
        for item in sitting.planned.filter(position__isnull=False).order_by("position"):
            self.discuss(sitting.pk, item)
        presiding.end(sitting.pk, self.presiding, self.at())

    def discuss(self, sitting: int, item: Item) -> None:
        """An item, from its opening to its outcome."""
        place, key = item.position or 0, item.pk
        items.open_item(sitting, self.presiding, self.at(timedelta(minutes=5)), item=key)
        drafting.draft(
            self.consultation.pk, self.desk.first, self.at(), drafting.Drafted(key, "en", f"Of item {place}.", seen=0)
        )
        asking.ask(sitting, self.presiding, self.at(), item=key)
        said: dict[str, Any] = {"item": key, "words": "Instructions are awaited."}
        if place in DEFERRED:
            code, kind, _why = DEFERRED[place]
            if kind is PositionKind.OBJECTION:
                positions.object_(sitting, self.delegate(code), self.at(), **said)
            else:
                positions.defer(sitting, self.delegate(code), self.at(), kind=kind, **said)
        if place == RESERVED[0]:
            positions.state(sitting, self.delegate(RESERVED[1]), self.at(), kind=PositionKind.RESERVATION, **said)
        if place == OBSERVED[0]:
            positions.object_(sitting, self.delegate(OBSERVED[1]), self.at(), **said)
        if place == WITHDRAWN[0]:
            who = self.delegate(WITHDRAWN[1])
            taken = positions.object_(sitting, who, self.at(), **said)
            positions.withdraw(sitting, who, self.at(), position=taken.pk)
        outcome = "deferred" if place in DEFERRED else "proposed_conclusion"
        document: Any = build.document(sitting, "conclusion")
        later = self.at(timedelta(seconds=20))
        closing.close_item(sitting, self.presiding, later, item=key, outcome=outcome, seen=document.latest)

    def item(self, place: int) -> int:
        return self.consultation.items.get(position=place).pk

    def flag(self, place: int) -> None:
        """Too urgent, in the view of the chair, and on the authority that another person records."""
        key = self.consultation.pk
        urgency.flag(key, self.desk.chair, self.at(), item=self.item(place), reason="It begins in July.")
        urgency.authorise(
            key, self.desk.first, self.at(), item=self.item(place), source="Memorandum of 15 June 2020 (made up)"
        )

    def put(self, place: int, *, silence: bool = False) -> Enquiry:
        """Put to the vote, by a letter that two have looked at."""
        wanted = Wanted([self.item(place)], silence=silence)
        letter = balloting.draft_letter(self.consultation.pk, self.desk.first, self.at(), wanted)
        return Enquiry.objects.select_related("letter__consultation").get(letter=self.sent(letter))

    def sent(self, letter: Letter) -> Letter:
        handed_in = clearing.hand_in(letter_queries.whole().get(pk=letter.pk), self.desk.first, self.at())
        clearing.clear(letter, self.desk.second, self.at(), handed_in.digest)
        looked = sending.check(letter_queries.whole().get(pk=letter.pk), self.at())
        known = frozenset(member.code for member in looked.without_address)
        doubts = frozenset(str(doubt.code) for doubt in looked.doubts)
        instead = {gap.key: "en" for gap in looked.gaps}
        wanted = Sending(instead, known, len(looked.recipients), known_doubts=doubts)
        return sending.send(letter, self.desk.first, self.at(), wanted)

    def vote(self, enquiry: Enquiry, codes: Iterable[str], choices: Iterable[str]) -> None:
        """The focal point of each State votes."""
        question = enquiry.questions.get().pk
        for code, choice in zip(codes, choices, strict=False):
            member, at = Member.objects.get(code=code), self.at()
            mandate = authority_of(self.consultation, member, at)
            assert mandate
            replies.submit(enquiry, Performer(mandate.person), at, member=member, answer=Answer({question: choice}))

    def voting(self, enquiry: Enquiry) -> list[str]:
        """Codes of those who have a focal point and may vote."""
        rows = results.returns(results.find(self.consultation, enquiry.pk), self.now.date(), at=self.now).rows
        answering = set(self.consultation.focal_points.values_list("member__code", flat=True))
        return [row.member.code for row in rows if row.put_to.may_vote and row.member.code in answering]

    def declared(self, enquiry: Enquiry, *, after_deadline: bool = True) -> BallotOn:
        """The result, once the chair has declared it."""
        if after_deadline:
            self.now = max(self.now, results.find(self.consultation, enquiry.pk).deadline.moment + SECOND)
        enquiries.declare(results.find(self.consultation, enquiry.pk), self.desk.chair, self.at())
        (found,) = ballots_of(
            results.returns(results.find(self.consultation, enquiry.pk), self.now.date(), at=self.now)
        )
        assert found.declared
        return found


@pytest.fixture
def case() -> Case:
    """After the fourth sitting."""
    seed.load()
    consultation = Consultation.objects.get()
    sittings = list(consultation.sittings.filter(demonstration=False).order_by("number"))
    case = Case(consultation, sittings[0].opens_at)
    for sitting in sittings:
        case.hold(sitting)
    return case


def test_four_sittings_end_with_an_outcome_for_every_item_and_ballots_decide_what_was_urgent(case: Case) -> None:
    agenda = list(case.consultation.items.filter(position__isnull=False).order_by("position"))
    ended = dict(Ending.objects.values_list("discussion__item__position", "discussion__outcome"))
    assert len(agenda) >= 19
    assert set(ended) == {item.position for item in agenda}, "every item has come to an end"
    assert set(ended.values()) == {"proposed_conclusion", "deferred"}, "nothing is decided by a sitting"
    causes = {row.discussion.item.position: row for row in Ending.objects.filter(discussion__outcome="deferred")}
    assert {place: row.why.code.value for place, row in causes.items()} == {
        place: why for place, (_code, _kind, why) in DEFERRED.items()
    }
    assert {place: row.why.facts["member"] for place, row in causes.items()} == {
        place: code for place, (code, _kind, _why) in DEFERRED.items()
    }
    codes = Counter(row.why.code.value for row in Ending.objects.all())
    assert codes["objection_recorded_only"] == 1, "of the observer"
    content = compiled(case.consultation)
    said = {item["position"]: item for item in content["items"]}
    assert [one["member"] for one in said[RESERVED[0]]["attached"]] == [RESERVED[1]]
    assert said[WITHDRAWN[0]]["against"][0]["withdrawn"]
    report = reporting.publish_report(case.consultation.pk, case.desk.first, case.at(), symbol="REPORT-2020")
    assert report.symbol == "REPORT-2020"
    with without_receipts():
        _decide(case)
    content = compiled(case.consultation)
    decided = {item["position"] for item in content["items"] if item.get("ballots")}
    assert decided >= {BALLOT_OF_48, BALLOT_OF_45, EXTENDED}
    assert {item["outcome"] for item in content["items"]} == {"proposed_conclusion", "deferred"}, "rule 26"
    assert not Entry.objects.filter(data__outcome__in=["decided", "adopted"]).exists()
    revised = reporting.publish_report(
        case.consultation.pk, case.desk.first, case.at(), words={"en": "Decisions by correspondence were added."}
    )
    assert (report.content["items"][0].get("ballots"), revised.symbol) == (None, "REPORT-2020/Rev.1")


def _decide(case: Case) -> None:
    for place in (BALLOT_OF_48, BALLOT_OF_45, BROKEN, EXTENDED):
        case.flag(place)

    # Of 48 entitled 25 must approve.
    first = case.put(BALLOT_OF_48)
    voting = case.voting(first)
    case.vote(first, voting, chain(repeat("approve", 25), repeat("reject", 4), repeat("abstain", 3)))
    returned = results.returns(results.find(case.consultation, first.pk), case.now.date(), at=case.now)
    assert (turnout(returned), ballots_of(returned)) == ((32, 48), []), "how many voted is seen, and not how"
    with pytest.raises(Refusal):
        enquiries.declare(results.find(case.consultation, first.pk), case.desk.chair, case.at())
    result = case.declared(first)
    assert (result.result.needed, result.result.outcome, result.decides) == (25, BallotOutcome.APPROVED, True)
    counts = {name.value: number for name, number in result.result.votes.counts.items() if number}
    assert counts == {"for": 25, "against": 4, "abstained": 3, "no_reply": 16}

    # Of 45 entitled, three votes being suspended, 23 must approve: 22 do.
    for code in SUSPENDED:
        days = Period(case.consultation.day(case.now), None)
        seats_and_votes.suspend_vote(
            case.consultation.pk, case.desk.first, case.at(), code, days, reason="Arrears (made up)"
        )
    second = case.put(BALLOT_OF_45)
    voting = case.voting(second)
    assert not set(voting) & set(SUSPENDED)
    with pytest.raises(Refusal):
        case.vote(second, [SUSPENDED[0]], ["approve"])
    case.vote(second, voting, repeat("approve", 22))
    case.vote(second, voting[:1], ["reject"])  # who changes a vote is counted once, as it voted last
    case.vote(second, voting[:1], ["approve"])
    result = case.declared(second)
    votes = result.result.votes
    assert (votes.entitled, votes.suspended, result.result.needed) == (45, 3, 23)
    assert (result.result.outcome, result.decides) == (BallotOutcome.NOT_APPROVED, False)

    # One objection breaks a silence at once.
    third = case.put(BROKEN, silence=True)
    case.vote(third, voting[:1], ["object"])
    result = case.declared(third, after_deadline=False)
    assert (result.result.outcome, result.decides) == (BallotOutcome.BROKEN, False)

    # Another one is extended, before it is over, and kept.
    fourth = case.put(EXTENDED, silence=True)
    before = fourth.deadline.moment
    _extend(case, fourth)
    assert results.find(case.consultation, fourth.pk).deadline.moment > before
    result = case.declared(fourth)
    assert (result.result.outcome, result.decides) == (BallotOutcome.ACCEPTED, True)


def _extend(case: Case, enquiry: Enquiry) -> None:
    """A later deadline for everybody, with a numbered letter (rule 19)."""
    usual = letter_queries.usual(case.consultation, case.consultation.day(case.now))
    head = Head(
        usual.series,
        usual.number,
        usual.dated,
        tuple(usual.addressed),
        usual.signatory,
        usual.signatory_title,
        particulars=Particulars.of(usual),
        new_day=(enquiry.deadline.local + 7 * DAY).date(),
    )
    letter = letters.begin(case.consultation.pk, case.desk.first, case.at(), head, template=EXTENSION, extends=enquiry)
    case.sent(letter)
