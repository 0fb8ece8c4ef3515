"""Refusals of the booths, of seats, microphones and relays: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code, as ``consultations.messages.MESSAGES``.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    RuleCode.NO_BOOTH_FOR_ROLE: lambda: _("Only interpreters and captioners are assigned to booths."),
    RuleCode.BOOTHS_OF_ENDED: lambda: _("The sitting has ended. Its booths are no longer assigned."),
    RuleCode.NOT_THEIR_BOOTH: lambda: _("You do not work into this language. Choose one of your own booths."),
    RuleCode.NO_SEAT: lambda: _("Enter a booth first."),
    RuleCode.NO_PARTNER: lambda: _("Nobody else is in the booth to take over. Go off air instead."),
    RuleCode.PARTNER_ON_AIR: lambda: _(
        "{name} is on air in this booth. Ask for a handover: one voice speaks at a time."
    ),
    RuleCode.LIGHT_DOES_NOT_WAIT: lambda: _("The speaker can speak already: nothing is waited for."),
    # Relays.
    RuleCode.BOOTH_WORKS_FROM_NOTHING: lambda: _(
        "A booth works from at least one language. Tick one for the {booth} booth."
    ),
    RuleCode.PIVOT_IS_ITSELF: lambda: _("The {booth} booth cannot hear itself. Choose another pivot."),
    RuleCode.PIVOT_NOT_WORKED_FROM: lambda: _(
        "The {booth} booth does not work from {pivot}. Tick {pivot} for it, or choose another pivot."
    ),
    RuleCode.PIVOTS_IN_A_LOOP: lambda: _(
        "While {language} is spoken on the floor, these booths would hear only each other: {booths}. "
        "Choose another pivot for one of them, or tick {language} for it."
    ),
    RuleCode.RELAYS_AT_MOST: lambda: _("A sitting has at most {most} relays in a chain. Choose a lower number."),
    # Shifts.
    RuleCode.SHIFT_TIME_UNREADABLE: lambda: _(
        "A time of a shift of {name} is missing or cannot be read. Enter when the shift begins and ends, as in 14:30."
    ),
    RuleCode.SHIFT_WITHOUT_TIME: lambda: _("The shift of {name} on {starts} ends before it begins. Enter a later end."),
    RuleCode.SHIFT_OUTSIDE_SITTING: lambda: _(
        "The shift of {name} on {starts} is not within the sitting, which lasts from {opens} to {until}. "
        "Correct the times."
    ),
    RuleCode.SHIFT_OF_NO_INTERPRETER: lambda: _("{name} is not an interpreter. Choose an interpreter for the shift."),
    RuleCode.SHIFT_IN_OTHERS_BOOTH: lambda: _(
        "{name} does not work in the {booth} booth. Choose another interpreter, or add the language to the "
        "registration."
    ),
    RuleCode.SHIFT_IN_TWO_BOOTHS: lambda: _(
        "{name} would be in two booths at the same time, from {starts} to {until}: {booths}. Change one of the shifts."
    ),
    RuleCode.SHIFT_TWICE: lambda: _(
        "{name} is in the {booth} booth twice from {starts} to {until}. Remove one of the shifts."
    ),
    RuleCode.SITTING_HAS_SHIFTS: lambda: _(
        "Interpreters have shifts in sitting {sitting}. Remove the shifts first: the interpreters are informed by "
        "e-mail. Then take the sitting off."
    ),
    RuleCode.SHIFTS_MISSING: lambda: _("{booth} booth: no shifts. Add interpreters, or split the sitting evenly."),
    RuleCode.SHIFT_GAP: lambda: _("{booth} booth: no interpreter from {starts} to {until}. Add a shift."),
    RuleCode.SHIFT_ALONE: lambda: _(
        "{booth} booth: {name} is alone for more than {minutes} minutes, from {starts} to {until}. Add a second "
        "interpreter, or shorten the shift."
    ),
    RuleCode.SHIFT_LEFT_BEHIND: lambda: _(
        "{booth} booth: {name} is no longer registered. Choose another interpreter from {starts} to {until}."
    ),
}
