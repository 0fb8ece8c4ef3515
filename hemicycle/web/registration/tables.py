"""The registrations of a consultation as a list that the secretariat filters, searches, sorts and takes away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from hemicycle.consultations.alphabetical import sort_key
from hemicycle.consultations.bodies import called
from hemicycle.consultations.joins import comma
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.fields.keys import key_of
from hemicycle.people.delegation_parts import part_names
from hemicycle.people.details import TEXTS, label_of, value_of
from hemicycle.people.member_names import member_name
from hemicycle.people.models import Member, Registration
from hemicycle.people.queries import among, class_of, members_with_registrations
from hemicycle.people.selection import Selection, listed
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import UNCLASSED, Role
from hemicycle.web.toolkit import labels as wording
from hemicycle.web.toolkit.queryset_table import QuerysetTable, SearchIndex
from hemicycle.web.toolkit.tables import Column, TableQuery

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import QueryDict

    from hemicycle.consultations.models import Consultation
    from hemicycle.rules.capacity import Capacity, Classes
    from hemicycle.web.toolkit.queryset_table import IndexLine

STATUSES = Registration.Status
#: How a status is coloured; the words beside say the same.
TONES = {
    RegistrationStatus.CONFIRMED: "live",
    RegistrationStatus.PENDING: "wait",
    RegistrationStatus.ENDORSED: "me",
    RegistrationStatus.WAITING: "wait",
    RegistrationStatus.REFUSED: "stop",
}
#: What people say of themselves that has a column of its own below.
_NAMED = frozenset({"name", "family_name", "phone", "function", "accessibility"})
#: What the search and the sort keys look at, after the key.
_FIELDS = ("member", "role", "person__name", "person__family_name", "person__email", "person_class")


@dataclass(frozen=True)
class Delegations:
    """The Members of a consultation's registrations: their names in the reader's language, and classes of a day."""

    members: dict[int, Member]
    names: dict[int, str]
    classes: dict[int, Capacity]
    known: Classes

    @classmethod
    def of(cls, consultation: Consultation, at: datetime) -> Delegations:
        """As at a moment. A constant number of queries."""
        on, classes = at.astimezone(consultation.zone).date(), consultation.classes
        members = {row.pk: row for row in members_with_registrations(consultation)}
        return cls(
            members,
            {key: member_name(member) for key, member in members.items()},
            {key: class_of(member, classes, on) for key, member in members.items()},
            classes,
        )

    def name(self, key: int | None) -> str:
        """The name of a registration's Member; empty for the roles beside the classes."""
        return self.names.get(key, "") if key is not None else ""

    def capacity(self, key: int | None, role: str, person_class: str) -> Capacity:
        """The class or role of a registration."""
        if role != Role.DELEGATE.value:
            return Role(role)
        return self.classes[key] if key is not None else self.known.of_person(person_class)

    def capacity_of(self, row: Registration) -> Capacity:
        """The same of one that is read."""
        return self.capacity(row.member_id, row.role, row.person_class)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Code and name of each, in the order of their names."""
        named = [(member.code, self.names[key]) for key, member in self.members.items()]
        return sorted(named, key=lambda choice: sort_key(choice[1]))


@dataclass(frozen=True)
class Listed:
    """A registration as the page lists it.

    Attributes:
        address: Of its own page.
        status: In words.
        tone: How it is coloured.
    """

    registration: Registration
    address: str
    member: str
    capacity: str
    status: str
    tone: str


@dataclass(frozen=True)
class RegistrationList:
    """The list as an address asks for it."""

    consultation: Consultation
    at: datetime
    query: TableQuery

    @cached_property
    def selection(self) -> Selection:
        """What it is filtered by."""
        return Selection.asked_for(self.query.parameters)

    @cached_property
    def delegations(self) -> Delegations:
        """The Members, named in the reader's language."""
        return Delegations.of(self.consultation, self.at)

    @cached_property
    def statuses(self) -> dict[str, str]:
        """Each status in words, looked up once for all rows."""
        return _worded(dict(Registration.Status.choices))

    @cached_property
    def table(self) -> QuerysetTable[Registration]:
        """The rows, who asked last first."""
        rows = self.selection.rows(self.consultation, self.at)
        rows, index = listed(rows), SearchIndex(_FIELDS, self._text)
        return QuerysetTable(self._columns(), rows, index, self.query, self.selection.as_asked())

    def row(self, registration: Registration) -> Listed:
        """A row as the page shows it."""
        return Listed(
            registration,
            reverse("registration_desk", args=[self.consultation.slug, registration.pk]),
            self.delegations.name(registration.member_id),
            wording.capacity(self.delegations.capacity_of(registration)),
            self.statuses[registration.status],
            TONES.get(RegistrationStatus(registration.status), ""),
        )

    def _text(self, line: IndexLine) -> str:
        _key, member, role, name, _family, email, person_class = line
        home = self.delegations.name(member)
        if person_class:
            home = wording.capacity(self.delegations.capacity(member, role, person_class))
        return f"{name} {email} {home}"

    def _columns(self) -> list[Column[Registration]]:
        return [*self._shown(), *self._taken_away()]

    def _shown(self) -> list[Column[Registration]]:
        known = self.delegations
        classes = self.consultation.classes
        words = {**wording.capacities(classes), UNCLASSED.value: wording.capacity(UNCLASSED)}
        sorted_names = {key: sort_key(name) for key, name in known.names.items()}
        return [
            Column(
                "name",
                _("Name"),
                lambda row: row.person.name,
                sort_key=lambda line: (sort_key(line[4] or line[3]), line[5]),
            ),
            Column("email", _("E-mail"), lambda row: row.person.email, order_by=("person__email",)),
            Column(
                "member",
                _("Member"),
                lambda row: known.name(row.member_id),
                sort_key=lambda line: sorted_names.get(line[1]),
            ),
            Column(
                "capacity",
                _("Class or role"),
                # A class that there is no longer is called by its key.
                lambda row: words.get(known.capacity_of(row).value, row.person_class),
                # Places start at one: nought is no value.
                sort_key=lambda line: classes.place(known.capacity(line[1], line[2], line[6])) + 1,
            ),
            Column("status", _("Status"), lambda row: self.statuses[row.status], order_by=(_in_order_of_statuses(),)),
            Column(
                "language",
                _("Language"),
                lambda row: NATIVE_NAMES[row.person.language],
                order_by=("person__language",),
            ),
            Column("asked", _("Registered at"), self._asked_at, order_by=("asked_at",)),
        ]

    def _asked_at(self, row: Registration) -> str:
        return row.asked_at.astimezone(self.consultation.zone).isoformat(" ", "minutes")[:16]

    def _taken_away(self) -> list[Column[Registration]]:
        known = self.delegations
        body = self.consultation.body.has
        parts = part_names(body)

        def region(row: Registration) -> str:
            return called(body.regions, known.members[row.member_id].region) if row.member_id else ""

        return [
            Column(
                "code", _("Code of the Member"), lambda row: known.members[row.member_id].code if row.member_id else ""
            ),
            *([Column("region", wording.region(body), region)] if body.regions else []),
            Column("family_name", _("Family name"), lambda row: row.person.family_name),
            Column("function", _("Function"), lambda row: row.function),
            Column("part", _("Role in the delegation"), lambda row: parts.get(row.delegation_role, "")),
            Column(
                "booths",
                _("Interprets into"),
                lambda row: comma().join(NATIVE_NAMES.get(code, code) for code in row.booth_languages),
            ),
            Column("days", _("Days"), lambda row: comma().join(row.days)),
            Column("phone", _("Telephone"), lambda row: row.person.phone),
            Column("time_zone", _("Time zone"), lambda row: row.person.time_zone),
            Column("accessibility", _("Accessibility requirements"), lambda row: row.accessibility),
            *self._further(),
            Column("nominated_by", _("Entered by"), lambda row: row.nominated_by.name if row.nominated_by else ""),
            Column("reason", _("Reason"), lambda row: row.status_reason),
        ]

    def _further(self) -> list[Column[Registration]]:
        """What people say of themselves beside that, called as its field is."""
        return [
            Column[Registration](name, str(label_of(name)), lambda row, name=name: str(value_of(row, name)))  # type: ignore[misc]
            for name in TEXTS
            if name not in _NAMED
        ]


def _worded(labels: Mapping[Any, object]) -> dict[Any, str]:
    """Labels in the reader's language: looked up once, and not for each of thousands of rows."""
    return {value: str(label) for value, label in labels.items()}


def _in_order_of_statuses() -> Case:
    """Statuses as a registration passes through them."""
    whens = [When(status=value, then=Value(rank)) for rank, value in enumerate(STATUSES.values)]
    return Case(*whens, output_field=IntegerField())


def chosen(consultation: Consultation, at: datetime, asked: QueryDict) -> list[int]:
    """The registrations that an address names: one by one (``registration=7``), or ``all`` of a filter and search."""
    if asked.get("all"):
        return RegistrationList(consultation, at, TableQuery(asked)).table.keys
    named = {key for text in asked.getlist("registration") if (key := key_of(text)) is not None}
    return among(consultation, named)
