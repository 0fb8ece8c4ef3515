"""What each rule is about, in plain words: its number is ours, and nobody is shown it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hemicycle.rules.reasons import Rule

RULES = {
    Rule.CONFIRMED_REGISTRATION: _("Registration confirmed before joining a sitting"),
    Rule.CAPACITY: _("Classes of participants and their rights"),
    Rule.QUOTA: _("Number of participants of a class"),
    Rule.LEAD: _("Presiding officer"),
    Rule.AS_AT_DATE: _("Names, classes and right to vote as at the date"),
    Rule.QUEUE_ORDER: _("Order of the list of speakers"),
    Rule.POINT_OF_ORDER: _("Points of order"),
    Rule.NO_CONTRIBUTION: _("Right to speak without a contribution"),
    Rule.TIMES_AN_ITEM: _("Number of turns of a Member on an item"),
    Rule.SPEAKING_TIME: _("Speaking time"),
    Rule.ONE_SPEAKER: _("One speaker at a time"),
    Rule.PLACE_HAS_REASON: _("Changes to the order of speakers"),
    Rule.FOCAL_POINT_ANSWERS: _("Replies on the items"),
    Rule.CANDIDATES: _("Items placed on the agenda"),
    Rule.CONTRIBUTION_CANDIDATES: _("Items with a contribution received in time"),
    Rule.FIVE_DAYS: _("Days and hours of the sittings"),
    Rule.LOCAL_DEADLINE: _("Deadlines and their time zone"),
    Rule.LATE_REPLY: _("Late replies"),
    Rule.EXTENSION: _("Extension of a deadline"),
    Rule.SENT_NEVER_CHANGES: _("Corrections to what was sent or published"),
    Rule.SECOND_PERSON: _("Replies on paper, by e-mail or by telephone"),
    Rule.DIFFERENT_ANSWERS: _("Different replies from one Member"),
    Rule.CONTRIBUTION_CONTENT: _("Content of a contribution"),
    Rule.JOINT_CONTRIBUTION: _("Contributions by several Members"),
    Rule.NUMBERED_RECEIPT: _("Receipts"),
    Rule.DECIDES_NOTHING: _("No decisions in a virtual consultation"),
    Rule.OUTCOMES: _("Outcomes of an item"),
    Rule.WISH_TO_DEFER: _("Deferral where there is no consensus"),
    Rule.SUSPENSION_DEFERS: _("Suspension of the debate and opposition"),
    Rule.STANDING_OBJECTION: _("Objections"),
    Rule.WHO_DEFERS: _("Members that can cause a deferral"),
    Rule.STAYS_OPEN: _("Discussion of the conclusions at the session to which they go"),
    Rule.ONE_REPORT: _("Report with the proposed conclusions"),
    Rule.URGENT_BY_CORRESPONDENCE: _("Decision by correspondence"),
    Rule.MAJORITY: _("Majority"),
    Rule.ENTITLED: _("Members entitled to vote"),
    Rule.ONE_VOTE: _("One vote for each Member"),
    Rule.TWO_PERSONS: _("Confirmation by a second person"),
    Rule.ONE_CAPACITY: _("One capacity for each person"),
    Rule.CLEARANCE: _("Clearance of letters"),
}
