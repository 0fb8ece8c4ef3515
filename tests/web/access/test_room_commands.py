"""Every command of the room, for every class and role and for those who are none of them.

What is expected follows from the table of permissions (``rules.permissions``).
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from hemicycle.consultations.models import Consultation
from hemicycle.people.models import Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Capacity, Role
from hemicycle.rules.permissions import Action, permits
from hemicycle.sittings.commands import COMMANDS
from tests.classes import COUNCIL_STATE
from tests.factories import a_body, make_world, meet_now
from tests.support.commands import WHO as SEATS
from tests.support.commands import arguments, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.factories import World
    from tests.support.room import ConnectedPage, RecordingEngine

    ClientOf = Callable[[Registration | Person | None], Client]

NOBODY = "nobody signed in"
#: Beside one of each class and role: the second delegate of a State, and those who are none of them.
OTHERS = {
    "a delegate who does not answer": "br2",
    "pending": "jp",
    "withdrawn": "gh",
    "refused": "pe",
    "of another consultation": "elsewhere",
    "registered for nothing": "nowhere",
}
WHO = {**{str(capacity): name for capacity, name in SEATS.items()}, **OTHERS}


@pytest.fixture
def world(
    engine: RecordingEngine,  # noqa: ARG001
    client_documents: ConnectedPage,  # noqa: ARG001
    db: None,  # noqa: ARG001
) -> World:
    """The consultation of ``tests.factories``, and people who are of no class or role in it."""
    made = meet_now(make_world())
    for name, status in (("jp", "pending"), ("gh", "withdrawn"), ("pe", "refused")):
        made[name].status = status
        made[name].save()
    day = date(2020, 6, 9)
    other = Consultation.objects.create(body=a_body(), slug="other", title={"en": "Other"}, first_day=day, last_day=day)
    person = Person.objects.create_user("elsewhere@example.org", "Ms. Elsewhere")
    made.people["elsewhere"] = Registration.objects.create(
        consultation=other, person=person, role=Role.SECRETARIAT.value, status=RegistrationStatus.CONFIRMED.value
    )
    return made


def signs_in(world: World, client_of: ClientOf, who: str) -> Client:
    if who == NOBODY:
        return client_of(None)
    if who == "nowhere":
        return client_of(Person.objects.create_user("nowhere@example.org", "Ms. Nowhere"))
    return client_of(world[who])


def standing(name: str) -> Capacity | None:
    """Their class or role; none without a confirmed registration."""
    seat = next((capacity for capacity, who in SEATS.items() if who == name), None)
    return COUNCIL_STATE if name == "br2" else seat


@pytest.mark.parametrize("who", [*WHO, NOBODY])
def test_rule_02_a_command_of_the_room_is_for_whom_the_table_permits(
    who: str, world: World, client_of: ClientOf
) -> None:
    name = WHO.get(who, NOBODY)
    client, capacity = signs_in(world, client_of, name), standing(name)
    # Ending the sitting comes last: afterwards nobody is let in at all.
    for action in sorted(COMMANDS, key=lambda action: action is Action.SITTING_END):
        response = send(client, world.sitting.pk, action.value, arguments(action))
        told = f"{who} {action}: {response.status_code} {response.content[:200]!r}"
        if name == NOBODY:
            assert response.headers["Location"].startswith(f"{reverse('account_login')}?next="), told
        elif capacity is None:
            assert response.status_code == 403, told
        else:
            code = json.loads(response.content).get("reason", {}).get("code", "")
            kept_out = code in {"not_permitted", "point_of_order_not_permitted"}
            assert kept_out == (not permits(capacity, action)), told
