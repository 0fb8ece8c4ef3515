"""A result that a test declares at once, whatever waits and whether or not the deadline has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from hemicycle.correspondence import declared, results
from hemicycle.correspondence.models import Enquiry

if TYPE_CHECKING:
    from hemicycle.people.models import Person


def declare_at_once(enquiry: Enquiry, by: Person | None = None) -> None:
    """Freeze what came back, as the act does."""
    now = timezone.now()
    current = results.find(enquiry.letter.consultation, enquiry.pk)
    declared.freeze(results.returns(current, now.date(), *results.COUNTED), now)
    Enquiry.objects.filter(pk=enquiry.pk).update(declared_at=now, declared_by=by)
