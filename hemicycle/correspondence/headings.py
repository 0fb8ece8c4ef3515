"""The headings of the conditions to an enquiry."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.condition_headings import headings_in, headings_of
from hemicycle.correspondence.models import Cluster, Condition, DeclaredResult, LeadIn

if TYPE_CHECKING:
    from hemicycle.consultations.condition_headings import ConditionHeading
    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import Enquiry


@dataclass(frozen=True)
class Uses:
    """How much stands under a heading, in all enquiries of a consultation.

    Attributes:
        conditions: Those of every version of every reply.
    """

    conditions: int = 0
    clusters: int = 0
    lead_ins: int = 0


def headings_for(enquiry: Enquiry) -> dict[str, ConditionHeading]:
    """By key, in their order: as the consultation has them, or as it had them when the result was declared."""
    if enquiry.declared_at is not None:
        kept = DeclaredResult.objects.filter(enquiry=enquiry.pk).values_list("content__headings", flat=True).first()
        # A result that was declared before they were settings has none.
        if kept is not None:
            return headings_in(kept)
    return headings_of(enquiry.letter.consultation)


def uses_of(consultation: Consultation) -> dict[str, Uses]:
    """What stands under each of its headings, by key; three queries."""
    conditions = Condition.objects.filter(version__reply__enquiry__letter__consultation=consultation)
    clusters = Cluster.objects.filter(enquiry__letter__consultation=consultation)
    lead_ins = LeadIn.objects.filter(enquiry__letter__consultation=consultation)
    counted = [Counter(rows.values_list("heading", flat=True)) for rows in (conditions, clusters, lead_ins)]
    return {key: Uses(*(counts[key] for counts in counted)) for key in headings_of(consultation)}
