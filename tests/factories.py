"""A small consultation for tests: made up, and large enough for every class and role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Consultation
from hemicycle.documents.models import Document
from hemicycle.people.models import CouncilSeat, Invitation, Member, MemberName, Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import MemberKind, Role
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable

SLUG = "test"
START = datetime(2020, 6, 9, 10, 0, tzinfo=UTC)
COUNCIL = ("BR", "JP", "GH")
OBSERVERS = ("NO", "PE")


@dataclass
class World:
    """The consultation, its sitting, and a registration for each name used in tests."""

    consultation: Consultation
    sitting: Sitting
    people: dict[str, Registration]
    items: list[Item]

    def __getitem__(self, name: str) -> Registration:
        return self.people[name]


def _member(code: str, kind: MemberKind, *, seat: bool = False, sector: str = "") -> Member:
    known = Member.objects.filter(code=code).first()
    if known is not None:
        return known
    member = Member.objects.create(code=code, kind=kind.value, sector=sector)
    if seat:
        CouncilSeat.objects.create(member=member, start=date(2019, 1, 1))
    if kind is not MemberKind.STATE:
        MemberName.objects.create(member=member, language="en", name=code.title(), source="made-up")
    return member


def _register(
    consultation: Consultation, name: str, role: Role, member: Member | None = None, booths: Iterable[str] = ()
) -> Registration:
    host = "example.org" if consultation.slug == SLUG else f"{consultation.slug}.example.org"
    person = Person.objects.create_user(f"{name}@{host}", f"Ms. {name.title()}", made_up=True)
    return Registration.objects.create(
        consultation=consultation,
        person=person,
        member=member,
        role=role.value,
        status=RegistrationStatus.CONFIRMED.value,
        booth_languages=list(booths),
    )


def meet_now(world: World) -> World:
    """Move the window of its sitting to the present, for what goes by the clock of the machine."""
    world.sitting.opens_at = datetime.now(UTC)
    world.sitting.closes_at = world.sitting.opens_at + timedelta(hours=3)
    world.sitting.save(update_fields=["opens_at", "closes_at"])
    return world


def make_world(*, opened: bool = True, slug: str = SLUG) -> World:
    """Council States br, jp, gh (and br2, a second delegate); observers no, pe; palestine; a Sector Member; roles.

    Args:
        slug: Of another consultation: it has the same Members, and people of its own.
    """
    consultation = Consultation.objects.create(
        slug=slug,
        title={"en": "Test Consultation", "ar": "مشاورة"},
        physical_session={"en": "the physical session"},
        # Tests of it turn clearance on: one of the secretariat cannot clear alone. What goes by the clock of the
        # machine registers for a consultation of the past.
        settings={"clearance": False, "open_after_end": True},
        first_day=date(2020, 6, 9),
        last_day=date(2020, 6, 12),
    )
    people: dict[str, Registration] = {}
    for code in COUNCIL:
        member = _member(code, MemberKind.STATE, seat=True)
        people[code.lower()] = _register(consultation, code.lower(), Role.DELEGATE, member)
    people["br2"] = _register(consultation, "br2", Role.DELEGATE, people["br"].member)
    for code in OBSERVERS:
        people[code.lower()] = _register(consultation, code.lower(), Role.DELEGATE, _member(code, MemberKind.STATE))
    palestine = _member("PS", MemberKind.PALESTINE)
    people["palestine"] = _register(consultation, "palestine", Role.DELEGATE, palestine)
    sector = _member("sm-orbicom", MemberKind.SECTOR_MEMBER, sector="R")
    people["sector"] = _register(consultation, "sector", Role.DELEGATE, sector)
    for role in (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARIAT, Role.TECHNICIAN, Role.CAPTIONER):
        people[role.value] = _register(consultation, role.value, role)
    people["french"] = _register(consultation, "french", Role.INTERPRETER, booths=["fr"])
    people["french2"] = _register(consultation, "french2", Role.INTERPRETER, booths=["fr", "en"])
    for invited in Member.objects.all():
        Invitation.objects.create(consultation=consultation, member=invited)
    items = [
        Item.objects.create(
            consultation=consultation,
            listing=Item.Listing.URGENT,
            number=number,
            title={"en": f"Item {number}"},
            document=Document.objects.create(consultation=consultation, symbol=f"C20/{number}", title={"en": "Doc"}),
            position=number,
        )
        for number in (1, 2, 3)
    ]
    sitting = Sitting.objects.create(
        consultation=consultation,
        number=1,
        opens_at=START,
        closes_at=START + timedelta(hours=3),
        presiding=people["vice_chair"],
        state=SittingState.OPEN.value if opened else SittingState.PLANNED.value,
        state_since=START if opened else None,
    )
    if opened:
        sitting.leads.create(registration=people["vice_chair"], start=START)
    return World(consultation, sitting, people, items)
