"""A small consultation for tests: made up, and large enough for every class and role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password

from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Body, Consultation
from hemicycle.documents.models import Document
from hemicycle.people.models import Invitation, Member, MemberName, Person, Registration, Seat
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.models import Sitting
from tests.classes import BODY, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SLUG = "test"
START = datetime(2020, 6, 9, 10, 0, tzinfo=UTC)
URGENT, DEFERRED = "urgent", "deferred"
#: As the settings of the consultation keep them.
LISTS: list[dict[str, Any]] = [
    {"key": URGENT, "name": {"en": "Urgent"}, "phrase": {"en": "the urgent items"}, "rule": "stays"},
    {
        "key": DEFERRED,
        "name": {"en": "Proposed for the physical session"},
        "phrase": {"en": "those left to the physical session"},
        "rule": "candidate",
    },
]


def in_list(key: str, number: int) -> dict[str, Any]:
    """What a question about an item has of its list and number."""
    place = next(place for place, row in enumerate(LISTS) if row["key"] == key)
    return {"listing": key, "list_name": LISTS[place]["name"], "list_place": place, "number": number}


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


def a_body(slug: str = SLUG) -> Body:
    """The body of the consultations of tests: that of the preset of a council."""
    return Body.objects.get_or_create(slug=slug, defaults={"name": {"en": "Council"}, "settings": BODY})[0]


def _members(body: Body) -> dict[str, Member]:
    """The Members of a body by their codes; those that are not there yet are made, in few statements."""
    states = [Member(body=body, code=code, kind="state") for code in (*COUNCIL, *OBSERVERS)]
    others = [
        Member(body=body, code="PS", kind="palestine"),
        Member(body=body, code="sm-orbicom", kind="sector_member", group="R"),
    ]
    known = {member.code: member for member in Member.objects.filter(body=body)}
    new = Member.objects.bulk_create(member for member in (*states, *others) if member.code not in known)
    Seat.objects.bulk_create(Seat(member=member, start=date(2019, 1, 1)) for member in new if member.code in COUNCIL)
    MemberName.objects.bulk_create(
        MemberName(member=member, language="en", name=member.code.title(), source="made-up")
        for member in new
        if member in others
    )
    return known | {member.code: member for member in new}


def _registrations(
    consultation: Consultation, entered: Mapping[str, tuple[Role, Member | None, Sequence[str]]]
) -> dict[str, Registration]:
    """Persons and their confirmed registrations by name, from role, Member and booths."""
    host = "example.org" if consultation.slug == SLUG else f"{consultation.slug}.example.org"
    nobodys = make_password(None)
    persons = Person.objects.bulk_create(
        Person(email=f"{name}@{host}", name=f"Ms. {name.title()}", made_up=True, password=nobodys) for name in entered
    )
    registrations = Registration.objects.bulk_create(
        Registration(
            consultation=consultation,
            person=person,
            member=member,
            role=role.value,
            status=RegistrationStatus.CONFIRMED.value,
            booth_languages=list(booths),
        )
        for person, (role, member, booths) in zip(persons, entered.values(), strict=True)
    )
    return dict(zip(entered, registrations, strict=True))


def meet_now(world: World) -> World:
    """Move the window of its sitting to the present, for what goes by the clock of the machine."""
    world.sitting.opens_at = datetime.now(UTC)
    world.sitting.closes_at = world.sitting.opens_at + timedelta(hours=3)
    world.sitting.save(update_fields=["opens_at", "closes_at"])
    return world


def make_world(*, opened: bool = True, slug: str = SLUG, body: Body | None = None, trial: bool = False) -> World:
    """Council States br, jp, gh (and br2, a second delegate); observers no, pe; palestine; a Sector Member; roles.

    Args:
        slug: Of another consultation: it has the same Members, and people of its own.
        body: Another body than ``a_body()``, with Members of its own.
        trial: It is begun as one.
    """
    body = body or a_body()
    consultation = Consultation.objects.create(
        body=body,
        slug=slug,
        trial=trial,
        title={**dict.fromkeys(("zh", "en", "fr", "ru", "es"), "Test Consultation"), "ar": "مشاورة"},
        physical_session={"en": "the physical session"},
        # Tests of it turn clearance on: one of the secretariat cannot clear alone. What goes by the clock of the
        # machine registers for a consultation of the past.
        settings={**SETTINGS, "clearance": False, "open_after_end": True, "lists": LISTS},
        first_day=date(2020, 6, 9),
        last_day=date(2020, 6, 12),
    )
    members = _members(body)
    entered: dict[str, tuple[Role, Member | None, Sequence[str]]] = {
        code.lower(): (Role.DELEGATE, members[code], ()) for code in (*COUNCIL, *OBSERVERS)
    }
    entered |= {
        "br2": (Role.DELEGATE, members["BR"], ()),
        "palestine": (Role.DELEGATE, members["PS"], ()),
        "sector": (Role.DELEGATE, members["sm-orbicom"], ()),
    }
    for role in (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARIAT, Role.TECHNICIAN, Role.CAPTIONER):
        entered[role.value] = (role, None, ())
    entered |= {"french": (Role.INTERPRETER, None, ["fr"]), "french2": (Role.INTERPRETER, None, ["fr", "en"])}
    people = _registrations(consultation, entered)
    Invitation.objects.bulk_create(
        Invitation(consultation=consultation, member=invited) for invited in body.members.all()
    )
    documents = Document.objects.bulk_create(
        Document(consultation=consultation, symbol=f"C20/{number}", title={"en": "Doc"}, posted_at=START)
        for number in (1, 2, 3)
    )
    items = Item.objects.bulk_create(
        Item(
            consultation=consultation,
            listing=URGENT,
            number=number,
            title={"en": f"Item {number}"},
            document=document,
            position=number,
        )
        for number, document in enumerate(documents, 1)
    )
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
