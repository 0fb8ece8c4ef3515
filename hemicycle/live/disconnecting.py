"""Who is removed, withdrawn, signed out, or in another role, is disconnected from the push engine at once.

What they kept brings them nothing: the engine asks at each connection (``live.push_access``).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone

from hemicycle.live import publishing, push_access
from hemicycle.people.changes import registrations_changed
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.rules.floor import SittingState
from hemicycle.sittings.changes import removed
from hemicycle.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def on_removal(*, sitting: int, registration: int, **_: Any) -> None:
    """Somebody is out of the room."""
    push_access.end(registration)
    _disconnect({registration: Role}, [sitting])


def on_registrations(*, changes: list[tuple[int, str]], **_: Any) -> None:
    """Whoever is not confirmed any more goes, and who has another role comes again in that one."""
    rows = Registration.objects.filter(pk__in=[registration for registration, _step in changes])
    for consultation in rows.values_list("consultation", flat=True).distinct():
        ended = {
            row.pk: [role for role in Role if not _is_in(row, role)] for row in rows.filter(consultation=consultation)
        }
        _disconnect(ended, _sittings(consultation))


def on_session_end(*, instance: Session, **_: Any) -> None:
    """A session was ended, by signing out or from another one. Whose other session goes on joins again by itself."""
    if instance.expire_date < timezone.now():
        return  # tidied away
    person = instance.get_decoded().get(SESSION_KEY)
    if person is not None:
        transaction.on_commit(partial(_session_ended, int(person)))


def _session_ended(person: int) -> None:
    rows = Registration.objects.filter(person=person).values_list("pk", "consultation")
    for registration, consultation in rows:
        if sittings := _sittings(consultation):
            push_access.end(registration)
            _disconnect({registration: Role}, sittings)


def _is_in(row: Registration, role: Role) -> bool:
    return row.status == RegistrationStatus.CONFIRMED.value and row.role == role.value


def _sittings(consultation: int) -> list[int]:
    """Those in which somebody may be."""
    going_on = Sitting.objects.filter(consultation=consultation).exclude(state=SittingState.ENDED.value)
    return list(going_on.values_list("pk", flat=True))


def _disconnect(ended: Mapping[int, Iterable[Role]], sittings: Iterable[int]) -> None:
    names = {
        push_access.user(sitting, registration, role.value)
        for sitting in sittings
        for registration, roles in ended.items()
        for role in roles
    }
    if names:
        publishing.disconnect(frozenset(names))


def listen() -> None:
    """Called once, when Django is ready."""
    removed.connect(on_removal, dispatch_uid="push.removed")
    registrations_changed.connect(on_registrations, dispatch_uid="push.registrations")
    post_delete.connect(on_session_end, sender=Session, dispatch_uid="push.sessions")
