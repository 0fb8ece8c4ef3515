"""Being in a room hangs on a sign-in: whose session has ended is put out, and stays out (rule 1)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from hemicycle.people import second_factor, sign_ins
from hemicycle.sittings import queries
from hemicycle.sittings.models import RoomPass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from django.contrib.sessions.models import Session
    from django.db.models import QuerySet

    from hemicycle.people.models import Registration
    from hemicycle.sittings.models import Sitting


def issue(sitting: Sitting, registration: Registration, session_key: str, *, has_second_factor: bool) -> str:
    """Code of the pass of this session, the same one each time that it joins."""
    given, is_new = RoomPass.objects.get_or_create(
        sitting=sitting,
        registration=registration,
        session_key=session_key,
        defaults={"code": secrets.token_hex(16), "second_factor": has_second_factor},
    )
    if has_second_factor and not is_new and not given.second_factor:
        RoomPass.objects.filter(pk=given.pk).update(second_factor=True)
    return given.code


def find(sitting: Sitting, registration: int, code: str) -> RoomPass | None:
    """The pass of that code, where it was given to this person for this sitting."""
    return RoomPass.objects.filter(sitting=sitting, registration=registration, code=code).first()


def here(sitting: Sitting) -> QuerySet[RoomPass]:
    """The passes of those who are in the room now."""
    return RoomPass.objects.filter(pk__in=sitting.attendances.filter(left_at=None).values("room_pass"))


def lacking(sitting: Sitting, passes: Collection[RoomPass], roles: Collection[str], at: datetime) -> list[RoomPass]:
    """Those whose session goes on without a second factor, where one would be required in these classes and roles."""
    return _lacking(sitting, passes, sign_ins.going_on([given.session_key for given in passes], at), roles)


def ended(sitting: Sitting, passes: Collection[RoomPass], at: datetime) -> list[RoomPass]:
    """Those whose session is over, or lacks a second factor that is required of its person by now."""
    going_on = sign_ins.going_on([given.session_key for given in passes], at)
    insufficient = {
        given.pk for given in _lacking(sitting, passes, going_on, second_factor.roles_of(sitting.consultation))
    }
    return [given for given in passes if given.session_key not in going_on or given.pk in insufficient]


def _lacking(
    sitting: Sitting, passes: Collection[RoomPass], going_on: Mapping[str, Session], roles: Collection[str]
) -> list[RoomPass]:
    unsure = [given for given in passes if roles and given.session_key in going_on and not given.second_factor]
    persons = queries.persons(given.registration_id for given in unsure)
    capacities = queries.capacities(persons.values(), sitting.consultation.classes, queries.day(sitting))
    return [
        given
        for given in unsure
        if capacities[given.registration_id].value in roles and not second_factor.given_in(going_on[given.session_key])
    ]
