"""In words: somebody answered for a Member and is somebody else in the consultation (rule 39)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.people import capacities, queries
from hemicycle.people.member_names import member_name
from hemicycle.people.models import FocalPoint
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.consultations.models import Consultation
    from hemicycle.correspondence.models import ReplyVersion
    from hemicycle.people.models import Member, Registration


def other_capacities(
    consultation: Consultation, given: Iterable[tuple[ReplyVersion | None, Member]]
) -> Mapping[tuple[int | None, int], str]:
    """Who gave these answers and is somebody else here, and as what; the number of queries does not depend on them.

    Args:
        given: Versions, each with the Member whose reply it is.

    Returns:
        In words, by the keys of the person and of the Member; of others nothing.
    """
    pairs = [(row.person_id, member.pk) for row, member in given if row is not None and row.person_id is not None]
    found = capacities.of_another_member(consultation, pairs)
    return {pair: _words(consultation, row) for pair, row in found.items()}


def _words(consultation: Consultation, row: Registration | FocalPoint) -> str:
    name = row.person.name
    if isinstance(row, FocalPoint):
        return _("%(name)s, who is also a focal point of %(member)s") % {
            "name": name,
            "member": member_name(row.member),
        }
    if row.member is not None:
        return _("%(name)s, who is registered for %(member)s") % {"name": name, "member": member_name(row.member)}
    capacity = queries.capacity(row, consultation.classes, consultation.first_day)
    return _("%(name)s, who takes part in another capacity: %(capacity)s") % {
        "name": name,
        "capacity": labels.capacity(capacity),
    }
