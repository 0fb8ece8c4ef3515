"""The plan of the booths: who may sit in one, and who is to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.capacity import Role
from hemicycle.sittings.models import BoothDuty

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.models import Registration

_ROLES = (Role.INTERPRETER.value, Role.CAPTIONER.value)


def of_booths(consultation: Consultation) -> list[Registration]:
    """The confirmed interpreters, then the captioners, by name."""
    rows = consultation.registrations.filter(role__in=_ROLES, status=RegistrationStatus.CONFIRMED.value)
    return sorted(
        rows.select_related("person").order_by("person__family_name", "person__name", "pk"),
        key=lambda row: _ROLES.index(row.role),
    )


def by_address(consultation: Consultation) -> dict[str, Registration]:
    """The confirmed registrations, as a file names them: by e-mail address in small letters."""
    rows = consultation.registrations.filter(status=RegistrationStatus.CONFIRMED.value).select_related("person")
    return {row.person.email.lower(): row for row in rows if row.person.email}


def booths_for(row: Registration, booths: Collection[str]) -> list[str]:
    """The booths in which somebody may sit: those of the languages that they work into; any for captioners."""
    anywhere = row.role == Role.CAPTIONER.value or not row.booth_languages
    return [code for code in booths if anywhere or code in row.booth_languages]


def duties(consultation: Consultation) -> dict[tuple[int, int], str]:
    """Which booth everybody is planned for: ``{(sitting, registration): language}``."""
    rows = BoothDuty.objects.filter(sitting__consultation=consultation)
    return {
        (sitting, person): code for sitting, person, code in rows.values_list("sitting", "registration", "language")
    }


def duties_of(registrations: Iterable[Registration]) -> dict[int, dict[int, str]]:
    """The booths that some people are planned for: ``{registration: {sitting: language}}``, by one query."""
    found: dict[int, dict[int, str]] = {row.pk: {} for row in registrations if row.role in _ROLES}
    if found:
        rows = BoothDuty.objects.filter(registration__in=found)
        for person, sitting, code in rows.values_list("registration", "sitting", "language"):
            found[person][sitting] = code
    return found


def interpreted(consultation: Consultation) -> dict[int, set[str]]:
    """The booths for which a confirmed interpreter is planned, by sitting."""
    found: dict[int, set[str]] = {}
    rows = BoothDuty.objects.filter(
        sitting__consultation=consultation,
        registration__role=Role.INTERPRETER.value,
        registration__status=RegistrationStatus.CONFIRMED.value,
    )
    for sitting, code in rows.values_list("sitting", "language"):
        found.setdefault(sitting, set()).add(code)
    return found
