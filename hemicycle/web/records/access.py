"""A sitting of a consultation that was held, whose record somebody reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404

from hemicycle.rules.floor import SittingState
from hemicycle.rules.permissions import Action
from hemicycle.web.access.permissions import InConsultation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.sittings.models import Sitting


@dataclass(frozen=True)
class AtRecord(InConsultation):
    """Somebody who reads the record of a sitting."""

    sitting: Sitting

    @property
    def whole(self) -> bool:
        """Whether they see of a turn what went wrong, and why a rule was overridden."""
        return self.visitor.may_read(Action.TURNS_SEE) or self.visitor.may_read(Action.CONCLUSION_DRAFT)


def held(consultation: Consultation) -> QuerySet[Sitting]:
    """The sittings of a consultation that were opened, in time."""
    rows = consultation.sittings.exclude(state=SittingState.PLANNED.value)
    return rows.select_related("consultation__body").order_by("opens_at", "number", "pk")


def at_record(reader: InConsultation, pk: int) -> AtRecord:
    """The sitting of an address.

    Raises:
        Http404: the consultation held none with this key.
    """
    sitting = held(reader.consultation).filter(pk=pk).first()
    if sitting is None:
        raise Http404
    sitting.consultation = reader.consultation
    return AtRecord(reader.consultation, reader.visitor, reader.performer, reader.now, sitting)
