"""Refusals about letters, deadlines and replies in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code, as ``messages`` has the others.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # Letters and deadlines.
    RuleCode.SENT_NEVER_CHANGES: lambda: _(
        "This letter has been sent and cannot be changed. Issue a correction instead."
    ),
    RuleCode.DRAFT_IS_EDITED: lambda: _("This letter has not been sent yet. Edit it instead of correcting it."),
    RuleCode.LETTER_NOT_SENT: lambda: _("This letter has not been sent yet. Write the language in the letter itself."),
    RuleCode.LANGUAGE_ADDED_ALREADY: lambda: _(
        "The version in this language has already been sent and cannot be changed. Issue a correction of the letter "
        "instead."
    ),
    RuleCode.LANGUAGE_WENT_OUT: lambda: _(
        "The letter was sent in this language with all its parts. There is nothing to add."
    ),
    RuleCode.DOCUMENT_POSTED: lambda: _(
        "The document has been posted: its symbol, title and files no longer change. Prepare a revision, an addendum "
        "or a corrigendum."
    ),
    RuleCode.DOCUMENT_NOT_POSTED: lambda: _("The document has not been posted. Change it, or remove it."),
    RuleCode.DOCUMENT_WITHDRAWN: lambda: _("The document has been withdrawn. Prepare a new one under another symbol."),
    RuleCode.DOCUMENT_WITHOUT_FILE: lambda: _("The document has no file in any language. Add a file or a link first."),
    RuleCode.DOCUMENT_BASE_NOT_POSTED: lambda: _(
        "The document that this one revises, adds to or corrects has not been posted. Post that one first."
    ),
    RuleCode.EMBARGO_PASSED: lambda: _("The end of the embargo has passed. Enter a later time, or none."),
    RuleCode.DOCUMENT_WITHDRAWN_WHY: lambda: _("Enter the reason for the withdrawal in at least one language."),
    RuleCode.SAYS_WHAT_IT_REPLACES: lambda: _(
        "Describe what the new version changes; its recipients are informed of it."
    ),
    RuleCode.HANDED_IN_ALREADY: lambda: _(
        "This letter has already been submitted in its present form. A colleague must clear it, or has cleared it."
    ),
    RuleCode.NOTHING_TO_CLEAR: lambda: _(
        "This letter is not awaiting clearance: it has not been submitted, or has been decided on in the meantime."
    ),
    RuleCode.CHANGED_SINCE_HANDED_IN: lambda: _(
        "The letter was changed after it was submitted, or after you opened this page. Review it again; it may "
        "have to be submitted again."
    ),
    RuleCode.CLEARANCE_BY_ANOTHER: lambda: _("You submitted this letter yourself. A colleague must clear it."),
    RuleCode.CLEARANCE_BY_INDEPENDENT: lambda: _(
        "You and the person who submitted this are not independent: one of you admitted the other to the "
        "secretariat of this consultation, directly or through others, or the same person entered you both. "
        "Another colleague must clear it."
    ),
    RuleCode.LETTER_RETURN_NEEDS_WORDS: lambda: _("Enter the changes required before the letter can be cleared."),
    RuleCode.NOT_CLEARED: lambda: _(
        "This letter has not been cleared yet. Submit it for clearance; a second person clears it."
    ),
    RuleCode.CLEARANCE_WITHDRAWN: lambda: _(
        "The letter was changed after it was cleared, which withdraws the clearance. Submit it again."
    ),
    RuleCode.DEADLINE_FAR_OFF: lambda: _(
        "The year of the deadline is outside this consultation ({first} to {last}). Check the year."
    ),
    RuleCode.DEADLINE_OVER_ALREADY: lambda: _(
        "The deadline for replies, {deadline}, has already passed. Enter a later one."
    ),
    RuleCode.DEADLINE_PASSED: lambda: _("The deadline passed on {deadline}. It can no longer be extended."),
    RuleCode.NOT_LATER: lambda: _("The deadline is already {deadline}. Enter a later one."),
    RuleCode.EXTENDED_OFTEN_ENOUGH: lambda: _(
        "This deadline has been extended as often as is allowed here ({most}). The limit is set under “Letterhead and "
        "clearance”."
    ),
    RuleCode.EXTENSION_NEEDS_LETTER: lambda: _("An extension is issued as a numbered letter. Send that letter first."),
    RuleCode.EXTENSION_BEFORE_QUESTION: lambda: _(
        "Letter {letter} was sent no later than the questions. Send a later letter stating the new deadline."
    ),
    RuleCode.EXTENSION_TO_OTHERS: lambda: _(
        "An extension must be addressed to exactly the Members consulted. Consulted, but not addressed by "
        "letter {letter}: {untold}; addressed, but not consulted: {others}. Address it to the classes "
        "consulted, or send another letter."
    ),
    RuleCode.NOT_ASKED_YET: lambda: _(
        "This letter has not been sent yet. Its questions can be answered once it has been sent."
    ),
    RuleCode.MEMBER_NOT_ASKED: lambda: _("The questions in this letter are not put to your Member."),
    RuleCode.BALLOT_NEEDS_VOTE: lambda: _(
        "This Member was not entitled to vote when the ballot was sent, so no vote can be cast for it."
    ),
    RuleCode.REPLY_NEEDS_RIGHT: lambda: _(
        "Members of this class vote in ballots, but do not reply to other letters. Write to the secretariat instead."
    ),
    RuleCode.WITHDRAWN_ALREADY: lambda: _("Number {number} has already been withdrawn. Nothing was changed."),
    RuleCode.QUESTION_OF_RESULT: lambda: _(
        "The result has been declared, and the questions on which it is based can no longer be withdrawn. "
        "Nothing was changed."
    ),
    RuleCode.QUESTION_WITHDRAWAL_NEEDS_WORDS: lambda: _(
        "Enter the reason for the withdrawal; all Members consulted can read it."
    ),
    RuleCode.SILENCE_NEEDS_NO_ANSWER: lambda: _("For this letter, silence means no objection. No reminder is sent."),
    RuleCode.REMINDED_JUST_NOW: lambda: _(
        "A reminder was sent less than {minutes} minutes ago. Check its delivery first."
    ),
    RuleCode.REMINDER_DAYS_WRONG: lambda: _(
        "Reminders can be sent from 1 to {most} days before the deadline. Correct the days."
    ),
    # Replies.
    RuleCode.ANSWER_EMPTY: lambda: _("Not submitted: answer at least one question."),
    RuleCode.QUESTION_NOT_ASKED: lambda: _(
        "One of the answers is to a question that this letter does not ask. Check the answers."
    ),
    RuleCode.QUESTION_WITHDRAWN: lambda: _(
        "Item {number} has been withdrawn in the meantime. Remove your answer to it, then submit."
    ),
    RuleCode.NO_SUCH_OPTION: lambda: _("The answer to number {number} is not one of the options. Choose again."),
    RuleCode.NO_CONDITIONS_ASKED: lambda: _(
        "Replies to this letter may not include conditions. Remove them, then submit."
    ),
    RuleCode.RESULT_DECLARED: lambda: _(
        "The result has been declared. Replies can no longer be submitted, accepted or changed."
    ),
    RuleCode.NOT_LATE: lambda: _("This reply was received in time. No acceptance is needed."),
    RuleCode.RETURNED_NEVER_COUNTS: lambda: _(
        "This entry was returned because it does not match its source. It does not count. Enter the reply again."
    ),
    RuleCode.DECLINED_ALREADY: lambda: _("This late reply has already been declined. The Member has been informed."),
    RuleCode.DECLINING_NEEDS_WORDS: lambda: _(
        "Enter the reason for not accepting the late reply; it is sent to the Member."
    ),
    RuleCode.ACCEPTED_ALREADY: lambda: _(
        "This reply has already been accepted. The person who accepted it and the reason are on record."
    ),
    RuleCode.OWN_STATE: lambda: _(
        "You act for this Member: by a mandate, a delegation, a registration, or this reply. Another Chair or "
        "Vice-Chair decides on its late reply."
    ),
    RuleCode.ACCEPTANCE_NEEDS_WORDS: lambda: _("Enter the reason for accepting the late reply; it is recorded."),
    RuleCode.ONLINE_IS_NOT_ENTERED: lambda: _(
        "Choose how the reply was received: on paper, by e-mail or by telephone."
    ),
    RuleCode.SOURCE_MISSING: lambda: _("Attach the document or e-mail itself, or a note of the call."),
    RuleCode.RECEIVED_BEFORE_ASKED: lambda: _(
        "The letter was sent on {sent}. A reply to it cannot have been received before that. Correct the date "
        "of receipt."
    ),
    RuleCode.NOTHING_TO_REPLACE: lambda: _(
        "No earlier entry for this Member can be replaced by this reply. Untick the box."
    ),
    RuleCode.NOTHING_TO_SETTLE: lambda: _(
        "There are no longer different replies to settle. Check the present reply, then submit yours if a "
        "change is still needed."
    ),
    RuleCode.NEEDS_INDEPENDENT_PERSON: lambda: _(
        "You and the person who entered this are not independent: one of you admitted the other to the secretariat "
        "of this consultation, directly or through others, or the same person entered you both. "
        "Another colleague must compare it."
    ),
    RuleCode.RECEIVED_IN_THE_FUTURE: lambda: _(
        "The time of receipt is in the future. Enter the time at which the reply was received."
    ),
    RuleCode.NOTHING_TO_CONFIRM: lambda: _("This needs no confirmation, or has been confirmed in the meantime."),
    RuleCode.NEEDS_SECOND_PERSON: lambda: _("You entered this yourself. A colleague must compare it with its source."),
    RuleCode.RETURN_NEEDS_WORDS: lambda: _("Enter the differences from the source; they are recorded."),
    RuleCode.HEADING_IN_USE: lambda: _(
        "This heading is in use and cannot be removed. Conditions under it: {conditions}; clusters: {clusters}; "
        "lead-ins: {lead_ins}. Its words can be changed."
    ),
    RuleCode.CONDITION_IS_SO: lambda: _("This has already been recorded. Check the condition again."),
    RuleCode.CONDITION_NEEDS_WORDS: lambda: _(
        "Enter how the condition is met, or how the Member communicated its withdrawal; it is recorded."
    ),
    RuleCode.CONDITION_NEEDS_SOURCE: lambda: _(
        "Attach the document or e-mail on which this is based, or a note of the call. A colleague compares it."
    ),
    RuleCode.CONDITION_WAITS_FOR_NOBODY: lambda: _("This has already been decided. Check the condition again."),
    RuleCode.DEADLINE_STILL_RUNS: lambda: _("The deadline is {deadline}. The result can be declared after it."),
    RuleCode.REPLIES_UNSETTLED: lambda: _(
        "Replies to be confirmed or settled: {replies}. Process them first, then declare the result."
    ),
}
