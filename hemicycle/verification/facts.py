"""What acts write into the journal so that their outcome can be recomputed from the record alone, and reading it back.

Each pair of functions puts what a rule was asked into JSON and takes it out again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import rfc8785

from hemicycle.rules.candidates import Asked as AskedFor
from hemicycle.rules.candidates import Choice, ListRule, Terms
from hemicycle.rules.capacity import ParticipationClass, Role
from hemicycle.rules.conclusions import Asked, Course, Position, PositionKind
from hemicycle.rules.motions import Motion
from hemicycle.rules.queue import Order, Placement, Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hemicycle.rules.capacity import Capacity

#: Names of these facts in an entry.
ANSWER, QUEUE, COURSE, CANDIDATES = "answer", "queue", "course", "candidates"


def moment(at: datetime) -> str:
    """ISO 8601 in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def place(listing: str, number: int) -> str:
    """A question or an item as it is called wherever it is: its list and its number there."""
    return f"{listing}/{number}"


# A reply.


def answer(choices: Mapping[str, str], conditions: Iterable[tuple[str, str]], nonce: str = "", **how: object) -> str:
    """SHA-256 of what a version of a reply says, and of how it came.

    Args:
        choices: Options by the keys of their questions, as the installation has them.
        conditions: Heading and words of each, in their order.
        nonce: Of a sealed vote, of which the journal has nothing but this digest: without it nobody can try the few
            votes that there are (rule 37).
        how: ``channel``, ``settles`` and ``replaces``, as the version has them.
    """
    said: dict[str, Any] = {"choices": dict(choices), "conditions": [list(one) for one in conditions], **how}
    if nonce:
        said["nonce"] = nonce
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


# A queue.


def queue(requests: Iterable[Request], order: Order) -> dict[str, Any]:
    """Everything that the places of those who wait depend on."""
    waiting = list(requests)
    capacities = {one.capacity.value: one.capacity for one in waiting}
    capacities |= {one.placement.capacity.value: one.placement.capacity for one in waiting if one.placement}
    return {
        "first": list(order.first),
        "had": dict(order.had),
        "classes": {
            key: [one.priority, one.alternates]
            for key, one in sorted(capacities.items())
            if isinstance(one, ParticipationClass)
        },
        "waiting": [
            [one.turn, one.capacity.value, moment(one.asked_at), one.motion or "", _placement(one.placement)]
            for one in waiting
        ],
    }


def _placement(placement: Placement | None) -> list[Any] | None:
    if placement is None:
        return None
    at = moment(placement.asked_at)
    return [placement.capacity.value, at, placement.motion or "", placement.beside, placement.nudge]


def read_queue(said: Mapping[str, Any]) -> tuple[list[Request], Order]:
    """The requests and the order of a queue."""

    def capacity(key: str) -> Capacity:
        if key not in said["classes"]:
            return Role(key)
        priority, alternates = said["classes"][key]
        return ParticipationClass(key, priority=priority, alternates=alternates)

    def moved(motion: str) -> Motion | None:
        return Motion(motion) if motion else None

    def placed(row: list[Any] | None) -> Placement | None:
        if row is None:
            return None
        key, at, motion, beside, nudge = row
        # Who moved it and why are facts of the act that did: no place depends on them.
        return Placement(capacity(key), moved(motion), datetime.fromisoformat(at), beside, nudge, "", 0)

    requests = [
        Request(turn, capacity(key), datetime.fromisoformat(at), moved(motion), placed(placement))
        for turn, key, at, motion, placement in said["waiting"]
    ]
    return requests, Order(tuple(said["first"]), dict(said["had"]))


# The end of an item.


def course(of: Course) -> dict[str, Any]:
    """Everything that the end of an item depends on, beside what who presided asked for."""
    return {
        "proposes": of.proposes,
        "text": of.text,
        "asked": [moment(of.asked.until), of.asked.changed] if of.asked else None,
        "positions": [[one.key, one.kind.value, one.member, one.may_defer, one.withdrawn] for one in of.positions],
        "seen": of.seen,
        "objections_stop": of.objections_stop,
    }


def read_course(said: Mapping[str, Any]) -> Course:
    """The course of an item that was open."""
    asked = said["asked"]
    return Course(
        discussed=True,
        proposes=said["proposes"],
        text=said["text"],
        asked=Asked(datetime.fromisoformat(asked[0]), changed=asked[1]) if asked else None,
        positions=tuple(
            Position(key, PositionKind(kind), member, may_defer, withdrawn)
            for key, kind, member, may_defer, withdrawn in said["positions"]
        ),
        seen=said["seen"],
        objections_stop=said["objections_stop"],
    )


# The candidates of an agenda.


@dataclass(frozen=True)
class Candidate:
    """An item as the agenda found it when it was published.

    Attributes:
        place: Its list and its number there.
    """

    place: str
    asked: AskedFor
    terms: Terms
    choice: Choice | None


def candidates(found: Iterable[Candidate]) -> list[list[Any]]:
    """Everything that an agenda depends on, item by item."""
    return [
        [
            one.place,
            one.terms.rule.value,
            one.terms.least_yes,
            sorted(one.asked.yes),
            sorted(one.asked.no),
            one.asked.withdrawn,
            one.choice.value if one.choice else None,
            sorted(one.asked.contributions),
            one.terms.by_contribution,
        ]
        for one in found
    ]


def read_candidates(said: Iterable[list[Any]]) -> list[Candidate]:
    """The items of an agenda."""
    return [_read_candidate(*row) for row in said]


def _read_candidate(  # noqa: PLR0913, PLR0917 - as candidates() writes it
    where: str,
    rule: str,
    least: int,
    yes: list[str],
    no: list[str],
    withdrawn: bool,  # noqa: FBT001 - the same
    choice: str | None,
    contributions: Iterable[str] = (),
    by_contribution: bool = True,  # noqa: FBT001, FBT002 - the same
) -> Candidate:
    """What was written before contributions were received has none."""
    return Candidate(
        where,
        AskedFor(tuple(yes), tuple(no), withdrawn, tuple(contributions)),
        Terms(ListRule(rule), least, by_contribution),
        Choice(choice) if choice else None,
    )
