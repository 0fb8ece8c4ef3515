"""Imported files hold personal data: they go when that of their consultation does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from hemicycle.imports.models import Import, ImportRow
from hemicycle.people.changes import personal_data_deleted
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection


def listen() -> None:
    """Forget from now on."""
    personal_data_deleted.connect(_forget, dispatch_uid="imports.forgetting")


def _forget(*, consultations: Collection[int], **_: Any) -> dict[str, int]:
    """Delete the files, and their rows that are shown; say how many files. The counts stay."""
    found = Import.objects.filter(consultation__in=consultations).select_related("upload")
    ImportRow.objects.filter(source__in=found).delete()
    gone = 0
    for import_ in found:
        storage, name = import_.upload.file.storage, import_.upload.file.name
        if name and storage.exists(name):
            transaction.on_commit(partial(storage.delete, name))
            gone += 1
    found.exclude(state=Import.State.APPLIED).update(
        state=Import.State.FAILED, refusal=Reason(0, "import_forgotten").as_json()
    )
    return {"imported_files": gone}
