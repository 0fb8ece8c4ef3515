"""Refusals at the desk of an enquiry: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

#: By code; worded when they are read.
WORDINGS: dict[str, Callable[[], str]] = {
    "withdrawn_already": lambda: _("Number {number} was withdrawn already. Nothing was changed."),
    "withdrawal_needs_words": lambda: _("Say why it is withdrawn: everybody who is asked can read it."),
    "question_of_result": lambda: _("The result was declared, and what it rests on stays. Nothing was withdrawn."),
    "condition_is_so": lambda: _("Somebody has written that down already. Look at the condition again."),
    "condition_needs_words": lambda: _(
        "Say how it is met, or how the Member told that it is withdrawn: it is recorded."
    ),
    "conditions_not_chosen": lambda: _("No condition is chosen. Tick those that are to be moved."),
    "no_such_condition": lambda: _("One of the conditions is not of this enquiry. Reload the page and choose again."),
    "cluster_needs_title": lambda: _("Give the cluster a title, in one language at least."),
    "cluster_of_another_heading": lambda: _(
        "A Member filed one of these conditions under another heading than this cluster’s. Choose a cluster under its "
        "own heading, or make one there."
    ),
    "no_such_cluster": lambda: _("This cluster does not exist any more. Reload the page and choose another one."),
    "summary_not_drawn": lambda: _("There is no summary yet. Draw it up first."),
    "summary_changed_meanwhile": lambda: _(
        "Somebody saved this text while you edited it. Your text is still here; theirs stands below it. Put the two "
        "together, then save."
    ),
    "summary_empty": lambda: _("A summary has a title and a text. Write both, then save."),
    "summary_attached": lambda: _(
        "This letter has the summary as its annex {annex} already. Edit that annex, or take it out of the letter first."
    ),
    "no_such_letter": lambda: _("There is no such letter in this consultation. Choose another one."),
}
