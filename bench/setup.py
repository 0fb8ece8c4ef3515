"""What setting up a consultation costs: its items, its Members with their contacts, inviting all, what is missing.

The checklist is read of a consultation that has all it asks about: classes, languages, documents, staff, sittings.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import importing
from bench.figures import Figure
from bench.registered import make_persons, secretary_of
from bench.stage import tell
from hemicycle.agenda.models import Item
from hemicycle.consultations.models import Consultation
from hemicycle.correspondence.models import Letter, Letterhead
from hemicycle.documents.models import Document
from hemicycle.imports.models import Import
from hemicycle.journal.record import Performer
from hemicycle.ops.preparation import prepare
from hemicycle.people.actions.invitations import invite_many
from hemicycle.people.models import Contact, Member, Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.sittings.models import BoothDuty, Sitting

if TYPE_CHECKING:
    from bench.delay import Sides

#: As many items as a letter asks about at most, and as many Members as the largest unions have.
ITEMS, MEMBERS = 500, 193
#: The checklist is read so often in each consultation, once more before.
READ = 10
#: Two a day in a week. Documents are in a language more than there are catalogues: its wording is looked for too.
SITTINGS, ANOTHER_LANGUAGE = 10, "pt"
#: At most: of an import, seconds; of the checklist, ms.
IMPORT, CHECKLIST = 30, 200


def measure(_sides: Sides, runs: int) -> dict[str, Figure]:
    """``items_500`` and ``members_193``, seconds from the file to the journal; ``invite_all``, milliseconds.

    ``checklist`` is what its page takes of a web process when all of these are there, in milliseconds.
    """
    items, members = list[dict[str, float]](), list[dict[str, float]]()
    invited, listed = list[float](), list[float]()
    prepare(tell)
    call_command("seed", stdout=sys.stderr)
    for attempt in range(runs):
        consultation = begin(attempt)
        items.append(importing.in_a_process(ITEMS, attempt, Import.Kind.ITEMS.value, consultation.slug))
        members.append(importing.in_a_process(MEMBERS, attempt, Import.Kind.MEMBERS.value, consultation.slug))
        invited.append(invite_all(consultation))
        complete(consultation)
        listed += _checklist(consultation)
        tell(f"items {items[-1]['seconds']:.1f} s, Members {members[-1]['seconds']:.1f} s, list {listed[-1]:.0f} ms")
    return figures(items, members, invited, listed)


def figures(
    items: list[dict[str, float]], members: list[dict[str, float]], invited: list[float], listed: list[float]
) -> dict[str, Figure]:
    """What was measured, with the limits beside it."""
    return {
        f"items_{ITEMS}": _figure(items),
        f"members_{MEMBERS}": _figure(members),
        "invite_all": Figure(invited),
        "checklist": Figure(listed, limit=Figure([CHECKLIST])),
    }


def _figure(measured: list[dict[str, float]]) -> Figure:
    grown = max(run["grown_mib"] for run in measured)
    seconds = [run["seconds"] for run in measured]
    return Figure(seconds, "s", limit=Figure([IMPORT], "s"), notes={"grown_mib": grown})


def begin(attempt: int) -> Consultation:
    """A consultation of its own, with the classes and lists of the first one and nothing in them."""
    first = Consultation.objects.earliest("pk")
    documents = [*first.languages.documents, ANOTHER_LANGUAGE]
    languages = {"documents": documents, "sittings": list(first.languages.of_sittings)}
    made = Consultation.objects.create(
        body=first.body,
        slug=f"setup-{attempt}",
        title=first.title,
        settings={**first.settings, "languages": languages, "privacy_notice": dict.fromkeys(documents, "Notice")},
        time_zone=first.time_zone,
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


def complete(consultation: Consultation) -> None:
    """All else that the checklist asks about: documents, addresses, a letterhead, staff, sittings with their booths."""
    items = list(consultation.items.order_by("listing", "number"))
    documents = Document.objects.bulk_create(
        Document(consultation=consultation, symbol=f"B/{place}", title=item.title) for place, item in enumerate(items)
    )
    for place, (item, document) in enumerate(zip(items, documents, strict=True), start=1):
        item.document, item.position = document, place
    Item.objects.bulk_update(items, ["document", "position"])
    without = Member.objects.filter(invitations__consultation=consultation, contacts=None)
    Contact.objects.bulk_create(
        Contact(member=member, name="Office", email=f"office@{member.code}.example".lower()) for member in without
    )
    Letterhead.objects.create(consultation=consultation, body={"en": "Union"}, since=timezone.now())
    Letter.objects.create(
        consultation=consultation,
        series=consultation.slug[:20],
        number=1,
        dated=consultation.first_day,
        signatory="Dr. A",
    )
    _plan(consultation, items)


def _plan(consultation: Consultation, items: list[Item]) -> None:
    """Sittings with their items, who presides over them, and an interpreter in each booth."""
    booths = consultation.languages.of_sittings
    roles = [Role.SECRETARIAT, Role.CHAIR, *[Role.INTERPRETER] * len(booths)]
    persons = Person.objects.bulk_create(make_persons(consultation.slug, len(roles)))
    _second, chair, *interpreters = Registration.objects.bulk_create(
        Registration(
            consultation=consultation,
            person=person,
            role=role.value,
            status=RegistrationStatus.CONFIRMED.value,
            booth_languages=[booth] if booth else [],
        )
        for person, role, booth in zip(persons, roles, ("", "", *booths), strict=True)
    )
    for number in range(SITTINGS):
        opens = timezone.now() + timedelta(days=1 + number // 2, hours=4 * (number % 2))
        sitting = Sitting.objects.create(
            consultation=consultation,
            number=number + 1,
            opens_at=opens,
            closes_at=opens + timedelta(hours=3),
            presiding=chair,
        )
        sitting.planned.set(items[number::SITTINGS])
        BoothDuty.objects.bulk_create(
            BoothDuty(sitting=sitting, registration=row, language=booth)
            for row, booth in zip(interpreters, booths, strict=True)
        )


def invite_all(consultation: Consultation) -> float:
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
