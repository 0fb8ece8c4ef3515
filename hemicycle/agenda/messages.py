"""Refusals and reasons about the agenda and its time plan in the reader's language."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.reasons import AgendaCode
from hemicycle.correspondence import messages as correspondence
from hemicycle.people import messages as people
from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # The agenda.
    AgendaCode.DRAFT_CHANGED_MEANWHILE: lambda: _(
        "Somebody else has changed this meanwhile. What they did is shown below beside what you did. Look at both, "
        "then do it again."
    ),
    AgendaCode.CHOICE_WORDS_TOO_LONG: lambda: _(
        "Characters of the reason: {length}. At most {longest} are taken. Shorten it; nothing that you wrote is lost."
    ),
    AgendaCode.ITEMS_NOT_CHOSEN: lambda: _(
        "Tick the items that are to be confirmed. Those that are gone are not shown any more."
    ),
    AgendaCode.AGENDA_UP_TO_DATE: lambda: _("The agenda is up to date already. There was nothing to do."),
    AgendaCode.ITEM_NOT_ON_AGENDA: lambda: _("This item is not on the agenda any more. Look at the agenda again."),
    # The time plan.
    AgendaCode.ITEM_LEFT_AGENDA: lambda: _(
        "An item has left the agenda meanwhile. It is not in the plan below any more; everything else that you typed "
        "is still there. Save it again."
    ),
    AgendaCode.NO_SUCH_SITTING: lambda: _("There is no such sitting. Choose one of those that are planned."),
    # Publishing.
    AgendaCode.WHAT_CHANGES_TOO_LONG: lambda: _(
        "Characters of what the revision changes: {length}. At most {longest} are taken. Shorten it; nothing that you "
        "wrote is lost."
    ),
    AgendaCode.WORDS_MISSING: lambda: _(
        "The list of differences says nothing here, so the papers of these languages would not say what the revision "
        "changes: {languages}. Give the words in them, too."
    ),
    AgendaCode.NOTHING_IS_DIFFERENT: lambda: _(
        "Nothing is different from the version that is published. A revision comes with a change."
    ),
    AgendaCode.SYMBOL_INVALID: lambda: _(
        "Write a symbol of letters and digits, with a stroke, hyphen or point between them, as in C20/2. It has "
        "{longest} characters at most."
    ),
    # A form.
    AgendaCode.FORM_UNREADABLE: lambda: _(
        "The page sent something that cannot be read. Nothing is changed. Do it again."
    ),
}
#: With those of the rooms below.
ALL = {**correspondence.ALL, **MESSAGES}
#: Reasons that are not refusals, or that stand beside an item; by code.
REASONS: dict[ReasonCode, Callable[[Reason], str]] = {
    RuleCode.URGENT_STAYS: lambda _reason: _("Proposed as urgent: it stays unless the chair removes it"),
    RuleCode.ASKED_FOR: lambda reason: (
        ngettext("%(yes)d Council State asked for it", "%(yes)d Council States asked for it", _fact(reason, "yes"))
        % {"yes": _fact(reason, "yes")}
    ),
    RuleCode.NOT_ASKED_FOR: lambda reason: (
        ngettext(
            "%(yes)d Council State asked for it; at least %(least)d must",
            "%(yes)d Council States asked for it; at least %(least)d must",
            _fact(reason, "yes"),
        )
        % {"yes": _fact(reason, "yes"), "least": _fact(reason, "least")}
        if _fact(reason, "yes")
        else _("No Council State asked for it")
    ),
    RuleCode.CONTRIBUTION_RECEIVED: lambda reason: (
        ngettext(
            "%(number)d contribution on it was received in time",
            "%(number)d contributions on it were received in time",
            _fact(reason, "contributions"),
        )
        % {"number": _fact(reason, "contributions")}
    ),
    RuleCode.CONFIRMED_BY_CHAIR: lambda _reason: _("Confirmed by the chair"),
    RuleCode.REMOVED_BY_CHAIR: lambda _reason: _("Removed by the chair"),
    RuleCode.NOT_CONFIRMED_YET: lambda _reason: _("Waits for the chair"),
    RuleCode.ITEM_WITHDRAWN: lambda _reason: _("Withdrawn: it is no longer put to the States"),
    RuleCode.LONGER_THAN_A_SITTING: lambda reason: (
        ngettext(
            "Its %(number)d minute does not fit into any sitting",
            "Its %(number)d minutes do not fit into any sitting",
            _fact(reason, "minutes"),
        )
        % {"number": _fact(reason, "minutes")}
    ),
    RuleCode.NO_SITTING_LEFT: lambda reason: (
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


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return people.refusal_message(reason, zone, ALL)


def why(reason: Reason) -> str:
    """A reason beside an item, in a few words.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return REASONS[reason.code](reason)
