"""Who plays: made-up people of the sitting's consultation, each with a session of their own."""

from __future__ import annotations

from collections import Counter
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import close_old_connections

from hemicycle.consultations.languages import first_of
from hemicycle.ops.simulation.participant import Identity
from hemicycle.people import queries as people
from hemicycle.people import sign_ins
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Right, Role
from hemicycle.sittings import queries

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from hemicycle.people.models import Person
    from hemicycle.sittings.models import Sitting


def session_of(person: Person) -> str:
    """Key of a new session, as signing in would make it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    key = str(store.session_key)
    sign_ins.begin(person, key, "127.0.0.1")
    return key


def identity_of(registration: Registration, language: str) -> Identity:
    """A registration that can be played, by somebody who speaks that language, or works into it."""
    person = registration.person
    return Identity(registration.pk, person.name, session_of(person), (language,), partial(_session_later, person))


def _session_later(person: Person) -> str:
    """The same, hours later and in another thread: with a connection that is still one, and is not kept."""
    close_old_connections()
    try:
        return session_of(person)
    finally:
        close_old_connections()


def spoken_by(registration: Registration, sitting: Sitting) -> str:
    """What somebody speaks on the floor of a sitting: their own language, or one that it has."""
    return first_of([registration.person.language], sitting.languages)


def _candidates(sitting: Sitting, role: Role) -> list[Registration]:
    """Made-up people of a role, confirmed, in the order in which they registered."""
    registrations = Registration.objects.filter(
        consultation=sitting.consultation,
        role=role.value,
        status=RegistrationStatus.CONFIRMED.value,
        person__made_up=True,
    )
    related = registrations.select_related("person", "member").prefetch_related("member__organ_seats")
    return list(related.order_by("pk"))


def delegates(sitting: Sitting, count: int, spare: Collection[int]) -> list[Identity]:
    """Up to ``count`` delegates, every fourth an observer, so that the order of the classes can be seen.

    Args:
        spare: Registrations that real people are to play.
    """
    on, classes, order = queries.day(sitting), sitting.consultation.classes, sitting.languages
    free = [registration for registration in _candidates(sitting, Role.DELEGATE) if registration.pk not in spare]
    voting = classes.having(Right.VOTE)
    voters = [registration for registration in free if people.capacity(registration, classes, on).value in voting]
    others = [registration for registration in free if registration not in voters]
    observers = min(len(others), count // 4)
    chosen = [*_mixed(voters, order)[: count - observers], *_mixed(others, order)[:observers]]
    return [identity_of(registration, spoken_by(registration, sitting)) for registration in chosen]


def _mixed(people: list[Registration], order: Sequence[str]) -> list[Registration]:
    """One of each language in turn, those of the sitting first, no Member twice before all have had one."""
    turn: Counter[str] = Counter()
    member: Counter[int | None] = Counter()
    places = []
    for registration in people:
        places.append(
            (
                member[registration.member_id],
                turn[registration.person.language],
                order.index(registration.person.language) if registration.person.language in order else len(order),
            )
        )
        member[registration.member_id] += 1
        turn[registration.person.language] += 1
    return [registration for _, registration in sorted(zip(places, people, strict=True), key=lambda pair: pair[0])]


def interpreters(sitting: Sitting, count: int, spare: Collection[int]) -> list[Identity]:
    """Up to ``count`` interpreters, the booths filled one after the other."""
    free = [registration for registration in _candidates(sitting, Role.INTERPRETER) if registration.pk not in spare]
    rounds: list[tuple[Registration, str]] = []
    while free and len(rounds) < count:
        before = len(rounds)
        for language in sitting.booths:
            registration = next((i for i in free if not i.booth_languages or language in i.booth_languages), None)
            if registration is not None and len(rounds) < count:
                free.remove(registration)
                rounds.append((registration, language))
        if len(rounds) == before:
            break
    return [identity_of(registration, language) for registration, language in rounds]


def leader(sitting: Sitting) -> Identity | None:
    """Who leads the sitting, to be stood in for."""
    presides = sitting.presiding
    return identity_of(presides, spoken_by(presides, sitting)) if presides else None


def leaders(sitting: Sitting) -> set[int]:
    """Registrations of everybody who may lead."""
    roles = [Role.CHAIR.value, Role.VICE_CHAIR.value]
    registrations = Registration.objects.filter(consultation=sitting.consultation, role__in=roles)
    return set(registrations.values_list("pk", flat=True))
