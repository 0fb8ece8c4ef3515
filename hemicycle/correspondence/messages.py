"""Refusals about letters, replies and the agenda in the reader's language: what happened, and what to do."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.languages import localized
from hemicycle.correspondence import enquiry_messages, letter_messages
from hemicycle.mail import messages as mail
from hemicycle.people import messages as people
from hemicycle.rules.codes import RuleCode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from hemicycle.correspondence.models import Question
    from hemicycle.rules.reasons import Reason, ReasonCode

#: By code, as in ``letter_messages`` and ``enquiry_messages``.
MESSAGES: dict[ReasonCode, Callable[[], str]] = {**letter_messages.MESSAGES, **enquiry_messages.MESSAGES}
#: With those of the rooms below.
ALL = {**mail.ALL, **MESSAGES}


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
#: Why a reply stands as it does, to whoever gave it.
ASSESSMENTS: dict[ReasonCode, Callable[[], str]] = {
    RuleCode.NO_REPLY: lambda: _("There is no reply yet."),
    RuleCode.REPLY_UNCONFIRMED: lambda: _(
        "Entered by the secretariat. It counts once a second person has compared it with its source."
    ),
    RuleCode.REPLY_LATE: lambda: _(
        "Received after the deadline: it is recorded as late, and does not count unless the Chair accepts it."
    ),
    RuleCode.ENTERED_LATE: lambda: _(
        "Received by the secretariat in time and entered after the deadline. It does not count unless the "
        "Chair accepts it."
    ),
    RuleCode.ENTERED_LATE_ACCEPTED: lambda: _(
        "Received by the secretariat in time, entered after the deadline and accepted by the Chair: it counts."
    ),
    RuleCode.REPLIES_DIFFER: lambda: _(
        "Different replies have been received for this Member. None of them counts until the focal point "
        "settles the matter."
    ),
    RuleCode.LATE_DECLINED: lambda: _("Late, and not accepted by the Chair: it does not count."),
    RuleCode.LATE_ACCEPTED: lambda: _("Received late and accepted by the Chair: it counts."),
    RuleCode.SETTLED: lambda: _("It settles the different replies received earlier, and counts."),
    RuleCode.REPLY_CONFIRMED: lambda: _("Entered by the secretariat and confirmed by a second person: it counts."),
    RuleCode.REPLY_COUNTED: lambda: _("Received in time: it counts."),
}


def assessment_message(why: Mapping[str, Any]) -> str:
    """Where a reply stands, from the reason that it keeps (``Reply.why``)."""
    return ASSESSMENTS[RuleCode(why.get("code", RuleCode.NO_REPLY))]()


def choice_label(question: Question, choice: str) -> str:
    """What was chosen for a question, in the reader's language. Reads ``question.options``: prefetch for lists."""
    if choice in CHOICES and choice not in {option.key for option in question.options.all()}:
        return str(CHOICES[choice])
    return next((localized(option.label) for option in question.options.all() if option.key == choice), choice)


def list_name(question: Question) -> str:
    """The list in which a question stands, as it was called when it was asked; empty where it stands in none."""
    return localized(question.list_name) or question.listing


def refusal_message(reason: Reason, zone: tzinfo = UTC) -> str:
    """The wording of a refusal, with its facts; moments are given in ``zone``.

    Raises:
        KeyError: it is of a room further on, which words it itself.
    """
    return people.refusal_message(reason, zone, ALL)
