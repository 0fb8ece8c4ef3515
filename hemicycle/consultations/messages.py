"""Refusals of the procedure in the reader's language: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.consultations import (
    agenda_messages,
    booth_messages,
    contribution_messages,
    correspondence_messages,
    support_messages,
)
from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # Who takes part.
    RuleCode.NOT_PERMITTED: lambda: _("Your role in this consultation does not include this."),
    RuleCode.NOT_IN_SCOPE: lambda: _(
        "Your role in the secretariat does not include this. Ask a colleague of the whole secretariat."
    ),
    RuleCode.OWN_SCOPE: lambda: _(
        "You cannot change, limit or withdraw your own role in the secretariat. Ask a colleague of the whole "
        "secretariat."
    ),
    RuleCode.SCOPE_DAYS: lambda: _(
        "A role begins today or later, and ends on the day on which it begins or later. Correct the days."
    ),
    RuleCode.SCOPE_HELD_ALREADY: lambda: _("This person already has this role on some of these days."),
    RuleCode.SCOPE_OVER: lambda: _("This role is over already. Check the list again."),
    RuleCode.LAST_WHOLE_SCOPE: lambda: _(
        "Nobody would be left with the whole secretariat without an end. Grant it to another person first."
    ),
    RuleCode.WHOLE_SECRETARIAT_DECIDES: lambda: _(
        "Registrations of the secretariat, a Chair or a Vice-Chair are decided on by a colleague of the whole "
        "secretariat. Ask one of them."
    ),
    RuleCode.NOT_REGISTERED: lambda: _(
        "There is no registration for this consultation under this name. Write to the secretariat."
    ),
    RuleCode.REGISTRATION_NOT_CONFIRMED: lambda: _(
        "The registration is not confirmed yet. Write to the secretariat to have it confirmed."
    ),
    RuleCode.NOT_IN_SITTINGS: lambda: _(
        "Your class of participants does not take part in sittings. Write to the secretariat if this is a mistake."
    ),
    RuleCode.NOT_REGISTERED_FOR_DAY: lambda: _(
        "You did not register for the sittings of this day. Change your registration, or write to the secretariat."
    ),
    RuleCode.REMOVED: lambda: _(
        "The presiding officer has removed you from this sitting. Write to the secretariat if this is a mistake. "
        "Reason: {reason}"
    ),
    RuleCode.SITTING_ENDED: lambda: _("The sitting has ended. Nobody can join it any more."),
    # Registration.
    RuleCode.CLOSES_BEFORE_IT_OPENS: lambda: _(
        "Registration would close before it opens. Choose a later closing time."
    ),
    RuleCode.MEMBER_NOT_INVITED: lambda: _(
        "This Member does not take part in the consultation. Choose another one, or write to the secretariat."
    ),
    RuleCode.REGISTRATION_NOT_OPEN: lambda: _("Registration opens on {opens}. Come back then; nothing is lost."),
    RuleCode.REGISTRATION_CLOSED: lambda: _(
        "Registration closed on {closed}. Write to the secretariat: it can still register you."
    ),
    RuleCode.CONSULTATION_OVER: lambda: _(
        "The consultation is over, and registration closed with its last day. If you still need to be registered, "
        "write to the secretariat."
    ),
    RuleCode.CONSULTATION_CLOSED: lambda: _(
        "Nothing was changed: the consultation is closed. If it must go on, the secretariat can reopen it under “End "
        "of the consultation”."
    ),
    RuleCode.CORRECTED_ONCE_CLOSED: lambda: _(
        "Nothing was published: the consultation is not closed. Change the draft and publish a revision."
    ),
    RuleCode.ENDING_CHANGED: lambda: _(
        "Nothing was changed: the consultation was closed, reopened or archived in the meantime. This page shows its "
        "present status."
    ),
    RuleCode.ENDING_NEEDS_WORDS: lambda: _("Enter the reason, and send the form again."),
    RuleCode.SOMETHING_CAME_OF_IT: lambda: _(
        "Nothing was deleted: something came of this consultation, as this page shows. Close it and move it to the "
        "archive instead."
    ),
    RuleCode.OTHER_NAME_TYPED: lambda: _(
        "This is not the name shown. Type it as it is shown, and send the form again."
    ),
    RuleCode.DELETED_BY_ANOTHER: lambda: _(
        "You asked for the deletion yourself. Another member of the secretariat must confirm it."
    ),
    RuleCode.SITTING_UNDER_WAY: lambda: _(
        "A sitting is in progress or suspended. Have it ended by its chair, then close the consultation."
    ),
    RuleCode.ROLE_BY_SECRETARIAT_ONLY: lambda: _("Only the secretariat can register people in this role."),
    RuleCode.PERSON_BY_SECRETARIAT_ONLY: lambda: _("Only the secretariat can register people who represent no Member."),
    RuleCode.NO_CLASS_OF_PERSONS: lambda: _(
        "There is no class “{key}” of people who represent no Member. Choose another class, or add it to the classes "
        "of participants first."
    ),
    RuleCode.REGISTERED_ALREADY: lambda: _(
        "This person is already registered for the consultation. The role and the Member of a registration cannot be "
        "changed: withdraw it, then enter the person again. Other details can be changed in the registration."
    ),
    RuleCode.REGISTRATION_STEP: lambda: _(
        "This cannot be done with the present status of the registration. Another user may have changed it: check it "
        "again."
    ),
    RuleCode.REFUSAL_NEEDS_WORDS: lambda: _("Enter the reason for the refusal; the person is informed of it."),
    RuleCode.REGISTRATION_OVER: lambda: _(
        "This registration was withdrawn or refused. Register again, or ask for it to be reopened."
    ),
    RuleCode.NAME_IS_THEIRS: lambda: _("Only the person can change the name. They are asked whether it is correct."),
    RuleCode.NOT_TO_BE_REPLACED: lambda: _(
        "No replacement can be named for this person: one has already been named, or the person belongs to another "
        "Member."
    ),
    RuleCode.SECOND_PERSON_READDRESSES: lambda: _(
        "The address of a member of the secretariat, a Chair or a Vice-Chair can be changed only by that person or by "
        "two persons. Ask another member of the secretariat to confirm it."
    ),
    RuleCode.SECOND_PERSON_LETS_IN: lambda: _(
        "You entered or changed this registration. For the secretariat, the Chair and a Vice-Chair, a colleague must "
        "confirm it."
    ),
    RuleCode.INDEPENDENT_PERSON_LETS_IN: lambda: _(
        "You and the person who entered this registration are not independent: one of you admitted the other to the "
        "secretariat of this consultation, directly or through others, or the same person entered you both. "
        "Ask somebody who was not admitted by either of you to confirm it."
    ),
    RuleCode.HAS_HEAD_ALREADY: lambda: _(
        "This delegation already has a head. Change that person’s role in the delegation first."
    ),
    RuleCode.QUOTA_FULL: lambda: _("All {size} places are taken. New registrations are placed on the waiting list."),
    RuleCode.MEMBER_HAS_REGISTRATIONS: lambda: _(
        "There are registrations for this Member: {number}. Withdraw or refuse them first."
    ),
    RuleCode.MEMBER_HAS_LETTERS: lambda: _(
        "Letters have been addressed to this Member: {letters}. The Members consulted stay on record, so it can no "
        "longer be removed from the consultation."
    ),
    RuleCode.UNDO_OF_ANOTHER: lambda: _(
        "Only the person who did this can undo it. Select the registrations again to change them."
    ),
    RuleCode.UNDONE_ALREADY: lambda: _("This has already been undone. No action is needed."),
    RuleCode.UNDO_TOO_LATE: lambda: _(
        "This could be undone for {minutes} minutes, which have passed. Select the registrations again to change them."
    ),
    RuleCode.UNDO_SECONDS_OVER: lambda: _(
        "This could be undone for {seconds} seconds, which are over. Do the opposite instead."
    ),
    RuleCode.UNDO_SINCE_CHANGED: lambda: _(
        "Something else has happened since, so this cannot be undone. Check the room and act again."
    ),
    RuleCode.NOTHING_TO_UNDO: lambda: _("There is nothing to undo any more. Check the room and act again."),
    RuleCode.MOVED_ON_SINCE: lambda: _("This registration has been changed since. It stays as it is."),
    # Focal points.
    RuleCode.NO_MANDATE: lambda: _(
        "You are not this Member’s focal point. Focal points are entered by the secretariat."
    ),
    RuleCode.MANDATE_OVER: lambda: _("Your mandate as this Member’s focal point has ended. Write to the secretariat."),
    RuleCode.MANDATE_DELEGATED: lambda: _(
        "You have delegated your authority as focal point. Withdraw the delegation to act yourself."
    ),
    RuleCode.STARTS_IN_THE_PAST: lambda: _(
        "{starts} has passed. Earlier actions keep their focal point: choose a later moment, or leave it empty."
    ),
    RuleCode.ENDS_BEFORE_IT_STARTS: lambda: _("It ends before it starts. Choose a later end, or an earlier start."),
    RuleCode.DELEGATION_NEEDS_END: lambda: _("Enter an end date: a delegation of authority must have one."),
    RuleCode.DELEGATION_OUTLIVES_MANDATE: lambda: _(
        "Your own mandate ends on {until}, and a delegation with it. Choose an earlier end."
    ),
    RuleCode.DELEGATION_TO_ONESELF: lambda: _("This is your own address. Enter the address of another person."),
    RuleCode.DELEGATED_FOR_THAT_TIME: lambda: _(
        "Your authority is already delegated for part of that time. Withdraw that delegation, or choose other dates."
    ),
    RuleCode.ONE_CAPACITY: lambda: _(
        "This person presides, works for the secretariat or in a technical role, or belongs to another Member in this "
        "consultation. Name another person. The secretariat can allow several capacities in the settings; the person "
        "must then accept."
    ),
    RuleCode.HOLDS_MANDATE: lambda: _(
        "This person acts for another Member in this consultation. Withdraw that mandate first."
    ),
    RuleCode.INSTRUMENT_MISSING: lambda: _("Attach the note or letter conferring the authority."),
    RuleCode.MANDATE_NOT_ACCEPTED: lambda: _(
        "You have not yet accepted the mandate to act for this Member. Accept it on the page of its delegation first."
    ),
    RuleCode.MANDATE_ACCEPTED_ALREADY: lambda: _("This mandate no longer needs acceptance."),
    RuleCode.MANDATE_NOT_YOURS_TO_ACCEPT: lambda: _("Only the person to whom a mandate was given can accept it."),
    RuleCode.ANSWERS_FOR_MEMBER: lambda: _(
        "This person acts for the Member under a mandate that you cannot withdraw. Ask them or the secretariat."
    ),
    RuleCode.STAYING_NEEDS_WORDS: lambda: _(
        "Enter the reason for keeping the mandate although the registration ends; it is recorded."
    ),
    RuleCode.MANDATE_OF_WITHDRAWN: lambda: _(
        "The registration of this person was withdrawn or refused. It must be reopened before they can act for the "
        "Member."
    ),
    RuleCode.MANDATE_NOT_YOURS: lambda: _(
        "You cannot withdraw this mandate: only the secretariat, the person who gave it or its holder can."
    ),
    RuleCode.MANDATE_OVER_ALREADY: lambda: _("This mandate has already ended. Nothing was changed."),
    RuleCode.WITHDRAWAL_NEEDS_WORDS: lambda: _(
        "Enter the reason for the withdrawal; it is recorded and shown to the person."
    ),
    RuleCode.ENDS_BEFORE_THAT: lambda: _("The mandate already ends before that moment. Choose an earlier one."),
    # The lead.
    RuleCode.NOT_A_LEADER: lambda: _("Only the Chair or a Vice-Chair can preside over a sitting."),
    RuleCode.DOES_NOT_LEAD: lambda: _(
        "You are not presiding over the sitting. Ask the presiding officer to hand over the chair to you."
    ),
    RuleCode.LEADS_ALREADY: lambda: _("This person is already presiding."),
    RuleCode.RECEIVER_NOT_A_LEADER: lambda: _("Only the Chair or a Vice-Chair can take over the chair."),
    RuleCode.LIST_OPEN_ALREADY: lambda: _("The list of speakers is already open."),
    RuleCode.LIST_CLOSED_ALREADY: lambda: _("The list of speakers is already closed."),
    RuleCode.SITTING_ON_ANOTHER_DAY: lambda: _(
        "The sitting is scheduled for another day and can be held on that day only. Open today’s sitting; the "
        "remaining items are taken up there."
    ),
    RuleCode.ANOTHER_SITTING_OPEN: lambda: _(
        "Sitting {number} of this consultation is in progress. End it first: only one sitting can be open at a time."
    ),
    RuleCode.WINDOW_OVER: lambda: _(
        "The scheduled time of the sitting is over. The delegate who has the floor may finish; nothing further begins "
        "unless the presiding officer extends the sitting, which is recorded."
    ),
    RuleCode.WINDOW_NOT_OVER: lambda: _(
        "The scheduled time of the sitting is not over yet. The sitting can be extended after that."
    ),
    RuleCode.SITTING_NOT_ENDED: lambda: _("The sitting has not ended. Enter the room."),
    RuleCode.REOPENING_WITHOUT_REASON: lambda: _("Enter the reason for reopening the sitting. It is recorded."),
    RuleCode.SITTING_ELSEWHERE: lambda: _("The sitting has moved on in the meantime. Check its status and try again."),
    RuleCode.NOT_ONESELF: lambda: _("You cannot remove yourself. Leave the room instead."),
    RuleCode.REMOVED_ALREADY: lambda: _("This person has already been removed."),
    RuleCode.NOT_REMOVED: lambda: _("This person has not been removed."),
    # Classes of participants.
    RuleCode.CLASS_WITHOUT_MEMBERS: lambda: _(
        "No Member can belong to “{class}”. Choose kinds of Members, or name Members."
    ),
    RuleCode.CLASS_SPEAKS_UNSEEN: lambda: _(
        "“{class}” may take the floor, but does not take part in sittings. Let it take part in them, or remove both "
        "rights to speak."
    ),
    RuleCode.PERSONS_WITH_MEMBERS: lambda: _(
        "“{class}” is a class of people who represent no Member. Leave out the kinds of Members, the seat and the "
        "Members named, or choose that Members belong to it."
    ),
    RuleCode.PERSONS_WITH_RIGHT: lambda: _(
        "“{class}” is a class of people who represent no Member. They may ask for the floor and raise points of order. "
        "Every other right is exercised for a Member: leave it out."
    ),
    RuleCode.QUOTA_OF_PERSONS: lambda: _(
        "People who represent no Member share the places of their class. Let the quota apply to the whole class."
    ),
    RuleCode.CLASSES_NAME_ONE: lambda: _(
        "“{first}” and “{second}” both name the Member {member}. Name it in one of them only."
    ),
    RuleCode.CLASSES_CLAIM_ONE: lambda: _(
        "“{first}” and “{second}” would claim the same Members. Choose different kinds, or let one of them be for "
        "Members with a seat and the other for Members without."
    ),
    RuleCode.CLASSES_IN_SITTING: lambda: _(
        "Sitting {sitting} is in session. While it is, only names, speaking times and quotas can be changed. End the "
        "sitting first."
    ),
    RuleCode.BODY_IN_USE: lambda: _(
        "Consultations of this body: {consultations}. It can be removed once they are deleted."
    ),
    RuleCode.MEMBER_IN_USE: lambda: _(
        "This Member is in use and cannot be removed. Consultations in which it takes part: {invitations}; "
        "registrations and focal points: {registrations}; letters and replies: {letters}; classes that name it: "
        "{classes}; other records: {others}."
    ),
    RuleCode.CLASSES_WHILE_ASKED: lambda: _(
        "The deadline of {letters} has not passed. Until it has, no change may grant Members who are asked the right "
        "to reply, to propose or to vote, or withdraw it."
    ),
    RuleCode.ZONE_IN_SITTING: lambda: _(
        "Sitting {sitting} is in session. The time zone can be changed once it has ended."
    ),
    RuleCode.ZONE_WHILE_ASKED: lambda: _(
        "The deadline of {letters} has not passed. The time zone can be changed once it has."
    ),
    RuleCode.FACTOR_IN_SITTING: lambda: _(
        "Sitting {sitting} is in session. Number of people who would be put out of its room, because they have not "
        "given a second factor: {people}. Add the role after the sitting."
    ),
    RuleCode.BODY_PART_IN_USE: lambda: _(
        "It is in use: {members} Members and {classes} classes of participants. Change those first."
    ),
    RuleCode.KIND_CODES_IN_USE: lambda: _(
        "{members} Members are of this kind. Their codes are used in letters and records and cannot be written "
        "differently."
    ),
    RuleCode.KIND_HAS_THIS: lambda: _(
        "{members} Members of this kind have a region, a group, a seat or a suspended vote that the kind would not "
        "have. Remove it from them first."
    ),
    RuleCode.ORGAN_IN_USE: lambda: _("There are {seats} such seats on record. Remove them first."),
    RuleCode.CLASS_IN_USE: lambda: _(
        "This class is in use. It cannot be removed, or changed from Members to people or back. Letters: {letters}; "
        "turns: {turns}; registrations: {registrations}; items on which it speaks first: {items}."
    ),
    # Languages.
    RuleCode.LANGUAGES_NUMBER: lambda: _("Choose between 1 and {most} languages."),
    RuleCode.FALLBACK_NOT_AMONG: lambda: _("The language used for missing texts must be a language of documents."),
    RuleCode.BOOTHS_IN_SITTING: lambda: _(
        "Sitting {sitting} is in session. The languages of sittings can be changed once it has ended."
    ),
    RuleCode.LANGUAGE_WRITTEN: lambda: _(
        "{language} is in use and cannot be removed. Letters sent: {letters}; papers published: {papers}."
    ),
    RuleCode.LANGUAGE_SPOKEN: lambda: _(
        "{language} is in use and cannot be removed. Registrations of interpreters: {registrations}; turns: {turns}; "
        "seats in the booth: {seats}."
    ),
    RuleCode.NOT_A_LANGUAGE_HERE: lambda: _(
        "This language is not used in the sitting. Choose one of the languages that are offered."
    ),
    # The floor.
    RuleCode.POINT_OF_ORDER_NOT_PERMITTED: lambda: _(
        "Your class of participants does not raise points of order or move motions."
    ),
    RuleCode.SITTING_NOT_OPEN: lambda: _(
        "The sitting is not open. Wait until the presiding officer opens or resumes it."
    ),
    RuleCode.HOLDS_FLOOR_ALREADY: lambda: _("You already have the floor."),
    RuleCode.WAITS_ALREADY: lambda: _(
        "You are already on the list of speakers. To change the language, withdraw the request and ask again."
    ),
    RuleCode.LIST_CLOSED: lambda: _(
        "The list of speakers is closed. Write to the secretariat, or wait until it reopens."
    ),
    RuleCode.ORDER_MOVES_QUEUE: lambda: _(
        "The item is under discussion, and this would move speakers who are waiting ({moved}). Change which classes "
        "speak first once the item is closed or nobody waits."
    ),
    RuleCode.TIMES_SPENT: lambda: _(
        "Your class of participants allows no more turns on this item. Ask again on the next item."
    ),
    RuleCode.TIMES_SPENT_MEANWHILE: lambda: _(
        "The class of this speaker allows no more turns on the item. To give them the floor again, select them under "
        "People and enter the reason, which is recorded."
    ),
    RuleCode.OVERRIDE_NEEDS_WORDS: lambda: _(
        "The class of this speaker allows no more turns on the item. Enter the reason for giving them the floor again; "
        "it is recorded."
    ),
    RuleCode.MOTION_NOT_BEFORE_THEM: lambda: _(
        "This motion was withdrawn, or has been ruled on. Check the motions in the console."
    ),
    RuleCode.RULING_UNCLEAR: lambda: _("Choose whether the motion is accepted, not accepted, or needs no ruling."),
    RuleCode.RULING_NEEDS_WORDS: lambda: _("Enter the ruling in words; it is shown to everyone and recorded."),
    RuleCode.SUSPENDED_TOO_LONG: lambda: _(
        "The sitting can be suspended until its scheduled end at most. Choose an earlier time."
    ),
    RuleCode.REQUESTS_UNDECIDED: lambda: _(
        "Delegates are waiting for the floor on another item ({waiting}). Choose what becomes of their requests, then "
        "take up the item."
    ),
    RuleCode.TURN_IN_PROGRESS: lambda: _(
        "A delegate has the floor. Wait until they have finished, or take the floor back, then try again."
    ),
    RuleCode.HAS_FLOOR_ALREADY: lambda: _("This person already has the floor."),
    RuleCode.TURN_OVER: lambda: _("This turn is already over."),
    RuleCode.TURN_ELSEWHERE: lambda: _(
        "This turn has moved on in the meantime. Check the list of speakers and try again."
    ),
    RuleCode.NOBODY_WAITS: lambda: _("No one is waiting for the floor."),
    RuleCode.QUEUE_CHANGED: lambda: _(
        "The list of speakers has just changed: another speaker is next. Check the list and give the floor again."
    ),
    RuleCode.DOES_NOT_SPEAK: lambda: _("Interpreters, captioners and technicians do not take the floor."),
    RuleCode.NOT_HERE: lambda: _("This person is not in the room. Give them the floor once they have joined."),
    RuleCode.NOT_CONNECTED: lambda: _("Your page is not connected to the room. Wait until it is, then press again."),
    RuleCode.IS_REMOVED: lambda: _("This person has been removed from the sitting. Readmit them first."),
    **booth_messages.MESSAGES,
    **contribution_messages.MESSAGES,
    **agenda_messages.MESSAGES,
    **support_messages.MESSAGES,
    **correspondence_messages.MESSAGES,
}
