"""What waits for the secretariat and the chair, read in four queries, is what the contributions say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.contributions import queries
from hemicycle.contributions.actions import checking
from hemicycle.contributions.waiting import WAITING, WaitingContribution, waiting
from hemicycle.documents.models import Document
from hemicycle.rules.contributions import Timeliness
from tests.contributions.contributing import IN_TIME, LATE
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from tests.contributions.contributing import Contributing

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def as_seen(contributing: Contributing) -> list[WaitingContribution]:
    """The same, of all that became of each."""
    return [
        WaitingContribution(
            seen.row.pk,
            seen.stage,
            seen.timeliness,
            seen.latest.receipt,
            seen.latest.received_at,
            seen.entered_by,
            tuple(row.member_id for row in seen.submitters),
        )
        for seen in queries.contributions_of(contributing.world.consultation)
        if seen.stage in WAITING
    ]


def test_it_says_of_each_what_became_of_it(contributing: Contributing) -> None:
    consultation = contributing.world.consultation
    assert waiting(consultation) == []
    joint = contributing.submit("br", members=("JP", "GH"))
    assert waiting(consultation) == as_seen(contributing)
    contributing.answer(joint, "jp", confirmed=True)
    contributing.revise(joint, title="Another title", members=("JP",))
    contributing.enter("gh")
    late, declined = contributing.submit("jp", LATE), contributing.submit("br", LATE)
    chair = contributing.by("chair")
    checking.accept_late(contributing.key, chair, LATE, contribution=late.contribution_id, words="It is short.")
    checking.decline_late(contributing.key, chair, LATE, contribution=declined.contribution_id, words="Too late.")
    contributing.submit("jp", LATE)
    numbered = contributing.submit("br")
    contributing.number(numbered)
    withdrawn = contributing.submit("gh")
    contributing.answer(withdrawn, "gh", confirmed=False)
    found = waiting(consultation)
    assert found == as_seen(contributing)
    assert len({row.stage for row in found}) >= 3
    assert {row.timeliness for row in found} == set(Timeliness)
    assert withdrawn.contribution_id not in {row.key for row in found}
    with CaptureQueriesContext(connection) as captured:
        waiting(consultation)
    assert len(captured) == 4


def test_one_whose_document_was_posted_with_others_waits_for_nobody(contributing: Contributing) -> None:
    row = contributing.submit("br")
    contributing.number(row)
    assert [one.key for one in waiting(contributing.world.consultation)] == [row.contribution_id]
    with without_guards():
        Document.objects.filter(contribution=row.contribution_id).update(posted_at=IN_TIME)
    assert waiting(contributing.world.consultation) == as_seen(contributing) == []
