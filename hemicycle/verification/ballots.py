"""Checks of decisions by correspondence: each question counted once more by its mode, from the votes as declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hemicycle.rules.ballots import Basis, Broken, Cast, Missed, Mode, Quorum, Share, Unit, Votes, cast, tally
from hemicycle.rules.replies import Status
from hemicycle.verification.checks import Differs, compared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hemicycle.verification.archive import Export, Row

SILENCE = "silence"
_WAITING = frozenset({Status.UNCONFIRMED.value, Status.CONFLICT.value})


def mode_of(stored: Mapping[str, Any]) -> Mode:
    """A mode as a declared result has it.

    Raises:
        KeyError, ValueError: it is none.
    """
    quorum = stored["quorum"]
    return Mode(
        Basis(stored["basis"]),
        Share(stored["share"]),
        Quorum(Unit(quorum["unit"]), quorum["least"]),
        Missed(stored["missed"]),
        silence=stored["silence"],
        broken=Broken(stored["broken"]),
        open=stored["open"],
    )


def ballots(export: Export, enquiry: Row, content: Mapping[str, Any]) -> Differs | None:
    """In what a decision by correspondence does not follow from its votes; None where it does."""
    what, stored = f"the result of {content['letter']}", content.get("ballot")
    procedures = [row for row in export.rows("correspondence.VotingProcedure") if row["enquiry"] == enquiry["@key"]]
    if stored is None:
        return (
            Differs(f"{what}: its mode is in the tables, and what it came to is not declared") if procedures else None
        )
    if not procedures:
        return Differs(f"{what}: it was declared by a mode that is not in the tables")
    mode = mode_of(stored["mode"])
    differs = compared(what, mode=(mode, _procedure(procedures[0], content)))
    asked = [row["key"] for row in content["questions"] if not row["withdrawn"]]
    differs = differs or compared(what, questions=([row["question"] for row in stored["results"]], asked))
    for row in stored["results"]:
        differs = differs or _counted(f"{what}, question {row['question']}", mode, content, row)
    return differs


def _procedure(row: Row, content: Mapping[str, Any]) -> Mode:
    return Mode(
        Basis(row["basis"]),
        Share(row["share"]),
        Quorum(Unit(row["quorum_unit"]), row["quorum"]),
        Missed(row["quorum_missed"]),
        silence=content["kind"] == SILENCE,
        broken=Broken(row["silence_broken"]),
        open=row["open_votes"],
    )


def _counted(what: str, mode: Mode, content: Mapping[str, Any], row: Mapping[str, Any]) -> Differs | None:
    replies = {reply["member"]: reply for reply in content["replies"]}
    entitled = [one for one in content["asked"] if mode.silence or one["may_vote"]]
    suspended = [] if mode.silence else [one for one in content["asked"] if one.get("suspended")]
    votes = Votes.of((_vote(replies.get(one["member"]), row["question"]) for one in entitled), len(suspended))
    found = tally(mode, votes)
    return compared(
        what,
        outcome=(row["outcome"], found.outcome.value),
        needed=(row["needed"], found.needed),
        entitled=((row["entitled"], row["suspended"]), (votes.entitled, votes.suspended)),
        votes=(row["counts"], {name.value: number for name, number in votes.counts.items() if number}),
        steps=(row["steps"], [step.as_json() for step in found.steps]),
    )


def _vote(reply: Mapping[str, Any] | None, question: int) -> Cast:
    if reply is None:
        return cast("")
    status = reply["status"]
    counts = status == Status.COUNTED.value
    choice = reply.get("choices", {}).get(str(question), "") if counts else ""
    return cast(choice, late=status == Status.LATE.value, waiting=status in _WAITING)
