"""An import whose file is deleted with the personal data of its consultation can go no further, and says so.

The rows of somebody who is erased before that are deleted; the file stays until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.imports.models import Import, ImportRow
from hemicycle.imports.reasons import ImportCode
from hemicycle.people.changes import personal_data_deleted
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection


def listen() -> None:
    """Stop imports from now on."""
    personal_data_deleted.connect(_stop, dispatch_uid="imports.forgetting")


def _stop(*, consultations: Collection[int], addresses: Collection[str], **_: Any) -> None:
    for address in addresses:
        # Another address may end with it.
        rows = ImportRow.objects.filter(words__icontains=address)
        theirs = [row.pk for row in rows if address.lower() in {cell.lower() for cell in row.cells.values()}]
        ImportRow.objects.filter(pk__in=theirs).delete()
    Import.objects.filter(consultation__in=consultations).exclude(state=Import.State.APPLIED).update(
        state=Import.State.FAILED, refusal=Reason(ImportCode.IMPORT_FORGOTTEN).as_json()
    )
