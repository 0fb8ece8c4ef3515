"""Persons: made once their address is proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hemicycle.journal.record import Performer, record
from hemicycle.people.models import Person
from hemicycle.rules.reasons import require
from hemicycle.rules.registration import may_register

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation

SIGNED_UP = "person.signed_up"


def sign_up(consultation: Consultation, email: str, at: datetime, *, language: str, address: str | None) -> Person:
    """The person of a proved address; one who has none yet is made, in order to register for a consultation.

    Args:
        email: It is their name too, until they give one.
        address: Network address that the proof came from.

    Raises:
        Refusal: registration is not open, and nobody has this address yet.
    """
    known = Person.objects.filter(email__iexact=email)
    person = known.first()
    if person is not None:
        return person
    require(may_register(consultation.opening, at, invited=True))
    try:
        # No act in a consultation: there is nobody yet to authorise, and nothing to lock.
        with transaction.atomic():
            made = Person.objects.create_user(email, email, language=language)
            record(Performer(made, address), SIGNED_UP, f"person:{made.pk}", at, {"consultation": consultation.pk})
    except IntegrityError:
        # The same code was sent twice at once.
        return known.get()
    return made
