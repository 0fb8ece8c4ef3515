"""The contributions that wait for the secretariat or the chair: read for every page of the desk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hemicycle.consultations.settings import settings_of
from hemicycle.contributions.models import Contribution, ContributionStep, ContributionVersion, Submitter
from hemicycle.journal.prepared import Prepared
from hemicycle.rules.contributions import Stage, Step, StepKind, Timeliness, timeliness

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation

#: In which the secretariat or the chair has something to do.
WAITING = (Stage.UNCONFIRMED, Stage.SUBMITTED, Stage.NUMBERED, Stage.IN_TRANSLATION)


@dataclass(frozen=True)
class WaitingContribution:
    """One of them.

    Attributes:
        stage: As it was written with the last act on it.
        receipt: Of the latest version.
        since: When that was received.
        entered_by: Key of who of the secretariat entered it; None where its Member submitted it.
        members: Keys of those whose names it carries, in their order.
    """

    key: int
    stage: Stage
    timeliness: Timeliness
    receipt: str
    since: datetime
    entered_by: int | None
    members: tuple[int, ...]


def _open(consultation: int) -> dict[str, object]:
    """What narrows to them. A document may have been posted together with others, and its contribution with it."""
    return {
        "contribution__consultation": consultation,
        "contribution__stage__in": [stage.value for stage in WAITING],
        "contribution__document__posted_at": None,
    }


_ANY = Prepared(
    lambda consultation: Contribution.objects.filter(
        consultation=consultation, stage__in=[stage.value for stage in WAITING]
    ).values_list("pk")[:1],
    int,
)
_VERSIONS = Prepared(
    lambda consultation: (
        ContributionVersion.objects.filter(**_open(consultation))
        .order_by("contribution__number", "number")
        .values_list("contribution", "contribution__stage", "received_at", "receipt", "entered_by")
    ),
    int,
)
_SUBMITTERS = Prepared(
    lambda consultation: Submitter.objects.filter(named=True, **_open(consultation)).values_list(
        "contribution", "member"
    ),
    int,
)
_SAID_OF_LATE = Prepared(
    lambda consultation: ContributionStep.objects.filter(
        kind__in=[StepKind.LATE_ACCEPTED.value, StepKind.LATE_DECLINED.value], **_open(consultation)
    ).values_list("contribution", "kind", "version"),
    int,
)


def waiting(consultation: Consultation) -> list[WaitingContribution]:
    """Those with which somebody has something to do, as they were received: four queries; one where there are none."""
    if _ANY.first(consultation.pk) is None:
        return []
    deadline = settings_of(consultation.settings).contributions_until
    members, said = defaultdict[int, list[int]](list), defaultdict[int, list[Step]](list)
    for key, member in _SUBMITTERS.rows(consultation.pk):
        members[key].append(member)
    for key, kind, version in _SAID_OF_LATE.rows(consultation.pk):
        said[key].append(Step(StepKind(kind), version))
    first: dict[int, datetime] = {}
    found: dict[int, WaitingContribution] = {}
    for key, stage, received_at, receipt, entered_by in _VERSIONS.rows(consultation.pk):
        when = timeliness(first.setdefault(key, received_at), deadline, said[key])
        found[key] = WaitingContribution(
            key, Stage(stage), when, receipt, received_at, entered_by, tuple(members[key])
        )  # the last version of each stays
    return list(found.values())
