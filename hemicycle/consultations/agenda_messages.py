"""Refusals about the agenda and the time plan in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code, as ``messages`` has the others.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # The agenda.
    RuleCode.ITEM_WITHDRAWN: lambda: _("This item was withdrawn and cannot be placed on the agenda."),
    RuleCode.FOR_INFORMATION: lambda: _("The items of this list are for information and are not discussed."),
    RuleCode.LIST_HAS_ITEMS: lambda: _(
        "A list with items cannot be removed. Items in it: {items}. Move them to another list first."
    ),
    RuleCode.NOT_ASKED_FOR: lambda: _("Members that requested this item: {yes}. At least {least} must request it."),
    RuleCode.REMOVED_BY_CHAIR: lambda: _("The Chair has removed this item from the agenda."),
    RuleCode.NOT_CONFIRMED_YET: lambda: _("The Chair has not confirmed this item yet."),
    RuleCode.CHOICE_NEEDS_WORDS: lambda: _("Enter the reason in at least one language; it is recorded."),
    RuleCode.ITEM_WAS_REMOVED: lambda: _(
        "Item {number} was removed by the Chair. Open it and reverse the removal, with a reason; then confirm "
        "the others."
    ),
    RuleCode.ITEM_DISCUSSED: lambda: _(
        "Item {position} has been opened in a sitting. It stays on the agenda so that the record of the "
        "sitting remains correct."
    ),
    RuleCode.AGENDA_OUT_OF_DATE: lambda: _(
        "Items on which the agenda differs from the replies and the Chair’s choices: {items}. Update the "
        "agenda first, then publish it."
    ),
    RuleCode.AGENDA_EMPTY: lambda: _("There is no item on the agenda. Confirm one first, then publish it."),
    RuleCode.ITEM_OPEN_ALREADY: lambda: _("This item is already open."),
    RuleCode.ITEM_NOT_OPEN: lambda: _("This item is not open."),
    RuleCode.DECIDES_NOTHING: lambda: _(
        "A virtual consultation takes no decisions. Close the item with a proposed conclusion, deferred, or noted."
    ),
    RuleCode.OUTCOME_SAYS_DECISION: lambda: _(
        "“{name}” says that something was decided. A virtual consultation takes no decisions: choose other words."
    ),
    RuleCode.OUTCOMES_IN_DISCUSSION: lambda: _(
        "An item with a proposal is under discussion in sitting {sitting}, so its possible outcomes cannot be changed "
        "now. Close or interrupt the item first."
    ),
    RuleCode.NOTED_WITH_PROPOSAL: lambda: _(
        "This item contains a proposal: it is closed with a proposed conclusion or deferred, not merely noted."
    ),
    RuleCode.NO_SUCH_OUTCOME: lambda: _("An item is closed with a proposed conclusion, deferred, or noted."),
    # The time plan.
    RuleCode.MINUTES_OUT_OF_RANGE: lambda: _(
        "{minutes} minutes cannot be planned. Enter a number from {least} to {most}."
    ),
    RuleCode.FRAME_OUT_OF_RANGE: lambda: _("{minutes} minutes cannot be reserved. Enter a number from 0 to {most}."),
    RuleCode.TOO_MANY_DAYS: lambda: _("Days with sittings: {days}. The maximum is {most}. Remove sittings. {why}"),
    RuleCode.TOO_MANY_SITTINGS: lambda: _("Sittings: {sittings}. At most {most} can be planned. Remove sittings."),
    RuleCode.SITTING_HAS_BEGUN: lambda: _(
        "Sitting {sitting} has begun. The chair is handed over in it, by the presiding officer or the secretariat."
    ),
    RuleCode.SITTING_WITHOUT_TIME: lambda: _("Sitting {sitting} closes before it opens. Correct its hours."),
    RuleCode.SITTINGS_OVERLAP: lambda: _("Sittings {sitting} and {other} overlap. Correct their hours."),
    RuleCode.CORRECTION_OUTSIDE: lambda: _(
        "In sitting {sitting} an item or the break ends before it begins, or is outside the hours of the sitting. "
        "Correct its times."
    ),
    RuleCode.CORRECTION_REORDERS: lambda: _(
        "The times of sitting {sitting} would change the order. A correction keeps the order that was published; only "
        "a revision can change it, once the consultation is reopened."
    ),
    RuleCode.SITTING_BEGAN: lambda: _(
        "Sitting {sitting} has begun, or people have joined it. Its hours cannot be changed, and it cannot be removed."
    ),
    RuleCode.NO_SITTING_PLANNED: lambda: _("No sitting is planned. Add one, then publish the time plan."),
    RuleCode.PLAN_EMPTY: lambda: _(
        "No item has a place in the time plan. Prepare the agenda first, then publish the plan."
    ),
    RuleCode.NO_SUCH_LOCAL_TIME: lambda: _(
        "On that day the clocks are put forward, and this time does not exist. Choose another one: {instead}."
    ),
    RuleCode.LOCAL_TIME_TWICE: lambda: _(
        "This time occurs twice, because the clocks are put back. Enter {first} or {last}."
    ),
}
