"""What several acts on contributions share: the contribution under the lock, and what follows from each act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.consultations.languages import is_language
from hemicycle.contributions import queries
from hemicycle.contributions.models import Contribution, ContributionStep
from hemicycle.contributions.reasons import ContributionCode
from hemicycle.rules.reasons import Refusal

if TYPE_CHECKING:
    from hemicycle.contributions.queries import SeenContribution
    from hemicycle.journal.record import Performer
    from hemicycle.people.act import Act
    from hemicycle.people.models import Person
    from hemicycle.rules.contributions import StepKind


def contribution_of(act: Act, key: int) -> SeenContribution:
    """A contribution of the consultation, which is locked.

    Raises:
        Refusal: it has none with this key.
    """
    seen = queries.contribution(act.consultation, key)
    if seen is None:
        raise Refusal(ContributionCode.NO_SUCH_CONTRIBUTION)
    act.place = f"contribution:{key}"
    return seen


def restate(act: Act, key: int) -> SeenContribution:
    """Write down where a contribution stands now, for lists and the journal."""
    seen = contribution_of(act, key)
    before, now = seen.row.stage, seen.stage.value
    if before != now:
        Contribution.objects.filter(pk=key).update(stage=now)
        seen.row.stage = now
    act.facts.update(receipt=seen.latest.receipt, stage=[before, now])
    return seen


def take_step(act: Act, seen: SeenContribution, kind: StepKind, words: str = "") -> ContributionStep:
    """Note what is done with it, by whom, and why."""
    return ContributionStep.objects.create(
        contribution=seen.row,
        kind=kind.value,
        version=seen.latest.number,
        words=words,
        by=person_of(act.performer),
        at=act.at,
    )


def require_language(code: str) -> None:
    """Whether this is a language in which something can be written.

    Raises:
        Refusal: it is none.
    """
    if not is_language(code):
        raise Refusal(ContributionCode.CONTRIBUTION_LANGUAGE)


def person_of(performer: Performer) -> Person:
    """Who acts.

    Raises:
        LookupError: the system does.
    """
    if performer.person is None:
        raise LookupError("a person does this")
    return performer.person
