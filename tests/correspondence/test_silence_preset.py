"""A consultation by correspondence from its preset: begun, asked twice by silence, declared, closed; nobody meets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from hemicycle.consultations.models import Consultation
from hemicycle.correspondence import clearing, letter_queries, notices, results
from hemicycle.correspondence.actions import clearing as clearances
from hemicycle.correspondence.actions import enquiries, letters, replies, sending
from hemicycle.correspondence.actions import questions as asking
from hemicycle.correspondence.actions.letters import Head, Words
from hemicycle.correspondence.actions.questions import Asking, Put
from hemicycle.correspondence.actions.sending import Sending
from hemicycle.correspondence.answers import Answer
from hemicycle.correspondence.models import Enquiry, LetterText
from hemicycle.ending import actions as ending
from hemicycle.journal.record import Performer
from hemicycle.mail.administrator_links import invite
from hemicycle.mail.models import Delivery
from hemicycle.people.actions import beginning, focal_points, invitations, members
from hemicycle.people.actions.beginning import NewBody, NewConsultation
from hemicycle.people.actions.focal_points import Mandate
from hemicycle.people.actions.registrations import let_in, nominate, step
from hemicycle.people.details import Details
from hemicycle.people.member_record import ContactRecord, MemberRecord
from hemicycle.people.models import Member, Person
from hemicycle.people.queries import members_by_class
from hemicycle.people.uploads import look
from hemicycle.rules.capacity import Role
from hemicycle.rules.registration import Step
from hemicycle.rules.replies import Status
from tests.correspondence.test_letters import code

if TYPE_CHECKING:
    from hemicycle.correspondence.models import Letter

OPERATOR = Performer(system="operator")
BEGUN = datetime(2027, 3, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = 72
#: Those that have a focal point, to whom the letters go.
ANSWERING = ("BR", "JP")
STATES = {"BR": "A", "CH": "B", "GH": "D", "JP": "E"}
OBSERVER = "sm-union"
ASKED = ("member_state",)
PROPOSALS = ("The dates of the next session are approved", "The accounts of 2026 are approved")


@pytest.fixture
def desk(db: None) -> tuple[Consultation, Performer, Performer]:  # noqa: ARG001 - opens the database
    """A consultation of a new body from the preset, with the two of its secretariat, who clear each other's letters."""
    ana = Performer(invite(OPERATOR, BEGUN, "ana@office.example", "Ms. Ana").administrator.person)
    wanted = NewConsultation(
        slug="by-silence",
        title={"en": "Decisions by correspondence"},
        time_zone="Africa/Nairobi",
        first_day=BEGUN.date(),
        last_day=(BEGUN + 30 * DAY).date(),
        physical_session={},
        preset="silence",
        body=NewBody("union", {"en": "Union of States"}),
    )
    made = beginning.begin(ana, BEGUN, wanted)
    bo = Performer(let_in(made.pk, OPERATOR, BEGUN, Details("bo@office.example", "Mr. Bo")).person)
    return made, ana, bo


def enters_members(consultation: Consultation, by: Performer) -> None:
    """Four States and an observer, each with the address of an office; all take part, and two States can answer."""
    records = [MemberRecord(code, "state", region=region, contacts=_office(code)) for code, region in STATES.items()]
    name = {"en": ("Union of Operators", "")}
    records.append(MemberRecord(OBSERVER, "sector_member", group="R", names=name, contacts=_office(OBSERVER)))
    for record in records:
        members.put(consultation.pk, by, BEGUN, record)
    assert invitations.invite_many(consultation.pk, by, BEGUN, None) == len(records)
    for state in ANSWERING:
        note = look(ContentFile(b"The undersigned answers.", "note.txt"))
        wanted = Mandate(f"focal@{state.lower()}.example", f"Ms. Focal Point {state}", instrument=note)
        member = Member.objects.get(code=state)
        focal_points.name(consultation.pk, by, BEGUN, member=member, wanted=wanted)


def _office(member: str) -> tuple[ContactRecord, ...]:
    return (ContactRecord(f"Office of {member}", f"office@{member.lower()}.example"),)


def asks(consultation: Consultation, by: Performer, colleague: Performer, number: int, at: datetime) -> Enquiry:
    """A letter to all that puts a proposal to the States, for 72 hours from the moment at which it is sent."""
    head = Head("UN-27", number, at.date(), (*ASKED, "observer"), "Dr. Hale", {"en": "Secretary-General"})
    letter = letters.begin(consultation.pk, by, at, head, template="blank")
    words = "It is adopted unless a Member State objects by **{deadline}**."
    letters.write(letter, by, at, {"en": Words("A proposal", words, LetterText.State.CHECKED.value)})
    put = (Put(1, {"en": PROPOSALS[number - 1]}),)
    wanted = Asking("silence", ASKED, at.date(), zone=consultation.time_zone, questions=put, hours=HOURS)
    asking.ask(letter, by, at, wanted)
    assert code(lambda: _send(letter, by, at)) == "not_cleared", "nobody sends alone"
    handed = clearances.hand_in(letter_queries.whole().get(pk=letter.pk), by, at)
    assert code(lambda: clearances.clear(letter, by, at, handed.digest)) == "clearance_by_another"
    clearances.clear(letter, colleague, at, clearing.fingerprint(letter_queries.whole().get(pk=letter.pk)))
    sent = _send(letter, by, at)
    return Enquiry.objects.select_related("letter__consultation").get(letter=sent)


