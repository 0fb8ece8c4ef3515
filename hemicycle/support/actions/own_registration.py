"""The registration of who acts for themselves: tests their connection, practises alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.models import Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from hemicycle.people.act import Act


def locked(act: Act, registration: int) -> Registration:
    """The registration, locked: of two acts of theirs at once neither goes uncounted.

    Raises:
        Refusal: it is not that of who acts, unless that is the system, or takes no part.
    """
    rows = Registration.objects.select_for_update(of=("self",)).filter(pk=registration, consultation=act.consultation)
    row = rows.select_related("person", "member", "consultation").first()
    person = act.performer.person
    if row is None or (person is not None and row.person_id != person.pk):
        raise Refusal(PeopleCode.NO_SUCH_REGISTRATION)
    if row.status != RegistrationStatus.CONFIRMED.value or not row.person.is_active:
        raise Refusal(RuleCode.REGISTRATION_NOT_CONFIRMED, status=row.status)
    return row
