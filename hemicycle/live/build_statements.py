"""The texts of statements, for the booths and who presides: before they are spoken, and while they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hemicycle.live.booth_documents import StatementDocument, StatementsDocument
from hemicycle.live.build_parts import iso
from hemicycle.live.document import Who
from hemicycle.outcome.statements import latest_on
from hemicycle.outcome.wording_changes import paragraphs
from hemicycle.people import queries as people
from hemicycle.sittings import item_turns, queries

if TYPE_CHECKING:
    from hemicycle.outcome.models import StatementVersion
    from hemicycle.sittings.models import Sitting


def statements(sitting: Sitting) -> StatementsDocument:
    """What each delegation handed in last under the open item."""
    item = item_turns.open_item(sitting)
    handed_in = latest_on(item) if item is not None else []
    return StatementsDocument(
        seq=sitting.sequence, item=item, statements=[_statement(version, sitting) for version in handed_in]
    )


def _statement(version: StatementVersion, sitting: Sitting) -> StatementDocument:
    row = version.statement
    capacity = people.capacity(row.registration, sitting.consultation.classes, queries.day(sitting))
    return StatementDocument(
        statement=row.pk,
        who=Who(
            registration=row.registration_id,
            name=row.registration.person.name,
            member=row.member.code if row.member else None,
            capacity=capacity.value,
        ),
        number=version.number,
        language=version.language,
        paragraphs=paragraphs(version.text),
        file=version.upload.name if version.upload else "",
        at=iso(version.at),
    )
