"""What a decision by correspondence came to in words: its outcome, how that follows, and each vote."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from hemicycle.consultations import local
from hemicycle.consultations.joins import comma
from hemicycle.correspondence.ballot_words import BROKEN, MISSED
from hemicycle.rules.ballots import BallotOutcome, Broken, Cast, Missed, Share
from hemicycle.rules.codes import RuleCode
from hemicycle.web.toolkit import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.ballots import BallotOn
    from hemicycle.correspondence.models import Enquiry
    from hemicycle.rules.ballots import Mode
    from hemicycle.rules.reasons import ReasonCode

TONES = {
    BallotOutcome.APPROVED: "live",
    BallotOutcome.NOT_APPROVED: "stop",
    BallotOutcome.QUORUM_MISSED: "wait",
    BallotOutcome.BROKEN: "stop",
    BallotOutcome.ACCEPTED: "live",
}
#: What became of each vote.
CASTS: dict[Cast, _StrPromise] = {
    Cast.FOR: pgettext_lazy("a vote", "For"),
    Cast.AGAINST: pgettext_lazy("a vote", "Against"),
    Cast.ABSTAINED: pgettext_lazy("a vote", "Abstained"),
    Cast.OBJECTED: pgettext_lazy("a vote", "Objection"),
    Cast.NO_OBJECTION: pgettext_lazy("a vote", "No objection"),
    Cast.NO_REPLY: gettext_lazy("No reply"),
    Cast.LATE: gettext_lazy("Late, not counted"),
    Cast.WAITING: gettext_lazy("Awaiting confirmation or settlement"),
}
#: In the order in which they are drawn and counted.
OF_BALLOT = (Cast.FOR, Cast.AGAINST, Cast.ABSTAINED, Cast.NO_REPLY, Cast.LATE, Cast.WAITING)
OF_SILENCE = (Cast.OBJECTED, Cast.NO_OBJECTION, Cast.NO_REPLY, Cast.LATE, Cast.WAITING)


def explanation(one: BallotOn, enquiry: Enquiry) -> list[str]:
    """How the outcome follows, a sentence or two for each step."""
    lines = []
    for step in one.steps:
        lines.append(_STEPS[step.code](step.facts, enquiry))
        if step.code is RuleCode.BALLOT_ENTITLED:
            lines.append(_("It closed on %(deadline)s.") % {"deadline": local.deadline(enquiry.deadline)})
    return lines


def _authorised(facts: Mapping[str, Any], enquiry: Enquiry) -> str:
    zone = enquiry.letter.consultation.zone
    days = {
        name: labels.plain_date(datetime.fromisoformat(facts[name]).astimezone(zone).date())
        for name in ("flagged", "authorised")
    }
    return (
        _(
            "The Chair marked the conclusion as too urgent for the session on %(flagged)s. The second authority was "
            "recorded on %(authorised)s."
        )
        % days
    )


def _entitled(facts: Mapping[str, Any], enquiry: Enquiry) -> str:
    sent = enquiry.letter.sent_at
    opened = local.to_the_second(sent, enquiry.first_deadline.zone) if sent else ""
    if enquiry.kind == enquiry.Kind.SILENCE:
        words = ngettext(
            "%(number)d Member was consulted when the procedure opened on %(opened)s.",
            "%(number)d Members were consulted when the procedure opened on %(opened)s.",
            facts["entitled"],
        )
    else:
        words = ngettext(
            "%(number)d Member was entitled to vote when the ballot opened on %(opened)s.",
            "%(number)d Members were entitled to vote when the ballot opened on %(opened)s.",
            facts["entitled"],
        )
    said = words % {"number": facts["entitled"], "opened": opened}
    if not facts["suspended"]:
        return said
    suspended = ngettext(
        "The right to vote of %(number)d Member is suspended; it is not counted.",
        "The right to vote of %(number)d Members is suspended; they are not counted.",
        facts["suspended"],
    )
    return f"{said} {suspended % {'number': facts['suspended']}}"


def _late(facts: Mapping[str, Any], _enquiry: Enquiry) -> str:
    words = ngettext(
        "%(late)d vote came after the deadline and was not accepted.",
        "%(late)d votes came after the deadline and were not accepted.",
        facts["late"],
    )
    return words % facts


def _quorum(facts: Mapping[str, Any], *, reached: bool) -> str:
    words = ngettext(
        "%(replies)d reply counts; the quorum is %(quorum)d.",
        "%(replies)d replies count; the quorum is %(quorum)d.",
        facts["replies"],
    )
    said = words % facts
    return said if reached else f"{said} {MISSED[Missed(facts['then'])]}"


def _approve(facts: Mapping[str, Any], *, enough: bool) -> str:
    numbers = {"approve": facts["approve"], "of": facts["of"], "needed": facts["needed"]}
    if facts["share"] == Share.MAJORITY:
        if enough:
            return _("%(approve)d is more than half of %(of)d.") % numbers
        return _("%(approve)d is not more than half of %(of)d.") % numbers
    if enough:
        return _("%(approve)d is at least two thirds of %(of)d.") % numbers
    return _("%(approve)d is less than two thirds of %(of)d.") % numbers


def _broken(facts: Mapping[str, Any], _enquiry: Enquiry) -> str:
    words = ngettext(
        "%(objections)d objection counts. One is enough.",
        "%(objections)d objections count. One is enough.",
        facts["objections"],
    )
    return f"{words % facts} {BROKEN[Broken(facts['then'])]}"


#: By the code of the reason: its words, given its facts.
_STEPS: dict[ReasonCode, Callable[[Mapping[str, Any], Enquiry], str]] = {
    RuleCode.BALLOT_AUTHORISED: _authorised,
    RuleCode.BALLOT_ENTITLED: _entitled,
    RuleCode.BALLOT_LATE: _late,
    RuleCode.QUORUM_REACHED: lambda facts, _enquiry: _quorum(facts, reached=True),
    RuleCode.QUORUM_NOT_REACHED: lambda facts, _enquiry: _quorum(facts, reached=False),
    RuleCode.ABSTENTION_IS_NO_APPROVAL: lambda _facts, _enquiry: _("Abstention and silence are not approval."),
    RuleCode.ENOUGH_APPROVE: lambda facts, _enquiry: _approve(facts, enough=True),
    RuleCode.TOO_FEW_APPROVE: lambda facts, _enquiry: _approve(facts, enough=False),
    RuleCode.SILENCE_KEPT: lambda _facts, _enquiry: _("No objection counts. Silence is taken as acceptance."),
    RuleCode.SILENCE_IS_BROKEN: _broken,
}


def figures(one: BallotOn, mode: Mode) -> Iterator[tuple[Cast | None, str, int]]:
    """Each figure of a result: what it counts, its label and its number; those suspended last."""
    for kind in OF_SILENCE if mode.silence else OF_BALLOT:
        number = one.result.votes.counts[kind]
        if number or kind is not Cast.WAITING:
            yield kind, str(CASTS[kind]), number
    if not mode.silence:
        yield None, _("Right to vote suspended"), one.result.votes.suspended


def aloud(one: BallotOn, mode: Mode) -> str:
    """The strip of squares in words."""
    counted = [(label, number) for kind, label, number in figures(one, mode) if kind is not None and number]
    said = comma().join(pgettext("a figure", "%(label)s %(number)d") % {"label": a, "number": b} for a, b in counted)
    if mode.silence:
        return said
    return comma().join([said, _("%(needed)d needed") % {"needed": one.result.needed}])
