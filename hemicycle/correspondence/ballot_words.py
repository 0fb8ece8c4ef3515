"""What a decision by correspondence is reached by, and what it came to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hemicycle.rules.ballots import BallotOutcome, Basis, Broken, Cast, Missed, Share, Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from hemicycle.correspondence.ballots import BallotOn
    from hemicycle.rules.ballots import Mode

#: In a word.
OUTCOMES: dict[BallotOutcome, _StrPromise] = {
    BallotOutcome.APPROVED: pgettext_lazy("a ballot", "Approved"),
    BallotOutcome.NOT_APPROVED: pgettext_lazy("a ballot", "Not approved"),
    BallotOutcome.QUORUM_MISSED: pgettext_lazy("a ballot", "Quorum not reached"),
    BallotOutcome.BROKEN: pgettext_lazy("a ballot", "Silence broken"),
    BallotOutcome.ACCEPTED: pgettext_lazy("a ballot", "Accepted by silence"),
}
_MAJORITIES: dict[tuple[str, str], _StrPromise] = {
    (Share.MAJORITY, Basis.ENTITLED): gettext_lazy("a simple majority of the Members entitled to vote"),
    (Share.MAJORITY, Basis.CAST): gettext_lazy("a simple majority of the Members voting for or against"),
    (Share.TWO_THIRDS, Basis.ENTITLED): gettext_lazy("two thirds of the Members entitled to vote"),
    (Share.TWO_THIRDS, Basis.CAST): gettext_lazy("two thirds of the Members voting for or against"),
}
MISSED = {
    Missed.NOT_APPROVED: gettext_lazy("Without the quorum it is not approved."),
    Missed.EXTENSION: gettext_lazy(
        "Without the quorum there is no result: the deadline is extended while it runs, or another ballot is held."
    ),
}
BROKEN = {
    Broken.SESSION: gettext_lazy("If a Member objects, the matter is left to the session."),
    Broken.BALLOT: gettext_lazy("If a Member objects, the matter is put to a ballot."),
    Broken.AGAIN: gettext_lazy("If a Member objects, a revised text is put to another silence procedure."),
}


def majority(share: str, basis: str) -> str:
    """Of whom how many must approve."""
    return str(_MAJORITIES[Share(share), Basis(basis)])


def mode_lines(mode: Mode) -> list[str]:
    """How a decision is reached, in sentences: as it was set before the letter was sent."""
    if mode.silence:
        return [_("It is accepted unless a Member objects by the deadline."), str(BROKEN[mode.broken])]
    lines = [_("Approval: %(majority)s.") % {"majority": majority(mode.share, mode.basis)}]
    if mode.quorum.unit is Unit.REPLIES:
        words = ngettext("Quorum: %(least)d reply.", "Quorum: %(least)d replies.", mode.quorum.least)
        lines += [words % {"least": mode.quorum.least}, str(MISSED[mode.missed])]
    elif mode.quorum.unit is Unit.PERCENT:
        words = _("Quorum: replies from %(share)s of the Members entitled to vote.")
        lines += [words % {"share": _("%(number)d%%") % {"number": mode.quorum.least}}, str(MISSED[mode.missed])]
    lines.append(
        _("Votes can be seen before the deadline.") if mode.open else _("Votes are sealed until the deadline.")
    )
    return lines


def in_short(one: BallotOn, mode: Mode) -> str:
    """The numbers on which the outcome rests, in a sentence or two."""
    votes = one.result.votes
    if mode.silence:
        number = votes.counts[Cast.OBJECTED]
        words = ngettext(
            "%(number)d of %(asked)d Members consulted objects.",
            "%(number)d of %(asked)d Members consulted object.",
            number,
        )
        return words % {"number": number, "asked": votes.entitled}
    facts = {"approve": votes.counts[Cast.FOR], "entitled": votes.entitled, "needed": one.result.needed}
    approve = ngettext(
        "%(approve)d of %(entitled)d entitled approves.",
        "%(approve)d of %(entitled)d entitled approve.",
        facts["approve"],
    )
    needed = ngettext("%(needed)d is needed: %(majority)s.", "%(needed)d are needed: %(majority)s.", facts["needed"])
    return f"{approve % facts} {needed % {**facts, 'majority': majority(mode.share, mode.basis)}}"
