"""The home page: what somebody takes part in, and the ways in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from hemicycle.agenda.publishing import latest_agendas
from hemicycle.agenda.queries import agendas
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.consultations.queries import open_for_registration
from hemicycle.correspondence.open_enquiries import asked_of
from hemicycle.outcome.queries import report_symbols
from hemicycle.people import capacities
from hemicycle.people import queries as people
from hemicycle.people.administrators import is_administrator
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Right
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.sittings.booth_plan import duties_of
from hemicycle.sittings.calendar import calendars
from hemicycle.sittings.queries import day
from hemicycle.sittings.shifts import of_registrations
from hemicycle.support.connection_tests import latest_finished
from hemicycle.support.practices import latest
from hemicycle.support.slots import have_slots
from hemicycle.web.access.page import page
from hemicycle.web.access.permissions import SIGNED_IN
from hemicycle.web.access.visitors import Visitor
from hemicycle.web.desk.access import has_desk
from hemicycle.web.sittings.room_links import RoomLink, room_links
from hemicycle.web.support import words

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from hemicycle.agenda.models import AgendaPublication, Item
    from hemicycle.people.models import FocalPoint, Person, Registration
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.scopes import Scopes
    from hemicycle.sittings.models import BoothShift, Sitting
    from hemicycle.support.models import ConnectionTest, Practice

#: The room is offered first from this long before it opens, so that devices can be tried.
EARLY = timedelta(hours=1)


@dataclass(frozen=True)
class ListedSitting:
    """A sitting as one person sees it.

    Attributes:
        missed: Its time has passed, and nobody opened it.
        booth: Name of the language in whose booth they are to sit; empty for none.
        shifts: Theirs in it, in time.
    """

    sitting: Sitting
    room_links: list[RoomLink]
    sees_turns: bool
    missed: bool = False
    booth: str = ""
    sees_readiness: bool = False
    shifts: list[BoothShift] = field(default_factory=list)


@dataclass(frozen=True)
class Duties:
    """What somebody is planned for, by sitting: the code of their booth, and their shifts."""

    booths: dict[int, str]
    shifts: dict[int, list[BoothShift]]


@dataclass(frozen=True)
class Answering:
    """A mandate that somebody holds.

    Attributes:
        acts: The mandate of whoever acts in their place, where they have delegated their authority.
    """

    mandate: FocalPoint
    acts: FocalPoint | None

    @property
    def contributes(self) -> bool:
        """Whether the way to contributions is shown: they act themselves, where any class contributes."""
        return self.acts is None and bool(self.mandate.consultation.classes.having(Right.CONTRIBUTE))


@dataclass(frozen=True)
class Tested:
    """A connection test of somebody: what it came to in words, and their colour."""

    test: ConnectionTest
    status: str
    tone: str


@dataclass(frozen=True)
class Part:
    """Somebody's part in one consultation.

    Attributes:
        capacity: As at today, in the consultation's zone (rule 5).
        now: The sitting that is in session, or about to be.
        others: The other sittings, in time.
        has_desk: They have pages of the desk.
        in_sittings: They take part in sittings.
        reads_documents: Documents are open to them.
        reads_glossary: The glossary is.
        sees_participants: The list of participants is open to them.
        plans: They prepare the agenda and the time plan.
        tests: They may test their connection.
        tested: The last one that they finished.
        slots: There are test slots to book.
        practises: They may practise alone.
        practised: Their practice that tells most; None where they have not practised.
        contributes: They contribute to items for their Member.
        published: The agenda that was published.
        report: Symbol of the report that was published; empty where none was.
    """

    registration: Registration
    capacity: Capacity
    confirmed: bool
    agenda: list[Item]
    now: ListedSitting | None = None
    others: list[ListedSitting] = field(default_factory=list)
    has_desk: bool = False
    in_sittings: bool = False
    reads_documents: bool = False
    reads_glossary: bool = False
    sees_participants: bool = False
    plans: bool = False
    tests: bool = False
    tested: Tested | None = None
    slots: bool = False
    practises: bool = False
    practised: Practice | None = None
    contributes: bool = False
    published: AgendaPublication | None = None
    report: str = ""

    @property
    def drafted(self) -> bool:
        """Whether the agenda that is shown is another one than was published."""
        shown = [row["item"] for row in self.published.content["items"]] if self.published else []
        return shown != [item.pk for item in self.agenda]

    @property
    def minutes(self) -> int:
        """Time planned for the whole agenda."""
        return sum(item.minutes for item in self.agenda)


def is_now(sitting: Sitting, moment: datetime) -> bool:
    """Whether a sitting is in session, or about to be."""
    if sitting.state == SittingState.PLANNED.value:
        return sitting.opens_at - EARLY <= moment < sitting.closes_at
    return sitting.state != SittingState.ENDED.value


def listed(
    registration: Registration, sitting: Sitting, moment: datetime, held: Scopes, booth: str = ""
) -> ListedSitting:
    """A sitting with the ways into it that are open to somebody.

    Args:
        held: Their roles within the secretariat.
        booth: Code of the language in whose booth they are to sit.
    """
    own = people.capacity(registration, registration.consultation.classes, day(sitting))
    visitor = Visitor(registration, own, held)
    confirmed = registration.status == RegistrationStatus.CONFIRMED.value
    missed = sitting.state == SittingState.PLANNED.value and sitting.closes_at <= moment
    return ListedSitting(
        sitting,
        room_links(visitor, sitting) if confirmed and not missed else [],
        confirmed and visitor.may_read(Action.TURNS_SEE),
        missed,
        NATIVE_NAMES[booth] if booth else "",
        confirmed and visitor.may_read(Action.CONNECTION_TESTS_SEE),
    )


def _part(
    registration: Registration, sittings: list[Sitting], agenda: list[Item], moment: datetime, duties: Duties
) -> Part:
    def shown(sitting: Sitting) -> ListedSitting:
        row = listed(registration, sitting, moment, visitor.scopes, duties.booths.get(sitting.pk, ""))
        return replace(row, shifts=duties.shifts.get(sitting.pk, []))

    today = moment.astimezone(registration.consultation.zone).date()
    visitor = Visitor.of(registration, today)
    confirmed = registration.status == RegistrationStatus.CONFIRMED.value
    now = next((sitting for sitting in sittings if is_now(sitting, moment)), None)
    return Part(
        registration=registration,
        capacity=visitor.capacity,
        confirmed=confirmed,
        agenda=agenda,
        now=shown(now) if now else None,
        others=[shown(sitting) for sitting in sittings if sitting is not now],
        has_desk=confirmed and has_desk(visitor),
        in_sittings=confirmed and visitor.may_read(Action.ROOM_ENTER),
        reads_documents=confirmed and visitor.may_read(Action.DOCUMENTS_READ),
        reads_glossary=confirmed and visitor.may_read(Action.GLOSSARY_READ),
        sees_participants=confirmed and visitor.may_read(Action.PARTICIPANTS_LIST),
        plans=confirmed and visitor.may_read(Action.PLAN_EDIT),
        contributes=confirmed and visitor.may(Action.CONTRIBUTION_SUBMIT),
        tests=confirmed and visitor.may(Action.CONNECTION_TEST) and not registration.consultation.closed,
        practises=confirmed and visitor.may(Action.PRACTISE) and not registration.consultation.closed,
    )


def _answering(person: Person, moment: datetime) -> list[Answering]:
    mandates = people.mandates_in_force(person, moment)
    now = [people.authority_of(row.consultation, row.member, moment) for row in mandates]
    return [
        Answering(row, acts if acts is not None and acts.person_id != person.pk else None)
        for row, acts in zip(mandates, now, strict=True)
    ]


@page(SIGNED_IN)
def home(request: HttpRequest, person: Person) -> HttpResponse:
    """Each consultation with its sittings, the ways in, and the agenda; and those one may register for.

    One whose sitting goes on, or is about to, stands first; the others with the latest one first.
    """
    moment = timezone.now()
    everything = people.registrations_of(person)
    registrations = [row for row in everything if row.consultation.archived_at is None]
    consultations = [registration.consultation for registration in registrations]
    known = {row.consultation_id for row in everything}
    to_register = [consultation for consultation in open_for_registration(moment) if consultation.pk not in known]
    sittings, items = calendars(consultations), agendas(consultations)
    published, booths = latest_agendas(consultations), duties_of(registrations)
    reports, shifts = report_symbols(consultations), of_registrations(registrations)
    tests = {key: Tested(test, *words.status(test, over=True)) for key, test in latest_finished(registrations).items()}
    answering = _answering(person, moment)
    with_slots = have_slots({*consultations, *(row.mandate.consultation for row in answering)}, moment)
    practices = latest(registrations)
    parts = [
        replace(
            _part(
                registration,
                sittings[registration.consultation_id],
                items[registration.consultation_id],
                moment,
                Duties(booths.get(registration.pk, {}), shifts.get(registration.pk, {})),
            ),
            published=published.get(registration.consultation_id),
            report=reports.get(registration.consultation_id, ""),
            tested=tests.get(registration.pk),
            slots=registration.consultation_id in with_slots,
            practised=practices.get(registration.pk),
        )
        for registration in registrations
    ]
    context = {
        # Where somebody is to go now stands before what is merely later.
        "parts": sorted(parts, key=lambda part: part.now is None),
        "to_register": to_register,
        "archived": len(everything) - len(registrations),
        "answering": answering,
        "with_slots": with_slots,
        "to_accept": capacities.to_accept(person, moment),
        "asked": asked_of(person, moment),
        "now": moment,
        "administers": is_administrator(person.pk),
    }
    return render(request, "web/sittings/home.html", context)
