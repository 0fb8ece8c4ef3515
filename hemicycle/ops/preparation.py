"""What must be true before the web process starts: tables, translations, collected static files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from hemicycle.consultations.models import Consultation
from hemicycle.journal import guards, signing
from hemicycle.ops import connections, installation, second_factors
from hemicycle.people.administrators import administrator_keys
from hemicycle.people.models import Upload

if TYPE_CHECKING:
    from collections.abc import Callable

#: Uploads that are looked for at the start.
NEWEST = 5


def prepare(tell: Callable[[str], None]) -> None:
    """Bring tables, translations and static files up to date; does nothing where they are."""
    prepare_database(tell)
    signing.prepare(timezone.now())
    warn_of_missing_uploads(tell)
    if sentence := connections.too_few(installation.read()):
        tell(sentence)
    for sentence in second_factors.warnings():
        tell(sentence)
    stale = [folder for folder in settings.LOCALE_PATHS if _is_stale(Path(folder))]
    if stale:
        tell("Compiling the translations.")
        call_command("compilemessages", verbosity=0)
    fingerprint = _fingerprint()
    mark = Path(settings.STATIC_ROOT) / ".collected"
    if not mark.exists() or mark.read_text(encoding="utf-8") != fingerprint:
        tell("Collecting static files.")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        mark.write_text(fingerprint, encoding="utf-8")


def prepare_database(tell: Callable[[str], None]) -> None:
    """Bring the tables up to date, and what guards the rows that never change."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        tell("Bringing the database's tables up to date.")
        call_command("migrate", interactive=False, verbosity=0)
    guards.make(connection)  # a release may declare others, without a migration


def next_step() -> str:
    """What to do in an installation that has no consultation yet; empty where it has one."""
    if Consultation.objects.exists():
        return ""
    if administrator_keys():
        return f"There is no consultation yet. An administrator begins one at {settings.PUBLIC_ADDRESS}/setup/."
    return (
        "There is no consultation yet. Make somebody an administrator, who then begins one: "
        "hemicycle invite name@example.org"
    )


def warn_of_missing_uploads(tell: Callable[[str], None]) -> None:
    """Say so where the newest uploads are not in this machine's folder: another machine has taken them into its own."""
    newest = Upload.objects.order_by("-pk")[:NEWEST]
    missing = [upload for upload in newest if not upload.file.storage.exists(str(upload.file.name))]
    if missing:
        tell(
            f"{len(missing)} of the newest uploads are not in {storages['uploads'].path('')}. Machines that run the "
            "web process or the worker need one folder for uploads: share it, and name it in HEMICYCLE_UPLOADS on each."
        )


def _is_stale(locales: Path) -> bool:
    """Whether a translation is newer than what was compiled from it."""
    for source in locales.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def _fingerprint() -> str:
    """Which static files there are, how large, and when they changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            state = path.stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
