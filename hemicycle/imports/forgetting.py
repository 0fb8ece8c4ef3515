"""An import whose file is deleted with the personal data of its consultation can go no further, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.imports.models import Import
from hemicycle.imports.reasons import ImportCode
from hemicycle.people.changes import personal_data_deleted
from hemicycle.rules.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection


def listen() -> None:
    """Stop imports from now on."""
    personal_data_deleted.connect(_stop, dispatch_uid="imports.forgetting")


def _stop(*, consultations: Collection[int], **_: Any) -> None:
    Import.objects.filter(consultation__in=consultations).exclude(state=Import.State.APPLIED).update(
        state=Import.State.FAILED, refusal=Reason(ImportCode.IMPORT_FORGOTTEN).as_json()
    )
