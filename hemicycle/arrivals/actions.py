"""The secretariat files what waits, dismisses it with a reason, or takes back what was done with it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hemicycle.arrivals import destinations, reading
from hemicycle.arrivals.models import WORDS_LENGTH, Arrival
from hemicycle.arrivals.reasons import ArrivalCode
from hemicycle.people.act import carry_out
from hemicycle.people.details import clean
from hemicycle.rules.permissions import Action
from hemicycle.rules.reasons import Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hemicycle.arrivals.destinations import Destination
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Member

State = Arrival.State
#: What can be filed or dismissed: also what was put aside by itself, if a person finds that it was not to be.
_OPEN = frozenset({State.WAITING, State.AUTOMATIC, State.REPEATED})


def file(arrival: Arrival, performer: Performer, at: datetime, *, kind: str, value: str, member: Member | None) -> None:
    """File a message at a place that was chosen; what it makes there still has to be entered and confirmed.

    Args:
        kind, value: Of the destination, and the place in it as its ``choices`` name it.
        member: Of which Member it is, where that is known.

    Raises:
        Refusal: not this person's to do, it was handled meanwhile, or there is no such place.
    """
    destination = destinations.of(kind)
    if destination is None:
        raise Refusal(ArrivalCode.NO_SUCH_PLACE)
    read = _read(arrival, destination)
    with _on(arrival, performer, at, _OPEN) as (act, row):
        _leave(act, row)
        destination.file(act, row, value, member, read)
        row.place, row.member = kind, member
        _handled(act, row, State.FILED)


def dismiss(arrival: Arrival, performer: Performer, at: datetime, *, words: str) -> None:
    """Put a message aside for good, with a reason; it stays on record.

    Raises:
        Refusal: not this person's to do, it was handled meanwhile, or there are no words.
    """
    said = clean(words)[:WORDS_LENGTH]
    if not said:
        raise Refusal(ArrivalCode.DISMISSAL_NEEDS_WORDS)
    with _on(arrival, performer, at, _OPEN) as (act, row):
        row.words = said
        _handled(act, row, State.DISMISSED)
        act.facts.update(words=said)


def take_back(arrival: Arrival, performer: Performer, at: datetime) -> None:
    """Let a message that was filed or dismissed wait again.

    Raises:
        Refusal: not this person's to do, it waits already, or what came of it counts or awaits confirmation.
    """
    with _on(arrival, performer, at, {State.FILED, State.DISMISSED}, ArrivalCode.NOTHING_TO_TAKE_BACK) as (act, row):
        _leave(act, row)
        row.words = ""
        _handled(act, row, State.WAITING)
        row.why = Reason(ArrivalCode.TAKEN_BACK).as_json()
        act.facts.update(undone=True)


def _read(arrival: Arrival, destination: Destination) -> object:
    """What the destination needs of the attachments; nothing of a message that was erased."""
    if arrival.original is None:
        return None
    with reading.attachments_of(arrival.original) as attached:
        return destination.read(attached)


def _leave(act: Act, row: Arrival) -> None:
    """Take it from where it was filed, or held."""
    before = destinations.of(row.place)
    if before is not None:
        before.take_back(act, row)


def _handled(act: Act, row: Arrival, state: State) -> None:
    act.facts.update(before=row.state, after=state.value, sha256=row.sha256)
    row.state, row.handled_by, row.handled_at = state, act.performer.person, act.at


@contextmanager
def _on(
    arrival: Arrival,
    performer: Performer,
    at: datetime,
    states: frozenset[State] | set[State],
    otherwise: ArrivalCode = ArrivalCode.ARRIVAL_HANDLED,
) -> Iterator[tuple[Act, Arrival]]:
    """Within the act, a message that is in one of these states; it is saved at the end."""
    with carry_out(arrival.consultation_id, performer, Action.ARRIVAL_FILE, at) as act:
        row = Arrival.objects.select_for_update().get(pk=arrival.pk)
        row.consultation = act.consultation
        if State(row.state) not in states:
            raise Refusal(otherwise)
        act.place = f"arrival:{row.pk}"
        yield act, row
        row.save()
