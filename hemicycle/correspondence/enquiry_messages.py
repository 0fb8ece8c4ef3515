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
        "A reply of your Member was recorded after you opened this page. Compare it with what you filled in, then "
        "choose one."
    ),
    # Conditions and their clusters.
    CorrespondenceCode.CONDITION_HEADING: lambda: _("Choose under which heading each condition belongs."),
    CorrespondenceCode.CONDITION_TOO_LONG: lambda: _(
        "Characters of the longest condition: {length}. At most {longest} are taken. Shorten it, or send the text to "
        "the secretariat as a letter."
    ),
    CorrespondenceCode.CLUSTER_NEEDS_TITLE: lambda: _("Give the cluster a title, in one language at least."),
    CorrespondenceCode.CONDITIONS_NOT_CHOSEN: lambda: _("No condition is chosen. Tick those that are to be moved."),
    CorrespondenceCode.NO_SUCH_CONDITION: lambda: _(
        "One of the conditions is not of this enquiry. Reload the page and choose again."
    ),
    CorrespondenceCode.CLUSTER_OF_ANOTHER_HEADING: lambda: _(
        "A Member filed one of these conditions under another heading than this cluster’s. Choose a cluster under its "
        "own heading, or make one there."
    ),
    CorrespondenceCode.NO_SUCH_CLUSTER: lambda: _(
        "This cluster does not exist any more. Reload the page and choose another one."
    ),
    # Summaries.
    CorrespondenceCode.SUMMARY_NOT_DRAWN: lambda: _("There is no summary yet. Prepare it first."),
    CorrespondenceCode.SUMMARY_EMPTY: lambda: _("A summary has a title and a text. Write both, then save."),
    CorrespondenceCode.SUMMARY_CHANGED_MEANWHILE: lambda: _(
        "Somebody saved this text while you edited it. Your text is still here; theirs stands below it. Put the two "
        "together, then save."
    ),
    CorrespondenceCode.SUMMARY_ATTACHED: lambda: _(
        "This letter has the summary as its annex {annex} already. Edit that annex, or take it out of the letter first."
    ),
    # Reminders.
    CorrespondenceCode.NOBODY_TO_REMIND: lambda: _(
        "Every Member that was asked has answered. There is nobody to remind."
    ),
}
