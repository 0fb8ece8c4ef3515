"""Refusals of the procedure in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # Who takes part.
    RuleCode.NOT_PERMITTED: lambda: _("Your role in this consultation does not include this."),
    RuleCode.NOT_REGISTERED: lambda: _(
        "There is no registration for this consultation under this name. Write to the secretariat."
    ),
    RuleCode.REGISTRATION_NOT_CONFIRMED: lambda: _(
        "The registration is not confirmed yet. Write to the secretariat and ask to confirm it."
    ),
    RuleCode.NOT_REGISTERED_FOR_DAY: lambda: _(
        "You did not register for the sittings of this day. Change your registration, or write to the secretariat."
    ),
    RuleCode.REMOVED: lambda: _(
        "The leader has removed you from this sitting. Write to the secretariat if this is a mistake."
    ),
    RuleCode.SITTING_ENDED: lambda: _("The sitting has ended. Nobody can join it any more."),
    # Registration.
    RuleCode.CLOSES_BEFORE_IT_OPENS: lambda: _("Registration would close before it opens. Choose a later closing."),
    RuleCode.MEMBER_NOT_INVITED: lambda: _(
        "This Member does not take part in the consultation. Choose another one, or write to the secretariat."
    ),
    RuleCode.REGISTRATION_NOT_OPEN: lambda: _("Registration opens on {opens}. Come back then; nothing is lost."),
    RuleCode.REGISTRATION_CLOSED: lambda: _(
        "Registration closed on {closed}. Write to the secretariat: it can still enter you."
    ),
    RuleCode.CONSULTATION_OVER: lambda: _(
        "The consultation is over, and registration closed with its last day. If you still need to be registered, "
        "write to the secretariat."
    ),
    RuleCode.ROLE_BY_SECRETARIAT_ONLY: lambda: _("Only the secretariat enters people for this role."),
    RuleCode.REGISTERED_ALREADY: lambda: _(
        "This person is registered for the consultation already. Look for them in the list, and change what is there."
    ),
    RuleCode.REGISTRATION_STEP: lambda: _(
        "This cannot be done with the registration as it stands now. Somebody may have acted meanwhile: look again."
    ),
    RuleCode.REFUSAL_NEEDS_WORDS: lambda: _("Say why it is refused: the person is told."),
    RuleCode.REGISTRATION_OVER: lambda: _(
        "This registration was withdrawn or refused. Register again, or ask for it to be reopened."
    ),
    RuleCode.NAME_IS_THEIRS: lambda: _("The name is the person’s own to change. They are asked whether it is right."),
    RuleCode.NOT_TO_BE_REPLACED: lambda: _(
        "Nobody can be named in place of this person: somebody has been named already, or they are of another Member."
    ),
    RuleCode.SECOND_PERSON_READDRESSES: lambda: _(
        "The address of the secretariat, a Chair or a Vice-Chair is changed by themselves or by two persons. Ask "
        "another member of the secretariat to confirm it."
    ),
    RuleCode.SECOND_PERSON_LETS_IN: lambda: _(
        "You entered or changed this registration. For the secretariat, the Chair and a Vice-Chair, a colleague must "
        "confirm it."
    ),
    RuleCode.HAS_HEAD_ALREADY: lambda: _(
        "This delegation has a head already. Change that person’s part in the delegation first."
    ),
    RuleCode.QUOTA_FULL: lambda: _("All {size} places are taken. Who registers now is put on the waiting list."),
    RuleCode.MEMBER_HAS_REGISTRATIONS: lambda: _(
        "There are registrations for this Member: {number}. Withdraw or refuse them first."
    ),
    RuleCode.MEMBER_HAS_LETTERS: lambda: _(
        "Letters that were addressed to this Member: {letters}. Who was asked stays on record, so it cannot be "
        "taken out of the consultation any more."
    ),
    RuleCode.UNDO_OF_ANOTHER: lambda: _(
        "Only the person who did this can take it back. Choose the registrations again to change them."
    ),
    RuleCode.UNDONE_ALREADY: lambda: _("This was taken back already. Nothing more is to be done."),
    RuleCode.UNDO_TOO_LATE: lambda: _(
        "This could be taken back for {minutes} minutes, which are over. Choose the registrations again to change them."
    ),
    RuleCode.MOVED_ON_SINCE: lambda: _("Somebody has acted on this registration since. It stays as it is."),
    # Focal points.
    RuleCode.NO_MANDATE: lambda: _("You are not this Member’s focal point. The secretariat enters who is."),
    RuleCode.MANDATE_OVER: lambda: _("Your mandate as this Member’s focal point has ended. Write to the secretariat."),
    RuleCode.MANDATE_DELEGATED: lambda: _(
        "You have delegated your authority as focal point. Withdraw the delegation in order to act yourself."
    ),
    RuleCode.STARTS_IN_THE_PAST: lambda: _(
        "{starts} has passed. What was done before keeps its focal point: choose a later moment, or leave it empty."
    ),
    RuleCode.ENDS_BEFORE_IT_STARTS: lambda: _("It ends before it starts. Choose a later end, or an earlier start."),
    RuleCode.DELEGATION_NEEDS_END: lambda: _("Say until when: a delegation has an end."),
    RuleCode.DELEGATION_OUTLIVES_MANDATE: lambda: _(
        "Your own mandate ends on {until}, and a delegation with it. Choose an earlier end."
    ),
    RuleCode.DELEGATION_TO_ONESELF: lambda: _("This is your own address. Give the address of somebody else."),
    RuleCode.DELEGATED_FOR_THAT_TIME: lambda: _(
        "Your authority is delegated for a part of that time already. Withdraw that delegation, or choose other dates."
    ),
    RuleCode.ONE_CAPACITY: lambda: _(
        "This person presides, works for the secretariat or in a technical role, or belongs to another Member in this "
        "consultation. Name somebody else. The secretariat can allow several capacities on its page of settings; the "
        "person must then accept."
    ),
    RuleCode.HOLDS_MANDATE: lambda: _(
        "This person answers for another Member in this consultation. Withdraw that mandate first."
    ),
    RuleCode.INSTRUMENT_MISSING: lambda: _("Choose the file of the note or letter that gives the authority."),
    RuleCode.MANDATE_NOT_ACCEPTED: lambda: _(
        "You have not accepted yet to answer for this Member. Accept the mandate on the page of its delegation first."
    ),
    RuleCode.MANDATE_ACCEPTED_ALREADY: lambda: _("This mandate needs no acceptance any more."),
    RuleCode.MANDATE_NOT_YOURS_TO_ACCEPT: lambda: _("Only the person to whom a mandate was given can accept it."),
    RuleCode.ANSWERS_FOR_MEMBER: lambda: _(
        "This person answers for the Member, and their mandate is not yours to withdraw. Ask them or the secretariat."
    ),
    RuleCode.STAYING_NEEDS_WORDS: lambda: _(
        "Say why the mandate stays although the registration ends: it is recorded."
    ),
    RuleCode.MANDATE_OF_WITHDRAWN: lambda: _(
        "The registration of this person was withdrawn or refused. It must be reopened before they can answer for the "
        "Member."
    ),
    RuleCode.MANDATE_NOT_YOURS: lambda: _(
        "This mandate is not yours to withdraw: the secretariat, who gave it, or who holds it can."
    ),
    RuleCode.MANDATE_OVER_ALREADY: lambda: _("This mandate is over already. Nothing was changed."),
    RuleCode.WITHDRAWAL_NEEDS_WORDS: lambda: _("Say why it is withdrawn: it is recorded, and the person reads it."),
    RuleCode.ENDS_BEFORE_THAT: lambda: _("The mandate ends before that moment by itself. Choose an earlier one."),
    # The lead.
    RuleCode.NOT_A_LEADER: lambda: _("Only the chair or a vice-chair leads a sitting."),
    RuleCode.DOES_NOT_LEAD: lambda: _("You do not lead the sitting now. Ask who leads to pass it to you."),
    RuleCode.LEADS_ALREADY: lambda: _("This person has the lead already."),
    RuleCode.RECEIVER_NOT_A_LEADER: lambda: _("The lead can only be passed to the chair or a vice-chair."),
    RuleCode.LIST_OPEN_ALREADY: lambda: _("The list of speakers is open already."),
    RuleCode.LIST_CLOSED_ALREADY: lambda: _("The list of speakers is closed already."),
    RuleCode.SITTING_ON_ANOTHER_DAY: lambda: _(
        "The sitting was called for another day, and is held on that day only. Open the sitting of today; the items "
        "that are left are taken there."
    ),
    RuleCode.ANOTHER_SITTING_OPEN: lambda: _(
        "Sitting {number} of this consultation is going on. End it first: two are never open at once."
    ),
    RuleCode.WINDOW_OVER: lambda: _(
        "The time of the sitting is over. The delegate who has the floor may finish; nothing further begins unless the "
        "presiding officer prolongs the sitting, which is recorded."
    ),
    RuleCode.WINDOW_NOT_OVER: lambda: _(
        "The time of the sitting is not over yet. It can be prolonged once its end has come."
    ),
    RuleCode.SITTING_ELSEWHERE: lambda: _("The sitting has moved on meanwhile. Look at its state and try again."),
    RuleCode.NOT_ONESELF: lambda: _("You cannot remove yourself. Leave the room instead."),
    RuleCode.REMOVED_ALREADY: lambda: _("They have been removed already."),
    RuleCode.NOT_REMOVED: lambda: _("They have not been removed."),
    # The floor.
    RuleCode.POINT_OF_ORDER_COUNCIL_ONLY: lambda: _("Only Council States may raise a point of order."),
    RuleCode.SITTING_NOT_OPEN: lambda: _("The sitting is not open. Wait until the leader opens or resumes it."),
    RuleCode.HOLDS_FLOOR_ALREADY: lambda: _("You have the floor already."),
    RuleCode.WAITS_ALREADY: lambda: _(
        "Already in the queue. To change the language, withdraw the request and ask again."
    ),
    RuleCode.LIST_CLOSED: lambda: _(
        "The list of speakers is closed. Write to the secretariat, or wait until it reopens."
    ),
    RuleCode.OBSERVER_ONCE: lambda: _(
        "An observer speaks once on each item, and you have. Ask again on the next item."
    ),
    RuleCode.OBSERVER_SPOKE_MEANWHILE: lambda: _(
        "This observer has spoken on the item meanwhile. To give them the floor again, choose them among the people "
        "and say why: it is recorded."
    ),
    RuleCode.OVERRIDE_NEEDS_WORDS: lambda: _(
        "This observer has spoken on the item already. Say why they get the floor again: it is recorded."
    ),
    RuleCode.HAS_FLOOR_ALREADY: lambda: _("They have the floor already."),
    RuleCode.TURN_OVER: lambda: _("This turn is over already."),
    RuleCode.TURN_ELSEWHERE: lambda: _("This turn has moved on meanwhile. Look at the queue and try again."),
    RuleCode.NOBODY_WAITS: lambda: _("Nobody waits for the floor."),
    RuleCode.QUEUE_CHANGED: lambda: _(
        "The queue has just changed: somebody else is next now. Look, and give the floor again."
    ),
    RuleCode.DOES_NOT_SPEAK: lambda: _("Interpreters, captioners and technicians do not take the floor."),
    RuleCode.NOT_HERE: lambda: _("They are not in the room. Give them the floor once they have joined."),
    RuleCode.IS_REMOVED: lambda: _("They are removed from this sitting. Readmit them first."),
    # Booths.
    RuleCode.NOT_THEIR_BOOTH: lambda: _("You do not work into this language. Choose one of your own booths."),
    RuleCode.NO_SEAT: lambda: _("Enter a booth first."),
    RuleCode.PARTNER_ON_AIR: lambda: _(
        "{name} is on air in this booth. Ask for a handover: one voice speaks at a time."
    ),
    # The agenda.
    RuleCode.ITEM_WITHDRAWN: lambda: _("This item was withdrawn and cannot come onto the agenda."),
    RuleCode.NOT_ASKED_FOR: lambda: _("Council States that asked for this item: {yes}. At least {least} must."),
    RuleCode.REMOVED_BY_CHAIR: lambda: _("The chair has removed this item from the agenda."),
    RuleCode.NOT_CONFIRMED_YET: lambda: _("The chair has not confirmed this item yet."),
    RuleCode.CHOICE_NEEDS_WORDS: lambda: _("Give the reason in at least one language: it is recorded."),
    RuleCode.ITEM_WAS_REMOVED: lambda: _(
        "Item {number} was removed by the chair. Open it, and take that back with a reason; then confirm the others."
    ),
    RuleCode.ITEM_DISCUSSED: lambda: _(
        "Item {position} has been opened in a sitting. It stays on the agenda, so that the record of the sitting holds."
    ),
    RuleCode.AGENDA_OUT_OF_DATE: lambda: _(
        "Items that the agenda holds or lacks although the replies and the chair’s choices say otherwise: {items}. "
        "Bring the agenda up to date first, then publish it."
    ),
    RuleCode.AGENDA_EMPTY: lambda: _("There is no item on the agenda. Confirm one first, then publish it."),
    RuleCode.ITEM_OPEN_ALREADY: lambda: _("This item is open already."),
    RuleCode.ITEM_NOT_OPEN: lambda: _("This item is not open."),
    RuleCode.DECIDES_NOTHING: lambda: _(
        "A virtual consultation decides nothing. Close the item with a proposed conclusion, deferred, or noted."
    ),
    RuleCode.NOTED_WITH_PROPOSAL: lambda: _(
        "Something is proposed under this item: it ends with a proposed conclusion or is deferred, and is not "
        "merely noted."
    ),
    RuleCode.NO_SUCH_OUTCOME: lambda: _("An item ends with a proposed conclusion, deferred, or noted."),
    # The time plan.
    RuleCode.MINUTES_OUT_OF_RANGE: lambda: _(
        "{minutes} minutes cannot be planned. Write a number from {least} to {most}."
    ),
    RuleCode.FRAME_OUT_OF_RANGE: lambda: _("{minutes} minutes cannot be kept free. Write a number from 0 to {most}."),
    RuleCode.TOO_MANY_DAYS: lambda: _("Days with sittings: {days}. At most {most} are foreseen. Take sittings away."),
    RuleCode.SITTING_WITHOUT_TIME: lambda: _("Sitting {sitting} closes before it opens. Correct its hours."),
    RuleCode.SITTINGS_OVERLAP: lambda: _("Sittings {sitting} and {other} overlap. Correct their hours."),
    RuleCode.SITTING_BEGAN: lambda: _(
        "Sitting {sitting} has begun, or people have been in it. Its hours stay as they are, and it is not taken away."
    ),
    RuleCode.NO_SITTING_PLANNED: lambda: _("No sitting is planned. Add one, then publish the time plan."),
    RuleCode.PLAN_EMPTY: lambda: _(
        "No item has a place in the time plan. Draw up the agenda first, then publish the plan."
    ),
    RuleCode.NO_SUCH_LOCAL_TIME: lambda: _(
        "On that day the clocks are put forward, and this time does not exist. Choose another one: {instead}."
    ),
    # Letters and deadlines.
    RuleCode.SENT_NEVER_CHANGES: lambda: _("This letter was sent, and never changes. Make a correction of it instead."),
    RuleCode.DRAFT_IS_EDITED: lambda: _("This letter has not been sent yet. Edit it instead of correcting it."),
    RuleCode.LETTER_NOT_SENT: lambda: _("This letter has not been sent yet. Write the language in the letter itself."),
    RuleCode.LANGUAGE_ADDED_ALREADY: lambda: _(
        "The version in this language was sent already, and never changes. Make a correction of the letter instead."
    ),
    RuleCode.LANGUAGE_WENT_OUT: lambda: _(
        "The letter went out in this language with all that belongs to it. There is nothing to add."
    ),
    RuleCode.SAYS_WHAT_IT_REPLACES: lambda: _("Say what the new version changes: its readers are told."),
    RuleCode.HANDED_IN_ALREADY: lambda: _(
        "This letter was handed in as it is now. A colleague has to clear it, or has cleared it."
    ),
    RuleCode.NOTHING_TO_CLEAR: lambda: _(
        "This letter does not wait for clearance: nobody has handed it in, or somebody has decided on it meanwhile."
    ),
    RuleCode.CHANGED_SINCE_HANDED_IN: lambda: _(
        "The letter was changed since it was handed in, or since you opened this page. Look at it again; it may have "
        "to be handed in once more."
    ),
    RuleCode.CLEARANCE_BY_ANOTHER: lambda: _("You handed in this letter yourself. A colleague must clear it."),
    RuleCode.CLEARANCE_BY_INDEPENDENT: lambda: _(
        "You and the person who handed this in are not independent: one of you admitted the other to the secretariat "
        "of this consultation. Another colleague must clear it."
    ),
    RuleCode.LETTER_RETURN_NEEDS_WORDS: lambda: _("Say what is to be changed before the letter can be cleared."),
    RuleCode.NOT_CLEARED: lambda: _(
        "Nobody has cleared this letter yet. Hand it in for clearance; a second person clears it."
    ),
    RuleCode.CLEARANCE_WITHDRAWN: lambda: _(
        "The letter was changed after it was cleared, which withdraws the clearance. Hand it in again."
    ),
    RuleCode.DEADLINE_FAR_OFF: lambda: _(
        "The year of the deadline is not one of this consultation: it lies from {first} to {last}. Check the year."
    ),
    RuleCode.DEADLINE_OVER_ALREADY: lambda: _(
        "The deadline for replies, {deadline}, is over already. Give a later one."
    ),
    RuleCode.DEADLINE_PASSED: lambda: _("The deadline passed on {deadline}. It can no longer be extended."),
    RuleCode.NOT_LATER: lambda: _("The deadline is {deadline} already. An extension gives a later one."),
    RuleCode.EXTENSION_NEEDS_LETTER: lambda: _("An extension goes out as a numbered letter. Send that letter first."),
    RuleCode.EXTENSION_BEFORE_QUESTION: lambda: _(
        "Letter {letter} went out no later than the questions. Send a later letter that gives the new deadline."
    ),
    RuleCode.EXTENSION_TO_OTHERS: lambda: _(
        "An extension goes to exactly those who were asked. Asked, but not addressed by letter {letter}: {untold}; "
        "addressed, but not asked: {others}. Address it to the classes that were asked, or send another letter."
    ),
    RuleCode.NOT_ASKED_YET: lambda: _("This letter has not been sent yet. Its questions can be answered once it is."),
    RuleCode.MEMBER_NOT_ASKED: lambda: _("This letter does not put its questions to your Member."),
    RuleCode.WITHDRAWN_ALREADY: lambda: _("Number {number} was withdrawn already. Nothing was changed."),
    RuleCode.QUESTION_OF_RESULT: lambda: _(
        "The result was declared, and what it rests on stays. Nothing was withdrawn."
    ),
    RuleCode.QUESTION_WITHDRAWAL_NEEDS_WORDS: lambda: _("Say why it is withdrawn: everybody who is asked can read it."),
    RuleCode.SILENCE_NEEDS_NO_ANSWER: lambda: _(
        "A Member that does not object to this letter agrees by silence. No reminder is sent."
    ),
    RuleCode.REMINDED_JUST_NOW: lambda: _(
        "A reminder went out less than {minutes} minutes ago. Look at what became of it."
    ),
    RuleCode.REMINDER_DAYS_WRONG: lambda: _(
        "Reminders go out from 1 to {most} days before the deadline. Correct the days."
    ),
    # Replies.
    RuleCode.ANSWER_EMPTY: lambda: _("Nothing was answered. Answer at least one question, then submit."),
    RuleCode.QUESTION_NOT_ASKED: lambda: _(
        "One of the answers is to a question that this letter does not ask. Look again."
    ),
    RuleCode.QUESTION_WITHDRAWN: lambda: _(
        "Item {number} was withdrawn meanwhile and is not asked any more. Take your answer to it away, then submit."
    ),
    RuleCode.NO_SUCH_OPTION: lambda: _(
        "The answer to number {number} is none of those that can be chosen. Choose again."
    ),
    RuleCode.NO_CONDITIONS_ASKED: lambda: _("This letter takes no conditions. Take them away, then submit."),
    RuleCode.RESULT_DECLARED: lambda: _(
        "The result was declared. No answer can be given, accepted or changed any more."
    ),
    RuleCode.NOT_LATE: lambda: _("This answer came in time. There is nothing to accept."),
    RuleCode.RETURNED_NEVER_COUNTS: lambda: _(
        "This entry was returned, because it is not what its source says. It never counts. Enter the answer again."
    ),
    RuleCode.DECLINED_ALREADY: lambda: _("This late answer was declined already. Its State has been told."),
    RuleCode.DECLINING_NEEDS_WORDS: lambda: _(
        "Say why the late answer is not accepted: the State is told in these words."
    ),
    RuleCode.ACCEPTED_ALREADY: lambda: _(
        "This answer was accepted already. Who accepted it, and why, stays on record."
    ),
    RuleCode.OWN_STATE: lambda: _(
        "You speak for this State: by a mandate, a delegation, a registration, or this answer. Another Chair or "
        "Vice-Chair decides on its late reply."
    ),
    RuleCode.ACCEPTANCE_NEEDS_WORDS: lambda: _("Say why the late answer is accepted: it is recorded."),
    RuleCode.ONLINE_IS_NOT_ENTERED: lambda: _("Say how the answer came: on paper, by mail or by telephone."),
    RuleCode.SOURCE_MISSING: lambda: _("Attach the paper or mail itself, or a note of the call."),
    RuleCode.RECEIVED_BEFORE_ASKED: lambda: _(
        "The letter was sent on {sent}. A reply to it was not received before that. Correct the date of receipt."
    ),
    RuleCode.NOTHING_TO_REPLACE: lambda: _(
        "Nothing has been entered for this Member before that this reply could replace. Take the tick away."
    ),
    RuleCode.NOTHING_TO_SETTLE: lambda: _(
        "There are no different answers to settle any more. Look at the reply as it is now, then submit yours if it "
        "is still to be changed."
    ),
    RuleCode.NEEDS_INDEPENDENT_PERSON: lambda: _(
        "You and the person who entered this are not independent: one of you admitted the other to the secretariat "
        "of this consultation. Another colleague must compare it."
    ),
    RuleCode.RECEIVED_IN_THE_FUTURE: lambda: _(
        "The moment of receipt lies in the future. Write when the answer arrived."
    ),
    RuleCode.NOTHING_TO_CONFIRM: lambda: _(
        "This answer needs no confirmation, or somebody has confirmed it meanwhile."
    ),
    RuleCode.NEEDS_SECOND_PERSON: lambda: _(
        "You entered this answer yourself. A colleague must compare it with its source."
    ),
    RuleCode.RETURN_NEEDS_WORDS: lambda: _("Say what differs from the source: it is recorded."),
    RuleCode.CONDITION_IS_SO: lambda: _("Somebody has written that down already. Look at the condition again."),
    RuleCode.CONDITION_NEEDS_WORDS: lambda: _(
        "Say how it is met, or how the Member told that it is withdrawn: it is recorded."
    ),
    RuleCode.CONDITION_NEEDS_SOURCE: lambda: _(
        "Attach the paper or mail from which this is known, or a note of the call. A colleague compares it."
    ),
    RuleCode.CONDITION_WAITS_FOR_NOBODY: lambda: _(
        "Somebody has decided on this already. Look at the condition again."
    ),
    RuleCode.DEADLINE_STILL_RUNS: lambda: _("The deadline runs until {deadline}. The result can be declared after it."),
    RuleCode.REPLIES_UNSETTLED: lambda: _(
        "Replies that wait to be confirmed or settled: {replies}. See to them first, then declare the result."
    ),
}
