"""Refusals of support, of connection tests, practices, cases, calls and slots: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code, as ``consultations.messages.MESSAGES``.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    RuleCode.TESTS_TOO_MANY: lambda: _(
        "The limit of {most} connection tests an hour is reached. Wait, or ask the help desk."
    ),
    RuleCode.TEST_OVER: lambda: _("The connection test took more than 15 minutes and is over. Begin a new one."),
    RuleCode.PRACTICES_TOO_MANY: lambda: _(
        "The limit of {most} practices an hour is reached. Wait, or ask the help desk."
    ),
    RuleCode.PRACTICE_OF_ANOTHER_KIND: lambda: _(
        "Your registration has changed since you opened the practice. Reload the page, and practise again."
    ),
    # Cases of the help desk.
    RuleCode.HELP_TOO_MANY: lambda: _(
        "One person sent {most} messages within a minute. The help desk has them. Wait a minute before you write again."
    ),
    RuleCode.CASE_TAKEN: lambda: _("{name} has taken this case already. Ask them to hand it over to you."),
    RuleCode.CASE_IS_YOURS: lambda: _("You have this case already."),
    RuleCode.CASE_SOLVED: lambda: _("This case is solved. Reopen it first."),
    RuleCode.CASE_OPEN: lambda: _("This case is open already."),
    RuleCode.CASE_OVER: lambda: _(
        "This case was solved more than {days} days ago and cannot be reopened. Ask the help desk again."
    ),
    RuleCode.CALL_TO_A_STRANGER: lambda: _(
        "This person is not registered and has no page on which to join. Call them by telephone."
    ),
    RuleCode.CALL_OF_ANOTHERS_CASE: lambda: _("Take the case before you offer a call."),
    RuleCode.CALL_RUNS: lambda: _("A call is offered in this case already. Join it, or end it first."),
    RuleCode.CALL_OVER: lambda: _("This call is over. Write in the case if another one is needed."),
    # Requests of the help desk to a page.
    RuleCode.REQUEST_OF_ANOTHERS_CASE: lambda: _(
        "Another person of the help desk has this case. Ask them to hand it over to you."
    ),
    RuleCode.REQUEST_TO_ABSENT: lambda: _(
        "This person has not entered this sitting. Write to them, or call them by telephone."
    ),
    RuleCode.REQUEST_WAITS: lambda: _("A request to this person is still open. Wait until they have answered it."),
    RuleCode.REQUEST_OF_UNKNOWN_DEVICE: lambda: _(
        "This device is not in the person's list. Ask to see their connection, and choose from the list."
    ),
    RuleCode.REQUEST_OVER: lambda: _("This request is over. Nothing was changed."),
    RuleCode.NOT_WATCHED: lambda: _("The help desk does not see this connection now."),
    # Comments on rehearsals.
    RuleCode.COMMENTS_ON_PRACTICE_ALONE: lambda: _("Comments are given on rehearsals and test sessions only."),
    RuleCode.COMMENT_WITHOUT_PART: lambda: _(
        "You did not join this sitting. Only those who joined it can comment on it."
    ),
    RuleCode.COMMENTS_CLOSED: lambda: _(
        "The secretariat takes no more comments on this sitting. Write to the secretariat."
    ),
    # Slots of test sessions.
    RuleCode.SLOTS_OF_TEST_SESSIONS: lambda: _("Only a test session has slots. Choose a test session."),
    RuleCode.SLOT_LENGTH: lambda: _("A slot lasts between {shortest} and {longest} minutes. Correct the duration."),
    RuleCode.SLOT_OUTSIDE_SESSION: lambda: _(
        "A slot is within the hours of its test session, from {opens} to {until}. Correct the times."
    ),
    RuleCode.SLOT_IN_THE_PAST: lambda: _("This time has passed. Enter a time that is still to come."),
    RuleCode.SLOT_OVERLAPS: lambda: _(
        "The same technician has another slot that begins on {starts} and overlaps with this one. Choose another "
        "technician or other times."
    ),
    RuleCode.SLOT_PLACES: lambda: _("A slot has between 1 and {most} places. Correct the number."),
    RuleCode.SLOT_PLACES_BOOKED: lambda: _(
        "Number of people who have booked this slot: {number}. Enter at least as many places."
    ),
    RuleCode.SLOT_BEGAN: lambda: _("This slot has begun or is over. Choose a later one."),
    RuleCode.SLOT_BOOKED_SINCE: lambda: _(
        "The bookings of this slot have changed meanwhile; {number} people have booked it now. Nothing was changed and "
        "nobody was told. Check the list, and repeat your change."
    ),
    RuleCode.SLOT_IS_YOURS: lambda: _("This slot is already booked for this person. No action needed."),
    RuleCode.SLOT_FULL: lambda: _("All places of this slot are taken. Choose another one."),
    RuleCode.SLOTS_LEFT_OUT: lambda: _(
        "Number of slots of this test session that prevent this: {number}. They would be outside of its hours, "
        "or people have booked them. Change or remove these slots first."
    ),
    RuleCode.SLOTS_NONE_FIT: lambda: _("No slot fits between these times. Enter a later end, or a shorter duration."),
    # Signals of a booth.
    RuleCode.NO_TURN_TO_SIGNAL: lambda: _("No one has the floor. Wait until somebody speaks."),
    RuleCode.SIGNALS_TOO_MANY: lambda: _("Your booth has sent many signals within seconds. Wait a moment."),
    # Messages of the booths.
    RuleCode.CHAT_OTHER_CIRCLE: lambda: _(
        "You cannot write to these people here. Write to the technicians under Help."
    ),
    RuleCode.CHAT_NOBODY_PRESIDES: lambda: _(
        "Nobody is designated to preside over this sitting yet. Write to the technicians."
    ),
    RuleCode.CHAT_EMPTY: lambda: _("The message is empty. Write a text, or choose a ready sentence."),
    RuleCode.CHAT_TOO_MANY: lambda: _("You have sent many messages within seconds. Wait a moment, then send it again."),
}
