"""Who is ready for a sitting: registered, entitled to enter, tested, practised, by Member (rule 49)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.mail.models import Delivery
from hemicycle.people import queries as people
from hemicycle.people.member_names import as_at, in_list_order
from hemicycle.people.models import Member
from hemicycle.rules.admission import RegistrationStatus, may_enter
from hemicycle.rules.connection_tests import Verdict
from hemicycle.rules.floor import SittingState
from hemicycle.rules.measured import Purpose
from hemicycle.rules.permissions import Action, permits
from hemicycle.rules.readiness import (
    AHEAD,
    LACKING,
    Connection,
    Coverage,
    Practised,
    Result,
    asked_of_late,
    connection,
    coverage,
    has_deputy,
    practised,
)
from hemicycle.rules.reasons import Refused
from hemicycle.rules.registration import OVER
from hemicycle.rules.sitting_kinds import PRACTICE
from hemicycle.sittings.admission import is_for
from hemicycle.sittings.models import Attendance, Sitting
from hemicycle.sittings.queries import day
from hemicycle.support.connection_tests import purpose_of
from hemicycle.support.models import ConnectionTest
from hemicycle.support.practices import practised_before

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.reasons import Decision

#: The texts that carry a personal link to test.
LINK_TEXTS = ("connection_test_link", "connection_test_again")


@dataclass(frozen=True)
class Participant:
    """Somebody who is registered, in their class or role as at the day of the sitting (rule 5).

    Attributes:
        entry: Whether they may enter it, or why not.
        test: The last one that they finished, of whatever kind.
        practised: How they practised before it; None where they did not.
        practised_at: When they did so last, in that way.
        asked_at: When a link to test was last sent to them.
    """

    registration: Registration
    capacity: Capacity
    entry: Decision
    connection: Connection
    test: ConnectionTest | None
    practised: Practised | None
    practised_at: datetime | None
    asked_at: datetime | None

    @property
    def entitled(self) -> bool:
        """Whether they may enter."""
        return not isinstance(self.entry, Refused)


@dataclass(frozen=True)
class MemberReadiness:
    """A Member that may enter the sitting, with its people.

    Attributes:
        participants: Of those registered; not all of them need be entitled.
    """

    member: Member
    capacity: Capacity
    participants: tuple[Participant, ...]

    @cached_property
    def connections(self) -> list[Connection]:
        """Of its people who may enter."""
        return [one.connection for one in self.participants if one.entitled]

    @cached_property
    def coverage(self) -> Coverage:
        """How far it is."""
        return coverage(self.connections)

    @property
    def lacking(self) -> bool:
        """Whether it has nobody with a connection that works."""
        return self.coverage in LACKING

    def has_deputy(self, participant: Participant) -> bool:
        """Whether somebody else than them is ready."""
        own = participant.connection if participant.entitled else Connection.UNTESTED
        return has_deputy(own, self.connections)


@dataclass(frozen=True)
class Readiness:
    """How far everybody is before one sitting.

    Attributes:
        members: Those that may enter, as lists have them.
        others: Who represents no Member: the Chair, interpreters, technicians.
    """

    sitting: Sitting
    members: tuple[MemberReadiness, ...]
    others: tuple[Participant, ...]

    @cached_property
    def participants(self) -> list[Participant]:
        """Everybody who is registered."""
        return [*(one for member in self.members for one in member.participants), *self.others]

    @property
    def entitled(self) -> list[Participant]:
        """Those who may enter."""
        return [one for one in self.participants if one.entitled]

    @property
    def lacking(self) -> list[MemberReadiness]:
        """The Members that nobody of a working connection represents."""
        return [member for member in self.members if member.lacking]

    def to_ask(self, wanted: Connection, at: datetime, *, again: bool) -> list[Participant]:
        """Those who may enter, of a connection, who are asked to test.

        Args:
            again: Those too who were asked within the day.
        """
        return [
            one for one in self.entitled if one.connection is wanted and (again or not asked_of_late(one.asked_at, at))
        ]


def readiness(sitting: Sitting) -> Readiness:
    """How far everybody is, by a number of queries that does not grow with them."""
    on, consultation = day(sitting), sitting.consultation
    classes = consultation.classes
    found = _participants(sitting)
    by_member: dict[int, list[Participant]] = {}
    for one in found:
        if one.registration.member_id is not None:
            by_member.setdefault(one.registration.member_id, []).append(one)
    invited = {member.pk: member for member in people.invited(consultation)}
    invited |= {member.pk: member for one in found if (member := one.registration.member) is not None}
    members = as_at(invited.values(), on)
    rows = []
    for member in in_list_order(members, consultation.body):
        capacity = people.class_of(member, classes, on)
        registered = tuple(by_member.get(member.pk, ()))
        if registered or permits(capacity, Action.ROOM_ENTER):
            rows.append(MemberReadiness(member, capacity, registered))
    others = [one for one in found if one.registration.member_id is None]
    others.sort(key=lambda one: (classes.place(one.capacity), sort_key(one.registration.person.name)))
    return Readiness(sitting, tuple(rows), tuple(others))


def _participants(sitting: Sitting) -> list[Participant]:
    """Everybody whose registration is not over and whose class takes part in sittings, by name."""
    on, consultation = day(sitting), sitting.consultation
    rows = _registrations(consultation)
    tests = _tests(consultation)
    rehearsed, alone = _rehearsed(sitting), practised_before(consultation, sitting.opens_at)
    links = Delivery.objects.filter(mailing__template__in=LINK_TEXTS, registration__consultation=consultation)
    asked: dict[int, datetime] = {
        row["registration"]: row["last"]
        for row in links.order_by().values("registration").annotate(last=Max("mailing__at"))
    }
    removed = dict(sitting.removals.filter(readmitted_at=None).values_list("registration", "reason"))
    found = []
    for row in rows:
        capacity = people.capacity(row, consultation.classes, on)
        if not permits(capacity, Action.ROOM_ENTER):
            continue
        of_row = tests.get(row.pk, [])
        found.append(
            Participant(
                row,
                capacity,
                _entry(row, sitting, removed.get(row.pk)),
                connection(map(_tested, of_row), purpose_of(capacity)),
                of_row[-1] if of_row else None,
                practised(in_rehearsal=row.pk in rehearsed, alone=row.pk in alone),
                rehearsed.get(row.pk) or alone.get(row.pk),
                asked.get(row.pk),
            )
        )
    return sorted(found, key=lambda one: sort_key(one.registration.person.name))


def _registrations(consultation: Consultation) -> list[Registration]:
    """Those that are not over, with their Members as ``people.read_at_once`` reads them."""
    rows = list(
        consultation.registrations.filter(person__is_active=True, person__forgotten_at=None)
        .exclude(status__in=[status.value for status in OVER])
        .select_related("person")
        .order_by("pk")
    )
    of_people = Member.objects.filter(pk__in={row.member_id for row in rows if row.member_id is not None})
    members = {member.pk: member for member in people.read_at_once(of_people)}
    for row in rows:
        row.consultation = consultation
        if row.member_id is not None:
            row.member = members[row.member_id]
    return rows


def _entry(row: Registration, sitting: Sitting, removed_why: str | None) -> Decision:
    """Whether they may enter, as if the sitting were still to come: who could enter one that is over is its history."""
    return may_enter(
        RegistrationStatus(row.status),
        SittingState.PLANNED,
        registered_for_day=is_for(row, sitting),
        removed=removed_why is not None,
        removed_why=removed_why or "",
    )


def _tests(consultation: Consultation) -> dict[int, list[ConnectionTest]]:
    """The finished tests of each registration, the latest last."""
    by_registration: dict[int, list[ConnectionTest]] = {}
    rows = ConnectionTest.objects.filter(consultation=consultation, finished_at__isnull=False).defer("measured")
    for row in rows.order_by("finished_at", "pk"):
        by_registration.setdefault(row.registration_id, []).append(row)
    return by_registration


def _tested(test: ConnectionTest) -> Result:
    return Result(test.finished_at or test.begun_at, Purpose(test.purpose), Verdict(test.verdict), test.found)


def _rehearsed(sitting: Sitting) -> dict[int, datetime]:
    """When somebody last entered a rehearsal or a test session that was before this sitting, by registration."""
    before = Attendance.objects.filter(
        sitting__consultation=sitting.consultation, sitting__kind__in=PRACTICE, joined_at__lt=sitting.opens_at
    ).exclude(sitting=sitting)
    return {
        row["registration"]: row["last"]
        for row in before.order_by().values("registration").annotate(last=Max("joined_at"))
    }


def next_lacking(consultation: Consultation, at: datetime) -> Readiness | None:
    """The next sitting that opens soon, where a Member lacks a connection that works; None where none does."""
    coming = Sitting.objects.filter(
        Q(opens_at__gt=at) & Q(opens_at__lte=at + AHEAD),
        consultation=consultation,
        state=SittingState.PLANNED.value,
    )
    sitting = coming.order_by("opens_at", "pk").first()
    if sitting is None:
        return None
    sitting.consultation = consultation
    found = readiness(sitting)
    return found if found.lacking else None
