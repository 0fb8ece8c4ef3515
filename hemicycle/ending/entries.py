"""The journal of one consultation as it is read: which entries are of it, narrowed, and what each is about.

What was chosen in a reply is no part of it: votes are read once a result is declared, and where results are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat

from hemicycle.ending import belonging
from hemicycle.journal.models import Entry
from hemicycle.people import queries as people
from hemicycle.people.actions.bulk import place_of
from hemicycle.rules.permissions import Action

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import Model

    from hemicycle.agenda.models import Item
    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Letter
    from hemicycle.people.models import Member, Registration
    from hemicycle.sittings.models import Sitting

#: What entries are about, beside the consultation itself, its calendar and its agenda: as their places begin.
KINDS = (
    "sitting", "registration", "focal_point", "letter", "letterhead", "enquiry", "reply", "item", "document",
    "publication", "mailing", "import",
)  # fmt: skip
#: The same of the consultation as a whole.
OWN = ("consultation", "plan", "agenda", "registrations")


@dataclass(frozen=True)
class Wanted:
    """What the entries are narrowed to; nothing where it is empty.

    Attributes:
        member: Code of a Member: acts for it, and on its registrations and replies.
        item: Key of an item: acts on it, and turns on it.
        first, last: Days in the consultation's zone, both included.
    """

    act: str = ""
    member: str = ""
    item: int | None = None
    first: date | None = None
    last: date | None = None


def entries(consultation: Consultation, wanted: Wanted = Wanted()) -> QuerySet[Entry]:
    """The entries of a consultation, the latest first, with who acted."""
    own = Q(place__in=[f"{name}:{consultation.pk}" for name in OWN])
    for name in KINDS:
        own |= Q(place__in=_places(name, _rows(name, consultation)))
    # An act on many registrations is taken back by one that names it.
    many = Entry.objects.filter(place=place_of(consultation.pk))
    own |= Q(act=Action.REGISTRATION_UNDO.value, place__in=_places("entry", many))
    found = Entry.objects.filter(own).order_by("-pk").select_related("actor", "seal")
    return _narrowed(found, consultation, wanted)


def _narrowed(found: QuerySet[Entry], consultation: Consultation, wanted: Wanted) -> QuerySet[Entry]:
    zone = consultation.zone
    if wanted.act:
        found = found.filter(act=wanted.act)
    if wanted.first:
        found = found.filter(at__gte=datetime.combine(wanted.first, time(), zone))
    if wanted.last:
        found = found.filter(at__lt=datetime.combine(wanted.last + timedelta(days=1), time(), zone))
    if wanted.member:
        theirs = Q(subject=wanted.member) | Q(data__member=wanted.member)
        for name in ("registration", "reply", "focal_point"):
            theirs |= Q(place__in=_places(name, _rows(name, consultation).filter(member__code=wanted.member)))
        found = found.filter(theirs)
    if wanted.item is not None:
        # As text on both sides: PostgreSQL compares a value within JSON with no number.
        turns = _rows("turn", consultation).filter(item=wanted.item).annotate(key=Cast("pk", CharField()))
        on_it = Q(place=f"item:{wanted.item}") | Q(data__item=wanted.item) | Q(turn__in=turns.values("key"))
        found = found.alias(turn=Cast(KeyTextTransform("turn", "data"), CharField())).filter(on_it)
    return found


def _rows(name: str, consultation: Consultation) -> QuerySet[Model]:
    model = _models()[name]
    return QuerySet(model=model).filter(**{belonging.way(model): consultation.pk})


def _models() -> dict[str, type[Model]]:
    return {belonging.name(model): model for model in belonging.own()}


def _places(name: str, rows: QuerySet[Model]) -> QuerySet[Model, str]:
    place = Concat(Value(f"{name}:"), Cast("pk", CharField()), output_field=CharField())
    found: QuerySet[Model, str] = rows.annotate(journal_place=place).order_by().values_list("journal_place", flat=True)
    return found


def acts(consultation: Consultation) -> list[str]:
    """The acts that there are entries of."""
    return sorted(set(entries(consultation).order_by().values_list("act", flat=True).distinct()))


class Subjects:
    """What the entries of a consultation are about, each read once."""

    def __init__(self, consultation: Consultation) -> None:
        self.consultation = consultation

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """Those that are invited, by their codes."""
        return {member.code: member for member in people.invited(self.consultation)}

    @cached_property
    def registrations(self) -> Mapping[int, Registration]:
        """By their keys, with their persons and Members."""
        rows = self.consultation.registrations.select_related("person", "member")
        return {row.pk: row for row in rows}

    @cached_property
    def mandates(self) -> Mapping[int, str]:
        """Names of focal points, by the keys of their mandates."""
        return dict(self.consultation.focal_points.values_list("pk", "person__name"))

    @cached_property
    def letters(self) -> Mapping[int, Letter]:
        """By their keys."""
        return {row.pk: row for row in self.consultation.letters.all()}

    @cached_property
    def enquiries(self) -> Mapping[int, int]:
        """Keys of the letters that ask, by those of what they ask."""
        return dict(_rows("enquiry", self.consultation).values_list("pk", "letter"))

    @cached_property
    def replies(self) -> Mapping[int, tuple[int, str]]:
        """Letter and code of the Member, by the keys of replies."""
        rows = _rows("reply", self.consultation).values_list("pk", "enquiry__letter", "member__code")
        return {key: (letter, code) for key, letter, code in rows}

    @cached_property
    def items(self) -> Mapping[int, Item]:
        """By their keys."""
        return {row.pk: row for row in self.consultation.items.all()}

    @cached_property
    def sittings(self) -> Mapping[int, Sitting]:
        """By their keys."""
        return {row.pk: row for row in self.consultation.sittings.select_related("consultation")}

    @cached_property
    def documents(self) -> Mapping[int, str]:
        """Symbols, by the keys of documents."""
        return dict(_rows("document", self.consultation).values_list("pk", "symbol"))

    @cached_property
    def publications(self) -> Mapping[int, str]:
        """Symbols, by the keys of published agendas and time plans."""
        return {row.pk: str(row) for row in _rows("publication", self.consultation)}
