"""Imported files hold personal data: they go when that of their consultation does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from hemicycle.imports.reasons import ImportCode
from hemicycle.people.models import Import, ImportRow
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection


def forget(consultations: Collection[int]) -> int:
    """Delete the files, and their rows that are shown; return how many files. The counts stay."""
    found = Import.objects.filter(consultation__in=consultations).select_related("upload")
    ImportRow.objects.filter(source__in=found).delete()
    gone = 0
    for import_ in found:
        storage, name = import_.upload.file.storage, import_.upload.file.name
        if name and storage.exists(name):
            transaction.on_commit(partial(storage.delete, name))
            gone += 1
    found.exclude(state=Import.State.APPLIED).update(
        state=Import.State.FAILED, refusal=Reason(ImportCode.IMPORT_FORGOTTEN).as_json()
    )
    return gone
