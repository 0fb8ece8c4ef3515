"""Words about others in a mail: who they are now, for what, and who entered and confirmed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations.joins import listed
from hemicycle.people.models import Registration
from hemicycle.rules.capacity import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hemicycle.people.models import Person


def people(registrations: Sequence[int]) -> str:
    """Their names, with the role of whoever is no delegate."""
    return listed(_named(row) for row in _rows(registrations))


def entered_by(registrations: Sequence[int]) -> str:
    """Who entered them last."""
    return _acting(row.entered_by for row in _rows(registrations))


def confirmed_by(registrations: Sequence[int]) -> str:
    """Who confirmed them last."""
    return _acting(row.confirmed_by for row in _rows(registrations))


def _rows(registrations: Sequence[int]) -> list[Registration]:
    found = Registration.objects.select_related("person", "entered_by", "confirmed_by").in_bulk(registrations)
    return [found[key] for key in registrations if key in found]


def _named(row: Registration) -> str:
    if row.role == Role.DELEGATE.value:
        return row.shown_name
    return _("%(name)s (%(role)s)") % {"name": row.person.name, "role": row.get_role_display()}


def _acting(persons: Iterable[Person | None]) -> str:
    """Each once; the installation itself where no person is on record."""
    return listed(dict.fromkeys(person.name if person else _("the operator") for person in persons))
