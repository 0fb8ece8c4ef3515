"""Rule 1: whether a badge is good on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.reasons import Decision, allow, refuse

if TYPE_CHECKING:
    from datetime import date

    from hemicycle.rules.capacity import Period


def badge(status: RegistrationStatus, consultation: Period, today: date, *, registered_for_day: bool) -> Decision:
    """Whether who wears the badge takes part today: confirmed, on a day of the consultation, and of their own.

    Args:
        consultation: Its days.
        registered_for_day: They registered for this day.
    """
    if status is not RegistrationStatus.CONFIRMED:
        return refuse(RuleCode.REGISTRATION_NOT_CONFIRMED, status=status.value)
    if not consultation.covers(today):
        return refuse(RuleCode.CONSULTATION_NOT_TODAY)
    if not registered_for_day:
        return refuse(RuleCode.NOT_REGISTERED_FOR_DAY)
    return allow(RuleCode.BADGE_GOOD)
