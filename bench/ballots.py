"""A decision by correspondence: thirty questions put to 193 Members, counted and explained from the database."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from bench.figures import Figure, percentile
from hemicycle.correspondence import results
from hemicycle.correspondence.ballots import ballots_of
from hemicycle.correspondence.models import (
    Addressee,
    Enquiry,
    Letter,
    Question,
    Reply,
    ReplyVersion,
    VotingProcedure,
)
from hemicycle.people.models import Invitation, Member
from hemicycle.rules.ballots import Mode, Vote
from hemicycle.rules.capacity import Right
from hemicycle.rules.replies import Status
from hemicycle.web.enquiries.ballot_words import explanation

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person

MEMBERS, QUESTIONS = 193, 30
#: Milliseconds that it may take.
MOST = 1000.0
_DAY = timedelta(days=1)


def put_to_vote(consultation: Consultation, person: Person, members: int = MEMBERS, asked: int = QUESTIONS) -> Enquiry:
    """A ballot that closed yesterday, in which every Member voted on every question, as its focal points would have."""
    now = timezone.now()
    key = min(consultation.classes.having(Right.VOTE))
    letter = Letter.objects.create(
        consultation=consultation, series="BENCH", number=1, dated=now.date(), addressed=[key], state=Letter.State.SENT,
        sent_at=now - 30 * _DAY,
    )  # fmt: skip
    enquiry = Enquiry.objects.create(
        letter=letter, kind=Enquiry.Kind.BALLOT, asked=[key], deadline_day=(now - _DAY).date()
    )
    procedure = VotingProcedure(enquiry=enquiry)
    procedure.take(Mode())
    procedure.save()
    questions = Question.objects.bulk_create(
        Question(enquiry=enquiry, number=number, title={"en": f"Conclusion {number}"}) for number in range(1, asked + 1)
    )
    made = Member.objects.bulk_create(
        Member(body=consultation.body, code=f"bench-{number}", kind=consultation.body.has.kinds[0].key)
        for number in range(members)
    )
    Invitation.objects.bulk_create(Invitation(consultation=consultation, member=member) for member in made)
    Addressee.objects.bulk_create(
        Addressee(letter=letter, member=member, capacity=key, may_vote=True) for member in made
    )
    votes = [vote.value for vote in Vote]
    for number, member in enumerate(made):
        reply = Reply.objects.create(enquiry=enquiry, member=member, status=Status.COUNTED.value)
        choices = {str(question.pk): votes[(number + place) % 3] for place, question in enumerate(questions)}
        reply.counted = ReplyVersion.objects.create(
            reply=reply, number=1, person=person, choices=choices, received_at=now - 2 * _DAY, receipt=f"BENCH-{number}"
        )
        reply.save(update_fields=["counted"])
    return enquiry


def counted(enquiry: Enquiry) -> list[list[str]]:
    """Every question counted, and how its outcome follows in words: all that the page says of the results."""
    now = timezone.now()
    current = results.find(enquiry.letter.consultation, enquiry.pk)
    return [explanation(one, current) for one in ballots_of(results.returns(current, now.date(), at=now))]


def figure(enquiry: Enquiry, runs: int) -> Figure:
    """Milliseconds of each run."""
    taken = []
    for _run in range(runs):
        begun = time.perf_counter()
        counted(enquiry)
        taken.append((time.perf_counter() - begun) * 1000)
    return Figure(taken, limit=Figure([MOST]), notes={"within": float(percentile(taken, 0.95) < MOST)})
