"""The rows of an export, read from the database, and the keys by which they point to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db.models import FileField, ForeignKey, JSONField, ManyToManyField, QuerySet

from hemicycle.consultations.models import Consultation
from hemicycle.ending import belonging
from hemicycle.ending.form import GONE, KEY, plain
from hemicycle.ending.keys_in_json import translated
from hemicycle.ending.record import entries_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import Field, Model

    from hemicycle.journal.models import Entry

    Kind = type[Model]

_AT_ONCE = 400
#: What the result of an enquiry is recomputed from, and the way to it from each.
OF_ENQUIRY = {
    "correspondence.Letter": "enquiry",
    "correspondence.Enquiry": "pk",
    "correspondence.VotingProcedure": "enquiry",
    "correspondence.Question": "enquiry",
    "correspondence.Option": "question__enquiry",
    "correspondence.DeadlineExtension": "enquiry",
    "correspondence.Addressee": "letter__enquiry",
    "correspondence.Reply": "enquiry",
    "correspondence.ReplyVersion": "reply__enquiry",
    "correspondence.Condition": "version__reply__enquiry",
    "correspondence.DeclaredResult": "enquiry",
}


class Collected:
    """Everything of a consultation.

    Attributes:
        rows: By model; in the order of their keys, or, where they are shared, of what tells them apart.
        entries: Of the record.
        record: These as a file has them; empty where there are none.

    Args:
        enquiry: Key of an enquiry, where only what its result is recomputed from is wanted.
    """

    def __init__(self, consultation: Consultation, at: datetime, enquiry: int | None = None) -> None:
        self.consultation = consultation
        self.rows: dict[Kind, list[Model]] = {Consultation: [consultation]}
        for model in belonging.own()[1:]:
            self.rows[model] = _by_key(model, **{belonging.way(model): consultation.pk})
        pointed = self._pointed()
        member = apps.get_model("people.Member")
        self.rows[member] = _by_key(member, pk__in=pointed.get(member, set()))
        keys = {model: [row.pk for row in rows] for model, rows in self.rows.items()}
        codes = [str(vars(row)["code"]) for row in self.rows[member]]
        self.entries: list[Entry] = entries_of(consultation, keys, codes, at)
        self._collect_shared(pointed)
        self.keys: dict[tuple[Kind, Any], str] = {
            (model, row.pk): f"{belonging.name(model)}:{number}"
            for model, rows in self.rows.items()
            for number, row in enumerate(rows, start=1)
        }
        self._planned: dict[tuple[Kind, str], dict[Any, list[Any]]] = {}
        if enquiry is not None:
            self._restrict(enquiry)
        self.record = text_of(self.entries, at) if self.entries else ""

    def table(self, model: Kind) -> list[dict[str, Any]]:
        """The rows of a model as an export has them."""
        fields = belonging.fields_of(model)
        return [
            {KEY: self.keys[model, row.pk], **{field.name: self._value(model, field, row) for field in fields}}
            for row in self.rows[model]
        ]

    def _restrict(self, enquiry: int) -> None:
        """Keep the rows of one enquiry, under the keys that they have in the whole, and the entries about them."""
        rows, kept = {belonging.label(model): model for model in self.rows}, {}
        for label, path in OF_ENQUIRY.items():
            model = rows[label]
            keys = set(QuerySet(model=model).filter(**{path: enquiry}).values_list("pk", flat=True))
            kept[model] = [row for row in self.rows[model] if row.pk in keys]
        for label in ("consultations.Consultation", "people.Member"):
            kept[rows[label]] = self.rows[rows[label]]
        self.rows = kept
        places = {f"{belonging.name(model)}:{row.pk}" for model, found in kept.items() for row in found}
        places -= {f"consultation:{self.consultation.pk}"}
        self.entries = [
            entry for entry in self.entries if entry.place in places and not entry.place.startswith("member:")
        ]

    def numbers(self) -> dict[str, str]:
        """Which rows the record's own numbers mean: ``{"sitting:7": "sitting:1"}``."""
        return {f"{belonging.name(model)}:{key}": named for (model, key), named in self.keys.items()}

    def _pointed(self) -> dict[Kind, set[Any]]:
        """Keys of the shared rows that something of the consultation, or a file of it, points to."""
        pointed: dict[Kind, set[Any]] = {}
        for model in list(self.rows):
            self._point(model, self.rows[model], pointed)
        uploads = apps.get_model(belonging.UPLOADS)
        self.rows[uploads] = _by_key(uploads, pk__in=pointed.get(uploads, set()))
        self._point(uploads, self.rows[uploads], pointed)
        return pointed

    def _collect_shared(self, pointed: dict[Kind, set[Any]]) -> None:
        body, person, member = map(apps.get_model, ("consultations.Body", "people.Person", "people.Member"))
        actors = {entry.actor_id for entry in self.entries} - {None}
        self.rows[person] = _by_key(person, pk__in=pointed.get(person, set()) | actors)
        self._point(member, self.rows[member], pointed)
        self.rows[body] = _by_key(body, pk__in=pointed.get(body, set()))
        members = [row.pk for row in self.rows[member]]
        for name in belonging.OF_MEMBERS:
            model = apps.get_model(name)
            self.rows[model] = _by_key(model, member__in=members)
        named = {"body": {row.pk: row for row in self.rows[body]}, "member": {row.pk: row for row in self.rows[member]}}
        for model in (body, person, member, *map(apps.get_model, belonging.OF_MEMBERS)):
            self.rows[model].sort(key=lambda row, model=model: _told_apart(model, row, named))  # type: ignore[misc]

    def _point(self, model: Kind, rows: Iterable[Model], pointed: dict[Kind, set[Any]]) -> None:
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey):
                found = {getattr(row, field.attname) for row in rows} - {None}
                pointed.setdefault(_target(field), set()).update(found)

    def _value(self, model: Kind, field: Field[Any, Any], row: Model) -> object:
        if isinstance(field, ManyToManyField):
            return [self._key(_target(field), key) for key in self._joined(model, field).get(row.pk, [])]
        value = getattr(row, field.attname)
        if isinstance(field, ForeignKey):
            return self.keys.get((_target(field), value)) if value is not None else None
        if isinstance(field, JSONField):
            return translated(f"{belonging.label(model)}.{field.name}", value, self._key)
        return value.name if isinstance(field, FileField) else plain(value)

    def _key(self, model: Kind, key: object) -> str:
        found = key if isinstance(key, int) else int(str(key))
        return self.keys.get((model, found), f"{belonging.name(model)}:{GONE}")

    def _joined(self, model: Kind, field: ManyToManyField[Any, Any]) -> dict[Any, list[Any]]:
        """All of a field of the table at once."""
        if (model, field.name) not in self._planned:
            through: Any = field.remote_field.through
            own, other = field.m2m_column_name(), field.m2m_reverse_name()
            keys = [row.pk for row in self.rows[model]]
            found: dict[Any, list[Any]] = {}
            pairs = through._meta.base_manager.filter(**{f"{own}__in": keys}).order_by(other).values_list(own, other)
            for key, target in pairs:
                found.setdefault(key, []).append(target)
            self._planned[model, field.name] = found
        return self._planned[model, field.name]


def _target(field: Field[Any, Any]) -> Kind:
    return cast("Kind", field.related_model)


def _by_key(model: Kind, **which: Any) -> list[Model]:
    """In the order in which they were made; as the database has them, whatever the model's own manager passes over."""
    ((path, value),) = which.items()
    if not isinstance(value, set):
        return list(QuerySet(model=model).filter(**which).order_by("pk"))
    keys = sorted(value)
    found: list[Model] = []
    for start in range(0, len(keys), _AT_ONCE):
        found += QuerySet(model=model).filter(**{path: keys[start : start + _AT_ONCE]})
    return sorted(found, key=lambda row: row.pk)


def _told_apart(model: Kind, row: Model, named: dict[str, dict[Any, Any]]) -> tuple[str, ...]:
    """What orders shared rows alike in every installation.

    Args:
        named: Bodies and Members by their keys, which stand in their place.
    """
    values = {name: getattr(row, f"{name}_id" if name in named else name) for name in belonging.natural(model)}
    if "body" in values:
        values["body"] = named["body"][values["body"]].slug
    if "member" in values:
        values["member"] = named["member"][values["member"]].code
    return tuple("" if value is None else str(value) for value in values.values())
