"""Reads of who let whom in: which two persons are independent of each other in a consultation (rules 21, 38 and 40)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people import scopes
from hemicycle.people.models import Registration
from hemicycle.rules import independence
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.independence import LettingIn
from hemicycle.rules.reasons import Allowed, Decision
from hemicycle.rules.registration import TWO_PERSONS, may_let_in
from hemicycle.rules.scopes import may_decide_on, scopes_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person


def are_independent(consultation: Consultation, first: int, second: Person) -> bool:
    """Whether the second of two persons may look at what the first did.

    Args:
        first: Key of who acted before.
    """
    return independence.are_independent(first, second.pk, lettings_in(consultation, (first, second.pk)))


def lettings_in(consultation: Consultation, persons: Iterable[int]) -> dict[int, LettingIn]:
    """Who let these persons in, who let those in, and so on: a query for each generation.

    Whoever has left is read too: whom they let in, or made up, is there still.
    """
    found: dict[int, LettingIn] = {}
    wanted = set(persons)
    while wanted:
        rows = Registration.objects.filter(consultation=consultation, person__in=wanted)
        found |= dict.fromkeys(wanted, LettingIn())
        for person, confirmed_by, *entered_by in rows.values_list(
            *("person", "confirmed_by", "entered_by", "nominated_by")
        ):
            found[person] = LettingIn(frozenset(key for key in entered_by if key is not None), confirmed_by)
        wanted = {key for row in found.values() for key in row.by} - found.keys()
    return found


def counts_as_entering(registration: Registration, by: Person | None) -> bool:
    """Whether whoever changes what a registration says counts as having entered it: where nobody did.

    A change takes nobody's entry over, who would then confirm it. Who is confirmed to act for the body is in already:
    to mend the spelling of a colleague's function makes nobody their maker.
    """
    is_in = Role(registration.role) in TWO_PERSONS and registration.status == RegistrationStatus.CONFIRMED.value
    return not is_in and registration.entered_by_id is None and by is not None and by.pk != registration.person_id


def may_be_let_in(registration: Registration, by: Person | None) -> Decision:
    """Whether somebody may confirm a registration, as far as rule 38 goes. No query for most roles.

    Args:
        by: Nobody for the system itself.
    """
    role, first = Role(registration.role), registration.entered_by_id
    independent = True
    if role in TWO_PERSONS and first is not None and by is not None:
        independent = are_independent(registration.consultation, first, by)
    return may_let_in(role, first, by.pk if by else None, independent=independent)


def who_may_let_in(registration: Registration, on: date) -> list[Person]:
    """Whoever of the secretariat may confirm a registration on a day, as far as rule 38 goes."""
    consultation, role = registration.consultation, Role(registration.role)
    grants = scopes.grants_of_confirmed(consultation)
    rows = consultation.registrations.filter(pk__in=grants).select_related("person").order_by("person__name", "pk")
    colleagues = [row for row in rows if row.person_id != registration.person_id]
    first = registration.entered_by_id
    known = lettings_in(consultation, {*(row.person_id for row in colleagues), *([] if first is None else [first])})

    def may(row: Registration) -> bool:
        independent = first is None or independence.are_independent(first, row.person_id, known)
        in_scope = may_decide_on(role, scopes_on(grants[row.pk], on), own=False)
        let_in = may_let_in(role, first, row.person_id, independent=independent)
        return isinstance(in_scope, Allowed) and isinstance(let_in, Allowed)

    return [row.person for row in colleagues if may(row)]
