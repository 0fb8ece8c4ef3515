"""The demonstration has made-up connection tests, of each verdict."""

from __future__ import annotations

import pytest

from hemicycle.consultations.models import Consultation
from hemicycle.ops.seed import load
from hemicycle.ops.seed.connection_tests import demonstration_connection_tests
from hemicycle.support.models import ConnectionTest

pytestmark = pytest.mark.django_db


def test_connection_tests_are_made_once() -> None:
    load()
    consultation = Consultation.objects.get()
    made = demonstration_connection_tests(consultation)
    assert made == ConnectionTest.objects.count() > 0
    assert demonstration_connection_tests(consultation) == 0
    assert set(ConnectionTest.objects.values_list("verdict", flat=True)) == {"ready", "usable", "unusable"}
    assert set(ConnectionTest.objects.values_list("registration__person__made_up", flat=True)) == {True}
    assert not ConnectionTest.objects.filter(room_closed_at=None).exists()
