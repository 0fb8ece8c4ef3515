"""Administrators of the installation: granted by the operator or by another administrator, and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.people.administrators import carry_out
from hemicycle.people.models import Administrator, AdministratorLink, Person
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.administrators import Act

GRANT, WITHDRAW = "administrator.grant", "administrator.withdraw"


def grant(act: Act, email: str, name: str, language: str) -> Administrator:
    """Make the person of an address an administrator; one who is one already stays so.

    Args:
        name: Of somebody who is not known yet; their address, where it is empty. Who is known keeps theirs.
        language: Of somebody who is not known yet.

    Raises:
        Refusal: their access was ended.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person is not None and not person.is_active:
        raise Refusal(PeopleCode.PERSON_INACTIVE)
    person = person or Person.objects.create_user(email, name or email, language=language)
    row = Administrator.objects.filter(person=person, withdrawn_at=None).first()
    act.facts.update(already=row is not None)
    act.place = f"person:{person.pk}"
    if row is None:
        granted_by = act.performer.person
        row = Administrator(person=person, since=act.at, granted_by_id=granted_by.pk if granted_by else None)
        row.save()
    return row


def withdraw(performer: Performer, at: datetime, administrator: int) -> Administrator:
    """Let somebody be an administrator no longer; links that they have not used open nothing any more.

    Raises:
        Refusal: they are none, or the last one.
    """
    with carry_out(performer, WITHDRAW, at) as act:
        row = next((row for row in act.target if row.pk == administrator), None)
        if row is None:
            raise Refusal(PeopleCode.NO_SUCH_ADMINISTRATOR)
        if len(act.target) == 1:
            raise Refusal(PeopleCode.LAST_ADMINISTRATOR)
        act.place = f"person:{row.person_id}"
        row.withdrawn_at, row.withdrawn_by_id = at, performer.person.pk if performer.person else None
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        AdministratorLink.objects.filter(administrator=row, used_at=None, revoked_at=None).update(revoked_at=at)
    return row
