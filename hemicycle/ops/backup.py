"""One file with what an installation keeps, its database and its uploads, and the way back."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Literal

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from pydantic import AwareDatetime, BaseModel, ValidationError

from hemicycle.correspondence import notices
from hemicycle.journal import guards
from hemicycle.mail import answers
from hemicycle.mail.models import Delivery
from hemicycle.ops import dumps
from hemicycle.ops.dumps import NotPossible
from hemicycle.ops.models import SharedCount
from hemicycle.ops.supervisor import StartFailed, hold
from hemicycle.people.models import Person, Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tell = Callable[[str], None]

FORMAT = 1
MANIFEST = "manifest.json"
UPLOADS = "uploads"
#: What the database is called in the file.
DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
CHUNK = 1 << 20
#: One line of progress for so many bytes.
TOLD_EVERY = 1 << 28


class Content(BaseModel):
    """One file of a backup: its bytes, and their SHA-256."""

    size: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself.

    Attributes:
        version: Of Hemicycle.
        migrations: Those that its database has, ``app.name``.
        files: By name, all but the manifest.
    """

    format: int
    made_at: AwareDatetime
    version: str
    database: Literal["sqlite", "postgresql"]
    migrations: list[str]
    files: dict[str, Content]


def write(target: Path, tell: Tell) -> Manifest:
    """Write a backup, also while Hemicycle runs: the database as it is at one moment, then the uploads.

    The file is there once it is whole, and readable by its owner alone.

    Raises:
        NotPossible: There is such a file already, or the database could not be copied.
    """
    if target.exists():
        raise NotPossible(f"{target} is there already. Name another file, or move that one away.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        tell("Copying the database.")
        dump = Path(folder) / DUMPS[connection.vendor]
        dumps.dump(dump)
        made, files = Path(folder) / "made", {}
        with os.fdopen(os.open(made, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                with dump.open("rb") as source:
                    files[dump.name] = _add(archive, dump.name, source, zipfile.ZIP_DEFLATED)
                for name, path in _told(_uploads(), tell):
                    with suppress(FileNotFoundError), path.open("rb") as source:  # erased meanwhile
                        files[name] = _add(archive, name, source, zipfile.ZIP_STORED)
                manifest = Manifest(
                    format=FORMAT,
                    made_at=timezone.now(),
                    version=version("hemicycle"),
                    database=connection.vendor,
                    migrations=_applied(),
                    files=files,
                )
                archive.writestr(MANIFEST, manifest.model_dump_json(indent=2), zipfile.ZIP_DEFLATED)
            file.flush()
            os.fsync(file.fileno())
        made.replace(target)
    return manifest


def restore(source: Path, tell: Tell, *, replace: bool) -> Manifest:
    """Put a backup in the place of what there is; whoever was signed in signs in again, and no old mail goes out.

    Everything is read and compared before anything is changed. What was there of uploads is kept beside them.

    Args:
        replace: Also where the database has people already.

    Raises:
        NotPossible: It is no whole backup, of another database or a newer version, or Hemicycle runs.
    """
    try:
        lock = hold(settings.HOME)
    except StartFailed as error:
        raise NotPossible(str(error)) from error
    try:
        with _opened(source) as (archive, manifest):
            tell(f"Checking the backup of {manifest.made_at:%d %B %Y, %H:%M} UTC.")
            _require_whole(archive, manifest, tell)
            _require_fitting(manifest)
            _require_place(replace=replace)
            with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as folder:
                tell("Taking the files out.")
                archive.extractall(folder)
                tell("Putting the database back.")
                dumps.load(Path(folder) / DUMPS[manifest.database])
                kept = _exchange_uploads(Path(folder) / UPLOADS)
        if kept:
            tell(f"The uploads that were here are in {kept}. Delete them once you no longer need them.")
        tell("Bringing the database's tables up to date.")
        call_command("migrate", interactive=False, verbosity=0)
        guards.make(connection)
        _begin_anew(tell)
    finally:
        lock.close()
    return manifest


def uploads() -> Path:
    """The folder of the uploads."""
    return Path(Upload.file.field.storage.path(""))


def _applied() -> list[str]:
    return sorted(".".join(name) for name in MigrationLoader(connection).applied_migrations)


def _uploads() -> list[tuple[str, Path]]:
    folder = uploads()
    return [
        (f"{UPLOADS}/{path.relative_to(folder).as_posix()}", path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def _told(files: list[tuple[str, Path]], tell: Tell) -> Iterator[tuple[str, Path]]:
    """The files, with a line of progress now and then."""
    sizes = [path.stat().st_size for _name, path in files]
    whole, done, told = sum(sizes), 0, 0
    tell(f"Copying {len(files)} uploads, {whole / 1e6:.0f} MB.")
    for file, size in zip(files, sizes, strict=True):
        yield file
        done += size
        if done - told >= TOLD_EVERY:
            told = done
            tell(f"{done / 1e6:.0f} of {whole / 1e6:.0f} MB.")


def _add(archive: zipfile.ZipFile, name: str, source: BinaryIO, compression: int) -> Content:
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, timezone.now().timetuple()[:6])
    entry.compress_type, entry.external_attr = compression, 0o600 << 16
    with archive.open(entry, "w", force_zip64=True) as into:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            into.write(chunk)
            size += len(chunk)
    return Content(size=size, sha256=digest.hexdigest())


@contextmanager
def _opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive, Manifest.model_validate_json(archive.read(MANIFEST))
    except FileNotFoundError as error:
        raise NotPossible(f"There is no file {source}.") from error
    except (zipfile.BadZipFile, KeyError, ValidationError, json.JSONDecodeError) as error:
        raise NotPossible(f"{source} is no backup of Hemicycle, or was cut off. Take another one.") from error


def _require_whole(archive: zipfile.ZipFile, manifest: Manifest, tell: Tell) -> None:
    if manifest.format > FORMAT:
        raise NotPossible(f"The backup was made by a newer version, {manifest.version}. Update Hemicycle first.")
    names = [name for name in archive.namelist() if name != MANIFEST]
    wrong = set(names) ^ set(manifest.files) | {name for name in names if ".." in PurePosixPath(name).parts}
    checked = 0
    for name in sorted(set(names) - wrong):
        digest = hashlib.sha256()
        try:
            with archive.open(name) as content:
                while chunk := content.read(CHUNK):
                    digest.update(chunk)
                    checked += len(chunk)
        except zipfile.BadZipFile:
            wrong.add(name)
        if digest.hexdigest() != manifest.files[name].sha256:
            wrong.add(name)
    if wrong:
        raise NotPossible(
            f"The backup is not what was written: {', '.join(sorted(wrong)[:5])} "
            f"({len(wrong)} in all) is missing or was changed. Take another one."
        )
    tell(f"It is whole: {len(names)} files, {checked / 1e6:.0f} MB.")


def _require_fitting(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise NotPossible(
            f"The backup is of {manifest.database}, and this installation uses {connection.vendor}. Put it back where "
            "HEMICYCLE_DATABASE names a database of that kind."
        )
    loader = MigrationLoader(connection)
    apps = {app for app, _name in loader.disk_migrations}
    known = {".".join(key) for key in loader.disk_migrations}
    known |= {".".join(name) for migration in loader.disk_migrations.values() for name in migration.replaces}
    newer = [name for name in manifest.migrations if name not in known and name.partition(".")[0] in apps]
    if newer:
        raise NotPossible(
            f"The backup was made by a newer version, {manifest.version}: its database has {newer[-1]}. Update "
            "Hemicycle first."
        )


def _require_place(*, replace: bool) -> None:
    tables = set(connection.introspection.table_names())
    people = Person.objects.count() if Person._meta.db_table in tables else 0
    if people and not replace:
        raise NotPossible(
            f"The database has {people} people already. Add --replace to put the backup in their place; what is there "
            "now is then gone. Make a backup of it before."
        )
    # SQLite's would go on with the old file, and write into it.
    if others := dumps.others_using():
        raise NotPossible(f"The database is in use by others ({others}). Stop Hemicycle on every machine first.")


def _exchange_uploads(taken_out: Path) -> Path | None:
    """The backup's in the place of those that are here; where these are kept."""
    folder, kept = uploads(), None
    if folder.exists() and any(folder.iterdir()):
        kept = folder.with_name(f"{folder.name}.before-{timezone.now():%Y%m%d-%H%M%S}")
        folder.rename(kept)
    if taken_out.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            folder.rmdir()
        shutil.move(taken_out, folder)
    return kept


def _begin_anew(tell: Tell) -> None:
    """What must not come back with a backup: sessions that have ended since, and mail that has gone out since."""
    Session.objects.all().delete()
    SharedCount.objects.all().delete()
    while notices.queue_waiting():
        pass  # mails that were still to be worded wait like the others, and are held with them
    waiting = Delivery.objects.filter(state__in=[Delivery.State.QUEUED, Delivery.State.SENDING])
    held = waiting.update(state=Delivery.State.FAILED, answer=answers.RESTORED)
    if held:
        tell(
            f"{held} e-mails were waiting when the backup was made, and are not sent: see Messages to send them again."
        )
