"""The whole of a consultation as one file that can be read without this software."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import suppress
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal, cast

from django.db import transaction

from hemicycle.consultations.models import Consultation
from hemicycle.ending import belonging
from hemicycle.ending.collecting import Collected
from hemicycle.ending.form import ENQUIRY, MANIFEST, README, SIGNATURE, WHAT, Content, Manifest, written
from hemicycle.ending.models import KeptRecord
from hemicycle.ending.readme import readme
from hemicycle.journal import signing
from hemicycle.people.models import Upload

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import BinaryIO

    from django.core.files.base import File

    Tell = Callable[[int, int], None]

_CHUNK = 1 << 20
#: Of every file: when an export was made stands in its manifest alone.
_DAY_ONE = (1980, 1, 1, 0, 0, 0)


def write(consultation: Consultation, out: BinaryIO, at: datetime, tell: Tell, enquiry: int | None = None) -> Manifest:
    """Write an export, as everything is while no act of the consultation is carried out.

    Args:
        tell: Is told how many tables and files are written, and how many there are.
        enquiry: Key of an enquiry, of which alone the record is written.
    """
    with transaction.atomic():
        current = Consultation.objects.select_for_update().get(pk=consultation.pk)
        collected = Collected(current, at, enquiry)
    # Outside: how far it is, is seen by others meanwhile.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        return _Writing(archive, collected, tell).write(at, WHAT if enquiry is None else ENQUIRY)


class _Writing:
    def __init__(self, archive: zipfile.ZipFile, collected: Collected, tell: Tell) -> None:
        self._archive, self._collected, self._tell = archive, collected, tell
        self._files: dict[str, Content] = {}
        self._models = [model for model in belonging.exported() if model in collected.rows]
        self._done = 0
        self._total = len(self._models) + len(self._uploads())

    def write(self, at: datetime, what: Literal["hemicycle consultation", "hemicycle enquiry"]) -> Manifest:
        collected = self._collected
        for model in self._models:
            table = {"table": belonging.label(model), "rows": collected.table(model)}
            self._add(belonging.file_name(model), written(table))
            self._step()
        self._record()
        for upload in self._uploads():
            self._upload(upload)
            self._step()
        tables = {
            belonging.label(model): sorted(field.name for field in belonging.fields_of(model)) for model in self._models
        }
        self._add(README, readme(collected, self._models).encode())
        manifest = Manifest(
            what=what,
            made_at=at,
            version=version("hemicycle"),
            slug=collected.consultation.slug,
            tables=tables,
            files=dict(sorted(self._files.items())),
        )
        said = (manifest.model_dump_json(indent=1) + "\n").encode()
        key, signature = signing.sign_export(said, at)
        self._archive.writestr(_entry(MANIFEST), said)
        self._archive.writestr(_entry(SIGNATURE), written({"key": key.as_json(), "signature": signature}))
        return manifest

    def _record(self) -> None:
        """Of each installation that it has come through; then this one's own, where there is any."""
        collected, last = self._collected, 0
        by_row = {(belonging.name(model), key): named for (model, key), named in collected.keys.items()}
        for kept in KeptRecord.objects.filter(consultation=collected.consultation):
            last = kept.number
            numbers = {said: by_row.get((said.partition(":")[0], key)) for said, key in kept.keys.items()}
            self._add(f"record/{last}/journal.jsonl", kept.lines.encode())
            self._add(f"record/{last}/keys.json", written({said: key for said, key in numbers.items() if key}))
        if collected.record:
            self._add(f"record/{last + 1}/journal.jsonl", collected.record.encode())
            self._add(f"record/{last + 1}/keys.json", written(collected.numbers()))

    def _uploads(self) -> list[Upload]:
        return cast("list[Upload]", self._collected.rows.get(Upload, []))

    def _upload(self, upload: Upload) -> None:
        if not upload.file:
            return
        key = self._collected.keys[Upload, upload.pk]
        with suppress(FileNotFoundError), upload.file.open("rb") as source:  # erased meanwhile
            self._copy(upload_name(key), source)

    def _add(self, name: str, content: bytes) -> None:
        self._archive.writestr(_entry(name), content)
        self._files[name] = Content(size=len(content), sha256=hashlib.sha256(content).hexdigest())

    def _copy(self, name: str, source: File[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self._archive.open(_entry(name), "w", force_zip64=True) as into:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                into.write(chunk)
                size += len(chunk)
        self._files[name] = Content(size=size, sha256=digest.hexdigest())

    def _step(self) -> None:
        self._done += 1
        self._tell(self._done, self._total)


def upload_name(key: str) -> str:
    """Where the file of an upload stands: ``uploads/3``."""
    return f"uploads/{key.partition(':')[2]}"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY_ONE)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry
