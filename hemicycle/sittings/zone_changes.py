"""While a sitting goes on the time zone in which it is given stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.people.changes import zone_changing
from hemicycle.rules.local_time import may_change_zone
from hemicycle.rules.reasons import require
from hemicycle.sittings.queries import going_on

if TYPE_CHECKING:
    from hemicycle.consultations.models import Consultation


def listen() -> None:
    """Object from now on."""
    zone_changing.connect(_stays, dispatch_uid="zone of sittings")


def _stays(*, consultation: Consultation, **_: Any) -> None:
    sitting = going_on(consultation)
    require(may_change_zone(sitting=sitting.number if sitting else None))
