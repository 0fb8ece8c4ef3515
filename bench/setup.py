"""What setting up a consultation costs: its items, its Members with their contacts, inviting all, what is missing."""

from __future__ import annotations

import sys
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import importing
from bench.figures import Figure
from bench.registered import secretary_of
from bench.stage import tell
from hemicycle.consultations.models import Consultation
from hemicycle.imports.models import Import
from hemicycle.journal.record import Performer
from hemicycle.ops.preparation import prepare
from hemicycle.people.actions.invitations import invite_many
from hemicycle.people.models import Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from bench.delay import Sides

#: As many items as a letter asks about at most, and as many Members as the largest unions have.
ITEMS, MEMBERS = 500, 193
#: The checklist is read so often in each consultation, once more before.
READ = 10


def measure(_sides: Sides, runs: int) -> dict[str, Figure]:
    """``items_500`` and ``members_193``, seconds from the file to the journal; ``invite_all``, milliseconds.

    ``checklist`` is what its page takes of a web process when all of these are there, in milliseconds.
    """
    items, members = list[dict[str, float]](), list[dict[str, float]]()
    invited, listed = list[float](), list[float]()
    prepare(tell)
    call_command("seed", stdout=sys.stderr)
    for attempt in range(runs):
        consultation = _consultation(attempt)
        items.append(importing.in_a_process(ITEMS, attempt, Import.Kind.ITEMS.value, consultation.slug))
        members.append(importing.in_a_process(MEMBERS, attempt, Import.Kind.MEMBERS.value, consultation.slug))
        invited.append(_invite_all(consultation))
        listed += _checklist(consultation)
        tell(f"items {items[-1]['seconds']:.1f} s, Members {members[-1]['seconds']:.1f} s, list {listed[-1]:.0f} ms")
    return {
        f"items_{ITEMS}": _figure(items),
        f"members_{MEMBERS}": _figure(members),
        "invite_all": Figure(invited),
        "checklist": Figure(listed),
    }


def _figure(measured: list[dict[str, float]]) -> Figure:
    grown = max(run["grown_mib"] for run in measured)
    return Figure([run["seconds"] for run in measured], "s", notes={"grown_mib": grown})


def _consultation(attempt: int) -> Consultation:
    """A consultation of its own, with the lists of the first one and nothing in them."""
    first = Consultation.objects.earliest("pk")
    made = Consultation.objects.create(
        body=first.body,
        slug=f"setup-{attempt}",
        title=first.title,
        settings={"lists": first.settings["lists"]},
        first_day=first.first_day,
        last_day=first.last_day,
    )
    Registration.objects.create(
        consultation=made,
        person=secretary_of(first),
        role=Role.SECRETARIAT.value,
        status=RegistrationStatus.CONFIRMED.value,
    )
    return made


def _invite_all(consultation: Consultation) -> float:
    """Milliseconds."""
    performer, started = Performer(secretary_of(consultation)), time.monotonic()
    invite_many(consultation.pk, performer, timezone.now(), None)
    return (time.monotonic() - started) * 1000


def _checklist(consultation: Consultation) -> list[float]:
    """Milliseconds of each reading."""
    browser, page, took = Client(SERVER_NAME="localhost"), reverse("checklist", args=[consultation.slug]), list[float]()
    browser.force_login(secretary_of(consultation))
    for _ in range(1 + READ):
        started = time.monotonic()
        answer = browser.get(page)
        took.append((time.monotonic() - started) * 1000)
        if answer.status_code != HTTPStatus.OK:
            raise ValueError(f"{page}: {answer.status_code}")
    return took[1:]
