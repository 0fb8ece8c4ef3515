"""What was too urgent for the physical session: two ballots, and two silence procedures (rules 34 to 36).

Of 48 entitled 25 must approve, and do; of 45, three votes being suspended, 23 must, and 22 do; one silence is broken by
an objection, another one is extended before it is over, and kept.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat
from typing import TYPE_CHECKING

from hemicycle.consultations.languages import FALLBACK
from hemicycle.correspondence import letter_queries, results
from hemicycle.correspondence.actions import clearing, enquiries, letters, replies, sending
from hemicycle.correspondence.actions.letters import Head
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.ballots import ballots_of
from hemicycle.correspondence.models import Enquiry
from hemicycle.correspondence.particulars import Particulars
from hemicycle.correspondence.templates import EXTENSION
from hemicycle.journal.record import Performer
from hemicycle.ops.seed import letter_files
from hemicycle.ops.seed.correspondence import SECRETARY_GENERAL
from hemicycle.ops.seed.letters import particulars
from hemicycle.outcome.actions import balloting, urgency
from hemicycle.outcome.actions.balloting import Wanted
from hemicycle.people.actions import seats_and_votes
from hemicycle.people.models import Member
from hemicycle.people.queries import authority_of
from hemicycle.rules.capacity import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.correspondence.ballots import BallotOn
    from hemicycle.correspondence.models import Letter
    from hemicycle.correspondence.results import Returns
    from hemicycle.ops.seed.case import Case

DAY, WEEK = timedelta(days=1), timedelta(days=7)
#: By the place of the item whose conclusion is put to it.
BALLOT_OF_48, BALLOT_OF_45, BROKEN, EXTENDED = 1, 2, 4, 9
SUSPENDED = ("AR", "BF", "CN")
#: How many vote, and how.
VOTES_OF_48 = (("approve", 25), ("reject", 4), ("abstain", 3))
VOTES_OF_45 = (("approve", 22),)


class Decisions:
    """Those on the flagged conclusions of a case, one after the other."""

    def __init__(self, case: Case) -> None:
        self._case, self._key = case, case.consultation.pk

    def take(self) -> None:
        """All of them, each declared by the chair."""
        self.flag()
        self.declared(self.ballot_of_48())
        self.declared(self.ballot_of_45())
        self.restore_votes()
        self.declared(self.broken_silence(), after_deadline=False)
        self.declared(self.extended_silence())

    def flag(self) -> None:
        """Too urgent, in the view of the chair, and on the authority that another person records."""
        case = self._case
        case.morning()
        for place in (BALLOT_OF_48, BALLOT_OF_45, BROKEN, EXTENDED):
            item = self._item(place)
            urgency.flag(self._key, case.desk.chair, case.at(), item=item, reason=case.words.urgency)
            urgency.authorise(self._key, case.desk.first, case.at(), item=item, source=case.words.authority)

    def ballot_of_48(self) -> Enquiry:
        """A ballot, in which as many approve as are needed."""
        made = self._put(BALLOT_OF_48)
        self.vote(made, self.voting(made), _choices(VOTES_OF_48))
        return made

    def ballot_of_45(self) -> Enquiry:
        """Three votes are suspended; of the others one approves less than is needed. A changed vote counts once."""
        case = self._case
        for code in SUSPENDED:
            days = Period(case.consultation.day(case.now), None)
            seats_and_votes.suspend_vote(self._key, case.desk.first, case.at(), code, days, reason=case.words.arrears)
        made = self._put(BALLOT_OF_45)
        voting = self.voting(made)
        self.vote(made, voting, _choices(VOTES_OF_45))
        for choice in ("reject", "approve"):
            self.vote(made, voting[:1], [choice])
        return made

    def restore_votes(self) -> None:
        """What was suspended is so no longer than for that ballot: Members are the body's, in all its consultations."""
        case = self._case
        for code in SUSPENDED:
            day = case.consultation.day(case.now) + DAY
            seats_and_votes.restore_vote(self._key, case.desk.first, case.at(), code, day)

    def broken_silence(self) -> Enquiry:
        """One objection breaks it at once."""
        made = self._put(BROKEN, silence=True)
        self.vote(made, self.voting(made)[:1], ["object"])
        return made

    def extended_silence(self) -> Enquiry:
        """Extended before it is over, by a numbered letter (rule 19); nobody objects."""
        made = self._put(EXTENDED, silence=True)
        self._extend(made)
        return made

    def vote(self, enquiry: Enquiry, codes: Iterable[str], choices: Iterable[str]) -> None:
        """The focal point of each Member votes."""
        question = enquiry.questions.get().pk
        for code, choice in zip(codes, choices, strict=False):
            member, at = Member.objects.get(code=code, body=self._case.consultation.body_id), self._case.at()
            mandate = authority_of(self._case.consultation, member, at)
            if mandate is None:
                raise LookupError(f"{code} has no focal point")
            replies.submit(enquiry, Performer(mandate.person), at, member=member, answer=Answer({question: choice}))

    def voting(self, enquiry: Enquiry) -> list[str]:
        """Codes of the Members that have a focal point and may vote."""
        answering = set(self._case.consultation.focal_points.values_list("member__code", flat=True))
        rows = self.returned(enquiry).rows
        return [row.member.code for row in rows if row.put_to.may_vote and row.member.code in answering]

    def returned(self, enquiry: Enquiry) -> Returns:
        """What has come of it by now."""
        now = self._case.now
        return results.returns(results.find(self._case.consultation, enquiry.pk), now.date(), at=now)

    def declared(self, enquiry: Enquiry, *, after_deadline: bool = True) -> BallotOn:
        """The result, once the chair has declared it."""
        case = self._case
        if after_deadline:
            case.now = max(case.now, results.find(case.consultation, enquiry.pk).deadline.moment)
        enquiries.declare(results.find(case.consultation, enquiry.pk), case.desk.chair, case.morning())
        (found,) = ballots_of(self.returned(enquiry))
        return found

    def _item(self, place: int) -> int:
        return self._case.consultation.items.get(position=place).pk

    def _put(self, place: int, *, silence: bool = False) -> Enquiry:
        """Put to the vote, by a letter that two have looked at."""
        case, wanted = self._case, Wanted([self._item(place)], silence=silence)
        letter = balloting.draft_letter(self._key, case.desk.first, case.at(), wanted)
        if not letter.signatory:
            letter = self._sign(letter)
        return Enquiry.objects.select_related("letter__consultation").get(letter=self._sent(letter))

    def _sign(self, letter: Letter) -> Letter:
        """The first letter says who signs it and whom one turns to; those after it begin with the same."""
        titles = {code: text.signatory_title for code, text in letter_files.letter("hours").items()}
        head = replace(Head.of(letter), signatory=SECRETARY_GENERAL, signatory_title=titles, particulars=particulars())
        return letters.edit(letter, self._case.desk.first, self._case.at(), head)

    def _sent(self, letter: Letter) -> Letter:
        """Cleared by a second person, and sent; where it has no words in a language, English stands in."""
        case = self._case
        handed_in = clearing.hand_in(letter_queries.whole().get(pk=letter.pk), case.desk.first, case.at())
        clearing.clear(letter, case.desk.second, case.at(), handed_in.digest)
        looked = sending.check(letter_queries.whole().get(pk=letter.pk), case.at())
        known = frozenset(member.code for member in looked.without_address)
        doubts = frozenset(str(doubt.code) for doubt in looked.doubts)
        instead = {gap.key: FALLBACK for gap in looked.gaps}
        wanted = Sending(instead, known, len(looked.recipients), known_doubts=doubts)
        return sending.send(letter, case.desk.first, case.at(), wanted)

    def _extend(self, enquiry: Enquiry) -> None:
        """A later deadline for everybody."""
        case = self._case
        usual = letter_queries.usual(case.consultation, case.consultation.day(case.now))
        head = Head(
            usual.series,
            usual.number,
            usual.dated,
            tuple(usual.addressed),
            usual.signatory,
            usual.signatory_title,
            particulars=Particulars.of(usual),
            new_day=(enquiry.deadline.local + WEEK).date(),
        )
        letter = letters.begin(self._key, case.desk.first, case.at(), head, template=EXTENSION, extends=enquiry)
        self._sent(letter)


def _choices(votes: Iterable[tuple[str, int]]) -> Iterable[str]:
    return chain.from_iterable(repeat(choice, number) for choice, number in votes)
