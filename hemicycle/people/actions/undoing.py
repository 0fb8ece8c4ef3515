"""Taking back a bulk act: for a few minutes, by whoever did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.journal.models import Entry
from hemicycle.people.act import Act, carry_out
from hemicycle.people.actions.bulk import Outcome, chosen, place_of, write
from hemicycle.people.actions.leaving import come_back
from hemicycle.people.actions.places import after_waiting
from hemicycle.people.actions.steps import Move, Steps
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.admission import RegistrationStatus
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Refusal, Refused, require
from hemicycle.rules.registration import OVER
from hemicycle.rules.undo import UNDO_FOR, may_undo, restored

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Person, Registration


@dataclass(frozen=True)
class Undoable:
    """A bulk act that somebody can still take back.

    Attributes:
        entry: Its journal entry.
        act: The action's name in the table of permissions.
        count: With how many registrations it was done.
    """

    entry: int
    carry_out: str
    count: int
    until: datetime


def undoable(consultation: int, person: Person, at: datetime) -> Undoable | None:
    """The last bulk act of a person, while they can take it back. Asks at most two queries, however many it was."""
    acts = Entry.objects.filter(place=place_of(consultation), actor=person, at__gte=at - UNDO_FOR)
    last = acts.order_by("-pk").values_list("pk", "act", "data__count", "at").first()
    if last is None or _undone(last[0]):
        return None
    return Undoable(last[0], last[1], last[2], last[3] + UNDO_FOR)


def undo(consultation: int, performer: Performer, at: datetime, entry: int) -> Outcome:
    """Take a bulk act back: whoever has not moved on since is again what they were.

    Who lost a place that somebody else has meanwhile waits for one, in the order in which they asked (rule 3).

    Args:
        entry: The journal entry of the act.

    Raises:
        Refusal: it is somebody else's act, taken back already, or too long ago; or nobody is left to be restored.
    """
    with carry_out(consultation, performer, Action.REGISTRATION_UNDO, at) as act:
        done = Entry.objects.filter(place=place_of(consultation), pk=entry).first()
        if done is None:
            raise Refusal(PeopleCode.NOTHING_POSSIBLE)
        mine = performer.person is not None and done.actor_id == performer.person.pk
        require(may_undo(mine=mine, undone=_undone(done.pk), acted_at=done.at, at=at))
        moved: dict[str, dict[str, str]] = done.data["registrations"]
        outcome = _restoration(act, moved)
        act.place = _place_of_undoing(done.pk)
        act.facts.update(undoes=done.act)
        write(act, outcome.moves, lambda move: moved[str(move.row.pk)].get("words_before", ""))
        come_back(act, done.data.get("mandates_ended", {}), done.at, {move.row.person_id for move in outcome.moves})
        for move in outcome.moves:
            act.tell(move.row, Action.REGISTRATION_UNDO.value)
    return outcome


def _place_of_undoing(entry: int) -> str:
    return f"entry:{entry}"


def _undone(entry: int) -> bool:
    return Entry.objects.filter(place=_place_of_undoing(entry)).exists()


def _restoration(act: Act, moved: dict[str, dict[str, str]]) -> Outcome:
    """Where everybody goes; nothing is written."""
    outcome, steps = Outcome(), Steps(act)
    rows = chosen(act.consultation, {int(key) for key in moved})
    outcome.missing = len(moved) - len(rows)
    for row in rows:
        try:
            outcome.moves.append(_back(steps, row, moved[str(row.pk)]))
        except Refusal as refusal:
            outcome.impossible.append((row, refusal.reason))
    return outcome


def _back(steps: Steps, row: Registration, was: dict[str, str]) -> Move:
    now = RegistrationStatus(row.status)
    to = restored(RegistrationStatus(was["before"]), RegistrationStatus(was["after"]), now)
    if isinstance(to, Refused):
        raise Refusal(to.reason)
    if now in OVER:
        steps.claim_capacity(row)
        # Who waited moves up where there is a place by now; whose place was given away waits for another one.
        to = steps.place(row, after_waiting(row) if to is RegistrationStatus.WAITING else to)
    steps.claim_head(row, to)
    return Move(row, now, to)
