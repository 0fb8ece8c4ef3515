"""While a sitting goes on nobody is put out of its room because a second factor is required in more roles (rule 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.people.changes import second_factor_changing
from hemicycle.rules.admission import may_require_factor
from hemicycle.rules.reasons import require
from hemicycle.sittings import passes
from hemicycle.sittings.queries import all_going_on

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hemicycle.consultations.models import Consultation


def listen() -> None:
    """Object from now on."""
    second_factor_changing.connect(_stay, dispatch_uid="second factor of sittings")


def _stay(*, consultation: Consultation, roles: Collection[str], at: datetime, **_: Any) -> None:
    for sitting in all_going_on(consultation):
        out = {row.registration_id for row in passes.lacking(sitting, passes.here(sitting), roles, at)}
        require(may_require_factor(sitting=sitting.number, people=len(out)))
