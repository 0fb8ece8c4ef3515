"""Gives the mail that confirms a registration its calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.mail.message import calendar_wanted
from hemicycle.web.registration.sittings_calendar import calendar_for

if TYPE_CHECKING:
    from hemicycle.people.models import Registration


def listen() -> None:
    """Called once, when Django is ready."""
    calendar_wanted.connect(_calendar, dispatch_uid="calendar")


def _calendar(*, registration: Registration, **_: Any) -> bytes:
    return calendar_for(registration)
