"""Where no second factor is required of those who act for the body: whoever reads their mail signs in as them."""

from __future__ import annotations

from django.conf import settings

from hemicycle.consultations.models import Consultation
from hemicycle.consultations.settings import settings_of
from hemicycle.people.second_factor import left_out, roles_of

#: The setting of the installation, for consultations that say nothing of their own.
SETTING = "HEMICYCLE_SECOND_FACTOR"


def missing() -> dict[str, list[str]]:
    """The roles of which none is required, by where that is set: ``SETTING``, or the name of a consultation's address.

    Closed consultations are left alone: nobody can change their settings.
    """
    found = {SETTING: left_out(settings.SECOND_FACTOR)}
    for row in Consultation.objects.filter(closed_at=None).order_by("slug"):
        if settings_of(row.settings).second_factor is not None:
            found[row.slug] = left_out(roles_of(row))
    return {where: [role.value for role in roles] for where, roles in found.items() if roles}


def warnings() -> list[str]:
    """A sentence for each of them, with what to do."""
    return [
        f"No second factor is required of: {', '.join(roles)} ({where}). Whoever reads their mail can sign in as them. "
        + (
            f"Add them to {SETTING}, or take the setting out."
            if where == SETTING
            else "The secretariat of this consultation changes that under “Opening and quotas”."
        )
        for where, roles in missing().items()
    ]
