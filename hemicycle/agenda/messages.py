"""Refusals and reasons about the agenda and its time plan in the reader's language."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hemicycle.agenda.glossary_messages import GLOSSARY
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
    **GLOSSARY,
    # The agenda.
    AgendaCode.DRAFT_CHANGED_MEANWHILE: lambda: _(
        "Another user has changed this in the meantime. Both changes are shown below. Compare them, then try again."
    ),
    AgendaCode.CHOICE_WORDS_TOO_LONG: lambda: _(
        "The reason has {length} characters; the maximum is {longest}. Shorten it; your text is kept."
    ),
    AgendaCode.ITEMS_NOT_CHOSEN: lambda: _("Tick the items to confirm. Items that no longer exist are not shown."),
    AgendaCode.AGENDA_UP_TO_DATE: lambda: _("The agenda is already up to date. Nothing was changed."),
    AgendaCode.ITEM_NOT_ON_AGENDA: lambda: _("This item is no longer on the agenda. Check the agenda again."),
    # Items themselves.
    AgendaCode.ITEM_NUMBER: lambda: _("The number of an item is a whole number from 1 to {most}. Correct it."),
    AgendaCode.ITEM_NUMBER_TAKEN: lambda: _("Item {number} of this list exists already. Choose another number."),
    AgendaCode.ITEM_TWICE: lambda: _("This item already appears in row {row}. Each item has one row."),
    AgendaCode.ITEM_WITHOUT_TITLE: lambda: _("Enter the title of the item in at least one language."),
    AgendaCode.ITEM_LANGUAGE: lambda: _("These are not language codes. Use ar, zh, en, fr, ru or es, with commas."),
    AgendaCode.ITEM_PROPOSES: lambda: _("Enter “yes” or “no”."),
    AgendaCode.NO_SUCH_CLASS_FIRST: lambda: _(
        "There is no class of participants “{class}” in this consultation. Correct its name, or leave it out."
    ),
    AgendaCode.NO_SUCH_DOCUMENT: lambda: _(
        "There is no document {symbol} in this consultation. Add the document first, or correct its symbol."
    ),
    AgendaCode.ITEM_WAS_PUT: lambda: _(
        "Members were asked about this item in {letters}. Its list, number and document no longer change. Withdraw it "
        "and add another item instead."
    ),
    AgendaCode.ITEM_TITLE_WAS_PUT: lambda: _(
        "Members were asked about this item in {letters} under the former title. The letter keeps it; agendas "
        "published from now on have the new one. Confirm that below, on the page of the item."
    ),
    AgendaCode.ITEM_IS_ASKED: lambda: _(
        "{letters} asks about this item. Withdraw its question in the replies to the letter first: all who are asked "
        "see it there."
    ),
    AgendaCode.ITEM_IN_USE: lambda: _(
        "This item is on the agenda, in a letter or in a published version, or the Chair has decided on it. Withdraw "
        "it instead."
    ),
    AgendaCode.ITEM_HAS_CONTRIBUTIONS: lambda: _(
        "Contributions to this item were received under its list and number, so both stay. Withdraw the item instead, "
        "and add another one."
    ),
    AgendaCode.ITEM_WITHDRAWN_ALREADY: lambda: _("This item has been withdrawn already."),
    AgendaCode.ITEM_NOT_WITHDRAWN: lambda: _("This item is not withdrawn. Nothing was changed."),
    AgendaCode.ITEM_WITHDRAWAL_NEEDS_WORDS: lambda: _("Enter the reason in at least one language; it is recorded."),
    # Lists of items.
    AgendaCode.LIST_KEY_TAKEN: lambda: _("Another list has the key “{key}”. Choose another key."),
    AgendaCode.LIST_WITHOUT_NAME: lambda: _("Enter the name of the list in at least one language."),
    AgendaCode.LIST_WAS_PUT: lambda: _(
        "Members were asked about this list in {letters}. Its rule and the names sent no longer change, and it cannot "
        "be removed. A name in a further language can be added."
    ),
    AgendaCode.LEAST_YES_WAS_PUT: lambda: _(
        "Members were asked about items in {letters}, so this number can no longer be changed. A list not yet put to "
        "Members can have a number of its own."
    ),
    AgendaCode.NO_SUCH_LIST: lambda: _("There is no such list any more. Choose one of those shown."),
    AgendaCode.TOO_MANY_LISTS: lambda: _("A consultation has at most {most} lists. Remove one first."),
    # What outcomes are called.
    AgendaCode.OUTCOMES_CHANGED_MEANWHILE: lambda: _(
        "Another user changed these words after you opened the page. Your entries are still here. Open the page again "
        "in another window, compare, and enter your changes there."
    ),
    # The time plan.
    AgendaCode.ITEM_LEFT_AGENDA: lambda: _(
        "An item has left the agenda in the meantime. It no longer appears in the plan below; all your other "
        "entries are kept. Save again."
    ),
    AgendaCode.NO_SUCH_SITTING: lambda: _("There is no such sitting. Choose one of those planned."),
    # Publishing.
    AgendaCode.WHAT_CHANGES_TOO_LONG: lambda: _(
        "The description of the revision has {length} characters; the maximum is {longest}. Shorten it; your "
        "text is kept."
    ),
    AgendaCode.WORDS_MISSING: lambda: _(
        "The list of differences is empty, so the papers in these languages would not say what the revision "
        "changes: {languages}. Enter a description in these languages too."
    ),
    AgendaCode.TITLES_MISSING: lambda: _(
        "Titles of items are missing in these languages: {languages}. Enter them, or tick that the papers in these "
        "languages show the original title."
    ),
    AgendaCode.NOTHING_IS_DIFFERENT: lambda: _(
        "There is no difference from the published version. A revision must contain a change."
    ),
    AgendaCode.SYMBOL_INVALID: lambda: _(
        "Enter a symbol of letters and digits separated by a slash, hyphen or full stop, e.g. C20/2. It may "
        "have at most {longest} characters."
    ),
    AgendaCode.VERSION_REPLACED: lambda: _(
        "{symbol} was published in the meantime. Your entries are below; compare them with it, then publish again."
    ),
    AgendaCode.NOTHING_CORRECTED: lambda: _(
        "There is no difference from the published version. Correct at least one entry."
    ),
    AgendaCode.CORRECTION_WORDS_MISSING: lambda: _(
        "Every paper states the reason for the correction. Enter it in these languages too: {languages}."
    ),
    # A form.
    AgendaCode.NOT_A_LANGUAGE: lambda: _("“{name}” is not a language. Enter its name or its code, such as fr."),
    AgendaCode.FORM_UNREADABLE: lambda: _("The page sent data that cannot be read. Nothing was changed. Try again."),
}
#: With those of the rooms below.
ALL = {**correspondence.ALL, **MESSAGES}
#: Reasons that are not refusals, or that stand beside an item; by code.
REASONS: dict[ReasonCode, Callable[[Reason], str]] = {
    RuleCode.LISTED_TO_STAY: lambda _reason: _("On the agenda unless the Chair removes it"),
    RuleCode.FOR_INFORMATION: lambda _reason: _("For information: not discussed"),
    RuleCode.ASKED_FOR: lambda reason: (
        ngettext(
            "%(yes)d Member asked for it",
            "%(yes)d Members asked for it",
            _fact(reason, "yes"),
        )
        % {"yes": _fact(reason, "yes")}
    ),
    RuleCode.CONTRIBUTED: lambda reason: (
        ngettext(
            "%(number)d contribution to it was received",
            "%(number)d contributions to it were received",
            _fact(reason, "contributions"),
        )
        % {"number": _fact(reason, "contributions")}
    ),
    RuleCode.NOT_ASKED_FOR: lambda reason: (
        ngettext(
            "%(yes)d Member asked for it; at least %(least)d must",
            "%(yes)d Members asked for it; at least %(least)d must",
            _fact(reason, "yes"),
        )
        % {"yes": _fact(reason, "yes"), "least": _fact(reason, "least")}
        if _fact(reason, "yes")
        else _("No Member asked for it")
    ),
    RuleCode.CONFIRMED_BY_CHAIR: lambda _reason: _("Confirmed by the Chair"),
    RuleCode.REMOVED_BY_CHAIR: lambda _reason: _("Removed by the Chair"),
    RuleCode.NOT_CONFIRMED_YET: lambda _reason: _("Awaiting the Chair"),
    RuleCode.ITEM_WITHDRAWN: lambda _reason: _("Withdrawn: no longer put to the Members"),
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
    return int(str(reason.facts[name]))


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