def _send(letter: Letter, by: Performer, at: datetime) -> Letter:
    looked = sending.check(letter_queries.whole().get(pk=letter.pk), at)
    instead = {gap.key: "en" for gap in looked.gaps}
    doubts = frozenset(str(doubt.code) for doubt in looked.doubts)
    return sending.send(letter, by, at, Sending(instead, frozenset(), len(looked.recipients), known_doubts=doubts))


def says(enquiry: Enquiry, state: str, choice: str, at: datetime) -> None:
    """The focal point of a State answers."""
    performer = Performer(Person.objects.get(email=f"focal@{state.lower()}.example"))
    answer = Answer({enquiry.questions.get().pk: choice})
    replies.submit(enquiry, performer, at, member=Member.objects.get(code=state), answer=answer)


def told_that_it_is_broken(enquiry: Enquiry) -> set[str]:
    """The addresses of whoever is told that the silence is broken."""
    notices.queue_waiting()
    rows = Delivery.objects.filter(
        mailing__template="silence_broken", mailing__consultation=enquiry.letter.consultation
    )
    return set(rows.values_list("address", flat=True))


def test_a_silence_is_kept_and_another_broken_and_the_consultation_is_closed(
    desk: tuple[Consultation, Performer, Performer],
) -> None:
    consultation, ana, bo = desk
    enters_members(consultation, ana)
    details = Details("ida@office.example", "Ms. Ida Chair")
    entered = nominate(consultation.pk, ana, BEGUN, member=None, details=details, role=Role.CHAIR)
    chair = Performer(step(consultation.pk, bo, BEGUN, Step.CONFIRM, entered.pk).person)
    assert members_by_class(consultation, BEGUN) == {"member_state": 4, "observer": 1}

    # The first is kept: one State has no objection, and three say nothing.
    kept = asks(consultation, ana, bo, 1, BEGUN)
    over = BEGUN + HOURS * HOUR
    assert kept.deadline.moment == over
    assert {mail.address for mail in Delivery.objects.filter(mailing=kept.letter.mailing)} >= {
        f"{'focal' if member in ANSWERING else 'office'}@{member.lower()}.example" for member in (*STATES, OBSERVER)
    }
    says(kept, "BR", "no_objection", BEGUN + HOUR)
    assert told_that_it_is_broken(kept) == set()
    assert code(lambda: enquiries.declare(kept, chair, over)) == "deadline_still_runs"
    after = over + timedelta(seconds=1)
    says(kept, "JP", "object", after)  # which is late, and waits for the Chair, who leaves it so
    assert code(lambda: enquiries.declare(kept, ana, after)) == "not_permitted"
    enquiries.declare(kept, chair, after)
    result = results.returns(results.find(consultation, kept.pk), after.date())
    (tally,) = result.tally.values()
    assert {choice: [member.code for member in who] for choice, who in tally.items()} == {
        "no_objection": ["BR"],
        "object": [],
    }
    assert result.declared is not None
    assert (result.counts, result.declared.denominator) == ({Status.COUNTED: 1, Status.LATE: 1, Status.MISSING: 2}, 4)
    assert told_that_it_is_broken(kept) == set()

    # The second is broken by one State: both are told at once, and its result is declared before the time is over.
    again = after + DAY
    broken = asks(consultation, bo, ana, 2, again)
    says(broken, "BR", "no_objection", again + HOUR)
    says(broken, "JP", "object", again + 2 * HOUR)
    assert {"ana@office.example", "bo@office.example", "office@ch.example"} <= told_that_it_is_broken(broken)
    enquiries.declare(broken, chair, again + 3 * HOUR)
    result = results.returns(results.find(consultation, broken.pk), again.date())
    (tally,) = result.tally.values()
    assert [member.code for member in tally["object"]] == ["JP"]

    # Nothing is changed once it is closed.
    ending.close(consultation.pk, ana, again + DAY, "Both proposals have their results.")
    assert Consultation.objects.get(pk=consultation.pk).closed
    head = Head("UN-27", 3, again.date(), ASKED, "Dr. Hale")
    refused = code(lambda: letters.begin(consultation.pk, ana, again + DAY, head, template="blank"))
    assert refused == "consultation_closed"
