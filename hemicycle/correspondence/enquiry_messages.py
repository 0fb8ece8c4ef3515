"""Refusals at the desk of an enquiry: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hemicycle.correspondence.reasons import CorrespondenceCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from hemicycle.rules.reasons import ReasonCode

#: By code. A function, so that it is worded when it is read, in the language of that moment.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {
    # Filling in a reply.
    CorrespondenceCode.REPLY_DRAFT_CHANGED: lambda: _(
        "This draft was changed in another window or on another device after you opened this page. Compare the two "
        "texts, then choose one."
    ),
    CorrespondenceCode.REPLY_SUBMITTED_MEANWHILE: lambda: _(
        "A reply from your Member was recorded after you opened this page. Compare it with your entries, then "
        "choose one."
    ),
    # Conditions and their clusters.
    CorrespondenceCode.CONDITION_HEADING: lambda: _("Choose the heading of each condition."),
    CorrespondenceCode.CONDITION_TOO_LONG: lambda: _(
        "The longest condition has {length} characters; the maximum is {longest}. Shorten it, or send the text "
        "to the secretariat as a letter."
    ),
    CorrespondenceCode.CLUSTER_NEEDS_TITLE: lambda: _("Enter a title for the cluster in at least one language."),
    CorrespondenceCode.CONDITIONS_NOT_CHOSEN: lambda: _("No condition is selected. Tick those to be moved."),
    CorrespondenceCode.NO_SUCH_CONDITION: lambda: _(
        "One of the conditions does not belong to this enquiry. Reload the page and choose again."
    ),
    CorrespondenceCode.CLUSTER_OF_ANOTHER_HEADING: lambda: _(
        "A Member placed one of these conditions under a heading other than this cluster’s. Choose a cluster "
        "under its own heading, or create one there."
    ),
    CorrespondenceCode.NO_SUCH_CLUSTER: lambda: _(
        "This cluster no longer exists. Reload the page and choose another one."
    ),
    # Headings of conditions.
    CorrespondenceCode.HEADING_KEY_TAKEN: lambda: _("Another heading has the key “{key}”. Choose another key."),
    CorrespondenceCode.HEADING_WITHOUT_NAME: lambda: _("Enter the name of the heading in at least one language."),
    CorrespondenceCode.HEADING_CHANGED_MEANWHILE: lambda: _(
        "Another user changed this heading after you opened it. Your entries are still here. Open the heading again "
        "in another window, compare, and enter your changes there."
    ),
    CorrespondenceCode.NO_SUCH_HEADING: lambda: _("This heading no longer exists. Choose one of those shown."),
    CorrespondenceCode.TOO_MANY_HEADINGS: lambda: _("A consultation has at most {most} headings. Remove one first."),
    # Summaries.
    CorrespondenceCode.SUMMARY_NOT_DRAWN: lambda: _("There is no summary yet. Generate it first."),
    CorrespondenceCode.SUMMARY_EMPTY: lambda: _("A summary needs a title and a text. Enter both, then save."),
    CorrespondenceCode.SUMMARY_CHANGED_MEANWHILE: lambda: _(
        "Another user saved this text while you were editing it. Your text is still here; theirs is shown "
        "below. Combine the two, then save."
    ),
    CorrespondenceCode.SUMMARY_ATTACHED: lambda: _(
        "The summary is already annex {annex} of this letter. Edit that annex, or remove it from the letter first."
    ),
    # Votes.
    CorrespondenceCode.VOTE_WITHOUT_CONDITIONS: lambda: _(
        "A vote cannot come with conditions. Clear “Replies may include conditions”, or ask for another type of reply."
    ),
    CorrespondenceCode.QUESTIONS_ARE_FIXED: lambda: _(
        "The questions of this letter are conclusions as they were read out, and stay as they are. To ask something "
        "else, delete this draft and begin another letter."
    ),
    CorrespondenceCode.VOTES_SEALED: lambda: _("The votes are sealed until the deadline. Come back after it."),
    # Reminders.
    CorrespondenceCode.NOBODY_TO_REMIND: lambda: _("Every Member consulted has replied. No reminder is needed."),
}
