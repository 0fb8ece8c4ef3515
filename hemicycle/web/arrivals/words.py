"""Messages in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.arrivals import messages
from hemicycle.arrivals.authenticity import Authenticity
from hemicycle.arrivals.models import Arrival
from hemicycle.contributions import messages as contributions
from hemicycle.people import messages as people

if TYPE_CHECKING:
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason

#: Of the refusals of every destination, beside ours.
_ALL = {**contributions.ALL, **messages.ALL}
State = Arrival.State
#: The colour of each state.
TONES = {State.WAITING: "wait", State.FILED: "live"}
_TONES_OF_SENDER = {Authenticity.VERIFIED: "live", Authenticity.UNVERIFIED: "wait", Authenticity.FAILED: "stop"}


def why(arrival: Arrival) -> str:
    """The reason for which it waits or was put aside; empty where it was filed, or says nothing."""
    return "" if arrival.state == State.FILED else messages.why(arrival, _ALL)


def refusal(reason: Reason, zone: tzinfo) -> str:
    """What was refused, also by a destination."""
    return people.refusal_message(reason, zone, _ALL)


def subject(arrival: Arrival) -> str:
    """Its subject, or that it has none."""
    return arrival.subject or _("Without a subject")


def sender(arrival: Arrival) -> str:
    """Who wrote it, as it says itself."""
    return arrival.sender_name or arrival.sender or _("Unknown sender")


def tone(arrival: Arrival) -> str:
    """The colour of its state."""
    return TONES.get(State(arrival.state), "")


def sender_tone(arrival: Arrival) -> str:
    """The colour of what is known of its sender."""
    return _TONES_OF_SENDER[Authenticity(arrival.authenticity)]
