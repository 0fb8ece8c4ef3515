"""The list of contributions says of each what all that became of it says, by as many queries for two as for ten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemicycle.contributions import queries
from hemicycle.contributions.actions import checking
from hemicycle.contributions.listing import listed
from hemicycle.documents.models import Document
from hemicycle.rules.contributions import Stage, Timeliness
from tests.contributions.contributing import IN_TIME, LATE
from tests.support.guards import without_guards

if TYPE_CHECKING:
    from tests.contributions.contributing import Contributing

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def in_list(contributing: Contributing) -> list[tuple[Any, ...]]:
    return [
        (
            row.number,
            row.symbol,
            row.stage,
            row.timeliness,
            row.received_at,
            (row.latest.number, row.latest.place, row.latest.title, row.latest.receipt),
            [(member.code, name) for member, name in row.names],
            row.lacking,
        )
        for row in listed(contributing.world.consultation)
    ]


def in_full(contributing: Contributing) -> list[tuple[Any, ...]]:
    return [
        (
            seen.row.number,
            seen.row.symbol,
            seen.stage,
            seen.timeliness,
            seen.versions[0].received_at,
            (seen.latest.number, seen.place, seen.latest.title, seen.latest.receipt),
            [(row.member.code, name) for row, name in seen.names],
            set(seen.lacking),
        )
        for seen in queries.contributions_of(contributing.world.consultation)
    ]


def test_it_says_of_each_what_became_of_it(contributing: Contributing) -> None:
    assert in_list(contributing) == []
    joint = contributing.submit("br", members=("JP", "GH"))
    contributing.answer(joint, "jp", confirmed=True)
    contributing.revise(joint, title="Another title", members=("JP",))
    contributing.enter("gh")
    late, declined = contributing.submit("jp", LATE), contributing.submit("br", LATE)
    chair = contributing.by("chair")
    checking.accept_late(contributing.key, chair, LATE, contribution=late.contribution_id, words="It is short.")
    checking.decline_late(contributing.key, chair, LATE, contribution=declined.contribution_id, words="Too late.")
    contributing.submit("jp", LATE)
    asked = contributing.submit("jp")
    checking.ask_for_changes(
        contributing.key, contributing.by("secretariat"), IN_TIME, contribution=asked.contribution_id, words="Shorter."
    )
    contributing.posted(name="br")
    numbered = contributing.submit("br")
    contributing.number(numbered, "C20/81")
    withdrawn = contributing.submit("gh")
    contributing.answer(withdrawn, "gh", confirmed=False)
    found = in_list(contributing)
    assert found == in_full(contributing)
    assert {row[2] for row in found} >= {Stage.UNCONFIRMED, Stage.SUBMITTED, Stage.CHANGES_ASKED, Stage.WITHDRAWN}
    assert {row[2] for row in found} >= {Stage.IN_TRANSLATION, Stage.POSTED}
    assert {row[3] for row in found} == set(Timeliness)


def test_one_whose_document_was_posted_with_others_is_posted(contributing: Contributing) -> None:
    row = contributing.submit("br")
    contributing.number(row)
    with without_guards():
        Document.objects.filter(contribution=row.contribution_id).update(posted_at=IN_TIME)
    assert [one.stage for one in listed(contributing.world.consultation)] == [Stage.POSTED]


def test_its_queries_do_not_grow_with_it(contributing: Contributing) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            listed(contributing.world.consultation)
        return len(captured)

    contributing.submit("br", members=("JP",))
    few = asked()
    for _ in range(4):
        contributing.posted(name="jp", title="On languages") if _ == 0 else contributing.submit("gh", members=("JP",))
    assert asked() == few == 8
