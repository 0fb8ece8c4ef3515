"""Refusals of the rule about slots of test sessions: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code, as ``consultations.messages.MESSAGES``.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    RuleCode.SLOTS_OF_TEST_SESSIONS: lambda: _("Only a test session has slots. Choose a test session."),
    RuleCode.SLOT_LENGTH: lambda: _("A slot lasts between {shortest} and {longest} minutes. Correct the duration."),
    RuleCode.SLOT_OUTSIDE_SESSION: lambda: _(
        "A slot is within the hours of its test session, from {opens} to {until}. Correct the times."
    ),
    RuleCode.SLOT_IN_THE_PAST: lambda: _("This time has passed. Enter a time that is still to come."),
    RuleCode.SLOT_OVERLAPS: lambda: _(
        "The same technician has another slot that begins on {starts} and overlaps with this one. Choose another "
        "technician or other times."
    ),
    RuleCode.SLOT_PLACES: lambda: _("A slot has between 1 and {most} places. Correct the number."),
    RuleCode.SLOT_PLACES_BOOKED: lambda: _(
        "Number of people who have booked this slot: {number}. Enter at least as many places."
    ),
    RuleCode.SLOT_BEGAN: lambda: _("This slot has begun or is over. Choose a later one."),
    RuleCode.SLOT_BOOKED_SINCE: lambda: _(
        "The bookings of this slot have changed meanwhile; {number} people have booked it now. Nothing was changed and "
        "nobody was told. Check the list, and repeat your change."
    ),
    RuleCode.SLOT_IS_YOURS: lambda: _("This slot is already booked for this person. No action needed."),
    RuleCode.SLOT_FULL: lambda: _("All places of this slot are taken. Choose another one."),
    RuleCode.SLOTS_LEFT_OUT: lambda: _(
        "Number of slots of this test session that prevent this: {number}. They would be outside of its hours, "
        "or people have booked them. Change or remove these slots first."
    ),
    RuleCode.SLOTS_NONE_FIT: lambda: _("No slot fits between these times. Enter a later end, or a shorter duration."),
}
