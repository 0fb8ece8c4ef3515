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
    RuleCode.PRACTICE_TAKES_NO_ITEM: lambda: _(
        "No item of the agenda is taken up in a rehearsal or a test session. Give the floor from the list of speakers."
    ),
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
    # Conclusions.
    RuleCode.POSITION_NOT_PERMITTED: lambda: _(
        "Your participation class cannot do this. Ask for the floor, and the presiding officer can take note of it."
    ),
    RuleCode.ITEM_NOT_DISCUSSED: lambda: _(
        "The item is no longer under discussion, so this was not recorded. Ask for the floor if it must be reopened."
    ),
    RuleCode.NOTHING_PROPOSED: lambda: _("There is no proposed conclusion under this item yet."),
    RuleCode.POSITION_NEEDS_WORDS: lambda: _("Enter the text to be recorded."),
    RuleCode.POSITION_STANDS_ALREADY: lambda: _("This is already recorded for your delegation."),
    RuleCode.POSITION_WITHDRAWN_ALREADY: lambda: _("This has already been withdrawn."),
    RuleCode.POSITION_UNREAD: lambda: _(
        "A delegation has recorded its position in the meantime. Read it, then close the item."
    ),
    RuleCode.OBJECTIONS_IN_DISCUSSION: lambda: _(
        "An item is under discussion in sitting {sitting}, so the effect of an objection cannot be changed now. Close "
        "or interrupt the item first."
    ),
    RuleCode.CONCLUSION_TOO_LONG: lambda: _(
        "The text has {length} characters. A proposed conclusion has at most {most} in each language: shorten it, or "
        "place the details in a document."
    ),
    RuleCode.CONCLUSION_OF_ENDED_ITEM: lambda: _(
        "The item is closed, and its conclusion remains as it was read out. Correct it with a reason; the correction "
        "is a new version."
    ),
    RuleCode.CONCLUSION_IS_DRAFTED: lambda: _("The item is not closed yet: change the text itself."),
    RuleCode.CONCLUSION_BEING_ASKED: lambda: _(
        "The presiding officer is asking whether there is any objection to the text. It can be changed once the "
        "discussion is resumed."
    ),
    RuleCode.CONCLUSION_CHANGED: lambda: _(
        "The text has been changed in the meantime. Copy what you wrote, reload the text, and enter it again."
    ),
    RuleCode.CONCLUSION_UNREAD: lambda: _(
        "The text has been changed in the meantime. Read what it says now, then try again."
    ),
    RuleCode.CONCLUSION_CHANGED_SINCE: lambda: _(
        "The text has been changed since you asked about it. Read it out and ask again."
    ),
    RuleCode.CONCLUSION_NOT_ASKED: lambda: _(
        "Ask first whether there is any objection to the conclusion, then close the item."
    ),
    RuleCode.CORRECTION_NEEDS_WORDS: lambda: _("Enter the reason for the correction; it is published with it."),
    RuleCode.STILL_ASKING: lambda: _("The time for objections is not over yet. Wait until it is, then close the item."),
    RuleCode.DEFERRAL_STANDS: lambda: _(
        "{member} has asked for deferral or objects. The item can only be deferred unless that is withdrawn."
    ),
    RuleCode.DEFERRAL_NEEDS_WORDS: lambda: _(
        "No Member has asked for deferral. Enter the reason for which you defer the item; it is recorded."
    ),
    # Urgency.
    RuleCode.URGENT_WITHOUT_CONCLUSION: lambda: _(
        "Only a proposed conclusion, of an item that is closed, can be marked as urgent."
    ),
    RuleCode.URGENT_ALREADY: lambda: _("This conclusion is already marked as urgent."),
    RuleCode.URGENCY_NEEDS_WORDS: lambda: _("Enter why it cannot wait for the session; it is recorded."),
    RuleCode.NOT_URGENT: lambda: _("The Chair has not marked this conclusion as urgent. Reload the page and check."),
    RuleCode.AUTHORISED_ALREADY: lambda: _("The authority for this conclusion is already recorded."),
    RuleCode.AUTHORITY_BY_ANOTHER: lambda: _(
        "You marked this conclusion as urgent. Another person must record the authority."
    ),
    RuleCode.AUTHORITY_NEEDS_SOURCE: lambda: _("Enter how the authority was given, e.g. a memorandum and its date."),
    # Decisions by correspondence.
    RuleCode.BALLOT_WITHOUT_AUTHORITY: lambda: _(
        "The authority for a decision by correspondence is not recorded for this conclusion. Have another person "
        "record it on the page of the conclusion."
    ),
    RuleCode.BALLOT_OF_OLD_CONCLUSION: lambda: _(
        "The item was taken up again after its conclusion was marked as urgent. Mark the present conclusion instead."
    ),
    RuleCode.BALLOT_OPEN_ALREADY: lambda: _(
        "Letter {letter} already puts this conclusion to a decision by correspondence. Wait for its result, or delete "
        "that draft."
    ),
    RuleCode.BALLOT_DECIDED_ALREADY: lambda: _(
        "This conclusion was approved by correspondence with letter {letter}. It is not put to another ballot."
    ),
    RuleCode.SILENCE_TOO_SHORT: lambda: _(
        "A silence procedure lasts at least {hours} hours from the moment of sending. Set a later deadline."
    ),
    RuleCode.QUORUM_OUT_OF_RANGE: lambda: _(
        "This quorum cannot be reached. Enter a number of replies, or a percentage from 1 to 100."
    ),
    # The report.
    RuleCode.STATEMENT_EMPTY: lambda: _("There is no text. Enter the text of the statement, or choose a file."),
    RuleCode.STATEMENT_TOO_LONG: lambda: _("The text has {words} words. Shorten it to {most} words."),
    RuleCode.STATEMENT_CHARACTERS: lambda: _("The text has {length} characters. Shorten it to {most} characters."),
    RuleCode.STATEMENT_CHANGED: lambda: _(
        "A colleague of your delegation has changed this text in the meantime. Compare both texts and send yours again."
    ),
    RuleCode.STATEMENT_SPOKEN: lambda: _(
        "This text belongs to a statement that was made and remains on record. Ask for a correction of the summary "
        "record instead."
    ),
    RuleCode.NO_STATEMENT: lambda: _("Your delegation has handed in no text for this item."),
    RuleCode.PRACTICE_BEGAN: lambda: _("It has begun, or people have joined it. It cannot be changed or cancelled."),
    RuleCode.PRACTICE_WITHOUT_TIME: lambda: _("It closes before it opens. Correct its hours."),
    RuleCode.PRACTICE_HAS_NO_SUMMARY: lambda: _(
        "A rehearsal or a test session has no summary record: nothing that was said in it counts. Its course is in its "
        "record."
    ),
    RuleCode.SUMMARY_DRAWN_UP: lambda: _("The summary record of this sitting exists already. Edit it."),
    RuleCode.SUMMARY_BEFORE_END: lambda: _("The sitting has not ended. Prepare its summary record afterwards."),
    RuleCode.SUMMARY_CIRCULATED: lambda: _("The summary record has already been circulated."),
    RuleCode.SUMMARY_NOT_CIRCULATED: lambda: _(
        "The summary record has not been circulated to the delegations. Circulate it first."
    ),
    RuleCode.SUMMARY_UNFINISHED: lambda: _(
        "Paragraphs without a text: {number}. Complete or remove them, then circulate the summary record."
    ),
    RuleCode.SUMMARY_SAME: lambda: _("There is no difference from the published version."),
    RuleCode.PARAGRAPH_REMOVED: lambda: _("This paragraph was removed in the meantime. Reload the page."),
    RuleCode.PARAGRAPH_EMPTY: lambda: _("There is no text. Enter the text of the paragraph."),
    RuleCode.PARAGRAPH_TOO_LONG: lambda: _("The paragraph has {length} characters. Shorten it to {most} characters."),
    RuleCode.PARAGRAPH_CHANGED: lambda: _(
        "A colleague has changed this paragraph in the meantime. Compare both texts and save yours again."
    ),
    RuleCode.REMOVAL_NEEDS_WORDS: lambda: _("Enter the reason: it remains on record with the paragraph."),
    RuleCode.CORRECTION_TOO_EARLY: lambda: _(
        "The summary record has not been circulated. You can ask for corrections once it is."
    ),
    RuleCode.CORRECTION_NOT_OWN: lambda: _(
        "This paragraph records another delegation. You can ask for corrections of your own statements only."
    ),
    RuleCode.CORRECTION_TOO_LATE: lambda: _(
        "The period for corrections ended on {until}. Write to the secretariat if the record is wrong."
    ),
    RuleCode.CORRECTION_WAITS: lambda: _(
        "Your delegation has already asked for a correction of this paragraph. Wait for the decision on it."
    ),
    RuleCode.CORRECTION_SAME: lambda: _("The paragraph already reads like this. Change the text."),
    RuleCode.CORRECTION_DECIDED: lambda: _("A colleague has already decided on this request. Reload the page."),
    RuleCode.DECLINING_NEEDS_REASON: lambda: _("Enter the reason for declining: the delegation reads it."),
    RuleCode.CORRECTIONS_WAIT: lambda: _("Requests for correction without a decision: {number}. Decide on them first."),
    RuleCode.CORRECTION_PERIOD: lambda: _("Delegations can ask for corrections until {until}. Publish it afterwards."),
    RuleCode.REPORT_EMPTY: lambda: _("No item has ended yet, so there is nothing to report. Close an item first."),
    RuleCode.REPORT_SAME: lambda: _("There is no difference from the published version."),
    RuleCode.REPORT_PART_UNKNOWN: lambda: _(
        "The report does not have this part: the item may have been taken off the agenda. Reload the page."
    ),
    RuleCode.REPORT_PARAGRAPH_EMPTY: lambda: _("The paragraph is empty. Enter its text in at least one language."),
    RuleCode.REPORT_PARAGRAPH_LONG: lambda: _(
        "The paragraph has {length} characters in one language, and at most {most} are possible. Shorten it, or write "
        "a second paragraph."
    ),
    RuleCode.REPORT_PARAGRAPH_CHANGED: lambda: _(
        "The paragraph has been changed in the meantime. Compare the two texts, then save again."
    ),
    RuleCode.REPORT_PARAGRAPH_IS_SO: lambda: _("The paragraph already reads so. Nothing was changed."),
    RuleCode.REPORT_NOT_NEWEST: lambda: _(
        "A later version of the report has been published. Submit the version in force."
    ),
    RuleCode.REPORT_SUBMITTED: lambda: _("This version has already been submitted under this symbol."),
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
