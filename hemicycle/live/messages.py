"""Refusals in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.agenda import messages as agenda
from hemicycle.people import messages as people

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import Reason

#: By code. A function, so that it is worded when it is read, in the language of that moment.
WORDINGS: dict[str, Callable[[], str]] = {
    **people.WORDINGS,
    **agenda.WORDINGS,
    "point_of_order_council_only": lambda: _("Only Council States may raise a point of order."),
    "sitting_not_open": lambda: _("The sitting is not open. Wait until the leader opens or resumes it."),
    "sitting_elsewhere": lambda: _("The sitting has moved on meanwhile. Look at its state and try again."),
    "sitting_ended": lambda: _("The sitting has ended. Nobody can join it any more."),
    "holds_floor_already": lambda: _("You have the floor already."),
    "waits_already": lambda: _("Already in the queue. To change the language, withdraw the request and ask again."),
    "list_closed": lambda: _("The list of speakers is closed. Write to the secretariat, or wait until it reopens."),
    "list_open_already": lambda: _("The list of speakers is open already."),
    "list_closed_already": lambda: _("The list of speakers is closed already."),
    "observer_once": lambda: _("An observer speaks once on each item, and you have. Ask again on the next item."),
    "observer_spoke_meanwhile": lambda: _(
        "This observer has spoken on the item meanwhile. To give them the floor again, choose them among the people "
        "and say why: it is recorded."
    ),
    "override_needs_words": lambda: _(
        "This observer has spoken on the item already. Say why they get the floor again: it is recorded."
    ),
    "has_floor_already": lambda: _("They have the floor already."),
    "turn_over": lambda: _("This turn is over already."),
    "turn_elsewhere": lambda: _("This turn has moved on meanwhile. Look at the queue and try again."),
    "no_such_turn": lambda: _("There is no such request in this sitting any more."),
    "nobody_waits": lambda: _("Nobody waits for the floor."),
    "queue_changed": lambda: _(
        "The queue has just changed: somebody else is next now. Look, and give the floor again."
    ),
    "not_here": lambda: _("They are not in the room. Give them the floor once they have joined."),
    "does_not_speak": lambda: _("Interpreters, captioners and technicians do not take the floor."),
    "not_a_leader": lambda: _("Only the chair or a vice-chair leads a sitting."),
    "does_not_lead": lambda: _("You do not lead the sitting now. Ask who leads to pass it to you."),
    "receiver_not_a_leader": lambda: _("The lead can only be passed to the chair or a vice-chair."),
    "not_on_agenda": lambda: _("This item is not on the agenda."),
    "item_open_already": lambda: _("This item is open already."),
    "item_not_open": lambda: _("This item is not open."),
    "decides_nothing": lambda: _(
        "A virtual consultation decides nothing. Close the item with a proposed conclusion, deferred, or noted."
    ),
    "no_such_outcome": lambda: _("An item ends with a proposed conclusion, deferred, or noted."),
    "not_oneself": lambda: _("You cannot remove yourself. Leave the room instead."),
    "removed": lambda: _(
        "The leader has removed you from this sitting. Write to the secretariat if this is a mistake."
    ),
    "is_removed": lambda: _("They are removed from this sitting. Readmit them first."),
    "removed_already": lambda: _("They have been removed already."),
    "not_removed": lambda: _("They have not been removed."),
    "no_seat": lambda: _("Enter a booth first."),
    "not_their_booth": lambda: _("You do not work into this language. Choose one of your own booths."),
    "partner_on_air": lambda: _("{name} is on air in this booth. Ask for a handover: one voice speaks at a time."),
    "met_another": lambda: _("Somebody else acted at the same moment. Look at the room and try again."),
}


def say(reason: Reason) -> str:
    """The wording of a refusal, with its facts.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return WORDINGS[reason.code]().format(**reason.facts)


def malformed() -> str:
    """For a command that is not of its form: an old page, usually."""
    return _("This page is out of date or sent something that cannot be read. Reload it and try again.")


def too_many() -> str:
    """For somebody who sends commands faster than a person can."""
    return _("Too many commands at once. Wait a few seconds and try again.")


def media_away() -> str:
    """While the media engine is being restarted."""
    return _("Sound and picture are being restarted. You are brought back by yourself in a moment.")
