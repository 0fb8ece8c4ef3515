"""The contributions that readers see at a moment, as the room names them: read often, so by few queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from hemicycle.contributions.models import Contribution, ContributionVersion, SubmitterAnswer
from hemicycle.rules import contributions as rules
from hemicycle.rules.contributions import Name, NameAnswer
from hemicycle.rules.documents import Standing

if TYPE_CHECKING:
    from datetime import datetime

    from hemicycle.consultations.models import Consultation
    from hemicycle.contributions.items import Place


@dataclass(frozen=True)
class ShownContribution:
    """A contribution that was posted.

    Attributes:
        symbol: Of the document that it became.
        members: Codes of those whose names it carries, in its order.
    """

    symbol: str
    members: tuple[str, ...]


def shown(consultation: Consultation, now: datetime) -> dict[Place, list[ShownContribution]]:
    """Those of each item whose document is neither embargoed nor withdrawn, in the order of their numbers."""
    rows = Contribution.objects.filter(
        consultation=consultation, document__posted_at__isnull=False, document__withdrawn_at=None
    )
    read = rows.select_related("document").prefetch_related(
        Prefetch("versions", ContributionVersion.objects.only("contribution", "number", "listing", "item_number")),
        "submitters__member",
        Prefetch("submitters__answers", SubmitterAnswer.objects.order_by("pk")),
    )
    found: dict[Place, list[ShownContribution]] = defaultdict(list)
    for row in read.order_by("number"):
        document = row.document
        if document is not None and document.standing(now) is Standing.POSTED:
            latest = max(row.versions.all(), key=lambda version: version.number)
            found[latest.listing, latest.item_number].append(
                ShownContribution(document.symbol, _confirmed(row, latest.number))
            )
    return found


def _confirmed(row: Contribution, version: int) -> tuple[str, ...]:
    submitters = [
        rules.Submitter(one.member.code, tuple(NameAnswer(said.version, said.confirmed) for said in one.answers.all()))
        for one in row.submitters.all()
        if one.named
    ]
    return tuple(one.member for one in submitters if rules.name(one, version) is Name.CONFIRMED)
