"""One step with many registrations, in one transaction and one journal entry."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hemicycle.consultations.settings import settings_of
from hemicycle.people.act import Act, carry_out
from hemicycle.people.actions.leaving import leave
from hemicycle.people.actions.places import promote, unit_of
from hemicycle.people.actions.steps import STEP_ACTIONS, Move, Steps, signed
from hemicycle.people.details import clean
from hemicycle.people.models import Registration
from hemicycle.people.reasons import PeopleCode
from hemicycle.rules.capacity import Role
from hemicycle.rules.reasons import Reason, Refusal, require
from hemicycle.rules.registration import OVER, PLACED, Step, may_step_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.journal.record import Performer
    from hemicycle.people.models import Person
    from hemicycle.rules.admission import RegistrationStatus

#: What the secretariat does with many at once.
STEPS = (Step.CONFIRM, Step.REFUSE, Step.WITHDRAW, Step.REOPEN)


@dataclass
class Outcome:
    """What a step does, or would do, with many registrations.

    Attributes:
        impossible: For whom it cannot be done, and why.
        missing: So many of those asked for are not in the consultation (any more).
    """

    moves: list[Move] = field(default_factory=list)
    impossible: list[tuple[Registration, Reason]] = field(default_factory=list)
    missing: int = 0

    @property
    def statuses(self) -> dict[RegistrationStatus, int]:
        """How many go to each status."""
        return dict(Counter(move.after for move in self.moves))


def foresee(
    consultation: Consultation, performer: Performer, at: datetime, what: Step, registrations: Sequence[int]
) -> Outcome:
    """What a step of somebody of the secretariat would do at this moment; nothing is written."""
    settings = settings_of(consultation.settings)
    return outcome_of(Act(consultation, performer, at, settings, capacity=Role.SECRETARIAT), what, registrations)


def step_all(  # noqa: PLR0913 - who, when, what, with whom, why
    consultation: int,
    performer: Performer,
    at: datetime,
    what: Step,
    registrations: Sequence[int],
    *,
    words: str = "",
    stays_why: str | None = None,
) -> Outcome:
    """Take a step with all of these with whom it can be taken; the others stay as they are.

    Args:
        words: Why; shown to each person. Refusing needs them.
        stays_why: Why the mandates of whoever leaves stay; ``None``: they end with the registrations.

    Raises:
        Refusal: it can be taken with none of them, or is not this person's to take.
    """
    words = clean(words, lines=True)
    with carry_out(consultation, performer, STEP_ACTIONS[what], at) as act:
        require(may_step_with(words, what))
        outcome = outcome_of(act, what, registrations)
        act.place = place_of(consultation)
        act.facts.update(words=words)
        write(act, outcome.moves, lambda _move: words, signed(act, what))
        leave(act, [move.row for move in outcome.moves if move.after in OVER], stays_why)
        for move in outcome.moves:
            act.tell(move.row, STEP_ACTIONS[what].value)
    return outcome


def outcome_of(act: Act, what: Step, registrations: Iterable[int]) -> Outcome:
    """What a step does with each of these; nothing is written."""
    steps, outcome, wanted = Steps(act), Outcome(), set(registrations)
    rows = chosen(act.consultation, wanted)
    outcome.missing = len(wanted) - len(rows)
    for row in rows:
        try:
            outcome.moves.append(steps.move(row, what))
        except Refusal as refusal:
            outcome.impossible.append((row, refusal.reason))
    return outcome


def chosen(consultation: Consultation, registrations: set[int]) -> list[Registration]:
    """These registrations, who asked first first, with what their places and names need."""
    rows = Registration.objects.filter(consultation=consultation, pk__in=registrations)
    return list(
        # Members are fetched beside, each once: thousands of rows share them.
        rows.select_related("person")
        .prefetch_related("member__organ_seats", "member__names")
        .order_by("asked_at", "pk")
    )


def write(
    act: Act, moves: Sequence[Move], words: Callable[[Move], str], by: Mapping[str, Person | None] | None = None
) -> None:
    """Save where everybody goes, fill the places that were left, and keep it all for the journal.

    Args:
        by: The columns that keep who did it, with who did.

    Raises:
        Refusal: nobody goes anywhere.
    """
    if not moves:
        raise Refusal(PeopleCode.NOTHING_POSSIBLE)
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    entries: dict[str, dict[str, str]] = {}
    for move in moves:
        alike[move.after.value, words(move)].append(move.row.pk)
        entries[str(move.row.pk)] = _kept(move)
    for (status, said), keys in alike.items():
        act.consultation.registrations.filter(pk__in=keys).update(status=status, status_reason=said, **(by or {}))
    act.facts.update(registrations=entries, count=len(entries))
    left = {unit_of(act, move.row) for move in moves if move.before in PLACED and move.after in OVER}
    promote(act, [unit for unit in left if unit is not None and unit.quota is not None])


def _kept(move: Move) -> dict[str, str]:
    """What the journal has of one move: enough to take it back."""
    facts = {"before": move.before.value, "after": move.after.value}
    if move.row.status_reason:
        facts["words_before"] = move.row.status_reason
    if move.without_focal_point:
        facts["without_focal_point"] = "yes"
    if move.entered_by is not None:
        facts["entered_by"] = str(move.entered_by)
    return facts


def place_of(consultation: int) -> str:
    """Where the journal keeps the bulk acts of a consultation."""
    return f"registrations:{consultation}"
