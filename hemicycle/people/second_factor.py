"""Whether somebody has to give a second factor before they do anything, and whether they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from hemicycle.consultations.settings import settings_of
from hemicycle.journal.prepared import Prepared
from hemicycle.people import queries
from hemicycle.people.administrators import is_administrator
from hemicycle.people.models import Person, Registration
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.sessions.models import Session
    from django.http import HttpRequest

    from hemicycle.consultations.models import Consultation

#: So long it is remembered that nothing is required of somebody: their commands in a sitting then ask no database.
REMEMBERED_SECONDS = 30
#: The roles in which a person is confirmed, each with the settings of its consultation.
ROLES = Prepared(
    lambda person: (
        Registration.objects.filter(person=person, status=RegistrationStatus.CONFIRMED.value)
        .order_by()
        .values_list("role", "consultation__settings")
    ),
    int,
)
#: Who acts for the body and sees or changes what belongs to others, in the order of lists: of them a second factor is
#: expected.
EXPECTED = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARIAT, Role.TECHNICIAN)


def roles_of(consultation: Consultation) -> frozenset[str]:
    """Classes and roles of which a consultation requires one: those that it names, or those of the installation."""
    return roles_named(consultation.settings)


def roles_named(kept: dict[str, Any]) -> frozenset[str]:
    """The same by the settings of a consultation as they are kept."""
    named = settings_of(kept).second_factor
    return frozenset(settings.SECOND_FACTOR) if named is None else named


def left_out(required: Collection[str]) -> list[Role]:
    """Whom of ``EXPECTED`` those of whom it is required leave out, where strangers reach the pages (https).

    A demonstration has made-up people alone, whom links sign in.
    """
    if not settings.SECURE or settings.DEMO:
        return []
    return [role for role in EXPECTED if role.value not in required]


def required_of(person: Person) -> bool:
    """Whether one of their confirmed registrations is in a capacity of which its consultation requires it.

    Of an administrator it is required where the installation requires it of the secretariat. The pages of a
    consultation stay open to its participants after its last day, and so does this requirement.
    """
    confirmed = RegistrationStatus.CONFIRMED.value
    if Role.SECRETARIAT.value in settings.SECOND_FACTOR and is_administrator(person.pk):
        return True
    if not _may_be_required_of(person):
        return False
    now = timezone.now()
    for registration in queries.registrations_of(person):
        roles = roles_of(registration.consultation)
        if roles and registration.status == confirmed:
            today = registration.consultation.day(now)
            if queries.capacity(registration, registration.consultation.classes, today).value in roles:
                return True
    return False


def _may_be_required_of(person: Person) -> bool:
    """Whether the role of one of them, or the class that it may have, is named: most people's are not, by one query."""
    for role, kept in ROLES.rows(person.pk):
        roles = roles_named(kept)
        classes = settings_of(kept).participation.by_key
        if roles & (set(classes) if role == Role.DELEGATE.value else {role}):
            return True
    return False


def given(request: HttpRequest) -> bool:
    """Whether this session knows a second factor: a passkey, a code of the authenticator app, or a recovery code.

    A sign-in by mail, by a link or by an organisation's own service is one factor, whatever that service asked.
    """
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def given_in(session: Session) -> bool:
    """The same of a session as it is kept."""
    records = session.get_decoded().get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return any(record.get("method") == "mfa" for record in records)


def missing(request: HttpRequest) -> bool:
    """Whether somebody signed in has to give a second factor first. What the session says is read with it anyway."""
    person = request.user
    if not isinstance(person, Person) or given(request):
        return False
    key = f"second_factor.not_required:{person.pk}"
    remembered = caches["process"]
    if remembered.get(key):
        return False
    if required_of(person):
        return True
    remembered.set(key, value=True, timeout=REMEMBERED_SECONDS)
    return False
