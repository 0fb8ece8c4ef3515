"""Personal data as the models declare it: what is not declared, what is erased, and a person's own copy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError, Q, QuerySet

from hemicycle.fields.personal import Erased, PersonalData
from hemicycle.journal.chain import ERASED_FROM
from hemicycle.people import journal_words
from hemicycle.people.models import Person, Upload

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from hemicycle.fields.personal import Personal

OURS = "hemicycle."
_AT_ONCE = 500


@dataclass(frozen=True)
class Forgotten:
    """Keys of the persons whose time has come, of the consultations that are over, and of the other ones.

    Attributes:
        addresses: Electronic mail addresses of which nothing is to be left, whosever they are.
    """

    people: Collection[int]
    over: Collection[int] = ()
    others: Collection[int] = ()
    addresses: Collection[str] = ()


def our_models() -> Iterator[type[models.Model]]:
    """Every model of ours."""
    return (model for model in apps.get_models() if model.__module__.startswith(OURS))


def declared(model: type[models.Model]) -> PersonalData | None:
    """What a model says of its fields; ``None`` where it says nothing."""
    declaration = vars(model).get("personal_data")
    return declaration if isinstance(declaration, PersonalData) else None


def names(model: type[models.Model]) -> set[str]:
    """The fields that have to be declared."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {field.name for field in fields if not field.primary_key}


def undeclared(model: type[models.Model]) -> set[str]:
    """The fields of which a model does not say whether they are personal."""
    said = declared(model)
    return names(model) - (set(said.fields) | said.impersonal if said else set())


def unknown(model: type[models.Model]) -> set[str]:
    """What a model says of fields that it does not have, or says twice."""
    said = declared(model)
    if said is None:
        return set()
    return (set(said.fields) | said.impersonal) - names(model) | set(said.fields) & said.impersonal


def erase(whose: Forgotten, at: datetime) -> dict[str, Any]:
    """Erase what is declared to be erased by now; return the facts for the journal.

    Call it inside a transaction, with an entry that has these facts. A row that belongs to nobody goes with its
    consultation.

    Returns:
        How many rows, by what the journal calls them, and from which of its entries words were taken.
    """
    counts: Counter[str] = Counter()
    for model in our_models():
        said = declared(model)
        if said is None:
            continue
        for when, rows in _rows(model, said, whose).items():
            if said.rows.deleted is when:
                counts[said.rows.called] += rows.delete()[0]
            elif fields := said.erased(when):
                counts[said.rows.called] += _empty(rows, fields)
    entries = journal_words.take_out(whose.people, at)
    return {**+counts, ERASED_FROM: entries}


def _plain(model: type[models.Model]) -> QuerySet[models.Model]:
    """Rows as the database has them: what is append-only for acts is not so for retention."""
    return QuerySet(model=model)


def _rows(model: type[models.Model], said: PersonalData, whose: Forgotten) -> dict[Erased, QuerySet[models.Model]]:
    owners, consultation = said.rows.owner.split(), said.rows.consultation
    owned, nobodys = Q(pk__in=[]), Q()
    for path in owners:
        owned |= Q(**{f"{path}__in": whose.people})
        nobodys &= Q(**{f"{path}__isnull": True})
    rows = {}
    for address in whose.addresses if said.rows.address else ():
        owned |= Q(**{f"{said.rows.address}__iexact": address})
    if consultation:
        over = _plain(model).filter(**{f"{consultation}__in": whose.over})
        over = over.exclude(**{f"{consultation}__in": whose.others})
        gone = Q(pk__in=over.values("pk"))
        rows[Erased.WITH_CONSULTATION] = _plain(model).filter(gone if owners else gone | owned)
        if owners:
            owned |= Q(pk__in=over.filter(nobodys).values("pk"))
    if owners:
        rows[Erased.WITH_PERSON] = _plain(model).filter(owned)
    return rows


def _empty(rows: QuerySet[models.Model], fields: Mapping[str, Personal]) -> int:
    """Empty these fields of rows; return of how many, or how many files were deleted."""
    get = rows.model._meta.get_field
    factual = {name for name, personal in fields.items() if personal.facts}
    files = {name for name in fields if get(name).related_model is Upload}
    made = {name: personal.to for name, personal in fields.items() if personal.to}
    emptied = {name: _nothing(rows.model, name) for name in fields if name not in {*files, *made, *factual}}
    count = sum(_delete_files(rows, name) for name in files)
    if made:
        changed = list(rows)
        for row in changed:
            for name, to in made.items():
                setattr(row, name, to(row))
        rows.bulk_update(changed, list(made), batch_size=_AT_ONCE)
    return rows.update(**emptied) if emptied else count


def _nothing(model: type[models.Model], name: str) -> object:
    field = model._meta.get_field(name)
    return field.get_default() if isinstance(field, models.Field) and not field.null else None


def _delete_files(rows: QuerySet[models.Model], name: str) -> int:
    """Delete the uploads that a key points to, their files once the transaction is done.

    Where the key may not be empty, the row of the upload stays, without its name. What something else points to, stays:
    it is the source of a reply, or gives another mandate too.
    """
    field = rows.model._meta.get_field(name)
    uploads = list(Upload.objects.filter(pk__in=rows.values(name)))
    if field.null:
        rows.update(**{name: None})
    count = 0
    for upload in uploads:
        storage, path = upload.file.storage, upload.file.name
        if not field.null:
            Upload.objects.filter(pk=upload.pk).update(name="")
        else:
            try:
                upload.delete()
            except ProtectedError:
                continue
        if path and storage.exists(path):
            transaction.on_commit(partial(storage.delete, path))
            count += 1
    return count


def copy_of(email: str) -> dict[str, list[dict[str, Any]]]:
    """Everything of the person of an address that is declared to be exported: rows by the name of their model."""
    people = list(Person.objects.filter(email__iexact=email).values_list("pk", flat=True))
    copy: dict[str, list[dict[str, Any]]] = {}
    for model in our_models():
        said = declared(model)
        if said is None or not said.exported:
            continue
        own = Q(pk__in=[])
        for path in said.rows.owner.split():
            own |= Q(**{f"{path}__in": people})
        if said.rows.address:
            own |= Q(**{f"{said.rows.address}__iexact": email})
        if values := list(_plain(model).filter(own).order_by("pk").values(*said.exported)):
            copy[model._meta.label] = values
    return copy
