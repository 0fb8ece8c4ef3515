"""Whose name is whose to change: people their own, a Member that of whom its nomination made, until they sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.act import carry_out
from hemicycle.people.models import Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Role
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, Refused
from hemicycle.rules.registration import may_rename

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.details import Details

#: The columns of a registration that keep a name that was proposed.
PROPOSED = ("proposed_name", "proposed_family_name")
_NAMES = ("name", "family_name")


def describe(act: Act, row: Registration, wanted: Details) -> None:
    """Keep what was typed about a registration's person: as theirs, or as the name that is proposed to them.

    The registration itself is saved by whoever calls.
    """
    by, person = act.performer.person, row.person
    own = by is not None and by.pk == person.pk
    official = act.capacity is Role.SECRETARIAT or by is None
    made = row.made_person and person.last_login is None
    if isinstance(may_rename(own=own, secretariat=official, made_unseen=made), Refused):
        propose(row, wanted)
        return
    row.proposed_name = row.proposed_family_name = ""
    if own or official:
        person.save(update_fields=wanted.fill(person))
    else:
        person.name, person.family_name = wanted.name, wanted.family_name
        person.save(update_fields=_NAMES)


def propose(row: Registration, wanted: Details) -> None:
    """Keep the name as it was typed, where its person goes by another one."""
    same = (row.person.name, row.person.family_name) == (wanted.name, wanted.family_name or row.person.family_name)
    row.proposed_name = "" if same else wanted.name
    row.proposed_family_name = "" if same else wanted.family_name


def settle(consultation: int, performer: Performer, at: datetime, registration: int, *, take: bool) -> Registration:
    """A person takes the name that was proposed to them, or keeps their own.

    Raises:
        Refusal: nothing is proposed (any more), or it is not about them.
    """
    row = Registration.objects.filter(pk=registration, consultation=consultation).select_related("person").first()
    if row is None or performer.person != row.person:
        raise Refusal(PeopleCode.NO_SUCH_REGISTRATION)
    with carry_out(consultation, performer, Action.REGISTRATION_CHANGE, at, about=row.person) as act:
        row.refresh_from_db(fields=PROPOSED)
        if not row.proposed_name:
            raise Refusal(PeopleCode.NO_NAME_PROPOSED)
        if take:
            row.person.name, row.person.family_name = row.proposed_name, row.proposed_family_name
            row.person.save(update_fields=_NAMES)
        row.proposed_name = row.proposed_family_name = ""
        row.save(update_fields=PROPOSED)
        act.place = f"registration:{row.pk}"
        act.facts.update(changed=["name"] if take else [], proposed="taken" if take else "declined")
    return row
