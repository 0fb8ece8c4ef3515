"""What the sittings that are still to come need, each with the way to each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.consultations.joins import listed
from hemicycle.consultations.languages import NATIVE_NAMES
from hemicycle.rules.capacity import Role
from hemicycle.sittings.queries import day, sittings_ready
from hemicycle.web.setup.check import Check, Gap, of_gaps, to
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hemicycle.consultations.models import Consultation
    from hemicycle.people.readiness import StaffReady
    from hemicycle.sittings.queries import SittingReady


def sittings(consultation: Consultation, staff: StaffReady) -> list[Check]:
    """The sittings, and who keeps them running; where none is to come, that one is to be planned."""
    rows = sittings_ready(consultation)
    if not rows:
        address = to("plan_days", consultation)
        return [Check(_("Calendar"), "", _("no sitting to come"), address, _("Plan the sittings"))]
    return [*(_sitting(consultation, row, staff) for row in rows), _technicians(consultation, staff)]


def _sitting(consultation: Consultation, row: SittingReady, staff: StaffReady) -> Check:
    silent = staff.without_interpreter(row.sitting.booths, day(row.sitting))
    empty = [code for code in row.sitting.booths if code not in {*row.booths, *silent}] if row.booths else []
    gaps = []
    if not row.presided:
        gaps.append(Gap(_("nobody presides"), to("plan_presiding", consultation), _("Choose")))
    if not row.planned:
        gaps.append(Gap(_("no items planned"), to("plan_desk", consultation), _("Open the time plan")))
    if silent:
        words = _("no interpreters into %(languages)s") % {"languages": _named(silent)}
        gaps.append(Gap(words, to("registration_new", consultation), _("Enter somebody")))
    if empty:
        words = _("nobody in these booths: %(languages)s") % {"languages": _named(empty)}
        gaps.append(Gap(words, to("plan_booths", consultation), _("Assign")))
    words = ngettext("%(number)d item is planned", "%(number)d items are planned", row.planned)
    address = to("plan_desk", consultation)
    words %= {"number": row.planned}
    return of_gaps(labels.sitting_title(row.sitting), words, gaps, address, _("Open the time plan"))


def _technicians(consultation: Consultation, staff: StaffReady) -> Check:
    number = staff.has(Role.TECHNICIAN)
    return Check(
        _("Technicians"),
        ngettext("%(number)d person", "%(number)d people", number) % {"number": number},
        "" if number else _("nobody is confirmed as technician"),
        to("registration_new", consultation),
        _("Enter somebody"),
    )


def _named(codes: Iterable[str]) -> str:
    return listed(NATIVE_NAMES[code] for code in codes)
