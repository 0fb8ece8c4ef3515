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
}
