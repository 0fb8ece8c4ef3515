"""The rehearsal of 8 May 2020: its report has the figures of annex 2, and those of an independent count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.utils import translation

from hemicycle.consultations.models import Consultation
from hemicycle.ops.seed.practices import demonstration_practices
from hemicycle.ops.seed.rehearsal import demonstration_rehearsal
from hemicycle.ops.seed.slots import demonstration_slots
from hemicycle.rules.floor import SittingState
from hemicycle.rules.practice import PracticeKind
from hemicycle.rules.readiness import Practised
from hemicycle.rules.sitting_kinds import SittingKind
from hemicycle.sittings.models import Sitting
from hemicycle.support.models import Practice, SlotBooking
from hemicycle.support.readiness import readiness
from hemicycle.support.rehearsal_report import before, report_of
from tests.seed.test_seed import load_without_letters
from tests.support.recomputed import recomputed
from tests.support.reported import reported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 - opens the database
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            load_without_letters(patch)
        assert demonstration_rehearsal(Consultation.objects.get()) == 2
        yield
        transaction.set_rollback(True)


def held(kind: SittingKind) -> Sitting:
    return Sitting.objects.select_related("consultation__body").get(kind=kind.value, state=SittingState.ENDED.value)


def test_the_report_has_the_figures_of_the_second_annex() -> None:
    report = report_of(held(SittingKind.REHEARSAL))
    found: Any = report.figures

    assert (found.members, found.regions, found.speaking_members) == (42, 5, 23)
    assert found.people > 120
    assert (found.several_tries, found.failed) == (1, 1)
    assert found.tries == {1: 22, 3: 1}
    about_twenty = [turn for turn in report.turns if turn.facts.seconds and 17 <= turn.facts.seconds <= 23]
    assert len(about_twenty) > found.times.heard / 2
    assert 0 < found.times.quick < found.times.heard / 2


@pytest.mark.parametrize("kind", [SittingKind.REHEARSAL, SittingKind.TEST])
def test_every_figure_is_that_of_an_independent_count(kind: SittingKind) -> None:
    sitting = held(kind)
    assert reported(report_of(sitting)) == recomputed(sitting.pk)


def test_it_is_compared_with_the_test_session_before() -> None:
    session = held(SittingKind.TEST)
    assert before(held(SittingKind.REHEARSAL)) == session
    assert before(session) is None


def test_it_is_added_once() -> None:
    assert demonstration_rehearsal(Consultation.objects.get()) == 0


def test_who_failed_is_known_with_what_their_test_found_and_what_they_wrote() -> None:
    (failed,) = [person for person in report_of(held(SittingKind.REHEARSAL)).people if person.failed]
    assert failed.test is not None
    assert (failed.given, failed.tries, failed.messages, failed.test.verdict) == (2, None, 2, "unusable")


def test_the_test_of_the_platform_has_slots_with_bookings() -> None:
    consultation = Consultation.objects.get()
    made = demonstration_slots(consultation)
    assert demonstration_slots(consultation) == 0
    session = consultation.sittings.get(kind=SittingKind.TEST.value, state=SittingState.PLANNED.value)
    booked = [(slot.bookings.count(), slot.places) for slot in session.slots.all()]
    assert made == sum(people for people, _places in booked) > 5
    assert all(people <= places for people, places in booked)
    assert (0, 2) in booked
    assert session.slots.values("technician").distinct().count() == 2
    assert not SlotBooking.objects.exclude(registration__person__made_up=True).exists()
    assert f"{session.opens_at.astimezone(consultation.zone):%Y-%m-%d}" == "2020-05-29"


def test_some_have_practised_alone_and_readiness_shows_it() -> None:
    consultation = Consultation.objects.get()
    made = demonstration_practices(consultation)
    assert demonstration_practices(consultation) == 0
    rows = list(Practice.objects.select_related("registration__person"))
    assert made == len(rows) == len({row.registration_id for row in rows})
    assert {row.kind for row in rows} == set(PracticeKind)
    assert {row.counts for row in rows} == {True, False}
    assert all(row.registration.person.made_up for row in rows)
    first = consultation.sittings.get(number=1, kind=SittingKind.SITTING.value)
    alone = {one.registration.pk for one in readiness(first).participants if one.practised is Practised.ALONE}
    # The interpreters were in the rehearsal, which tells more.
    assert alone == {row.registration_id for row in rows if row.counts and row.kind == PracticeKind.DELEGATE}
