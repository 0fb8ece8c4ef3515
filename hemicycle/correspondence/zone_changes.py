"""While a deadline runs the time zone in which it is given stays (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.consultations.joins import comma
from hemicycle.correspondence.queries import asking_now
from hemicycle.people.changes import zone_changing
from hemicycle.rules.local_time import may_change_zone
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation


def listen() -> None:
    """Object from now on."""
    zone_changing.connect(_stays, dispatch_uid="zone of letters")


def _stays(*, consultation: Consultation, at: datetime, **_: Any) -> None:
    require(may_change_zone(letters=comma().join(row.letter.symbol for row in asking_now(consultation, at))))
