"""Reads of the texts of statements: each with the turn in which it was spoken, by a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hemicycle.outcome.models import Statement, SummaryRecord
from hemicycle.rules.statements import HeardTurn, Spoken, Stage, is_settled, spoken_in
from hemicycle.sittings.models import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from hemicycle.consultations.models import Consultation
    from hemicycle.outcome.models import StatementVersion
    from hemicycle.people.models import Registration

#: Whose a text or a turn is: of a Member, or of a person who represents none.
Party: TypeAlias = tuple[int | None, int]


@dataclass(frozen=True)
class HandedIn:
    """A statement with its versions, and how far it has come.

    Attributes:
        versions: The first one first.
        drawn_up: The sitting of its turn has a summary record.
    """

    statement: Statement
    versions: tuple[StatementVersion, ...]
    spoken: Spoken
    drawn_up: bool

    @property
    def latest(self) -> StatementVersion:
        """The text that is to be read."""
        return self.versions[-1]

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.spoken.stage

    @property
    def settled(self) -> bool:
        """Whether it stays as it is."""
        return is_settled(self.stage, drawn_up=self.drawn_up)

    @property
    def party(self) -> Party:
        """Whose it is."""
        return party_of(self.statement)


def party_of(row: Statement | Turn | Registration) -> Party:
    """Whose it is: a Member's, or a person's who represents none."""
    if row.member_id is not None:
        return row.member_id, 0
    return None, row.registration_id if isinstance(row, Statement | Turn) else row.pk


def statements_on(items: Iterable[int]) -> list[HandedIn]:
    """Those that were handed in for some items and not withdrawn, in the order in which they were."""
    return _handed_in(Statement.objects.filter(item__in=list(items)))


def statements_of(consultation: Consultation) -> list[HandedIn]:
    """Those of a consultation."""
    return _handed_in(Statement.objects.filter(item__consultation=consultation))


def theirs_on(item: int, registration: Registration) -> list[HandedIn]:
    """Those of somebody's delegation under an item."""
    return [one for one in statements_on([item]) if one.party == party_of(registration)]


def waiting(theirs: Sequence[HandedIn]) -> HandedIn | None:
    """Of a delegation's texts under an item, the one that may still be replaced."""
    return next((one for one in reversed(theirs) if not one.settled), None)


def latest_on(item: int) -> list[StatementVersion]:
    """The text that each delegation handed in last under an item, with whose it is and what their class needs."""
    rows = Statement.objects.filter(item=item, withdrawn_at=None)
    rows = rows.select_related("registration__person", "registration__member", "member")
    rows = rows.prefetch_related("registration__member__organ_seats")
    latest: dict[Party, StatementVersion] = {}
    for row in rows.prefetch_related("versions__upload").order_by("pk"):
        version = list(row.versions.all())[-1]
        version.statement = row
        latest[party_of(row)] = version
    return sorted(latest.values(), key=lambda version: version.pk)


def by_turn(turns: Iterable[Turn]) -> dict[int, HandedIn]:
    """The text that was spoken in each of some turns, by turn."""
    wanted = {turn.pk: turn.item_id for turn in turns if turn.item_id is not None}
    found = statements_on(set(wanted.values()))
    return {turn: one for one in found if (turn := one.spoken.turn) is not None and turn in wanted}


def _handed_in(rows: QuerySet[Statement]) -> list[HandedIn]:
    standing = rows.filter(withdrawn_at=None).select_related("item", "member", "registration__person")
    statements = list(standing.prefetch_related("versions__upload", "member__names").order_by("at", "pk"))
    if not statements:
        return []
    turns = _turns({row.item_id for row in statements})
    drawn = set(
        SummaryRecord.objects.filter(sitting__in={row.sitting_id for row in turns}).values_list("sitting", flat=True)
    )
    sittings = {turn.pk: turn.sitting_id for turn in turns}
    spoken = _spoken(statements, turns)
    return [
        HandedIn(row, tuple(row.versions.all()), spoken[row.pk], sittings.get(spoken[row.pk].turn or 0) in drawn)
        for row in statements
    ]


def _turns(items: set[int]) -> list[Turn]:
    """Turns on the items themselves in which somebody was heard: what is said on a point of order has no text."""
    rows = Turn.objects.filter(item__in=items, connected_at__isnull=False, motion="")
    return list(rows.order_by("granted_at", "pk"))


def _spoken(statements: Sequence[Statement], turns: Iterable[Turn]) -> dict[int, Spoken]:
    heard: dict[tuple[int, Party], list[HeardTurn]] = defaultdict(list)
    for turn in turns:
        if turn.item_id is not None and turn.granted_at is not None:
            heard[turn.item_id, party_of(turn)].append(HeardTurn(turn.pk, turn.granted_at, turn.ended_at))
    theirs: dict[tuple[int, Party], list[Statement]] = defaultdict(list)
    for row in statements:
        theirs[row.item_id, party_of(row)].append(row)
    found: dict[int, Spoken] = {}
    for place, rows in theirs.items():
        matched = spoken_in([row.at for row in rows], heard[place])
        found.update({row.pk: spoken for row, spoken in zip(rows, matched, strict=True)})
    return found
