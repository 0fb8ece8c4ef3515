"""What was written to the help desk before there were cases stands in cases afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hemicycle.support.models import HelpCase, HelpMessage
from tests.support.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.apps.registry import Apps
    from django.db.models import Model

AT = datetime(2020, 6, 9, 10, tzinfo=UTC)


@pytest.fixture
def before(migrate_back: Callable[..., Apps]) -> Apps:
    """The models as they were."""
    return migrate_back(("support", "0002_connection_tests"))


def test_each_thread_of_a_sitting_becomes_a_case(before: Apps) -> None:
    def make(model: str, **fields: Any) -> Model:
        row: Model = before.get_model(model)(**fields)
        row.save()
        return row

    body = make("consultations.Body", slug="b", name={"en": "B"})
    consultation = make(
        "consultations.Consultation", body=body, slug="c", title={"en": "C"}, first_day=AT.date(), last_day=AT.date()
    )
    people = [make("people.Person", email=f"{name}@example.org", name=name) for name in "abt"]
    asking, other, technician = (
        make("people.Registration", consultation=consultation, person=person, role="chair") for person in people
    )
    goes_on, over = (
        make(
            "sittings.Sitting",
            consultation=consultation,
            number=number,
            state=state,
            opens_at=AT,
            closes_at=AT + timedelta(hours=2),
        )
        for number, state in ((1, "open"), (2, "ended"))
    )
    for minute, (sitting, thread, author) in enumerate(
        (
            (goes_on, asking, asking),
            (over, asking, asking),
            (goes_on, asking, technician),
            (goes_on, other, other),
            (goes_on, asking, asking),
            (goes_on, asking, asking),
        )
    ):
        at = AT + timedelta(minutes=minute)
        make("support.HelpMessage", sitting=sitting, thread=thread, author=author, text=str(minute), at=at)

    migrate()

    def minutes(moment: datetime | None) -> float | None:
        return (moment - AT).total_seconds() / 60 if moment else None

    made = [
        (
            case.number,
            case.registration_id,
            case.sitting_id,
            case.status,
            minutes(case.opened_at),
            minutes(case.waiting_since),
            minutes(case.answered_at),
            minutes(case.solved_at),
            [(row.kind, row.text) for row in case.messages.all()],
        )
        for case in HelpCase.objects.order_by("number")
    ]
    first = [("question", "0"), ("answer", "2"), ("question", "4"), ("question", "5")]
    assert made == [
        (1, asking.pk, goes_on.pk, "in_work", 0, 4, 2, None, first),
        (2, asking.pk, over.pk, "solved", 1, None, None, 1, [("question", "1")]),
        (3, other.pk, goes_on.pk, "new", 3, 3, None, None, [("question", "3")]),
    ]
    assert HelpMessage.objects.count() == 6
