"""Refusals about letters, replies and the agenda in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import say as say_text
from hemicycle.correspondence.enquiry_messages import WORDINGS as ENQUIRY_WORDINGS
from hemicycle.correspondence.letter_messages import WORDINGS as LETTER_WORDINGS
from hemicycle.mail import messages as mail
from hemicycle.people import messages as people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from hemicycle.correspondence.models import Question
    from hemicycle.rules.reasons import Reason

#: By code. A function, so that it is worded when it is read, in the language of that moment.
WORDINGS: dict[str, Callable[[], str]] = {
    "not_asked_yet": lambda: _("This letter has not been sent yet. Its questions can be answered once it is."),
    "member_not_asked": lambda: _("This letter does not put its questions to your Member."),
    "answer_empty": lambda: _("Nothing was answered. Answer at least one question, then submit."),
    "question_not_asked": lambda: _("One of the answers is to a question that this letter does not ask. Look again."),
    "question_withdrawn": lambda: _(
        "Item {number} was withdrawn meanwhile and is not asked any more. Take your answer to it away, then submit."
    ),
    "no_such_option": lambda: _("The answer to number {number} is none of those that can be chosen. Choose again."),
    "no_conditions_asked": lambda: _("This letter takes no conditions. Take them away, then submit."),
    "condition_heading": lambda: _("Choose under which heading each condition belongs."),
    "condition_too_long": lambda: _(
        "Characters of the longest condition: {length}. At most {longest} are taken. Shorten it, or send the text to "
        "the secretariat as a letter."
    ),
    "result_declared": lambda: _("The result was declared. No answer can be given, accepted or changed any more."),
    "not_late": lambda: _("This answer came in time. There is nothing to accept."),
    "acceptance_needs_words": lambda: _("Say why the late answer is accepted: it is recorded."),
    "deadline_still_runs": lambda: _("The deadline runs until {deadline}. The result can be declared after it."),
    "replies_unsettled": lambda: _(
        "Replies that wait to be confirmed or settled: {replies}. See to them first, then declare the result."
    ),
    "nothing_to_confirm": lambda: _("This answer needs no confirmation, or somebody has confirmed it meanwhile."),
    "needs_second_person": lambda: _("You entered this answer yourself. A colleague must compare it with its source."),
    "return_needs_words": lambda: _("Say what differs from the source: it is recorded."),
    "reminder_days_wrong": lambda: _("Reminders go out from 1 to {most} days before the deadline. Correct the days."),
    "nobody_to_remind": lambda: _("Every Member that was asked has answered. There is nobody to remind."),
    "silence_needs_no_answer": lambda: _(
        "Whoever does not object to this letter agrees by silence. Nobody is reminded."
    ),
    "reminded_just_now": lambda: _("A reminder went out less than {minutes} minutes ago. Look at what became of it."),
    "online_is_not_entered": lambda: _("Say how the answer came: on paper, by mail or by telephone."),
    "source_missing": lambda: _("Attach the paper or mail itself, or a note of the call."),
    "received_in_the_future": lambda: _("The moment of receipt lies in the future. Write when the answer arrived."),
    "deadline_passed": lambda: _("The deadline passed on {deadline}. It can no longer be extended."),
    "not_later": lambda: _("The deadline is {deadline} already. An extension gives a later one."),
    "extension_needs_letter": lambda: _("An extension goes out as a numbered letter. Send that letter first."),
    "sent_never_changes": lambda: _("This letter was sent, and never changes. Make a correction of it instead."),
    "draft_is_edited": lambda: _("This letter has not been sent yet. Edit it instead of correcting it."),
    "says_what_it_replaces": lambda: _("Say what the new version changes: its readers are told."),
    **LETTER_WORDINGS,
    **ENQUIRY_WORDINGS,
    "item_withdrawn": lambda: _("This item was withdrawn and cannot come onto the agenda."),
    "not_asked_for": lambda: _("Council States that asked for this item: {yes}. At least {least} must."),
    "removed_by_chair": lambda: _("The chair has removed this item from the agenda."),
    "not_confirmed_yet": lambda: _("The chair has not confirmed this item yet."),
    "too_many_days": lambda: _("Days with sittings: {days}. At most {most} are foreseen. Take sittings away."),
    "sitting_without_time": lambda: _("Sitting {sitting} closes before it opens. Correct its hours."),
    "sittings_overlap": lambda: _("Sittings {sitting} and {other} overlap. Correct their hours."),
}


#: What may be chosen where the options are not the letter's own.
CHOICES = {
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "approve": gettext_lazy("Approve"),
    "reject": gettext_lazy("Reject"),
    "abstain": gettext_lazy("Abstain"),
    "object": gettext_lazy("Object"),
    "no_objection": gettext_lazy("No objection"),
}
#: The lists in which questions stand.
LISTINGS = {
    "urgent": gettext_lazy("Urgent"),
    "deferred": gettext_lazy("Proposed for the physical session"),
}
#: Why a reply stands as it does, to whoever gave it.
STANDINGS: dict[str, Callable[[], str]] = {
    "no_reply": lambda: _("There is no reply yet."),
    "reply_unconfirmed": lambda: _(
        "The secretariat has entered it. It counts once a second person has compared it with its source."
    ),
    "reply_late": lambda: _(
        "It came after the deadline: it is recorded as late, and does not count unless the chair accepts it."
    ),
    "replies_differ": lambda: _(
        "Two people have answered differently. Neither answer counts until the focal point settles it."
    ),
    "late_accepted": lambda: _("It came late, and the chair accepted it: it counts."),
    "settled": lambda: _("It settles the different answers that came before, and counts."),
    "reply_confirmed": lambda: _("The secretariat entered it, and a second person confirmed it: it counts."),
    "reply_counted": lambda: _("It came in time, and counts."),
}


def say_standing(why: Mapping[str, Any]) -> str:
    """Where a reply stands, from the reason that it keeps (``Reply.why``)."""
    return STANDINGS[why.get("code", "no_reply")]()


def say_choice(question: Question, choice: str) -> str:
    """What was chosen for a question, in the reader's language. Reads ``question.options``: prefetch for lists."""
    if choice in CHOICES and choice not in {option.key for option in question.options.all()}:
        return str(CHOICES[choice])
    return next((say_text(option.label) for option in question.options.all() if option.key == choice), choice)


def say(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: nobody has worded this code; a test looks for that.
    """
    return people.say(reason, zone, WORDINGS | mail.WORDINGS | people.WORDINGS)
