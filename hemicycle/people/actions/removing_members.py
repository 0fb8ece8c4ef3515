"""A Member that was entered by mistake is removed, as long as nothing came of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import ManyToOneRel

from hemicycle.consultations.models import Consultation
from hemicycle.people.actions.members import changing
from hemicycle.people.models import Contact, Member, MemberName, Seat, VoteSuspension
from hemicycle.rules.bodies import may_remove_member
from hemicycle.rules.reasons import require

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer

#: What is entered with a Member and goes with it.
_ITS_OWN = {MemberName, Seat, VoteSuspension, Contact}
#: As what the tables that name a Member are counted; any other is another record.
_COUNTED = {
    "Invitation": "invitations",
    "Registration": "registrations",
    "FocalPoint": "registrations",
    "Addressee": "letters",
    "Reply": "letters",
}


def remove_member(consultation: int, performer: Performer, at: datetime, code: str) -> str:
    """Remove a Member of the consultation's body with its names, seats and contacts; the journal keeps that it was.

    Returns:
        Its code.

    Raises:
        Refusal: there is no such Member, or something is on record of it.
    """
    with changing(consultation, performer, at, code) as (act, member):
        require(may_remove_member(**_uses(member)))
        act.facts.update(removed=member.kind)
        member.delete()
    return code


def _uses(member: Member) -> dict[str, int]:
    """How often it is named, as ``may_remove_member`` asks: in every table, and by the classes of its body."""
    found = Counter({"invitations": 0, "registrations": 0, "letters": 0, "others": 0})
    for relation in Member._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model not in _ITS_OWN:
            model = relation.related_model
            rows = model._base_manager.filter(**{relation.field.name: member})  # noqa: SLF001 - the same
            found[_COUNTED.get(model.__name__, "others")] += rows.count()
    of_body = Consultation.objects.filter(body=member.body_id)
    naming = sum(member.code in one.belonging.members for row in of_body for one in row.classes)
    return {**found, "classes": naming}
