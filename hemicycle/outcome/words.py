"""Words for what was said on record, and for why an item ended as it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import isolated
from hemicycle.correspondence.ballot_words import OUTCOMES
from hemicycle.people.member_names import member_name
from hemicycle.rules.codes import RuleCode
from hemicycle.rules.conclusions import PositionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from hemicycle.outcome.ballots import ConclusionBallot
    from hemicycle.outcome.models import Ending
    from hemicycle.rules.reasons import ReasonCode

#: What each is called in a list.
KINDS: dict[PositionKind, _StrPromise] = {
    PositionKind.OBJECTION: gettext_lazy("Objection"),
    PositionKind.DEFER_CONCLUSION: gettext_lazy("Request to defer the conclusion"),
    PositionKind.DEFER_DOCUMENT: gettext_lazy("Request to defer the document"),
    PositionKind.SUSPEND_DEBATE: gettext_lazy("Motion to suspend the debate"),
    PositionKind.SUPPORT: gettext_lazy("Support"),
    PositionKind.RESERVATION: gettext_lazy("Reservation"),
    PositionKind.STATEMENT: gettext_lazy("Statement for the record"),
}

#: Why an item ended, by the reason's code.
WHY: dict[ReasonCode, Callable[[], str]] = {
    RuleCode.NO_OBJECTION: lambda: _("There was no objection."),
    RuleCode.OBJECTION_RECORDED_ONLY: lambda: _("An objection is recorded; it does not prevent the conclusion."),
    RuleCode.ITEM_NOTED: lambda: _("Nothing was proposed under the item."),
    RuleCode.DEFERRED_BY_WISH: lambda: _("{member} asked that the conclusion be deferred."),
    RuleCode.DOCUMENT_DEFERRED_BY_WISH: lambda: _("{member} asked that the document be deferred."),
    RuleCode.DEFERRED_BY_MOTION: lambda: _("{member} moved to suspend the debate."),
    RuleCode.DEFERRED_BY_OBJECTION: lambda: _("{member} objected to the conclusion."),
    RuleCode.DEFERRED_BY_PRESIDING: lambda: _("Deferred by the presiding officer: {words}"),
}


def why(ending: Ending) -> str:
    """Why an item ended as it did, in a sentence.

    Raises:
        KeyError: nobody has worded this reason; a test looks for that.
    """
    member = ending.position.member if ending.position else None
    return WHY[ending.why.code]().format(member=member_name(member) if member else "", words=ending.words)


def ballot_words(ballot: ConclusionBallot) -> str:
    """What became of a conclusion that was put to a decision by correspondence."""
    letter = {"letter": isolated(ballot.letter)}
    if ballot.outcome is not None:
        return _("By correspondence, letter %(letter)s: %(outcome)s") % {**letter, "outcome": OUTCOMES[ballot.outcome]}
    if ballot.sent:
        return _("Put to a decision by correspondence, letter %(letter)s") % letter
    return _("Decision by correspondence drafted, letter %(letter)s") % letter
