"""Rows of registrations, checked against each other and the database, and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Lower

from hemicycle.imports.duplicates import Doubles, NamesSeen
from hemicycle.imports.reasons import ImportCode
from hemicycle.imports.registration_cells import Cells, Entry
from hemicycle.imports.registration_columns import COLUMNS
from hemicycle.imports.rows import Desk, Outcome
from hemicycle.people import capacities, queries
from hemicycle.people.actions import own_names
from hemicycle.people.actions.places import Places
from hemicycle.people.details import OF_PERSON, OF_REGISTRATION
from hemicycle.people.independence import counts_as_entering
from hemicycle.people.models import Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.permissions import Action
from hemicycle.rules.registration import OVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hemicycle.imports.rows import Row
    from hemicycle.people.act import Act


@dataclass
class Wanted:
    """A registration to be written, with its person, as they shall be; new ones have no key yet."""

    person: Person
    registration: Registration
    outcome: Outcome


class RegistrationDesk(Desk[Wanted]):
    """The rows of one file, within one act or before it."""

    columns = COLUMNS

    def __init__(self, act: Act) -> None:
        self._act = act
        self._cells = Cells(act.consultation)
        self._places = Places(act)
        self._doubles = Doubles(act.consultation)
        self._names = NamesSeen(queries.names_by_address(act.consultation))
        self._answered_for = capacities.answered_for_by(act.consultation, act.at)
        heads = act.consultation.registrations.filter(
            delegation_role=Registration.DelegationRole.HEAD, status=RegistrationStatus.CONFIRMED.value
        )
        self._heads: dict[int | None, int] = dict(heads.values_list("member", "pk"))

    def check(self, rows: Sequence[Row]) -> list[Wanted]:
        """As in ``Desk``: two queries for all rows, and those that count each quota once."""
        entries = [self._cells.read(row) for row in rows]
        people = self._people([entry.details.email for entry in entries])
        known = {
            row.person_id: row
            for row in self._act.consultation.registrations.filter(person__in=people.values()).select_related("member")
        }
        wanted = []
        for entry in entries:
            self._doubles.look(entry)
            person = people.get(entry.details.email)
            registration = known.get(person.pk) if person else None
            asked = self._new(entry, person) if registration is None else self._change(entry, registration, person)
            if asked is not None:
                wanted.append(asked)
        return wanted

    def _people(self, addresses: list[str]) -> dict[str, Person]:
        people = Person.objects.annotate(address=Lower("email")).filter(address__in=addresses)
        return {person.email.lower(): person for person in people}

    def _new(self, entry: Entry, person: Person | None) -> Wanted | None:
        """Entered like a nomination by the secretariat: nobody is left to endorse it."""
        row, details = entry.row, entry.details
        if row.outcome is Outcome.ERROR:
            return None
        self._doubles.look_for_similar(entry)
        own = {entry.member.pk} if entry.member else set()
        if person is not None and self._answered_for.get(person.pk, set()) - own:
            row.error("email", RuleCode.HOLDS_MANDATE)
            return None
        self._names.look(row, "name", details.email, details.name)
        if person is None:
            person = Person(email=details.email)
            details.fill(person)
        registration = Registration(
            consultation=self._act.consultation,
            person=person,
            member=entry.member,
            person_class=entry.person_class,
            role=entry.role.value,
            asked_at=self._act.at,
            nominated_by=self._act.performer.person,
            entered_by=self._act.performer.person,
        )
        details.fill(registration)
        own_names.propose(registration, details)
        registration.status = self._places.given(registration, RegistrationStatus.ENDORSED).value
        if registration.status == RegistrationStatus.WAITING.value:
            row.waiting = True
            row.warn("", ImportCode.IMPORT_WAITING)
        return Wanted(person, registration, Outcome.NEW)

    def _change(self, entry: Entry, registration: Registration, person: Person | None) -> Wanted | None:
        """What the file says otherwise than the database. A column that is missing leaves all as it is."""
        row = entry.row
        if RegistrationStatus(registration.status) in OVER:
            row.changes = Outcome.UNCHANGED
            row.warn("", ImportCode.IMPORT_REGISTRATION_OVER)
            return None
        if entry.role is not Role(registration.role):
            row.error("role", ImportCode.IMPORT_REGISTERED_AS_ANOTHER)
        elif registration.person_class and entry.member is not None:
            row.error("member", ImportCode.IMPORT_REGISTERED_IN_ANOTHER)
        elif entry.role is Role.DELEGATE and entry.member not in {None, registration.member}:
            row.error("member", ImportCode.IMPORT_REGISTERED_FOR_ANOTHER)
        elif entry.person_class not in {"", registration.person_class}:
            row.error("person_class", ImportCode.IMPORT_REGISTERED_IN_ANOTHER)
        if row.outcome is Outcome.ERROR or person is None:
            return None
        changed = self._fill(entry, registration, person)
        row.changes = Outcome.CHANGED if changed else Outcome.UNCHANGED
        if not changed or not self._has_one_head(row, registration):
            return None
        if counts_as_entering(registration, self._act.performer.person):
            registration.entered_by = self._act.performer.person
        return Wanted(person, registration, Outcome.CHANGED)

    def _fill(self, entry: Entry, registration: Registration, person: Person) -> bool:
        """Write what the file says otherwise into the two; return whether there is anything."""
        row, details = entry.row, entry.details
        if "name" in row.cells and details.name != person.name:
            self._names.look(row, "name", details.email, details.name)
        changed = False
        for subject, names in ((person, OF_PERSON), (registration, OF_REGISTRATION)):
            for name in names:
                if name in row.cells and details.stored(name) != getattr(subject, name):
                    setattr(subject, name, details.stored(name))
                    changed = True
        return changed

    def _has_one_head(self, row: Row, registration: Registration) -> bool:
        """A delegation has one head."""
        head = registration.delegation_role == Registration.DelegationRole.HEAD
        if not head or registration.status != RegistrationStatus.CONFIRMED.value:
            return True
        if self._heads.setdefault(registration.member_id, registration.pk) == registration.pk:
            return True
        row.error("delegation_role", RuleCode.HAS_HEAD_ALREADY)
        return False

    def write(self, wanted: Sequence[Wanted]) -> None:
        """As in ``Desk``."""
        new = [change for change in wanted if change.outcome is Outcome.NEW]
        changed = [change for change in wanted if change.outcome is Outcome.CHANGED]
        people = [change.person for change in new if change.person._state.adding]  # noqa: SLF001 - Django's public name for it
        for person in people:
            person.set_unusable_password()
        Person.objects.bulk_create(people)
        Registration.objects.bulk_create([change.registration for change in new])
        Person.objects.bulk_update([change.person for change in changed], OF_PERSON)
        Registration.objects.bulk_update([change.registration for change in changed], [*OF_REGISTRATION, "entered_by"])
        for change in wanted:
            self._act.tell(change.registration, Action.PEOPLE_IMPORT.value)
