"""Refusals of the rules about contributions: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code, as ``consultations.messages.MESSAGES``.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    RuleCode.CONTRIBUTION_ITEM: lambda: _("Choose the item to which this contributes from the list."),
    RuleCode.CONTRIBUTION_ITEM_WITHDRAWN: lambda: _(
        "This item was withdrawn: nothing is contributed to it. Your text is kept as a draft. Choose another item."
    ),
    RuleCode.CONTRIBUTION_WITHOUT_TITLE: lambda: _("Enter the title of the contribution."),
    RuleCode.CONTRIBUTION_TITLE_LONG: lambda: _("The title has more than {most} characters. Shorten it."),
    RuleCode.CONTRIBUTION_PART_EMPTY: lambda: _(
        "A part that every contribution needs is empty. Write something under each heading that is marked as required."
    ),
    RuleCode.CONTRIBUTION_PART_LONG: lambda: _(
        "The text under one of the headings has more than {most} characters. Shorten it."
    ),
    RuleCode.CONTRIBUTION_EMPTY: lambda: _("Nothing is written yet. Write the contribution, or upload a file."),
    RuleCode.CONTRIBUTION_OF_OTHERS: lambda: _(
        "You cannot submit a contribution for other Members only. Submit it for your own Member."
    ),
    RuleCode.CONTRIBUTION_TWICE_NAMED: lambda: _("A Member is named twice. Name each Member once."),
    RuleCode.CONTRIBUTION_MANY_NAMED: lambda: _("At most {most} Members submit one contribution. Remove some."),
    RuleCode.CONTRIBUTION_FIXED: lambda: _(
        "This contribution is posted or withdrawn and does not change. Write to the secretariat if it needs a "
        "correction."
    ),
    RuleCode.CONTRIBUTION_LED_BY_ANOTHER: lambda: _(
        "The Member named first submits changes to this contribution. You can withdraw the name of your Member."
    ),
    RuleCode.CONTRIBUTION_REVISED_MEANWHILE: lambda: _(
        "A colleague has submitted another version in the meantime. Your text is kept as a draft. Compare the two, "
        "then submit again."
    ),
    RuleCode.CONTRIBUTION_NUMBERED: lambda: _(
        "This contribution has its document number and is being prepared. Ask the secretariat to request changes."
    ),
    RuleCode.CONTRIBUTION_CONFIRMED: lambda: _(
        "This contribution was not entered by the secretariat, or is confirmed already, so its entry is not corrected. "
        "Request changes from its Member."
    ),
    RuleCode.CONTRIBUTION_CORRECTED_MEANWHILE: lambda: _(
        "A colleague has corrected this entry in the meantime. Your text is still in the form. Compare the two in "
        "another window, then enter it again."
    ),
    RuleCode.CONTRIBUTION_REVISED_LATE: lambda: _(
        "The deadline has passed: a contribution is changed only where the secretariat requests it. Your text is kept "
        "as a draft."
    ),
    RuleCode.NOT_A_SUBMITTER: lambda: _("Your Member does not submit this contribution. Reload the page."),
    RuleCode.NAME_IS_SO: lambda: _("Your Member has already said so. No action needed."),
    RuleCode.CONTRIBUTION_NOT_WAITING: lambda: _(
        "This contribution is no longer waiting for this step. Reload the page and check its status."
    ),
    RuleCode.CHANGES_NEED_WORDS: lambda: _("Say what is to be changed; the Member is told."),
    RuleCode.CONTRIBUTION_NOT_NUMBERED: lambda: _(
        "This contribution has no document number yet, or is posted already. Reload the page and check its status."
    ),
    RuleCode.CONTRIBUTION_LATE_UNDECIDED: lambda: _(
        "This contribution was received after the deadline. The Chair must accept it first."
    ),
    RuleCode.CONTRIBUTION_NOT_LATE: lambda: _("This contribution was received in time. No acceptance is needed."),
    RuleCode.CONTRIBUTION_ACCEPTED_ALREADY: lambda: _("This contribution is accepted already. No action needed."),
    RuleCode.CONTRIBUTION_DECLINED_ALREADY: lambda: _("This contribution is declined already. No action needed."),
    RuleCode.CONTRIBUTION_OWN: lambda: _(
        "You speak for a Member that submits this contribution, so another presiding officer decides on it."
    ),
}
