"""Takes a consultation in from an export, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import DataError, IntegrityError, transaction
from django.db.models import FileField, ForeignKey, JSONField, ManyToManyField

from hemicycle.consultations.models import Consultation
from hemicycle.ending import belonging
from hemicycle.ending.export import upload_name
from hemicycle.ending.form import GONE, KEY, NotPossible
from hemicycle.ending.keys_in_json import translated
from hemicycle.ending.models import KeptRecord
from hemicycle.ending.new_keys import new_keys
from hemicycle.ending.opening import opened
from hemicycle.journal.record import Performer, record
from hemicycle.mail import answers
from hemicycle.mail.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import Field, Model

    from hemicycle.ending.opening import Opened
    from hemicycle.people.models import Upload

    Kind = type[Model]

ACT = "consultation.import"
_AT_ONCE = 500


@dataclass
class Taken:
    """What was taken in.

    Attributes:
        joined: How many rows were there already, by model, and stayed as they are.
        made: How many were made.
        held: Mails that waited when it was exported, and are not sent.
    """

    slug: str
    joined: dict[str, int] = field(default_factory=dict)
    made: int = 0
    held: int = 0


def take_in(
    source: Path, at: datetime, tell: Callable[[str], None], *, slug: str = "", only_check: bool = False
) -> Taken:
    """Look through an export, and take the consultation in under its own name, or another one.

    Whoever is there already, by their address, is joined and not changed; so are bodies, by their name in addresses,
    and their Members, by their code.

    Raises:
        NotPossible: it is not whole, of a newer version, or something in it is there already. Nothing was changed.
    """
    with opened(source) as export:
        tell(f"It is whole: {len(export.manifest.files)} files, exported on {export.manifest.made_at:%d %B %Y}.")
        name = slug or export.manifest.slug
        if Consultation.objects.filter(slug=name).exists():
            raise NotPossible(
                f"There is a consultation “{name}” here already. Add --slug with another name to take this one in "
                "beside it."
            )
        if only_check:
            return Taken(name)
        taking = _Taking(export, name)
        try:
            with transaction.atomic():
                taken = taking.write()
                facts = {"slug": name, "sha256": export.sha256, "joined": taken.joined, "made": taken.made}
                place = f"consultation:{taking.consultation}"
                record(Performer(system="import"), ACT, place, at, facts)
        except (IntegrityError, DataError) as error:
            taking.delete_files()
            raise NotPossible(
                "Something in the export is here already under a name that can be given once, such as the number of a "
                f"letter or a receipt, or does not fit. Nothing was taken in. The database says: {error}"
            ) from error
        except BaseException:
            taking.delete_files()
            raise
    return taken


class _Taking:
    """One export being written."""

    def __init__(self, export: Opened, slug: str) -> None:
        self._export, self._slug = export, slug
        self._keys: dict[str, Any] = {}
        self._new: dict[Kind, list[dict[str, Any]]] = {}
        self._taken = Taken(slug)
        self._files: list[tuple[Any, str]] = []

    @property
    def consultation(self) -> int:
        """Its key here."""
        return int(self._keys["consultation:1"])

    def write(self) -> Taken:
        """Give every new row its key first: then any of them may point to any other."""
        for model in sorted(belonging.exported(), key=lambda one: belonging.label(one) not in belonging.SHARED):
            rows = self._export.tables.get(belonging.label(model), [])
            self._new[model] = self._joined(model, rows)
            keys = new_keys(model, len(self._new[model]))
            self._keys |= {row[KEY]: key for row, key in zip(self._new[model], keys, strict=True)}
        for model, rows in self._new.items():
            made = [self._row(model, row) for row in rows]
            model._meta.base_manager.bulk_create(made, batch_size=_AT_ONCE)
            self._taken.made += len(made)
            self._join_many(model, rows)
        self._keep_records()
        self._hold_mail()
        return self._taken

    def delete_files(self) -> None:
        """What was kept of the uploads, where nothing comes of it."""
        for storage, name in self._files:
            storage.delete(name)

    def _joined(self, model: Kind, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those that are not here yet; the others are known by the key that they have here."""
        label = belonging.label(model)
        if label in belonging.SHARED:
            names = belonging.SHARED[label]
            rows_here = model._meta.base_manager.values_list("pk", *names)
            known = {tuple(str(value).lower() for value in values): key for key, *values in rows_here}
        elif label in belonging.OF_MEMBERS:
            return self._of_members(model, rows)
        else:
            return rows
        new = []
        for row in rows:
            # What tells it apart may be a row that was joined, or made, before: the body of a Member.
            values = tuple(str(self._keys.get(row[name], row[name])).lower() for name in names)
            if (key := known.get(values)) is None:
                new.append(row)
            else:
                self._keys[row[KEY]] = key
        self._taken.joined[label] = len(rows) - len(new)
        return new

    def _of_members(self, model: Kind, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """All of a Member that is new; of one that is here, a contact that is not, for mails point to it."""
        new_members = {row[KEY] for row in self._new[apps.get_model("people.Member")]}
        new = []
        contact = belonging.label(model) == "people.Contact"
        for row in rows:
            here = None
            if contact and row["member"] not in new_members:
                same = {"member": self._keys[row["member"]], "email": row["email"]}
                here = model._meta.base_manager.filter(**same).values_list("pk", flat=True).first()
            if here is not None:
                self._keys[row[KEY]] = here
            elif contact or row["member"] in new_members:
                new.append(row)
        return new

    def _row(self, model: Kind, row: dict[str, Any]) -> Model:
        values = {
            one.attname: self._value(model, one, row[one.name])
            for one in belonging.fields_of(model)
            if not isinstance(one, ManyToManyField) and one.name in row
        }
        for name, make in belonging.MADE_ANEW.items():
            label, _, own = name.rpartition(".")
            if label == belonging.label(model):
                values[own] = make()
        if model is Consultation:
            values["slug"] = self._slug
        made = model(pk=self._keys[row[KEY]], **values)
        if belonging.label(model) == belonging.UPLOADS:
            self._keep_file(cast("Upload", made), row[KEY])
        return made

    def _value(self, model: Kind, one: Field[Any, Any], value: object) -> object:
        where = f"{belonging.label(model)}.{one.name}"
        if isinstance(one, ForeignKey):
            return self._known(value, where) if value is not None else None
        if isinstance(one, JSONField):
            return translated(where, value, self._key)
        if isinstance(one, FileField):
            return ""
        try:
            return one.to_python(value)
        except ValidationError as error:
            raise NotPossible(f"{where} does not take “{value}”. Nothing was taken in.") from error

    def _known(self, key: object, where: str) -> int:
        if key not in self._keys:
            raise NotPossible(f"{where} means {key}, which is not in the export. Nothing was taken in.")
        return int(self._keys[str(key)])

    def _key(self, model: Kind, key: object) -> int:
        named = str(key)
        return 0 if named.endswith(f":{GONE}") else self._known(named, belonging.label(model))

    def _join_many(self, model: Kind, rows: list[dict[str, Any]]) -> None:
        for one in model._meta.local_many_to_many:
            through: Any = one.remote_field.through
            own, other = one.m2m_column_name(), one.m2m_reverse_name()
            pairs = [
                {own: self._keys[row[KEY]], other: self._known(key, belonging.label(model))}
                for row in rows
                for key in row[one.name]
            ]
            through._meta.base_manager.bulk_create([through(**pair) for pair in pairs], batch_size=_AT_ONCE)

    def _keep_file(self, made: Upload, key: str) -> None:
        name = upload_name(key)
        if name not in self._export.manifest.files:
            return
        kept = made._meta.get_field("file")
        with self._export.archive.open(name) as content:
            path = kept.generate_filename(made, Path(made.name).name or "file")
            made.file = kept.storage.save(path, File(content))
        self._files.append((kept.storage, made.file.name))

    def _keep_records(self) -> None:
        KeptRecord.objects.bulk_create(
            KeptRecord(
                consultation_id=self.consultation,
                number=number,
                lines=lines,
                keys={said: self._keys[key] for said, key in keys.items() if key in self._keys},
            )
            for number, lines, keys in self._export.records()
        )

    def _hold_mail(self) -> None:
        """Who was written to then is not written to again from here."""
        waiting = Delivery.objects.filter(
            mailing__consultation=self.consultation, state__in=[Delivery.State.QUEUED, Delivery.State.SENDING]
        )
        self._taken.held = waiting.update(state=Delivery.State.FAILED, answer=answers.RESTORED)
