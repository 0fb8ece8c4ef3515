"""Reads of the roles within the secretariat: the one place where a person's registration becomes what they may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.journal.prepared import Prepared
from hemicycle.people.models import ScopeGrant
from hemicycle.rules import scopes
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration
    from hemicycle.rules.capacity import Capacity
    from hemicycle.rules.permissions import Action
    from hemicycle.rules.reasons import Decision
    from hemicycle.rules.scopes import Grant, Scopes

#: What somebody was given: every page of the desk asks for it.
_GRANTS = Prepared(lambda registration: ScopeGrant.objects.filter(registration=registration), int)


def scopes_of(registration: Registration, day: date) -> Scopes:
    """The roles of somebody on a day; nothing narrows who is not of the secretariat. At most one query."""
    if registration.role != Role.SECRETARIAT.value:
        return None
    read = getattr(registration, "_prefetched_objects_cache", {}).get("scope_grants")
    rows = _GRANTS.rows(registration.pk) if read is None else read
    return scopes.scopes_on([row.grant for row in rows], day)


def may(registration: Registration, own: Capacity, action: Action, day: date) -> Decision:
    """Whether somebody may do this in their class or role, and within their roles of the secretariat on a day."""
    return scopes.may(own, scopes_of(registration, day), action)


def may_read(registration: Registration, own: Capacity, action: Action, day: date) -> Decision:
    """Whether somebody may read what asks for this action, in the same way."""
    return scopes.may_read(own, scopes_of(registration, day), action)


def secretariat(consultation: Consultation) -> list[Registration]:
    """Everybody of the secretariat whose registration is not over, with all that they were given and by whom."""
    over = (RegistrationStatus.WITHDRAWN.value, RegistrationStatus.REFUSED.value)
    rows = consultation.registrations.filter(role=Role.SECRETARIAT.value).exclude(status__in=over)
    related = rows.select_related("person", "confirmed_by", "consultation")
    return list(
        related.prefetch_related("scope_grants__granted_by", "scope_grants__withdrawn_by").order_by(
            "person__name", "pk"
        )
    )


def grants_of_confirmed(consultation: Consultation) -> dict[int, list[Grant]]:
    """What each confirmed member of the secretariat was given, by registration."""
    rows = consultation.registrations.filter(
        role=Role.SECRETARIAT.value, status=RegistrationStatus.CONFIRMED.value, person__is_active=True
    )
    found: dict[int, list[Grant]] = {key: [] for key in rows.values_list("pk", flat=True)}
    for grant in ScopeGrant.objects.filter(registration__in=found):
        found[grant.registration_id].append(grant.grant)
    return found
