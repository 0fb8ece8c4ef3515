"""Words for what was said on record, and for why an item ended as it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hemicycle.consultations.joins import isolated, listed
from hemicycle.consultations.languages import NATIVE_NAMES
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


def letter_text_words(ballot: ConclusionBallot, language: str, text: str) -> list[str]:
    """What the letter of a ballot has of a conclusion, in sentences, and that a later text does not reach it (rule 20).

    Args:
        language: In which the conclusion is written now.
        text: As it stands in that language; empty for none.
    """
    of = {
        "letter": isolated(ballot.letter),
        "languages": listed(NATIVE_NAMES[code] for code in ballot.text),
        "language": isolated(NATIVE_NAMES[language]),
    }
    said = [_("Letter %(letter)s has this conclusion in %(languages)s.") % of]
    same = ballot.text.get(language, "") == text
    if ballot.sent:
        said.append(_("It was sent and does not change: what is added or corrected now is not in it."))
        if not same and language not in ballot.text:
            said.append(_("It has no text in %(language)s.") % of)
        elif not same:
            said.append(_("Its text in %(language)s is the earlier one.") % of)
    elif not same:
        said.append(_("It is a draft: to have the present text in it, discard the draft and draft the letter again."))
    return said
