"""Refusals and reasons about the agenda and its time plan in the reader's language."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.correspondence import messages as correspondence
from hemicycle.people import messages as people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason

#: By code. A function, so that it is worded when it is read, in the language of that moment.
WORDINGS: dict[str, Callable[[], str]] = {
    "draft_changed_meanwhile": lambda: _(
        "Somebody else has changed this meanwhile. What they did is shown below beside what you did. Look at both, "
        "then do it again."
    ),
    "choice_needs_words": lambda: _("Say why: it is recorded, and shown to those who prepare the agenda."),
    "choice_words_too_long": lambda: _(
        "Characters of the reason: {length}. At most {longest} are taken. Shorten it; nothing that you wrote is lost."
    ),
    "items_not_chosen": lambda: _(
        "Tick the items that are to be confirmed. Those that are gone are not shown any more."
    ),
    "item_was_removed": lambda: _(
        "Item {number} was removed by the chair. Open it, and take that back with a reason; then confirm the others."
    ),
    "agenda_up_to_date": lambda: _("The agenda is up to date already. There was nothing to do."),
    "agenda_out_of_date": lambda: _(
        "Items that the agenda holds or lacks although the replies and the chair’s choices say otherwise: {items}. "
        "Bring the agenda up to date first, then publish it."
    ),
    "agenda_empty": lambda: _("There is no item on the agenda. Confirm one first, then publish it."),
    "item_not_on_agenda": lambda: _("This item is not on the agenda any more. Look at the agenda again."),
    "item_left_agenda": lambda: _(
        "An item has left the agenda meanwhile. It is not in the plan below any more; everything else that you typed "
        "is still there. Save it again."
    ),
    "item_discussed": lambda: _(
        "Item {position} has been opened in a sitting. It stays on the agenda, so that the record of the sitting holds."
    ),
    "minutes_out_of_range": lambda: _("{minutes} minutes cannot be planned. Write a number from {least} to {most}."),
    "frame_out_of_range": lambda: _("{minutes} minutes cannot be kept free. Write a number from 0 to {most}."),
    "no_such_sitting": lambda: _("There is no such sitting. Choose one of those that are planned."),
    "sitting_began": lambda: _(
        "Sitting {sitting} has begun, or people have been in it. Its hours stay as they are, and it is not taken away."
    ),
    "no_sitting_planned": lambda: _("No sitting is planned. Add one, then publish the time plan."),
    "plan_empty": lambda: _("No item has a place in the time plan. Draw up the agenda first, then publish the plan."),
    "symbol_invalid": lambda: _(
        "Write a symbol of letters and digits, with a stroke, hyphen or point between them, as in C20/2. It has "
        "{longest} characters at most."
    ),
    "what_changes_too_long": lambda: _(
        "Characters of what the revision changes: {length}. At most {longest} are taken. Shorten it; nothing that you "
        "wrote is lost."
    ),
    "nothing_is_different": lambda: _(
        "Nothing is different from the version that is published. A revision comes with a change."
    ),
    "form_unreadable": lambda: _("The page sent something that cannot be read. Nothing is changed. Do it again."),
    **correspondence.WORDINGS,
    # The agenda's own meaning of what letters have too.
    "says_what_it_replaces": lambda: _("Say what the new version changes: its readers are told."),
}
#: Reasons that are not refusals, or that stand beside an item; by code.
REASONS: dict[str, Callable[[Reason], str]] = {
    "urgent_stays": lambda _reason: _("Proposed as urgent: it stays unless the chair removes it"),
    "asked_for": lambda reason: (
        ngettext("%(yes)d Council State asked for it", "%(yes)d Council States asked for it", _fact(reason, "yes"))
        % {"yes": _fact(reason, "yes")}
    ),
    "not_asked_for": lambda reason: (
        ngettext(
            "%(yes)d Council State asked for it; at least %(least)d must",
            "%(yes)d Council States asked for it; at least %(least)d must",
            _fact(reason, "yes"),
        )
        % {"yes": _fact(reason, "yes"), "least": _fact(reason, "least")}
        if _fact(reason, "yes")
        else _("No Council State asked for it")
    ),
    "contribution_received": lambda reason: (
        ngettext(
            "%(number)d contribution on it was received in time",
            "%(number)d contributions on it were received in time",
            _fact(reason, "contributions"),
        )
        % {"number": _fact(reason, "contributions")}
    ),
    "confirmed_by_chair": lambda _reason: _("Confirmed by the chair"),
    "removed_by_chair": lambda _reason: _("Removed by the chair"),
    "not_confirmed_yet": lambda _reason: _("Waits for the chair"),
    "item_withdrawn": lambda _reason: _("Withdrawn: it is no longer put to the States"),
    "longer_than_a_sitting": lambda reason: (
        ngettext(
            "Its %(number)d minute does not fit into any sitting",
            "Its %(number)d minutes do not fit into any sitting",
            _fact(reason, "minutes"),
        )
        % {"number": _fact(reason, "minutes")}
    ),
    "no_sitting_left": lambda reason: (
        ngettext(
            "No sitting has %(number)d minute left for it",
            "No sitting has %(number)d minutes left for it",
            _fact(reason, "minutes"),
        )
        % {"number": _fact(reason, "minutes")}
    ),
}


def _fact(reason: Reason, name: str) -> int:
    return int(reason.facts[name])


def say(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return people.say(reason, zone, WORDINGS | people.WORDINGS)


def why(reason: Reason) -> str:
    """A reason beside an item, in a few words.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return REASONS[reason.code](reason)
