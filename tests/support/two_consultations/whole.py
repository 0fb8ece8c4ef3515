"""A consultation that has one of everything, and another one beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import AutoField, Max
from django.utils import timezone

from hemicycle.agenda.models import Item
from hemicycle.documents import feeds
from hemicycle.documents.models import Document
from hemicycle.journal.record import Performer
from hemicycle.people.models import Invitation, Member
from hemicycle.people.uploads import PDF, Looked
from tests.factories import DEFERRED, SLUG, a_body, make_world
from tests.support.two_consultations import (
    conclusions,
    contributions,
    correspondence,
    desk,
    people,
    records,
    support,
)

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Person, Registration
    from tests.factories import World

OTHER = "other"
#: A Member that is invited to one of the two alone.
ALONE = {SLUG: "FJ", OTHER: "NZ"}


@dataclass
class Whole:
    """A consultation with one of everything.

    Attributes:
        now: The moment at which it was made.
        persons: Beside those of the world, who has something to do with it without a registration, by name.
        last: The greatest key of each table once it was made: what came later is not of it.
        objects: What an address can name, by what it is: a key, a code, a symbol or a token.
    """

    world: World
    now: datetime
    persons: dict[str, Person] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    @property
    def consultation(self) -> Consultation:
        """The consultation itself."""
        return self.world.consultation

    @property
    def slug(self) -> str:
        """By which an address names it."""
        return self.consultation.slug

    def __getitem__(self, name: str) -> Registration:
        return self.world[name]

    def person(self, name: str) -> Person:
        """Somebody, registered or not."""
        return self.persons[name] if name in self.persons else self.world[name].person

    def member(self, name: str) -> Member:
        """The Member of somebody's registration."""
        found = self.world[name].member
        assert found is not None
        return found

    def performer(self, name: str = "secretariat") -> Performer:
        """Somebody, who acts."""
        return Performer(self.person(name), "192.0.2.2")


def make_whole(slug: str, number: int) -> Whole:
    """A whole consultation.

    Args:
        number: Of its first letter: no two letters have one symbol.
    """
    made = Whole(make_world(slug=slug, body=a_body(slug)), timezone.now())
    document = Document.objects.create(
        consultation=made.consultation, symbol=f"DOC/{number}", title={"en": "Doc"}, posted_at=made.now
    )
    secretariat = made.person("secretariat")
    upload = Looked(b"%PDF-1.7\n%%EOF\n", "doc.pdf", PDF).keep(secretariat, made.now)
    document.files.create(language="en", upload=upload, by=secretariat, at=made.now)
    prepared = Document.objects.create(
        consultation=made.consultation, symbol=f"DOC/{number + 1}", title={"en": "In preparation"}
    )
    prepared.files.create(language="en", link="https://example.org/paper", by=secretariat, at=made.now)
    feeds.open_feed(made.consultation, secretariat.pk)
    made.objects.update(
        alone=ALONE[slug],
        document=document.symbol,
        document_key=document.pk,
        document_prepared_key=prepared.pk,
        sitting=made.world.sitting.pk,
        item=made.world.items[0].pk,
    )
    for proposed in (1, 2):
        Item.objects.create(consultation=made.consultation, listing=DEFERRED, number=proposed, title={"en": "Proposed"})
    people.complete(made)
    correspondence.complete(made, number)
    desk.complete(made)
    conclusions.complete(made)
    records.complete(made)
    contributions.complete(made, f"C{number}/70")
    support.complete(made)
    made.last = {
        model._meta.db_table: model._meta.base_manager.aggregate(last=Max("pk"))["last"] or 0
        for model in apps.get_models(include_auto_created=True)
        if isinstance(model._meta.pk, AutoField)
    }
    return made


def two_consultations() -> dict[str, Whole]:
    """One, and another of another body, most of whose Members have the same codes."""
    both = {slug: make_whole(slug, number) for slug, number in ((SLUG, 1100), (OTHER, 1200))}
    for slug, whole in both.items():
        brazil = whole.member("br")
        brazil.contacts.create(name="Mission of Brazil", email="mission@br.example", language="en")
        brazil.contacts.create(name="Permanent Mission", email="geneva@br.example", language="fr", copies=True)
        brazil.vote_suspensions.create(start=date(2019, 1, 1), end=date(2019, 2, 1), reason="arrears")
        brazil.names.create(language="es", since=date(2019, 3, 1), name="Brasil", source="list")
        alone = Member.objects.create(body=whole.consultation.body, code=ALONE[slug], kind="state")
        Invitation.objects.create(consultation=whole.consultation, member=alone)
    return both
