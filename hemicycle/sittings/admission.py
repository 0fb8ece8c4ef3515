"""Who may join a sitting (rule 1), and what they are given to join with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from hemicycle.media.engine import Address
from hemicycle.media.tokens import listener_token
from hemicycle.people.queries import capacity, registration_of
from hemicycle.rules.admission import RegistrationStatus, may_enter
from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action, permits
from hemicycle.sittings import enforcement
from hemicycle.sittings.queries import day

if TYPE_CHECKING:
    from hemicycle.people.models import Person, Registration
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.reasons import Decision
    from hemicycle.sittings.models import Sitting

TOKEN_SECONDS = 600


def entry_decision(person: Person, sitting: Sitting) -> tuple[Decision, Registration | None]:
    """Whether a person joins a sitting, and their registration where they have one."""
    registration = registration_of(person, sitting.consultation)
    removals = sitting.removals.filter(registration=registration, readmitted_at=None).values_list("reason", flat=True)
    removed_why = removals.first() if registration else None
    decision = may_enter(
        RegistrationStatus(registration.status) if registration else None,
        SittingState(sitting.state),
        registered_for_day=registration is None or is_for(registration, sitting),
        removed=removed_why is not None,
        removed_why=removed_why or "",
        takes_part=registration is None or permits(_capacity(registration, sitting), Action.ROOM_ENTER),
    )
    return decision, registration


def is_for(registration: Registration, sitting: Sitting) -> bool:
    """Whether a registration is for a sitting: for its day, or for practising, which is for everybody (rule 47)."""
    return not sitting.counts or registration.is_for(day(sitting))


def _capacity(registration: Registration, sitting: Sitting) -> Capacity:
    return capacity(registration, sitting.consultation.classes, day(sitting))


def media_access(sitting: Sitting, registration: Registration, room_pass: str) -> dict[str, str]:
    """What to join the media engine with: ``{address, token, room}``. The token grants listening and nothing else.

    ``room`` is the room's identifier there: the engine, or its Redis, may have forgotten the one before.

    Args:
        room_pass: Of the session that asks (``passes``).

    Raises:
        MediaUnavailable: the engine does not answer.
    """
    room = enforcement.engine().ensure_room(sitting.room).result()
    address = Address(settings.LIVEKIT_API, settings.LIVEKIT_KEY, settings.LIVEKIT_SECRET)
    identity, name = enforcement.identity(registration.pk), registration.person.name
    token = listener_token(address, sitting.room, identity, name, TOKEN_SECONDS, room_pass=room_pass)
    return {"address": settings.LIVEKIT_ADDRESS, "token": token, "room": room}
